//! Choosing the range and the grain.

use crate::facts::{QUICK, Quick, Span, clock_field, note_for, quick_name, span_text, zone_text};
use crate::state::{Menu, State};
use crate::ui::{Button, Glyph, Icon, Popover};
use crate::words::{self, Key, fill};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use originscope_core::TimeExpr;

/// Earlier, the range with its menu, later.
#[component]
pub fn RangePicker(state: State) -> impl IntoView {
    let open = state.menu(Menu::Range);
    let name = Memo::new(move |_| range_name(state));
    let clocks = Memo::new(move |_| {
        let (range, now, reader) = (state.range.get(), state.now.get(), state.reader());
        format!(
            "{} {}",
            span_text(range, reader, now),
            zone_text(reader.offset)
        )
    });
    let label = Signal::derive(move || state.t(Key::RangeLabel).to_owned());
    let earlier = Signal::derive(move || state.t(Key::Earlier).to_owned());
    let later = Signal::derive(move || state.t(Key::Later).to_owned());
    let at_now =
        Signal::derive(move || state.is_file.get() || state.range.get().end >= state.now.get());
    let trigger = move || {
        view! {
            <span class="desk"><Icon glyph=Glyph::Clock/></span>
            {move || name.get().map(|name| view! { <span>{name}</span> })}
            <span class=move || if name.get().is_some() { "m desk" } else { "" }>{clocks}</span>
            <Icon glyph=Glyph::Down/>
        }
        .into_any()
    };
    view! {
        <span class="join">
            <Button class="icon desk" label=earlier glyph=Glyph::Left disabled=state.is_file on_click=move || shift(state, -1)/>
            <Popover open label panel="w300" trigger>
                <Presets state open/>
                <hr/>
                <Typed state open/>
            </Popover>
            <Button class="icon desk" label=later glyph=Glyph::Right disabled=at_now on_click=move || shift(state, 1)/>
        </span>
    }
}

/// The name of a range that ends now, or of a saved answer; others are named by their clocks alone.
fn range_name(state: State) -> Option<String> {
    match state.chosen.get().span {
        Span::Saved(_) => Some(state.t(Key::SavedRange).to_owned()),
        Span::File(_) => Some(state.t(Key::FileRange).to_owned()),
        Span::Asked(TimeExpr::Ago { .. }, TimeExpr::Now) => {
            Some(quick_name(state.lang.get(), state.range.get().seconds()))
        }
        Span::Asked(..) => None,
    }
}

/// Moves the range by its own length, never past now.
fn shift(state: State, steps: i64) {
    let (range, now) = (state.range.get_untracked(), state.now.get_untracked());
    let end = range
        .end
        .saturating_add(range.seconds().saturating_mul(steps))
        .min(now);
    set_range(
        state,
        TimeExpr::At(end.saturating_sub(range.seconds())),
        TimeExpr::At(end),
    );
}

fn set_range(state: State, from: TimeExpr, to: TimeExpr) {
    state.query.update(|query| {
        query.from = from;
        query.to = to;
    });
}

#[component]
fn Presets(state: State, open: RwSignal<bool>) -> impl IntoView {
    let pick = move |quick: Quick| {
        set_range(state, quick.from(), TimeExpr::Now);
        open.set(false);
    };
    let is_on = move |seconds: i64| {
        let is_asked = matches!(state.chosen.get().span, Span::Asked(_, TimeExpr::Now));
        is_asked && state.range.get().seconds() == seconds
    };
    QUICK
        .into_iter()
        .map(|quick| {
            let seconds = quick.seconds;
            view! {
                <button
                    type="button"
                    class=move || if is_on(seconds) { "row on" } else { "row" }
                    aria-pressed=move || is_on(seconds).to_string()
                    on:click=move |_| pick(quick)
                >
                    {move || quick_name(state.lang.get(), seconds)}
                    <span class="q">{move || row_note(state, seconds)}</span>
                </button>
            }
        })
        .collect_view()
}

