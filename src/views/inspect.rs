//! The inspect drawer: for every call what was asked, what came back, how long it took, and what limits hold.

use super::inspect_call::call;
use super::sources::described;
use crate::facts::{Asking, CallId, Turn, sources_called, turn};
use crate::state::{Menu, State};
use crate::ui::{Button, Drawer, Glyph};
use crate::words::{Key, Say, fill, pause};
use leptos::prelude::*;

/// The sheet.
#[component]
pub fn InspectPanel(state: State) -> impl IntoView {
    let label = Signal::derive(move || state.t(Say::InspectCalls).to_owned());
    let close = Signal::derive(move || state.t(Say::Close).to_owned());
    let current = Memo::new(move |_| {
        if state.is_file.get() || !state.menu(Menu::Inspect).get() {
            return None;
        }
        let wanted = state.inspected.get();
        state.board.with(|board| turn(board, wanted))
    });
    view! {
        <Drawer open=state.menu(Menu::Inspect) label close>
            <Sources state current/>
            <Steps state current/>
            {move || match current.get() {
                Some(turn) => call(state, turn.asking, &turn.window),
                None => view! { <p class="q">{nothing(state)}</p> }.into_any(),
            }}
        </Drawer>
    }
}

fn nothing(state: State) -> &'static str {
    state.t(if state.is_file.get() {
        Key::FilesNoCall
    } else {
        Key::WindowsNone
    })
}

/// Which source, where there are several.
#[component]
fn Sources(state: State, current: Memo<Option<Turn>>) -> impl IntoView {
    let sources = Memo::new(move |_| state.board.with(|board| sources_called(board)));
    let has_choice = move || current.with(Option::is_some) && sources.with(|all| all.len() > 1);
    let choose = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        let is_it = |(of, id): &&(String, CallId)| value(of, id.asking) == chosen;
        let newest = sources.with_untracked(|all| all.iter().find(is_it).map(|(_, id)| *id));
        state.inspected.set(newest);
    };
    let option = move |(id, newest): (String, CallId)| {
        let asking = newest.asking;
        let api = originscope_apis::find(&id);
        let name = move || api.map(|api| of_question(state, described(state, api.spec()), asking));
        let of = id.clone();
        let is_it = move |turn: &Turn| turn.window.source == of && turn.asking == asking;
        let is_chosen = move || current.with(|turn| turn.as_ref().is_some_and(&is_it));
        view! { <option value=value(&id, asking) prop:selected=is_chosen>{name}</option> }
    };
    view! {
        <Show when=has_choice>
            <select class="inp" aria-label=move || state.t(Say::InspectSource) on:change=choose>
                {move || sources.get().into_iter().map(option).collect_view()}
            </select>
        </Show>
    }
}

/// What names a choice to the browser: the source's id, with its question where that is not what is shown.
fn value(source: &str, asking: Asking) -> String {
    let question = match asking {
        Asking::Shown => "",
        Asking::Earlier => "+earlier",
        Asking::Domains => "+domains",
    };
    format!("{source}{question}")
}

/// With the question, where that is not what is shown.
fn of_question(state: State, text: String, asking: Asking) -> String {
    let word = match asking {
        Asking::Shown => return text,
        Asking::Earlier => Say::InspectEarlier,
        Asking::Domains => Say::InspectDomains,
    };
    let between = pause(state.lang.get());
    format!("{text}{between}{}", state.t(word))
}

/// The place among the calls, and the way to its neighbours.
#[component]
fn Steps(state: State, current: Memo<Option<Turn>>) -> impl IntoView {
    let words = move || {
        let turn = current.get()?;
        let (place, all) = (turn.place.to_string(), turn.all.to_string());
        let words = [("n", place.as_str()), ("all", &all)];
        let nth = fill(state.lang.get(), Say::InspectNth, &words);
        Some(of_question(state, nth, turn.asking))
    };
    let to = move |which: fn(&Turn) -> Option<CallId>| {
        let id = move || current.with(|turn| turn.as_ref().and_then(which));
        let go = move || {
            if let Some(id) = id() {
                state.inspected.set(Some(id));
            }
        };
        (Signal::derive(move || id().is_none()), go)
    };
    let (no_newer, newer) = to(|turn| turn.newer);
    let (no_older, older) = to(|turn| turn.older);
    let newer_word = Signal::derive(move || state.t(Say::InspectNewer).to_owned());
    let older_word = Signal::derive(move || state.t(Say::InspectOlder).to_owned());
    view! {
        <div class="steps">
            <Button class="icon" glyph=Glyph::Left label=older_word disabled=no_older on_click=older/>
            <Button class="icon" glyph=Glyph::Right label=newer_word disabled=no_newer on_click=newer/>
            <p aria-live="polite">{words}</p>
        </div>
    }
}
