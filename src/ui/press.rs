//! A press that means one thing, and with a modifier key or held down on a touch screen another.

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How long a finger rests until that is the other press: as long as the systems' own long press.
const HELD: Duration = Duration::from_millis(500);
/// A finger that moves further scrolls, CSS pixels.
const STILL: f64 = 10.0;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// A click, a tap, Enter or Space.
    Plain,
    /// The same with Ctrl, Cmd or Shift, or a finger held down.
    Other,
}

/// Watches one control. Its methods are the control's handlers.
#[derive(Clone, Copy)]
pub struct Press {
    on: Callback<Pressed>,
    start: StoredValue<Option<(f64, f64, TimeoutHandle)>>,
    was_held: StoredValue<bool>,
}

impl Press {
    /// Calls `on` with what happened.
    pub fn new(on: impl Fn(Pressed) + Send + Sync + 'static) -> Self {
        let start = StoredValue::new(None::<(f64, f64, TimeoutHandle)>);
        on_cleanup(move || {
            if let Some(Some((_, _, timer))) = start.try_get_value() {
                timer.clear();
            }
        });
        Self {
            on: Callback::new(on),
            start,
            was_held: StoredValue::new(false),
        }
    }

    /// `pointerdown`
    pub fn down(self, event: &PointerEvent) {
        self.end();
        self.was_held.set_value(false);
        if event.pointer_type() != "touch" {
            return;
        }
        let held = move || {
            self.was_held.set_value(true);
            self.on.run(Pressed::Other);
        };
        if let Ok(timer) = set_timeout_with_handle(held, HELD) {
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            self.start.set_value(Some((x, y, timer)));
        }
    }

    /// `pointermove`
    pub fn moved(self, event: &PointerEvent) {
        let Some((x, y, _)) = self.start.get_value() else {
            return;
        };
        let (dx, dy) = (
            f64::from(event.client_x()) - x,
            f64::from(event.client_y()) - y,
        );
        if dx.hypot(dy) > STILL {
            self.end();
        }
    }

    /// `pointerup` and `pointercancel`
    pub fn end(self) {
        if let Some((_, _, timer)) = self.start.get_value() {
            timer.clear();
            self.start.set_value(None);
        }
    }

    /// `click`
    pub fn click(self, event: &MouseEvent) {
        if self.was_held.get_value() {
            self.was_held.set_value(false);
            return;
        }
        let other = event.ctrl_key() || event.meta_key() || event.shift_key();
        self.on.run(if other {
            Pressed::Other
        } else {
            Pressed::Plain
        });
    }

    /// `keydown`: with a modifier browsers do not agree on whether Enter is a click.
    pub fn key(self, event: &KeyboardEvent) {
        let other = event.ctrl_key() || event.meta_key() || event.shift_key();
        if other && matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            self.on.run(Pressed::Other);
        }
    }

    /// `contextmenu`: a held finger asks for it on some systems.
    pub fn menu(self, event: &MouseEvent) {
        if self.was_held.get_value() || self.start.get_value().is_some() {
            event.prevent_default();
        }
    }

    /// `mousedown`: with Shift it would select text.
    pub fn mouse_down(self, event: &MouseEvent) {
        if event.shift_key() {
            event.prevent_default();
        }
    }
}
