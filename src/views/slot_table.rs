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

/// The reading that a table shows; it may be of another slot at the next moment.
type Reading = Memo<Option<SlotReading>>;

/// Something of it, and only when that changes.
fn part<T: PartialEq + Send + Sync + 'static>(
    reading: Reading,
    of: impl Fn(&SlotReading) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| reading.with(|reading| reading.as_ref().map(&of)))
}

/// The table of one source of codes. What stands still can be sorted by share and shows its zeros on demand.
#[component]
pub(super) fn SlotTable(state: State, reading: Reading, place: Place) -> impl IntoView {
    let stands_still = place != Place::Floating;
    let by_share = RwSignal::new(false);
    let with_zeros = RwSignal::new(false);
    let zeros = part(reading, |reading| reading.zeros.len());
    let zeros = move || zeros.get().unwrap_or_default();
    let columns = Columns {
        counts: part(reading, SlotReading::has_counts),
        changes: part(reading, SlotReading::has_changes),
        // What is exact is for reading closely.
        exact: stands_still,
    };
    let order = part(reading, move |reading| {
        reading.order(by_share.get(), with_zeros.get())
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
            &[("n", &zeros().to_string())],
        )
    };
    view! {
        <table>
            <thead><tr>
                <th scope="col">{move || state.t(first)}</th>
                <th scope="col" aria-sort=move || by_share.get().then_some("descending")>{share_head}</th>
                {move || columns.counts.get().unwrap_or_default().then(|| view! { <th scope="col">{move || state.t(Key::Count)}</th> })}
                {move || columns.changes.get().unwrap_or_default().then(|| view! { <th scope="col">{move || state.t(Key::ChangePoints)}</th> })}
            </tr></thead>
            <tbody>
                <For each=move || order.get().unwrap_or_default() key=|series| *series let:series>
                    {line(state, reading, series, columns)}
                </For>
            </tbody>
        </table>
        <Show when=move || zeros() != 0>
            {if stands_still {
                view! { <button type="button" class="zeros" aria-expanded=move || with_zeros.get().to_string() on:click=move |_| with_zeros.update(|with| *with = !*with)>{zero_text}</button> }.into_any()
            } else {
                view! { <p class="zeros">{zero_text}</p> }.into_any()
            }}
        </Show>
    }
}

/// Which columns the table has beside the share.
#[derive(Clone, Copy)]
struct Columns {
    counts: Memo<Option<bool>>,
    changes: Memo<Option<bool>>,
    /// Whether a share says its digits to those who stay on it.
    exact: bool,
}

fn line(state: State, reading: Reading, series: Series, columns: Columns) -> AnyView {
    let row = Memo::new(move |_| reading.with(|reading| reading.as_ref()?.row(series).cloned()));
    let swatch = move || {
        let is_paler = row.with(|row| row.as_ref().is_some_and(|row| !row.is_largest));
        format!("sw {}", swatch_name(series.class(), u8::from(is_paler)))
    };
    let share = move || row.with(|row| Some(share_precise(state.lang.get(), row.as_ref()?.share)));
    let exact = move || {
        let share = || row.with(|row| row.as_ref().map(|row| row.share));
        let share = columns.exact.then(share).flatten();
        share.map(|share| format!("{share} %"))
    };
    let figure = move |of: fn(&SlotRow) -> Option<f64>, say: fn(f64) -> String| {
        let value = move || row.with(|row| row.as_ref().and_then(of));
        view! { <td>{move || value().map_or_else(|| "–".to_owned(), say)}</td> }
    };
    let is_marked = move || marked(state.followed.get(), Some(series));
    view! {
        <tr class:on=is_marked>
            <th scope="row"><span class="nm"><i class=swatch></i>{series.to_string()}</span></th>
            <td class="sh" title=exact>{share}</td>
            {move || columns.counts.get().unwrap_or_default().then(|| figure(|row| row.count, format::count))}
            {move || columns.changes.get().unwrap_or_default().then(|| figure(|row| row.change, format::points))}
        </tr>
    }
    .into_any()
}
