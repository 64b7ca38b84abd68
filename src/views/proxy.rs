//! The proxy: whether it answers, from where, in whose name, within which limits, and what its keys must be allowed.

use super::connect::Connect;
use super::raw::Raw;
use super::sources::{described, status_note};
use crate::facts::{explained, limit_lines, source_name};
use crate::place;
use crate::state::{Catalogue, Menu, State};
use crate::ui::Drawer;
use crate::words::{Key, Say, fill, side_word};
use leptos::prelude::*;
use originscope_core::{Problem, SourcesAnswer, Spec};

/// The sheet.
#[component]
pub fn ProxyPanel(state: State) -> impl IntoView {
    let label = Signal::derive(move || state.t(Key::ProxyHeading).to_owned());
    let close = Signal::derive(move || state.t(Say::Close).to_owned());
    view! {
        <Drawer open=state.menu(Menu::Proxy) label close>
            {move || standing(state)}
            <h3>{move || state.t(Say::AddressField)}</h3>
            <Connect state/>
            <h3>{move || state.t(Say::LimitsHeading)}</h3>
            {move || limits(state)}
            <h3>{move || state.t(Say::PolicyHeading)}</h3>
            <p class="q">{move || state.t(Say::PolicyHint)}</p>
            {move || policies(state)}
        </Drawer>
    }
}

fn standing(state: State) -> AnyView {
    let address =
        view! { <dt>{state.t(Say::AddressField)}</dt><dd class="mono">{place::shown()}</dd> };
    match state.proxy.get() {
        Catalogue::Asking => view! { <dl class="facts">{address}<dt>{state.t(Say::Reachable)}</dt><dd>{state.t(Key::Nothing)}</dd></dl> }.into_any(),
        Catalogue::Failed(problem) => view! { <dl class="facts">{address}{failure(state, &problem)}</dl> }.into_any(),
        Catalogue::Here(answer) => view! { <dl class="facts">{address}{facts(state, &answer)}</dl> }.into_any(),
    }
}

fn failure(state: State, problem: &Problem) -> AnyView {
    let said = explained("", problem, state.lang.get());
    view! {
        <dt>{state.t(Say::Reachable)}</dt><dd>{said.title}" "<span class="mono">{problem.code.clone()}</span></dd>
        <dt>{state.t(Key::WhoseSide)}</dt><dd>{state.t(side_word(said.side))}</dd>
        <dt>{state.t(Key::WhatToDo)}</dt><dd>{said.action}" "{sign_in(state, problem)}</dd>
    }
    .into_any()
}

/// The way to sign in, where the proxy does not know who asks.
pub(super) fn sign_in(state: State, problem: &Problem) -> Option<AnyView> {
    let href = place::login();
    (problem.status == 401)
        .then(|| view! { <a class="btn pri" href=href>{state.t(Say::SignIn)}</a> }.into_any())
}

fn facts(state: State, answer: &SourcesAnswer) -> AnyView {
    let lang = state.lang.get();
    let skew = state.clock_skew.get();
    let seconds = skew.abs().to_string();
    let key = match skew {
        -1..=1 => Say::SkewNone,
        2.. => Say::SkewAhead,
        _ => Say::SkewBehind,
    };
    let sources = answer.sources.iter().filter_map(|status| {
        let spec = originscope_apis::find(&status.id)?.spec();
        Some(view! { <dt>{described(state, spec)}</dt><dd>{status_note(state, status)}</dd> })
    });
    let other = state.other_version().map(|line| view! { <p>{line}</p> });
    view! {
        <dt>{state.t(Say::Reachable)}</dt><dd>{fill(lang, Say::ReachableYes, &[("version", &answer.version)])}{other}</dd>
        <dt>{state.t(Say::Clock)}</dt><dd>{fill(lang, key, &[("n", &seconds)])}</dd>
        {sources.collect_view()}
    }
    .into_any()
}

fn limits(state: State) -> AnyView {
    let lang = state.lang.get();
    let row = |spec: &'static Spec| {
        let lines = limit_lines(spec, lang, None);
        let lines = lines.into_iter().map(|line| view! { <p>{line}</p> });
        view! { <dt>{described(state, spec)}</dt><dd>{lines.collect_view()}</dd> }
    };
    let rows = originscope_apis::registry()
        .iter()
        .map(|api| row(api.spec()));
    view! { <dl class="facts">{rows.collect_view()}</dl> }.into_any()
}

fn policies(state: State) -> Vec<AnyView> {
    let mut accounts: Vec<&'static Spec> = Vec::new();
    for api in originscope_apis::registry() {
        let spec = api.spec();
        if !accounts.iter().any(|other| other.account == spec.account) {
            accounts.push(spec);
        }
    }
    let one = |spec: &'static Spec| {
        let text = originscope_apis::policy(spec.account);
        let name = source_name(state.lang.get(), spec);
        let vendor = name.split(' ').next().unwrap_or(name).to_owned();
        view! { <h4>{vendor}</h4><Raw state text/> }.into_any()
    };
    accounts.into_iter().map(one).collect()
}
