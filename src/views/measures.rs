//! The switches of the figures: in which measure, how far taken apart, of what.

use super::figures::Slot;
use crate::facts::{has_counts, title_key};
use crate::state::State;
use crate::ui::Segmented;
use crate::words::Key;
use leptos::prelude::*;
use originscope_core::{Detail, Measure};
use originscope_plot::PanelKind;

/// The switches of one figure.
pub(super) fn switches(state: State, which: Slot) -> AnyView {
    match which.kind {
        PanelKind::Errors => errors(state, which.id),
        PanelKind::Composition => view! {
            {composition(state)}
            <Show when=move || has_choice_of_whole(state)>{whole(state)}</Show>
        }
        .into_any(),
        PanelKind::Traffic => traffic(state),
    }
}

/// The same below the legend of a phone, whose captions have no room for them.
#[component]
pub(super) fn PhoneSwitches(state: State) -> impl IntoView {
    let slots = Memo::new(move |_| {
        let mut slots = super::figures::slots(state);
        // One choice serves all figures of a kind.
        let mut kinds = Vec::new();
        slots.retain(|slot| {
            let is_new = !kinds.contains(&slot.kind);
            kinds.push(slot.kind);
            is_new
        });
        slots
    });
    view! {
        <div class="switches phone" role="group" aria-label=move || state.t(Key::ChartsLabel)>
            <For each=move || slots.get() key=|slot| (slot.id, slot.kind) let(slot)>
                <div>
                    <span>{move || state.t(title_key(slot.kind))}</span>
                    {switches(state, slot)}
                </div>
            </For>
        </div>
    }
}

type Texts = [(&'static str, Key); 2];

fn segmented(
    state: State,
    name: Key,
    texts: Texts,
    is_second: impl Fn() -> bool + Copy + Send + Sync + 'static,
    blocked: Signal<Option<(String, String)>>,
    choose: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> AnyView {
    let [(first, _), (second, _)] = texts;
    let name = Signal::derive(move || state.t(name).to_owned());
    let options = Signal::derive(move || {
        texts
            .map(|(value, text)| (value.to_owned(), state.t(text).to_owned()))
            .to_vec()
    });
    let chosen = Signal::derive(move || if is_second() { second } else { first }.to_owned());
    let on_choose = move |value: String| choose(value == second);
    view! { <Segmented small=true name options chosen blocked on_choose/> }.into_any()
}

fn errors(state: State, id: &'static str) -> AnyView {
    let counted = Memo::new(move |_| {
        state.board.with(|board| {
            let shown = board.shown.iter().find(|shown| shown.spec.id == id)?;
            has_counts(&shown.timeline)
        })
    });
    let blocked = Signal::derive(move || {
        let reason = || state.t(Key::NoCounts).to_owned();
        (counted.get() == Some(false)).then(|| ("count".to_owned(), reason()))
    });
    // What cannot be counted is shown in shares, whatever the address says.
    let is_count =
        move || state.watched.with(|watched| watched.counts) && counted.get() != Some(false);
    let texts = [("share", Key::Share), ("count", Key::Count)];
    let choose = move |count: bool| {
        let measure = if count {
            Measure::Count
        } else {
            Measure::Share
        };
        state.query.update(|query| query.measure = measure);
    };
    segmented(state, Key::ErrorsIn, texts, is_count, blocked, choose)
}

fn composition(state: State) -> AnyView {
    let is_code = move || state.watched.with(|watched| watched.by_code);
    let texts = [("class", Key::ByClass), ("code", Key::ByCode)];
    let choose = move |code: bool| {
        let detail = if code { Detail::Code } else { Detail::Class };
        state.query.update(|query| query.detail = detail);
    };
    segmented(
        state,
        Key::CompositionBy,
        texts,
        is_code,
        Signal::stored(None),
        choose,
    )
}

/// With everything shown, and with one line only, the whole is no question.
fn has_choice_of_whole(state: State) -> bool {
    state
        .watched
        .with(|watched| watched.only.is_none() && !watched.hidden.is_empty())
}

fn whole(state: State) -> AnyView {
    let is_shown = move || state.watched.with(|watched| watched.of_shown);
    let texts = [("all", Key::OfAll), ("shown", Key::OfShown)];
    let choose = move |shown: bool| state.query.update(|query| query.of_shown = shown);
    segmented(
        state,
        Key::CompositionOf,
        texts,
        is_shown,
        Signal::stored(None),
        choose,
    )
}

fn traffic(state: State) -> AnyView {
    let is_volume = move || state.watched.with(|watched| watched.volumes);
    let texts = [("bps", Key::BitRate), ("bytes", Key::UnitBytes)];
    let choose = move |volumes: bool| state.query.update(|query| query.volumes = volumes);
    segmented(
        state,
        Key::TrafficIn,
        texts,
        is_volume,
        Signal::stored(None),
        choose,
    )
}
