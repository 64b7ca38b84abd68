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
    rows: Rows,
    /// Times with two different answers.
    conflicts: Vec<i64>,
}

/// Where the rows stand among those that were pushed.
enum Rows {
    /// As pushed.
    Same,
    /// From the last to the first.
    Reversed,
    /// Per time, the row as pushed that counts for it.
    Picked(Vec<usize>),
}

impl RowOrder {
    /// Orders rows by their times; of several for one time the last pushed counts. `equal` compares two rows.
    pub(crate) fn of(mut pushed: Vec<i64>, equal: impl Fn(usize, usize) -> bool) -> Self {
        // Most vendors answer ascending or descending: no row is looked up, let alone sorted then.
        let rows = if pushed.is_sorted_by(|a, b| a < b) {
            Rows::Same
        } else if pushed.is_sorted_by(|a, b| a > b) {
            pushed.reverse();
            Rows::Reversed
        } else {
            return Self::picked(&pushed, equal);
        };
        pushed.shrink_to_fit();
        Self {
            times: pushed,
            rows,
            conflicts: Vec::new(),
        }
    }

    fn picked(pushed: &[i64], equal: impl Fn(usize, usize) -> bool) -> Self {
        let mut by_time: Vec<(i64, usize)> = pushed
            .iter()
            .enumerate()
            .map(|(row, &time)| (time, row))
            .collect();
        by_time.sort_unstable();
        let (mut times, mut rows, mut conflicts) = (Vec::new(), Vec::new(), Vec::new());
        for (time, row) in by_time {
            match (times.last(), rows.last_mut()) {
                (Some(&last), Some(kept)) if last == time => {
                    if !equal(*kept, row) && conflicts.last() != Some(&time) {
                        conflicts.push(time);
                    }
                    *kept = row;
                }
                _ => {
                    times.push(time);
                    rows.push(row);
                }
            }
        }
        Self {
            times,
            rows: Rows::Picked(rows),
            conflicts,
        }
    }

    /// A column, as pushed, in this order; a row that it lacks is 0.
    pub(crate) fn apply(&self, mut column: Vec<f64>) -> Vec<f64> {
        match &self.rows {
            Rows::Same => {}
            Rows::Reversed => column.reverse(),
            Rows::Picked(rows) => {
                let value = |row: &usize| column.get(*row).copied().unwrap_or(0.0);
                return rows.iter().map(value).collect();
            }
        }
        // It grew by doubling, and is kept as long as the page shows it.
        column.shrink_to_fit();
        column
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
