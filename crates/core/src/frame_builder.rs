//! From points in any order to a [`Frame`]: what every decoder pushes into.
//!
//! Columns grow while points come, a column per code, found by a table over all codes: no map per point.

use crate::code::Code;
use crate::frame::{CodeColumns, Data, Frame};
use crate::note::{self, Note, NoteKind};
use crate::order::sort_by_key;
use crate::row_order::{RowOrder, grain_of};
use crate::source::{Scale, TrafficUnit};

/// How far a slot's shares may miss 100 %, and shares may differ from counts, in percentage points, before it is said.
const TOLERANCE: f64 = 0.5;
/// One entry per code, 0 for [`Code::OTHER`].
const CODES: usize = 600;
/// Largest value kept: a million slots of it still add up to a number.
const LARGEST: f64 = 1e300;
/// "No column yet" in the table.
const NO_COLUMN: u16 = u16::MAX;

/// Builds a frame of status codes.
#[derive(Clone, Debug)]
pub struct CodesBuilder {
    scale: f64,
    times: Vec<i64>,
    columns: Vec<Growing>,
    table: Vec<u16>,
    /// False as soon as one code of one slot came without a count.
    counted: bool,
    notes: Vec<Note>,
}

/// Shares and counts of one code; shorter than `times` where the last slots had none of it.
#[derive(Clone, Debug)]
struct Growing {
    code: Code,
    shares: Vec<f64>,
    counts: Vec<f64>,
}

impl Growing {
    /// Puts values into the newest row, after zeros for the rows that had none; says whether there were some, which they
    /// are added to.
    fn put(&mut self, row: usize, share: f64, count: f64) -> bool {
        if self.shares.len() > row {
            let last = (self.shares.last_mut(), self.counts.last_mut());
            if let (Some(shares), Some(counts)) = last {
                *shares += share;
                *counts += count;
            }
            return true;
        }
        if self.shares.len() < row {
            self.shares.resize(row, 0.0);
            self.counts.resize(row, 0.0);
        }
        self.shares.push(share);
        self.counts.push(count);
        false
    }
}

/// One slot's codes, its shares in percent, checked against its counts.
type Point = (Code, f64, f64);

impl CodesBuilder {
    /// A builder for shares written on this scale.
    #[must_use]
    pub fn new(scale: Scale) -> Self {
        let scale = match scale {
            Scale::Percent => 1.0,
            Scale::Fraction => 100.0,
        };
        let table = vec![NO_COLUMN; CODES];
        Self {
            scale,
            times: Vec::new(),
            columns: Vec::new(),
            table,
            counted: true,
            notes: Vec::new(),
        }
    }

    /// Adds what is odd about the answer.
    pub fn note(&mut self, kind: NoteKind, at: Option<i64>, text: &str) {
        note::add(&mut self.notes, Note::new(kind, at, text));
    }

    /// How many slots are in it.
    #[must_use]
    pub const fn slots(&self) -> usize {
        self.times.len()
    }

