//! A failure that stays said while the same is asked again: a page that asks by itself would else forget it every minute.

use super::board::Board;
use originscope_core::Problem;

/// What failed when the same was asked before, while it is asked again and nothing has come.
pub fn held(board: &Board, before: &Board) -> Option<(String, Problem)> {
    let sources = |board: &Board| -> Vec<String> {
        board.plans.iter().map(|plan| plan.source.clone()).collect()
    };
    let is_same = board.domains == before.domains && sources(board) == sources(before);
    if board.has_data() || !board.is_loading() || !is_same || before.is_file {
        return None;
    }
    before.failure()
}

impl Board {
    /// The failure to tell where there is nothing else: of the calls that are over, or of those before them.
    pub fn failure(&self) -> Option<(String, Problem)> {
        if self.is_loading() {
            return self.held.clone();
        }
        let first = self.problems().into_iter().next();
        first.map(|(source, problem, _)| (source, problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::{Retry, Side, TimeRange, WindowId, WindowState, WindowView};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn board(domain: &str, state: WindowState) -> Board {
        let view = WindowView {
            id: WindowId {
                source_index: 0,
                window_index: 0,
            },
            source: "s".to_owned(),
            range: TimeRange::new(0, 60),
            closed: true,
            state,
            tries: 1,
            fetched_at: None,
            from_cache: false,
        };
        Board {
            domains: vec![domain.to_owned()],
            windows: vec![view],
            ..Board::default()
        }
    }

    #[test]
    fn a_failure_stays_while_the_same_is_asked_again() {
        let problem = Problem::new(502, "c", "t", "a", Side::Vendor, Retry::No);
        let failed = board("a.example", WindowState::Failed(problem));
        let code = |held: Option<(String, Problem)>| held.map(|(_, problem)| problem.code);
        let mut again = board("a.example", WindowState::InFlight);
        again.held = held(&again, &failed);
        assert_eq!(code(again.failure()).as_deref(), Some("c"));
        let on = held(&board("a.example", WindowState::Waiting), &again);
        assert_eq!(
            code(on).as_deref(),
            Some("c"),
            "from one publication to the next"
        );
        let other = held(&board("b.example", WindowState::InFlight), &failed);
        assert_eq!(code(other), None);
        let here = held(&board("a.example", WindowState::Done), &failed);
        assert_eq!(code(here), None);
    }
}
