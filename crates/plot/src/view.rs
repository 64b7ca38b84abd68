//! What all panels of one page share: the range on the time axis and how times are written.

use crate::axis::time::clock;
use originscope_core::{Offsets, TimeRange};

/// The shared time axis. Panels with another grain or a shorter timeline draw inside the same range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The visible range.
    pub range: TimeRange,
    /// The finest grain among the panels, seconds: decides the whole number of device pixels per slot.
    pub grain: i64,
    /// The zone that times are written in, as its offsets over the range.
    pub offset: Offsets,
    /// How dates are written on the axis.
    pub dates: Dates,
    /// Whether the right margin is wide enough for direct labels (28 instead of 12 CSS px). Set it when no panel has a
    /// slot that is not published yet, because then there is no free right edge inside the plot.
    pub label_margin: bool,
}

/// How dates are written on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// `21 Nov`
    English,
    /// `11 月 21 日`
    Chinese,
}

impl View {
    /// Number of slots of the shared grain in the range, at least 1.
    #[must_use]
    pub fn slots(&self) -> i64 {
        (self.range.seconds() / self.grain.max(1)).max(1)
    }

    /// `HH:MM` of a time in the view's zone.
    #[must_use]
    pub fn clock(&self, at: i64) -> String {
        clock(at, self.offset.at(at))
    }

    /// Whether direct labels need room beside the plot: nothing is unpublished, or too little for a label inside.
    /// `published_to` is the earliest time from which a panel has unpublished slots, `None` where no panel has.
    #[must_use]
    pub fn needs_label_margin(range: TimeRange, published_to: Option<i64>) -> bool {
        // A label needs 26 of about 960 px; on a phone of about 330, which has no room to spare, it is then left out.
        let free = published_to.map_or(0, |from| range.end.saturating_sub(from));
        free.saturating_mul(36) < range.seconds()
    }
}
