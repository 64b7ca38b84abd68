//! The same values in less room.

use super::piece::{Piece, Store};
use super::{SHORT, Values};
use std::sync::Arc;

impl Values {
    /// The same values in as little room as they take: whole numbers of answers in half of it.
    #[must_use]
    pub fn compact(&self) -> Self {
        let whole: Option<Arc<[u32]>> = self.iter().map(whole).collect();
        let Some(of) = whole.filter(|of| !of.is_empty()) else {
            return self.alone();
        };
        if of.iter().all(|n| *n == 0) {
            let mut zeros = Self::default();
            zeros.push_same(0.0, of.len());
            return zeros;
        }
        let length = of.len();
        let values = Store::Whole { of, from: 0 };
        Self {
            pieces: vec![Piece {
                start: 0,
                length,
                values,
            }],
        }
    }

    /// The same values in one piece that holds little else.
    fn alone(&self) -> Self {
        if let [
            Piece {
                length,
                values: Store::Held { of, .. },
                ..
            },
        ] = self.pieces.as_slice()
            && of.len() <= length.saturating_add(length.div_ceil(SHORT))
        {
            return self.clone();
        }
        Self::from(self.to_vec())
    }
}

/// The value as a whole number, where it is one that fits and comes back as it was (a zero below zero does not).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // compared with what it was
fn whole(value: f64) -> Option<u32> {
    let whole = value as u32;
    (f64::from(whole).to_bits() == value.to_bits()).then_some(whole)
}
