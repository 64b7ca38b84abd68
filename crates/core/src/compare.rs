//! The same range earlier, slot beside slot.
//!
//! Shares differ in percentage points, traffic in percent. Only slots that are complete in both count, because a
//! difference between unlike sets of minutes is no difference of the thing measured.

use crate::code::{Class, Code};
use crate::stats::{Summary, summary};
use crate::time::TimeRange;
use crate::timeline::{SlotState, Timeline};
use crate::values::runs_of;
use serde::{Deserialize, Serialize};

/// Which earlier range stands beside the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Compare {
    /// The same hours one day (24 h) earlier.
    #[serde(rename = "1d")]
    Day,
    /// The same hours one week (168 h) earlier.
    #[serde(rename = "1w")]
    Week,
    /// The range of the same length right before.
    #[serde(rename = "prev")]
    Previous,
}

impl Compare {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Previous];

    /// As it stands in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "1d",
            Self::Week => "1w",
            Self::Previous => "prev",
        }
    }

    /// Reads `1d`, `1w` or `prev`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|compare| compare.name() == text)
    }

    /// How much earlier it is, in seconds, for a range. Always UTC: a day is 24 h even where clocks change.
    #[must_use]
    pub const fn shift(self, range: TimeRange) -> i64 {
        match self {
            Self::Day => 86_400,
            Self::Week => 604_800,
            Self::Previous => range.seconds(),
        }
    }
}

/// The range to ask for.
#[must_use]
pub const fn earlier_range(range: TimeRange, compare: Compare) -> TimeRange {
    let shift = compare.shift(range);
    TimeRange::new(
        range.start.saturating_sub(shift),
        range.end.saturating_sub(shift),
    )
}

/// An earlier timeline laid onto the slots of the present one: same range, same number of slots, earlier values.
///
/// A slot that the earlier timeline does not hold is [`SlotState::OutOfReach`]. `None` if the two cannot be laid slot
/// on slot: other grains (the vendor keeps only coarser slots for so long ago), other metrics, or a shift that is no
/// whole number of slots.
#[must_use]
pub fn align(present: &Timeline, earlier: &Timeline, compare: Compare) -> Option<Timeline> {
    let shift = compare.shift(present.range);
    let whole = shift.checked_rem(present.grain)? == 0;
    let alike = std::mem::discriminant(&present.data) == std::mem::discriminant(&earlier.data);
    if present.grain != earlier.grain || !whole || !alike {
        return None;
    }
    let from: Vec<Option<usize>> = (0..present.len())
        .map(|slot| {
            let start = present.time_of(slot).saturating_sub(shift);
            let slot = earlier.slot_at(start)?;
            (earlier.time_of(slot) == start).then_some(slot)
        })
        .collect();
    let runs = runs_of(&from);
    Some(Timeline {
        source: earlier.source.clone(),
        range: present.range,
        grain: present.grain,
        states: from
            .iter()
            .map(|slot| {
                slot.and_then(|slot| earlier.state(slot))
                    .unwrap_or(SlotState::OutOfReach)
            })
            .collect(),
        data: earlier.data.with(|column| column.of_runs(&runs)),
        due_until: earlier.due_until.saturating_add(shift),
    })
}

/// How the present differs from the earlier, over the slots complete in both.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Figures of the present.
    pub present: Summary,
    /// Figures of the earlier range, its times already moved onto the present.
    pub earlier: Summary,
    /// Difference of the newest slot that both have: percentage points for shares, percent of the earlier value for
    /// traffic; `None` for traffic where the earlier value is 0.
    pub now: Option<f64>,
    /// The same of the means.
    pub mean: Option<f64>,
    /// Per slot the same; NaN where either has no complete value.
    pub slots: Vec<f64>,
}

/// How two values are set against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Against {
    Points,
    Percent,
}

impl Against {
    fn of(self, present: f64, earlier: f64) -> f64 {
        match self {
            Self::Points => present - earlier,
            Self::Percent if earlier > 0.0 => (present / earlier - 1.0) * 100.0,
            Self::Percent => f64::NAN,
        }
    }
}

/// The difference in the share of a class, in percentage points. `aligned` comes from [`align`]; `None` if no slot is
/// complete in both.
#[must_use]
pub fn share_difference(
    present: &Timeline,
    aligned: &Timeline,
    class: Class,
) -> Option<Difference> {
    let values = (present.class_shares(class), aligned.class_shares(class));
    difference(present, aligned, values, Against::Points)
}

/// The same for one code.
#[must_use]
pub fn code_difference(present: &Timeline, aligned: &Timeline, code: Code) -> Option<Difference> {
    let values = (present.code_shares(code), aligned.code_shares(code));
    difference(present, aligned, values, Against::Points)
}

/// The difference in traffic, in percent of the earlier rate. `aligned` comes from [`align`]; `None` for codes or if
/// no slot is complete in both.
#[must_use]
pub fn traffic_difference(present: &Timeline, aligned: &Timeline) -> Option<Difference> {
    let values = (present.bit_rates()?, aligned.bit_rates()?);
    difference(present, aligned, values, Against::Percent)
}

fn difference(
    present: &Timeline,
    aligned: &Timeline,
    (mut now, mut then): (Vec<f64>, Vec<f64>),
    against: Against,
) -> Option<Difference> {
    let both = present.states.iter().zip(&aligned.states);
    for ((states, now), then) in both.zip(&mut now).zip(&mut then) {
        let complete = *states.0 == SlotState::Came && *states.1 == SlotState::Came;
        if !complete || !now.is_finite() || !then.is_finite() {
            (*now, *then) = (f64::NAN, f64::NAN);
        }
    }
    let slots = now
        .iter()
        .zip(&then)
        .map(|(now, then)| against.of(*now, *then))
        .collect();
    let (present, earlier) = (summary(present, &now)?, summary(aligned, &then)?);
    let finite = |value: f64| value.is_finite().then_some(value);
    Some(Difference {
        now: finite(against.of(present.now, earlier.now)),
        mean: finite(against.of(present.mean, earlier.mean)),
        slots,
        present,
        earlier,
    })
}

#[cfg(test)]
mod tests;
