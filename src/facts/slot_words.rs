//! What is known of a slot, in two or three words, for the tables.

use super::board::{Board, Shown};
use super::panels::failures;
use crate::words::{Key, fill, pause, t};
use originscope_core::{Lang, SlotState};

/// The words; `None` for a slot that came complete and with requests.
pub fn slot_words(board: &Board, shown: &Shown, slot: usize, lang: Lang) -> Option<String> {
    let timeline = &shown.timeline;
    let text = |key: Key| Some(t(lang, key).to_owned());
    let quiet = timeline.no_requests(slot);
    match timeline.state(slot)? {
        SlotState::Came if quiet => text(Key::NoRequests),
        SlotState::Came => None,
        SlotState::Provisional if quiet => {
            Some([t(lang, Key::NoRequests), t(lang, Key::SlotProvisional)].join(pause(lang)))
        }
        SlotState::Provisional => text(Key::SlotProvisional),
        SlotState::Absent => text(Key::SlotNoPoint),
        SlotState::NotYet => text(Key::SlotNotYet),
        SlotState::OutOfReach => text(Key::OutOfReach),
        SlotState::Waiting => text(Key::OnItsWay),
        SlotState::Failed => {
            let at = timeline.time_of(slot);
            let failure = failures(board, shown)
                .into_iter()
                .find(|failure| failure.range.contains(at));
            match failure {
                Some(failure) => Some(fill(lang, Key::SlotFailed, &[("code", &failure.code)])),
                None => text(Key::FailedWord),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::reading::tests::codes;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn words(state: SlotState, share: f64, lang: Lang) -> Option<String> {
        let shown = codes(0, &[state], [share; 4]);
        slot_words(&Board::default(), &shown, 0, lang)
    }

    #[test]
    fn only_a_complete_slot_with_requests_needs_no_words() {
        assert_eq!(words(SlotState::Came, 25.0, Lang::En), None);
        let missing = [
            (SlotState::Absent, "no point"),
            (SlotState::NotYet, "not published yet"),
            (SlotState::OutOfReach, "out of reach"),
            (SlotState::Failed, "failed"),
            (SlotState::Waiting, "on its way"),
        ];
        for (state, expected) in missing {
            let said = words(state, f64::NAN, Lang::En);
            assert_eq!(said.as_deref(), Some(expected), "{state:?}");
        }
        let early = words(SlotState::Provisional, 25.0, Lang::En);
        assert_eq!(early.as_deref(), Some("provisional"));
    }

    #[test]
    fn no_requests_is_told_from_no_point() {
        let quiet = words(SlotState::Came, 0.0, Lang::En);
        assert_eq!(quiet.as_deref(), Some("no requests"));
        let early = words(SlotState::Provisional, 0.0, Lang::En);
        assert_eq!(early.as_deref(), Some("no requests, provisional"));
    }
}
