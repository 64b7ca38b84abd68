//! A window in shorter pieces, and a window on a coarser grid.

use super::Loader;
use super::event::{WindowId, WindowState};
use super::learned::Verdict;
use super::window_load::WindowLoad;
use crate::contract::Problem;
use crate::plan::{Plan, Window};
use crate::time::{TimeRange, floor_to};

/// The window in pieces no longer than `limit` seconds, newest first, cut at multiples of the limit since 1970, so that
/// a piece of a closed window has one address too. Pieces of which the plan wants nothing are left out.
pub(super) fn pieces(plan: &Plan, window: &Window, limit: Option<i64>) -> Vec<Window> {
    let asked = window.ask.range;
    let Some(limit) = limit.filter(|limit| *limit > 0 && asked.seconds() > *limit) else {
        return vec![window.clone()];
    };
    let published = plan.not_yet.map_or(plan.range.end, |late| late.start);
    let mut pieces = Vec::new();
    let mut end = asked.end;
    while end > asked.start {
        let start = floor_to(end.saturating_sub(1), limit).max(asked.start);
        let range = TimeRange::new(start, end);
        let part = range.intersect(window.part);
        if !part.is_empty() {
            let mut piece = window.clone();
            piece.ask.range = range;
            piece.part = part;
            piece.closed = window.closed || end <= published;
            pieces.push(piece);
        }
        end = start;
    }
    pieces
}

/// The window on the grid of a coarser grain than planned: a slot that still runs is not asked for. `None` if nothing
/// is left. A closed window keeps its address.
pub(super) fn on_grain(window: &Window, grain: Option<i64>) -> Option<Window> {
    let Some(grain) = grain.filter(|_| !window.closed) else {
        return Some(window.clone());
    };
    let mut window = window.clone();
    let until = |range: TimeRange| TimeRange::new(range.start, floor_to(range.end, grain));
    window.ask.range = until(window.ask.range);
    window.part = until(window.part);
    window.ask.grain = window.ask.grain.map(|_| grain);
    (!window.part.is_empty()).then_some(window)
}

impl Loader {
    /// A window was refused for its range: cuts it, if that may help; whether it did.
    pub(super) fn cut_refused(&mut self, id: WindowId, problem: &Problem) -> bool {
        let Some(load) = self.in_flight(id) else {
            return false;
        };
        let (span, origin) = (load.window.ask.range.seconds(), load.origin);
        let Some((source, grain)) = self.planned(id.source_index) else {
            return false;
        };
        match self.learned.refused(&source, grain, span) {
            Verdict::Cut(limit) => self.cut(id, limit),
            Verdict::NotItsLength => false,
            Verdict::Hopeless => {
                self.give_up(id.source_index, origin, problem);
                false
            }
        }
    }

    /// Cuts a window that is longer than what its source is known to answer; whether it was.
    pub(super) fn shorten(&mut self, id: WindowId) -> bool {
        let limit = self
            .planned(id.source_index)
            .and_then(|(source, grain)| self.learned.limit(&source, grain));
        limit.is_some_and(|limit| self.cut(id, limit))
    }

    /// Puts the newest piece in the window's place and the others behind all windows, so that every id keeps its meaning.
    fn cut(&mut self, id: WindowId, limit: i64) -> bool {
        let Some(source) = self.sources.get_mut(id.source_index) else {
            return false;
        };
        let Some(load) = source.windows.get(id.window_index) else {
            return false;
        };
        let whole = load.clone();
        let windows = pieces(&source.plan, &whole.window, Some(limit));
        if windows.len() < 2 && windows.first().map(|w| w.ask.range) == Some(whole.window.ask.range)
        {
            return false;
        }
        let mut loads: Vec<WindowLoad> = windows
            .into_iter()
            .map(|window| whole.piece_of(window))
            .collect();
        for load in &mut loads {
            if let Some(held) = load
                .window
                .closed
                .then(|| self.cache.get(&load.key, load.window.ask.range))
                .flatten()
            {
                load.found(held);
            }
        }
        let mut loads = loads.into_iter();
        if let (Some(place), Some(newest)) = (source.windows.get_mut(id.window_index), loads.next())
        {
            *place = newest;
        }
        source.windows.extend(loads);
        true
    }

    /// The other pieces of a window that is refused slot by slot are not tried.
    fn give_up(&mut self, source_index: usize, origin: usize, problem: &Problem) {
        let Some(source) = self.sources.get_mut(source_index) else {
            return;
        };
        for load in &mut source.windows {
            if load.origin == origin && load.state == WindowState::Waiting {
                load.state = WindowState::Failed(problem.clone());
            }
        }
    }
}
