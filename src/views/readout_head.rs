//! The time of a slot that is read, and the way to let go of it.

use super::readout::{Place, Read};
use crate::clock;
use crate::facts::{Reader, span_text, zone_at};
use crate::state::State;
use crate::ui::{Button, Glyph, Icon};
use crate::words::Key;
use leptos::prelude::*;
use originscope_core::{TimeRange, format};

/// From when to when the slot lasts, in which zone.
pub(super) fn head(state: State, slot: Read, place: Place) -> AnyView {
    let clocks = move || {
        let slot = slot.get()?;
        let range = TimeRange::new(slot.at, slot.at.saturating_add(slot.grain));
        Some(span_text(range, state.reader(), state.now.get()))
    };
    let zones = Memo::new(move |_| slot.get().map(|slot| zones(state.reader(), slot.at)));
    let docked = (place == Place::Docked).then(|| {
        // Two zones need the room of the hint; the cross beside it says the same.
        let has_hint = move || {
            let other = |slot: crate::chart::Hover| other_zone(state.reader(), slot.at);
            slot.get().and_then(other).is_none()
        };
        let unpin = Signal::derive(move || state.t(Key::Unpin).to_owned());
        view! {
            <Show when=has_hint><kbd>"Esc"</kbd></Show>
            <Button class="bare sm" label=unpin glyph=Glyph::Cross on_click=move || state.unpin()/>
        }
    });
    view! {
        <div class="top">
            {docked.is_some().then(|| view! { <Icon glyph=Glyph::Pin/> })}
            <b>{clocks}</b>
            <span class="q">{move || zones.get()}</span>
            <span class="grow"></span>
            {docked}
        </div>
    }
    .into_any()
}

/// The zone of the shown times, and the slot's start in the other one.
fn zones(reader: Reader, at: i64) -> String {
    let zone = zone_at(reader.offset, at);
    match other_zone(reader, at) {
        Some(offset) => {
            let clock = format::clock(at, offset);
            format!("{zone} • {clock} {}", zone_at(offset.into(), at))
        }
        None => zone,
    }
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
