//! Choosing how often the page asks again by itself.

use crate::facts::Pause;
use crate::refresh::Pulse;
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover};
use crate::words::{self, Key};
use leptos::prelude::*;

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
    let trigger = move || {
        view! {
            <span title=move || why().unwrap_or_else(|| state.t(Key::RefreshEvery))>{interval}</span>
            {move || why().map(|why| view! { <span class="vh">{format!(" {why}")}</span> })}
            {move || view! { <Icon glyph=if rests().is_some() { Glyph::Pause } else { Glyph::Down }/> }}
        }
        .into_any()
    };
    view! {
        <Show when=move || pulse.is_live.get()>
            <Popover open label trigger panel="right"><Choices state open/></Popover>
        </Show>
    }
}

#[component]
fn Choices(state: State, open: RwSignal<bool>) -> impl IntoView {
    let name = move |choice: Option<i64>| match choice {
        None => state.t(Key::RefreshOff).to_owned(),
        Some(0) => state.t(Key::RefreshAuto).to_owned(),
        Some(seconds) => words::span(state.lang.get(), seconds),
    };
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
                >{move || name(choice)}</button>
            }
        })
        .collect_view()
}

const fn reason(pause: Pause) -> Key {
    match pause {
        Pause::Looking => Key::PausedLooking,
        Pause::Hidden => Key::PausedHidden,
        Pause::Offline => Key::PausedOffline,
    }
}
