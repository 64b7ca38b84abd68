//! The legend, which is a table: classes that open into codes, with what they are now and were over the range. A row is
//! a button that shows only itself; a head sorts.

use super::legend_rows::ClassRows;
use super::legend_traffic::{TrafficRows, TrafficTable};
use super::measures::PhoneSwitches;
use crate::facts::{
    ClassRow, Shown, aligned, class_rows, day_and_time, period_key, sorted, source_name,
};
use crate::hand::{Hand, hand};
use crate::state::State;
use crate::ui::{Glyph, Icon};
use crate::words::{Key, fill, pause};
use leptos::prelude::*;
use originscope_core::{Class, Column, Metric, Series, Sort, summary};
use std::sync::Arc;

/// One table for each source that is shown.
#[component]
pub fn Legend(state: State) -> impl IntoView {
    let codes = Memo::new(move |_| ids(state, Metric::StatusCodes));
    let traffic = Memo::new(move |_| ids(state, Metric::Traffic));
    open_the_isolated(state);
    let hint = match hand() {
        Hand::Finger => Key::LegendHintTouch,
        Hand::MouseAndCmd => Key::LegendHintMac,
        Hand::MouseAndCtrl => Key::LegendHint,
    };
    view! {
        <div class="legend">
            <For each=move || codes.get() key=|id| *id let(id)>
                <CodesTable state id/>
            </For>
            {move || (codes.get().is_empty() && traffic.get().is_empty()).then(|| view! { <CodesTable state id=""/> })}
            {move || (codes.get().is_empty() && !traffic.get().is_empty()).then(|| view! { <TrafficTable state/> })}
            <Show when=move || !codes.get().is_empty()>
                <p class="hint">{move || state.t(hint)}</p>
            </Show>
            <PhoneSwitches state/>
        </div>
    }
}

/// A code that is the only one shown has a row to leave it by.
fn open_the_isolated(state: State) {
    let only = Memo::new(move |_| state.watched.with(|watched| watched.only));
    Effect::new(move |_| {
        let Some(Series::Code(code)) = only.get() else {
            return;
        };
        let is_open = |opened: &Vec<Class>| opened.contains(&code.class());
        if !state.opened.with_untracked(is_open) {
            state.opened.update(|opened| opened.push(code.class()));
        }
    });
}

pub(super) fn ids(state: State, metric: Metric) -> Vec<&'static str> {
    let of_metric = |shown: &&Arc<Shown>| shown.spec.metric == metric;
    state.board.with(|board| {
        board
            .shown
            .iter()
            .filter(of_metric)
            .map(|shown| shown.spec.id)
            .collect()
    })
}

pub(super) fn find(state: State, id: &str) -> Option<Arc<Shown>> {
    state.board.with(|board| {
        board
            .shown
            .iter()
            .find(|shown| shown.spec.id == id)
            .cloned()
    })
}

/// Whether a column for the compared period stands there. Files bring none.
pub(super) fn is_compared(state: State) -> bool {
    state.watched.with(|watched| watched.compare.is_some()) && !state.is_file.get()
}

