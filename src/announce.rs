//! What is announced without a key being pressed: a verdict that is another than before.

use crate::state::State;
use crate::views::{Sign, VerdictText, verdict_text};
use crate::words::stop;
use leptos::prelude::*;

/// Announces each verdict once. A refresh that finds the same says nothing, and neither do answers that are still to
/// be completed.
pub fn follow(state: State) {
    let settled = Memo::new(move |_| {
        state.board.with(|board| {
            let text = (!board.is_loading()).then(|| verdict_text(state, board))?;
            (text.sign != Sign::Reading).then(|| (board.domains.clone(), text))
        })
    });
    Effect::new(move |said: Option<Option<Said>>| {
        let said = said.flatten();
        let Some((domains, text)) = settled.get() else {
            return said;
        };
        let now = Said {
            domains,
            title: text.title.clone(),
        };
        if said.as_ref() != Some(&now) {
            state.said.set(sentence(state, &text));
        }
        Some(now)
    });
}

/// What was said last.
#[derive(PartialEq)]
struct Said {
    domains: Vec<String>,
    title: String,
}

fn sentence(state: State, text: &VerdictText) -> String {
    let end = stop(state.lang.get_untracked());
    format!("{}{end}{}", text.title, text.line)
}
