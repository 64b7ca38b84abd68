//! What a source said, in columns.

use crate::code::Code;
use crate::note::{self, Note, NoteKind};
use crate::source::{Metric, TrafficUnit};
use crate::time::TimeRange;
use crate::values::Values;

/// The decoded slots of one source: columns over ascending, unique slot starts.
///
/// A slot that did not come has no row. A slot that came has a value in every column.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Length of a slot in seconds, as the response says (never as asked); 0 while nothing came.
    pub grain: i64,
    /// Slot starts that came, UTC seconds, ascending, unique.
    pub times: Vec<i64>,
    /// The values, one per entry of `times`.
    pub data: Data,
    /// What was odd about the answer and is worth saying.
    pub notes: Vec<Note>,
}

/// The values of a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Status codes.
    Codes(CodeColumns),
    /// Volume per slot in bits; divide by the grain for bit/s.
    Traffic(Values),
}

/// Shares and counts by code. All columns have the length of the frame's `times`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeColumns {
    /// The codes, ascending, unique, [`Code::OTHER`] first if present.
    pub codes: Vec<Code>,
    /// Per code: percent of the slot's responses, 0 to 100, as reported. A code absent in a slot that came is 0.
    pub shares: Vec<Values>,
    /// Per code: number of responses; `None` where the source sends no counts.
    pub counts: Option<Vec<Values>>,
}

impl Frame {
    /// A frame in which nothing came yet.
    #[must_use]
    pub fn empty(metric: Metric) -> Self {
        let data = match metric {
            Metric::StatusCodes => Data::Codes(CodeColumns::default()),
            Metric::Traffic => Data::Traffic(Values::default()),
        };
        Self {
            grain: 0,
            times: Vec::new(),
            data,
            notes: Vec::new(),
        }
    }

    /// Number of slots that came.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether no slot came.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// What the frame measures.
    #[must_use]
    pub const fn metric(&self) -> Metric {
        match self.data {
            Data::Codes(_) => Metric::StatusCodes,
            Data::Traffic(_) => Metric::Traffic,
        }
    }

    /// Number of values held: what the frame costs in memory.
    #[must_use]
    pub fn points(&self) -> usize {
        let columns = match &self.data {
            Data::Codes(codes) => codes
                .shares
                .len()
                .saturating_mul(if codes.counts.is_some() { 2 } else { 1 }),
            Data::Traffic(_) => 1,
        };
        self.len().saturating_mul(columns.max(1))
    }

    /// From the first slot's start to the last slot's end; `None` while nothing came.
    #[must_use]
    pub fn range(&self) -> Option<TimeRange> {
        Some(TimeRange::new(
            *self.times.first()?,
            self.times.last()?.saturating_add(self.grain),
        ))
    }

    /// The same answer with its volumes read in another unit than they were decoded in: no new call is needed to switch
    /// between bits and bytes. Codes are unchanged.
    #[must_use]
    pub fn with_unit(&self, from: TrafficUnit, to: TrafficUnit) -> Self {
        let mut frame = self.clone();
        if let Data::Traffic(bits) = &mut frame.data
            && from != to
        {
            let factor = to.bits() / from.bits();
            *bits = bits.map(|bits| bits * factor);
        }
        frame
    }

    /// Drops slots so far from the others that one axis cannot hold both, as a lone point of 1970 in an answer about
    /// today: of all stretches of at most `most_slots` slots the one with the most points is kept, the newest of equals.
    /// What is dropped is noted, as points outside the window.
    pub fn drop_outliers(&mut self, most_slots: i64) {
        let longest = self.grain.max(1).saturating_mul(most_slots.max(1));
        let mut best = (0_usize, 0_usize);
        let mut from = self.times.iter().enumerate().peekable();
        for (to, &last) in self.times.iter().enumerate() {
            while from
                .next_if(|&(_, &first)| last.saturating_sub(first) >= longest)
                .is_some()
            {}
            let start = from.peek().map_or(to, |&(start, _)| start);
            let held = to.saturating_sub(start).saturating_add(1);
            if held >= best.1.saturating_sub(best.0) {
                best = (start, to.saturating_add(1));
            }
        }
        let dropped = self.len().saturating_sub(best.1.saturating_sub(best.0));
        let ends = self.times.get(best.0..best.1);
        let Some((&first, &last)) = ends.and_then(|times| times.first().zip(times.last())) else {
            return;
        };
        if dropped > 0 {
            let text = dropped.to_string();
            note::add(
                &mut self.notes,
                Note::new(NoteKind::OutsideWindow, None, &text),
            );
            self.clip(TimeRange::new(first, last.saturating_add(1)));
        }
    }

