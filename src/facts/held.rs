//! A failure that stays said while the same is asked again: a page that asks by itself would else forget it every minute.

use super::board::Board;
use originscope_core::Problem;

/// A failure with the sources that it hit.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Their ids.
    pub sources: Vec<String>,
    /// What happened to the first of them.
    pub problem: Problem,
}

/// What failed when the same was asked before, while it is asked again and nothing has come.
pub fn held(board: &Board, before: &Board) -> Vec<Failure> {
    let sources = |board: &Board| -> Vec<String> {
        board.plans.iter().map(|plan| plan.source.clone()).collect()
    };
    let is_same = board.domains == before.domains && sources(board) == sources(before);
    if board.has_data() || !board.is_loading() || !is_same || before.is_file {
        return Vec::new();
    }
    before.failures()
}

impl Board {
    /// The failures to tell where there is nothing else: of the calls that are over, or of those before them. The first of
    /// every source, and what hit several alike once.
    pub fn failures(&self) -> Vec<Failure> {
        if self.is_loading() {
            return self.held.clone();
        }
        let mut all: Vec<Failure> = Vec::new();
        for (source, problem, _) in self.problems() {
            if all.iter().any(|other| other.sources.contains(&source)) {
                continue;
            }
            let same = |other: &&mut Failure| says_the_same(&other.problem, &problem);
            match all.iter_mut().find(same) {
                Some(other) => other.sources.push(source),
                None => all.push(Failure {
                    sources: vec![source],
                    problem,
                }),
            }
        }
        all
    }
}

/// Whether one card says it of both.
fn says_the_same(a: &Problem, b: &Problem) -> bool {
    let said = |of: &Problem| {
        let codes = (of.code.clone(), of.upstream_code.clone());
        (codes, of.title.clone(), of.action.clone(), of.field.clone())
    };
    said(a) == said(b)
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
        let code = |held: Vec<Failure>| held.first().map(|one| one.problem.code.clone());
        let mut again = board("a.example", WindowState::InFlight);
        again.held = held(&again, &failed);
        assert_eq!(code(again.failures()).as_deref(), Some("c"));
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

    #[test]
    fn what_fails_alike_is_told_once_and_what_fails_otherwise_beside_it() {
        let problem = |code: &str| Problem::new(502, code, code, "a", Side::Vendor, Retry::No);
        let failed = |source: &str, code: &str| WindowView {
            source: source.to_owned(),
            ..board("a.example", WindowState::Failed(problem(code)))
                .windows
                .remove(0)
        };
        let all = Board {
            windows: vec![
                failed("s", "denied"),
                failed("s", "throttled"),
                failed("t", "throttled"),
                failed("u", "denied"),
            ],
            ..Board::default()
        };
        let told: Vec<(String, String)> = all
            .failures()
            .into_iter()
            .map(|one| (one.problem.code, one.sources.join(" ")))
            .collect();
        let wanted = [("denied", "s u"), ("throttled", "t")];
        let wanted = wanted.map(|(code, sources)| (code.to_owned(), sources.to_owned()));
        assert_eq!(told, wanted);
    }
}
