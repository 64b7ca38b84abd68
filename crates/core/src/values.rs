//! Values in the order of their slots. What came is held once: windows, joined frames and timelines share its pieces.

mod compact;
mod piece;

use piece::{Piece, Store};
use std::fmt;
use std::ops::Range;

/// Runs shorter than this on average are copied into one piece: a piece costs as much as some values.
const SHORT: usize = 8;

/// A row of values. Cutting, appending and cloning share what is held, whatever its length.
#[derive(Clone, Default)]
pub struct Values {
    /// In order, none of them empty.
    pieces: Vec<Piece>,
}

/// Looks values up at ascending indices: quicker than [`Values::get`], which searches the piece each time.
pub(crate) struct Ascending<'a> {
    pieces: std::slice::Iter<'a, Piece>,
    piece: Option<&'a Piece>,
}

impl Ascending<'_> {
    /// The value at an index not below the one before.
    pub(crate) fn at(&mut self, index: usize) -> Option<f64> {
        while self.piece?.end() <= index {
            self.piece = self.pieces.next();
        }
        self.piece?.get(index)
    }
}

impl Values {
    /// For a look at some values in their order.
    pub(crate) fn ascending(&self) -> Ascending<'_> {
        let mut pieces = self.pieces.iter();
        let piece = pieces.next();
        Ascending { pieces, piece }
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, Piece::end)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The value at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<f64> {
        let at = self.pieces.partition_point(|piece| piece.end() <= index);
        self.pieces.get(at)?.get(index)
    }

    /// The values in order. [`Values::add_to`] and [`Values::to_vec`] are quicker ways to all of them.
    pub fn iter(&self) -> impl Iterator<Item = f64> + Clone + '_ {
        let values = |piece: &'_ Piece| piece.start..piece.end();
        self.pieces
            .iter()
            .flat_map(move |piece| values(piece).map(|index| piece.get(index).unwrap_or(f64::NAN)))
    }

    /// The values, copied.
    #[must_use]
    pub fn to_vec(&self) -> Vec<f64> {
        let mut all = Vec::with_capacity(self.len());
        self.pieces
            .iter()
            .for_each(|piece| piece.walk(|value| all.push(value)));
        all
    }

    /// Adds each value to the one at its index in `sums`.
    pub fn add_to(&self, sums: &mut [f64]) {
        for piece in &self.pieces {
            let Some(part) = sums.get_mut(piece.start..) else {
                return;
            };
            piece.add_to(part);
        }
    }

    /// Appends one value, so many times.
    pub fn push_same(&mut self, value: f64, times: usize) {
        let start = self.len();
        if times == 0 {
            return;
        }
        if let Some(Piece {
            length,
            values: Store::Same(last),
            ..
        }) = self.pieces.last_mut()
            && last.to_bits() == value.to_bits()
        {
            *length = length.saturating_add(times);
            return;
        }
        let values = Store::Same(value);
        self.pieces.push(Piece {
            start,
            length: times,
            values,
        });
    }

    /// Appends the values at `range` of another column, sharing them.
    pub fn append(&mut self, other: &Self, range: &Range<usize>) {
        let from = other
            .pieces
            .partition_point(|piece| piece.end() <= range.start);
        for piece in other.pieces.iter().skip(from) {
            if piece.start >= range.end {
                return;
            }
            match piece.cut(range, self.len()) {
                Some(Piece {
                    length,
                    values: Store::Same(value),
                    ..
                }) => self.push_same(value, length),
                Some(piece) => self.pieces.push(piece),
                None => {}
            }
        }
    }

    /// The values of several runs one after the other: each from an index on and so many, or NaN so many times. Long
    /// runs are shared.
    #[must_use]
    pub fn of_runs(&self, runs: &[(Option<usize>, usize)]) -> Self {
        let mut column = Self::default();
        if runs.len().saturating_mul(SHORT) > runs.iter().map(|(_, length)| length).sum() {
            return self.of_short_runs(runs);
        }
        for &(from, length) in runs {
            match from {
                Some(from) => column.append(self, &(from..from.saturating_add(length))),
                None => column.push_same(f64::NAN, length),
            }
        }
        column.settled()
    }

    /// The same, copied.
    fn of_short_runs(&self, runs: &[(Option<usize>, usize)]) -> Self {
        let all = self.to_vec();
        let mut copied = Vec::new();
        for &(from, length) in runs {
            match from.and_then(|from| all.get(from..from.saturating_add(length))) {
                Some(run) => copied.extend_from_slice(run),
                None => copied.resize(copied.len().saturating_add(length), f64::NAN),
            }
        }
        Self::from(copied)
    }

    /// The same, as one piece where it is cut into very short ones.
    pub(crate) fn settled(self) -> Self {
        if self.pieces.len().saturating_mul(SHORT) > self.len() {
            return Self::from(self.to_vec());
        }
        self
    }

    /// Keeps the values at `range` only.
    pub fn keep(&mut self, range: &Range<usize>) {
        let mut kept = Self::default();
        kept.append(self, range);
        *self = kept;
    }

    /// Every value, changed.
    #[must_use]
    pub fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        self.iter().map(change).collect()
    }
}

/// Neighbouring places as runs, for [`Values::of_runs`]: where each stands in another column, if it does.
#[must_use]
pub fn runs_of(places: &[Option<usize>]) -> Vec<(Option<usize>, usize)> {
    let follows = |a: &Option<usize>, b: &Option<usize>| match (a, b) {
        (Some(a), Some(b)) => a.checked_add(1) == Some(*b),
        (a, b) => a == b,
    };
    let run = |run: &[Option<usize>]| (run.first().copied().flatten(), run.len());
    places.chunk_by(follows).map(run).collect()
}

impl From<Vec<f64>> for Values {
    fn from(values: Vec<f64>) -> Self {
        let length = values.len();
        if length == 0 {
            return Self::default();
        }
        let values = Store::Held {
            of: values.into(),
            from: 0,
        };
        Self {
            pieces: vec![Piece {
                start: 0,
                length,
                values,
            }],
        }
    }
}

impl FromIterator<f64> for Values {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        Self::from(Vec::from_iter(values))
    }
}

impl PartialEq for Values {
    /// However they are held; missing equals missing.
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (f64, f64)| a == b || (a.is_nan() && b.is_nan());
        let mut pieces = self.pieces.iter().zip(&other.pieces);
        let is_shared =
            self.pieces.len() == other.pieces.len() && pieces.all(|(a, b)| a.is_same(b));
        is_shared || (self.len() == other.len() && self.iter().zip(other.iter()).all(same))
    }
}

impl<Plain: AsRef<[f64]>> PartialEq<Plain> for Values {
    fn eq(&self, other: &Plain) -> bool {
        let other = other.as_ref();
        self.len() == other.len() && self.iter().eq(other.iter().copied())
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests;