    /// Drops the slots that start outside the range.
    pub fn clip(&mut self, range: TimeRange) {
        let from = self.times.partition_point(|&time| time < range.start);
        let to = self
            .times
            .partition_point(|&time| time < range.end)
            .max(from);
        if from == 0 && to == self.times.len() {
            return;
        }
        self.times.truncate(to);
        self.times.drain(..from);
        self.data.change(|column| column.keep(&(from..to)));
    }

    /// The same in as little room as it takes, to be kept.
    pub(crate) fn compact(&mut self) {
        self.times.shrink_to_fit();
        self.data.change(|column| *column = column.compact());
    }

    /// Whether the columns fit the times and the times ascend: true for every frame that this crate makes.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let ascending = self.times.is_sorted_by(|a, b| a < b);
        let columns = self.data.columns().all(|column| column.len() == self.len())
            && match &self.data {
                Data::Traffic(_) => true,
                Data::Codes(codes) => {
                    let fits = |columns: &Vec<Values>| columns.len() == codes.codes.len();
                    codes.codes.is_sorted_by(|a, b| a < b)
                        && fits(&codes.shares)
                        && codes.counts.as_ref().is_none_or(fits)
                }
            };
        ascending && columns && self.grain >= 0 && (self.is_empty() || self.grain > 0)
    }
}

impl Data {
    /// Each column, shares before counts.
    pub fn columns(&self) -> impl Iterator<Item = &Values> {
        let (bits, codes) = match self {
            Self::Traffic(bits) => (Some(bits), None),
            Self::Codes(codes) => (None, Some(codes)),
        };
        let codes = codes
            .into_iter()
            .flat_map(|codes| codes.shares.iter().chain(codes.counts.iter().flatten()));
        bits.into_iter().chain(codes)
    }

    /// Changes each column.
    pub fn change(&mut self, change: impl FnMut(&mut Values)) {
        match self {
            Self::Traffic(bits) => std::iter::once(bits).for_each(change),
            Self::Codes(codes) => {
                let counts = codes.counts.iter_mut().flatten();
                codes.shares.iter_mut().chain(counts).for_each(change);
            }
        }
    }

    /// The same with other columns, made of each of these.
    #[must_use]
    pub fn with(&self, make: impl FnMut(&Values) -> Values) -> Self {
        let mut data = self.clone();
        let mut make = make;
        data.change(|column| *column = make(column));
        data
    }
}

impl CodeColumns {
    /// Sum of the shares of one row, in percent; 0 for a slot without requests.
    #[must_use]
    pub fn sum(&self, row: usize) -> f64 {
        self.shares
            .iter()
            .filter_map(|column| column.get(row))
            .sum()
    }

    /// The same of every row.
    #[must_use]
    pub fn sums(&self) -> Vec<f64> {
        let rows = self.shares.first().map_or(0, Values::len);
        let mut sums = vec![0.0; rows];
        self.shares
            .iter()
            .for_each(|column| column.add_to(&mut sums));
        sums
    }

    /// Number of responses in one row; `None` where the source sends no counts.
    #[must_use]
    pub fn total(&self, row: usize) -> Option<f64> {
        let counts = self.counts.as_ref()?;
        Some(counts.iter().filter_map(|column| column.get(row)).sum())
    }

    /// Where a code's column stands.
    #[must_use]
    pub fn position(&self, code: Code) -> Option<usize> {
        self.codes.binary_search(&code).ok()
    }
}
