//! The window strip: every call as a cell on the charts' own time scale, and what became of them all.

use crate::facts::{
    Asking, Beside, Board, CallId, Cell, CellKind, cells, hull, source_name, span_text,
};
use crate::state::State;
use crate::ui::{Button, Glyph, Icon};
use crate::words::{self, Key, Say, fill};
use leptos::prelude::*;
use originscope_core::sort_by_key;
use originscope_core::{Metric, Plan, TimeRange, Vantage};

/// From this width on, percent of the strip, a cell is a button: 24 px of the narrowest strip under a pointer.
const FOR_A_POINTER: f64 = 4.0;
/// The same of the narrowest phone's strip. The button at the end retries what is narrower.
const FOR_A_FINGER: f64 = 10.0;

/// The strip.
#[component]
pub fn Strip(state: State) -> impl IntoView {
    view! {
        <section class="panel strip" aria-label=move || state.t(Key::WindowsLabel)>
            <div class="rows">{move || state.board.with(|board| rows(state, board))}</div>
            <div class="sum">{move || state.board.with(|board| sum(state, board))}</div>
        </section>
    }
}

fn rows(state: State, board: &Board) -> AnyView {
    let axis = if board.is_stale {
        hull(&board.plans)
    } else {
        board.axis
    };
    let plans = in_lanes(&board.plans);
    let names = row_names(state, &plans);
    let row = |(plan, name): (&Plan, String)| {
        let cells = cells(plan, &board.windows, axis);
        let label = name.clone();
        view! {
            <div class="wrow" role="group" aria-label=label>
                <span>{name}</span>
                <span class="cells">{cells.into_iter().map(|cell| cell_view(state, cell, axis)).collect_view()}</span>
            </div>
        }
    };
    plans
        .into_iter()
        .zip(names)
        .map(row)
        .collect_view()
        .into_any()
}

/// The plans in the order in which the figures stand.
fn in_lanes(plans: &[Plan]) -> Vec<&Plan> {
    let mut ordered: Vec<&Plan> = plans.iter().collect();
    sort_by_key(&mut ordered, |plan| {
        originscope_apis::find(&plan.source)
            .map(|api| api.spec())
            .map(|spec| {
                (
                    spec.vantage == Vantage::ViewerSide,
                    spec.metric == Metric::Traffic,
                )
            })
    });
    ordered
}

/// `codes` and `traffic` where that tells the rows apart, else the products.
fn row_names(state: State, plans: &[&Plan]) -> Vec<String> {
    let specs: Vec<_> = plans
        .iter()
        .filter_map(|plan| originscope_apis::find(&plan.source))
        .map(|api| api.spec())
        .collect();
    let count = |metric: Metric| specs.iter().filter(|spec| spec.metric == metric).count();
    let kind = |metric: Metric| {
        state.t(if metric == Metric::StatusCodes {
            Key::UnitCodes
        } else {
            Key::UnitTraffic
        })
    };
    let name = |spec: &originscope_core::Spec| {
        if count(spec.metric) < 2 {
            kind(spec.metric).to_owned()
        } else {
            short_name(source_name(state.lang.get(), spec))
        }
    };
    specs.iter().map(|spec| name(spec)).collect()
}

/// The part of a product's name that tells it from the vendor's others; the gutter is narrow.
fn short_name(product: &str) -> String {
    product
        .split_once(' ')
        .map_or(product, |(_, rest)| rest)
        .to_owned()
}

fn cell_view(state: State, cell: Cell, axis: TimeRange) -> AnyView {
    let (left, width) = place(cell.range, axis);
    let place = format!("left:{left:.4}%;width:calc({width:.4}% - 2px)");
    let is_file = state.board.with_untracked(|board| board.is_file);
    if cell.kind != CellKind::Failed || is_file || width < FOR_A_POINTER {
        return mark(state, &cell, place, "", is_file);
    }
    if width < FOR_A_FINGER {
        let mark = mark(state, &cell, place.clone(), "phone", is_file);
        return view! { {mark}{retry(state, cell, place, "desk")} }.into_any();
    }
    retry(state, cell, place, "")
}

/// A cell to look at, and the hand's way into its call; keys have the button at the end of the strip.
fn mark(state: State, cell: &Cell, place: String, class: &'static str, is_file: bool) -> AnyView {
    let key = match cell.kind {
        CellKind::Done => Key::CellDone,
        CellKind::Waiting => Key::CellWaiting,
        CellKind::Flying => Key::CellFlying,
        CellKind::Failed => Key::CellNarrow,
        CellKind::Late => Key::CellLate,
        CellKind::Far => Key::CellFar,
    };
    let label = label(state, cell, key);
    let class = format!("{} {class}", cell.kind.class());
    let asking = Asking::Shown;
    let first = cell.windows.first().filter(|_| !is_file);
    let first = first.map(|&window| CallId { asking, window });
    let look = move |_| {
        if first.is_some() {
            state.inspect(first);
        }
    };
    view! { <span class=class class:opens=first.is_some() style=place role="img" aria-label=label.clone() title=label on:click=look></span> }.into_any()
}

