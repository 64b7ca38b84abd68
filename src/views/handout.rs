//! What a row of a menu hands out, made at the moment of the choice.

use super::picture::picture;
use crate::blocks::Block;
use crate::chart::{ExportSheet, export_png};
use crate::facts::{csv_text, frozen, name, snapshot};
use crate::share;
use crate::state::State;
use crate::zone;
use leptos::prelude::*;
use leptos::task::spawn_local;
use originscope_core::{Query, Zone};
use originscope_plot::PanelKind;

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Link,
    LiveLink,
    Csv,
    Excel,
    Picture,
    Snapshot,
}

/// How the last row that was chosen ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Copied,
    Saved,
    /// With the link that was to be copied.
    NotCopied(String),
    NotMade,
}

/// How the last choice of a menu ended.
pub(super) type Ended = RwSignal<Option<(Row, Outcome)>>;

/// Does what a row says, for all figures or for one.
pub(super) fn choose(state: State, which: Row, of: Option<Block>, masked: bool, ended: Ended) {
    // Nothing here follows what it reads.
    let work = untrack(|| match which {
        Row::Link => Work::Copy(share::link(&frozen_query(state))),
        Row::LiveLink => Work::Copy(share::link(&live_query(state))),
        Row::Csv => table(state, of, false),
        Row::Excel => table(state, of, true),
        Row::Picture => Work::Picture(picture(state, of), file(state, of, &picture_ending(of))),
        Row::Snapshot => whole(state, masked),
    });
    spawn_local(async move {
        let outcome = perform(work).await;
        // The menu may have been closed since.
        let _ = ended.try_set(Some((which, outcome)));
    });
}

/// What is to be handed out, made at the moment of the choice.
enum Work {
    Copy(String),
    Text {
        text: String,
        kind: &'static str,
        name: String,
    },
    Picture(ExportSheet, String),
}

async fn perform(work: Work) -> Outcome {
    let (blob, name) = match work {
        Work::Copy(link) => {
            return if share::copy(&link).await {
                Outcome::Copied
            } else {
                Outcome::NotCopied(link)
            };
        }
        Work::Text { text, kind, name } => (share::text_file(&text, kind), name),
        Work::Picture(sheet, name) => (export_png(&sheet).await, name),
    };
    match blob.and_then(|blob| share::download(&blob, &name)) {
        Some(()) => Outcome::Saved,
        None => Outcome::NotMade,
    }
}

fn frozen_query(state: State) -> Query {
    let (chosen, now) = (state.chosen.get(), state.now.get());
    state.query.with(|query| frozen(query, &chosen, now))
}

/// The query as it stands, without the pinned slot, which would leave the range and keeps the page from refreshing.
fn live_query(state: State) -> Query {
    Query {
        pin: None,
        ..state.query.get()
    }
}

/// A name that tells a figure's file from that of the whole page.
fn file(state: State, of: Option<Block>, ending: &str) -> String {
    let only = of.map(|of| of.source);
    state
        .board
        .with(|board| name(board, only, &board.domains, ending))
}

/// Two figures of one source are two pictures.
fn picture_ending(of: Option<Block>) -> String {
    let kind = match of.map(|of| of.kind) {
        Some(PanelKind::Errors) => "errors.",
        Some(PanelKind::Composition) => "composition.",
        Some(PanelKind::Traffic) => "traffic.",
        None => "",
    };
    format!("{kind}png")
}

fn table(state: State, of: Option<Block>, excel: bool) -> Work {
    let only = of.map(|of| of.source);
    let zone = state.zone.get();
    let local = |at: i64| zone::offset_at(&zone, at);
    let offset = (zone != Zone::Utc).then_some(&local as &dyn Fn(i64) -> i64);
    Work::Text {
        text: state
            .board
            .with(|board| csv_text(board, only, excel, offset)),
        kind: "text/csv;charset=utf-8",
        // Beside the plain table in one folder, so under a name of its own.
        name: file(state, of, if excel { "excel.csv" } else { "csv" }),
    }
}

fn whole(state: State, masked: bool) -> Work {
    let board = state.board.get();
    let unit = |spec: &originscope_core::Spec| state.unit_of(spec);
    let snapshot = snapshot(&board, &frozen_query(state), unit, masked);
    let mut domains: Vec<String> = Vec::new();
    for domain in snapshot.sources.iter().flat_map(|source| &source.domains) {
        if !domains.contains(domain) {
            domains.push(domain.clone());
        }
    }
    Work::Text {
        text: originscope_apis::write_snapshot(&snapshot),
        kind: "application/json",
        name: name(&board, None, &domains, "json"),
    }
}