    /// How many different codes are in it.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns.len()
    }

    /// Adds the slot that starts at `at`: per code the share as written and the count, either of which may be missing.
    ///
    /// No codes at all is a slot without requests. A missing share is computed from the counts. Counts that contradict
    /// the shares by more than 0.5 points are believed, unless all of them are 0. A code twice is added up. A value that
    /// is negative or not finite, or a code with neither value, drops the slot, so that it shows as a gap.
    pub fn slot(&mut self, at: i64, codes: &[(Code, Option<f64>, Option<f64>)]) {
        let (mut total, mut counted, mut shared) = (0.0, true, true);
        for &(_, share, count) in codes {
            if !readable(share, count) {
                return self.note(NoteKind::BadValue, Some(at), "");
            }
            total += count.unwrap_or(0.0);
            counted &= count.is_some();
            shared &= share.is_some();
        }
        if !counted && !shared {
            return self.note(NoteKind::BadValue, Some(at), "");
        }
        self.counted &= counted;
        let scale = self.scale;
        let points = codes.iter().map(|&(code, share, count)| {
            let count = capped(count.unwrap_or(0.0));
            (
                code,
                share.map_or(percent(count, total), |share| capped(share * scale)),
                count,
            )
        });
        let contradicted = counted
            && points
                .clone()
                .any(|(_, share, count)| (share - percent(count, total)).abs() > TOLERANCE);
        if contradicted {
            self.note(NoteKind::CountsContradict, Some(at), "");
        }
        let row = self.times.len();
        let mut sum = 0.0;
        for (code, share, count) in points {
            let share = if contradicted && total > 0.0 {
                percent(count, total)
            } else {
                share
            };
            sum += share;
            self.put(row, at, (code, share, count));
        }
        if sum > 0.0 && (sum - 100.0).abs() > TOLERANCE {
            self.note(NoteKind::SumMismatch, Some(at), &format!("{sum:.2}"));
        }
        self.times.push(at);
    }

    fn put(&mut self, row: usize, at: i64, (code, share, count): Point) {
        let Some(column) = self.column(code) else {
            return;
        };
        if column.put(row, share, count) {
            let name = code
                .number()
                .map_or_else(|| "other".to_owned(), |number| number.to_string());
            // Several numbers that nobody knows are one code to us: adding them up is no oddity of its own.
            if code != Code::OTHER {
                self.note(NoteKind::DuplicateCode, Some(at), &name);
            }
        }
    }

    /// The column of a code, made if there is none.
    fn column(&mut self, code: Code) -> Option<&mut Growing> {
        let entry = self
            .table
            .get_mut(usize::from(code.number().unwrap_or(0)))?;
        if *entry == NO_COLUMN {
            *entry = u16::try_from(self.columns.len()).ok()?;
            self.columns.push(Growing {
                code,
                shares: Vec::new(),
                counts: Vec::new(),
            });
        }
        self.columns.get_mut(usize::from(*entry))
    }

    /// The frame: ascending, unique, complete. `grain` is what the answer says, in seconds; where it says nothing
    /// usable, it is inferred from the slots and noted. Of two different answers for one slot the later one is kept.
    #[must_use]
    pub fn finish(self, grain: Option<i64>) -> Frame {
        let Self {
            times,
            mut columns,
            counted,
            mut notes,
            ..
        } = self;
        sort_by_key(&mut columns, |column| column.code);
        for column in &mut columns {
            column.shares.resize(times.len(), 0.0);
            column.counts.resize(times.len(), 0.0);
        }
        let order = RowOrder::of(times, |a, b| {
            columns.iter().all(|column| {
                column.shares.get(a) == column.shares.get(b)
                    && (!counted || column.counts.get(a) == column.counts.get(b))
            })
        });
        order.note_conflicts(&mut notes);
        let mut data = CodeColumns {
            codes: columns.iter().map(|column| column.code).collect(),
            shares: Vec::new(),
            counts: (counted && !columns.is_empty()).then(Vec::new),
        };
        for column in columns {
            data.shares.push(order.apply(column.shares).into());
            if let Some(counts) = &mut data.counts {
                counts.push(order.apply(column.counts).into());
            }
        }
        let times = order.times;
        Frame {
            grain: grain_of(grain, &times, &mut notes),
            times,
            data: Data::Codes(data),
            notes,
        }
    }
}

/// Whether a code's values can be drawn at all.
fn readable(share: Option<f64>, count: Option<f64>) -> bool {
    let fine = |value: Option<f64>| value.is_none_or(|value| value.is_finite() && value >= 0.0);
    (share.is_some() || count.is_some()) && fine(share) && fine(count)
}

/// The value, drawn to the largest that is kept. Not `f64::min`, which asks about NaN too: a call for each value.
fn capped(value: f64) -> f64 {
    if value > LARGEST { LARGEST } else { value }
}

/// The share that a count gives, in percent; 0 where nothing was counted.
fn percent(count: f64, total: f64) -> f64 {
    if total > 0.0 {
        count / total * 100.0
    } else {
        0.0
    }
}

/// Builds a frame of traffic volumes.
#[derive(Clone, Debug)]
pub struct TrafficBuilder {
    bits_per_unit: f64,
    times: Vec<i64>,
    bits: Vec<f64>,
    notes: Vec<Note>,
}

impl TrafficBuilder {
    /// A builder for volumes written in this unit.
    #[must_use]
    pub const fn new(unit: TrafficUnit) -> Self {
        let bits_per_unit = match unit {
            TrafficUnit::Bit => 1.0,
            TrafficUnit::Byte => 8.0,
        };
        Self {
            bits_per_unit,
            times: Vec::new(),
            bits: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds what is odd about the answer.
    pub fn note(&mut self, kind: NoteKind, at: Option<i64>, text: &str) {
        note::add(&mut self.notes, Note::new(kind, at, text));
    }

    /// Adds the slot that starts at `at`; a value that is negative or not finite drops it, so that it shows as a gap.
    pub fn slot(&mut self, at: i64, value: f64) {
        if !value.is_finite() || value < 0.0 {
            return self.note(NoteKind::BadValue, Some(at), "");
        }
        self.times.push(at);
        self.bits.push(capped(value * self.bits_per_unit));
    }

    /// The frame; see [`CodesBuilder::finish`].
    #[must_use]
    pub fn finish(self, grain: Option<i64>) -> Frame {
        let Self {
            times,
            bits,
            mut notes,
            ..
        } = self;
        let order = RowOrder::of(times, |a, b| bits.get(a) == bits.get(b));
        order.note_conflicts(&mut notes);
        let bits = order.apply(bits).into();
        let times = order.times;
        Frame {
            grain: grain_of(grain, &times, &mut notes),
            times,
            data: Data::Traffic(bits),
            notes,
        }
    }
}

#[cfg(test)]
mod tests;
