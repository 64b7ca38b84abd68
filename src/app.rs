//! Composition: the one place that sees state, loader, address and views.

use crate::state::State;
use crate::steps::{Step, steps};
use crate::views::{
    AddressNotes, AnswerNotes, ClockNote, Figures, FileDrop, FileNotes, FilterNote, GapsSheet,
    Header, InspectPanel, KeyHint, KeysSheet, LacksNote, LateLine, Legend, Live, LiveRow, Paper,
    ProblemLines, ProxyPanel, ReadoutPanel, Split, Strip, Tabs, Tiles, Verdict, VersionNote,
    Welcome,
};
use crate::words::Key;
use crate::{announce, keys, load, pin, refresh, tab, theme, url};
use leptos::prelude::*;

/// The page. `shown` is called once what the reader looks at first is built, before the charts measure their places.
#[component]
pub fn App(shown: fn()) -> impl IntoView {
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
    let step = steps();
    let reached = move |wanted: Step| move || step.get() >= wanted;
    let is_answered = Memo::new(move |_| step.get() >= Step::Charts);
    Effect::new(move |_| {
        if is_answered.get() {
            shown();
        }
    });
    view! {
        <Show when=reached(Step::Header)>
            <FileDrop state/>
            <Header state pulse/>
            <LateLine state/>
        </Show>
        <main>
            <Show when=reached(Step::Verdict)>
                <Paper state/>
                <AddressNotes state/>
                <ClockNote state/>
                <FilterNote state/>
                <LiveRow state/>
                <Welcome state/>
                <Verdict state/>
                <FileNotes state/>
            </Show>
            <Show when=reached(Step::Tiles)>
                <Tiles state/>
                <LacksNote state/>
            </Show>
            <div class="two work">
                <Show when=reached(Step::Charts) fallback=places>
                    <Figures state theme/>
                </Show>
                <aside class="panel side" aria-label=move || state.t(Key::Codes)>
                    <Show when=reached(Step::Side)>
                        <Legend state/>
                        <ReadoutPanel state/>
                    </Show>
                </aside>
            </div>
            <Show when=reached(Step::Foot)>
                <Split state/>
                <Strip state/>
                <ProblemLines state/>
                <AnswerNotes state/>
                <VersionNote state/>
            </Show>
        </main>
        <Show when=reached(Step::Sheets)>
            <Tabs state/>
            <ProxyPanel state/>
            <InspectPanel state/>
            <KeyHint state/>
            <KeysSheet state/>
            <GapsSheet state/>
        </Show>
        <Live state/>
    }
}

/// The places of the charts, as index.html has them, until the charts are there.
fn places() -> AnyView {
    view! {
        <div class="panel charts" aria-hidden="true">
            <div class="rstrip"></div>
            <div class="fig err"></div>
            <div class="fig cmp"></div>
            <div class="fig trf"></div>
            <div class="axis"></div>
        </div>
    }
    .into_any()
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
