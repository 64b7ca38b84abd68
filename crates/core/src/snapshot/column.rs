//! Numbers in a file: a missing one is null, because JSON has no NaN.

use crate::note::Note;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A column of values, NaN where there is none.
#[derive(Clone, Debug)]
pub(super) struct Column(pub(super) Vec<f64>);

impl PartialEq for Column {
    /// Missing equals missing.
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|(a, b)| a == b || (!a.is_finite() && !b.is_finite()))
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.0
                .iter()
                .map(|value| value.is_finite().then_some(*value)),
        )
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Vec::<Option<f64>>::deserialize(deserializer)?;
        Ok(Self(
            values
                .into_iter()
                .map(|value| value.unwrap_or(f64::NAN))
                .collect(),
        ))
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Known {
    Yes(Note),
    No(IgnoredAny),
}

/// Notes of the kinds that this version knows.
pub(super) fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Note>, D::Error> {
    let notes = Vec::<Known>::deserialize(deserializer)?;
    Ok(notes
        .into_iter()
        .filter_map(|note| match note {
            Known::Yes(note) => Some(note),
            Known::No(_) => None,
        })
        .collect())
}
