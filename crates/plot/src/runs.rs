//! Runs of neighbouring slots in one state: nothing is ever drawn across the end of a run.

use core::ops::Range;
use originscope_core::SlotState;

/// Neighbouring slots that answer a question the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<T> {
    /// The slots, end excluded.
    pub slots: Range<usize>,
    /// What they have in common.
    pub kind: T,
}

/// Groups `0..count` into runs of equal, present `kind`; slots without one are in no run.
pub fn runs<T: PartialEq>(count: usize, kind: impl Fn(usize) -> Option<T>) -> Vec<Run<T>> {
    let mut found: Vec<Run<T>> = Vec::new();
    for slot in 0..count {
        let Some(kind) = kind(slot) else { continue };
        match found.last_mut() {
            Some(run) if run.slots.end == slot && run.kind == kind => run.slots.end = slot + 1,
            _ => found.push(Run {
                slots: slot..slot + 1,
                kind,
            }),
        }
    }
    found
}

/// Whether there is a finite value in each of the slots.
pub(crate) fn are_finite(values: &[f64], slots: &Range<usize>) -> bool {
    let values = values.get(slots.clone());
    values.is_some_and(|values| values.iter().all(|value| value.is_finite()))
}

/// The runs of slots in one state.
pub(crate) fn state_runs(values: &[SlotState]) -> Vec<Run<SlotState>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((kind, rest)) = values.get(from..).and_then(<[SlotState]>::split_first) {
        let same = rest.iter().position(|value| value != kind);
        let end = from + 1 + same.unwrap_or(rest.len());
        found.push(Run {
            slots: from..end,
            kind: *kind,
        });
        from = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_gaps_and_changes() {
        let kinds = [Some('a'), Some('a'), None, Some('a'), Some('b')];
        let found = runs(kinds.len(), |slot| kinds[slot]);
        let expected =
            [(0..2, 'a'), (3..4, 'a'), (4..5, 'b')].map(|(slots, kind)| Run { slots, kind });
        assert_eq!(found, expected);
        assert!(runs(0, |_| Some(())).is_empty());
    }
}
