//! The first band: what can be said now, how complete it is. It makes no claim of health: numbers, or that none are there.

use crate::facts::{Board, Shown, bit_rate, bit_rates, day_and_time, top_code, zone_text};
use crate::state::{Catalogue, State};
use crate::words::{Key, fill};
use leptos::prelude::*;
use originscope_core::{Class, Problem, Summary, Vantage, format, mean_share, summary};
use std::sync::Arc;

/// What the band says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Reading,
    Numbers,
    CannotTell,
    Nothing,
}

#[derive(Clone, PartialEq)]
struct Said {
    signal: Sign,
    title: String,
    line: String,
    evidence: String,
    trust: Option<(String, String)>,
}

/// The verdict band.
#[component]
pub fn Verdict(state: State) -> impl IntoView {
    let said = Memo::new(move |_| state.board.with(|board| say(state, board)));
    let can_retry = move || state.board.with(|board| !board.failed().is_empty() || matches!(state.proxy.get(), Catalogue::Failed(_)));
    let is_loading = move || state.board.with(|board| board.is_loading());
    view! {
        <section class="verdict" role="status">
            {move || picture(said.get().signal)}
            <div class="say">
                <div class="l1"><h1>{move || said.get().title}</h1><p>{move || said.get().line}</p></div>
                <p class="l2">{move || said.get().evidence}</p>
                {move || said.get().trust.map(|(complete, slots)| view! { <p class="l3"><span>{format!("{complete} • {slots}")}</span></p> })}
            </div>
            {move || said.get().trust.map(|(complete, slots)| view! {
                <div class="trust"><div class="b">{complete}</div><div class="m">{slots}</div></div>
            })}
            <Show when=is_loading>
                <button type="button" class="btn" on:click=move |_| state.runner().cancel(state)>{move || state.t(Key::Cancel)}</button>
            </Show>
            <Show when=move || can_retry() && !is_loading()>
                <button type="button" class="btn" on:click=move |_| state.refresh()>{move || state.t(Key::Retry)}</button>
            </Show>
        </section>
    }
}

fn say(state: State, board: &Board) -> Said {
    let lang = state.lang.get();
    let plain = |signal, title: Key, line: String, evidence: Key| Said {
        signal,
        title: state.t(title).to_owned(),
        line,
        evidence: state.t(evidence).to_owned(),
        trust: None,
    };
    if let Catalogue::Failed(problem) = state.proxy.get()
        && !board.has_data()
    {
        return plain(Sign::CannotTell, Key::CannotTell, problem.title, Key::SaysNothing);
    }
    if board.has_data() {
        let mut said = numbers(state, board);
        if board.is_stale && !board.is_loading() {
            said.signal = Sign::CannotTell;
            said.title = state.t(Key::CannotTell).to_owned();
            said.line = first_problem(state, board);
            said.evidence = state.t(Key::StillShown).to_owned();
        }
        return said;
    }
    if board.is_loading() {
        let (done, all) = board.progress();
        let line = fill(lang, Key::ReadingLine, &[("done", &done.to_string()), ("all", &all.to_string())]);
        return Said { trust: trust(state, board), ..plain(Sign::Reading, Key::Reading, line, Key::ReadingHint) };
    }
    if state.proxy.get() == Catalogue::Asking {
        return plain(Sign::Reading, Key::Reading, String::new(), Key::Nothing);
    }
    let failed = !board.failed().is_empty() || !board.refused.is_empty();
    let signal = if failed { Sign::CannotTell } else { Sign::Nothing };
    Said { trust: trust(state, board), ..plain(signal, Key::CannotTell, first_problem(state, board), Key::SaysNothing) }
}

/// The first thing that went wrong, as a sentence; that there is nothing to read if nothing did.
fn first_problem(state: State, board: &Board) -> String {
    let problem = board.problems().into_iter().next().map(|(_, problem, _): (String, Problem, usize)| problem.title);
    problem
        .or_else(|| board.refused.first().map(|refused| super::problem::plan_sentence(state, refused.error)))
        .unwrap_or_else(|| state.t(Key::EmptyTitle).to_owned())
}

