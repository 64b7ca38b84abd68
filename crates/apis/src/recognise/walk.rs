//! Walks over foreign JSON, taking what is known and passing over everything else, however deep.

use crate::wire::{Any, Words};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What is taken out of an object.
pub(super) trait Fields {
    /// Takes the value of a member, or answers false and leaves it.
    ///
    /// # Errors
    /// The JSON is not well formed.
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;
    /// Takes the elements of an array.
    ///
    /// # Errors
    /// The JSON is not well formed.
    fn elements<'de, A: SeqAccess<'de>>(&mut self, mut seq: A) -> Result<(), A::Error> {
        self.other("an array");
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
    /// The value is no object but what the words say.
    fn other(&mut self, _looks: &'static str) {}
}

/// Reads one value into its fields; a value that is no object leaves them as they are.
pub(super) struct Walk<'a, T>(pub(super) &'a mut T);

impl<'de, T: Fields> DeserializeSeed<'de> for Walk<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Fields> Visitor<'de> for Walk<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Any::<Words>::new())? {
            if !self.0.member(&key.0, &mut map)? {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.0.elements(seq)
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.0.other("a text");
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.other("null");
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.0.other("a truth value");
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.0.other("a number");
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.0.other("a number");
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.0.other("a number");
        Ok(())
    }
}
