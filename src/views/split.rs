//! The domains one by one: small charts on one scale, worst 5xx first, and a list of those beyond the twelfth.

use crate::facts::{Beside, Board, OfDomain, explained, spark_path, split_errors, thinned, top_of};
use crate::state::State;
use crate::ui::Button;
use crate::words::{Key, fill, share, vantage_word};
use leptos::prelude::*;
use originscope_core::Lang;

/// Most domains with a chart.
const MOST_CHARTS: usize = 12;
/// A small chart, in units of its drawing.
const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 56.0;
/// A small chart has room for this many values.
const MOST_POINTS: usize = 120;

/// The band; nothing unless several domains were split.
#[component]
pub fn Split(state: State) -> impl IntoView {
    move || {
        state.board.with(|board| {
            let beside = board.splitting.clone()?;
            Some(band(state, board, &beside))
        })
    }
}

fn band(state: State, board: &Board, beside: &Beside) -> AnyView {
    let lang = state.lang.get();
    let top = top_of(&board.split);
    let side = board.split.first().and_then(|of| of.shown.first());
    let side = side.map(|shown| state.t(vantage_word(shown.spec.vantage)));
    let (done, all) = beside.progress();
    let calls = fill(
        lang,
        Key::SplitProgress,
        &[("done", &done.to_string()), ("all", &all.to_string())],
    );
    let failed = board.split.iter().filter(|of| of.problem.is_some()).count();
    let failed = (failed > 0).then(|| fill(lang, Key::SplitFailed, &[("n", &failed.to_string())]));
    let retry = Signal::derive(move || state.t(Key::Retry).to_owned());
    let refused = beside
        .refused
        .first()
        .map(|refused| super::problem::plan_sentence(state, refused.error));
    let scale = (top > 0.0).then(|| fill(lang, Key::SplitScale, &[("top", &share(lang, top))]));
    let (charts, rest) = board.split.split_at(board.split.len().min(MOST_CHARTS));
    let chart = |of: &OfDomain| view! { <li>{one(state, of, Some(top))}</li> };
    let line = |of: &OfDomain| view! { <li>{one(state, of, None)}</li> };
    view! {
        <section class="panel split" aria-label=state.t(Key::SplitLabel)>
            <div class="cap">
                <h2>{state.t(Key::SplitLabel)}</h2>
                {side.map(|side| view! { <span class="chip">{side}</span> })}
                <span class="note q">{scale}</span>
                <span class="grow"></span>
                <span class="note">{calls}</span>
                {failed.map(|failed| view! {
                    <span class="note bad">{failed}</span>
                    <Button class="sm" text=retry on_click=move || state.runner().retry_beside(state)/>
                })}
            </div>
            {refused.map(|sentence| view! { <p class="state">{sentence}</p> })}
            <ul class="multiples">{charts.iter().map(chart).collect_view()}</ul>
            {(!rest.is_empty()).then(|| view! { <ul class="others">{rest.iter().map(line).collect_view()}</ul> })}
        </section>
    }
    .into_any()
}

/// One domain as a button that leaves it alone on the page; with a chart up to `top` percent, or as a line.
fn one(state: State, of: &OfDomain, top: Option<f64>) -> AnyView {
    let lang = state.lang.get();
    let says = says(lang, of);
    let coverage = of.shown.first().map(|shown| shown.timeline.coverage());
    let slots = coverage.map(|coverage| {
        let words = [
            ("came", &*coverage.came.to_string()),
            ("due", &*coverage.due.to_string()),
        ];
        fill(lang, Key::DueSlots, &words)
    });
    let domain = of.domain.clone();
    let only = move |_| {
        let domains = vec![domain.clone()];
        // With one domain nothing is left to split; Back splits again.
        state
            .query
            .update(|query| (query.domains, query.split) = (domains, false));
    };
    let chart = top.map(|top| {
        let values = thinned(&split_errors(of), MOST_POINTS);
        let path = spark_path(&values, 0.0, top, WIDTH, HEIGHT);
        view! {
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true">
                <path class="zero" d=format!("M0 {HEIGHT}H{WIDTH}")></path>
                <path class="five" d=path></path>
            </svg>
        }
    });
    let class = if of.problem.is_some() { "m bad" } else { "m" };
    view! {
        <button type="button" class="multiple" title=of.domain.clone() on:click=only>
            <span class="vh">{state.t(Key::SplitOnly)}</span>
            <span class="b cut">{of.domain.clone()}</span>
            <span class=class>{says}</span>
            {chart}
            <span class="q">{slots}</span>
        </button>
    }
    .into_any()
}

/// Its 5xx in words, with why something of it is missing.
fn says(lang: Lang, of: &OfDomain) -> String {
    let figures = of.errors().map(|errors| {
        let words = [
            ("now", &*share(lang, errors.now)),
            ("max", &*share(lang, errors.max)),
        ];
        fill(lang, Key::SplitFigures, &words)
    });
    let problem = of.problem.as_ref().map(|problem| {
        let source = of.shown.first().map_or("", |shown| shown.spec.id);
        explained(source, problem, lang).title
    });
    match (figures, problem) {
        (Some(figures), Some(problem)) => {
            format!("{figures}{}{problem}", crate::words::pause(lang))
        }
        (Some(text), None) | (None, Some(text)) => text,
        (None, None) if of.is_loading => crate::words::t(lang, Key::OnItsWay).to_owned(),
        (None, None) => crate::words::t(lang, Key::NoData).to_owned(),
    }
}
