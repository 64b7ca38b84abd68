//! Reading one network's or one region's requests alone: chosen under More, and said on the page as long as it holds.

use super::sources::described;
use crate::facts::{Filtered, filtered};
use crate::state::State;
use crate::ui::Button;
use crate::words::{Key, Say, comma, fill};
use leptos::prelude::*;
use originscope_core::Query;

/// What is left out, and the way back to all.
#[component]
pub fn FilterNote(state: State) -> impl IntoView {
    let text = Memo::new(move |_| {
        let of = |query: &Query| state.board.with(|board| filtered(query, board));
        state.query.with(of).map(|found| sentence(state, &found))
    });
    let all = Signal::derive(move || state.t(Say::FilterNone).to_owned());
    let clear = move || {
        state
            .query
            .update(|query| (query.isp, query.region) = (None, None))
    };
    move || {
        text.get().map(|text| {
            view! {
                <div class="panel" role="note" aria-label=state.t(Say::FilterHeading)>
                    <ul class="notes"><li><span>{text}</span><span class="end"><Button class="sm" text=all on_click=clear/></span></li></ul>
                </div>
            }
        })
    }
}

fn sentence(state: State, found: &Filtered) -> String {
    let lang = state.lang.get();
    let part = |key: Say, value: &Option<String>| {
        let value = value.as_ref()?;
        Some(fill(lang, key, &[("name", value)]))
    };
    let parts = [
        part(Say::FilterIsp, &found.isp),
        part(Say::FilterRegion, &found.region),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let only = parts.join(comma(lang));
    let mut text = fill(lang, Key::OnlyOne, &[("series", &only)]);
    if !found.ignored_by.is_empty() {
        let names: Vec<String> = found
            .ignored_by
            .iter()
            .map(|spec| described(state, spec))
            .collect();
        let names = names.join(comma(lang));
        text = fill(
            lang,
            Say::FilterIgnored,
            &[("only", &text), ("sources", &names)],
        );
    }
    text
}

/// The two fields under More; an empty one reads all.
#[component]
pub(super) fn FilterFields(state: State) -> impl IntoView {
    let field = move |name: Say,
                      get: fn(&Query) -> Option<String>,
                      set: fn(&mut Query, Option<String>)| {
        let value = move || state.query.with(get).unwrap_or_default();
        let change = move |event: leptos::ev::Event| {
            let text = event_target_value(&event).trim().to_owned();
            state
                .query
                .update(|query| set(query, (!text.is_empty()).then_some(text)));
        };
        view! {
            <label class="row"><span>{move || state.t(name)}</span><span class="grow"></span>
                <input class="inp" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="128" prop:value=value on:change=change/>
            </label>
        }
    };
    view! {
        <Show when=move || !state.is_file.get()>
            <hr/>
            <h3>{move || state.t(Say::FilterHeading)}</h3>
            {field(Say::FilterIspField, |query| query.isp.clone(), |query, isp| query.isp = isp)}
            {field(Say::FilterRegionField, |query| query.region.clone(), |query, region| query.region = region)}
            <p class="text">{move || state.t(Say::FilterHint)}</p>
        </Show>
    }
}
