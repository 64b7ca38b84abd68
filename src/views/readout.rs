//! What one slot holds: floating beside the crosshair, docked under the legend once it is pinned. The slot may move under
//! the pointer: then texts change, and no element is made anew that could stay.

use super::readout_head::head;
use super::slot_table::{SlotTable, marked};
use crate::chart::{Floating, Hover};
use crate::facts::{
    Shown, SlotReading, TrafficReading, bit_rate, over_threshold, slot_reading, slot_volume,
    slot_why, source_name, span_text, traffic_reading, view,
};
use crate::state::State;
use crate::words::{self, Key, fill};
use leptos::prelude::*;
use originscope_core::{Metric, format};
use std::sync::Arc;

/// Where a readout stands: what stands still can be sorted and opened, what follows the pointer cannot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside the crosshair.
    Floating,
    /// Under the legend.
    Docked,
    /// Under the phone's strip.
    Sheet,
}

/// The slot that is read, as it moves.
pub(super) type Read = Signal<Option<Hover>>;

/// The pinned slot under the legend; nothing without one.
#[component]
pub fn ReadoutPanel(state: State) -> impl IntoView {
    view! {
        <Show when=move || state.pinned.with(Option::is_some)>
            <section class="read" aria-label=move || state.t(Key::ReadoutLabel)>
                {body(state, state.pinned.into(), Place::Docked)}
            </section>
        </Show>
    }
}

/// The hovered slot, floating over the figures; nothing while a slot is pinned.
#[component]
pub fn FloatingReadout(state: State) -> impl IntoView {
    let axis = Memo::new(move |_| state.board.with(|board| view(board, state.reader())));
    let slot = Memo::new(move |_| match state.pinned.get() {
        Some(_) => None,
        // While a range is drawn its length is what is read.
        None => state
            .hover
            .get()
            .filter(|_| state.selection.get().is_none()),
    });
    let avoid = Memo::new(move |_| {
        state
            .thresholds
            .with(|lines| state.board.with(|board| over_threshold(board, lines)))
    });
    view! {
        <Floating view=axis hover=slot avoid>
            <section class="read" aria-label=move || state.t(Key::ReadoutLabel)>
                {body(state, slot.into(), Place::Floating)}
            </section>
        </Floating>
    }
}

/// The slot's time, and what every source has in it.
pub(super) fn body(state: State, slot: Read, place: Place) -> AnyView {
    view! {
        {head(state, slot, place)}
        {move || sources(state, slot, place)}
    }
    .into_any()
}

fn sources(state: State, slot: Read, place: Place) -> AnyView {
    let shown = state.board.with(|board| board.shown.clone());
    let several = |metric: Metric| {
        shown
            .iter()
            .filter(|source| source.spec.metric == metric)
            .count()
            > 1
    };
    let (many_codes, many_traffics) = (several(Metric::StatusCodes), several(Metric::Traffic));
    shown
        .iter()
        .map(|source| match source.spec.metric {
            Metric::StatusCodes => codes_at(state, source, slot, place, many_codes),
            Metric::Traffic => traffic_at(state, source, slot, place, many_traffics),
        })
        .collect_view()
        .into_any()
}

fn codes_at(state: State, shown: &Arc<Shown>, slot: Read, place: Place, is_named: bool) -> AnyView {
    let source = Arc::clone(shown);
    let reading = Memo::new(move |_| {
        let (at, opened) = (slot.get()?.at, state.opened.get());
        state.board.with(|board| {
            let earlier = board.earlier_of(source.spec.id).map(AsRef::as_ref);
            slot_reading(&source, earlier, at, &opened)
        })
    });
    let is_read = move || reading.with(Option::is_some);
    let has_rows =
        move || reading.with(|reading| reading.as_ref().is_some_and(SlotReading::has_rows));
    let foot =
        move || reading.with(|reading| reading.as_ref().map(|reading| responses(state, reading)));
    let why = why(state, shown, slot);
    let spec = shown.spec;
    view! {
        <Show when=is_read>
            {is_named.then(|| view! { <p class="state q">{move || source_name(state.lang.get(), spec)}</p> })}
            {move || why.get().map(|why| view! { <p class="state">{why}</p> })}
            <Show when=has_rows><SlotTable state reading place/></Show>
            <div class="foot"><span>{foot}</span></div>
        </Show>
    }
    .into_any()
}

/// How many responses, in how long.
fn responses(state: State, reading: &SlotReading) -> String {
    let lang = state.lang.get();
    let responses = reading
        .responses
        .map(|n| fill(lang, Key::Responses, &[("n", &format::count(n))]));
    let length = words::span(lang, reading.range.seconds());
    let parts = [responses, Some(length)].into_iter().flatten();
    parts.collect::<Vec<_>>().join(" • ")
}

fn why(state: State, shown: &Arc<Shown>, slot: Read) -> Memo<Option<String>> {
    let shown = Arc::clone(shown);
    Memo::new(move |_| {
        let at = slot.get()?.at;
        state
            .board
            .with(|board| slot_why(board, &shown, at, state.reader()))
    })
}

fn traffic_at(
    state: State,
    shown: &Arc<Shown>,
    slot: Read,
    place: Place,
    is_named: bool,
) -> AnyView {
    let source = Arc::clone(shown);
    let reading = Memo::new(move |_| {
        let at = slot.get()?.at;
        state.board.with(|board| {
            let earlier = board.earlier_of(source.spec.id).map(AsRef::as_ref);
            traffic_reading(&source, earlier, at)
        })
    });
    let spec = shown.spec;
    let name = move || {
        if is_named {
            source_name(state.lang.get(), spec)
        } else {
            state.t(Key::OriginTraffic)
        }
    };
    let part = |of: fn(&TrafficReading) -> Option<f64>| {
        Memo::new(move |_| reading.with(|reading| reading.as_ref().and_then(of)))
    };
    let (rate, bits) = (part(|at| at.rate), part(|at| at.bits));
    // Without attributes, so that a slot that moves changes texts and nothing else.
    let figures = move || {
        reading.with(|reading| {
            let at = reading.as_ref()?;
            // A slot of another length than the pointed one says its own time.
            let is_own = at.range.seconds() != slot.get()?.grain;
            let time = is_own.then(|| span_text(at.range, state.reader(), state.now.get()));
            let change = at
                .change
                .map(|change| words::change(state.lang.get(), change));
            Some((
                time.map(|time| view! { <span class="q">{time}</span> }),
                at.rate.map(|rate| view! { <b>{bit_rate(rate)}</b> }),
                change.map(|change| view! { <span>{change}</span> }),
            ))
        })
    };
    // What is exact is for reading closely.
    let is_close = place != Place::Floating;
    let rate_exact = move || {
        let rate = is_close.then(|| rate.get()).flatten();
        rate.map(|rate| format!("{rate} bit/s"))
    };
    let volume = move || {
        let bits = is_close.then(|| bits.get()).flatten()?;
        let text = state.watched.with(|watched| slot_volume(bits, watched));
        Some(view! { <span title=format!("{bits} bit")>{text}</span> })
    };
    let why = why(state, shown, slot);
    let followed = move || marked(state.followed.get(), None);
    view! {
        <Show when=move || reading.with(Option::is_some)>
            <div class="foot" class:on=followed>
                <span title=rate_exact><i class="sw slate"></i>{name}{figures}</span>
                {volume}
                {move || why.get().map(|why| view! { <span class="whole">{why}</span> })}
            </div>
        </Show>
    }
    .into_any()
}
