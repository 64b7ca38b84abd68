//! What one slot holds: beside the charts on a desk, in a strip above them on a phone.

use super::swatch::name as swatch_name;
use crate::chart::Hover;
use crate::facts::{
    Shown, bit_rate, bit_rates, day_and_time, slot_bits, slot_volume, source_name, span_text,
    zone_text,
};
use crate::state::State;
use crate::ui::{Button, Glyph, Icon};
use crate::words::{self, Key, fill, share_precise};
use leptos::prelude::*;
use originscope_core::{Class, Data, Lang, Metric, Series, SlotState, TimeRange, format};
use std::sync::Arc;

/// The slot that is read: the pinned one, else the one under the pointer.
fn read_slot(state: State) -> Option<Hover> {
    state.pinned.get().or_else(|| state.hover.get())
}

/// The docked readout.
#[component]
pub fn ReadoutPanel(state: State) -> impl IntoView {
    let unpin = Signal::derive(move || state.t(Key::Unpin).to_owned());
    let is_pinned = move || state.pinned.get().is_some();
    view! {
        <section class="read" aria-label=move || state.t(Key::ReadoutLabel)>
            {move || read_slot(state).map_or_else(
                || view! { <p class="state" style="padding-top:8px">{state.t(Key::ReadoutIdle)}</p> }.into_any(),
                |slot| view! {
                    <div class="top">
                        <Show when=is_pinned><Icon glyph=Glyph::Pin/></Show>
                        <b>{slot_clock(state, slot)}</b>
                        <span class="q">{zone_text(state.offset())}</span>
                        <span class="grow"></span>
                        <Show when=is_pinned>
                            <kbd>"Esc"</kbd>
                            <Button class="bare sm" label=unpin glyph=Glyph::Cross on_click=move || state.unpin()/>
                        </Show>
                    </div>
                    {sources_at(state, slot)}
                }.into_any(),
            )}
        </section>
    }
}

fn slot_clock(state: State, slot: Hover) -> String {
    let range = TimeRange::new(slot.at, slot.at.saturating_add(slot.grain));
    span_text(range, state.reader(), state.now.get())
}

fn sources_at(state: State, slot: Hover) -> AnyView {
    let shown = state.board.with(|board| board.shown.clone());
    let many = shown.len() > 2;
    shown
        .iter()
        .map(|source| match source.spec.metric {
            Metric::StatusCodes => codes_at(state, source, slot, many),
            Metric::Traffic => traffic_at(state, source, slot, many),
        })
        .collect_view()
        .into_any()
}

/// Why a slot has no numbers, or that they are provisional.
const fn state_word(state: SlotState) -> Option<Key> {
    match state {
        SlotState::Came => None,
        SlotState::Provisional => Some(Key::StateProvisional),
        SlotState::Absent => Some(Key::StateAbsent),
        SlotState::NotYet => Some(Key::StateNotYet),
        SlotState::OutOfReach => Some(Key::StateOutOfReach),
        SlotState::Failed => Some(Key::StateFailed),
        SlotState::Waiting => Some(Key::StateWaiting),
    }
}

fn codes_at(state: State, shown: &Arc<Shown>, hover: Hover, many: bool) -> AnyView {
    let Some(slot) = shown.timeline.slot_at(hover.at) else {
        return ().into_any();
    };
    let slot_state = shown
        .timeline
        .states
        .get(slot)
        .copied()
        .unwrap_or(SlotState::Absent);
    let word = state_word(slot_state).map(|key| state.t(key));
    let name = many.then(|| source_name(state.lang.get(), shown.spec));
    let rows = code_values(shown, slot, &state.opened.get());
    let quiet = shown
        .timeline
        .no_requests(slot)
        .then(|| state.t(Key::NoRequests));
    let has_counts = rows.iter().any(|(_, _, count)| count.is_some());
    let total: f64 = rows.iter().filter_map(|(_, _, count)| *count).sum();
    view! {
        {name.map(|name| view! { <p class="state q">{name}</p> })}
        {word.or(quiet).map(|word| view! { <p class="state">{word}</p> })}
        {(!rows.is_empty()).then(|| view! {
            <table>
                <thead><tr>
                    <th scope="col">{state.t(Key::SlotHead)}</th>
                    <th scope="col">{state.t(Key::Share)}</th>
                    {has_counts.then(|| view! { <th scope="col">{state.t(Key::Count)}</th> })}
                </tr></thead>
                <tbody>{code_lines(state.lang.get(), &rows, has_counts)}</tbody>
            </table>
        })}
        {has_counts.then(|| {
            let text = fill(state.lang.get(), Key::Responses, &[("n", &format::count(total))]);
            view! { <div class="foot"><span>{text}</span></div> }
        })}
    }
    .into_any()
}

/// A class or a code in a slot: share in percent, and count where the source sends counts.
type SlotValue = (Series, f64, Option<f64>);

