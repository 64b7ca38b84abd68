//! What one slot holds: floating beside the crosshair, docked under the legend once it is pinned.

use super::slot_table::{SlotTable, marked};
use crate::chart::{Floating, Hover};
use crate::clock;
use crate::facts::{
    Reader, Shown, bit_rate, over_threshold, slot_reading, slot_volume, slot_why, source_name,
    span_text, traffic_reading, view, zone_at,
};
use crate::state::State;
use crate::ui::{Button, Glyph, Icon};
use crate::words::{self, Key, fill};
use leptos::prelude::*;
use originscope_core::{Metric, TimeRange, format};
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

/// The pinned slot under the legend; nothing without one.
#[component]
pub fn ReadoutPanel(state: State) -> impl IntoView {
    move || {
        let slot = state.pinned.get()?;
        Some(view! {
            <section class="read" aria-label=move || state.t(Key::ReadoutLabel)>
                {move || body(state, slot, Place::Docked)}
            </section>
        })
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
                {move || slot.get().map(|slot| body(state, slot, Place::Floating))}
            </section>
        </Floating>
    }
}

/// The slot's time, and what every source has in it.
pub(super) fn body(state: State, slot: Hover, place: Place) -> AnyView {
    view! {
        {head(state, slot, place)}
        {sources(state, slot, place)}
    }
    .into_any()
}

fn head(state: State, slot: Hover, place: Place) -> AnyView {
    let range = TimeRange::new(slot.at, slot.at.saturating_add(slot.grain));
    let reader = state.reader();
    let clocks = span_text(range, reader, state.now.get());
    let zone = zone_at(reader.offset, slot.at);
    let other = other_zone(reader, slot.at).map(|offset| {
        let clock = format::clock(slot.at, offset);
        format!(" • {clock} {}", zone_at(offset.into(), slot.at))
    });
    // Two zones need the room of the hint; the cross beside it says the same.
    let has_hint = other.is_none();
    let docked = (place == Place::Docked).then(|| {
        let unpin = Signal::derive(move || state.t(Key::Unpin).to_owned());
        view! {
            {has_hint.then(|| view! { <kbd>"Esc"</kbd> })}
            <Button class="bare sm" label=unpin glyph=Glyph::Cross on_click=move || state.unpin()/>
        }
    });
    view! {
        <div class="top">
            {docked.is_some().then(|| view! { <Icon glyph=Glyph::Pin/> })}
            <b>{clocks}</b>
            <span class="q">{zone}{other}</span>
            <span class="grow"></span>
            {docked}
        </div>
    }
    .into_any()
}

/// The zone that a slot is told in too: UTC beside any other one, the reader's own beside UTC.
fn other_zone(reader: Reader, at: i64) -> Option<i64> {
    let mine = reader.offset.at(at);
    let other = if mine == 0 {
        clock::browser_offset(at)
    } else {
        0
    };
    (other != mine).then_some(other)
}

fn sources(state: State, slot: Hover, place: Place) -> AnyView {
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

fn codes_at(
    state: State,
    shown: &Arc<Shown>,
    slot: Hover,
    place: Place,
    is_named: bool,
) -> AnyView {
    let opened = state.opened.get();
    let reading = state.board.with(|board| {
        let earlier = board.earlier_of(shown.spec.id).map(AsRef::as_ref);
        slot_reading(shown, earlier, slot.at, &opened)
    });
    let Some(reading) = reading else {
        return ().into_any();
    };
    let lang = state.lang.get();
    let why = why(state, shown, slot);
    let name = is_named.then(|| source_name(lang, shown.spec));
    let responses = reading
        .responses
        .map(|n| fill(lang, Key::Responses, &[("n", &format::count(n))]));
    let length = words::span(lang, reading.range.seconds());
    let foot = [responses, Some(length)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" • ");
    let has_rows = !reading.rows.is_empty() || !reading.zeros.is_empty();
    view! {
        {name.map(|name| view! { <p class="state q">{name}</p> })}
        {why.map(|why| view! { <p class="state">{why}</p> })}
        {has_rows.then(|| view! { <SlotTable state reading place/> })}
        <div class="foot"><span>{foot}</span></div>
    }
    .into_any()
}

fn why(state: State, shown: &Arc<Shown>, slot: Hover) -> Option<String> {
    state
        .board
        .with(|board| slot_why(board, shown, slot.at, state.reader()))
}

fn traffic_at(
    state: State,
    shown: &Arc<Shown>,
    slot: Hover,
    place: Place,
    is_named: bool,
) -> AnyView {
    let reading = state.board.with(|board| {
        let earlier = board.earlier_of(shown.spec.id).map(AsRef::as_ref);
        traffic_reading(shown, earlier, slot.at)
    });
    let Some(reading) = reading else {
        return ().into_any();
    };
    let lang = state.lang.get();
    let name = if is_named {
        source_name(lang, shown.spec).to_owned()
    } else {
        state.t(Key::OriginTraffic).to_owned()
    };
    // A slot of another length than the pointed one says its own time.
    let own_time = (reading.range.seconds() != slot.grain)
        .then(|| span_text(reading.range, state.reader(), state.now.get()));
    let rate = reading.rate.map(
        |rate| view! { <span class="b" title=format!("{rate} bit/s")>{bit_rate(rate)}</span> },
    );
    let change = reading
        .change
        .map(|change| view! { <span>{words::change(lang, change)}</span> });
    // The exact volume is for reading closely.
    let volume = reading
        .bits
        .filter(|_| place != Place::Floating)
        .map(|bits| {
            let text = state.watched.with(|watched| slot_volume(bits, watched));
            view! { <span title=format!("{bits} bit")>{text}</span> }
        });
    let why = why(state, shown, slot);
    let followed = marked(state.followed.get(), None);
    view! {
        <div class="foot" class:on=followed>
            <span>
                <i class="sw slate"></i>{name}
                {own_time.map(|time| view! { <span class="q">{time}</span> })}
                {rate}
                {change}
            </span>
            {volume}
            {why.map(|why| view! { <span class="whole">{why}</span> })}
        </div>
    }
    .into_any()
}