/// A cell that failed, which asks again.
fn retry(state: State, cell: Cell, place: String, class: &'static str) -> AnyView {
    let label = label(state, &cell, Key::CellFailed);
    let class = format!("{} {class}", cell.kind.class());
    let windows = cell.windows;
    let retry = move |_| {
        for id in &windows {
            state.runner().retry(state, *id);
        }
    };
    view! {
        <button type="button" class=class style=place aria-label=label.clone() title=label on:click=retry>{cell.code}</button>
    }
    .into_any()
}

fn label(state: State, cell: &Cell, key: Key) -> String {
    let span = span_text(cell.range, state.reader(), state.now.get());
    fill(
        state.lang.get(),
        key,
        &[("span", &span), ("code", &cell.code)],
    )
}

/// Left edge and width in percent of the axis.
fn place(range: TimeRange, axis: TimeRange) -> (f64, f64) {
    #[allow(clippy::cast_precision_loss)] // seconds of one range
    let percent = |seconds: i64| 100.0 * seconds as f64 / axis.seconds().max(1) as f64;
    (
        percent(range.start.saturating_sub(axis.start)),
        percent(range.seconds()),
    )
}

fn sum(state: State, board: &Board) -> AnyView {
    let lang = state.lang.get();
    let (done, all) = board.progress();
    let failed = board.failed();
    let cancelled = board.cancelled();
    let rest = Signal::derive(move || state.t(Say::ReadRest).to_owned());
    let code = failed.first().map(|(_, problem)| {
        problem
            .upstream_code
            .clone()
            .unwrap_or_else(|| problem.code.clone())
    });
    let title = if board.is_file {
        fill(lang, Key::FilesCount, &[("n", &all.to_string())])
    } else if all == 0 {
        state.t(Key::WindowsNone).to_owned()
    } else {
        fill(
            lang,
            Key::WindowsDone,
            &[("done", &done.to_string()), ("all", &all.to_string())],
        )
    };
    let below = match code {
        Some(code) => fill(
            lang,
            if board.is_loading() {
                Key::WindowsRetrying
            } else {
                Key::WindowsFailed
            },
            &[("n", &failed.len().to_string()), ("code", &code)],
        ),
        None if board.is_loading() => fill(
            lang,
            Key::WindowsFlying,
            &[("n", &board.in_flight().to_string())],
        ),
        None if board.is_file => state.t(Key::FilesNoCall).to_owned(),
        None if all == 0 => String::new(),
        None if cancelled > 0 => fill(
            lang,
            Say::WindowsCancelled,
            &[("n", &cancelled.to_string())],
        ),
        None => state.t(Key::WindowsAll).to_owned(),
    };
    let retry = Signal::derive(move || state.t(Key::Retry).to_owned());
    let inspect = Signal::derive(move || state.t(Say::Inspect).to_owned());
    let has_calls = all > 0 && !board.is_file;
    let beside: Vec<String> = [
        (board.compared.as_ref(), Key::BesideEarlier),
        (board.splitting.as_ref(), Key::BesideSplit),
    ]
    .into_iter()
    .filter_map(|(beside, key)| Some(beside_line(state, beside?, key)))
    .collect();
    let lines = [&board.compared, &board.splitting].into_iter().flatten();
    let beside_failed = lines.map(|beside| beside.failed().len()).sum::<usize>() > 0;
    let has_failed = !failed.is_empty() && !board.is_file;
    let retry_all = move || {
        state.runner().retry_beside(state);
        if has_failed {
            state.refresh();
        }
    };
    view! {
        {has_failed.then(|| view! { <span style="color:var(--c5t)"><Icon glyph=Glyph::Alert/></span> })}
        <span><b class="b">{title}</b><br/><span class="m">{below}</span>{beside.into_iter().map(|line| view! { <br/><span class="m">{line}</span> }).collect_view()}</span>
        <span class="grow"></span>
        {(has_failed || beside_failed).then(|| view! { <Button class="sm" text=retry on_click=retry_all/> })}
        {(cancelled > 0).then(|| view! { <Button class="sm" text=rest on_click=move || state.refresh()/> })}
        {has_calls.then(|| view! { <Button class="sm" text=inspect on_click=move || state.inspect(None)/> })}
    }
    .into_any()
}

/// How what stands beside the question is getting on, in words: its windows are of another time or of one domain, and
/// have no place on this axis.
fn beside_line(state: State, beside: &Beside, key: Key) -> String {
    let lang = state.lang.get();
    let (done, all) = beside.progress();
    let words = [("done", &*done.to_string()), ("all", &*all.to_string())];
    let mut line = fill(lang, key, &words);
    let failed = beside.failed();
    if let Some((_, problem)) = failed.first() {
        let code = problem.upstream_code.as_ref().unwrap_or(&problem.code);
        let words = [("n", &*failed.len().to_string()), ("code", code)];
        line.push_str(words::pause(lang));
        line.push_str(&fill(lang, Key::WindowsFailed, &words));
    }
    if !beside.out_of_reach().is_empty() || !beside.refused.is_empty() {
        line.push_str(words::pause(lang));
        line.push_str(state.t(Key::BesideFar));
    }
    line
}
