//! The codes and ids of a failure, to be copied into a report.

use crate::share;
use crate::state::State;
use crate::ui::{Button, Glyph};
use crate::words::{Key, fill};
use leptos::prelude::*;
use originscope_core::Problem;

/// Codes and ids, one a line, as they stand in logs.
pub(super) fn raw_lines(state: State, problem: &Problem) -> String {
    let lang = state.lang.get();
    let mut lines = vec![problem.code.clone()];
    let known = [
        (Key::VendorCode, "code", &problem.upstream_code),
        (Key::VendorRequest, "id", &problem.upstream_request_id),
        (Key::ProxyRequest, "id", &problem.request_id),
    ];
    for (key, name, value) in known {
        lines.extend(
            value
                .as_ref()
                .map(|value| fill(lang, key, &[(name, value)])),
        );
    }
    lines.extend(problem.field.clone());
    lines.join("\n")
}

/// Lines in a box with a button that copies them.
#[component]
pub(super) fn Raw(state: State, text: String) -> impl IntoView {
    let lines = text.clone();
    view! {
        <div class="raw">
            <CopyButton state text=move || text.clone()/>
            {lines.lines().map(|line| view! { <div>{line.to_owned()}</div> }).collect_view()}
        </div>
    }
}

/// A button that copies a text, and says so.
#[component]
pub(super) fn CopyButton(state: State, text: impl Fn() -> String + 'static) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let word = Signal::derive(move || {
        let word = match copied.get() {
            None => Key::Copy,
            Some(true) => Key::Copied,
            Some(false) => Key::NotCopied,
        };
        state.t(word).to_owned()
    });
    let why = move || {
        let is_refused = copied.get() == Some(false);
        is_refused.then(|| view! { <p class="q" role="alert">{state.t(Key::NotCopiedHint)}</p> })
    };
    let copy = move || {
        let text = text();
        leptos::task::spawn_local(async move { copied.set(Some(share::copy(&text).await)) });
    };
    view! { <Button class="sm" glyph=Glyph::Copy text=word on_click=copy/>{why} }
}
