//! The query and the page's address, kept equal.

use crate::state::State;
use crate::zone;
use crate::zoom::Between;
use leptos::prelude::*;
use originscope_core::{Query, QueryNote, QueryNoteKind, TimeExpr, Zone};
use wasm_bindgen::JsValue;

/// The query in the address, with what in it could not be read.
pub fn read() -> (Query, Vec<QueryNote>) {
    let search = window().location().search().unwrap_or_default();
    let (mut query, mut notes) = Query::parse(search.trim_start_matches('?'));
    // Only the browser knows which zones have rules; the form of the name was checked.
    if let Zone::Named(name) = &query.zone
        && !zone::is_known(name)
    {
        notes.push(QueryNote {
            key: "tz".to_owned(),
            value: name.clone(),
            kind: QueryNoteKind::BadValue,
        });
        query.zone = Zone::default();
    }
    (query, notes)
}

/// Writes the query into the address when it changes, and reads it back on Back and Forward.
///
/// A change of what is asked makes a step in the history, so that Back undoes it; a change of how it looks does not.
pub fn follow(state: State) {
    Effect::new(move |before: Option<Query>| {
        let query = state.query.get();
        if let Some(before) = before {
            write(&before, &query);
        }
        if query.to == TimeExpr::Now {
            state.last_live.set(Between::of(&query));
        }
        query
    });
    let popped = window_event_listener(leptos::ev::popstate, move |_| {
        let (query, notes) = read();
        state.notes.set(notes);
        state.query.set(query);
    });
    on_cleanup(move || popped.remove());
}

fn write(before: &Query, query: &Query) {
    let text = query.to_string();
    let present = window().location().search().unwrap_or_default();
    if present.trim_start_matches('?') == text {
        return;
    }
    let path = window().location().pathname().unwrap_or_default();
    let address = if text.is_empty() {
        path
    } else {
        format!("{path}?{text}")
    };
    let Ok(history) = window().history() else {
        return;
    };
    let done = if asks_the_same(before, query) {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    };
    if let Err(error) = done {
        // Browsers refuse more than a few hundred changes a minute; the address catches up with the next one.
        leptos::logging::warn!("the address was not changed: {error:?}");
    }
}

/// Whether two queries differ in nothing but how it looks: then the address changes without a step in the history.
pub fn asks_the_same(a: &Query, b: &Query) -> bool {
    let asked_by = |query: &Query| {
        // Every field is named, so that a new one has to be put on one side.
        let Query {
            sources,
            domains,
            from,
            to,
            step,
            isolate,
            isp,
            region,
            compare,
            split,
            zone: _,
            theme: _,
            lang: _,
            refresh: _,
            units: _,
            hidden: _,
            measure: _,
            detail: _,
            pin: _,
            volumes: _,
            binary: _,
            of_shown: _,
            sort: _,
            unknown: _,
        } = query.clone();
        let asked = (sources, domains, from, to, step, isp, region);
        (asked, isolate, compare, split)
    };
    asked_by(a) == asked_by(b)
}
