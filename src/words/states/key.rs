//! The keys of this catalogue.

/// A text of the page's states, one variant each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    // Thresholds
    LineRedPercent,
    LineAmberPercent,
    LineLeaveRatio,
    LineEnterSlots,
    LineEnterSeconds,
    LineMinPerMinute,
    LineCoveragePercent,
    LineRecentSlots,
    LineRecentPercent,
    LineFreshSlots,
    LineGapSlots,
    LineSumTolerance,
    LineFlatPercent,
    LinesEdit,
    LinesDone,
    LinesReset,
    LinesOwn,
    LinesOwnHint,
    LinesKept,
    LinesNotNumber,
    LinesNotWhole,
    LinesBetween,
    LinesAbove,
    LinesRed,
    LinesRecent,
}
