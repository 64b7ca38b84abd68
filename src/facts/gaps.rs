//! What is missing, span by span, and why.

use super::board::{Board, Shown};
use super::names::source_name;
use super::slot_words::slot_words;
use crate::words::{Key, comma, t};
use originscope_core::sort_by_key;
use originscope_core::{Lang, Metric, SlotState, TimeRange};

/// Neighbouring slots of one source that are missing for one reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The span.
    pub range: TimeRange,
    /// How many slots it is.
    pub slots: usize,
    /// The source's product and what it counts: codes and traffic of one product are two sources.
    pub source: String,
    /// Why, in words.
    pub reason: String,
}

/// The gaps of all shown sources, the newest first.
pub fn gaps(board: &Board, lang: Lang) -> Vec<Gap> {
    let each = board.shown.iter();
    let mut gaps: Vec<Gap> = each
        .flat_map(|shown| of_source(board, shown, lang))
        .collect();
    sort_by_key(&mut gaps, |gap| std::cmp::Reverse(gap.range.end));
    gaps
}

fn of_source(board: &Board, shown: &Shown, lang: Lang) -> Vec<Gap> {
    let timeline = &shown.timeline;
    let mut gaps: Vec<Gap> = Vec::new();
    for (slot, state) in timeline.states.iter().enumerate() {
        if SlotState::has_value(*state) {
            continue;
        }
        let reason = slot_words(board, shown, slot, lang).unwrap_or_default();
        let start = timeline.time_of(slot);
        let end = start.saturating_add(timeline.grain);
        match gaps.last_mut() {
            Some(last) if last.range.end == start && last.reason == reason => {
                last.range.end = end;
                last.slots = last.slots.saturating_add(1);
            }
            _ => gaps.push(Gap {
                range: TimeRange::new(start, end),
                slots: 1,
                source: source_and_unit(shown, lang),
                reason,
            }),
        }
    }
    gaps
}

fn source_and_unit(shown: &Shown, lang: Lang) -> String {
    let unit = match shown.spec.metric {
        Metric::StatusCodes => Key::UnitCodes,
        Metric::Traffic => Key::UnitTraffic,
    };
    [source_name(lang, shown.spec), t(lang, unit)].join(comma(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::reading::tests::codes;
    use SlotState::{Absent, Came, NotYet, Provisional};
    use std::sync::Arc;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn found(states: &[SlotState]) -> Vec<(i64, i64, usize, String)> {
        let board = Board {
            shown: vec![Arc::new(codes(0, states, [25.0; 4]))],
            ..Board::default()
        };
        let gaps = gaps(&board, Lang::En).into_iter();
        gaps.map(|gap| (gap.range.start, gap.range.end, gap.slots, gap.reason))
            .collect()
    }

    #[test]
    fn neighbours_with_one_reason_are_one_gap_and_the_newest_comes_first() {
        let states = [Came, Absent, Absent, Came, Absent, NotYet, NotYet];
        let no_point = || "no point".to_owned();
        let expected = [
            (300, 420, 2, "not published yet".to_owned()),
            (240, 300, 1, no_point()),
            (60, 180, 2, no_point()),
        ];
        assert_eq!(found(&states), expected);
    }

    #[test]
    fn what_has_a_value_is_no_gap() {
        assert!(found(&[Came, Provisional]).is_empty());
    }
}
