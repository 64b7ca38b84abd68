//! Moving through time.

use crate::facts::check;
use crate::keys::report;
use crate::share;
use crate::state::State;
use crate::words::Key;
use crate::zoom::Between;
use leptos::prelude::*;
use leptos::task::spawn_local;
use originscope_core::{TimeExpr, TimeRange};

/// Moves the range by its own length, never past now.
pub fn shift(state: State, steps: i64) {
    if state.is_file.get_untracked() {
        return;
    }
    let (range, now) = (state.range.get_untracked(), state.now.get_untracked());
    let end = range
        .end
        .saturating_add(range.seconds().saturating_mul(steps))
        .min(now);
    let range = TimeRange::new(end.saturating_sub(range.seconds()), end);
    state.go(Between::fixed(range));
}

/// Goes back to the last range that moved with now.
pub fn go_live(state: State) {
    state.go(state.last_live.get_untracked());
}

/// A range twice as long around the same middle, never past now.
pub fn zoom_out(state: State) {
    if state.is_file.get_untracked() {
        return;
    }
    let (range, now) = (state.range.get_untracked(), state.now.get_untracked());
    let end = range.end.saturating_add(range.seconds() / 2).min(now);
    let start = end.saturating_sub(range.seconds().saturating_mul(2));
    state.go(Between::fixed(TimeRange::new(start, end)));
}

/// The same range in times that do not move with now.
pub fn fix(state: State) {
    if !state.is_file.get_untracked() {
        state.go(Between::fixed(state.range.get_untracked()));
    }
}

/// Puts the range on the clipboard, as the address writes it.
pub fn copy_range(state: State) {
    let text = state
        .query
        .with_untracked(|query| format!("{} {}", query.from, query.to));
    spawn_local(async move {
        let key = if share::copy(&text).await {
            Key::RangeCopied
        } else {
            Key::RangeNotCopied
        };
        report(state, key);
    });
}

/// Shows the range that [`copy_range`] put on the clipboard, here or in another window.
pub fn paste_range(state: State) {
    if state.is_file.get_untracked() {
        return;
    }
    spawn_local(async move {
        let text = share::pasted().await.unwrap_or_default();
        match between(state, &text) {
            Some(range) => state.go(range),
            None => report(state, Key::RangeNotPasted),
        }
    });
}

/// Two times, the first before the second and before now.
fn between(state: State, text: &str) -> Option<Between> {
    let (from, to) = text.trim().split_once(' ')?;
    let (from, to) = (TimeExpr::parse(from)?, TimeExpr::parse(to)?);
    let days = untrack(|| state.offset());
    check(from, to, state.now.get_untracked(), days).ok()?;
    Some(Between { from, to })
}
