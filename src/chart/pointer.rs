//! What the pointer and the arrow keys point at.

use leptos::prelude::*;
use originscope_plot::{Drawn, PanelModel, neighbour, slot_at_px};
use std::sync::Arc;
use web_sys::{KeyboardEvent, PointerEvent};

/// A slot under the pointer, shared by all panels; panels with another grain find their own slot by its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hover {
    /// Start of the slot, UTC seconds.
    pub at: i64,
    /// Length of the slot, seconds.
    pub grain: i64,
}

/// Turns events on one panel's canvas into a hovered slot. Nothing here paints.
#[derive(Clone, Copy)]
pub(super) struct Pointer {
    pub(super) model: Signal<Option<Arc<PanelModel>>>,
    pub(super) drawn: ReadSignal<Option<Drawn>>,
    pub(super) hover: RwSignal<Option<Hover>>,
}

impl Pointer {
    /// The pointer moved over the canvas.
    pub(super) fn moved(&self, event: &PointerEvent) {
        let x = f64::from(event.offset_x());
        let found = self.model.with_untracked(|model| {
            let model = model.as_deref()?;
            let slot = self
                .drawn
                .with_untracked(|drawn| slot_at_px(model, &drawn.as_ref()?.layout, x))?;
            Some(hover_of(model, slot))
        });
        self.set(found);
    }

    /// The pointer left the canvas.
    pub(super) fn left(&self) {
        self.set(None);
    }

    /// A key went down in the focused canvas: arrows move by one slot, with shift by ten, Home and End to the ends.
    /// Returns whether the key was ours.
    pub(super) fn key(&self, event: &KeyboardEvent) -> bool {
        let stride = if event.shift_key() { 10 } else { 1 };
        let steps = match event.key().as_str() {
            "ArrowLeft" => -stride,
            "ArrowRight" => stride,
            "Home" => i64::from(i32::MIN),
            "End" => i64::from(i32::MAX),
            _ => return false,
        };
        let at = self.hover.get_untracked().map(|hover| hover.at);
        let found = self.model.with_untracked(|model| {
            let model = model.as_deref()?;
            Some(hover_of(model, neighbour(model, at, steps)?))
        });
        if found.is_some() {
            self.set(found);
        }
        true
    }

    /// Writes only what changed, so that a move within a slot wakes nobody.
    fn set(&self, found: Option<Hover>) {
        if self.hover.get_untracked() != found {
            self.hover.set(found);
        }
    }
}

fn hover_of(model: &PanelModel, slot: usize) -> Hover {
    Hover {
        at: model.time_of(slot),
        grain: model.grain,
    }
}
