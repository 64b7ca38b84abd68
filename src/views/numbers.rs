//! A figure's numbers in place of its plot: a table, a page at a time.

use crate::blocks::Block;
use crate::facts::{
    Order, Page, Shown, SlotLine, left_out, slot_table, summary_sentence, zone_text,
};
use crate::state::State;
use crate::ui::{Button, Glyph};
use crate::words::{Key, fill};
use leptos::prelude::*;
use std::sync::Arc;

/// The table of one figure.
#[component]
pub(super) fn Numbers(
    state: State,
    block: Block,
    shown: Signal<Option<Arc<Shown>>>,
    /// The id of the table, which the figure names as its details.
    id: String,
) -> impl IntoView {
    let at = RwSignal::new((0_usize, Order::NewestFirst));
    let page = Memo::new(move |_| {
        let shown = shown.get()?;
        let reader = state.reader();
        let watched = state.watched.get();
        let page =
            |board: &Arc<_>| slot_table(board, &shown, block.kind, at.get(), &watched, reader);
        Some(state.board.with(page))
    });
    let left = Memo::new(move |_| {
        let (shown, lang) = (shown.get()?, state.lang.get());
        let left = |watched: &_| left_out(&shown, block.kind, watched, lang);
        state.watched.with(left)
    });
    let caption = move || {
        let shown = shown.get()?;
        let only = state.watched.with(|watched| watched.only);
        let sentence =
            |board: &Arc<_>| summary_sentence(board, &shown, block.kind, state.reader(), only);
        let sentence = state.board.with(sentence);
        Some(match left.get() {
            Some(left) => format!("{sentence} {left}"),
            None => sentence,
        })
    };
    view! {
        // Focusable, so that the keyboard scrolls it.
        <div class="numbers" role="region" tabindex="0" aria-label=move || state.t(Key::TableLabel)>
            <table id=id>
                <caption class="vh">{caption}</caption>
                {move || page.with(|page| page.as_ref().map(|page| head(state, page, at)))}
                {move || page.with(|page| page.as_ref().map(body))}
            </table>
        </div>
        <Pager state page at left/>
    }
}

fn head(state: State, page: &Page, at: RwSignal<(usize, Order)>) -> AnyView {
    let (sort, arrow) = match at.get().1 {
        Order::NewestFirst => ("descending", " ↓"),
        Order::OldestFirst => ("ascending", " ↑"),
    };
    let turn = move |_| {
        at.update(|(page, order)| {
            *page = 0;
            *order = match order {
                Order::NewestFirst => Order::OldestFirst,
                Order::OldestFirst => Order::NewestFirst,
            };
        });
    };
    let columns = page.heads.iter().cloned();
    let columns = columns.map(|head| view! { <th scope="col">{head}</th> });
    view! {
        <thead><tr>
            <th scope="col" aria-sort=sort>
                <button type="button" on:click=turn>
                    {format!("{} {}", state.t(Key::SlotFrom), zone_text(state.offset(), state.axis()))}
                    <span aria-hidden="true">{arrow}</span>
                </button>
            </th>
            {columns.collect_view()}
            <th scope="col">{state.t(Key::SlotStands)}</th>
        </tr></thead>
    }
    .into_any()
}

fn body(page: &Page) -> AnyView {
    let columns = page.heads.len();
    let lines = page.lines.iter().cloned();
    view! { <tbody>{lines.map(|line| row(line, columns)).collect_view()}</tbody> }.into_any()
}

/// A slot without values says why across all columns.
fn row(line: SlotLine, columns: usize) -> AnyView {
    let time = view! { <th scope="row">{line.time}</th> };
    if line.cells.is_empty() {
        let across = columns.saturating_add(1).to_string();
        return view! { <tr class="none">{time}<td colspan=across>{line.words}</td></tr> }
            .into_any();
    }
    let cells = line.cells.into_iter().map(|cell| view! { <td>{cell}</td> });
    view! { <tr>{time}{cells.collect_view()}<td>{line.words}</td></tr> }.into_any()
}

#[component]
fn Pager(
    state: State,
    page: Memo<Option<Page>>,
    at: RwSignal<(usize, Order)>,
    /// What is not in the table.
    left: Memo<Option<String>>,
) -> impl IntoView {
    let place =
        move || page.with(|page| page.as_ref().map_or((0, 1), |page| (page.page, page.pages)));
    let words = move || {
        let (page, pages) = place();
        let (n, all) = (page.saturating_add(1).to_string(), pages.to_string());
        fill(state.lang.get(), Key::PageOf, &[("n", &n), ("all", &all)])
    };
    let go = move |to: usize| at.update(|(page, _)| *page = to);
    let before = Signal::derive(move || state.t(Key::PageBefore).to_owned());
    let after = Signal::derive(move || state.t(Key::PageAfter).to_owned());
    let is_first = Signal::derive(move || place().0 == 0);
    let is_last = Signal::derive(move || place().0.saturating_add(1) >= place().1);
    view! {
        <div class="pager">
            {move || left.get().map(|left| view! { <span class="left">{left}</span> })}
            <Button class="sm icon" label=before glyph=Glyph::Left disabled=is_first on_click=move || go(untrack(place).0.saturating_sub(1))/>
            <span aria-live="polite">{words}</span>
            <Button class="sm icon" label=after glyph=Glyph::Right disabled=is_last on_click=move || go(untrack(place).0.saturating_add(1))/>
        </div>
    }
}
