//! Slots of status codes, read straight into columns.

use super::envelope::{SlotReader, read_envelope};
use super::keys::{Aliases, Members};
use super::scalar::{Any, Scalar, SentCode, Stamp};
use super::trace::Trace;
use crate::api::{DecodeError, Decoded};
use originscope_core::{Code, CodesBuilder, NoteKind, Scale};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// At most this many values, slots by codes, are kept of one answer, of shares and of counts each. A day of minutes with
/// every code there is has 0.72 million; without a bound, each slot with a code of its own would make gigabytes of zeros.
pub(crate) const MOST_VALUES: usize = 8_000_000;

/// The names that one API uses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodesShape {
    /// Names of the member of the root that holds the slots.
    pub(crate) outer: Aliases,
    /// The name of the list in it, if it is not the list itself.
    pub(crate) list: Option<&'static str>,
    /// The start of a slot.
    pub(crate) time: &'static str,
    /// Names of the member of a slot that holds the codes.
    pub(crate) slot: Aliases,
    /// The name of the list in it, if it is not the list itself.
    pub(crate) codes: Option<&'static str>,
    /// The status code.
    pub(crate) code: &'static str,
    /// The number of responses.
    pub(crate) count: &'static str,
    /// The share of the slot's responses.
    pub(crate) share: &'static str,
    /// How a share is written.
    pub(crate) scale: Scale,
    /// The slot length in seconds, where it is fixed and not in the answer.
    pub(crate) grain: Option<i64>,
}

/// Decodes an answer of status codes.
///
/// # Errors
/// See [`DecodeError`].
pub(crate) fn decode_codes(shape: &CodesShape, body: &[u8]) -> Result<Decoded, DecodeError> {
    let mut reader = CodesReader {
        shape,
        list: shape.list.as_slice(),
        trace: Trace::default(),
        point: Point::default(),
        slots: 0,
        codes: vec![false; 600],
        distinct: 0,
        builder: CodesBuilder::new(shape.scale),
    };
    let envelope = read_envelope(body, &mut reader)?;
    let grain = match shape.grain {
        Some(grain) => Some(grain),
        None => envelope.grain_seconds()?,
    };
    Ok(envelope.around(reader.builder.finish(grain)))
}

struct CodesReader<'s> {
    shape: &'s CodesShape,
    list: &'s [&'static str],
    trace: Trace,
    point: Point,
    slots: usize,
    /// Which codes came in any slot, by number, and how many they are.
    codes: Vec<bool>,
    distinct: usize,
    builder: CodesBuilder,
}

/// The codes of the slot that is being read; kept from slot to slot for its memory.
#[derive(Default)]
struct Point {
    codes: Vec<(Code, Option<f64>, Option<f64>)>,
    /// What was sent as codes and is none.
    unknown: Vec<String>,
    /// The first value that cannot be read.
    bad: Option<String>,
}

impl Point {
    /// A value, or `None` with the fault remembered.
    fn value(&mut self, scalar: Scalar) -> Option<f64> {
        match scalar {
            Scalar::Number(value) if value >= 0.0 => Some(value),
            Scalar::Number(value) => self.fault(value.to_string()),
            Scalar::Bad(text) => self.fault(text),
            Scalar::Missing => None,
        }
    }

    fn fault(&mut self, text: String) -> Option<f64> {
        self.bad.get_or_insert(text);
        None
    }
}

