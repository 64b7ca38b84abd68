//! Slots of traffic, read straight into columns.

use super::envelope::{SlotReader, read_envelope};
use super::keys::{Aliases, Members};
use super::scalar::{Any, Scalar, Stamp};
use super::trace::Trace;
use crate::api::{DecodeError, Decoded};
use originscope_core::{NoteKind, TrafficBuilder, TrafficUnit};
use serde::de::{Error, MapAccess};

/// The names that one API uses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TrafficShape {
    /// Names of the member of the root that holds the slots.
    pub(crate) outer: Aliases,
    /// Names of the list in it.
    pub(crate) list: Aliases,
    /// The start of a slot.
    pub(crate) time: &'static str,
    /// The volume in a slot.
    pub(crate) value: &'static str,
    /// What the volume counts.
    pub(crate) unit: TrafficUnit,
}

/// Decodes an answer of traffic volumes.
///
/// # Errors
/// See [`DecodeError`].
pub(crate) fn decode_traffic(shape: &TrafficShape, body: &[u8]) -> Result<Decoded, DecodeError> {
    let mut reader = TrafficReader {
        shape,
        trace: Trace::default(),
        builder: TrafficBuilder::new(shape.unit),
    };
    let envelope = read_envelope(body, &mut reader)?;
    let grain = envelope.grain_seconds()?;
    Ok(envelope.around(reader.builder.finish(grain)))
}

struct TrafficReader<'s> {
    shape: &'s TrafficShape,
    trace: Trace,
    builder: TrafficBuilder,
}

impl SlotReader for TrafficReader<'_> {
    fn outer(&self) -> Aliases {
        self.shape.outer
    }
    fn list(&self) -> &[&'static str] {
        self.shape.list
    }
    fn trace(&mut self) -> &mut Trace {
        &mut self.trace
    }

    fn slot<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        let names = [[self.shape.time], [self.shape.value]];
        let groups = [names[0].as_slice(), names[1].as_slice()];
        let mut members = Members::new(&groups);
        let (mut stamp, mut value) = (None, Scalar::Missing);
        while let Some((group, _)) = members.next(&mut map, &mut self.trace)? {
            if group == 0 {
                stamp = Some(map.next_value_seed(Any::<Stamp>::new())?);
            } else {
                value = map.next_value_seed(Any::new())?;
            }
        }
        match (stamp, value) {
            (Some(Stamp::At(at)), Scalar::Number(value)) if value >= 0.0 => {
                self.builder.slot(at, value)
            }
            (Some(Stamp::At(at)), Scalar::Number(value)) => {
                self.builder
                    .note(NoteKind::BadValue, Some(at), &value.to_string());
            }
            (Some(Stamp::At(at)), Scalar::Bad(text)) => {
                self.builder.note(NoteKind::BadValue, Some(at), &text)
            }
            // A slot without a value did not come.
            (Some(Stamp::At(_)), Scalar::Missing) => {}
            (Some(Stamp::Bad(text)), _) => self.builder.note(NoteKind::BadTime, None, &text),
            // An object without members is no slot.
            (None, _) if members.blank() => {}
            (None, _) => {
                self.trace.key(self.shape.time, "present");
                return Err(A::Error::custom("no time"));
            }
        }
        Ok(())
    }
}
