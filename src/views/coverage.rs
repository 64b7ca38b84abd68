//! How much of what was due came: in numbers, and a cell for each slot.

use crate::facts::{Board, Shown, coverage_cells};
use crate::state::{Menu, State};
use crate::words::Key;
use leptos::prelude::*;
use originscope_core::{Metric, SlotState};
use std::sync::Arc;

/// The tile has room for this many cells in a row.
const MOST_CELLS: usize = 60;

/// The tile.
#[component]
pub(super) fn CoverageTile(state: State) -> impl IntoView {
    view! {
        <div class="panel tile cov" role="group" aria-label=move || state.t(Key::Coverage)>
            <div class="lab">
                <span class="b">{move || state.t(Key::Coverage)}</span>
                <span class="q">{move || state.t(Key::CoverageHint)}</span>
                <span class="grow"></span>
                <button type="button" class="btn sm" aria-haspopup="dialog" on:click=move |_| state.menu(Menu::Gaps).set(true)>{move || state.t(Key::GapsOpen)}</button>
            </div>
            {move || state.board.with(|board| coverage(state, board))}
        </div>
    }
}

fn coverage(state: State, board: &Board) -> AnyView {
    let two: Vec<Arc<Shown>> = board
        .lead_codes()
        .into_iter()
        .chain(board.lead_traffic())
        .collect();
    let numbers = two.iter().map(|shown| {
        let coverage = shown.timeline.coverage();
        let name = state.t(if shown.spec.metric == Metric::StatusCodes { Key::UnitCodes } else { Key::UnitTraffic });
        view! { <div class="val">{format!("{}/{}", coverage.came, coverage.due)}<span class="u">{name}</span></div> }
    });
    let numbers = numbers.collect_view();
    let none = two
        .is_empty()
        .then(|| view! { <div class="val q">"–"</div> });
    let rows = two
        .iter()
        .enumerate()
        .map(|(row, shown)| cell_row(&coverage_cells(&shown.timeline, MOST_CELLS), row));
    view! {
        {numbers}
        {none}
        <svg class="bars" viewBox="0 0 300 14" aria-hidden="true">{rows.collect_view()}</svg>
    }
    .into_any()
}

fn cell_row(states: &[SlotState], row: usize) -> AnyView {
    #[allow(clippy::cast_precision_loss)] // at most 60 cells in two rows
    let (pitch, top) = (300.0 / states.len().max(1) as f64, 8.0 * row as f64);
    let width = (pitch - 1.0).max(1.0);
    let cell = |(place, state): (usize, &SlotState)| {
        #[allow(clippy::cast_precision_loss)] // see above
        let x = place as f64 * pitch;
        match state {
            SlotState::Came | SlotState::Provisional => {
                view! { <rect x=x y=top width=width height="6" rx="1" fill="var(--mark)"></rect> }.into_any()
            }
            SlotState::Absent => {
                view! { <rect x=x + 0.5 y=top + 0.5 width=(width - 1.0).max(0.5) height="5" rx=".5" fill="none" stroke="var(--ink3)"></rect> }.into_any()
            }
            SlotState::Failed => {
                view! { <rect x=x y=top width=width height="6" rx="1" fill="var(--c5)"></rect> }.into_any()
            }
            SlotState::OutOfReach => {
                view! { <rect x=x y=top width=width height="6" rx="1" fill="var(--edge)"></rect> }.into_any()
            }
            SlotState::NotYet | SlotState::Waiting => {
                view! { <rect x=x y=top + 2.5 width=width height="1" fill="var(--edge)"></rect> }.into_any()
            }
        }
    };
    states
        .iter()
        .enumerate()
        .map(cell)
        .collect_view()
        .into_any()
}
