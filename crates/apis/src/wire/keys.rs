//! Which member of an object comes next, without a `String` a key.

use super::trace::Trace;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt;

/// Names that may stand for one member.
pub(crate) type Aliases = &'static [&'static str];

/// Reads a key and answers which of the groups it belongs to, and under which name.
struct Key<'a>(&'a [&'a [&'static str]]);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<(usize, &'static str)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<(usize, &'static str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let of_group = |(group, names): (usize, &&[&'static str])| {
            names
                .iter()
                .find(|name| **name == key)
                .map(|name| (group, *name))
        };
        Ok(self.0.iter().enumerate().find_map(of_group))
    }
}

/// Walks over an object's members, refusing a second value for a known one.
pub(crate) struct Members<'a> {
    groups: &'a [&'a [&'static str]],
    seen: u32,
    blank: bool,
}

impl<'a> Members<'a> {
    /// Members in these groups (at most 32) are known.
    pub(crate) const fn new(groups: &'a [&'a [&'static str]]) -> Self {
        Self {
            groups,
            seen: 0,
            blank: true,
        }
    }

    /// The next known member: its group and name; the values of unknown ones are skipped. `None` at the end.
    pub(crate) fn next<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        trace: &mut Trace,
    ) -> Result<Option<(usize, &'static str)>, A::Error> {
        while let Some(key) = map.next_key_seed(Key(self.groups))? {
            self.blank = false;
            let Some((group, name)) = key else {
                map.next_value::<serde::de::IgnoredAny>()?;
                continue;
            };
            let bit = u32::try_from(group)
                .ok()
                .and_then(|group| 1_u32.checked_shl(group))
                .unwrap_or(0);
            if self.seen & bit != 0 {
                trace.key(name, "there only once");
                return Err(A::Error::custom("twice"));
            }
            self.seen |= bit;
            return Ok(Some((group, name)));
        }
        Ok(None)
    }

    /// Whether the object had no known member so far.
    pub(crate) const fn none_known(&self) -> bool {
        self.seen == 0
    }

    /// Whether the object had no member at all so far.
    pub(crate) const fn blank(&self) -> bool {
        self.blank
    }
}
