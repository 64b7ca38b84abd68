//! Why the verdict is what it is: every rule with what it found and what follows, and the thresholds to change.

use super::lines::LinesForm;
use crate::facts::source_name;
use crate::state::{Menu, State};
use crate::ui::{Button, Glyph, Icon, Popover};
use crate::words::{Key, Say, colon};
use leptos::prelude::*;
use originscope_core::verdict::words::{RuleWords, say};
use originscope_core::verdict::{Outcome, Verdict};

/// The button and its table.
#[component]
pub fn Why(state: State) -> impl IntoView {
    let label = Signal::derive(move || state.t(Key::WhyLabel).to_owned());
    let has_rules = Memo::new(move |_| {
        let with_rules = |judged: &crate::facts::Judged| !judged.verdict.evidence.is_empty();
        state.judged.with(|all| all.iter().any(with_rules))
    });
    let trigger = move || {
        view! { <span>{move || state.t(Key::Why)}</span><Icon glyph=Glyph::Down/> }.into_any()
    };
    view! {
        <Show when=move || has_rules.get()>
            <Popover open=state.menu(Menu::Why) label panel="right why" trigger>
                {move || tables(state)}
                <Lines state/>
            </Popover>
        </Show>
        <Show when=move || state.has_own_lines()>
            <span class="chip own" title=move || state.t(Say::LinesOwnHint)>{move || state.t(Say::LinesOwn)}</span>
        </Show>
    }
}

/// The way to the thresholds, and the thresholds themselves.
#[component]
fn Lines(state: State) -> impl IntoView {
    let editing = RwSignal::new(false);
    let edit = Signal::derive(move || state.t(Say::LinesEdit).to_owned());
    view! {
        <Show
            when=move || editing.get()
            fallback=move || view! { <div class="act"><Button class="sm" text=edit on_click=move || editing.set(true)/></div> }
        >
            <LinesForm state editing/>
        </Show>
    }
}

fn tables(state: State) -> Vec<AnyView> {
    let judged = state.judged.get();
    let many = judged.len() > 1;
    let table = |judged: &crate::facts::Judged| {
        let name = originscope_apis::find(judged.source)
            .map(|api| source_name(state.lang.get(), api.spec()))
            .filter(|_| many);
        one(state, &judged.verdict, name)
    };
    judged.iter().map(table).collect()
}

fn one(state: State, verdict: &Verdict, name: Option<&'static str>) -> AnyView {
    let words = say(verdict, state.lang.get(), state.offset());
    let row = |rule: RuleWords| {
        let glyph = match rule.outcome {
            Outcome::Met => Glyph::Check,
            Outcome::NotMet => Glyph::Cross,
            Outcome::Unknown => Glyph::None,
        };
        view! {
            <tr>
                <th scope="row">{rule.rule}</th>
                <td>{rule.evidence}</td>
                <td><span class="so"><Icon glyph small=true/>{rule.so}</span></td>
            </tr>
        }
    };
    view! {
        {name.map(|name| view! { <h3>{name}{colon(state.lang.get())}{words.headline.clone()}</h3> })}
        <table tabindex="0">
            <thead><tr>
                <th scope="col">{state.t(Key::WhyRule)}</th>
                <th scope="col">{state.t(Key::WhyEvidence)}</th>
                <th scope="col">{state.t(Key::WhySo)}</th>
            </tr></thead>
            <tbody>{words.rules.into_iter().map(row).collect_view()}</tbody>
        </table>
        {words.quadrant.map(|text| view! { <p class="text">{text}</p> })}
    }
    .into_any()
}
