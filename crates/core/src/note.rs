//! Oddities of an answer: shown, never hidden.

use serde::{Deserialize, Serialize};

/// Most notes kept of one frame: an answer in which everything is odd says so in as many words.
const MAX_NOTES: usize = 200;
/// Longest text of a note, in characters.
const MAX_TEXT: usize = 80;

/// Something odd in an answer: shown, never hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What kind of oddity.
    pub kind: NoteKind,
    /// The slot it is about, if one.
    pub at: Option<i64>,
    /// The offending text as sent, capped at 80 characters, control characters removed; may be empty.
    pub text: String,
}

/// The kinds of oddities that a decoder reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A slot's shares do not add up to 100 %, by more than 0.5.
    SumMismatch,
    /// The counts of a slot contradict its shares; counts are believed.
    CountsContradict,
    /// Two different answers for one slot; the later one is kept.
    DuplicateSlot,
    /// One code twice in one slot; the two are added.
    DuplicateCode,
    /// A time that cannot be read; the point is dropped.
    BadTime,
    /// A value that cannot be read; the slot is dropped and shows as a gap.
    BadValue,
    /// A status code outside 100 to 599.
    UnknownCode,
    /// No usable interval in the answer; inferred from the slots.
    InferredGrain,
    /// The vendor answered with another grain than asked.
    OtherGrain,
    /// A slot outside the window asked; dropped.
    OutsideWindow,
}

impl Note {
    /// A note; control characters of the text are removed and it is cut at 80 characters.
    #[must_use]
    pub fn new(kind: NoteKind, at: Option<i64>, text: &str) -> Self {
        Self {
            kind,
            at,
            text: text
                .chars()
                .filter(|c| !c.is_control())
                .take(MAX_TEXT)
                .collect(),
        }
    }
}

/// Adds a note unless the same is there already or there are too many (200).
pub(crate) fn add(notes: &mut Vec<Note>, note: Note) {
    if notes.len() < MAX_NOTES && !notes.contains(&note) {
        notes.push(note);
    }
}
