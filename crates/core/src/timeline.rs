//! A range as a row of slots, each with what is known of it: what charts, tables and statistics read.

mod build;
mod values;

use crate::frame::Data;
use crate::time::TimeRange;

/// What is known of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotState {
    /// It came, and it was published for certain when it was asked for.
    Came,
    /// It came, but it was younger than the source's lag when it was asked for: it may still grow.
    Provisional,
    /// It is due, the call worked, and the vendor sent no point.
    Absent,
    /// It is younger than the lag, or in the future, or was when it was asked for.
    NotYet,
    /// The source does not keep it any more.
    OutOfReach,
    /// The call for it failed.
    Failed,
    /// Its call has not answered yet, or was cancelled.
    Waiting,
}

/// A range as a row of slots. Slot `n` starts at `range.start + n * grain`.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The source's id.
    pub source: String,
    /// The range, on the grid.
    pub range: TimeRange,
    /// Length of a slot in seconds: of the answer, where there is one.
    pub grain: i64,
    /// What is known of each slot.
    pub states: Vec<SlotState>,
    /// A value per slot, NaN where none came.
    pub data: Data,
    /// Slots that end later than this, UTC seconds, are not due yet.
    pub due_until: i64,
}

/// How complete a timeline is, in slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Slots that came complete.
    pub came: usize,
    /// Slots that should have: kept by the source and older than its lag.
    pub due: usize,
}

impl Coverage {
    /// Percent of the due slots that came; `None` while none is due.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // slots of a page
    pub fn percent(self) -> Option<f64> {
        (self.due > 0).then(|| self.came as f64 / self.due as f64 * 100.0)
    }

    /// The same from 0 to 1; 1 while none is due, because nothing is missing then.
    #[must_use]
    pub fn ratio(self) -> f64 {
        self.percent().map_or(1.0, |percent| percent / 100.0)
    }

    /// Whether all that was due came.
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.came >= self.due
    }
}

impl SlotState {
    /// Whether there is a value, complete or not.
    #[must_use]
    pub const fn has_value(self) -> bool {
        matches!(self, Self::Came | Self::Provisional)
    }
}

#[cfg(test)]
mod tests;
