//! The phone's strip over the figures: the slot under the cursor, else the newest complete one; a tap shows all of it.

use super::readout::{Place, body};
use crate::chart::{Hover, use_frame};
use crate::facts::{Board, Shown, bit_rate, day_and_time, slot_reading, slot_why, traffic_reading};
use crate::state::State;
use crate::ui::{Glyph, Icon};
use crate::words::{self, Key};
use leptos::prelude::*;
use originscope_core::{Class, Series};

/// The slot that the strip reads.
fn strip_slot(state: State, board: &Board) -> Option<Hover> {
    state
        .pinned
        .get()
        .or_else(|| state.hover.get())
        .or_else(|| {
            let lead = board.lead_codes().or_else(|| board.lead_traffic())?;
            let grain = lead.timeline.grain;
            let at = lead.timeline.complete_to()?.saturating_sub(grain);
            Some(Hover { at, grain })
        })
}

/// The strip, and the whole slot under it once it was tapped.
#[component]
pub fn ReadoutStrip(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    // Where there is room for the floating readout there is no strip, and nothing of it follows the pointer.
    let strip = NodeRef::<leptos::html::Div>::new();
    let frame = use_frame(strip);
    let is_there = Memo::new(move |_| frame.get().is_some());
    let slot = Memo::new(move |_| {
        let is_there = is_there.get();
        is_there.then(|| state.board.with(|board| strip_slot(state, board)))?
    });
    view! {
        <div class="rstrip" node_ref=strip>
            {move || slot.get().map(|slot| view! {
                <button type="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                    {parts(state, slot)}
                    <span class="grow"></span>
                    {move || view! { <Icon glyph=if open.get() { Glyph::Cross } else { Glyph::Down }/> }}
                </button>
            })}
            <Show when=move || open.get() && slot.get().is_some()>
                <section class="read" aria-label=move || state.t(Key::ReadoutLabel)>
                    {body(state, slot.into(), Place::Sheet)}
                </section>
            </Show>
        </div>
    }
}

fn parts(state: State, slot: Hover) -> AnyView {
    let (board, lang) = (state.board.get(), state.lang.get());
    let codes = board.lead_codes();
    let reading = codes
        .as_ref()
        .and_then(|codes| slot_reading(codes, None, slot.at, &[]));
    let share = |class: Class| {
        let reading = reading.as_ref()?;
        let mut rows = reading.rows.iter().chain(&reading.zeros);
        let row = rows.find(|row| row.series == Series::Class(class))?;
        Some(words::share(lang, row.share))
    };
    let lead = codes.clone().or_else(|| board.lead_traffic());
    let why = lead
        .and_then(|lead: std::sync::Arc<Shown>| slot_why(&board, &lead, slot.at, state.reader()));
    let rate = board
        .lead_traffic()
        .and_then(|shown| traffic_reading(&shown, None, slot.at)?.rate);
    let pair = |swatch: &'static str, name: &'static str, share: Option<String>| {
        share.map(|share| view! { <span><i class=format!("sw {swatch}")></i>{name}" "<b class="b">{share}</b></span> })
    };
    view! {
        <b class="b">{day_and_time(slot.at, state.reader(), state.axis())}</b>
        {pair("c5", "5xx", share(Class::ServerError))}
        {pair("c4", "4xx", share(Class::ClientError))}
        {why.map(|why| view! { <span class="cut">{why}</span> })}
        {rate.map(|rate| view! { <span><i class="sw slate"></i>{bit_rate(rate)}</span> })}
    }
    .into_any()
}
