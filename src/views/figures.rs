//! The figures: one panel, lanes by vantage, one time axis under all.

use super::caption::caption;
use super::problem::Stage;
use super::readout::FloatingReadout;
use super::readout_strip::ReadoutStrip;
use super::select::SelectBar;
use crate::chart::{Panel, TimeAxis};
use crate::facts::{
    Board, Shown, Watched, kinds, lanes, panel, rough_span, source_name, summary_sentence,
    title_key, view,
};
use crate::state::State;
use crate::words::{Key, vantage_word};
use crate::zoom::{zoom, zoom_back};
use leptos::prelude::*;
use originscope_core::{Spec, TimeRange, Vantage};
use originscope_plot::{PanelKind, PanelModel};
use std::sync::Arc;

/// One figure: which source, which of its panels, and whether a lane begins with it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Slot {
    pub(super) id: &'static str,
    pub(super) kind: PanelKind,
    lane: Option<Vantage>,
    names_product: bool,
}

/// The charts panel.
#[component]
pub fn Figures(state: State, theme: Signal<String>) -> impl IntoView {
    let slots = Memo::new(move |_| slots(state));
    let axis = Memo::new(move |_| state.board.with(|board| view(board, state.reader())));
    let length_word = Callback::new(move |range: TimeRange| {
        rough_span(state.lang.get_untracked(), range.seconds())
    });
    let is_blank = Memo::new(move |_| {
        state
            .board
            .with(|board| !board.has_data() && !board.is_loading())
            && is_told(state)
    });
    view! {
        <section
            class=move || match (is_blank.get(), slots.with(|slots| slots.iter().any(|slot| slot.lane.is_some()))) {
                (true, _) => "panel charts blank",
                (false, true) => "panel charts lanes",
                (false, false) => "panel charts",
            }
            aria-label=move || state.t(Key::ChartsLabel)
        >
            <ReadoutStrip state/>
            <For each=move || slots.get() key=|slot| (slot.id, slot.kind, slot.lane, slot.names_product) let(which)>
                <Figure state which theme/>
            </For>
            <TimeAxis view=axis hover=state.hover pin=state.pinned selection=state.selection length_word/>
            <SelectBar state/>
            <FloatingReadout state/>
            <Stage state/>
        </section>
    }
}

/// Whether the proxy has said what it can read, or that it cannot say.
fn is_told(state: State) -> bool {
    state.proxy.get() != crate::state::Catalogue::Asking
}

pub(super) fn slots(state: State) -> Vec<Slot> {
    let mut specs: Vec<&'static Spec> = state
        .board
        .with(|board| board.shown.iter().map(|shown| shown.spec).collect());
    if specs.is_empty() {
        specs = state
            .chosen
            .with(|chosen| chosen.sources.iter().map(|(spec, _)| *spec).collect());
    }
    let lanes = lanes(&specs);
    let many_lanes = lanes.len() > 1;
    let mut slots = Vec::new();
    for lane in &lanes {
        let of_lane = || lane.sources.iter().filter_map(|place| specs.get(*place));
        let mut opens = many_lanes.then_some(lane.vantage);
        for spec in of_lane() {
            let names_product = many_lanes
                || of_lane()
                    .filter(|other| other.metric == spec.metric)
                    .count()
                    > 1;
            for kind in kinds(spec.metric) {
                slots.push(Slot {
                    id: spec.id,
                    kind: *kind,
                    lane: opens.take(),
                    names_product,
                });
            }
        }
    }
    slots
}

/// What a figure draws: the data as the reader looks at them, with the reader's own thresholds.
pub(super) fn figure_model(
    state: State,
    board: &Board,
    shown: &Shown,
    kind: PanelKind,
) -> Option<PanelModel> {
    let read = |watched: &Watched| {
        state
            .thresholds
            .with(|lines| panel(board, shown, kind, state.reader(), watched, lines))
    };
    state.watched.with(read)
}

#[component]
fn Figure(state: State, which: Slot, theme: Signal<String>) -> impl IntoView {
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
    let model = Signal::from(model);
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
    let heading = format!("figure-{}-{}", which.id, class_of(which.kind));
    let labelled_by = heading.clone();
    let retry_word = Signal::derive(move || state.t(Key::Retry).to_owned());
    let on_retry = Callback::new(move |range: TimeRange| retry(state, which.id, range));
    let on_zoom = Callback::new(move |range: TimeRange| zoom(state, range));
    let on_zoom_back = Callback::new(move |()| zoom_back(state));
    let spec = originscope_apis::find(which.id).map(|api| api.spec());
    view! {
        {which.lane.map(|vantage| view! { <h2 class="lane-name">{move || state.t(vantage_word(vantage))}</h2> })}
        <figure class=format!("fig {}", class_of(which.kind)) aria-labelledby=labelled_by>
            <figcaption>
                <h2 id=heading>{move || state.t(title_key(which.kind))}</h2>
                {which.names_product.then(|| view! { <span class="chip">{move || spec.map(|spec| source_name(state.lang.get(), spec))}</span> })}
                {caption(state, which, shown, model)}
            </figcaption>
            <Panel model hover=state.hover pinned=state.pinned selection=state.selection selecting=state.selecting followed=state.followed theme label retry_word on_retry on_zoom on_zoom_back/>
        </figure>
    }
}

const fn class_of(kind: PanelKind) -> &'static str {
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
