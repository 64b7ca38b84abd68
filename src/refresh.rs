//! The page asks again by itself, while nobody reads it closely.

use crate::clock;
use crate::facts::{Look, Next, Pause, Rest, due, due_while_read, every, pause, stale_after};
use crate::state::State;
use leptos::ev::{Custom, offline, online};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use originscope_core::{Mode, Plan};
use std::time::Duration;

/// How the page refreshes itself.
#[derive(Clone, Copy)]
pub struct Pulse {
    /// Seconds between two refreshes if the query chose this; nothing where nothing new can come.
    pub every: Memo<Option<i64>>,
    /// Whether what is shown can grow at all.
    pub is_live: Memo<bool>,
    /// Why it does not refresh for now.
    pub pause: Memo<Option<Pause>>,
}

/// Starts the refreshing.
pub fn follow(state: State) -> Pulse {
    let grain = Memo::new(move |_| state.board.with(|board| board.grains().first().copied()));
    let pulse = Pulse {
        every: Memo::new(move |_| {
            let choice = state.query.with(|query| query.refresh);
            interval(state, choice, grain.get()).ok()
        }),
        is_live: Memo::new(move |_| interval(state, Some(0), None).is_ok()),
        pause: pauses(state),
    };
    keep_time(state, pulse);
    pulse
}

/// Seconds between two refreshes with a choice; else why there are none.
fn interval(state: State, choice: Option<i64>, grain: Option<i64>) -> Result<i64, Rest> {
    let modes = state.modes();
    // Saved answers do not change.
    if !modes.is_empty() && modes.iter().all(|mode| *mode == Mode::Replay) {
        return Err(Rest::Saved);
    }
    let span = state.chosen.with(|chosen| chosen.span);
    every(choice, span, grain.unwrap_or(0))
}

/// Why there is nothing to hold, if there is nothing.
pub fn rest(state: State) -> Option<Rest> {
    let choice = state.query.with(|query| query.refresh);
    interval(state, choice, None).err()
}

/// Holds the refresh, or lets it go on.
pub fn toggle_pause(state: State) {
    state.held.update(|held| *held = !*held);
}

/// Follows everything that pauses the refresh.
fn pauses(state: State) -> Memo<Option<Pause>> {
    let hidden = RwSignal::new(document().hidden());
    let is_offline = RwSignal::new(!window().navigator().on_line());
    // The event is the document's and bubbles to the window.
    let changed: Custom<leptos::web_sys::Event> = Custom::new("visibilitychange");
    let seen = window_event_listener(changed, move |_| hidden.set(document().hidden()));
    let gone = window_event_listener(offline, move |_| is_offline.set(true));
    let back = window_event_listener(online, move |_| is_offline.set(false));
    on_cleanup(move || {
        seen.remove();
        gone.remove();
        back.remove();
    });
    Memo::new(move |_| {
        let is_pinned = state.pinned.with(Option::is_some);
        pause(Look {
            is_reading: state.hover.with(Option::is_some) || is_pinned,
            is_selecting: state.selection.with(Option::is_some) || state.selecting.get(),
            is_choosing: state.has_open_menu(),
            is_held: state.held.get(),
            is_hidden: hidden.get(),
            is_offline: is_offline.get(),
        })
    })
}

/// One timer, set anew whenever something was asked, came, or what pauses changed: a refresh that fell due meanwhile is
/// made at once.
fn keep_time(state: State, pulse: Pulse) {
    let is_loading = Memo::new(move |_| state.board.with(|board| board.is_loading()));
    let lag = Memo::new(move |_| {
        let longest = |plans: &[Plan]| plans.iter().map(|plan| plan.lag).max();
        state.board.with(|board| longest(&board.plans)).unwrap_or(0)
    });
    let stale = Memo::new(move |_| {
        let lines = state.thresholds.get();
        state.board.with(|board| stale_after(board, &lines))
    });
    // A range that is being drawn must not move under the hand.
    let is_drawing =
        Memo::new(move |_| state.selection.with(Option::is_some) || state.selecting.get());
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(old) = timer.try_update_value(Option::take).flatten() {
            old.clear();
        }
    };
    Effect::new(move |_| {
        stop();
        let (asked, lag) = (state.now.get(), lag.get());
        let is_ready = state.catalogue().is_some() && !is_loading.get();
        let pause = pulse.pause.get();
        let Some(every) = pulse.every.get().filter(|_| is_ready) else {
            return state.next.set(Next::Never);
        };
        let next = match pause {
            None => Next::At(due(asked, every, lag, 0.0) / 1_000),
            Some(pause) => Next::Paused(pause),
        };
        state.next.set(next);
        let at = match pause {
            None => due(asked, every, lag, js_sys::Math::random()),
            Some(Pause::Looking) if !is_drawing.get() => due_while_read(asked, stale.get()),
            Some(_) => return,
        };
        let wait = u64::try_from(at.saturating_sub(clock::now_ms())).unwrap_or(0);
        let handle = set_timeout_with_handle(
            move || state.runner().renew(state),
            Duration::from_millis(wait),
        );
        // A browser that refuses a timer leaves the button.
        timer.set_value(handle.ok());
    });
    on_cleanup(stop);
}