fn numbers(state: State, board: &Board) -> Said {
    let trust = trust(state, board);
    let traffic = board.lead_traffic().and_then(|shown| Some((bit_rates(&shown), shown)));
    let traffic_now = traffic.as_ref().and_then(|(rates, shown)| summary(&shown.timeline, rates));
    let said = |title, line, evidence| Said { signal: Sign::Numbers, title, line, evidence, trust: trust.clone() };
    let codes = board.lead_codes().and_then(|shown| {
        let shares = shown.timeline.class_shares(Class::ServerError);
        Some((summary(&shown.timeline, &shares)?, shown))
    });
    match (codes, traffic_now) {
        (Some((five, shown)), traffic) => {
            let lang = state.lang.get();
            let title = fill(lang, Key::ShareIs, &[("share", &format::share(five.now))]);
            said(title, code_line(state, board, &shown, &five), evidence(state, &shown, traffic.as_ref()))
        }
        (None, Some(rate)) => {
            let words = [
                ("time", day_and_time(rate.now_at, state.offset(), board.now)),
                ("mean", bit_rate(rate.mean)),
                ("max", bit_rate(rate.max)),
                ("at", day_and_time(rate.max_at, state.offset(), board.now)),
            ];
            let line = filled(state, Key::TrafficOnly, &words);
            said(format!("{} {}", state.t(Key::OriginTraffic), bit_rate(rate.now)), line, String::new())
        }
        (None, None) => said(state.t(Key::NoData).to_owned(), first_problem(state, board), String::new()),
    }
}

fn code_line(state: State, board: &Board, shown: &Arc<Shown>, five: &Summary) -> String {
    let key = match shown.spec.vantage {
        Vantage::OriginSide => Key::ShareSince,
        Vantage::ViewerSide => Key::ShareSinceViewer,
    };
    let mean = mean_share(&shown.timeline, Class::ServerError).unwrap_or(five.mean);
    let words = [
        ("time", day_and_time(five.now_at, state.offset(), board.now)),
        ("mean", format::share(mean)),
        ("max", format::share(five.max)),
        ("at", day_and_time(five.max_at, state.offset(), board.now)),
    ];
    filled(state, key, &words)
}

fn evidence(state: State, shown: &Arc<Shown>, traffic: Option<&Summary>) -> String {
    let mut parts = Vec::new();
    if let Some(rate) = traffic {
        parts.push(filled(state, Key::TrafficIs, &[("rate", bit_rate(rate.now))]));
    }
    if let Some((code, part)) = top_code(&shown.timeline, Class::ServerError)
        && let Some(number) = code.number()
    {
        parts.push(filled(state, Key::TopCode, &[("part", format!("{part:.0}")), ("code", number.to_string())]));
    }
    parts.join(" ")
}

fn filled(state: State, key: Key, words: &[(&str, String)]) -> String {
    let words: Vec<(&str, &str)> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(state.lang.get(), key, &words)
}

/// How far the leading source is complete, and how many of its due slots came.
fn trust(state: State, board: &Board) -> Option<(String, String)> {
    let lead = board.lead_codes().or_else(|| board.lead_traffic())?;
    let coverage = lead.timeline.coverage();
    let offset = state.offset();
    let complete = match lead.timeline.complete_to() {
        Some(at) => {
            filled(state, Key::CompleteTo, &[("time", day_and_time(at, offset, board.now)), ("zone", zone_text(offset))])
        }
        None => state.t(Key::NeverComplete).to_owned(),
    };
    let slots = [("came", coverage.came.to_string()), ("due", coverage.due.to_string())];
    Some((complete, filled(state, Key::DueSlots, &slots)))
}

fn picture(signal: Sign) -> AnyView {
    match signal {
        Sign::Reading => view! {
            <svg class="sig spin" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="17" fill="none" stroke="var(--edge)" stroke-width="3"></circle><path d="M20 3a17 17 0 0 1 17 17" fill="none" stroke="var(--ink)" stroke-width="3" stroke-linecap="round"></path></svg>
        }
        .into_any(),
        Sign::Numbers => view! {
            <svg class="sig" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="17" fill="none" stroke="var(--mark)" stroke-width="3"></circle><path d="M13.500 26v-5M20 26V14M26.500 26v-8" fill="none" stroke="var(--ink2)" stroke-width="3" stroke-linecap="round"></path></svg>
        }
        .into_any(),
        Sign::CannotTell => view! {
            <svg class="sig" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="17" fill="none" stroke="var(--mark)" stroke-width="3"></circle><path d="M15.5 16.200a4.5 4.5 0 1 1 6.8 3.900c-1.5.9-2.3 1.7-2.3 3.4" fill="none" stroke="var(--ink2)" stroke-width="3" stroke-linecap="round"></path><circle cx="20" cy="28.8" r="2" fill="var(--ink2)"></circle></svg>
        }
        .into_any(),
        Sign::Nothing => view! {
            <svg class="sig" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="17" fill="none" stroke="var(--mark)" stroke-width="3" stroke-dasharray="4 4.9"></circle><path d="M14 20h12" stroke="var(--ink2)" stroke-width="3" stroke-linecap="round"></path></svg>
        }
        .into_any(),
    }
}
