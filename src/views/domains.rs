//! Choosing domains: typed, or taken from what the proxy offers.

use crate::facts::{DomainError, source_name, split_domains};
use crate::load::calls_to_split;
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover};
use crate::words::{Key, fill};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use originscope_core::Lang;

/// The trigger says the first domain and how many others.
#[component]
pub fn DomainsPicker(state: State) -> impl IntoView {
    let open = state.menu(Menu::Domains);
    let domains = Memo::new(move |_| state.chosen.get().domains());
    let label = Signal::derive(move || state.t(Key::DomainsLabel).to_owned());
    let trigger = move || {
        view! {
            <span class="b cut">{move || domains.get().first().cloned().unwrap_or_else(|| state.t(if state.is_file.get() { Key::FileNoDomain } else { Key::DomainsNone }).to_owned())}</span>
            {move || {
                let others = domains.get().len().saturating_sub(1);
                (others > 0).then(|| view! { <span class="m">{format!("+{others}")}</span> })
            }}
            <Icon glyph=Glyph::Down/>
        }
        .into_any()
    };
    view! {
        <Popover open label panel="w340" trigger>
            <Form state domains open/>
            <Switch state domains/>
            <Offers state open/>
        </Popover>
    }
}

#[component]
fn Form(state: State, domains: Memo<Vec<String>>, open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(domains.get_untracked().join(", "));
    let error = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match read(state, &text.get_untracked()) {
            Ok(list) => {
                state.query.update(|query| query.domains = list);
                open.set(false);
            }
            Err(sentence) => error.set(Some(sentence)),
        }
    };
    view! {
        <form on:submit=submit novalidate>
            <div class="form">
                <input
                    class="inp"
                    type="text"
                    data-first=""
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-label=move || state.t(Key::DomainsField)
                    aria-invalid=move || error.get().is_some().to_string()
                    prop:value=text
                    on:input=move |event| { text.set(event_target_value(&event)); error.set(None); }
                />
                <button type="submit" class="btn sm pri" style="height:28px">{move || state.t(Key::Apply)}</button>
            </div>
            {move || error.get().map(|sentence| view! { <p class="fielderr" role="alert">{sentence}</p> })}
            <p class="text">{move || state.t(Key::DomainsHelp)}</p>
        </form>
    }
}

/// Whether each of several domains is shown alone too, with the number of calls that this takes.
#[component]
fn Switch(state: State, domains: Memo<Vec<String>>) -> impl IntoView {
    let calls = Memo::new(move |_| calls_to_split(state));
    let is_on = move || state.query.with(|query| query.split);
    let note = move || match calls.get() {
        Some(calls) => fill(
            state.lang.get(),
            Key::SplitCalls,
            &[("n", &calls.to_string())],
        ),
        None => state.t(Key::SplitNeedsCodes).to_owned(),
    };
    let is_shown = move || domains.with(|domains| domains.len() > 1) && !state.is_file.get();
    view! {
        <Show when=is_shown>
            <label class="row">
                <input
                    type="checkbox"
                    prop:checked=is_on
                    disabled=move || calls.get().is_none()
                    on:change=move |event| state.query.update(|query| query.split = event_target_checked(&event))
                />
                {move || state.t(Key::SplitSwitch)}
                <span class="q">{note}</span>
            </label>
        </Show>
    }
}

/// The domains in a text, or a sentence about why they cannot be asked.
fn read(state: State, text: &str) -> Result<Vec<String>, String> {
    let lang = state.lang.get_untracked();
    let list = split_domains(text)
        .map_err(|DomainError::Bad(part)| fill(lang, Key::DomainBad, &[("text", &part)]))?;
    let chosen = state.chosen.get_untracked();
    match chosen
        .sources
        .iter()
        .find(|(spec, _)| list.len() > spec.limits.max_domains.0)
    {
        Some((spec, _)) => {
            let (n, max) = (
                list.len().to_string(),
                spec.limits.max_domains.0.to_string(),
            );
            Err(fill(
                lang,
                Key::DomainsTooMany,
                &[
                    ("n", &n),
                    ("product", source_name(lang, spec)),
                    ("max", &max),
                ],
            ))
        }
        None => Ok(list),
    }
}

/// What the proxy offers for the chosen sources, in demo and replay.
#[component]
fn Offers(state: State, open: RwSignal<bool>) -> impl IntoView {
    let offers = move || {
        let zh = state.lang.get() == Lang::Zh;
        let mut rows: Vec<(String, String)> = Vec::new();
        for (spec, _) in &state.chosen.get().sources {
            for (domain, en_text, zh_text) in
                state.status(spec.id).map(|s| s.domains).unwrap_or_default()
            {
                if !rows.iter().any(|(other, _)| *other == domain) {
                    rows.push((domain, if zh { zh_text } else { en_text }));
                }
            }
        }
        rows
    };
    let pick = move |domain: String| {
        state.query.update(|query| query.domains = vec![domain]);
        open.set(false);
    };
    move || {
        let rows = offers();
        (!rows.is_empty()).then(|| {
            view! {
                <hr/>
                <h3>{state.t(Key::DomainsOffered)}</h3>
                {rows.into_iter().map(|(domain, what)| {
                    let picked = domain.clone();
                    view! {
                        <button type="button" class="row" on:click=move |_| pick(picked.clone())>
                            <span class="two-line"><span>{domain}</span><span class="q">{what}</span></span>
                        </button>
                    }
                }).collect_view()}
            }
        })
    }
}
