//! The table of what is missing.

use crate::facts::{Gap, gaps, rough_span, span_text};
use crate::state::{Menu, State};
use crate::ui::Drawer;
use crate::words::{Key, Say};
use leptos::prelude::*;

/// The sheet behind `g` and the coverage tile.
#[component]
pub fn GapsSheet(state: State) -> impl IntoView {
    let label = Signal::derive(move || state.t(Key::GapsLabel).to_owned());
    let close = Signal::derive(move || state.t(Say::Close).to_owned());
    view! {
        <Drawer open=state.menu(Menu::Gaps) label close>
            {move || {
                let rows = state.board.with(|board| gaps(board, state.lang.get()));
                if rows.is_empty() {
                    view! { <p class="m">{state.t(Key::GapsNone)}</p> }.into_any()
                } else {
                    table(state, rows)
                }
            }}
        </Drawer>
    }
}

fn table(state: State, rows: Vec<Gap>) -> AnyView {
    let heads = [
        Key::GapWhen,
        Key::GapLength,
        Key::GapSlots,
        Key::GapReason,
        Key::GapSource,
    ];
    let heads = heads.map(|key| view! { <th scope="col">{state.t(key)}</th> });
    let row = |gap: Gap| {
        view! {
            <tr>
                <th scope="row">{span_text(gap.range, state.reader(), state.now.get())}</th>
                <td>{rough_span(state.lang.get(), gap.range.seconds())}</td>
                <td>{gap.slots}</td>
                <td>{gap.reason}</td>
                <td>{gap.source}</td>
            </tr>
        }
    };
    view! {
        // Focusable, so that the keyboard scrolls it.
        <div class="numbers" role="region" tabindex="0" aria-label=state.t(Key::GapsLabel)>
            <table>
                <caption class="vh">{state.t(Key::GapsLabel)}</caption>
                <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
