//! Choosing sources: the five, grouped by the side of the CDN that they watch.

use crate::facts::source_name;
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover};
use crate::words::{Key, fill, pause, vantage_word};
use leptos::prelude::*;
use originscope_core::{Mode, SourceStatus, Spec, Vantage};

/// The trigger says the first product and how many others; the panel has a box for each source.
#[component]
pub fn SourcesPicker(state: State) -> impl IntoView {
    let open = state.menu(Menu::Sources);
    let label = Signal::derive(move || state.t(Key::SourcesLabel).to_owned());
    let trigger = move || {
        view! {
            {move || trigger_text(state)}
            <Icon glyph=Glyph::Down/>
        }
        .into_any()
    };
    view! {
        <span class="tabbed gives">
            <Popover open label panel="w380" trigger>
                <Group state vantage=Vantage::OriginSide/>
                <Group state vantage=Vantage::ViewerSide/>
            </Popover>
        </span>
    }
}

fn trigger_text(state: State) -> AnyView {
    let chosen = state.chosen.get();
    let Some((first, _)) = chosen.sources.first() else {
        return view! { <span>{state.t(Key::SourcesNone)}</span> }.into_any();
    };
    let mut products: Vec<&str> = Vec::new();
    let mut sides: Vec<Vantage> = Vec::new();
    for (spec, _) in &chosen.sources {
        if !products.contains(&spec.product) {
            products.push(spec.product);
        }
        if !sides.contains(&spec.vantage) {
            sides.push(spec.vantage);
        }
    }
    let others = products.len().saturating_sub(1);
    let side_class = if sides.len() == 1 { "chip" } else { "vh" };
    view! {
        <span class="fold">
            <span class="whole">
                <span class="cut">{source_name(state.lang.get(), first)}</span>
                {(others > 0).then(|| view! { <span class="m">{format!("+{others}")}</span> })}
            </span>
            // Both sides are told apart where they are shown, as lanes.
            {sides.into_iter().map(|side| view! { " "<span class=side_class>{state.t(vantage_word(side))}</span> }).collect_view()}
        </span>
    }
    .into_any()
}

#[component]
fn Group(state: State, vantage: Vantage) -> impl IntoView {
    let of_side = originscope_apis::registry()
        .iter()
        .map(|api| api.spec())
        .filter(move |spec| spec.vantage == vantage);
    view! {
        <div role="group" aria-label=move || state.t(vantage_word(vantage))>
            <h3>{move || state.t(vantage_word(vantage))}</h3>
            {of_side.map(|spec| view! { <Row state spec/> }).collect_view()}
        </div>
    }
}

#[component]
fn Row(state: State, spec: &'static Spec) -> impl IntoView {
    let is_on = move || {
        state
            .chosen
            .with(|chosen| chosen.sources.iter().any(|(other, _)| other.id == spec.id))
    };
    let toggle = move |_| state.toggle_source(spec.id);
    let note = move || {
        state
            .status(spec.id)
            .map(|status| status_note(state, &status))
            .unwrap_or_default()
    };
    view! {
        <label class="row">
            <input type="checkbox" prop:checked=is_on on:change=toggle/>
            <span class="two-line">
                <span>{move || described(state, spec)}</span>
                <span class="q">{spec.api}</span>
            </span>
            <span class="q">{note}</span>
        </label>
    }
}

/// A source as a row names it: `Alibaba CDN, codes`.
pub fn described(state: State, spec: &Spec) -> String {
    format!(
        "{}{}{}",
        source_name(state.lang.get(), spec),
        pause(state.lang.get()),
        state.t(metric_key(spec))
    )
}

const fn metric_key(spec: &Spec) -> Key {
    match spec.metric {
        originscope_core::Metric::StatusCodes => Key::UnitCodes,
        originscope_core::Metric::Traffic => Key::UnitTraffic,
    }
}

/// Where a source's answers come from, in two or three words.
pub fn status_note(state: State, status: &SourceStatus) -> String {
    let lang = state.lang.get();
    match status.mode {
        Mode::Demo => state.t(Key::DemoData).to_owned(),
        Mode::Replay => state.t(Key::Replay).to_owned(),
        Mode::NoCredential => state.t(Key::WithoutCredential).to_owned(),
        Mode::Live => match &status.key_ends {
            Some(tail) => fill(lang, Key::LiveWithCredential, &[("tail", tail)]),
            None => state.t(Key::Live).to_owned(),
        },
    }
}
