//! Choosing the range: presets, what was used last, and two typed times.

use crate::facts::{
    Mistake, Offer, PRESETS, Preset, Span, check, clock_field, offer, range_length, range_name,
    read_time, span_text, zone_text,
};
use crate::recent;
use crate::state::{Menu, State};
use crate::travel::{go_live, shift};
use crate::ui::{Button, Glyph, Icon, Popover, Rows};
use crate::words::{Key, fill};
use crate::zone;
use crate::zoom::Between;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use originscope_core::{TimeExpr, TimeRange};

/// Earlier, the range with its menu, later.
#[component]
pub fn RangePicker(state: State) -> impl IntoView {
    let open = state.menu(Menu::Range);
    let name = Memo::new(move |_| name_of(state));
    let length = Memo::new(move |_| match state.chosen.get().span {
        Span::Asked(from, to) => range_length(state.lang.get(), Between { from, to }),
        Span::Saved(_) | Span::File(_) => None,
    });
    let clocks = Memo::new(move |_| clocks(state));
    let label = Signal::derive(move || state.t(Key::RangeLabel).to_owned());
    let earlier = Signal::derive(move || state.t(Key::Earlier).to_owned());
    let later = Signal::derive(move || state.t(Key::Later).to_owned());
    let at_now =
        Signal::derive(move || state.is_file.get() || state.range.get().end >= state.now.get());
    let trigger = move || {
        view! {
            <span class="desk clock"><Icon glyph=Glyph::Clock/></span>
            {move || name.get().map(|name| view! { <span class=if length.with(Option::is_some) { "wordy" } else { "" }>{name}</span> })}
            {move || length.get().map(|length| view! { <span class="terse" aria-hidden="true">{length}</span> })}
            <span class=move || if name.get().is_some() { "m desk" } else { "" }>{clocks}</span>
            <Icon glyph=Glyph::Down/>
        }
        .into_any()
    };
    view! {
        <span class="join">
            <Button class="icon desk" label=earlier glyph=Glyph::Left disabled=state.is_file on_click=move || shift(state, -1)/>
            <Popover open label panel="w300" trigger>
                <Rows label><Presets state open/><Recent state open/></Rows>
                <hr/>
                <Typed state open/>
            </Popover>
            <Button class="icon desk" label=later glyph=Glyph::Right disabled=at_now on_click=move || shift(state, 1)/>
        </span>
    }
}

/// From when to when, with the zone.
fn clocks(state: State) -> String {
    let (range, now, reader) = (state.range.get(), state.now.get(), state.reader());
    let (span, zone) = (
        span_text(range, reader, now),
        zone_text(reader.offset, range),
    );
    format!("{span} {zone}")
}

/// The name of a range that moves with now, or of a saved answer; others are named by their clocks alone.
fn name_of(state: State) -> Option<String> {
    match state.chosen.get().span {
        Span::Saved(_) => Some(state.t(Key::SavedRange).to_owned()),
        Span::File(_) => Some(state.t(Key::FileRange).to_owned()),
        Span::Asked(from, to) => range_name(state.lang.get(), Between { from, to }),
    }
}

/// A range to choose, which closes the menu.
fn range_row(
    state: State,
    open: RwSignal<bool>,
    range: Between,
    text: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    let pick = move |_| {
        state.go(range);
        open.set(false);
    };
    view! {
        <button
            type="button"
            class=move || if is_shown(state, range) { "row on" } else { "row" }
            aria-pressed=move || is_shown(state, range).to_string()
            on:click=pick
        >{text}</button>
    }
}

/// Whether a range is the one that is shown.
fn is_shown(state: State, range: Between) -> bool {
    let Between { from, to } = range;
    state
        .chosen
        .with(|chosen| chosen.span == Span::Asked(from, to))
}

#[component]
fn Presets(state: State, open: RwSignal<bool>) -> impl IntoView {
    PRESETS
        .into_iter()
        .map(|preset| {
            let range = preset.between();
            // The last preset before the calendar's.
            let ends_group = preset == Preset::Last(90 * 86_400);
            view! {
                {range_row(state, open, range, move || preset_text(state, preset))}
                {ends_group.then(|| view! { <hr/> })}
            }
        })
        .collect_view()
}

/// The name of a preset, the grain that it would be shown at, and which sources do not go back that far.
fn preset_text(state: State, preset: Preset) -> AnyView {
    let lang = state.lang.get();
    // With an offset that day and week begin by, also where the range shown now does not depend on it.
    let chosen = state.live.with(|chosen| crate::facts::Chosen {
        days: zone::around(&state.zone.get(), state.now.get()),
        ..chosen.clone()
    });
    let step = state.query.with(|query| query.step);
    let Offer { grain, short } = offer(lang, &chosen, preset.between(), step, state.now.get());
    let name = preset.name(lang);
    if short.is_empty() {
        return view! { {name}<span class="q">{grain}</span> }.into_any();
    }
    let short = short
        .into_iter()
        .map(|line| view! { <span class="q">{line}</span> });
    view! {
        <span class="two-line"><span>{name}</span>{short.collect_view()}</span>
        <span class="q">{grain}</span>
    }
    .into_any()
}

/// The ranges that were typed or drawn last.
#[component]
fn Recent(state: State, open: RwSignal<bool>) -> impl IntoView {
    let ranges = recent::ranges();
    (!ranges.is_empty()).then(|| {
        let row = |range: Between| {
            range_row(state, open, range, move || {
                range_text(state, range).into_any()
            })
        };
        view! {
            <hr/>
            <h3>{move || state.t(Key::RangeRecent)}</h3>
            {ranges.into_iter().map(row).collect_view()}
        }
    })
}

