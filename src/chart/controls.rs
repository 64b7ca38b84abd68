//! What the pointer and the keys of one panel act on: signals that all panels of the page share.

use crate::chart::announce::{Announcement, Heard, Voice};
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{Drawn, PanelModel, Role, series_at_px, slot_at_px, slot_near_px};
use std::sync::Arc;

/// A slot under the pointer, shared by all panels; panels with another grain find their own slot by its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hover {
    /// Start of the slot, UTC seconds.
    pub at: i64,
    /// Length of the slot, seconds.
    pub grain: i64,
}

/// Fewest slots of a selection (research of the product, 3.10).
const FEWEST: i64 = 2;

/// One panel's model and geometry, and the shared state. Nothing here paints.
#[derive(Clone, Copy)]
pub(super) struct Controls {
    pub(super) model: Signal<Option<Arc<PanelModel>>>,
    pub(super) drawn: ReadSignal<Option<Drawn>>,
    pub(super) hover: RwSignal<Option<Hover>>,
    pub(super) pinned: Option<RwSignal<Option<Hover>>>,
    pub(super) selection: RwSignal<Option<TimeRange>>,
    pub(super) followed: RwSignal<Option<Role>>,
    pub(super) voice: Voice,
    pub(super) on_pick: Option<Callback<Hover>>,
    pub(super) on_zoom: Option<Callback<TimeRange>>,
    pub(super) on_zoom_back: Option<Callback<()>>,
}

impl Controls {
    /// The slot that the crosshair stands on: the pinned one, else the hovered one.
    pub(super) fn cursor(&self) -> Option<Hover> {
        let pinned = self.pinned.and_then(|pinned| pinned.get());
        pinned.or_else(|| self.hover.get())
    }

    /// The same, without following changes.
    pub(super) fn cursor_untracked(&self) -> Option<Hover> {
        let pinned = self.pinned.and_then(|pinned| pinned.get_untracked());
        pinned.or_else(|| self.hover.get_untracked())
    }

    /// Reads the model.
    pub(super) fn read<T>(&self, read: impl FnOnce(&PanelModel) -> Option<T>) -> Option<T> {
        self.model.with_untracked(|model| read(model.as_deref()?))
    }

    /// The slot at a horizontal position, CSS pixels from the canvas' left edge; the nearest one if asked so.
    pub(super) fn slot_at(&self, x: f64, nearest: bool) -> Option<usize> {
        let find = if nearest { slot_near_px } else { slot_at_px };
        self.drawn.with_untracked(|drawn| {
            let layout = &drawn.as_ref()?.layout;
            self.read(|model| find(model, layout, x))
        })
    }

    /// A slot as the shared hover.
    pub(super) fn hover_of(&self, slot: usize) -> Option<Hover> {
        self.read(|model| {
            Some(Hover {
                at: model.time_of(slot),
                grain: model.grain,
            })
        })
    }

    /// Moves the hover. Writes only what changed, so that a move within a slot wakes nobody.
    pub(super) fn point(&self, found: Option<Hover>) {
        if self.hover.get_untracked() != found {
            self.hover.set(found);
        }
    }

    /// Follows the series at a height of a slot, CSS pixels from the canvas' upper edge; none where nothing is near.
    pub(super) fn trace(&self, slot: Option<usize>, y: f64) {
        let found = slot.and_then(|slot| {
            self.drawn.with_untracked(|drawn| {
                let drawn = drawn.as_ref()?;
                self.read(|model| series_at_px(model, drawn, slot, y))
            })
        });
        if self.followed.get_untracked() != found {
            self.followed.set(found);
        }
    }

    /// Moves the cursor, and the pin with it.
    pub(super) fn go(&self, to: Hover) {
        if let Some(pinned) = self
            .pinned
            .filter(|pinned| pinned.get_untracked().is_some())
        {
            pinned.set(Some(to));
        }
        self.point(Some(to));
    }

    /// Pins a slot, or frees it if it was the pinned one.
    pub(super) fn pick(&self, slot: Hover) {
        let Some(pinned) = self.pinned else {
            if let Some(on_pick) = self.on_pick {
                on_pick.run(slot);
            }
            return;
        };
        let is_same = pinned.get_untracked() == Some(slot);
        pinned.set((!is_same).then_some(slot));
        self.say(if is_same { Heard::Freed } else { Heard::Pinned });
    }

    /// Selects a range, or nothing.
    pub(super) fn select(&self, range: Option<TimeRange>) {
        if self.selection.get_untracked() != range {
            self.selection.set(range);
        }
    }

    /// Goes to a range of at least two slots and drops the selection; whether it did.
    pub(super) fn zoom(&self, range: TimeRange) -> bool {
        let grain = self.read(|model| Some(model.grain)).unwrap_or(i64::MAX);
        let Some(on_zoom) = self
            .on_zoom
            .filter(|_| range.seconds() >= grain.saturating_mul(FEWEST))
        else {
            return false;
        };
        self.select(None);
        on_zoom.run(range);
        true
    }

    /// Announces what happened at the cursor.
    pub(super) fn say(&self, what: Heard) {
        let at = self
            .cursor_untracked()
            .or_else(|| self.hover.get_untracked());
        let followed = self.followed.get_untracked();
        let announcement = self.read(|model| {
            let at = at.map_or(model.first, |at| at.at);
            Announcement::of(what, model, at, followed)
        });
        if let Some(announcement) = announcement {
            self.voice.say(announcement);
        }
    }
}
