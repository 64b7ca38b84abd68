//! Composition: the one place that sees state, loader, address and views.

use crate::state::State;
use crate::views::{
    AddressNotes, AnswerNotes, ClockNote, Figures, FileDrop, FileNotes, GapsSheet, Header,
    InspectPanel, KeyHint, KeysSheet, LateLine, Legend, Live, LiveAgain, Paper, ProblemLines,
    ProxyPanel, ReadoutPanel, Split, Strip, Tabs, Tiles, Verdict, Welcome,
};
use crate::words::Key;
use crate::{announce, keys, load, pin, refresh, tab, theme, url};
use leptos::prelude::*;

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
    keys::follow(state);
    announce::follow(state);
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
        <KeyHint state/>
        <KeysSheet state/>
        <GapsSheet state/>
        <Live state/>
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
