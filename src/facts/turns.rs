//! The calls of the question in the order in which the reader walks through them.

use super::board::Board;
use originscope_core::{WindowId, WindowView};

/// A call and its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The window.
    pub window: WindowView,
    /// Its place among those of its source, the newest first, from 1.
    pub place: usize,
    /// How many there are.
    pub all: usize,
    /// The next newer one.
    pub newer: Option<WindowId>,
    /// The next older one.
    pub older: Option<WindowId>,
}

/// The call that is looked into: the one wanted, or the newest of the first source where that one is no more.
pub fn turn(board: &Board, wanted: Option<WindowId>) -> Option<Turn> {
    let of = |id: WindowId| board.windows.iter().find(|window| window.id == id);
    let source = match wanted.and_then(of) {
        Some(window) => &window.source,
        None => &board.windows.first()?.source,
    };
    let mine = newest_first(board, source);
    let place = wanted.and_then(|id| mine.iter().position(|window| window.id == id));
    let place = place.unwrap_or(0);
    let id_at = |place: Option<usize>| mine.get(place?).map(|window| window.id);
    Some(Turn {
        window: (*mine.get(place)?).clone(),
        place: place.saturating_add(1),
        all: mine.len(),
        newer: id_at(place.checked_sub(1)),
        older: id_at(place.checked_add(1)),
    })
}

/// The sources with calls, each with its newest one.
pub fn sources_called(board: &Board) -> Vec<(String, WindowId)> {
    let mut sources: Vec<(String, WindowId)> = Vec::new();
    for window in &board.windows {
        if sources.iter().any(|(source, _)| *source == window.source) {
            continue;
        }
        if let Some(newest) = newest_first(board, &window.source).first() {
            sources.push((window.source.clone(), newest.id));
        }
    }
    sources
}

fn newest_first<'a>(board: &'a Board, source: &str) -> Vec<&'a WindowView> {
    let mine = board
        .windows
        .iter()
        .filter(|window| window.source == source);
    let mut mine: Vec<&WindowView> = mine.collect();
    mine.sort_by_key(|window| std::cmp::Reverse(window.range.start));
    mine
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
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
        let id = |of: usize, at: usize| board.windows[if of == 1 { 3 } else { at }].id;
        let middle = turn(&board, Some(id(0, 2))).unwrap();
        assert_eq!((middle.place, middle.all), (2, 3));
        assert_eq!(
            (middle.newer, middle.older),
            (Some(id(0, 0)), Some(id(0, 1)))
        );
        let newest = turn(&board, None).unwrap();
        assert_eq!((newest.window.id, newest.newer), (id(0, 0), None));
        let gone = WindowId {
            source_index: 7,
            window_index: 7,
        };
        assert_eq!(turn(&board, Some(gone)), turn(&board, None));
        assert_eq!(turn(&Board::default(), None), None);
        let called = sources_called(&board);
        assert_eq!(
            called,
            [("a".to_owned(), id(0, 0)), ("b".to_owned(), id(1, 0))]
        );
    }
}
