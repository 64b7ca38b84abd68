//! The quick reader: an answer as its vendor plainly writes it, from the bytes into the columns in one pass.
//!
//! It knows only what nearly every answer is made of: the members of the shape in any order and with any white space, texts
//! without escapes, numbers without sign and exponent. At anything else it gives up, and the careful reader ([`super::codes`],
//! [`super::traffic`], over serde_json) reads the whole body again. So this one needs no error, no place and no tolerance of
//! its own, and cannot have an opinion: where it answers, both answer the same, which the tests and the fuzz targets hold.

mod names;
mod scan;

use super::body::MAX_BODY_BYTES;
use super::clean::{clean_domains, clean_id};
use super::codes::{CodesShape, MOST_VALUES};
use super::envelope::{DOMAINS, Envelope, GRAIN, REQUEST_IDS};
use super::scalar::{Scalar, Single, Words};
use super::traffic::TrafficShape;
use crate::api::Decoded;
use names::{Members, Names};
use originscope_core::{Code, CodesBuilder, TrafficBuilder};
use scan::Scan;

/// The body is not so plain; this says nothing about whether it is an answer.
#[derive(Debug)]
struct GiveUp;

type Quick<T> = Result<T, GiveUp>;

/// An answer of status codes; `None` if the careful reader is needed.
pub(crate) fn quick_codes(shape: &CodesShape, body: &[u8]) -> Option<Decoded> {
    let mut reader = Codes::new(shape);
    let slot = &mut |scan: &mut Scan<'_>| reader.slot(scan);
    let envelope = envelope(body, shape.outer, shape.list.as_slice(), slot).ok()?;
    let grain = match shape.grain {
        Some(grain) => Some(grain),
        None => envelope.grain_seconds().ok()?,
    };
    Some(envelope.around(reader.builder.finish(grain)))
}

/// An answer of traffic volumes; `None` if the careful reader is needed.
pub(crate) fn quick_traffic(shape: &TrafficShape, body: &[u8]) -> Option<Decoded> {
    let names = Names::new(&[&[shape.time], &[shape.value]]);
    let mut builder = TrafficBuilder::new(shape.unit);
    let slot = &mut |scan: &mut Scan<'_>| {
        let (mut at, mut value) = (None, None);
        let mut members = Members::open(scan)?;
        while let Some(group) = members.next(scan, &names)? {
            match group {
                0 => at = Some(scan.time()?),
                _ => value = Some(scan.number()?),
            }
        }
        builder.slot(at.ok_or(GiveUp)?, value.ok_or(GiveUp)?);
        Ok(())
    };
    let envelope = envelope(body, shape.outer, shape.list, slot).ok()?;
    let grain = envelope.grain_seconds().ok()?;
    Some(envelope.around(builder.finish(grain)))
}

/// What reads one slot.
type Slot<'r> = &'r mut dyn FnMut(&mut Scan<'_>) -> Quick<()>;

/// Walks from the root to the slots, and keeps what stands beside them.
fn envelope(
    body: &[u8],
    outer: &[&'static str],
    list: &[&'static str],
    slot: Slot<'_>,
) -> Quick<Envelope> {
    if body.len() > MAX_BODY_BYTES {
        return Err(GiveUp);
    }
    let names = Names::new(&[outer, &[GRAIN], &REQUEST_IDS, &[DOMAINS]]);
    let mut envelope = Envelope {
        grain: Scalar::Missing,
        request_id: None,
        domains: Vec::new(),
    };
    let list = Names::of_list(list);
    let mut found = false;
    let mut scan = Scan::new(body);
    let mut members = Members::open(&mut scan)?;
    while let Some(group) = members.next(&mut scan, &names)? {
        match group {
            0 => {
                within(&mut scan, list.as_ref(), slot)?;
                found = true;
            }
            1 => envelope.grain = Scalar::Number(scan.number()?),
            2 => envelope.request_id = clean_id(&Words::text(scan.text()?).0),
            _ => envelope.domains = clean_domains(&Words::text(scan.text()?).0),
        }
    }
    scan.end()?;
    if found { Ok(envelope) } else { Err(GiveUp) }
}

/// The list under this name in an object, or the list alone where there is no name.
fn within(scan: &mut Scan<'_>, list: Option<&Names>, each: Slot<'_>) -> Quick<()> {
    let Some(names) = list else {
        return scan.list(each);
    };
    let mut found = false;
    let mut members = Members::open(scan)?;
    while members.next(scan, names)?.is_some() {
        scan.list(each)?;
        found = true;
    }
    if found { Ok(()) } else { Err(GiveUp) }
}

/// Reads slots of status codes.
struct Codes {
    of_slot: Names,
    /// The name of the list of codes, if a slot has it in an object.
    list: Option<Names>,
    of_code: Names,
    slots: usize,
    /// The codes of the slot that is being read; kept from slot to slot for its memory.
    point: Vec<(Code, Option<f64>, Option<f64>)>,
    builder: CodesBuilder,
}

impl Codes {
    fn new(shape: &CodesShape) -> Self {
        Self {
            of_slot: Names::new(&[&[shape.time], shape.slot]),
            list: Names::of_list(shape.codes.as_slice()),
            of_code: Names::new(&[&[shape.code], &[shape.count], &[shape.share]]),
            slots: 0,
            point: Vec::new(),
            builder: CodesBuilder::new(shape.scale),
        }
    }

    fn slot(&mut self, scan: &mut Scan<'_>) -> Quick<()> {
        let mut at = None;
        self.point.clear();
        let (of_code, point) = (&self.of_code, &mut self.point);
        let mut members = Members::open(scan)?;
        while let Some(group) = members.next(scan, &self.of_slot)? {
            if group == 0 {
                at = Some(scan.time()?);
            } else {
                within(scan, self.list.as_ref(), &mut |scan| {
                    point.push(code(scan, of_code)?);
                    Ok(())
                })?;
            }
        }
        self.builder.slot(at.ok_or(GiveUp)?, &self.point);
        self.slots = self.slots.saturating_add(1);
        let values = self.slots.saturating_mul(self.builder.columns());
        // A slot that the builder dropped is nothing plain either.
        if self.builder.slots() == self.slots && values <= MOST_VALUES {
            Ok(())
        } else {
            Err(GiveUp)
        }
    }
}

/// One code with its share and its count, either of which may be missing.
fn code(scan: &mut Scan<'_>, names: &Names) -> Quick<(Code, Option<f64>, Option<f64>)> {
    let (mut code, mut count, mut share) = (None, None, None);
    let mut members = Members::open(scan)?;
    while let Some(group) = members.next(scan, names)? {
        match group {
            0 => code = Some(scan.code()?),
            1 => count = Some(scan.number()?),
            _ => share = Some(scan.number()?),
        }
    }
    Ok((code.ok_or(GiveUp)?, share, count))
}
