//! Beside the tiles, what of the comparison is missing: a change is never told against nothing, and why there is none is.

use super::problem::plan_sentence;
use super::sources::described;
use crate::facts::{Beside, CallId, Lack, Why, explained, lacks, source_name};
use crate::state::{Menu, State};
use crate::ui::Button;
use crate::words::{Key, Say, aside, colon, compare_word, fill, side_word, span, stop};
use leptos::prelude::*;
use originscope_core::{Problem, Side};

/// One source without a comparison, in words.
#[derive(Clone, Default, PartialEq)]
struct Line {
    product: String,
    what: String,
    /// The vendor's code, or the proxy's.
    code: Option<String>,
    side: Option<Side>,
    action: String,
    call: Option<CallId>,
}

/// What is missing, a line a source; nothing while the comparison is whole.
#[component]
pub fn LacksNote(state: State) -> impl IntoView {
    let lines = Memo::new(move |_| told(state));
    let title = move || {
        let compare = state
            .board
            .with(|board| board.compared.as_ref().and_then(|beside| beside.compare))?;
        let period = state.t(compare_word(compare));
        Some(fill(
            state.lang.get(),
            Say::LackTitle,
            &[("period", period)],
        ))
    };
    move || {
        let lines = lines.get();
        let has_failed = lines.iter().any(|line| line.call.is_some());
        (!lines.is_empty()).then(|| {
            view! {
                <div class="panel lacks" role="alert">
                    <ul class="notes problems">
                        <li class="head"><b class="b">{title}</b><span class="end">{actions(state, has_failed)}</span></li>
                        {lines.into_iter().map(|line| row(state, line)).collect_view()}
                    </ul>
                </div>
            }
        })
    }
}

/// What can be done about it: ask again, or compare with something else.
fn actions(state: State, has_failed: bool) -> AnyView {
    let is_asking = Memo::new(move |_| {
        state
            .board
            .with(|board| board.compared.as_ref().is_some_and(Beside::is_loading))
    });
    let retry = Signal::derive(move || {
        let words = (state.t(Key::Retry), state.t(Say::AddressTrying));
        if is_asking.get() { words.1 } else { words.0 }.to_owned()
    });
    let other = Signal::derive(move || state.t(Say::LackOther).to_owned());
    let choose = move || state.menu(Menu::Compare).set(true);
    view! {
        {has_failed.then(|| view! { <Button class="sm" text=retry disabled=is_asking on_click=move || state.runner().retry_beside(state)/> })}
        <Button class="sm" text=other on_click=choose/>
    }
    .into_any()
}

fn row(state: State, line: Line) -> AnyView {
    let lang = state.lang.get();
    let inspect = Signal::derive(move || state.t(Say::Inspect).to_owned());
    let call = line.call;
    let side = line.side.map(|side| {
        let (name, side) = (state.t(Key::WhoseSide), state.t(side_word(side)));
        view! { <span class="q">{name}{colon(lang)}</span>{side}{stop(lang)} }
    });
    let action = (!line.action.is_empty()).then(|| {
        view! { <span class="q">{state.t(Key::WhatToDo)}{colon(lang)}</span>{line.action} }
    });
    view! {
        <li>
            <b class="b">{line.product}</b>
            <span>{line.what}" "{line.code.map(|code| view! { <span class="mono">{code}</span>" " })}{side}{action}</span>
            {call.is_some().then(|| view! { <span class="end"><Button class="sm" text=inspect on_click=move || state.inspect(call)/></span> })}
        </li>
    }
    .into_any()
}

fn told(state: State) -> Vec<Line> {
    // With nothing to compare there is something else to say.
    let lacks = state.board.with(|board| {
        if board.has_data() {
            lacks(board)
        } else {
            Vec::new()
        }
    });
    lacks.into_iter().map(|lack| line(state, lack)).collect()
}

fn line(state: State, Lack { spec, why }: Lack) -> Line {
    let lang = state.lang.get();
    let (named, product) = (described(state, spec), source_name(lang, spec));
    let kept = |key: Say, keeps: i64| {
        let words = [("product", product), ("span", &span(lang, keeps))];
        fill(lang, key, &words)
    };
    let (what, action) = match &why {
        Why::Failed {
            problem,
            call,
            failed,
            all,
        } => {
            let line = failure(state, spec.id, problem, (*failed, *all));
            return Line {
                product: named,
                call: Some(*call),
                ..line
            };
        }
        Why::Gone(keeps) => (kept(Say::LackGone, *keeps), state.t(Say::LackNearer)),
        Why::Partly(keeps) => (kept(Say::LackPartly, *keeps), state.t(Say::LackNearer)),
        Why::Refused(error) => (plan_sentence(state, *error), state.t(Say::LackNearer)),
    };
    Line {
        product: named,
        what,
        action: action.to_owned(),
        ..Line::default()
    }
}

fn failure(state: State, source: &str, problem: &Problem, (failed, all): (usize, usize)) -> Line {
    let lang = state.lang.get();
    let said = explained(source, problem, lang);
    let count = [("n", failed.to_string()), ("all", all.to_string())];
    let count = count.each_ref().map(|(name, n)| (*name, n.as_str()));
    let part = aside(lang, &fill(lang, Say::LackCalls, &count));
    Line {
        what: format!("{part}{}", said.title),
        code: problem
            .upstream_code
            .clone()
            .or_else(|| Some(problem.code.clone())),
        side: Some(said.side),
        action: said.action,
        ..Line::default()
    }
}
