//! One figure: its caption, its plot or its numbers.

use super::block::{BlockButtons, keep_alone};
use super::caption::caption;
use super::figures::{Slot, figure_model};
use super::numbers::Numbers;
use super::save::SaveMenu;
use crate::chart::{Announcement, Panel, TimeAxis};
use crate::facts::{Shown, source_name, spoken, summary_sentence, title_key};
use crate::state::State;
use crate::words::{Key, vantage_word};
use crate::zoom::{zoom, zoom_back};
use leptos::html;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{PanelKind, PanelModel, View};
use std::sync::Arc;

/// The id of the words about the keys in a chart.
pub(super) const CHART_KEYS: &str = "chart-keys";

/// What a figure shows, read from the state once for all of its parts.
#[derive(Clone, Copy)]
struct Read {
    shown: Memo<Option<Arc<Shown>>>,
    model: Signal<Option<Arc<PanelModel>>>,
    /// The sentence that names the canvas.
    label: Signal<String>,
}

fn read(state: State, which: Slot) -> Read {
    let shown = Memo::new_with_compare(
        move |_| {
            state.board.with(|board| {
                board
                    .shown
                    .iter()
                    .find(|shown| shown.spec.id == which.id)
                    .cloned()
            })
        },
        |_, _| true,
    );
    // Caption and canvas share one model; a derived signal would build it for each.
    let model = Memo::new_with_compare(
        move |_| {
            let shown = shown.get()?;
            state
                .board
                .with(|board| figure_model(state, board, &shown, which.kind))
                .map(Arc::new)
        },
        |_, _| true,
    );
    let only = Memo::new(move |_| state.watched.with(|watched| watched.only));
    let label = Signal::derive(move || {
        let shown = shown.get();
        let sentence = shown.map(|shown| {
            state.board.with(|board| {
                summary_sentence(board, &shown, which.kind, state.reader(), only.get())
            })
        });
        sentence.unwrap_or_else(|| state.t(title_key(which.kind)).to_owned())
    });
    Read {
        shown,
        model: model.into(),
        label,
    }
}

/// The canvas with all that it asks of the page.
fn plot(state: State, which: Slot, read: Read, theme: Signal<String>) -> AnyView {
    let Read { model, label, .. } = read;
    let retry_word = Signal::derive(move || state.t(Key::Retry).to_owned());
    let on_retry = Callback::new(move |range: TimeRange| retry(state, which.id, range));
    let on_zoom = Callback::new(move |range: TimeRange| zoom(state, range));
    let on_zoom_back = Callback::new(move |()| zoom_back(state));
    let on_announce = Callback::new(move |heard: Announcement| {
        let said = untrack(|| spoken(&heard, state.reader(), state.axis()));
        state.said.set(said);
    });
    view! { <Panel model hover=state.hover pinned=state.pinned selection=state.selection selecting=state.selecting followed=state.followed theme label retry_word on_retry on_zoom on_zoom_back on_announce described_by=CHART_KEYS/> }
        .into_any()
}

/// One figure.
#[component]
pub(super) fn Figure(
    state: State,
    which: Slot,
    theme: Signal<String>,
    /// The common axis, which a figure that fills the window shows by itself.
    axis: Signal<Option<View>>,
    length_word: Callback<TimeRange, String>,
) -> impl IntoView {
    let read = read(state, which);
    let block = which.block();
    let blocks = state.blocks;
    let figure = NodeRef::<html::Figure>::new();
    let is_full = Memo::new(move |_| blocks.full.get() == Some(block));
    let has_table = Memo::new(move |_| blocks.tables.with(|tables| tables.contains(&block)));
    keep_alone(figure, is_full);
    let heading = format!("figure-{}-{}", which.id, class_of(which.kind));
    let (labelled_by, table) = (heading.clone(), format!("{heading}-table"));
    let details = table.clone();
    let product = move || {
        let spec = originscope_apis::find(which.id)?.spec();
        Some(source_name(state.lang.get(), spec))
    };
    let numbers = move || {
        let id = table.clone();
        view! { <Numbers state block shown=read.shown.into() id/> }
    };
    view! {
        {which.lane.map(|vantage| view! { <h2 class="lane-name">{move || state.t(vantage_word(vantage))}</h2> })}
        <figure
            class=format!("fig {}", class_of(which.kind))
            class:full=is_full
            class:tabled=has_table
            node_ref=figure
            aria-labelledby=labelled_by
            aria-details=move || has_table.get().then(|| details.clone())
            on:focusin=move |_| blocks.at.set(Some(block))
            on:pointerenter=move |_| blocks.at.set(Some(block))
        >
            <figcaption>
                <h2 id=heading>{move || state.t(title_key(which.kind))}</h2>
                {which.names_product.then(|| view! { <span class="chip">{product}</span> })}
                {caption(state, which, read.shown, read.model)}
                <SaveMenu state block/>
                <BlockButtons state block has_table is_full/>
            </figcaption>
            <Show when=move || has_table.get() fallback=move || plot(state, which, read, theme)>{numbers()}</Show>
            <Show when=move || is_full.get() && !has_table.get()>
                <TimeAxis view=axis hover=state.hover pin=state.pinned selection=state.selection length_word/>
            </Show>
        </figure>
    }
}

pub(super) const fn class_of(kind: PanelKind) -> &'static str {
    match kind {
        PanelKind::Errors => "err",
        PanelKind::Composition => "cmp",
        PanelKind::Traffic => "trf",
    }
}

/// Asks the windows of one source again that lie in a range.
fn retry(state: State, id: &str, range: TimeRange) {
    let windows = state.board.with_untracked(|board| {
        let mine = board
            .failed()
            .into_iter()
            .filter(|(window, _)| window.source == id);
        mine.filter(|(window, _)| !window.range.intersect(range).is_empty())
            .map(|(window, _)| window.id)
            .collect::<Vec<_>>()
    });
    for window in windows {
        state.runner().retry(state, window);
    }
}
