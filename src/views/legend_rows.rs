//! The rows of classes and their codes.

use super::legend::find;
use super::legend_cells::{Cells, cells, say_row};
use super::swatch::{Swatch, name as swatch_name};
use crate::facts::{ClassRow, CodeRow, Figures};
use crate::series::{isolate, toggle};
use crate::state::State;
use crate::ui::{Glyph, Icon, Press, Pressed};
use crate::words::{Key, catalogued, fill};
use leptos::prelude::*;
use originscope_apis::catalogue::status_meaning;
use originscope_core::{Class, Code, Series};

/// A class and, when it is open, its codes.
#[component]
pub(super) fn ClassRows(
    state: State,
    id: &'static str,
    class: Class,
    rows: Memo<Vec<ClassRow>>,
) -> impl IntoView {
    let mine =
        Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.class == class).cloned()));
    let figures = Memo::new(move |_| mine.with(|mine| mine.as_ref().and_then(|row| row.figures)));
    let is_open = Memo::new(move |_| state.opened.with(|opened| opened.contains(&class)));
    let codes = Memo::new(move |_| {
        let codes = |row: &ClassRow| row.codes.iter().map(|row| row.code).collect::<Vec<_>>();
        mine.with(|mine| mine.as_ref().map(codes).unwrap_or_default())
    });
    let shown = move || {
        if is_open.get() {
            codes.get()
        } else {
            Vec::new()
        }
    };
    view! {
        {row(state, id, Series::Class(class), figures, is_open_button(state, class, is_open), view! { <Swatch class/> }.into_any())}
        <For each=shown key=|code| *code let(code)>
            <CodeLine state id code mine/>
        </For>
    }
}

/// Opens and closes the codes of a class.
fn is_open_button(state: State, class: Class, is_open: Memo<bool>) -> AnyView {
    let label = move || fill(state.lang.get(), Key::CodesIn, &[("series", class.name())]);
    let turn = move |event: leptos::ev::MouseEvent| {
        // The row below it is a button too.
        event.stop_propagation();
        state.opened.update(|opened| {
            if opened.contains(&class) {
                opened.retain(|other| *other != class);
            } else {
                opened.push(class);
            }
        });
    };
    let glyph = move || {
        if is_open.get() {
            Glyph::Down
        } else {
            Glyph::Right
        }
    };
    view! {
        <button type="button" class="open" aria-label=label aria-expanded=move || is_open.get().to_string() on:click=turn>
            {move || view! { <Icon glyph=glyph()/> }}
        </button>
    }
    .into_any()
}

/// One code, and under it what it means.
#[component]
fn CodeLine(
    state: State,
    id: &'static str,
    code: Code,
    mine: Memo<Option<ClassRow>>,
) -> impl IntoView {
    let own = Memo::new(move |_| {
        let find = |row: &ClassRow| row.codes.iter().find(|row| row.code == code).copied();
        mine.with(|mine| mine.as_ref().and_then(find))
    });
    let figures = Memo::new(move |_| own.get().map(|row: CodeRow| row.figures));
    let shade = move || own.get().map_or(0, |row| row.shade);
    let swatch = move || format!("sw {}", swatch_name(code.class(), shade()));
    let says = move || {
        let vantage = find(state, id)?.spec.vantage;
        let meaning = status_meaning(code.number()?, vantage)?;
        Some(catalogued(state.lang.get(), meaning))
    };
    view! {
        {row(state, id, Series::Code(code), figures, ().into_any(), view! { <i class=swatch></i> }.into_any())}
        {move || says().map(|says| say_row(state, says.to_owned()))}
    }
}

/// A row, which as a whole is the button that shows only its series.
fn row(
    state: State,
    id: &'static str,
    series: Series,
    figures: Memo<Option<Figures>>,
    before: AnyView,
    swatch: AnyView,
) -> AnyView {
    let is_only = Memo::new(move |_| state.watched.with(|watched| watched.only == Some(series)));
    let is_hidden = Memo::new(move |_| state.watched.with(|watched| watched.hides(series)));
    let kind = match series {
        Series::Class(_) => "cls",
        Series::Code(_) => "sub",
    };
    let press = Press::new(move |pressed| match pressed {
        Pressed::Plain => isolate(state, series),
        Pressed::Other => toggle(state, series),
    });
    let texts = Memo::new(move |_| {
        let timeline = find(state, id).map(|shown| shown.timeline.clone());
        figures
            .get()
            .zip(timeline)
            .map(|(figures, timeline)| Cells::of_shares(&figures, &timeline))
    });
    view! {
        <tr
            class=kind
            class:only=is_only
            class:hid=is_hidden
            on:click=move |event| press.click(&event)
            on:keydown=move |event| press.key(&event)
            on:mousedown=move |event| press.mouse_down(&event)
            on:pointerdown=move |event| press.down(&event)
            on:pointermove=move |event| press.moved(&event)
            on:pointerup=move |_| press.end()
            on:pointercancel=move |_| press.end()
            on:contextmenu=move |event| press.menu(&event)
        >
            <th scope="row"><span class="nm">
                {before}
                <button type="button" class="pick" aria-pressed=move || is_only.get().to_string()>
                    {swatch}
                    <b>{series.to_string()}</b>
                    {move || is_hidden.get().then(|| view! { <span class="vh">{state.t(Key::HiddenWord)}</span> })}
                </button>
            </span></th>
            {move || cells(state, texts.get())}
        </tr>
    }
    .into_any()
}
