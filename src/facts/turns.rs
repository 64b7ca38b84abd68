//! The calls of the page in the order in which the reader walks through them.

use super::board::Board;
use originscope_core::sort_by_key;
use originscope_core::{WindowId, WindowView};

/// Which of the page's questions a call belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Asking {
    /// What is shown.
    #[default]
    Shown,
    /// The period that it is compared with.
    Earlier,
    /// The domains one by one.
    Domains,
}

/// A call of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallId {
    /// Its question.
    pub asking: Asking,
    /// Its window there.
    pub window: WindowId,
}

/// A call and its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The question that it belongs to.
    pub asking: Asking,
    /// The window.
    pub window: WindowView,
    /// Its place among those of its source and question, the newest first, from 1.
    pub place: usize,
    /// How many there are.
    pub all: usize,
    /// The next newer one.
    pub newer: Option<CallId>,
    /// The next older one.
    pub older: Option<CallId>,
}

impl Board {
    /// The calls of one of its questions; none where it was not asked.
    pub fn calls(&self, asking: Asking) -> &[WindowView] {
        let beside = match asking {
            Asking::Shown => return &self.windows,
            Asking::Earlier => &self.compared,
            Asking::Domains => &self.splitting,
        };
        beside.as_ref().map_or(&[], |beside| &beside.windows)
    }
}

/// The call that is looked into: the one wanted, or the newest of the first source where that one is no more.
pub fn turn(board: &Board, wanted: Option<CallId>) -> Option<Turn> {
    let of = |id: CallId| {
        let mut calls = board.calls(id.asking).iter();
        calls.find(|window| window.id == id.window)
    };
    let wanted = wanted.filter(|id| of(*id).is_some());
    let asking = wanted.map_or(Asking::Shown, |id| id.asking);
    let source = match wanted.and_then(of) {
        Some(window) => &window.source,
        None => &board.windows.first()?.source,
    };
    let mine = newest_first(board.calls(asking), source);
    let place = wanted.and_then(|id| mine.iter().position(|window| window.id == id.window));
    let place = place.unwrap_or(0);
    let id_at = |place: Option<usize>| {
        let window = mine.get(place?)?.id;
        Some(CallId { asking, window })
    };
    Some(Turn {
        asking,
        window: (*mine.get(place)?).clone(),
        place: place.saturating_add(1),
        all: mine.len(),
        newer: id_at(place.checked_sub(1)),
        older: id_at(place.checked_add(1)),
    })
}

/// The sources with calls, question by question, each with its newest call.
pub fn sources_called(board: &Board) -> Vec<(String, CallId)> {
    let mut sources: Vec<(String, CallId)> = Vec::new();
    for asking in [Asking::Shown, Asking::Earlier, Asking::Domains] {
        let calls = board.calls(asking);
        for window in calls {
            let is_it =
                |(source, id): &(String, CallId)| *source == window.source && id.asking == asking;
            if sources.iter().any(is_it) {
                continue;
            }
            if let Some(newest) = newest_first(calls, &window.source).first() {
                let window = newest.id;
                sources.push((newest.source.clone(), CallId { asking, window }));
            }
        }
    }
    sources
}

fn newest_first<'a>(calls: &'a [WindowView], source: &str) -> Vec<&'a WindowView> {
    let mine = calls.iter().filter(|window| window.source == source);
    let mut mine: Vec<&WindowView> = mine.collect();
    sort_by_key(&mut mine, |window| std::cmp::Reverse(window.range.start));
    mine
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::beside::Beside;
    use super::*;
    use originscope_core::{TimeRange, WindowState};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn window(source_index: usize, window_index: usize, start: i64) -> WindowView {
        WindowView {
            id: WindowId {
                source_index,
                window_index,
            },
            source: ["a", "b"][source_index].to_owned(),
            range: TimeRange::new(start, start + 60),
            closed: true,
            state: WindowState::Done,
            tries: 1,
            fetched_at: None,
            from_cache: false,
        }
    }

    #[test]
    fn the_reader_walks_through_the_calls_of_one_source_by_time() {
        // Pieces of a window that had to be cut stand at the end of the plan's list.
        let windows = [(0, 0, 120), (0, 1, 0), (0, 2, 60), (1, 0, 0)];
        let board = Board {
            windows: windows.map(|(of, at, start)| window(of, at, start)).into(),
            ..Board::default()
        };
        let id = |of: usize, at: usize| CallId {
            asking: Asking::Shown,
            window: board.windows[if of == 1 { 3 } else { at }].id,
        };
        let middle = turn(&board, Some(id(0, 2))).unwrap();
        assert_eq!((middle.place, middle.all), (2, 3));
        assert_eq!(
            (middle.newer, middle.older),
            (Some(id(0, 0)), Some(id(0, 1)))
        );
        let newest = turn(&board, None).unwrap();
        assert_eq!((newest.window.id, newest.newer), (id(0, 0).window, None));
        let window = WindowId {
            source_index: 7,
            window_index: 7,
        };
        let asking = Asking::Shown;
        let gone = CallId { asking, window };
        assert_eq!(turn(&board, Some(gone)), turn(&board, None));
        assert_eq!(turn(&Board::default(), None), None);
        let called = sources_called(&board);
        assert_eq!(
            called,
            [("a".to_owned(), id(0, 0)), ("b".to_owned(), id(1, 0))]
        );
    }

    #[test]
    fn the_compared_periods_calls_are_walked_through_apart() {
        let beside = |windows: Vec<WindowView>| Beside {
            compare: None,
            plans: Vec::new(),
            refused: Vec::new(),
            windows,
        };
        // Ids count from 0 in every question.
        let board = Board {
            windows: vec![window(0, 0, 1_000)],
            compared: Some(beside(vec![window(0, 0, 60), window(0, 1, 0)])),
            splitting: Some(beside(vec![window(1, 0, 0)])),
            ..Board::default()
        };
        let id = |asking: Asking, of: usize, at: usize| CallId {
            asking,
            window: window(of, at, 0).id,
        };
        let earlier = turn(&board, Some(id(Asking::Earlier, 0, 0))).unwrap();
        assert_eq!((earlier.asking, earlier.place), (Asking::Earlier, 1));
        assert_eq!((earlier.all, earlier.window.range.start), (2, 60));
        assert_eq!(earlier.older, Some(id(Asking::Earlier, 0, 1)));
        let called = sources_called(&board);
        let all = [
            ("a", id(Asking::Shown, 0, 0)),
            ("a", id(Asking::Earlier, 0, 0)),
            ("b", id(Asking::Domains, 1, 0)),
        ];
        assert_eq!(called, all.map(|(source, id)| (source.to_owned(), id)));
        // What is compared no more leads back to what is shown.
        let alone = Board {
            compared: None,
            ..board
        };
        let back = turn(&alone, Some(id(Asking::Earlier, 0, 0))).unwrap();
        assert_eq!(
            (back.asking, back.window.range.start),
            (Asking::Shown, 1_000)
        );
    }
}
