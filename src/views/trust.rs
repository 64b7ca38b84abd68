//! How complete and how fresh what is said rests on.

use super::refresh::next_words;
use crate::facts::{Board, Next, Pause, Shown, day_and_time, is_out_of_reach, zone_at};
use crate::state::State;
use crate::words::{Key, fill};
use leptos::prelude::*;
use originscope_core::Coverage;
use std::sync::Arc;

/// How complete what the verdict rests on is.
#[derive(Clone, PartialEq)]
pub(super) struct Trust {
    /// How far it is complete.
    pub(super) complete: String,
    /// What came of what was due, and when the page asks next.
    pub(super) slots: String,
    /// What came of what was due, in figures alone.
    pub(super) terse: String,
}

/// How far the judged source is complete, and how many of its due slots came.
pub(super) fn trust(state: State, board: &Board) -> Option<Trust> {
    let worst = state
        .judged
        .with(|judged| judged.first().map(|one| one.source));
    let judged = board
        .shown
        .iter()
        .find(|shown| Some(shown.spec.id) == worst);
    let lead: Option<Arc<Shown>> = judged.cloned();
    let lead = lead
        .or_else(|| board.lead_codes())
        .or_else(|| board.lead_traffic())?;
    let coverage = lead.timeline.coverage();
    if is_out_of_reach(&lead) {
        // Nothing was due, and nobody asked.
        let (complete, none) = (state.t(Key::OutOfReach), state.t(Key::WindowsNone));
        return Some(Trust {
            complete: complete.to_owned(),
            slots: none.to_owned(),
            terse: none.to_owned(),
        });
    }
    let complete = complete_to(state, board, &lead);
    let slots = [
        ("came", &*coverage.came.to_string()),
        ("due", &*coverage.due.to_string()),
    ];
    let mut due = vec![fill(state.lang.get(), Key::DueSlots, &slots)];
    due.extend(next_in_brief(state));
    Some(Trust {
        complete,
        slots: due.join(" • "),
        terse: terse(state, &coverage),
    })
}

/// The figures; and that nothing more comes by itself, where that is not the reader's looking, which passes.
fn terse(state: State, coverage: &Coverage) -> String {
    let figures = format!("{}/{}", coverage.came, coverage.due);
    match state.next.get() {
        Next::Paused(pause) if pause != Pause::Looking => {
            format!("{figures} • {}", state.t(Key::RefreshPaused))
        }
        Next::Paused(_) | Next::At(_) | Next::Never => figures,
    }
}

/// When the page asks next, or that it does not for now: as short, so that nothing moves when the pointer reads a slot.
fn next_in_brief(state: State) -> Option<String> {
    match state.next.get() {
        Next::At(at) => Some(next_words(state, at)),
        Next::Paused(_) => Some(state.t(Key::RefreshPaused).to_owned()),
        Next::Never => None,
    }
}

/// How far the source that the trust speaks of is complete.
pub(super) fn complete_words(state: State, board: &Board) -> Option<String> {
    let lead = board.lead_codes().or_else(|| board.lead_traffic())?;
    Some(complete_to(state, board, &lead))
}

fn complete_to(state: State, board: &Board, shown: &Shown) -> String {
    let Some(at) = shown.timeline.complete_to() else {
        return state.t(Key::NeverComplete).to_owned();
    };
    let words = [
        ("time", &*day_and_time(at, state.reader(), board.axis)),
        ("zone", &*zone_at(state.offset(), at)),
    ];
    fill(state.lang.get(), Key::CompleteTo, &words)
}
