//! The figures: one panel, lanes by vantage, one time axis under all.

use super::figure::{CHART_KEYS, Figure, class_of};
use super::problem::Stage;
use super::readout::FloatingReadout;
use super::readout_strip::ReadoutStrip;
use super::select::SelectBar;
use crate::blocks::Block;
use crate::chart::TimeAxis;
use crate::facts::{Board, Shown, Watched, kinds, lanes, panel, rough_span, view};
use crate::state::State;
use crate::words::{Key, vantage_word};
use leptos::prelude::*;
use originscope_core::{Spec, TimeRange, Vantage};
use originscope_plot::{PanelKind, PanelModel};
use std::time::Duration;

/// One figure: which source, which of its panels, and whether a lane begins with it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Slot {
    pub(super) id: &'static str,
    pub(super) kind: PanelKind,
    pub(super) lane: Option<Vantage>,
    pub(super) names_product: bool,
}

impl Slot {
    /// The figure without its place among the others.
    pub(super) const fn block(&self) -> Block {
        Block {
            source: self.id,
            kind: self.kind,
        }
    }
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
            .with(|board| !board.has_data() && (!board.is_loading() || !board.held.is_empty()))
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
            <p class="vh" id=CHART_KEYS>{move || state.t(Key::ChartKeys)}</p>
            <For each=move || slots.get() key=|slot| (slot.id, slot.kind, slot.lane, slot.names_product) let(which)>
                {in_turn(state, which, move || view! { <Figure state which theme axis=Signal::from(axis) length_word/> }.into_any())}
            </For>
            <TimeAxis view=axis hover=state.hover pin=state.pinned selection=state.selection length_word/>
            <SelectBar state/>
            <FloatingReadout state/>
            <Stage state/>
        </section>
    }
}

/// A figure after its place: each is built in a task of its own, so that a slow device can answer its reader in between.
fn in_turn(state: State, which: Slot, figure: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let is_due = RwSignal::new(false);
    let due = move || {
        // The figure may have left the page meanwhile.
        let _ = is_due.try_set(true);
    };
    set_timeout(due, Duration::ZERO);
    let place = move || {
        let lane = which
            .lane
            .map(|side| view! { <h2 class="lane-name">{move || state.t(vantage_word(side))}</h2> });
        view! { {lane}<div class=format!("fig {}", class_of(which.kind))></div> }.into_any()
    };
    view! { {move || if is_due.get() { figure() } else { place() }} }.into_any()
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
