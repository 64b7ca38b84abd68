//! The rows of one slot: the order of the stack, what is zero out of the way, the series under the pointer bold.

use super::readout::Place;
use super::swatch::name as swatch_name;
use crate::facts::{SlotReading, SlotRow};
use crate::state::State;
use crate::words::{Key, fill, share_precise};
use leptos::prelude::*;
use originscope_core::{Lang, Series, format};
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

/// The reading that a table shows; it may be of another slot at the next moment.
type Reading = Memo<Option<SlotReading>>;

/// The table of one source of codes. What stands still can be sorted by share and shows its zeros on demand.
#[component]
pub(super) fn SlotTable(state: State, reading: Reading, place: Place) -> impl IntoView {
    let stands_still = place != Place::Floating;
    let by_share = RwSignal::new(false);
    let with_zeros = RwSignal::new(false);
    let zeros = Memo::new(move |_| {
        reading.with(|reading| reading.as_ref().map_or(0, |reading| reading.zeros.len()))
    });
    let columns = Memo::new(move |_| {
        reading.with(|reading| Columns {
            counts: reading.as_ref().is_some_and(SlotReading::has_counts),
            changes: reading.as_ref().is_some_and(SlotReading::has_changes),
            // What is exact is for reading closely.
            exact: stands_still,
        })
    });
    let order = Memo::new(move |_| {
        let (by_share, with_zeros) = (by_share.get(), with_zeros.get());
        let order = |reading: &SlotReading| reading.order(by_share, with_zeros);
        reading.with(|reading| reading.as_ref().map(order).unwrap_or_default())
    });
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
            &[("n", &zeros.get().to_string())],
        )
    };
    view! {
        <table>
            <thead><tr>
                <th scope="col">{move || state.t(first)}</th>
                <th scope="col" aria-sort=move || by_share.get().then_some("descending")>{share_head}</th>
                {move || columns.get().counts.then(|| view! { <th scope="col">{move || state.t(Key::Count)}</th> })}
                {move || columns.get().changes.then(|| view! { <th scope="col">{move || state.t(Key::ChangePoints)}</th> })}
            </tr></thead>
            <tbody>
                <For each=move || order.get() key=|series| *series let:series>
                    {line(state, reading, series, columns)}
                </For>
            </tbody>
        </table>
        <Show when=move || zeros.get() != 0>
            {if stands_still {
                view! { <button type="button" class="zeros" aria-expanded=move || with_zeros.get().to_string() on:click=move |_| with_zeros.update(|with| *with = !*with)>{zero_text}</button> }.into_any()
            } else {
                view! { <p class="zeros">{zero_text}</p> }.into_any()
            }}
        </Show>
    }
}

/// Which columns the table has beside the share.
#[derive(Clone, Copy, PartialEq)]
struct Columns {
    counts: bool,
    changes: bool,
    /// Whether a share says its digits to those who stay on it.
    exact: bool,
}

fn line(state: State, reading: Reading, series: Series, columns: Memo<Columns>) -> AnyView {
    let is_paler = move || {
        let paler = |reading: &SlotReading| reading.row(series).is_some_and(|row| !row.is_largest);
        reading.with(|reading| reading.as_ref().is_some_and(paler))
    };
    let swatch = move || {
        // A class always has its own colour.
        let is_paler = matches!(series, Series::Code(_)) && is_paler();
        format!("sw {}", swatch_name(series.class(), u8::from(is_paler)))
    };
    // One signal for all cells of the row, and no attributes in them: then a slot that moves changes texts and nothing else.
    let cells = move || {
        let (columns, lang) = (columns.get(), state.lang.get());
        reading.with(|reading| Some(cells(reading.as_ref()?.row(series)?, columns, lang)))
    };
    let is_marked = move || marked(state.followed.get(), Some(series));
    view! {
        <tr class:on=is_marked>
            <th scope="row"><span class="nm"><i class=swatch></i>{series.to_string()}</span></th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cells(row: &SlotRow, columns: Columns, lang: Lang) -> impl IntoView + use<> {
    let share = share_precise(lang, row.share);
    let share = if columns.exact {
        view! { <td title=format!("{} %", row.share)>{share}</td> }.into_any()
    } else {
        view! { <td>{share}</td> }.into_any()
    };
    let figure = |value: Option<f64>, say: fn(f64) -> String| {
        view! { <td>{value.map_or_else(|| "–".to_owned(), say)}</td> }
    };
    (
        share,
        columns.counts.then(|| figure(row.count, format::count)),
        columns.changes.then(|| figure(row.change, format::points)),
    )
}
