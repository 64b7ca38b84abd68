//! The sheet that lists all keys, with the switch that turns single characters off.

use crate::keys::{Entry, GROUPS, Group};
use crate::state::{Menu, State};
use crate::ui::Drawer;
use crate::words::{Key, Say};
use leptos::prelude::*;

/// The sheet behind `?`.
#[component]
pub fn KeysSheet(state: State) -> impl IntoView {
    let label = Signal::derive(move || state.t(Key::KeysLabel).to_owned());
    let close = Signal::derive(move || state.t(Say::Close).to_owned());
    view! {
        <Drawer open=state.menu(Menu::Keys) label close>
            <Switch state/>
            {move || GROUPS.iter().map(|group| group_view(state, group)).collect_view()}
        </Drawer>
    }
}

#[component]
fn Switch(state: State) -> impl IntoView {
    let turn = move |event| state.keys.set_singles(event_target_checked(&event));
    view! {
        <label class="switch">
            <input type="checkbox" role="switch" prop:checked=state.keys.singles on:change=turn/>
            <span>{move || state.t(Key::KeysSwitch)}</span>
            <span class="q">{move || state.t(Key::KeysSwitchHint)}</span>
        </label>
    }
}

fn group_view(state: State, group: &'static Group) -> AnyView {
    let entries = group.entries.iter().map(|entry| line(state, entry));
    view! {
        <h3>{state.t(group.title)}</h3>
        <dl class="keys">{entries.collect_view()}</dl>
    }
    .into_any()
}

fn line(state: State, entry: &'static Entry) -> AnyView {
    let is_off = move || entry.is_single && !state.keys.singles.get();
    let keys = entry.keys.iter().map(|key| view! { <kbd>{*key}</kbd> });
    view! {
        <div class:off=is_off>
            <dt>{keys.collect_view()}</dt>
            <dd>{state.t(entry.does)}</dd>
        </div>
    }
    .into_any()
}
