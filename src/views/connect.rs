//! The address of the proxy, with a test before it is used.

use crate::facts::{explained, proxy_base};
use crate::state::State;
use crate::words::Say;
use crate::{load, place};
use leptos::prelude::*;
use originscope_core::Problem;
use wasm_bindgen_futures::spawn_local;

/// A field and a button: a proxy that answers is kept in this browser, and the page starts anew with it.
#[component]
pub fn Connect(state: State) -> impl IntoView {
    let text = RwSignal::new(place::proxy());
    let said = RwSignal::new(String::new());
    let test = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(base) = text.with_untracked(|text| proxy_base(text)) else {
            said.set(state.t(Say::AddressBad).to_owned());
            return;
        };
        said.set(state.t(Say::AddressTrying).to_owned());
        spawn_local(async move {
            match load::try_proxy(&base).await {
                Ok(_) => begin_anew(state, &base, said),
                Err(problem) => said.set(sentence(state, &problem, &base)),
            }
        });
    };
    view! {
        <form class="form connect" on:submit=test>
            <input
                class="inp"
                inputmode="url"
                autocomplete="off"
                aria-label=move || state.t(Say::AddressField)
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
            <button type="submit" class="btn sm">{move || state.t(Say::AddressTest)}</button>
            <p class="q" role="status">{said}</p>
        </form>
    }
}

/// What one proxy answered must not stay beside the answers of another, so the page starts with nothing.
fn begin_anew(state: State, base: &str, said: RwSignal<String>) {
    if !place::keep(base) {
        said.set(state.t(Say::AddressNotKept).to_owned());
        return;
    }
    if let Err(error) = window().location().reload() {
        leptos::logging::warn!("the page was not loaded again: {error:?}");
    }
}

fn sentence(state: State, problem: &Problem, base: &str) -> String {
    let lang = state.lang.get_untracked();
    let said = explained("", problem, lang);
    let code = &problem.code;
    let mut text = format!("{} {} ({code})", said.title, said.action);
    let own = window().location().origin().unwrap_or_default();
    if base.contains("://") && !base.starts_with(&own) {
        text.push(' ');
        text.push_str(state.t(Say::AddressElsewhere));
    }
    text
}
