//! Oddities: what in the address could not be read, and what was odd in the vendors' answers. Shown, never hidden.

use crate::facts::{Reader, day_and_time, source_name, zone_at};
use crate::state::State;
use crate::ui::{Button, Glyph};
use crate::words::{Key, fill};
use leptos::prelude::*;
use originscope_core::{NoteKind, QueryNoteKind, TimeRange};

/// What in the address could not be read; stands on top, because the page shows something else than was asked.
#[component]
pub fn AddressNotes(state: State) -> impl IntoView {
    let lines = Memo::new(move |_| query_lines(state));
    let dismiss = Signal::derive(move || state.t(Key::Dismiss).to_owned());
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="panel" role="alert">
                    <ul class="notes">
                        {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                        <li><Button class="sm" glyph=Glyph::Cross text=dismiss on_click=move || state.notes.set(Vec::new())/></li>
                    </ul>
                </div>
            }
        })
    }
}

/// That clocks change within the range: a clock time may come twice on the axis, or not at all.
#[component]
pub fn ClockNote(state: State) -> impl IntoView {
    let change = Memo::new(move |_| {
        let (zone, axis) = (state.offset(), state.axis());
        let (before, after) = match zone.pieces(axis).as_slice() {
            [(_, before), (after, _), ..] => (*before, *after),
            _ => return None,
        };
        let reader = state.reader();
        // Named by the clock that showed it: the one before the change.
        let old = Reader {
            offset: before.into(),
            ..reader
        };
        let words = [
            (
                "time",
                day_and_time(after.start, old, TimeRange::new(0, after.end)),
            ),
            ("before", zone_at(before.into(), after.start)),
            ("after", zone_at(zone, after.start)),
        ];
        let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
        Some(fill(reader.lang, Key::ClockChange, &words))
    });
    move || {
        change
            .get()
            .map(|line| view! { <p class="panel notes" role="note">{line}</p> })
    }
}

/// That the proxy is of another version than the page; stands at the foot, because what is shown is most likely right.
#[component]
pub fn VersionNote(state: State) -> impl IntoView {
    let line = Memo::new(move |_| state.other_version());
    move || {
        line.get()
            .map(|line| view! { <p class="panel notes" role="note">{line}</p> })
    }
}

/// What was odd in the vendors' answers; stands at the foot.
#[component]
pub fn AnswerNotes(state: State) -> impl IntoView {
    let lines = Memo::new(move |_| answer_lines(state));
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let rows = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <section class="panel" aria-label=state.t(Key::NotesLabel)><ul class="notes">{rows}</ul></section> }
        })
    }
}

fn query_lines(state: State) -> Vec<String> {
    let lang = state.lang.get();
    let line = |note: &originscope_core::QueryNote| {
        let value: String = note.value.chars().take(80).collect();
        let words = [("key", note.key.as_str()), ("value", value.as_str())];
        fill(lang, address_key(note), &words)
    };
    let mut lines: Vec<String> = state.notes.with(|notes| notes.iter().map(line).collect());
    let unknown = state.chosen.with(|chosen| chosen.unknown.clone());
    lines.extend(unknown.iter().map(|id| {
        let id: String = id.chars().take(80).collect();
        fill(lang, Key::UnknownSource, &[("id", &id)])
    }));
    lines
}

const fn address_key(note: &originscope_core::QueryNote) -> Key {
    match note.kind {
        QueryNoteKind::BadValue => Key::NoteQuery,
        QueryNoteKind::Repeated => Key::NoteRepeated,
        QueryNoteKind::Reversed => Key::NoteReversed,
    }
}

fn answer_lines(state: State) -> Vec<String> {
    let lang = state.lang.get();
    state.board.with(|board| {
        let mut lines = Vec::new();
        for shown in &board.shown {
            let mut kinds: Vec<(NoteKind, usize)> = Vec::new();
            for note in &shown.notes {
                match kinds.iter_mut().find(|(kind, _)| *kind == note.kind) {
                    Some((_, count)) => *count = count.saturating_add(1),
                    None => kinds.push((note.kind, 1)),
                }
            }
            let product = source_name(lang, shown.spec);
            lines.extend(kinds.into_iter().map(|(kind, count)| {
                let what = state.t(note_key(kind));
                fill(
                    lang,
                    Key::NoteTimes,
                    &[
                        ("product", product),
                        ("what", what),
                        ("n", &count.to_string()),
                    ],
                )
            }));
        }
        lines
    })
}

const fn note_key(kind: NoteKind) -> Key {
    match kind {
        NoteKind::SumMismatch => Key::NoteSumMismatch,
        NoteKind::CountsContradict => Key::NoteCountsContradict,
        NoteKind::DuplicateSlot => Key::NoteDuplicateSlot,
        NoteKind::DuplicateCode => Key::NoteDuplicateCode,
        NoteKind::BadTime => Key::NoteBadTime,
        NoteKind::BadValue => Key::NoteBadValue,
        NoteKind::UnknownCode => Key::NoteUnknownCode,
        NoteKind::InferredGrain => Key::NoteInferredGrain,
        NoteKind::OtherGrain => Key::NoteOtherGrain,
        NoteKind::OutsideWindow => Key::NoteOutsideWindow,
    }
}
