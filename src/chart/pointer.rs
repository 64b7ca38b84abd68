//! Mouse, pen and finger on one panel's canvas.
//!
//! A mouse points, pins with a click and selects by dragging. A finger taps and scrubs sideways; its vertical swipes belong
//! to the page (`touch-action: pan-y`), and it selects with handles instead. The wheel is nobody's here.

use crate::chart::controls::Controls;
use leptos::prelude::*;
use originscope_plot::snapped;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// A press that moved less than this is a click, CSS pixels.
const CLICK: f64 = 4.0;

/// What the pointer is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Gesture {
    /// Nothing pressed.
    #[default]
    Idle,
    /// Pressed on a slot, not moved yet.
    Pressed { x: f64, slot: usize },
    /// Selecting from that slot.
    Dragging { slot: usize },
    /// Ended in a way that is no click, though the browser will report one.
    Spent,
}

/// Turns pointer events into a hover, a pin or a selection.
#[derive(Clone, Copy)]
pub(super) struct Pointer {
    controls: Controls,
    gesture: StoredValue<Gesture>,
    /// Whether the last press was a finger's.
    touched: StoredValue<bool>,
}

fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

impl Pointer {
    pub(super) fn new(controls: Controls) -> Self {
        Self {
            controls,
            gesture: StoredValue::new(Gesture::Idle),
            touched: StoredValue::new(false),
        }
    }

    pub(super) fn down(&self, event: &PointerEvent) {
        let x = f64::from(event.offset_x());
        let touch = is_touch(event);
        self.touched.set_value(touch);
        let slot = self.controls.slot_at(x, touch);
        let gesture = match slot {
            // A tap moves the cursor, and that is all that a tap does.
            _ if touch => Gesture::Spent,
            Some(slot) if event.button() == 0 => Gesture::Pressed { x, slot },
            _ => Gesture::Idle,
        };
        self.gesture.set_value(gesture);
        self.show(slot, touch);
    }

    pub(super) fn moved(&self, event: &PointerEvent) {
        let x = f64::from(event.offset_x());
        match self.gesture.get_value() {
            Gesture::Pressed { x: from, slot } if (x - from).abs() >= CLICK => {
                self.start_drag(event, slot);
                self.drag(slot, x);
            }
            Gesture::Dragging { slot } => self.drag(slot, x),
            _ => {
                let touch = is_touch(event);
                let slot = self.controls.slot_at(x, touch);
                self.show(slot, touch);
                if !touch {
                    self.controls.trace(slot, f64::from(event.offset_y()));
                }
            }
        }
    }

    fn start_drag(&self, event: &PointerEvent, slot: usize) {
        if self.controls.on_zoom.is_none() {
            return;
        }
        self.gesture.set_value(Gesture::Dragging { slot });
        // The drag goes on outside the canvas. Where capturing fails it ends at the edge.
        if let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        {
            let _ = target.set_pointer_capture(event.pointer_id());
        }
    }

    fn drag(&self, from: usize, x: f64) {
        if !matches!(self.gesture.get_value(), Gesture::Dragging { .. }) {
            return;
        }
        let Some(to) = self.controls.slot_at(x, true) else {
            return;
        };
        self.controls.point(self.controls.hover_of(to));
        let range = self.controls.read(|model| Some(snapped(model, from, to)));
        self.controls.select(range);
    }

    pub(super) fn up(&self) {
        if !matches!(self.gesture.get_value(), Gesture::Dragging { .. }) {
            return;
        }
        self.gesture.set_value(Gesture::Spent);
        let range = self.controls.selection.get_untracked();
        if !range.is_some_and(|range| self.controls.zoom(range)) {
            self.controls.select(None);
        }
    }

    /// Ends a drag without a selection; whether there was one.
    pub(super) fn stop(&self) -> bool {
        let is_dragging = matches!(self.gesture.get_value(), Gesture::Dragging { .. });
        if is_dragging {
            self.cancel();
        }
        is_dragging
    }

    /// The browser took the pointer away, for a scroll; or Esc was pressed.
    pub(super) fn cancel(&self) {
        if matches!(self.gesture.get_value(), Gesture::Dragging { .. }) {
            self.controls.select(None);
        }
        self.gesture.set_value(Gesture::Spent);
    }

    /// The focus went elsewhere. What a finger picked stays: it goes on to the strip that reads it.
    pub(super) fn blurred(&self) {
        if !self.touched.get_value() {
            self.controls.point(None);
        }
    }

    pub(super) fn left(&self, event: &PointerEvent) {
        // A lifted finger leaves what it pointed at.
        if !is_touch(event) && !matches!(self.gesture.get_value(), Gesture::Dragging { .. }) {
            self.controls.point(None);
            self.controls.trace(None, 0.0);
        }
    }

    pub(super) fn clicked(&self) {
        let spent = self.gesture.get_value() == Gesture::Spent;
        self.gesture.set_value(Gesture::Idle);
        if let Some(slot) = self.controls.hover.get_untracked().filter(|_| !spent) {
            self.controls.pick(slot);
        }
    }

    /// Shows a slot under the pointer. A finger beside the plot changes nothing.
    fn show(&self, slot: Option<usize>, touch: bool) {
        let found = slot.and_then(|slot| self.controls.hover_of(slot));
        match found {
            Some(found) if touch => self.controls.go(found),
            None if touch => {}
            found => self.controls.point(found),
        }
    }
}
