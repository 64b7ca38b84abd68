//! Single values, read whatever their JSON type.

use super::{clean::clean, number::parse_number, number::parse_whole};
use originscope_core::{Code, parse_time};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A number that may be written as a number or as text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar {
    /// Null, `""` or `"-"`.
    Missing,
    /// A finite number.
    Number(f64),
    /// Anything else, cleaned.
    Bad(String),
}

/// A time as sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stamp {
    /// UTC seconds.
    At(i64),
    /// Not a time, cleaned.
    Bad(String),
}

/// What can be made out of any single JSON value.
pub(crate) trait Single: Sized {
    /// From text.
    fn text(text: &str) -> Self;
    /// From a number; `exact` where it is a whole one.
    fn number(value: f64, exact: Option<i64>) -> Self;
    /// From null.
    fn null() -> Self;
    /// From what is no single value (or is a truth value): how it looks.
    fn other(looks: &'static str) -> Self;
}

impl Single for Scalar {
    fn text(text: &str) -> Self {
        match text {
            "" | "-" => Self::Missing,
            text => parse_number(text).map_or_else(|| Self::Bad(clean(text)), Self::Number),
        }
    }
    fn number(value: f64, _exact: Option<i64>) -> Self {
        Self::Number(value + 0.0)
    }
    fn null() -> Self {
        Self::Missing
    }
    fn other(looks: &'static str) -> Self {
        Self::Bad(looks.to_owned())
    }
}

impl Single for Stamp {
    fn text(text: &str) -> Self {
        parse_time(text).map_or_else(|| Self::Bad(clean(text)), Self::At)
    }
    fn number(value: f64, _exact: Option<i64>) -> Self {
        Self::Bad(clean(&value.to_string()))
    }
    fn null() -> Self {
        Self::Bad("null".to_owned())
    }
    fn other(looks: &'static str) -> Self {
        Self::Bad(looks.to_owned())
    }
}

/// A status code as sent: known, or the text that is none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SentCode {
    /// The code, [`Code::OTHER`] where the text is none.
    pub(crate) code: Code,
    /// What was sent instead of a code from 100 to 599.
    pub(crate) label: Option<String>,
}

impl SentCode {
    fn new(number: Option<i64>, label: impl FnOnce() -> String) -> Self {
        let code = number.map_or(Code::OTHER, Code::new);
        Self {
            code,
            label: (code == Code::OTHER).then(label),
        }
    }
}

impl Single for SentCode {
    fn text(text: &str) -> Self {
        Self::new(parse_whole(text), || clean(text))
    }
    fn number(value: f64, exact: Option<i64>) -> Self {
        Self::new(exact, || clean(&value.to_string()))
    }
    fn null() -> Self {
        Self::new(None, || "null".to_owned())
    }
    fn other(looks: &'static str) -> Self {
        Self::new(None, || looks.to_owned())
    }
}

/// A short text: an id or a list of domains. Empty if it is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Words(pub(crate) String);

impl Single for Words {
    fn text(text: &str) -> Self {
        // Longer than 100 domains of 253 characters is no list of domains.
        Self(text.chars().take(32 * 1024).collect())
    }
    fn number(value: f64, _exact: Option<i64>) -> Self {
        Self(value.to_string())
    }
    fn null() -> Self {
        Self::default()
    }
    fn other(_looks: &'static str) -> Self {
        Self::default()
    }
}

/// Reads a [`Single`].
pub(crate) struct Any<T>(std::marker::PhantomData<T>);

impl<T> Any<T> {
    /// A reader.
    pub(crate) const fn new() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<'de, T: Single> DeserializeSeed<'de> for Any<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Single> Visitor<'de> for Any<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::text(text))
    }
    #[allow(clippy::cast_precision_loss)] // beyond 2^53 the nearest f64 is what a chart can show
    fn visit_i64<E>(self, value: i64) -> Result<T, E> {
        Ok(T::number(value as f64, Some(value)))
    }
    #[allow(clippy::cast_precision_loss)] // likewise
    fn visit_u64<E>(self, value: u64) -> Result<T, E> {
        Ok(T::number(value as f64, i64::try_from(value).ok()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<T, E> {
        Ok(T::number(value, None))
    }
    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::null())
    }
    fn visit_bool<E>(self, value: bool) -> Result<T, E> {
        Ok(T::other(if value { "true" } else { "false" }))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(T::other("[]"))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(T::other("{}"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read<T: Single>(json: &str) -> T {
        Any::new()
            .deserialize(&mut serde_json::Deserializer::from_str(json))
            .unwrap()
    }

    #[test]
    fn numbers_of_any_type() {
        for json in ["43", "43.0", "\"43\"", "4.3e1"] {
            assert_eq!(read::<Scalar>(json), Scalar::Number(43.0), "{json}");
        }
        for json in ["null", "\"\"", "\"-\""] {
            assert_eq!(read::<Scalar>(json), Scalar::Missing, "{json}");
        }
        for (json, text) in [
            ("\"50%\"", "50%"),
            ("true", "true"),
            ("[1]", "[]"),
            ("{\"a\":1}", "{}"),
            ("\"\\u0000x\"", "x"),
        ] {
            assert_eq!(read::<Scalar>(json), Scalar::Bad(text.to_owned()), "{json}");
        }
    }

    #[test]
    fn codes_of_any_type() {
        assert_eq!(
            read::<SentCode>("404"),
            SentCode {
                code: Code::new(404),
                label: None
            }
        );
        assert_eq!(
            read::<SentCode>("\"404\""),
            SentCode {
                code: Code::new(404),
                label: None
            }
        );
        for (json, label) in [
            ("9", "9"),
            ("\"2xx\"", "2xx"),
            ("\"0200\"", "0200"),
            ("null", "null"),
            ("-1", "-1"),
        ] {
            assert_eq!(
                read::<SentCode>(json),
                SentCode {
                    code: Code::OTHER,
                    label: Some(label.to_owned())
                },
                "{json}"
            );
        }
    }
}
