//! What a role is worth, slot by slot.

use super::Focus;
use crate::panel::{Measure, Role};
use originscope_core::{Class, Code, SlotState, Timeline};

/// The direct label of a role; empty for traffic, which needs none.
pub(super) fn name_of(role: Role) -> String {
    match role {
        Role::Class(class) => class.name().to_owned(),
        Role::Code(code) => code.number().map_or_else(
            || Class::Other.name().to_owned(),
            |number| number.to_string(),
        ),
        Role::Traffic => String::new(),
    }
}

/// A role's values over a timeline, slot by slot, without the codes that are hidden: percent, or responses where `measure`
/// is [`Measure::Count`]; NaN where no value came. Nothing for traffic.
#[must_use]
pub fn values_of(timeline: &Timeline, role: Role, measure: Measure, focus: &Focus<'_>) -> Vec<f64> {
    let code_values = |code: Code| {
        if measure == Measure::Count {
            code_counts(timeline, code)
        } else {
            timeline.code_shares(code)
        }
    };
    match role {
        Role::Traffic => Vec::new(),
        Role::Code(code) => code_values(code),
        Role::Class(class) => {
            let counts = (measure == Measure::Count).then(|| timeline.class_counts(class));
            let mut values = counts
                .flatten()
                .unwrap_or_else(|| timeline.class_shares(class));
            let hidden = focus
                .hidden_codes
                .iter()
                .filter(|code| code.class() == class);
            for code in hidden {
                for (value, part) in values.iter_mut().zip(code_values(*code)) {
                    // Rounding may leave a hair below zero.
                    let rest = *value - part;
                    *value = if rest < 0.0 { 0.0 } else { rest };
                }
            }
            values
        }
    }
}

/// Responses of one code a slot; NaN where no value came.
fn code_counts(timeline: &Timeline, code: Code) -> Vec<f64> {
    let column = timeline.codes().and_then(|codes| {
        let place = codes.codes.iter().position(|other| *other == code)?;
        codes.counts.as_ref()?.get(place)
    });
    let value = |(slot, state): (usize, &SlotState)| {
        if !state.has_value() {
            return f64::NAN;
        }
        column.and_then(|column| column.get(slot)).unwrap_or(0.0)
    };
    timeline.states.iter().enumerate().map(value).collect()
}

/// An aligned timeline's values on the slots of the present one.
pub(super) fn on_grid(present: &Timeline, aligned: &Timeline, values: &[f64]) -> Vec<f64> {
    let value = |slot: usize| {
        let at = aligned.slot_at(present.time_of(slot))?;
        values.get(at).copied()
    };
    (0..present.len())
        .map(|slot| value(slot).unwrap_or(f64::NAN))
        .collect()
}
