//! Rows that came in any order, some of them twice: which row stands where, and how long a slot is.

use crate::note::{self, Note, NoteKind};

/// Longest grain believed, in seconds: a day. Longer ones do not exist in any of the vendors' pages.
const MAX_GRAIN: i64 = 86_400;
/// The grain of a single slot about which the answer says nothing, in seconds.
const LONE_GRAIN: i64 = 60;

/// The rows of a frame in ascending time, each time once.
pub(crate) struct RowOrder {
    /// Ascending, unique.
    pub(crate) times: Vec<i64>,
    /// Per entry of `times`, the row as pushed that counts for it.
    pub(crate) rows: Vec<usize>,
    /// Times with two different answers.
    conflicts: Vec<i64>,
}

impl RowOrder {
    /// Orders rows by their times; of several for one time the last pushed counts. `equal` compares two rows.
    pub(crate) fn of(pushed: &[i64], equal: impl Fn(usize, usize) -> bool) -> Self {
        let mut by_time: Vec<(i64, usize)> = pushed
            .iter()
            .enumerate()
            .map(|(row, &time)| (time, row))
            .collect();
        // Most vendors answer ascending or descending: both are near-linear for the stable sort.
        by_time.sort();
        let mut order = Self {
            times: Vec::new(),
            rows: Vec::new(),
            conflicts: Vec::new(),
        };
        for (time, row) in by_time {
            match (order.times.last(), order.rows.last_mut()) {
                (Some(&last), Some(kept)) if last == time => {
                    if !equal(*kept, row) && order.conflicts.last() != Some(&time) {
                        order.conflicts.push(time);
                    }
                    *kept = row;
                }
                _ => {
                    order.times.push(time);
                    order.rows.push(row);
                }
            }
        }
        order
    }

    /// Says which slots had two different answers.
    pub(crate) fn note_conflicts(&self, notes: &mut Vec<Note>) {
        for &time in &self.conflicts {
            note::add(notes, Note::new(NoteKind::DuplicateSlot, Some(time), ""));
        }
    }
}

/// The length of a slot: what the answer says if it is 1 second to a day, else the most common distance of two
/// neighbours (the shorter one on a tie), with a note. 0 while there is no slot.
pub(crate) fn grain_of(said: Option<i64>, times: &[i64], notes: &mut Vec<Note>) -> i64 {
    if times.is_empty() {
        return 0;
    }
    if let Some(grain) = said.filter(|grain| (1..=MAX_GRAIN).contains(grain)) {
        return grain;
    }
    let text = said.map_or_else(String::new, |grain| grain.to_string());
    note::add(notes, Note::new(NoteKind::InferredGrain, None, &text));
    most_common_step(times).unwrap_or(LONE_GRAIN)
}

fn most_common_step(times: &[i64]) -> Option<i64> {
    let mut steps: Vec<i64> = times
        .windows(2)
        .filter_map(|pair| pair.last()?.checked_sub(*pair.first()?))
        .filter(|step| *step <= MAX_GRAIN)
        .collect();
    steps.sort_unstable();
    let runs = steps.chunk_by(|a, b| a == b);
    let longest = runs.rev().max_by_key(|run| run.len())?;
    longest.first().copied()
}
