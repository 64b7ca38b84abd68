//! The ranges that were typed or drawn last, kept in this browser.

use crate::zoom::Between;
use leptos::prelude::window;
use originscope_core::Query;
use std::cell::RefCell;

/// Where they are kept: one range a line, as the address writes it.
const STORED: &str = "originscope.ranges";
/// How many are kept.
const MOST: usize = 5;

thread_local! {
    /// The same where the browser stores nothing, until the page is closed.
    static KEPT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The ranges, newest first.
pub fn ranges() -> Vec<Between> {
    read(&stored().unwrap_or_else(|| KEPT.with_borrow(Clone::clone)))
}

/// Puts a range in front.
pub fn remember(range: Between) {
    let text = with(range, &ranges());
    let storage = window().local_storage().ok().flatten();
    let is_stored = storage.is_some_and(|storage| storage.set_item(STORED, &text).is_ok());
    if !is_stored {
        KEPT.set(text);
    }
}

fn stored() -> Option<String> {
    window().local_storage().ok()??.get_item(STORED).ok()?
}

/// The text of the ranges with another in front, each once.
fn with(range: Between, others: &[Between]) -> String {
    let others = others.iter().filter(|other| **other != range);
    let lines = std::iter::once(&range).chain(others).take(MOST);
    let line = |range: &Between| format!("from={}&to={}", range.from, range.to);
    lines.map(line).collect::<Vec<_>>().join("\n")
}

/// What stands in a text; lines that are no range, written by another version or by hand, are left out.
fn read(text: &str) -> Vec<Between> {
    let range = |line: &str| {
        let (query, notes) = Query::parse(line);
        (notes.is_empty() && line.contains("from=")).then(|| Between::of(&query))
    };
    text.lines().filter_map(range).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::{TimeExpr, TimeRange};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn hour(at: i64) -> Between {
        Between::fixed(TimeRange::new(at * 3_600, at * 3_600 + 3_600))
    }

    #[test]
    fn the_newest_stands_first_and_each_once() {
        let mut text = String::new();
        for at in [
            500_000, 500_001, 500_000, 500_002, 500_003, 500_004, 500_005,
        ] {
            text = with(hour(at), &read(&text));
        }
        let wanted = [500_005, 500_004, 500_003, 500_002, 500_000].map(hour);
        assert_eq!(read(&text), wanted);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        assert_eq!(read("junk\nfrom=x&to=y\n\nfrom=now-90m&to=now").len(), 1);
        let half_open = Between {
            from: TimeExpr::At(1_748_764_800),
            to: TimeExpr::Now,
        };
        assert_eq!(read(&with(half_open, &[])), [half_open]);
    }
}
