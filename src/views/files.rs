//! Files: the veil while they hang over the page, the hidden input, and the band that says which are shown.

use super::sources::described;
use crate::facts::{Line, span_text};
use crate::load;
use crate::state::State;
use crate::ui::{Button, Glyph};
use crate::words::{Key, comma, fill, refusal_sentence};
use leptos::html;
use leptos::prelude::*;
use originscope_core::iso_minutes;

/// What is needed to take files in from anywhere. The input is not seen; the menus press it.
#[component]
pub fn FileDrop(state: State) -> impl IntoView {
    let hangs = load::listen(state);
    let input = NodeRef::<html::Input>::new();
    let pressed = state.open_files;
    Effect::new(move |before: Option<usize>| {
        let count = pressed.get();
        if before.is_some()
            && let Some(input) = input.get_untracked()
        {
            input.click();
        }
        count
    });
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(files) = input.files() {
            load::accept(state, &files);
        }
        // The same file can be chosen again after it changed.
        input.set_value("");
    };
    view! {
        <input
            hidden
            type="file"
            multiple
            node_ref=input
            on:change=chosen
        />
        <Show when=move || hangs.get()>
            <div class="veil"><p>{move || state.t(Key::DropHere)}</p></div>
        </Show>
    }
}

/// The button that opens the system's choice of files.
#[component]
pub fn OpenFiles(state: State, #[prop(optional)] class: &'static str) -> impl IntoView {
    let text = Signal::derive(move || state.t(Key::OpenFiles).to_owned());
    view! { <Button class text on_click=move || state.press_open()/> }
}

/// Which files are shown, which are at hand, and which cannot be.
#[component]
pub fn FileNotes(state: State) -> impl IntoView {
    let is_empty = move || {
        state
            .files
            .with(|files| files.held.is_empty() && files.refused.is_empty())
    };
    view! {
        <Show when=move || !is_empty()>
            <section class="panel" aria-label=move || state.t(Key::FilesLabel)>
                <ul class="notes files">
                    {move || held(state)}
                    {move || refused(state)}
                </ul>
            </section>
        </Show>
    }
}

fn held(state: State) -> Vec<AnyView> {
    let is_file = state.is_file.get();
    let lines = state.files.with(|files| files.lines());
    let show = Signal::derive(move || state.t(Key::FileShow).to_owned());
    let back = Signal::derive(move || state.t(Key::BackToLive).to_owned());
    let line = |line: Line| {
        let text = sentence(state, &line);
        let place = line.place;
        let button = (!line.is_shown || !is_file).then(|| {
            view! { <Button class="sm" text=show on_click=move || load::show(state, place)/> }
        });
        view! { <li><span>{text}</span>{button}</li> }.into_any()
    };
    let mut rows: Vec<AnyView> = lines.into_iter().map(line).collect();
    if is_file {
        let button = view! { <Button class="sm" text=back on_click=move || load::go_live(state)/> };
        rows.push(view! { <li class="end">{button}</li> }.into_any());
    }
    rows
}

/// `a.json: Alibaba CDN, codes, 15 Sep 2019, 13:00–14:00`
fn sentence(state: State, line: &Line) -> String {
    let lang = state.lang.get();
    let span = span_text(line.range, state.reader(), state.now.get());
    let file = line.file.as_str();
    let Some(spec) = line.spec else {
        let made = iso_minutes(line.made_at.unwrap_or_default());
        let values = [("file", file), ("time", &made), ("span", &span)];
        return fill(lang, Key::FileSnapshotSays, &values);
    };
    let what = described(state, spec);
    let mut text = fill(
        lang,
        Key::FileSays,
        &[("file", file), ("what", &what), ("span", &span)],
    );
    let others = line
        .others
        .iter()
        .filter_map(|id| originscope_apis::find(id));
    let others: Vec<String> = others.map(|api| described(state, api.spec())).collect();
    if !others.is_empty() {
        let products = others.join(comma(lang));
        text.push_str(&fill(lang, Key::FileCouldBe, &[("products", &products)]));
    }
    text
}

fn refused(state: State) -> Option<AnyView> {
    let lang = state.lang.get();
    let lines = state.files.with(|files| {
        let line = |(name, why): &(String, crate::facts::Refusal)| {
            (name.clone(), refusal_sentence(lang, why))
        };
        files.refused.iter().map(line).collect::<Vec<_>>()
    });
    if lines.is_empty() {
        return None;
    }
    let dismiss = Signal::derive(move || state.t(Key::Dismiss).to_owned());
    let rows = lines
        .into_iter()
        .map(|(name, why)| view! { <p><b class="b">{name}</b>" "{why}</p> });
    let clear = move || state.files.update(|files| files.refused.clear());
    Some(
        view! {
            <li class="whole">
                <div role="alert">{rows.collect_view()}</div>
                <Button class="sm" glyph=Glyph::Cross text=dismiss on_click=clear/>
            </li>
        }
        .into_any(),
    )
}
