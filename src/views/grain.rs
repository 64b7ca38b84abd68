//! Choosing the length of a slot.

use crate::facts::{NoGrain, gives};
use crate::state::{Menu, State};
use crate::ui::{Popover, Rows};
use crate::words::{self, Key, fill};
use leptos::prelude::*;
use originscope_core::format;

/// The lengths on offer, seconds.
const STEPS: [i64; 4] = [60, 300, 3_600, 86_400];

/// The grain in use, and the choice of another.
#[component]
pub fn GrainPicker(state: State) -> impl IntoView {
    let open = state.menu(Menu::Grain);
    let text = Memo::new(move |_| grain_text(state));
    let label = Signal::derive(move || state.t(Key::GrainLabel).to_owned());
    view! {
        <Popover open label trigger=move || view! { <span>{text}</span> }.into_any()>
            <Rows label>
                <Row state step=None open/>
                {STEPS.map(|step| view! { <Row state step=Some(step) open/> }).collect_view()}
            </Rows>
        </Popover>
    }
}

/// The grain of what is shown.
pub(super) fn grain_text(state: State) -> String {
    let grains = state.board.with(|board| board.grains());
    match grains.as_slice() {
        [grain] => words::span(state.lang.get(), *grain),
        [] => state.t(Key::GrainAuto).to_owned(),
        _ => state.t(Key::GrainMixed).to_owned(),
    }
}

#[component]
fn Row(state: State, step: Option<i64>, open: RwSignal<bool>) -> impl IntoView {
    let is_on = move || state.query.with(|query| query.step == step);
    // Explained, and therefore still reached by the keyboard.
    let why_not = Memo::new(move |_| {
        let (range, now) = (state.range.get(), state.now.get());
        let offer = state.live.with(|live| gives(live, range, step?, now).err());
        offer.map(|why| reason(state, why))
    });
    let pick = move |_| {
        if why_not.with_untracked(Option::is_none) {
            state.query.update(|query| query.step = step);
            open.set(false);
        }
    };
    let name = move || {
        step.map_or_else(
            || state.t(Key::GrainAuto).to_owned(),
            |grain| words::span(state.lang.get(), grain),
        )
    };
    view! {
        <button
            type="button"
            class=move || if is_on() { "row on" } else { "row" }
            aria-pressed=move || is_on().to_string()
            aria-disabled=move || why_not.with(Option::is_some).then_some("true")
            on:click=pick
        >{name}<span class="q">{why_not}</span></button>
    }
}

fn reason(state: State, why: NoGrain) -> String {
    let lang = state.lang.get();
    match why {
        NoGrain::Unknown => state.t(Key::GrainNone).to_owned(),
        NoGrain::Old(keeps) => fill(lang, Key::GrainOld, &[("span", &words::span(lang, keeps))]),
        NoGrain::Many(most) => {
            #[allow(clippy::cast_precision_loss)] // some hundred thousand
            let most = format::count(most as f64);
            fill(lang, Key::GrainMany, &[("n", &most)])
        }
    }
}
