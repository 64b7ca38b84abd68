//! Composition: the one place that sees state, loader, address and views.

use crate::state::State;
use crate::views::{Figures, Header, Legend, Notes, ProblemLines, ReadoutPanel, Strip, Tabs, Tiles, Verdict};
use crate::words::Key;
use crate::{load, theme, url};
use leptos::prelude::*;
use originscope_core::{Class, Lang, format, summary};

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let (query, notes) = url::read();
    let state = State::new(query, notes);
    url::follow(state);
    load::follow(state);
    load::ask_proxy(state);
    let theme = theme::follow(state);
    follow_title(state);
    follow_keys(state);
    view! {
        <Header state/>
        <main>
            <Notes state/>
            <Verdict state/>
            <Tiles state/>
            <div class="two work">
                <Figures state theme/>
                <aside class="panel side" aria-label=move || state.t(Key::Codes)>
                    <Legend state/>
                    <ReadoutPanel state/>
                </aside>
            </div>
            <Strip state/>
            <ProblemLines state/>
        </main>
        <Tabs state/>
    }
}

/// The tab's title carries the number, and the root element the language.
fn follow_title(state: State) {
    Effect::new(move |_| {
        let domain = state.board.with(|board| board.domains.first().cloned()).unwrap_or_default();
        let five = state.board.with(|board| {
            let shown = board.lead_codes()?;
            summary(&shown.timeline, &shown.timeline.class_shares(Class::ServerError)).map(|five| five.now)
        });
        let parts = [five.map(|share| format!("5xx {}", format::share(share))), Some(domain), Some("Originscope".to_owned())];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        document().set_title(&parts.join(" · "));
    });
    Effect::new(move |_| {
        let lang = if state.lang.get() == Lang::Zh { "zh-CN" } else { "en" };
        if let Some(root) = document().document_element() {
            // A root element takes any language.
            drop(root.set_attribute("lang", lang));
        }
    });
}

/// Escape frees the pinned slot.
fn follow_keys(state: State) {
    let pressed = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && state.pinned.get_untracked().is_some() {
            state.pinned.set(None);
        }
    });
    on_cleanup(move || pressed.remove());
}
