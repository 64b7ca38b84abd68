//! The menu that hands out what is shown: links, tables, a picture, a snapshot, paper.

use super::handout::{Ended, Outcome, Row, choose};
use crate::blocks::Block;
use crate::facts::{Shown, meant};
use crate::share;
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover};
use crate::words::Key;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// The button in the header and its menu.
#[component]
pub fn ShareMenu(state: State) -> impl IntoView {
    let label = Signal::derive(move || state.t(Key::ShareLabel).to_owned());
    view! {
        <span class="tabbed">
            <Popover
                open=state.menu(Menu::Share)
                label
                panel="right w300"
                trigger=move || view! { <Icon glyph=Glyph::Share/><span class="share-word" aria-hidden="true">{label}</span> }.into_any()
            >
                <Rows state/>
            </Popover>
        </span>
    }
}

#[component]
fn Rows(state: State) -> impl IntoView {
    let ended = RwSignal::new(None::<(Row, Outcome)>);
    let masked = RwSignal::new(false);
    let no_link = Signal::derive(move || state.is_file.get());
    let no_data = Signal::derive(move || state.board.with(|board| !board.has_data()));
    let print = move |_| {
        state.menu(Menu::Share).set(false);
        share::print();
    };
    let row = move |which: Row, text: Key, hint: Option<Key>, disabled: Signal<bool>| {
        let choose = move || choose(state, which, None, masked.get_untracked(), ended);
        row(state, which, text, hint, disabled, ended, choose)
    };
    view! {
        {row(Row::Link, Key::ShareLink, Some(Key::ShareLinkHint), no_link)}
        {row(Row::LiveLink, Key::ShareLive, Some(Key::ShareLiveHint), no_link)}
        <hr/>
        {file_rows(state, None, ended)}
        <hr/>
        {row(Row::Snapshot, Key::ShareSnapshot, None, no_data)}
        <label class="row">
            <input type="checkbox" prop:checked=masked on:change=move |event| masked.set(event_target_checked(&event))/>
            {move || state.t(Key::ShareMask)}
        </label>
        <hr/>
        <button type="button" class="row" on:click=print>{move || state.t(Key::SharePrint)}</button>
        {said(state, ended)}
    }
}

/// Tables and the picture, of all figures or of one.
pub(super) fn file_rows(state: State, of: Option<Block>, ended: Ended) -> AnyView {
    let no_data = Signal::derive(move || {
        let has_data = |shown: &Arc<Shown>| shown.timeline.coverage().came > 0;
        let only = of.map(|of| of.source);
        state
            .board
            .with(|board| !meant(&board.shown, only).any(has_data))
    });
    let row = move |which: Row, text: Key, hint: Option<Key>| {
        let choose = move || choose(state, which, of, false, ended);
        row(state, which, text, hint, no_data, ended, choose)
    };
    view! {
        {row(Row::Csv, Key::ShareCsv, Some(Key::ShareCsvHint))}
        {row(Row::Excel, Key::ShareExcel, None)}
        {row(Row::Picture, Key::SharePicture, None)}
    }
    .into_any()
}

fn row(
    state: State,
    which: Row,
    text: Key,
    hint: Option<Key>,
    disabled: Signal<bool>,
    ended: Ended,
    choose: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button type="button" class="row" disabled=disabled on:click=move |_| choose()>
            {move || state.t(text)}
            <span class="q">{move || done(state, ended, which).or_else(|| hint.map(|hint| state.t(hint)))}</span>
        </button>
    }
    .into_any()
}

/// How the last row that was chosen ended, for those who do not see it in its row.
pub(super) fn said(state: State, ended: Ended) -> AnyView {
    view! {
        <p class="vh" role="status">{move || ended.get().and_then(|(which, _)| done(state, ended, which))}</p>
        <div role="alert">{move || failed(state, ended.get())}</div>
    }
    .into_any()
}

/// What stands in a row that was chosen last and did what it says.
fn done(state: State, ended: Ended, which: Row) -> Option<&'static str> {
    let (_, outcome) = ended.get().filter(|(row, _)| *row == which)?;
    match outcome {
        Outcome::Copied => Some(state.t(Key::Copied)),
        Outcome::Saved => Some(state.t(Key::ShareSaved)),
        Outcome::NotCopied(_) | Outcome::NotMade => None,
    }
}

fn failed(state: State, ended: Option<(Row, Outcome)>) -> Option<AnyView> {
    let (text, link) = match ended?.1 {
        Outcome::Copied | Outcome::Saved => return None,
        Outcome::NotCopied(link) => (state.t(Key::ShareNotCopied), Some(link)),
        Outcome::NotMade => (state.t(Key::ShareNotMade), None),
    };
    let field = link.map(|link| view! { <LinkField state link/> });
    Some(view! { <p class="text">{text}</p>{field} }.into_any())
}

/// The link in a field, selected, so that the reader's own copying takes it.
#[component]
fn LinkField(state: State, link: String) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
    };
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // A field that takes no focus is still there to be pressed.
            drop(field.focus());
            select();
        }
    });
    view! {
        <div class="form"><input
            class="inp"
            type="text"
            readonly
            aria-label=move || state.t(Key::ShareLink)
            value=link
            node_ref=field
            on:focus=move |_| select()
        /></div>
    }
}