/// What is not zero in a slot, in the order of the stack: the codes of classes that are open in the legend, and the
/// other classes as one line each.
fn code_values(shown: &Arc<Shown>, slot: usize, opened: &[Class]) -> Vec<SlotValue> {
    let Data::Codes(columns) = &shown.timeline.data else {
        return Vec::new();
    };
    let value = |column: Option<&Vec<f64>>| {
        column
            .and_then(|values| values.get(slot))
            .copied()
            .filter(|v| v.is_finite())
    };
    let mut rows: Vec<SlotValue> = Vec::new();
    for class in Class::STACK {
        if !opened.contains(&class) {
            let count = shown.timeline.class_counts(class);
            let share = value(Some(&shown.timeline.class_shares(class)));
            rows.extend(share.map(|share| (Series::Class(class), share, value(count.as_ref()))));
            continue;
        }
        for (place, code) in columns
            .codes
            .iter()
            .enumerate()
            .filter(|(_, code)| code.class() == class)
        {
            let count = value(columns.counts.as_ref().and_then(|counts| counts.get(place)));
            rows.extend(
                value(columns.shares.get(place)).map(|share| (Series::Code(*code), share, count)),
            );
        }
    }
    rows.retain(|(_, share, _)| *share > 0.0);
    rows
}

fn code_lines(lang: Lang, rows: &[SlotValue], has_counts: bool) -> AnyView {
    let is_largest = |series: Series, share: f64| {
        rows.iter()
            .filter(|(other, _, _)| other.class() == series.class())
            .all(|(_, other, _)| *other <= share)
    };
    rows.iter()
        .map(|(series, share, count)| {
            let class = series.class();
            view! {
                <tr>
                    <th scope="row"><span class="nm"><i class=format!("sw {}", swatch_name(class, is_largest(*series, *share)))></i>{series.to_string()}</span></th>
                    <td class="sh" title=format!("{share} %")>{share_precise(lang, *share)}</td>
                    {has_counts.then(|| view! { <td>{count.map(format::count).unwrap_or_else(|| "–".to_owned())}</td> })}
                </tr>
            }
        })
        .collect_view()
        .into_any()
}

fn traffic_at(state: State, shown: &Arc<Shown>, hover: Hover, many: bool) -> AnyView {
    let Some(slot) = shown.timeline.slot_at(hover.at) else {
        return ().into_any();
    };
    let slot_state = shown
        .timeline
        .states
        .get(slot)
        .copied()
        .unwrap_or(SlotState::Absent);
    let bits = slot_bits(shown)
        .get(slot)
        .copied()
        .filter(|bits| bits.is_finite());
    let rate = bit_rates(shown)
        .get(slot)
        .copied()
        .filter(|rate| rate.is_finite());
    let lang = state.lang.get();
    let name = if many {
        source_name(lang, shown.spec).to_owned()
    } else {
        state.t(Key::OriginTraffic).to_owned()
    };
    // A slot of another grain than the pointed one says its own time.
    let own_time = (shown.timeline.grain != hover.grain)
        .then(|| day_and_time(shown.timeline.time_of(slot), state.reader(), state.axis()));
    let text = match (rate, bits) {
        (Some(rate), Some(_)) => bit_rate(rate),
        _ => state_word(slot_state)
            .map(|key| state.t(key).to_owned())
            .unwrap_or_else(|| "–".to_owned()),
    };
    let volume = bits.map(slot_volume);
    view! {
        <div class="foot">
            <span>
                <i class="sw slate"></i>{name}
                {own_time.map(|time| view! { <span class="q">{time}</span> })}
                <span class="b" title=rate.map(|rate| format!("{rate} bit/s"))>{text}</span>
            </span>
            {volume.map(|volume| view! { <span title=bits.map(|bits| format!("{bits} bit"))>{volume}</span> })}
        </div>
    }
    .into_any()
}

/// The phone's strip above the charts: the read slot, else the newest complete one.
#[component]
pub fn ReadoutStrip(state: State) -> impl IntoView {
    let parts = move || {
        let (board, lang) = (state.board.get(), state.lang.get());
        let lead = board.lead_codes().or_else(|| board.lead_traffic())?;
        let at = read_slot(state).map(|slot| slot.at).or_else(|| {
            Some(
                lead.timeline
                    .complete_to()?
                    .saturating_sub(lead.timeline.grain),
            )
        })?;
        let class_at = |class: Class| {
            let codes = board.lead_codes()?;
            let slot = codes.timeline.slot_at(at)?;
            codes
                .timeline
                .class_shares(class)
                .get(slot)
                .copied()
                .filter(|share| share.is_finite())
        };
        let rate = board.lead_traffic().and_then(|shown| {
            let slot = shown.timeline.slot_at(at)?;
            bit_rates(&shown)
                .get(slot)
                .copied()
                .filter(|rate| rate.is_finite())
        });
        Some(view! {
            <b class="b">{day_and_time(at, state.reader(), state.axis())}</b>
            {class_at(Class::ServerError).map(|share| view! { <span><i class="sw c5"></i>"5xx "<b class="b">{words::share(lang, share)}</b></span> })}
            {class_at(Class::ClientError).map(|share| view! { <span><i class="sw c4"></i>"4xx "<b class="b">{words::share(lang, share)}</b></span> })}
            {rate.map(|rate| view! { <span><i class="sw slate"></i>{bit_rate(rate)}</span> })}
        })
    };
    view! { <div class="rstrip">{parts}</div> }
}
