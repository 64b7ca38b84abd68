//! The phone's way to what its header has no room for: grain, auto refresh and zone, each a row that opens its own sheet.

use super::grain::grain_text;
use super::refresh::choice_text;
use super::zone::zone_words;
use crate::state::{Menu, State};
use crate::words::Key;
use leptos::prelude::*;

/// The three rows; the refresh only where something new can come.
#[component]
pub fn TimeRows(state: State, is_live: Memo<bool>) -> impl IntoView {
    let row = move |menu: Menu, name: Key, value: Signal<String>| {
        let open = move |_| {
            state.close_menus();
            state.menu(menu).set(true);
        };
        view! {
            <button type="button" class="row phone-row" aria-haspopup="dialog" on:click=open>
                {move || state.t(name)}<span class="q">{value}</span>
            </button>
        }
    };
    let refresh =
        Signal::derive(move || choice_text(state, state.query.with(|query| query.refresh)));
    view! {
        {row(Menu::Grain, Key::GrainLabel, Signal::derive(move || grain_text(state)))}
        {move || is_live.get().then(|| row(Menu::Refresh, Key::RefreshEvery, refresh))}
        {row(Menu::Zone, Key::ZoneLabel, Signal::derive(move || zone_words(state)))}
    }
}