/// A range as one reads it: by its name, by its clocks, or as it was typed.
fn range_text(state: State, range: Between) -> String {
    if let Some(name) = range_name(state.lang.get(), range) {
        return name;
    }
    let Between { from, to } = range;
    let (now, zone) = (state.now.get(), state.zone.get());
    if let (TimeExpr::At(start), TimeExpr::At(end)) = (from, to) {
        let range = TimeRange::new(start, end);
        let offset = zone::offsets(&zone, range);
        let reader = crate::facts::Reader {
            offset,
            ..state.reader()
        };
        return format!(
            "{} {}",
            span_text(range, reader, now),
            zone_text(offset, range)
        );
    }
    let field =
        |time: TimeExpr| clock_field(time, &|at| at.saturating_add(zone::offset_at(&zone, at)));
    format!("{} – {}", field(from), field(to))
}

#[component]
fn Typed(state: State, open: RwSignal<bool>) -> impl IntoView {
    let shown = match state.chosen.get_untracked().span {
        Span::Saved(range) | Span::File(range) => Between::fixed(range),
        Span::Asked(from, to) => Between { from, to },
    };
    let zone = state.zone.get_untracked();
    let field_text =
        |time: TimeExpr| clock_field(time, &|at| at.saturating_add(zone::offset_at(&zone, at)));
    let from = RwSignal::new(field_text(shown.from));
    let to = RwSignal::new(field_text(shown.to));
    let error = RwSignal::new(None::<(Option<Key>, String)>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match read(state, &from.get_untracked(), &to.get_untracked()) {
            Ok(range) => {
                recent::remember(range);
                state.go(range);
                open.set(false);
            }
            Err(wrong) => error.set(Some(wrong)),
        }
    };
    let field = move |key: Key, value: RwSignal<String>| {
        let is_bad = move || {
            error.with(
                |error| matches!(error, Some((wrong, _)) if wrong.is_none_or(|wrong| wrong == key)),
            )
        };
        view! {
            <input
                class="inp"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=move || state.t(key)
                aria-invalid=move || is_bad().then_some("true")
                aria-describedby="range-help"
                prop:value=value
                on:input=move |event| { value.set(event_target_value(&event)); error.set(None); }
            />
        }
    };
    let help = move || {
        let zone = zone_text(state.offset(), state.range.get());
        fill(state.lang.get(), Key::RangeHelp, &[("zone", &zone)])
    };
    view! {
        <form on:submit=submit novalidate>
            <div class="form">
                {field(Key::RangeFrom, from)}
                {field(Key::RangeTo, to)}
                <button type="submit" class="btn sm pri" style="height:28px">{move || state.t(Key::Apply)}</button>
            </div>
            {move || error.get().map(|(_, sentence)| view! { <p class="fielderr" role="alert">{sentence}</p> })}
            <p class="text" id="range-help">{help}</p>
        </form>
    }
}

/// Two typed times, or which field is wrong (both, without one) and a sentence about it.
fn read(state: State, from: &str, to: &str) -> Result<Between, (Option<Key>, String)> {
    let lang = state.lang.get_untracked();
    let zone = state.zone.get_untracked();
    let read_one = |field: Key, text: &str| {
        let wrong = |mistake: Mistake| (Some(field), mistake.sentence(lang, text));
        read_time(text, &|at| zone::around(&zone, at)).map_err(wrong)
    };
    let (from, to) = (read_one(Key::RangeFrom, from)?, read_one(Key::RangeTo, to)?);
    let now = state.now.get_untracked();
    let wrong = |mistake: Mistake| (None, mistake.sentence(lang, ""));
    check(from, to, now, zone::around(&zone, now)).map_err(wrong)?;
    Ok(Between { from, to })
}

/// Where the range is fixed, and nothing new can come: the way back to the last one that moved with now.
#[component]
pub fn LiveAgain(state: State) -> impl IntoView {
    let is_fixed = Memo::new(move |_| is_fixed(state));
    view! { {move || is_fixed.get().then(|| live_button(state, "desk"))} }
}

/// The same on a phone, in a row of its own, with the times that its header has no room for.
#[component]
pub fn LiveRow(state: State) -> impl IntoView {
    let is_fixed = Memo::new(move |_| is_fixed(state));
    let row = move || {
        view! { <div class="phone"><div class="live">{live_button(state, "phone")}<span>{move || clocks(state)}</span></div></div> }
    };
    view! { {move || is_fixed.get().then(row)} }
}

fn live_button(state: State, class: &'static str) -> AnyView {
    let hint = move || {
        let range = range_text(state, state.last_live.get());
        fill(state.lang.get(), Key::LiveAgainHint, &[("range", &range)])
    };
    view! {
        <button type="button" class=format!("btn {class}") title=hint on:click=move |_| go_live(state)>
            <Icon glyph=Glyph::Pause/><span>{move || state.t(Key::LiveAgain)}</span>
        </button>
    }
    .into_any()
}

fn is_fixed(state: State) -> bool {
    let is_asked = |span: Span| matches!(span, Span::Asked(_, to) if to != TimeExpr::Now);
    !state.is_file.get() && is_asked(state.live.with(|live| live.span))
}
