//! Why a slot has no numbers, or how far to trust those it has: one sentence a look.

use super::board::{Board, Shown};
use super::explained::explained;
use super::names::source_name;
use super::panels::Reader;
use super::when::day_and_time;
use crate::words::{Key, Say, colon, fill, span, t};
use originscope_core::{Lang, Problem, SlotState, WindowState};

/// The sentence about the slot that holds `at`, UTC seconds; `None` where its numbers speak for themselves.
pub fn slot_why(board: &Board, shown: &Shown, at: i64, reader: Reader) -> Option<String> {
    let timeline = &shown.timeline;
    let slot = timeline.slot_at(at)?;
    let lang = reader.lang;
    let text = |key: Key| Some(t(lang, key).to_owned());
    match timeline.state(slot)? {
        SlotState::Came if timeline.no_requests(slot) => text(Key::NoRequests),
        SlotState::Came => None,
        SlotState::Provisional => text(Key::StateProvisional),
        SlotState::Absent => text(Key::StateAbsent),
        SlotState::Waiting if board.cancelled() > 0 && !board.is_loading() => {
            Some(t(lang, Say::SlotCancelled).to_owned())
        }
        SlotState::Waiting => text(Key::StateWaiting),
        SlotState::NotYet => {
            let end = timeline.time_of(slot).saturating_add(timeline.grain);
            let due = end.saturating_add(shown.plan.lag);
            let time = day_and_time(due, reader, board.axis);
            let due = fill(lang, Key::StateDue, &[("time", &time)]);
            Some(both(lang, Key::StateNotYet, &due))
        }
        SlotState::OutOfReach => {
            let kept = span(lang, kept_for(shown)?);
            let product = source_name(lang, shown.spec);
            let values = [("product", product), ("span", kept.as_str())];
            let keeps = fill(lang, Key::StateKeeps, &values);
            Some(both(lang, Key::StateOutOfReach, &keeps))
        }
        SlotState::Failed => match problem_at(board, shown, at) {
            Some(problem) => {
                let said = failure(shown, problem, reader);
                Some(both(lang, Key::StateFailed, &said))
            }
            None => text(Key::StateFailed),
        },
    }
}

/// Two sentences.
fn both(lang: Lang, first: Key, second: &str) -> String {
    let between = match lang {
        Lang::En => " ",
        Lang::Zh => "",
    };
    format!("{}{between}{second}", t(lang, first))
}

/// How long the source keeps slots as long as those that are shown, seconds.
pub(super) fn kept_for(shown: &Shown) -> Option<i64> {
    let tiers = shown.spec.limits.current;
    let tier = tiers
        .iter()
        .find(|tier| tier.grain >= shown.plan.grain)
        .or_else(|| tiers.last())?;
    Some(tier.retention)
}

fn problem_at<'a>(board: &'a Board, shown: &Shown, at: i64) -> Option<&'a Problem> {
    // The windows of a newer question say nothing of the older answer that still stands there.
    if board.is_stale {
        return None;
    }
    let holds = board
        .windows
        .iter()
        .filter(|window| window.source == shown.spec.id && window.range.contains(at));
    holds
        .filter_map(|window| match &window.state {
            WindowState::Failed(problem) | WindowState::Retrying { problem, .. } => Some(problem),
            _ => None,
        })
        .next()
}

/// The vendor's code as it was sent, else the proxy's, and what it means.
fn failure(shown: &Shown, problem: &Problem, reader: Reader) -> String {
    let code = problem.upstream_code.as_ref().unwrap_or(&problem.code);
    let meaning = explained(shown.spec.id, problem, reader.lang).title;
    format!("{code}{}{meaning}", colon(reader.lang))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::reading::tests::codes;
    use originscope_core::{Offsets, Retry, Side, TimeRange, WindowId, WindowView};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const ENGLISH: Reader = Reader {
        lang: Lang::En,
        offset: Offsets::UTC,
    };

    fn why(state: SlotState, board: &Board, lang: Lang) -> Option<String> {
        let shares = match state {
            SlotState::Came => [90.0, 0.0, 4.0, 6.0],
            _ => [f64::NAN; 4],
        };
        let shown = codes(0, &[state], shares);
        slot_why(board, &shown, 30, Reader { lang, ..ENGLISH })
    }

    #[test]
    fn every_look_but_a_number_has_its_words() {
        let board = Board::default();
        assert_eq!(why(SlotState::Came, &board, Lang::En), None);
        let words = [
            (SlotState::Provisional, "Provisional"),
            (SlotState::Absent, "sent no point"),
            // The slot ends at 00:01 and the test's source publishes five minutes later.
            (SlotState::NotYet, "Due about 1 Jan 00:06"),
            (SlotState::OutOfReach, "Alibaba CDN keeps 7\u{202f}d."),
            (SlotState::Failed, "failed"),
            (SlotState::Waiting, "On its way"),
        ];
        for (state, part) in words {
            let said = why(state, &board, Lang::En).unwrap();
            assert!(said.contains(part), "{state:?}: {said}");
        }
    }

    #[test]
    fn a_failed_slot_names_the_vendors_code_and_what_it_means() {
        let problem = Problem {
            upstream_code: Some("Throttling".to_owned()),
            ..Problem::new(
                502,
                "upstream_throttled",
                "t",
                "a",
                Side::Account,
                Retry::Soon,
            )
        };
        let window = WindowView {
            id: WindowId {
                source_index: 0,
                window_index: 0,
            },
            source: "cdn-origin-codes".to_owned(),
            range: TimeRange::new(0, 60),
            closed: true,
            state: WindowState::Failed(problem),
            tries: 1,
            fetched_at: None,
            from_cache: false,
        };
        let board = Board {
            windows: vec![window],
            ..Board::default()
        };
        let said = why(SlotState::Failed, &board, Lang::En).unwrap();
        let meaning = said.split_once("Throttling: ").unwrap().1;
        assert!(meaning.len() > 10, "{said}");
        let chinese = why(SlotState::Failed, &board, Lang::Zh).unwrap();
        assert!(chinese.contains("Throttling："), "{chinese}");
    }
}