/// The codes of one source; the traffic stands in the last rows of the first table.
#[component]
fn CodesTable(state: State, id: &'static str) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let Some(shown) = find(state, id) else {
            return Class::STACK
                .into_iter()
                .filter(|class| *class != Class::Other)
                .map(|class| ClassRow {
                    class,
                    figures: None,
                    codes: Vec::new(),
                })
                .collect();
        };
        let earlier = state.board.with(|board| aligned(board, &shown));
        class_rows(&shown.timeline, earlier.as_ref())
    });
    let sort = Memo::new(move |_| state.query.with(|query| query.sort));
    let in_order = Memo::new(move |_| sorted(rows.get(), sort.get()));
    let order = Memo::new(move |_| {
        in_order.with(|rows| rows.iter().map(|row| row.class).collect::<Vec<_>>())
    });
    let title = move || match find(state, id) {
        Some(shown) if ids(state, Metric::StatusCodes).len() > 1 => fill(
            state.lang.get(),
            Key::CodesOf,
            &[("product", source_name(state.lang.get(), shown.spec))],
        ),
        _ => state.t(Key::Codes).to_owned(),
    };
    let is_first = move || {
        ids(state, Metric::StatusCodes)
            .first()
            .is_none_or(|first| *first == id)
    };
    view! {
        <div class="cap"><h2>{title}</h2><span class="q t11">{move || now_is(state, id)}</span></div>
        <table class=table_class(state) aria-label=title>
            {columns(state)}
            <Head state first=Key::SharePercent sorts=true/>
            <tbody>
                <For each=move || order.get() key=|class| *class let(class)>
                    <ClassRows state id class rows=in_order/>
                </For>
                <Show when=is_first><TrafficRows state/></Show>
            </tbody>
        </table>
    }
}

/// Which slot is the newest, and what it is compared with.
fn now_is(state: State, id: &str) -> Option<String> {
    let shown = find(state, id)?;
    let lang = state.lang.get();
    let newest = summary(
        &shown.timeline,
        &shown.timeline.class_shares(Class::ServerError),
    )?
    .now_at;
    let time = day_and_time(newest, state.reader(), state.axis());
    let mut text = fill(lang, Key::NowIs, &[("time", &time)]);
    let compare = state.watched.with(|watched| watched.compare);
    if let Some(compare) = compare.filter(|_| is_compared(state)) {
        let period = state.t(period_key(compare));
        text.push_str(pause(lang));
        text.push_str(&fill(lang, Key::DeltaOn, &[("period", period)]));
    }
    Some(text)
}

pub(super) fn table_class(state: State) -> impl Fn() -> &'static str + Copy {
    move || {
        if is_compared(state) {
            "lg compared"
        } else {
            "lg"
        }
    }
}

/// The widths of the columns.
pub(super) fn columns(state: State) -> AnyView {
    let min_class = move || if is_compared(state) { "v x" } else { "z x" };
    view! {
        <colgroup>
            <col/><col class="n"/><col class="v x"/><col class="v mx"/><col class=min_class/>
            {move || is_compared(state).then(|| view! { <col class="d"/> })}
        </colgroup>
    }
    .into_any()
}

/// The heads; with `sorts` each is a button.
#[component]
pub(super) fn Head(state: State, first: Key, #[prop(optional)] sorts: bool) -> impl IntoView {
    let head = move |by: Column, key: Key, class: &'static str| {
        let present = Memo::new(move |_| {
            let sort = state.query.with(|query| query.sort);
            sort.filter(|sort| sorts && sort.by == by)
        });
        let aria = move || {
            let rising = present.get()?.rising;
            Some(if rising { "ascending" } else { "descending" })
        };
        let on_click = move |_| {
            state
                .query
                .update(|query| query.sort = Sort::after_click(query.sort, by));
        };
        let text = move || state.t(key);
        let glyph = move || {
            let glyph = if present.get()?.rising {
                Glyph::Up
            } else {
                Glyph::Down
            };
            Some(view! { <Icon glyph small=true/> })
        };
        let inner = if sorts {
            view! { <button type="button" on:click=on_click>{glyph}{text}</button> }.into_any()
        } else {
            text.into_any()
        };
        view! { <th scope="col" class=class aria-sort=aria>{inner}</th> }.into_any()
    };
    view! {
        <thead>
            <tr>
                <th scope="col">{move || state.t(first)}</th>
                {head(Column::Now, Key::Now, "now")}
                {head(Column::Mean, Key::Mean, "x")}
                {head(Column::Max, Key::Max, "mx")}
                {head(Column::Min, Key::Min, "x")}
                {move || is_compared(state).then(|| head(Column::Delta, Key::ChangePoints, "d"))}
            </tr>
        </thead>
    }
}
