//! The first look: three ways in, side by side.

use super::connect::Connect;
use super::files::OpenFiles;
use crate::state::{Catalogue, State};
use crate::stored;
use crate::ui::{Button, Glyph, Icon};
use crate::words::Say;
use leptos::prelude::*;
use originscope_core::{Mode, Query};

/// Where it is kept that somebody has seen enough of it.
const STORED: &str = "originscope.welcomed";
/// The incidents that are offered by name, where the proxy has them.
const INCIDENTS: [(&str, Say); 4] = [
    ("burst.demo.example", Say::IncidentOrigin),
    ("cacheloss.demo.example", Say::IncidentCache),
    ("gap.demo.example", Say::IncidentGap),
    ("throttled.demo.example", Say::IncidentThrottling),
];

/// The band: on a demo that was opened with a bare address, and where no proxy answers.
#[component]
pub fn Welcome(state: State) -> impl IntoView {
    let is_bare = state.query.with_untracked(|query| {
        query.domains.is_empty() && query.sources == Query::default().sources
    });
    let is_new = RwSignal::new(is_bare && stored::read(STORED).is_none());
    let is_shown = Memo::new(move |_| {
        if state.is_file.get() {
            return false;
        }
        match state.proxy.get() {
            Catalogue::Failed(problem) => problem.status != 401,
            Catalogue::Here(_) => is_new.get() && state.modes().contains(&Mode::Demo),
            Catalogue::Asking => false,
        }
    });
    // Its place is kept while the proxy has not said what it is, or all below it would jump.
    let is_awaited = move || is_new.get() && state.proxy.get() == Catalogue::Asking;
    Effect::new(move |_| {
        let is_live =
            matches!(state.proxy.get(), Catalogue::Here(_)) && !state.modes().contains(&Mode::Demo);
        if is_live && is_new.get_untracked() {
            // Nor is it kept again where the proxy has more to show than a demo.
            stored::write(STORED, Some("1"));
        }
    });
    let dismiss = move || {
        stored::write(STORED, Some("1"));
        is_new.set(false);
    };
    let close = Signal::derive(move || state.t(Say::WelcomeClose).to_owned());
    let can_close = move || matches!(state.proxy.get(), Catalogue::Here(_));
    view! {
        <Show when=move || is_shown.get() || is_awaited()>
            <section class="welcome" class:kept=is_awaited aria-label=move || state.t(Say::WelcomeLabel)>
                <div class="panel way drop">
                    <span class="ic"><Icon glyph=Glyph::File/></span>
                    <h2>{move || state.t(Say::WayFiles)}</h2>
                    <p class="q">{move || state.t(Say::WayFilesHint)}</p>
                    <div class="act"><OpenFiles state class="sm"/></div>
                </div>
                <div class="panel way">
                    <span class="ic"><Icon glyph=Glyph::Plug/></span>
                    <h2>{move || state.t(Say::WayProxy)}</h2>
                    <p class="q">{move || state.t(Say::WayProxyHint)}</p>
                    <Connect state/>
                </div>
                <div class="panel way">
                    <span class="ic"><Icon glyph=Glyph::Play/></span>
                    <h2>{move || state.t(Say::WayDemo)}</h2>
                    <p class="q">{move || state.t(if incidents(state).is_empty() { Say::WayDemoStart } else { Say::WayDemoHint })}</p>
                    <div class="act">{move || incidents(state)}</div>
                </div>
                <Show when=can_close><Button class="bare icon leave" glyph=Glyph::Cross label=close on_click=dismiss/></Show>
            </section>
        </Show>
    }
}

fn incidents(state: State) -> Vec<AnyView> {
    let sources = state.catalogue().map(|answer| answer.sources.clone());
    let offers = |domain: &str| {
        let mut all = sources.iter().flatten().flat_map(|status| &status.domains);
        all.any(|(name, _, _)| name == domain)
    };
    let button = |(domain, word): &(&'static str, Say)| {
        let (domain, word) = (*domain, *word);
        let is_on = move || state.query.with(|query| query.domains == [domain]);
        let show = move |_| {
            state
                .query
                .update(|query| query.domains = vec![domain.to_owned()])
        };
        view! {
            <button
                type="button"
                class=move || if is_on() { "btn sm on" } else { "btn sm" }
                aria-pressed=move || is_on().to_string()
                on:click=show
            >{state.t(word)}</button>
        }
        .into_any()
    };
    INCIDENTS
        .iter()
        .filter(|(domain, _)| offers(domain))
        .map(button)
        .collect()
}