/// The grain that a preset would be shown at, or which source cannot answer it.
fn row_note(state: State, seconds: i64) -> String {
    let lang = state.lang.get();
    let chosen = state.chosen.get();
    let refusal = chosen
        .sources
        .iter()
        .find_map(|(spec, _)| note_for(lang, spec, seconds));
    refusal.unwrap_or_else(|| {
        state
            .grain_for(seconds)
            .map(|grain| words::span(lang, grain))
            .unwrap_or_default()
    })
}

#[component]
fn Typed(state: State, open: RwSignal<bool>) -> impl IntoView {
    let query = state.query.get_untracked();
    let saved = match state.chosen.get_untracked().span {
        Span::Saved(range) | Span::File(range) => Some(range),
        Span::Asked(..) => None,
    };
    let from = RwSignal::new(clock_field(
        saved.map_or(query.from, |range| TimeExpr::At(range.start)),
    ));
    let to = RwSignal::new(clock_field(
        saved.map_or(query.to, |range| TimeExpr::At(range.end)),
    ));
    let error = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match read(state, &from.get_untracked(), &to.get_untracked()) {
            Ok((from, to)) => {
                set_range(state, from, to);
                open.set(false);
            }
            Err(sentence) => error.set(Some(sentence)),
        }
    };
    let field = move |key: Key, value: RwSignal<String>| {
        view! {
            <input
                class="inp"
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || state.t(key)
                prop:value=value
                on:input=move |event| { value.set(event_target_value(&event)); error.set(None); }
            />
        }
    };
    view! {
        <form on:submit=submit novalidate>
            <div class="form">
                {field(Key::RangeFrom, from)}
                {field(Key::RangeTo, to)}
                <button type="submit" class="btn sm pri" style="height:28px">{move || state.t(Key::Apply)}</button>
            </div>
            {move || error.get().map(|sentence| view! { <p class="fielderr" role="alert">{sentence}</p> })}
            <p class="text">{move || state.t(Key::RangeHelp)}</p>
        </form>
    }
}

/// Two typed times, or a sentence about what is wrong with them.
fn read(state: State, from: &str, to: &str) -> Result<(TimeExpr, TimeExpr), String> {
    let lang = state.lang.get_untracked();
    let parse = |text: &str| {
        TimeExpr::parse(text).ok_or_else(|| fill(lang, Key::RangeBad, &[("text", text.trim())]))
    };
    let (from, to) = (parse(from)?, parse(to)?);
    let now = state.now.get_untracked();
    if from.start_in(now, 0) >= to.end_in(now, 0) {
        return Err(state.t(Key::RangeReversed).to_owned());
    }
    Ok((from, to))
}

/// The grain in use, and the choice of another.
#[component]
pub fn GrainPicker(state: State) -> impl IntoView {
    let open = state.menu(Menu::Grain);
    let text = Memo::new(move |_| {
        let mut grains: Vec<i64> = state.board.with(|board| board.grains());
        grains.dedup();
        match grains.as_slice() {
            [grain] => words::span(state.lang.get(), *grain),
            [] => state.t(Key::GrainAuto).to_owned(),
            _ => state.t(Key::GrainMixed).to_owned(),
        }
    });
    let label = Signal::derive(move || state.t(Key::GrainLabel).to_owned());
    let pick = move |step: Option<i64>| {
        state.query.update(|query| query.step = step);
        open.set(false);
    };
    view! {
        <Popover open label trigger=move || view! { <span>{text}</span> }.into_any()>
            {[None, Some(60), Some(300), Some(3_600), Some(86_400)]
                .into_iter()
                .map(|step| {
                    let is_on = move || state.query.with(|query| query.step == step);
                    view! {
                        <button
                            type="button"
                            class=move || if is_on() { "row on" } else { "row" }
                            aria-pressed=move || is_on().to_string()
                            on:click=move |_| pick(step)
                        >{move || step.map_or_else(|| state.t(Key::GrainAuto).to_owned(), |grain| words::span(state.lang.get(), grain))}</button>
                    }
                })
                .collect_view()}
        </Popover>
    }
}
