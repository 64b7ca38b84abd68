//! The menu that hands out what is shown: links, tables, a picture, a snapshot, paper.

use super::caption::unit_note;
use super::figures::{figure_model, slots};
use super::sources::described;
use super::verdict::verdict_text;
use crate::chart::{ExportPanel, ExportSheet, export_png};
use crate::facts::{
    Board, csv_text, frozen, name, snapshot, source_name, span_text, title_key, zone_text,
};
use crate::share;
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover};
use crate::words::{Key, comma, fill, vantage_word};
use crate::zone;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use originscope_core::{Query, Zone};
use originscope_plot::PanelKind;
use std::sync::Arc;

/// Width of the picture's figures, CSS pixels: the design's desk.
const WIDTH: f64 = 1028.0;

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Link,
    LiveLink,
    Csv,
    Excel,
    Picture,
    Snapshot,
}

/// How the last row that was chosen ended.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Copied,
    Saved,
    /// With the link that was to be copied.
    NotCopied(String),
    NotMade,
}

/// The button in the header and its menu.
#[component]
pub fn ShareMenu(state: State) -> impl IntoView {
    let label = Signal::derive(move || state.t(Key::ShareLabel).to_owned());
    view! {
        <span class="tabbed">
            <Popover
                open=state.menu(Menu::Share)
                label
                panel="right w300"
                trigger=move || view! { <Icon glyph=Glyph::Share/><span class="share-word" aria-hidden="true">{label}</span> }.into_any()
            >
                <Rows state/>
            </Popover>
        </span>
    }
}

#[component]
fn Rows(state: State) -> impl IntoView {
    let ended = RwSignal::new(None::<(Row, Outcome)>);
    let masked = RwSignal::new(false);
    let no_link = Signal::derive(move || state.is_file.get());
    let no_data = Signal::derive(move || state.board.with(|board| !board.has_data()));
    let print = move |_| {
        state.menu(Menu::Share).set(false);
        share::print();
    };
    let row = move |which: Row, text: Key, hint: Option<Key>, disabled: Signal<bool>| {
        view! {
            <button type="button" class="row" disabled=disabled on:click=move |_| choose(state, which, masked.get_untracked(), ended)>
                {move || state.t(text)}
                <span class="q">{move || done(state, ended, which).or_else(|| hint.map(|hint| state.t(hint)))}</span>
            </button>
        }
    };
    view! {
        {row(Row::Link, Key::ShareLink, Some(Key::ShareLinkHint), no_link)}
        {row(Row::LiveLink, Key::ShareLive, Some(Key::ShareLiveHint), no_link)}
        <hr/>
        {row(Row::Csv, Key::ShareCsv, Some(Key::ShareCsvHint), no_data)}
        {row(Row::Excel, Key::ShareExcel, None, no_data)}
        {row(Row::Picture, Key::SharePicture, None, no_data)}
        <hr/>
        {row(Row::Snapshot, Key::ShareSnapshot, None, no_data)}
        <label class="row">
            <input type="checkbox" prop:checked=masked on:change=move |event| masked.set(event_target_checked(&event))/>
            {move || state.t(Key::ShareMask)}
        </label>
        <hr/>
        <button type="button" class="row" on:click=print>{move || state.t(Key::SharePrint)}</button>
        <p class="vh" role="status">{move || ended.get().and_then(|(which, _)| done(state, ended, which))}</p>
        <div role="alert">{move || failed(state, ended.get())}</div>
    }
}

/// What stands in a row that was chosen last and did what it says.
fn done(state: State, ended: RwSignal<Option<(Row, Outcome)>>, which: Row) -> Option<&'static str> {
    let (_, outcome) = ended.get().filter(|(row, _)| *row == which)?;
    match outcome {
        Outcome::Copied => Some(state.t(Key::Copied)),
        Outcome::Saved => Some(state.t(Key::ShareSaved)),
        Outcome::NotCopied(_) | Outcome::NotMade => None,
    }
}

fn failed(state: State, ended: Option<(Row, Outcome)>) -> Option<AnyView> {
    let (text, link) = match ended?.1 {
        Outcome::Copied | Outcome::Saved => return None,
        Outcome::NotCopied(link) => (state.t(Key::ShareNotCopied), Some(link)),
        Outcome::NotMade => (state.t(Key::ShareNotMade), None),
    };
    let field = link.map(|link| view! { <LinkField state link/> });
    Some(view! { <p class="text">{text}</p>{field} }.into_any())
}

