//! The legend, which is a table: classes that open into codes, with what they are now and were over the range.

use super::swatch::{Swatch, name as swatch_name};
use crate::facts::{CodeRow, Shown, bit_rates, code_rows, day_and_time, source_name};
use crate::state::State;
use crate::ui::{Glyph, Icon};
use crate::words::{Key, catalogued, fill};
use leptos::prelude::*;
use originscope_apis::catalogue::status_meaning;
use originscope_core::{
    Class, Metric, SlotState, Summary, Timeline, Vantage, format, mean_share, summary,
};
use std::sync::Arc;

/// Under this coverage, in percent, a mean is marked as uncertain.
const SURE_COVERAGE: f64 = 90.0;
const CLASSES: [Class; 5] = [
    Class::ServerError,
    Class::ClientError,
    Class::Redirect,
    Class::Success,
    Class::Informational,
];

/// One table for each source that is shown.
#[component]
pub fn Legend(state: State) -> impl IntoView {
    let codes = Memo::new(move |_| ids(state, Metric::StatusCodes));
    let traffic = Memo::new(move |_| ids(state, Metric::Traffic));
    view! {
        <div class="legend">
            <For each=move || codes.get() key=|id| *id let(id)>
                <CodesTable state id/>
            </For>
            {move || (codes.get().is_empty() && traffic.get().is_empty()).then(|| view! { <CodesTable state id=""/> })}
            {move || (codes.get().is_empty() && !traffic.get().is_empty()).then(|| view! { <TrafficTable state/> })}
            <Show when=move || !codes.get().is_empty()>
                <p class="hint">{move || state.t(Key::LegendHint)}</p>
            </Show>
        </div>
    }
}

fn ids(state: State, metric: Metric) -> Vec<&'static str> {
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

fn find(state: State, id: &str) -> Option<Arc<Shown>> {
    state.board.with(|board| {
        board
            .shown
            .iter()
            .find(|shown| shown.spec.id == id)
            .cloned()
    })
}

/// The codes of one source; the traffic stands in the last rows of the first table.
#[component]
fn CodesTable(state: State, id: &'static str) -> impl IntoView {
    let shown = move || find(state, id);
    let title = move || match shown() {
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
    let now_is = move || {
        let shown = shown()?;
        let newest = summary(
            &shown.timeline,
            &shown.timeline.class_shares(Class::ServerError),
        )?
        .now_at;
        let time = day_and_time(newest, state.reader(), state.axis());
        Some(fill(state.lang.get(), Key::NowIs, &[("time", &time)]))
    };
    view! {
        <div class="cap"><h2>{title}</h2><span class="q t11">{now_is}</span></div>
        <table class="lg" aria-label=title>
            <colgroup><col/><col class="n"/><col class="v x"/><col class="v"/><col class="z x"/></colgroup>
            <Head state first=Key::SharePercent/>
            <tbody>
                {CLASSES.into_iter().map(|class| view! { <ClassRows state id class/> }).collect_view()}
                <Show when=is_first><TrafficRows state/></Show>
            </tbody>
        </table>
    }
}

/// Traffic alone, where no source of codes is chosen.
#[component]
fn TrafficTable(state: State) -> impl IntoView {
    view! {
        <div class="cap"><h2>{move || state.t(Key::OriginTraffic)}</h2></div>
        <table class="lg" aria-label=move || state.t(Key::OriginTraffic)>
            <colgroup><col/><col class="n"/><col class="v x"/><col class="v"/><col class="z x"/></colgroup>
            <Head state first=Key::UnitTraffic/>
            <tbody><TrafficRows state/></tbody>
        </table>
    }
}

#[component]
fn Head(state: State, first: Key) -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">{move || state.t(first)}</th>
                <th scope="col" class="now">{move || state.t(Key::Now)}</th>
                <th scope="col" class="x">{move || state.t(Key::Mean)}</th>
                <th scope="col">{move || state.t(Key::Max)}</th>
                <th scope="col" class="x">{move || state.t(Key::Min)}</th>
            </tr>
        </thead>
    }
}

/// A class and, when it is open, its codes.
#[component]
fn ClassRows(state: State, id: &'static str, class: Class) -> impl IntoView {
    let figures = Memo::new(move |_| {
        let shown = find(state, id)?;
        let figures = summary(&shown.timeline, &shown.timeline.class_shares(class))?;
        let mean = mean_share(&shown.timeline, class).unwrap_or(figures.mean);
        Some(Row::of_shares(&figures, mean, &shown.timeline))
    });
    let is_open = Memo::new(move |_| state.opened.with(|opened| opened.contains(&class)));
    let codes = Memo::new(move |_| {
        find(state, id)
            .map(|shown| code_rows(&shown.timeline, class))
            .unwrap_or_default()
    });
    let toggle = move |_| {
        state.opened.update(|opened| {
            if opened.contains(&class) {
                opened.retain(|other| *other != class)
            } else {
                opened.push(class)
            }
        });
    };
    let row_class = if class == Class::ServerError {
        "cls first"
    } else {
        "cls"
    };
    let codes_of = move |shown: Vec<CodeRow>| {
        let found = find(state, id);
        let vantage = found.as_ref().map(|shown| shown.spec.vantage);
        let timeline = found.map(|shown| Arc::clone(&shown.timeline));
        shown
            .into_iter()
            .map(|row| code_line(state, row, vantage, timeline.as_deref()))
            .collect_view()
    };
    view! {
        <tr class=row_class>
            <th scope="row">
                <button type="button" class="nm" aria-expanded=move || is_open.get().to_string() on:click=toggle>
                    {move || view! { <Icon glyph=if is_open.get() { Glyph::Down } else { Glyph::Right }/> }}
                    <Swatch class/>
                    <b>{class.name()}</b>
                </button>
            </th>
            {move || cells(state, figures.get())}
        </tr>
        {move || is_open.get().then(|| codes_of(codes.get()))}
    }
}

