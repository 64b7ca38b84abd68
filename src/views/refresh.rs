//! Choosing how often the page asks again by itself.

use super::trust::complete_words;
use crate::facts::{Next, Pause};
use crate::refresh::{Pulse, toggle_pause};
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover, Rows};
use crate::words::{self, Key, fill, pause};
use leptos::prelude::*;
use originscope_core::format;

/// The interval in use, why it rests, and the choice of another; nothing where nothing new can come.
#[component]
pub fn RefreshPicker(state: State, pulse: Pulse) -> impl IntoView {
    let open = state.menu(Menu::Refresh);
    let label = Signal::derive(move || state.t(Key::RefreshEvery).to_owned());
    // Off has nothing to pause.
    let rests = move || pulse.pause.get().filter(|_| pulse.every.get().is_some());
    let why = move || rests().map(|pause| state.t(reason(pause)));
    let interval = move || {
        pulse.every.get().map_or_else(
            || state.t(Key::RefreshOff).to_owned(),
            |every| words::span(state.lang.get(), every),
        )
    };
    let title = move || why().map_or_else(|| freshness(state), str::to_owned);
    let trigger = move || {
        view! {
            <span title=title>{interval}</span>
            {move || why().map(|why| view! { <span class="vh">{format!(" {why}")}</span> })}
            {move || view! { <Icon glyph=if rests().is_some() { Glyph::Pause } else { Glyph::Down }/> }}
        }
        .into_any()
    };
    view! {
        <Show when=move || pulse.is_live.get()>
            <Popover open label trigger panel="right">
                <Rows label><Choices state open/><hr/><PauseRow state pulse/></Rows>
                <p class="text">{move || freshness(state)}</p>
            </Popover>
        </Show>
    }
}

/// `complete to 12:35 UTC, next 12:41`.
fn freshness(state: State) -> String {
    let complete = state.board.with(|board| complete_words(state, board));
    let next = match state.next.get() {
        Next::At(at) => Some(next_words(state, at)),
        // The open menu is no news.
        Next::Paused(Pause::Looking) | Next::Never => None,
        Next::Paused(pause) => Some(state.t(reason(pause)).to_owned()),
    };
    // Freshness is what came, not what was tried: both are said.
    let asked = state.now.get();
    let time = format::clock(asked, state.offset().at(asked));
    let read = fill(state.lang.get(), Key::RefreshRead, &[("time", &time)]);
    let parts: Vec<String> = [complete, Some(read), next].into_iter().flatten().collect();
    parts.join(pause(state.lang.get()))
}

/// When the page asks next, in its zone.
pub(super) fn next_words(state: State, at: i64) -> String {
    let time = format::clock(at, state.offset().at(at));
    fill(state.lang.get(), Key::RefreshNext, &[("time", &time)])
}

/// Holds it, or lets it go on; without auto refresh there is nothing to hold.
#[component]
fn PauseRow(state: State, pulse: Pulse) -> impl IntoView {
    let is_off = move || pulse.every.get().is_none();
    let name = move || {
        if state.held.get() {
            state.t(Key::RefreshResume)
        } else {
            state.t(Key::RefreshPause)
        }
    };
    view! {
        <button type="button" class="row" disabled=is_off aria-pressed=move || state.held.get().to_string() on:click=move |_| toggle_pause(state)>{name}</button>
    }
}

/// What a choice is called.
pub(super) fn choice_text(state: State, choice: Option<i64>) -> String {
    match choice {
        None => state.t(Key::RefreshOff).to_owned(),
        Some(0) => state.t(Key::RefreshAuto).to_owned(),
        Some(seconds) => words::span(state.lang.get(), seconds),
    }
}

#[component]
fn Choices(state: State, open: RwSignal<bool>) -> impl IntoView {
    [None, Some(60), Some(120), Some(300), Some(900), Some(0)]
        .into_iter()
        .map(|choice| {
            let is_on = move || state.query.with(|query| query.refresh == choice);
            let pick = move |_| {
                state.query.update(|query| query.refresh = choice);
                open.set(false);
            };
            view! {
                <button
                    type="button"
                    class=move || if is_on() { "row on" } else { "row" }
                    aria-pressed=move || is_on().to_string()
                    on:click=pick
                >{move || choice_text(state, choice)}</button>
            }
        })
        .collect_view()
}

const fn reason(pause: Pause) -> Key {
    match pause {
        Pause::Looking => Key::PausedLooking,
        Pause::Hidden => Key::PausedHidden,
        Pause::Held => Key::PausedHeld,
        Pause::Offline => Key::PausedOffline,
    }
}