/// The link in a field, selected, so that the reader's own copying takes it.
#[component]
fn LinkField(state: State, link: String) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
    };
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // A field that takes no focus is still there to be pressed.
            drop(field.focus());
            select();
        }
    });
    view! {
        <div class="form"><input
            class="inp"
            type="text"
            readonly
            aria-label=move || state.t(Key::ShareLink)
            value=link
            node_ref=field
            on:focus=move |_| select()
        /></div>
    }
}

fn choose(state: State, which: Row, masked: bool, ended: RwSignal<Option<(Row, Outcome)>>) {
    // Nothing here follows what it reads.
    let work = untrack(|| match which {
        Row::Link => Work::Copy(share::link(&frozen_query(state))),
        Row::LiveLink => Work::Copy(share::link(&live_query(state))),
        Row::Csv => table(state, false),
        Row::Excel => table(state, true),
        Row::Picture => Work::Picture(picture(state), file(state, "png")),
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

fn file(state: State, ending: &str) -> String {
    state
        .board
        .with(|board| name(board, &board.domains, ending))
}

fn table(state: State, excel: bool) -> Work {
    let zone = state.zone.get();
    let local = |at: i64| zone::offset_at(&zone, at);
    let offset = (zone != Zone::Utc).then_some(&local as &dyn Fn(i64) -> i64);
    Work::Text {
        text: state.board.with(|board| csv_text(board, excel, offset)),
        kind: "text/csv;charset=utf-8",
        // Beside the plain table in one folder, so under a name of its own.
        name: file(state, if excel { "excel.csv" } else { "csv" }),
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
        name: name(&board, &domains, "json"),
    }
}

/// The figures as they stand on the page, under what was asked and the verdict.
fn picture(state: State) -> ExportSheet {
    let board = state.board.get();
    let said = verdict_text(state, &board);
    let domains = board.domains.join(comma(state.lang.get()));
    ExportSheet {
        title: [domains, said.title].join(comma(state.lang.get())),
        lines: captions(state, &board),
        panels: panels(state, &board),
        width: WIDTH,
    }
}

/// The range, and each source with its side and its coverage: a line each.
pub(super) fn captions(state: State, board: &Board) -> Vec<String> {
    // With its date and year, whatever today is: paper and pictures outlive their day.
    let span = span_text(board.axis, state.reader(), 0);
    let mut lines = vec![format!("{span} {}", zone_text(state.offset(), board.axis))];
    for shown in &board.shown {
        let source = described(state, shown.spec);
        let vantage = state.t(vantage_word(shown.spec.vantage));
        let coverage = shown.timeline.coverage();
        let slots = [
            ("came", coverage.came.to_string()),
            ("due", coverage.due.to_string()),
        ];
        let words = slots.each_ref().map(|(name, n)| (*name, n.as_str()));
        let due = fill(state.lang.get(), Key::DueSlots, &words);
        lines.push([source.as_str(), vantage, &due].join(comma(state.lang.get())));
    }
    lines
}

fn panels(state: State, board: &Board) -> Vec<ExportPanel> {
    let figure = |slot: &super::figures::Slot| {
        let shown = board.shown.iter().find(|shown| shown.spec.id == slot.id)?;
        let model = figure_model(state, board, shown, slot.kind)?;
        let product = source_name(state.lang.get(), shown.spec);
        let mut title = vec![state.t(title_key(slot.kind)).to_owned()];
        let only = state.watched.with(|watched| watched.only);
        if let Some(only) = only.filter(|_| slot.kind != PanelKind::Traffic) {
            title.push(fill(
                state.lang.get(),
                Key::OnlyOne,
                &[("series", &only.to_string())],
            ));
        }
        title.push(unit_note(state, shown, &model, true));
        title.push(product.to_owned());
        Some(ExportPanel {
            title: title.join(comma(state.lang.get())),
            model: Arc::new(model),
            height: match slot.kind {
                PanelKind::Errors => 180.0,
                PanelKind::Composition => 136.0,
                PanelKind::Traffic => 124.0,
            },
        })
    };
    slots(state).iter().filter_map(figure).collect()
}
