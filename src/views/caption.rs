//! The caption of a figure: its switches, what is shown, its reading in words, and what the dashes are.

use super::figures::{Slot, slots};
use super::measures::switches;
use crate::facts::{Shown, bit_volume, day_and_time, left_note, peak, period_key, rough_span};
use crate::series::{leave_isolation, show_all};
use crate::state::State;
use crate::ui::{Glyph, Icon};
use crate::words::{self, Key, fill};
use crate::zoom::{is_zoomed, unzoom};
use leptos::prelude::*;
use originscope_core::format;
use originscope_core::verdict::words::say as verdict_words;
use originscope_plot::{Measure, PanelKind, PanelModel};
use std::sync::Arc;

/// All that stands right of a figure's title.
pub(super) fn caption(
    state: State,
    which: Slot,
    shown: Memo<Option<Arc<Shown>>>,
    model: Signal<Option<Arc<PanelModel>>>,
) -> AnyView {
    let is_of_codes = which.kind != PanelKind::Traffic;
    let has_ghost = Memo::new(move |_| {
        model.with(|model| {
            let all = model.iter().flat_map(|model| &model.series);
            all.flat_map(|series| &series.earlier)
                .any(|value| value.is_finite())
        })
    });
    let note_now = move || {
        let (shown, model) = (shown.get()?, model.get()?);
        right_note(state, &shown, &model)
    };
    let is_first = Memo::new(move |_| slots(state).first() == Some(&which));
    view! {
        <span class="desk">{switches(state, which)}</span>
        {move || is_first.get().then(|| zoom_chip(state))}
        {is_of_codes.then(|| chips(state))}
        <span class="note q desk">{move || {
            let (shown, model) = (shown.get()?, model.get()?);
            Some(unit_note(state, &shown, &model, false))
        }}</span>
        <span class="grow"></span>
        <span class="note">{note_now}</span>
        {move || has_ghost.get().then(|| ghost_key(state, which.kind))}
    }
    .into_any()
}

/// The unit of the figure, beside its title.
pub(super) fn unit_note(
    state: State,
    shown: &Shown,
    model: &PanelModel,
    says_share: bool,
) -> String {
    let of_shown = state
        .watched
        .with(|watched| watched.of_shown && !watched.hidden.is_empty());
    left_note(
        model,
        shown.spec.vantage,
        state.lang.get(),
        of_shown,
        says_share,
    )
}

/// A button that says how the figures are narrowed and ends that.
fn chip(state: State, text: String, does: Key, on_click: fn(State)) -> AnyView {
    let label = [&text, state.t(does)].join(words::stop(state.lang.get()));
    view! {
        <button type="button" class="btn sm stay" aria-label=label on:click=move |_| on_click(state)>
            <span>{text}</span><Icon glyph=Glyph::Cross small=true/>
        </button>
    }
    .into_any()
}

/// While a part of a range is shown, the way back to the whole of it.
fn zoom_chip(state: State) -> AnyView {
    let is_zoomed = Memo::new(move |_| is_zoomed(state));
    let zoomed = move || {
        chip(
            state,
            state.t(Key::Zoomed).to_owned(),
            Key::DoesUnzoom,
            unzoom,
        )
    };
    view! { {move || is_zoomed.get().then(zoomed)} }.into_any()
}

/// What is left out, as buttons that bring it back.
fn chips(state: State) -> AnyView {
    let only = Memo::new(move |_| state.watched.with(|watched| watched.only));
    let hidden = Memo::new(move |_| state.watched.with(|watched| watched.hidden.len()));
    let chip_now = move || {
        let lang = state.lang.get();
        if let Some(series) = only.get() {
            let text = fill(lang, Key::OnlyOne, &[("series", &series.to_string())]);
            return Some(chip(state, text, Key::ShowAll, leave_isolation));
        }
        let count = hidden.get();
        let text = || fill(lang, Key::SomeHidden, &[("n", &count.to_string())]);
        (count > 0).then(|| chip(state, text(), Key::ShowAll, show_all))
    };
    view! { {chip_now} }.into_any()
}

/// What the dashes are.
fn ghost_key(state: State, kind: PanelKind) -> Option<AnyView> {
    let compare = state.watched.with(|watched| watched.compare)?;
    let only = state.watched.with(|watched| watched.only);
    let class = match (kind, only) {
        (PanelKind::Traffic, _) => "slate",
        (_, Some(series)) => super::swatch::name(series.class(), 0),
        (_, None) => "c5",
    };
    let path = view! {
        <svg class=format!("dash {class}") viewBox="0 0 20 8" aria-hidden="true"><path d="M0 4H20"></path></svg>
    };
    Some(
        view! { <span class="key">{path}<span>{state.t(period_key(compare))}</span></span> }
            .into_any(),
    )
}

/// What traffic says together with 5xx, where it says something.
fn quadrant(state: State, shown: &Shown) -> Option<String> {
    let (lang, offset) = (state.lang.get(), state.offset());
    state.judged.with(|judged| {
        let same_side = judged
            .iter()
            .find(|one| one.verdict.vantage == shown.spec.vantage)?;
        verdict_words(&same_side.verdict, lang, offset).quadrant
    })
}

/// The reading of the figure in words, at its right.
fn right_note(state: State, shown: &Shown, model: &PanelModel) -> Option<String> {
    let lang = state.lang.get();
    if model.kind == PanelKind::Traffic {
        if let Some(words) = quadrant(state, shown) {
            return Some(words);
        }
        let (volume, seconds) = state.watched.with(|watched| bit_volume(shown, watched));
        let span = rough_span(lang, seconds);
        let words = [("volume", volume.as_str()), ("span", span.as_str())];
        return (seconds > 0).then(|| fill(lang, Key::TrafficNote, &words));
    }
    let (value, at) = peak(model)?;
    let value = if model.measure == Measure::Count {
        format::count(value)
    } else {
        format::share_in(value, lang)
    };
    let time = day_and_time(at, state.reader(), state.axis());
    Some(fill(
        lang,
        Key::PeakAt,
        &[("value", &value), ("time", &time)],
    ))
}
