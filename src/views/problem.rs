//! Failures, each as a sentence with its code, whose side it is on, what to do, and a way to try again.

use super::empty::empty_card;
use super::files::OpenFiles;
use super::hops::hops;
use super::proxy::sign_in;
use super::raw::{Raw, raw_lines};
use super::sources::described;
use crate::facts::{Board, Failure, explained, source_name};
use crate::load;
use crate::state::{Catalogue, Menu, State};
use crate::ui::Button;
use crate::words::{Key, Say, aside, colon, fill, side_word, stop};
use leptos::prelude::*;
use originscope_core::{Lang, PlanError, Problem, Retry, Side, Spec, TimeExpr, TimeUnit};

/// What stands over the charts while they have nothing to show: a failure, or why there is nothing.
#[component]
pub fn Stage(state: State) -> impl IntoView {
    move || {
        state.board.with(|board| {
            if board.has_data() {
                return None;
            }
            if board.is_file {
                return Some(stage(vec![nothing_in_files(state)]));
            }
            if let Catalogue::Failed(problem) = state.proxy.get() {
                return Some(stage(vec![card(state, &[], &problem, (None, true))]));
            }
            state.catalogue()?;
            let failures = board.failures();
            if !failures.is_empty() {
                return Some(stage(cards(state, board, &failures)));
            }
            if board.is_loading() {
                return None;
            }
            let chosen = state.chosen.get();
            if let Some(id) = chosen.unknown.first() {
                let title = fill(state.lang.get(), Key::UnknownSource, &[("id", id)]);
                return Some(stage(vec![empty(
                    state,
                    title,
                    Key::UnknownSourceDo,
                    Menu::Sources,
                    Key::SourcesNone,
                )]));
            }
            if chosen.sources.is_empty() {
                let title = state.t(Key::EmptySourcesTitle).to_owned();
                return Some(stage(vec![empty(
                    state,
                    title,
                    Key::EmptySources,
                    Menu::Sources,
                    Key::SourcesNone,
                )]));
            }
            if let Some(refused) = board.refused.first() {
                return Some(stage(vec![refusal(state, refused.spec, refused.error)]));
            }
            empty_card(state, board).map(|card| stage(vec![card]))
        })
    }
}

fn stage(cards: Vec<AnyView>) -> AnyView {
    let class = if cards.len() > 1 {
        "stage many"
    } else {
        "stage"
    };
    view! { <div class=class role="alert">{cards}</div> }.into_any()
}

/// A card for each way in which something failed, and for what could not be asked.
fn cards(state: State, board: &Board, failures: &[Failure]) -> Vec<AnyView> {
    let is_one = failures.len() == 1 && board.refused.is_empty();
    let failed = failures.iter().enumerate().map(|(place, failure)| {
        let Failure { sources, problem } = failure;
        let names = (!is_one).then(|| names(state, sources));
        // One way on stands out, however many cards there are.
        card(state, sources, problem, (names, place == 0))
    });
    let refused = board.refused.iter();
    let refused = refused.map(|refused| refusal(state, refused.spec, refused.error));
    failed.chain(refused).collect()
}

/// The sources that a card is about.
fn names(state: State, sources: &[String]) -> String {
    let specs = sources
        .iter()
        .filter_map(|id| originscope_apis::find(id))
        .map(|api| described(state, api.spec()));
    let between = if state.lang.get() == Lang::Zh {
        "；"
    } else {
        "; "
    };
    specs.collect::<Vec<_>>().join(between)
}

fn empty(state: State, title: String, text: Key, menu: Menu, action: Key) -> AnyView {
    let action = Signal::derive(move || state.t(action).to_owned());
    view! {
        <div class="card lifted">
            <h2>{title}</h2>
            <p>{state.t(text)}</p>
            <div class="act"><Button class="pri" text=action on_click=move || state.menu(menu).set(true)/></div>
        </div>
    }
    .into_any()
}

/// A source that cannot be asked at all.
fn refusal(state: State, spec: &Spec, error: PlanError) -> AnyView {
    if error == PlanError::NoDomain {
        let title = state.t(Key::EmptyDomainsTitle).to_owned();
        return empty(
            state,
            title,
            Key::EmptyDomains,
            Menu::Domains,
            Key::DomainsNone,
        );
    }
    let lang = state.lang.get();
    let title = fill(
        lang,
        Key::PlanTitle,
        &[("product", source_name(lang, spec))],
    );
    view! {
        <div class="card lifted">
            <h2>{title}</h2>
            <p>{plan_sentence(state, error)}</p>
            <div class="act"><LastHour state/></div>
        </div>
    }
    .into_any()
}

/// Why there is no plan, as a sentence.
pub fn plan_sentence(state: State, error: PlanError) -> String {
    let lang = state.lang.get();
    match error {
        PlanError::NoDomain => state.t(Key::EmptyDomains).to_owned(),
        PlanError::EmptyRange => state.t(Key::RangeReversed).to_owned(),
        PlanError::TooManyDomains { most } => {
            fill(lang, Key::PlanTooManyDomains, &[("max", &most.to_string())])
        }
        PlanError::TooManySlots { most } => {
            fill(lang, Key::PlanTooManySlots, &[("max", &most.to_string())])
        }
        PlanError::NoLimits => state.t(Key::PlanNoLimits).to_owned(),
    }
}

fn nothing_in_files(state: State) -> AnyView {
    let text = Signal::derive(move || state.t(Key::BackToLive).to_owned());
    view! {
        <div class="card lifted">
            <h2>{state.t(Key::EmptyTitle)}</h2>
            <p>{state.t(Key::FileNoSlots)}</p>
            <div class="act"><OpenFiles state class="pri"/><Button text on_click=move || load::go_live(state)/></div>
        </div>
    }
    .into_any()
}