fn code_line(
    state: State,
    row: CodeRow,
    vantage: Option<Vantage>,
    timeline: Option<&Timeline>,
) -> AnyView {
    let number = row.code.number().map_or_else(
        || Class::Other.name().to_owned(),
        |number| number.to_string(),
    );
    let figures = timeline.map(|timeline| Row::of_shares(&row.summary, row.mean, timeline));
    let swatch = swatch_name(row.code.class(), row.is_largest);
    let says = row
        .code
        .number()
        .zip(vantage)
        .and_then(|(code, vantage)| status_meaning(code, vantage))
        .map(|text| catalogued(state.lang.get(), text));
    view! {
        <tr class="sub">
            <th scope="row"><span class="nm"><i class=format!("sw {swatch}")></i>{number}</span></th>
            {cells(state, figures)}
        </tr>
        {says.map(|says| view! { <tr class="say"><td colspan="2">{says}</td><td class="x"></td><td></td><td class="x"></td></tr> })}
    }
    .into_any()
}

/// The traffic of each traffic source, one prefix a row, named by it.
#[component]
fn TrafficRows(state: State) -> impl IntoView {
    move || {
        let traffic = ids(state, Metric::Traffic);
        let many = traffic.len() > 1;
        let line = |id: &str| {
            let shown = find(state, id)?;
            let figures = summary(&shown.timeline, &bit_rates(&shown));
            let prefix = format::bit_rate(figures.as_ref().map_or(0.0, |figures| figures.max));
            let name = if many {
                format!(
                    "{} {}",
                    prefix.unit("bps"),
                    source_name(state.lang.get(), shown.spec)
                )
            } else {
                prefix.unit("bps")
            };
            let row = figures.map(|figures| Row::of_rates(&figures, prefix, &shown.timeline));
            Some(view! {
                <tr class="cls">
                    <th scope="row"><span class="nm"><Icon glyph=Glyph::None/><i class="sw slate"></i><b>{name}</b></span></th>
                    {cells(state, row)}
                </tr>
            })
        };
        traffic.into_iter().filter_map(line).collect_view()
    }
}

/// The figures of one row as text, and exactly.
#[derive(Clone, PartialEq)]
struct Row {
    texts: [String; 4],
    exact: [String; 4],
    is_partial: bool,
}

impl Row {
    fn of_shares(figures: &Summary, mean: f64, timeline: &Timeline) -> Self {
        let values = [figures.now, mean, figures.max, figures.min];
        Self::new(
            values.map(format::share_number),
            values.map(|value| format!("{value} %")),
            timeline,
        )
    }

    fn of_rates(figures: &Summary, prefix: format::SiValue, timeline: &Timeline) -> Self {
        let values = [figures.now, figures.mean, figures.max, figures.min];
        let same_prefix = |value: f64| prefix.same_prefix(value).number();
        Self::new(
            values.map(same_prefix),
            values.map(|value| format!("{value} bit/s")),
            timeline,
        )
    }

    fn new(mut texts: [String; 4], exact: [String; 4], timeline: &Timeline) -> Self {
        let is_partial = timeline.states.contains(&SlotState::Waiting);
        if timeline
            .coverage()
            .percent()
            .is_some_and(|percent| percent < SURE_COVERAGE)
            && !is_partial
        {
            let [_, mean, ..] = &mut texts;
            mean.insert(0, '~');
        }
        Self {
            texts,
            exact,
            is_partial,
        }
    }
}

/// Now, mean, max, min. What cannot be known before all windows are here is a bar; what is missing is a dash.
fn cells(state: State, row: Option<Row>) -> AnyView {
    let is_loading = state.board.with(|board| board.is_loading());
    let (texts, exact, is_partial) = match row {
        Some(row) => (row.texts.map(Some), row.exact, row.is_partial),
        None => (
            [None, None, None, None],
            [const { String::new() }; 4],
            is_loading,
        ),
    };
    let cell = |(text, exact): (Option<String>, String), class: &'static str, waits: bool| {
        let inner = if waits {
            view! { <i class="sk"></i> }.into_any()
        } else {
            text.unwrap_or_else(|| "–".to_owned()).into_any()
        };
        view! { <td class=class title=exact>{inner}</td> }
    };
    let [now, mean, max, min] = texts;
    let [now_exact, mean_exact, max_exact, min_exact] = exact;
    let no_now = now.is_none() && is_partial;
    view! {
        {cell((now, now_exact), "now", no_now)}
        {cell((mean, mean_exact), "x", is_partial)}
        {cell((max, max_exact), "", is_partial)}
        {cell((min, min_exact), "x", is_partial)}
    }
    .into_any()
}
