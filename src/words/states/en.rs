//! English.

use super::Say;

/// The text of `key` in English. U+202F stands before units, U+2013 in ranges.
#[allow(clippy::too_many_lines)] // a table, one line a text
pub(super) const fn text(key: Say) -> &'static str {
    match key {
        Say::LineRedPercent => "Failing from, 5xx share",
        Say::LineAmberPercent => "Degraded from, 5xx share",
        Say::LineLeaveRatio => "A line is left below this part of it",
        Say::LineEnterSlots => "Slots in a row that cross a line",
        Say::LineEnterSeconds => "Or seconds of data that do",
        Say::LineMinPerMinute => "Responses a minute to judge a slot",
        Say::LineCoveragePercent => "Due slots that must have come",
        Say::LineRecentSlots => "Newest slots looked at for holes",
        Say::LineRecentPercent => "Part of those that must have come",
        Say::LineFreshSlots => "Slots the newest may be late",
        Say::LineGapSlots => "Slots without data that end a row",
        Say::LineSumTolerance => "Points by which shares may miss 100",
        Say::LineFlatPercent => "Traffic change still called normal",
        Say::LinesEdit => "Edit thresholds",
        Say::LinesDone => "Done",
        Say::LinesReset => "Reset to defaults",
        Say::LinesOwn => "own thresholds",
        Say::LinesOwnHint => {
            "The verdict is judged by thresholds that were changed in this browser."
        }
        Say::LinesKept => "Kept in this browser. Links and snapshots do not carry them.",
        Say::LinesNotNumber => "“{text}” is not a number.",
        Say::LinesNotWhole => "Write a whole number from {low} to {high}.",
        Say::LinesBetween => "Write a number from {low} to {high}.",
        Say::LinesAbove => "Write a number above {low}, at most {high}.",
        Say::LinesRed => "Write more than the degraded line, at most {high}.",
        Say::LinesRecent => "Write at least the slots in a row, at most {high}.",
    }
}