#[component]
fn LastHour(state: State) -> impl IntoView {
    let text = Signal::derive(move || state.t(Key::GoToLastHour).to_owned());
    let go = move || {
        state.query.update(|query| {
            query.from = TimeExpr::Ago {
                amount: 1,
                unit: TimeUnit::Hour,
            };
            query.to = TimeExpr::Now;
        });
    };
    view! { <Button class="pri" text on_click=go/> }
}

/// The whole card of a failure; `names` says of what where there are several.
fn card(
    state: State,
    sources: &[String],
    problem: &Problem,
    (names, is_first): (Option<String>, bool),
) -> AnyView {
    let source = sources.first().map_or("", String::as_str);
    let said = explained(source, problem, state.lang.get());
    let is_proxys = problem.side == Side::Proxy;
    let raw = raw_lines(state, problem);
    let is_asking = Memo::new(move |_| state.board.with(|board| board.is_loading()));
    let retry = Signal::derive(move || {
        let words = (state.t(Key::Retry), state.t(Say::AddressTrying));
        if is_asking.get() { words.1 } else { words.0 }.to_owned()
    });
    let proxy = Signal::derive(move || state.t(Say::ProxyOpen).to_owned());
    let inspect = Signal::derive(move || state.t(Say::Inspect).to_owned());
    let has_window = !source.is_empty();
    let retry_class = if problem.status == 401 || !is_first {
        ""
    } else {
        "pri"
    };
    let source = source.to_owned();
    let look = move || state.inspect(state.failed_of(&source));
    view! {
        <div class="card">
            {names.map(|names| view! { <p class="of">{names}</p> })}
            {hops(state, problem)}
            <h2>{said.title}</h2>
            <p>{state.t(Key::SaysNothing)}</p>
            <dl class="facts">
                <dt>{state.t(Key::WhoseSide)}</dt><dd>{state.t(side_word(said.side))}</dd>
                <dt>{state.t(Key::WhatToDo)}</dt><dd>{said.action}</dd>
                <dt>{state.t(Key::RetryHelps)}</dt><dd>{state.t(retry_word(said.retry))}</dd>
            </dl>
            <Raw state text=raw/>
            <div class="act">
                {sign_in(state, problem)}
                <Button class=retry_class text=retry disabled=is_asking on_click=move || state.refresh()/>
                {has_window.then(|| view! { <Button text=inspect on_click=look/> })}
                {is_proxys_word(problem).then(|| view! { <Button text=proxy on_click=move || state.menu(Menu::Proxy).set(true)/> })}
                {is_proxys.then(|| view! { <OpenFiles state/><span class="q">{state.t(Key::OrDrop)}</span> })}
            </div>
        </div>
    }
    .into_any()
}

/// Whether the proxy or its keys are at fault, so that what is known of them helps.
const fn is_proxys_word(problem: &Problem) -> bool {
    matches!(problem.side, Side::Proxy | Side::Account) || problem.status == 401
}

const fn retry_word(retry: Retry) -> Key {
    match retry {
        Retry::No => Key::RetryNo,
        Retry::Soon => Key::RetrySoon,
        Retry::AfterChange => Key::RetryAfterChange,
    }
}

/// Failures beside data: one line each, under the strip.
#[component]
pub fn ProblemLines(state: State) -> impl IntoView {
    let lines = move || {
        state.board.with(|board| {
            if !board.has_data() {
                return Vec::new();
            }
            let lang = state.lang.get();
            let product = |id: &str| {
                originscope_apis::find(id).map_or_else(|| id.to_owned(), |api| source_name(lang, api.spec()).to_owned())
            };
            let failed = board.problems().into_iter().map(|(source, problem, count)| {
                let more = count.saturating_sub(1);
                let more = (more > 0).then(|| fill(lang, Key::MoreProblems, &[("n", &more.to_string())]));
                line(state, product(&source), &source, &problem, more)
            });
            let refused = board.refused.iter().map(|refused| {
                view! { <li><b class="b">{product(refused.spec.id)}</b><span>{plan_sentence(state, refused.error)}</span></li> }
                    .into_any()
            });
            failed.chain(refused).collect::<Vec<AnyView>>()
        })
    };
    move || {
        let lines = lines();
        (!lines.is_empty()).then(|| view! { <div class="panel" role="alert"><ul class="notes problems">{lines}</ul></div> })
    }
}

fn line(
    state: State,
    product: String,
    source: &str,
    problem: &Problem,
    more: Option<String>,
) -> AnyView {
    let lang = state.lang.get();
    let said = explained(source, problem, lang);
    let code = problem
        .upstream_code
        .clone()
        .unwrap_or_else(|| problem.code.clone());
    let inspect = Signal::derive(move || state.t(Say::Inspect).to_owned());
    let source = source.to_owned();
    let look = move || state.inspect(state.failed_of(&source));
    view! {
        <li>
            <b class="b">{product}</b>
            <span>
                {said.title}" "<span class="mono">{code}</span>" "
                {more.map(|more| aside(lang, &more))}
                <span class="q">{state.t(Key::WhoseSide)}{colon(lang)}</span>{state.t(side_word(said.side))}{stop(lang)}
                <span class="q">{state.t(Key::WhatToDo)}{colon(lang)}</span>{said.action}
            </span>
            <span class="end">{sign_in(state, problem)}<Button class="sm" text=inspect on_click=look/></span>
        </li>
    }
    .into_any()
}
