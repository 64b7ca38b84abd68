//! The rows of one slot: the order of the stack, what is zero out of the way, the series under the pointer bold.

use super::readout::Place;
use super::swatch::name as swatch_name;
use crate::facts::{SlotReading, SlotRow};
use crate::state::State;
use crate::words::{Key, fill, share_precise};
use leptos::prelude::*;
use originscope_core::{Series, format};
use originscope_plot::Role;

/// Whether a row is the series that the pointer or the keys follow; `None` is traffic.
pub(super) fn marked(followed: Option<Role>, row: Option<Series>) -> bool {
    match (followed, row) {
        (Some(Role::Traffic), None) => true,
        (Some(Role::Class(class)), Some(row)) => row.class() == class,
        (Some(Role::Code(code)), Some(Series::Code(row))) => row == code,
        (Some(Role::Code(code)), Some(Series::Class(row))) => row == code.class(),
        _ => false,
    }
}

/// The table of one source of codes. What stands still can be sorted by share and shows its zeros on demand.
#[component]
pub(super) fn SlotTable(state: State, reading: SlotReading, place: Place) -> impl IntoView {
    let stands_still = place != Place::Floating;
    let by_share = RwSignal::new(false);
    let with_zeros = RwSignal::new(false);
    let zeros = reading.zeros.len();
    let (has_counts, has_changes) = (reading.has_counts(), reading.has_changes());
    let sorted = {
        let mut sorted = reading.clone();
        sorted.sort_by_share();
        sorted.rows
    };
    let rows = move || {
        let mut rows = if by_share.get() {
            sorted.clone()
        } else {
            reading.rows.clone()
        };
        if with_zeros.get() {
            rows.extend(reading.zeros.iter().cloned());
        }
        let line = |row: &SlotRow| line(state, row, has_counts, has_changes);
        rows.iter().map(line).collect_view()
    };
    let first = match place {
        Place::Floating => Key::ClickToPin,
        Place::Docked => Key::PinnedSlot,
        Place::Sheet => Key::SlotHead,
    };
    let share_head = move || {
        let word = state.t(Key::Share);
        if stands_still {
            view! { <button type="button" aria-pressed=move || by_share.get().to_string() title=state.t(Key::SortByShare) on:click=move |_| by_share.update(|by| *by = !*by)>{word}</button> }.into_any()
        } else {
            word.into_any()
        }
    };
    let zero_text = move || {
        fill(
            state.lang.get(),
            Key::MoreAtZero,
            &[("n", &zeros.to_string())],
        )
    };
    view! {
        <table>
            <thead><tr>
                <th scope="col">{move || state.t(first)}</th>
                <th scope="col" aria-sort=move || by_share.get().then_some("descending")>{share_head}</th>
                {has_counts.then(|| view! { <th scope="col">{move || state.t(Key::Count)}</th> })}
                {has_changes.then(|| view! { <th scope="col">{move || state.t(Key::ChangePoints)}</th> })}
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {(zeros > 0 && stands_still).then(|| view! {
            <button type="button" class="zeros" aria-expanded=move || with_zeros.get().to_string() on:click=move |_| with_zeros.update(|with| *with = !*with)>{zero_text}</button>
        })}
        {(zeros > 0 && !stands_still).then(|| view! { <p class="zeros">{zero_text}</p> })}
    }
}

fn line(state: State, row: &SlotRow, has_counts: bool, has_changes: bool) -> AnyView {
    let series = row.series;
    let swatch = format!(
        "sw {}",
        swatch_name(series.class(), u8::from(!row.is_largest))
    );
    let nothing = || "–".to_owned();
    let count = has_counts.then(|| row.count.map_or_else(nothing, format::count));
    let change = has_changes.then(|| row.change.map_or_else(nothing, format::points));
    let is_marked = move || marked(state.followed.get(), Some(series));
    view! {
        <tr class:on=is_marked>
            <th scope="row"><span class="nm"><i class=swatch></i>{series.to_string()}</span></th>
            <td class="sh" title=format!("{} %", row.share)>{share_precise(state.lang.get(), row.share)}</td>
            {count.map(|count| view! { <td>{count}</td> })}
            {change.map(|change| view! { <td>{change}</td> })}
        </tr>
    }
    .into_any()
}
