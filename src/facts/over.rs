//! Where the charts say something bad: what must stay in sight.

use super::board::Board;
use originscope_core::verdict::Thresholds;
use originscope_core::{Class, TimeRange};

/// The runs of slots whose 5xx share is at or over the lower threshold, in any source, ascending for each source.
pub fn over_threshold(board: &Board, lines: &Thresholds) -> Vec<TimeRange> {
    let mut runs: Vec<TimeRange> = Vec::new();
    for shown in &board.shown {
        let timeline = &shown.timeline;
        let shares = timeline.class_shares(Class::ServerError);
        let is_over = |(_, share): &(usize, f64)| *share >= lines.amber_percent;
        for (slot, _) in shares.into_iter().enumerate().filter(is_over) {
            let start = timeline.time_of(slot);
            let end = start.saturating_add(timeline.grain);
            match runs.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => runs.push(TimeRange::new(start, end)),
            }
        }
    }
    runs
}
