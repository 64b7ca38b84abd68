//! The thresholds of the verdict as fields: what is typed is judged by at once.

use crate::facts::{LINES, line_texts, read_lines};
use crate::state::State;
use crate::ui::Button;
use crate::words::Say;
use leptos::prelude::*;
use originscope_core::verdict::Thresholds;

/// The fields, with what is wrong in one of them.
#[component]
pub fn LinesForm(state: State, editing: RwSignal<bool>) -> impl IntoView {
    let texts = RwSignal::new(line_texts(&state.thresholds.get_untracked()));
    let fault = Memo::new(move |_| texts.with(|texts| read_lines(texts, state.lang.get()).err()));
    let typed = move |place: usize, text: String| {
        texts.update(|texts| {
            if let Some(field) = texts.get_mut(place) {
                *field = text;
            }
        });
        if let Ok(thresholds) =
            texts.with_untracked(|texts| read_lines(texts, state.lang.get_untracked()))
        {
            state.judge_by(thresholds);
        }
    };
    let reset = move || {
        state.judge_by(Thresholds::default());
        texts.set(line_texts(&Thresholds::default()));
    };
    let reset_text = Signal::derive(move || state.t(Say::LinesReset).to_owned());
    let done = Signal::derive(move || state.t(Say::LinesDone).to_owned());
    let fields = (0..LINES.len()).map(|place| field(state, texts, fault, place, typed));
    view! {
        <div class="lines" role="group" aria-label=move || state.t(Say::LinesEdit)>
            {fields.collect_view()}
            <p class="text">{move || state.t(Say::LinesKept)}</p>
            <div class="act">
                <Button class="sm" text=reset_text on_click=reset/>
                <Button class="sm pri" text=done on_click=move || editing.set(false)/>
            </div>
        </div>
    }
}

fn field(
    state: State,
    texts: RwSignal<Vec<String>>,
    fault: Memo<Option<(usize, String)>>,
    place: usize,
    typed: impl Fn(usize, String) + Copy + 'static,
) -> Option<AnyView> {
    let line = LINES.get(place)?;
    let id = format!("line-{place}");
    let error_id = format!("line-{place}-error");
    let own_fault = move || {
        let fault = fault.get().filter(|(at, _)| *at == place);
        fault.map(|(_, sentence)| sentence)
    };
    let value = move || texts.with(|texts| texts.get(place).cloned().unwrap_or_default());
    let described_by = error_id.clone();
    let row = view! {
        <div class="line">
            <label for=id.clone()>{move || state.t(line.label)}</label>
            <input
                id=id
                class="inp"
                inputmode="decimal"
                autocomplete="off"
                aria-invalid=move || own_fault().is_some().to_string()
                aria-describedby=described_by
                prop:value=value
                on:input=move |event| typed(place, event_target_value(&event))
            />
            <span class="q">{line.is_percent.then_some("%")}</span>
            <p class="fielderr" id=error_id role="alert">{own_fault}</p>
        </div>
    };
    Some(row.into_any())
}
