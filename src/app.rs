//! Composition: the one place that sees state, loader, address and views.

use crate::state::State;
use crate::views::{
    AddressNotes, AnswerNotes, ClockNote, Figures, FileDrop, FileNotes, Header, InspectPanel,
    LateLine, Legend, LiveAgain, Paper, ProblemLines, ProxyPanel, ReadoutPanel, Split, Strip, Tabs,
    Tiles, Verdict, Welcome,
};
use crate::words::Key;
use crate::{load, pin, refresh, tab, theme, url};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let (query, notes) = url::read();
    let state = State::new(query, notes);
    url::follow(state);
    pin::follow(state);
    load::follow(state);
    load::ask_proxy(state);
    let theme = theme::follow(state);
    tab::follow(state);
    load::tick(state);
    let pulse = refresh::follow(state);
    follow_lang(state);
    follow_keys(state);
    view! {
        <FileDrop state/>
        <Header state pulse/>
        <LateLine state/>
        <main>
            <Paper state/>
            <AddressNotes state/>
            <ClockNote state/>
            <LiveAgain state class="phone live"/>
            <Welcome state/>
            <Verdict state/>
            <FileNotes state/>
            <Tiles state/>
            <div class="two work">
                <Figures state theme/>
                <aside class="panel side" aria-label=move || state.t(Key::Codes)>
                    <Legend state/>
                    <ReadoutPanel state/>
                </aside>
            </div>
            <Split state/>
            <Strip state/>
            <ProblemLines state/>
            <AnswerNotes state/>
        </main>
        <Tabs state/>
        <ProxyPanel state/>
        <InspectPanel state/>
    }
}

/// The root element names the language.
fn follow_lang(state: State) {
    Effect::new(move |_| {
        let lang = crate::lang::html_tag(state.lang.get());
        if let Some(root) = document().document_element() {
            // A root element takes any language.
            drop(root.set_attribute("lang", lang));
        }
    });
}

/// A bare `x` outside of any field.
fn is_compare_key(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target();
    let types = target.is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>());
    let is_bare = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    event.key() == "x" && is_bare && !types
}

/// Escape frees the pinned slot; x compares with the day before, or no longer.
fn follow_keys(state: State) {
    let pressed = window_event_listener(leptos::ev::keydown, move |event| {
        if is_compare_key(&event) {
            crate::compare::toggle_compare(state);
        }
        if event.key() == "Escape" && state.pinned.get_untracked().is_some() {
            state.unpin();
        }
    });
    on_cleanup(move || pressed.remove());
}
