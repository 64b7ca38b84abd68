//! One window on its way.

use super::event::{WindowId, WindowState, WindowView};
use crate::cache::{Held, SeriesKey};
use crate::contract::{Problem, Retry};
use crate::frame::Frame;
use crate::note::{self, Note, NoteKind};
use crate::plan::Window;
use crate::time::{TimeRange, ceil_to, floor_to};
use std::sync::Arc;

/// One window of the current generation.
#[derive(Clone, Debug)]
pub(super) struct WindowLoad {
    pub(super) window: Window,
    pub(super) key: SeriesKey,
    pub(super) state: WindowState,
    /// Calls made for it.
    pub(super) tries: u32,
    /// What is known of it: from the cache, from the previous generation, or just come.
    pub(super) held: Option<Held>,
    pub(super) from_cache: bool,
    /// Which group of domains it is for.
    pub(super) group: usize,
    /// Which window of the plan it is, or is a piece of.
    pub(super) origin: usize,
    /// When the call in flight was sent, UTC seconds.
    sent_at: i64,
}

impl WindowLoad {
    pub(super) fn waiting(window: Window, grain: i64) -> Self {
        let key = SeriesKey::of(&window.source, grain, &window.ask);
        Self {
            window,
            key,
            state: WindowState::Waiting,
            tries: 0,
            held: None,
            from_cache: false,
            group: 0,
            origin: 0,
            sent_at: 0,
        }
    }

    /// A piece of this window, not asked yet. What was shown of the whole stays until the piece comes.
    pub(super) fn piece_of(&self, window: Window) -> Self {
        Self {
            window,
            state: WindowState::Waiting,
            tries: 0,
            from_cache: false,
            ..self.clone()
        }
    }

    /// Takes an answer that is known already.
    pub(super) fn found(&mut self, held: Held) {
        self.held = Some(held);
        self.state = WindowState::Done;
        self.from_cache = true;
    }

    pub(super) fn start(&mut self, now_ms: i64) {
        self.state = WindowState::InFlight;
        self.tries = self.tries.saturating_add(1);
        self.sent_at = now_ms.div_euclid(1_000);
    }

    /// Takes the answer; slots outside the window are dropped.
    pub(super) fn arrive(&mut self, mut frame: Frame, grain: i64) {
        let asked = self.window.ask.range;
        // A slot longer than planned may start before the window, and belongs to it all the same.
        let asked = TimeRange::new(floor_to(asked.start, frame.grain), asked.end);
        // Both ends are inclusive on the wire: the slot at the end belongs to the next window and is nothing odd.
        let odd = frame
            .times
            .iter()
            .filter(|&&time| time < asked.start || time > asked.end)
            .count();
        if odd > 0 {
            note::add(
                &mut frame.notes,
                Note::new(NoteKind::OutsideWindow, None, &odd.to_string()),
            );
        }
        frame.clip(asked);
        if !frame.is_empty() && frame.grain != grain {
            let came = frame.grain.to_string();
            note::add(
                &mut frame.notes,
                Note::new(NoteKind::OtherGrain, None, &came),
            );
        }
        frame.compact();
        self.held = Some(Held {
            frame: Arc::new(frame),
            fetched_at: self.sent_at,
        });
        self.state = WindowState::Done;
        self.from_cache = false;
    }

    /// Takes the failure; `delay_ms` is how long to wait if it is worth another try.
    pub(super) fn fail(&mut self, problem: Problem, max_tries: u32, at_ms: Option<i64>) {
        self.state = match at_ms {
            Some(at_ms) if problem.retry == Retry::Soon && self.tries < max_tries => {
                WindowState::Retrying { at_ms, problem }
            }
            _ => WindowState::Failed(problem),
        };
    }

    /// Whether it could be sent now.
    pub(super) fn is_ready(&self, now_ms: i64) -> bool {
        match self.state {
            WindowState::Waiting => true,
            WindowState::Retrying { at_ms, .. } => at_ms <= now_ms,
            _ => false,
        }
    }

    /// Whether something is still to come.
    pub(super) const fn is_open(&self) -> bool {
        matches!(
            self.state,
            WindowState::Waiting | WindowState::InFlight | WindowState::Retrying { .. }
        )
    }

    /// Whether everything that it asked for has come: only then its answer never changes. Slots longer than planned
    /// are published later than planned.
    pub(super) fn is_final(&self, grain: i64) -> bool {
        let Some(held) = self.held.as_ref().filter(|_| self.window.closed) else {
            return false;
        };
        let as_planned = held.frame.is_empty() || held.frame.grain <= grain;
        let end = held.frame.range().map_or(i64::MIN, |range| range.end);
        as_planned || end >= self.window.ask.range.end
    }

    /// Its slots and the range that they stand for, on the grid of the grain that came.
    pub(super) fn piece(&self, is_newest: bool) -> Option<(&Frame, TimeRange)> {
        let frame = self.held.as_ref()?.frame.as_ref();
        let part = self.window.part;
        let end = if is_newest {
            ceil_to(part.end, frame.grain)
        } else {
            floor_to(part.end, frame.grain)
        };
        Some((
            frame,
            TimeRange::new(floor_to(part.start, frame.grain), end),
        ))
    }

    pub(super) fn view(&self, id: WindowId) -> WindowView {
        WindowView {
            id,
            source: self.window.source.clone(),
            range: self.window.part,
            closed: self.window.closed,
            state: self.state.clone(),
            tries: self.tries,
            fetched_at: self.held.as_ref().map(|held| held.fetched_at),
            from_cache: self.from_cache,
        }
    }
}
