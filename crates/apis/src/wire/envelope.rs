//! The way from the root of an answer to its slots.

use super::body::read_body;
use super::clean::{clean_domains, clean_id};
use super::keys::{Aliases, Members};
use super::scalar::{Any, Scalar, Words};
use super::trace::Trace;
use crate::api::{DecodeError, Decoded};
use originscope_core::Frame;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads the slots of one kind of answer.
pub(crate) trait SlotReader {
    /// Names of the member of the root that holds the slots.
    fn outer(&self) -> Aliases;
    /// Names of the list within it; empty if it is the list itself.
    fn list(&self) -> &[&'static str];
    /// Where the reader is.
    fn trace(&mut self) -> &mut Trace;
    /// Reads one slot, which is an object.
    ///
    /// # Errors
    /// A shape that is not this API's.
    fn slot<'de, A: MapAccess<'de>>(&mut self, map: A) -> Result<(), A::Error>;
}

/// What stands beside the slots.
#[derive(Debug, PartialEq)]
pub(crate) struct Envelope {
    /// The slot length as sent.
    pub(crate) grain: Scalar,
    /// The vendor's request id, cleaned.
    pub(crate) request_id: Option<String>,
    /// The domains, cleaned.
    pub(crate) domains: Vec<String>,
}

impl Envelope {
    /// The slot length in seconds as sent; `None` where it is missing or no whole number (so it is inferred).
    ///
    /// # Errors
    /// A negative one: such an answer is not to be believed.
    pub(crate) fn grain_seconds(&self) -> Result<Option<i64>, DecodeError> {
        match self.grain {
            Scalar::Number(grain) if grain < 0.0 => Err(DecodeError::Shape {
                path: GRAIN.to_owned(),
                expected: "a positive number of seconds",
            }),
            // Beyond what f64 counts exactly nothing is a slot length either.
            #[allow(clippy::cast_possible_truncation)] // a whole number below 2^53
            Scalar::Number(grain) if grain.fract() == 0.0 && grain < 9e15 => Ok(Some(grain as i64)),
            _ => Ok(None),
        }
    }

    /// The whole answer: these slots, and what stands beside them.
    pub(crate) fn around(self, frame: Frame) -> Decoded {
        Decoded {
            frame,
            request_id: self.request_id,
            domains: self.domains,
        }
    }
}

/// The name of the slot length, where an answer has one.
pub(crate) const GRAIN: &str = "DataInterval";
/// Names of the request id: SDKs accept other spellings of it, so gateways seem to send them.
pub(crate) const REQUEST_IDS: [&str; 4] = ["RequestId", "requestId", "RequestID", "request_id"];
/// The name of the list of domains, where an answer has one.
pub(crate) const DOMAINS: &str = "DomainName";

/// Reads a whole body: feeds `slots` and returns what stands beside them.
///
/// # Errors
/// See [`DecodeError`].
pub(crate) fn read_envelope(
    body: &[u8],
    slots: &mut impl SlotReader,
) -> Result<Envelope, DecodeError> {
    read_body(body, |json| {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let envelope = Root(&mut *slots).deserialize(&mut deserializer);
        envelope
            .and_then(|envelope| deserializer.end().map(|()| envelope))
            .map_err(|error| slots.trace().error(&error))
    })
}

struct Root<'a, R>(&'a mut R);

impl<'de, R: SlotReader> DeserializeSeed<'de> for Root<'_, R> {
    type Value = Envelope;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Envelope, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: SlotReader> Visitor<'de> for Root<'_, R> {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope, A::Error> {
        let outer = self.0.outer();
        let groups: [&[&'static str]; 4] = [outer, &[GRAIN], &REQUEST_IDS, &[DOMAINS]];
        let mut members = Members::new(&groups);
        let mut envelope = Envelope {
            grain: Scalar::Missing,
            request_id: None,
            domains: Vec::new(),
        };
        let mut found = false;
        while let Some((group, name)) = members.next(&mut map, self.0.trace())? {
            match group {
                0 => {
                    found = true;
                    self.0.trace().key(name, "an object with a list in it");
                    map.next_value_seed(Outer(&mut *self.0))?;
                    self.0.trace().back();
                }
                1 => envelope.grain = map.next_value_seed(Any::new())?,
                2 => envelope.request_id = clean_id(&map.next_value_seed(Any::<Words>::new())?.0),
                _ => envelope.domains = clean_domains(&map.next_value_seed(Any::<Words>::new())?.0),
            }
        }
        if found {
            return Ok(envelope);
        }
        self.0
            .trace()
            .key(outer.first().copied().unwrap_or_default(), "present");
        Err(A::Error::custom("no slots"))
    }
}

/// The member that holds the list of slots, or is it.
struct Outer<'a, R>(&'a mut R);

impl<'de, R: SlotReader> DeserializeSeed<'de> for Outer<'_, R> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: SlotReader> Visitor<'de> for Outer<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    /// An empty element of XML is an empty text here.
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text.is_empty() {
            Ok(())
        } else {
            Err(E::custom("text"))
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        List(self.0).visit_seq(seq)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let names = self.0.list().to_vec();
        let Some(first) = names.first() else {
            return List(self.0).visit_map(map);
        };
        let groups = [names.as_slice()];
        let mut members = Members::new(&groups);
        while let Some((_, name)) = members.next(&mut map, self.0.trace())? {
            self.0.trace().key(name, "a list");
            map.next_value_seed(List(&mut *self.0))?;
            self.0.trace().back();
        }
        if members.none_known() {
            self.0.trace().key(first, "present");
            return Err(A::Error::custom("no list"));
        }
        Ok(())
    }
}

/// The list of slots: an array, one slot alone, or nothing.
struct List<'a, R>(&'a mut R);

impl<'de, R: SlotReader> DeserializeSeed<'de> for List<'_, R> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: SlotReader> Visitor<'de> for List<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
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
            self.0.trace().index(index, "an object");
            if seq.next_element_seed(Slot(&mut *self.0))?.is_none() {
                self.0.trace().back();
                return Ok(());
            }
            self.0.trace().back();
            index = index.saturating_add(1);
        }
    }
    /// XML cannot tell a list of one from an object.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.slot(map)
    }
}

/// One slot; null and the empty text are none.
struct Slot<'a, R>(&'a mut R);

impl<'de, R: SlotReader> DeserializeSeed<'de> for Slot<'_, R> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: SlotReader> Visitor<'de> for Slot<'_, R> {
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
        self.0.slot(map)
    }
}
