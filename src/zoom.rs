//! Into a part of the range, and back.

use crate::recent;
use crate::state::State;
use crate::url::asks_the_same;
use leptos::prelude::*;
use originscope_core::{Query, TimeExpr, TimeRange};

/// A range as the address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// Its start.
    pub from: TimeExpr,
    /// Its end.
    pub to: TimeExpr,
}

/// A step into a part of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zoomed {
    /// The range before.
    before: Between,
    /// The query after it.
    after: Query,
}

impl Default for Between {
    /// The range of the plain page.
    fn default() -> Self {
        Self::of(&Query::default())
    }
}

impl Between {
    /// The range of a query.
    pub const fn of(query: &Query) -> Self {
        Self {
            from: query.from,
            to: query.to,
        }
    }

    /// The range between two moments, UTC seconds.
    pub const fn fixed(range: TimeRange) -> Self {
        Self {
            from: TimeExpr::At(range.start),
            to: TimeExpr::At(range.end),
        }
    }
}

impl State {
    /// Shows another range; the address keeps the step.
    pub fn go(&self, to: Between) {
        self.query.update(|query| {
            query.from = to.from;
            query.to = to.to;
        });
    }
}

/// Shows a part of the range. The address keeps every step, so that Back returns exactly to the range before.
pub fn zoom(state: State, range: TimeRange) {
    if state.is_file.get_untracked() || range.is_empty() {
        return;
    }
    let before = state.query.with_untracked(Between::of);
    recent::remember(Between::fixed(range));
    state.go(Between::fixed(range));
    let after = state.query.get_untracked();
    state
        .zooms
        .update(|zooms| zooms.push(Zoomed { before, after }));
}

/// Returns to the range before the last zoom, as the browser's Back does where nothing else was chosen since; without a
/// zoom it does nothing, because Back would leave the page.
pub fn zoom_back(state: State) {
    let query = state.query.get_untracked();
    let Some(step) = last_into(state, &Between::of(&query)) else {
        return;
    };
    if !asks_the_same(&step.after, &query) {
        state.go(step.before);
    } else if let Ok(history) = window().history()
        && let Err(error) = history.back()
    {
        leptos::logging::warn!("there is no way back: {error:?}");
    }
}

/// Whether a zoom led to the range that is shown.
pub fn is_zoomed(state: State) -> bool {
    let range = state.query.with(Between::of);
    let led_here = |step: &Zoomed| Between::of(&step.after) == range;
    state.zooms.with(|zooms| zooms.iter().any(led_here))
}

/// Takes the newest zoom that led to a range; those after it were taken back by other means.
fn last_into(state: State, range: &Between) -> Option<Zoomed> {
    state
        .zooms
        .try_update(|zooms| {
            let place = zooms
                .iter()
                .rposition(|step| Between::of(&step.after) == *range)?;
            zooms.truncate(place.saturating_add(1));
            zooms.pop()
        })
        .flatten()
}

/// Returns to the range before the first of the zooms that led here, one after the other.
pub fn unzoom(state: State) {
    let mut at = state.query.with_untracked(Between::of);
    let here = at;
    while let Some(step) = last_into(state, &at) {
        at = step.before;
    }
    if at != here {
        state.go(at);
    }
}
