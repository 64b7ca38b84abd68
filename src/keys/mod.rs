//! The keyboard: one map for the whole page. What a key means is decided in [`map`], what is then done in [`act`].
//!
//! Keys in a focused chart are the chart's own (`src/chart/keys.rs`).

mod act;
mod list;
mod map;

use crate::state::State;
use crate::stored;
use crate::words::Key;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
pub use list::{Entry, GROUPS, Group};
pub use map::First;
use map::{Press, Step, step};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

/// Where it is kept in this browser that characters are no keys.
const STORED: &str = "originscope.keys";
/// How long a second key is waited for: long for slow hands, short enough that a stray `t` does not catch a later key.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it stands there what a key did: a few words, read at a glance.
const READABLE: Duration = Duration::from_secs(4);

/// What the keyboard waits for, and whether it listens.
#[derive(Clone, Copy)]
pub struct Keys {
    /// The first key of two.
    pub waiting: RwSignal<Option<First>>,
    /// Whether single characters are keys.
    pub singles: RwSignal<bool>,
    /// What the last key did, where nothing else on the page shows it.
    pub did: RwSignal<Option<Key>>,
}

impl Keys {
    /// Nothing pressed; characters as the reader left them.
    pub fn new() -> Self {
        Self {
            waiting: RwSignal::new(None),
            singles: RwSignal::new(stored::read(STORED).as_deref() != Some("off")),
            did: RwSignal::new(None),
        }
    }

    /// Turns the characters on or off, in this browser for good.
    pub fn set_singles(&self, are_on: bool) {
        stored::write(STORED, (!are_on).then_some("off"));
        self.waiting.set(None);
        self.singles.set(are_on);
    }
}

/// Says what a key did where nothing else shows it: aloud, and for a moment where the hint for a second key stands.
pub fn report(state: State, did: Key) {
    state.said.set(untrack(|| state.t(did)).to_owned());
    state.keys.did.set(Some(did));
}

/// Listens on the whole page.
///
/// Escape and the second key of two are taken before a focused chart sees them: a menu over the chart closes before its
/// selection is dropped, and `t` `←` moves the range and not the cursor. All others come after the chart.
pub fn follow(state: State) {
    let early = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        let is_second = state.keys.waiting.get_untracked().is_some();
        if is_second || event.key() == "Escape" {
            press(state, &event);
        }
    });
    let callback: &js_sys::Function = early.as_ref().unchecked_ref();
    let capture = true;
    if let Err(error) =
        window().add_event_listener_with_callback_and_bool("keydown", callback, capture)
    {
        leptos::logging::warn!("no keys: {error:?}");
    }
    // It lives as long as the page.
    early.forget();
    let late = window_event_listener(leptos::ev::keydown, move |event| {
        let is_first = state.keys.waiting.get_untracked().is_none();
        if is_first && event.key() != "Escape" && !event.default_prevented() {
            press(state, &event);
        }
    });
    let elsewhere = window_event_listener(leptos::ev::pointerdown, move |_| forget(state));
    on_cleanup(move || {
        late.remove();
        elsewhere.remove();
    });
    forget_in_time(state);
    leave_in_time(state);
}

/// What a key did is not shown for longer than it takes to read it.
fn leave_in_time(state: State) {
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = timer {
            timer.clear();
        }
        state.keys.did.get()?;
        set_timeout_with_handle(move || state.keys.did.set(None), READABLE).ok()
    });
}

fn press(state: State, event: &KeyboardEvent) {
    let key = event.key();
    let pressed = Press {
        key: &key,
        is_shifted: event.shift_key(),
        is_combined: event.ctrl_key() || event.meta_key() || event.alt_key(),
        is_repeated: event.repeat(),
        is_typed: event.is_composing() || is_typed(event),
        is_covered: is_covered(),
    };
    let waiting = state.keys.waiting.get_untracked();
    let singles = state.keys.singles.get_untracked();
    let is_done = match step(waiting, pressed, singles) {
        Step::Pass => false,
        Step::Forget => {
            forget(state);
            true
        }
        Step::Wait(first) => {
            state.keys.waiting.set(Some(first));
            true
        }
        Step::Do(action) => {
            forget(state);
            act::perform(state, action, is_chart(event))
        }
    };
    if is_done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn forget(state: State) {
    if state.keys.waiting.get_untracked().is_some() {
        state.keys.waiting.set(None);
    }
}

/// A second key that does not come is not waited for forever.
fn forget_in_time(state: State) {
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = timer {
            timer.clear();
        }
        state.keys.waiting.get()?;
        set_timeout_with_handle(move || forget(state), PATIENCE).ok()
    });
}

/// Whether the key goes into a field that takes text or chooses by letters.
fn is_typed(event: &KeyboardEvent) -> bool {
    let Some(on) = event
        .target()
        .and_then(|on| on.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    let is_plain_input = on
        .dyn_ref::<HtmlInputElement>()
        .is_some_and(|input| matches!(input.type_().as_str(), "checkbox" | "radio" | "file"));
    let takes_text = matches!(on.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    (takes_text && !is_plain_input) || on.is_content_editable()
}

/// Whether the key goes to a chart, which has keys of its own.
fn is_chart(event: &KeyboardEvent) -> bool {
    let on = event.target().and_then(|on| on.dyn_into::<Element>().ok());
    on.is_some_and(|on| on.tag_name() == "CANVAS")
}

/// Whether a modal sheet is open.
fn is_covered() -> bool {
    let found: Result<Option<Element>, _> = document().query_selector("dialog:modal");
    found.ok().flatten().is_some()
}
