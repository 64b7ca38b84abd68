//! The pinned slot and the address, kept equal: a copied link shows the slot that was meant.

use crate::chart::Hover;
use crate::state::State;
use leptos::prelude::*;
use originscope_core::floor_to;

/// Follows both ways.
pub fn follow(state: State) {
    let asked = Memo::new(move |_| state.query.with(|query| query.pin));
    let grain = Memo::new(move |_| state.board.with(|board| board.grains().first().copied()));
    // From the address, once it is known how long a slot is.
    Effect::new(move |_| {
        let (asked, grain) = (asked.get(), grain.get());
        let pinned = state.pinned.get_untracked();
        match (asked, grain) {
            (Some(at), Some(grain)) if pinned.map(|pinned| pinned.at) != Some(at) => {
                let at = floor_to(at, grain);
                state.pinned.set(Some(Hover { at, grain }));
            }
            (None, _) if pinned.is_some() => state.pinned.set(None),
            _ => {}
        }
    });
    Effect::new(move |before: Option<()>| {
        let pin = state.pinned.with(|pinned| pinned.map(|pinned| pinned.at));
        // What the address asked for waits until there are slots.
        let is_waiting = before.is_none();
        if !is_waiting && asked.get_untracked() != pin {
            state.query.update(|query| query.pin = pin);
        }
    });
}