impl SlotReader for CodesReader<'_> {
    fn outer(&self) -> Aliases {
        self.shape.outer
    }
    fn list(&self) -> &[&'static str] {
        self.list
    }
    fn trace(&mut self) -> &mut Trace {
        &mut self.trace
    }

    fn slot<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        let time_name = [self.shape.time];
        let groups: [&[&'static str]; 2] = [&time_name, self.shape.slot];
        let mut members = Members::new(&groups);
        let mut stamp = None;
        self.point.codes.clear();
        self.point.unknown.clear();
        self.point.bad = None;
        while let Some((group, name)) = members.next(&mut map, &mut self.trace)? {
            if group == 0 {
                stamp = Some(map.next_value_seed(Any::<Stamp>::new())?);
            } else {
                self.trace.key(name, "a list of codes");
                map.next_value_seed(Codes(self, true))?;
                self.trace.back();
            }
        }
        match stamp {
            Some(Stamp::At(at)) => {
                self.keep(at);
                if self.slots.saturating_mul(self.distinct) > MOST_VALUES {
                    let expected = "within 8 million values in all";
                    let name = self.shape.slot.first().copied().unwrap_or_default();
                    self.trace.key(name, expected);
                    return Err(A::Error::custom("too many values"));
                }
            }
            Some(Stamp::Bad(text)) => self.builder.note(NoteKind::BadTime, None, &text),
            // An object without members is no slot.
            None if members.blank() => {}
            None => {
                self.trace.key(self.shape.time, "present");
                return Err(A::Error::custom("no time"));
            }
        }
        Ok(())
    }
}

impl CodesReader<'_> {
    /// Hands the slot over, or says why not.
    fn keep(&mut self, at: i64) {
        for label in &self.point.unknown {
            self.builder.note(NoteKind::UnknownCode, Some(at), label);
        }
        match &self.point.bad {
            Some(text) => self.builder.note(NoteKind::BadValue, Some(at), text),
            None => {
                self.slots = self.slots.saturating_add(1);
                for (code, ..) in &self.point.codes {
                    let number = usize::from(code.number().unwrap_or(0));
                    if let Some(seen @ false) = self.codes.get_mut(number) {
                        *seen = true;
                        self.distinct = self.distinct.saturating_add(1);
                    }
                }
                self.builder.slot(at, &self.point.codes);
            }
        }
    }

    /// Reads one code with its values.
    fn code<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        let names = [[self.shape.code], [self.shape.count], [self.shape.share]];
        let groups = [
            names[0].as_slice(),
            names[1].as_slice(),
            names[2].as_slice(),
        ];
        let mut members = Members::new(&groups);
        let (mut code, mut count, mut share) = (None, Scalar::Missing, Scalar::Missing);
        while let Some((group, _)) = members.next(&mut map, &mut self.trace)? {
            match group {
                0 => code = Some(map.next_value_seed(Any::<SentCode>::new())?),
                1 => count = map.next_value_seed(Any::new())?,
                _ => share = map.next_value_seed(Any::new())?,
            }
        }
        if members.blank() {
            return Ok(());
        }
        let Some(code) = code else {
            self.trace.key(self.shape.code, "present");
            return Err(A::Error::custom("no code"));
        };
        self.point.unknown.extend(code.label);
        let share = self.point.value(share);
        let count = self.point.value(count);
        self.point.codes.push((code.code, share, count));
        Ok(())
    }
}

/// The codes of one slot: a list, or (where the flag says so and the API has one) an object with the list in it.
struct Codes<'a, 's>(&'a mut CodesReader<'s>, bool);

impl<'de> DeserializeSeed<'de> for Codes<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Codes<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of codes")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text.is_empty() {
            Ok(())
        } else {
            Err(E::custom("text"))
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut index = 0_usize;
        loop {
            self.0.trace.index(index, "an object");
            if seq.next_element_seed(One(&mut *self.0))?.is_none() {
                self.0.trace.back();
                return Ok(());
            }
            self.0.trace.back();
            index = index.saturating_add(1);
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some(name) = self.0.shape.codes.filter(|_| self.1) else {
            return self.0.code(map);
        };
        let names = [name];
        let groups = [names.as_slice()];
        let mut members = Members::new(&groups);
        while members.next(&mut map, &mut self.0.trace)?.is_some() {
            self.0.trace.key(name, "a list of codes");
            map.next_value_seed(Codes(&mut *self.0, false))?;
            self.0.trace.back();
        }
        if members.none_known() && !members.blank() {
            self.0.trace.key(name, "present");
            return Err(A::Error::custom("no codes"));
        }
        Ok(())
    }
}

/// One code of a slot; null and the empty text are none.
struct One<'a, 's>(&'a mut CodesReader<'s>);

impl<'de> DeserializeSeed<'de> for One<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for One<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text.is_empty() {
            Ok(())
        } else {
            Err(E::custom("text"))
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.code(map)
    }
}
