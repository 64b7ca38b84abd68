//! Choosing the period that is compared with, each with the hours that it means or why it cannot be read.

use crate::compare::{can_compare, compare_with};
use crate::facts::{Kept, Reader, kept, source_name, span_text, zone_text};
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover};
use crate::words::{self, Key, compare_word, fill};
use crate::zone;
use leptos::prelude::*;
use originscope_core::{Compare, earlier_range};

/// The compared period, and the choice of another.
#[component]
pub fn ComparePicker(state: State) -> impl IntoView {
    let open = state.menu(Menu::Compare);
    let label = Signal::derive(move || state.t(Key::CompareLabel).to_owned());
    let chosen = move || state.query.with(|query| query.compare);
    let text = move || {
        let versus = chosen().map(|compare| state.t(versus(compare)));
        versus.unwrap_or_else(|| state.t(Key::CompareLabel))
    };
    let trigger = move || {
        view! {
            <Icon glyph=Glyph::Compare/>
            // The name of the trigger begins with what it chooses: without a choice that is all.
            <span class=move || if chosen().is_some() { "compare-word chosen" } else { "compare-word" } aria-hidden=move || chosen().is_none().then_some("true")>{text}</span>
        }
        .into_any()
    };
    let all = [None].into_iter().chain(Compare::ALL.map(Some));
    let rows = StoredValue::new(all.collect::<Vec<_>>());
    view! {
        <Popover open label class="desk" panel="right w340" trigger>
            {rows.get_value().into_iter().map(|compare| row(state, compare)).collect_view()}
            {move || (!can_compare(state)).then(|| view! { <p class="text">{state.t(Key::CompareSaved)}</p> })}
        </Popover>
    }
}

fn row(state: State, compare: Option<Compare>) -> AnyView {
    let is_on = move || state.query.with(|query| query.compare == compare);
    let note = Memo::new(move |_| compare.map(|compare| note(state, compare)));
    let is_off = move || {
        let cannot = note.with(|note| note.as_ref().is_some_and(|(_, can)| !can));
        compare.is_some() && (cannot || !can_compare(state))
    };
    let pick = move |_| {
        if !untrack(is_off) {
            compare_with(state, compare);
            state.menu(Menu::Compare).set(false);
        }
    };
    view! {
        <button
            type="button"
            class=move || if is_on() { "row on" } else { "row" }
            aria-pressed=move || is_on().to_string()
            aria-disabled=move || is_off().then_some("true")
            on:click=pick
        >
            {move || state.t(compare.map_or(Key::CompareOff, compare_word))}
            <span class="q">{move || note.get().map(|(text, _)| text)}</span>
        </button>
    }
    .into_any()
}

const fn versus(compare: Compare) -> Key {
    match compare {
        Compare::Day => Key::VersusDay,
        Compare::Week => Key::VersusWeek,
        Compare::Previous => Key::VersusPrevious,
    }
}

/// The hours of a period, or which source keeps less; and whether any source can answer it.
fn note(state: State, compare: Compare) -> (String, bool) {
    let (lang, now) = (state.lang.get(), state.now.get());
    let reaches: Vec<_> = state.board.with(|board| {
        let plans = board.plans.iter().filter_map(|plan| {
            let spec = originscope_apis::find(&plan.source)?.spec();
            Some((spec, kept(spec, plan, compare, now)))
        });
        plans.collect()
    });
    let can = reaches.is_empty()
        || reaches
            .iter()
            .any(|(_, kept)| !matches!(kept, Kept::Gone(_)));
    let short = reaches.iter().find_map(|(spec, kept)| match kept {
        Kept::Partly(keeps) | Kept::Gone(keeps) => Some((*spec, *keeps)),
        Kept::Whole => None,
    });
    let text = match short {
        Some((spec, keeps)) => {
            let span = words::span(lang, keeps);
            let words = [("product", source_name(lang, spec)), ("span", &span)];
            fill(lang, Key::CompareKeeps, &words)
        }
        None => {
            let earlier = earlier_range(state.range.get(), compare);
            // Clocks may have changed since.
            let offset = zone::offsets(&state.zone.get(), earlier);
            let reader = Reader {
                offset,
                ..state.reader()
            };
            format!(
                "{} {}",
                span_text(earlier, reader, now),
                zone_text(offset, earlier)
            )
        }
    };
    (text, can)
}
