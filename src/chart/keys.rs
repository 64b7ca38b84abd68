//! The keyboard in a focused panel: research of the product, 3.4.

use crate::chart::announce::Heard;
use crate::chart::controls::Controls;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::neighbour;
use web_sys::KeyboardEvent;

impl Controls {
    /// A key went down in the focused canvas. Returns whether it was ours.
    pub(super) fn key(&self, event: &KeyboardEvent) -> bool {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let stride = if event.shift_key() { 10 } else { 1 };
        match event.key().as_str() {
            "ArrowLeft" => self.step(-stride),
            "ArrowRight" => self.step(stride),
            "Home" => self.step(i64::from(i32::MIN)),
            "End" => self.step(i64::from(i32::MAX)),
            "ArrowUp" => self.follow(1),
            "ArrowDown" => self.follow(-1),
            "Enter" => self.enter(),
            "[" => self.end_selection(true),
            "]" => self.end_selection(false),
            "z" => self.zoom_to_selection(),
            "Escape" => self.escape(),
            _ => false,
        }
    }

    /// Arrows move by one slot, with shift by ten, Home and End to the ends.
    fn step(&self, steps: i64) -> bool {
        let at = self.cursor_untracked().map(|cursor| cursor.at);
        let slot = match (at, steps) {
            // Without a cursor Home and End still go to their ends.
            (None, ..=-1_000) => self.read(|_| Some(0)),
            _ => self.read(|model| neighbour(model, at, steps)),
        };
        if let Some(to) = slot.and_then(|slot| self.hover_of(slot)) {
            self.go(to);
            self.say(Heard::Slot);
        }
        true
    }

    /// Up and down follow the series above and below, as a stack shows them; at the ends they stay.
    fn follow(&self, by: isize) -> bool {
        let current = self.followed.get_untracked();
        let next = self.read(|model| {
            let place = |role| model.series.iter().position(|series| series.role == role);
            let last = model.series.len().checked_sub(1)?;
            let at = current.and_then(place).unwrap_or(0);
            let to = at.saturating_add_signed(by).min(last);
            model.series.get(to).map(|series| series.role)
        });
        if let Some(next) = next {
            self.followed.set(Some(next));
            self.say(Heard::Series);
        }
        true
    }

    fn enter(&self) -> bool {
        if let Some(slot) = self.cursor_untracked() {
            self.pick(slot);
        }
        true
    }

    /// `[` begins the selection with the cursor's slot, `]` ends it with that slot.
    fn end_selection(&self, begins: bool) -> bool {
        let Some(cursor) = self.cursor_untracked() else {
            return true;
        };
        let after = cursor.at.saturating_add(cursor.grain);
        let known = self.selection.get_untracked();
        let range = match (begins, known) {
            (true, Some(range)) if range.end > cursor.at => TimeRange::new(cursor.at, range.end),
            (false, Some(range)) if range.start < after => TimeRange::new(range.start, after),
            _ => TimeRange::new(cursor.at, after),
        };
        self.select(Some(range));
        self.say(Heard::Selected(range));
        true
    }

    /// Only with a selection is the key ours: `t z` of the page is another thing.
    fn zoom_to_selection(&self) -> bool {
        let Some(range) = self.selection.get_untracked() else {
            return false;
        };
        if self.zoom(range) {
            self.say(Heard::Zoomed(range));
        }
        true
    }

    /// Drops the selection, else frees the pinned slot; else the key is the page's.
    fn escape(&self) -> bool {
        if self.selection.get_untracked().is_some() {
            self.select(None);
            self.say(Heard::Dropped);
            return true;
        }
        let Some(pinned) = self
            .pinned
            .filter(|pinned| pinned.get_untracked().is_some())
        else {
            return false;
        };
        self.say(Heard::Freed);
        pinned.set(None);
        true
    }
}
