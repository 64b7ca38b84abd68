//! The series of a panel of codes: classes or single codes, and what their sum is scaled to.

use super::Focus;
use crate::panel::{PanelModel, Role};
use originscope_core::sort_by_key;
use originscope_core::{Class, Code, SlotState, Timeline};

/// Shares that add up to 100 within this many percentage points are scaled to it: vendors round to two places.
const ROUNDING: f64 = 0.5;

/// The codes of a class that occur at all, ascending, each with how many steps paler than the class it is: the largest
/// takes the colour of the class itself.
#[must_use]
pub fn shades(timeline: &Timeline, class: Class) -> Vec<(Code, u8)> {
    let Some(columns) = timeline.codes() else {
        return Vec::new();
    };
    let total = |code: Code| -> f64 {
        let shares = timeline.code_shares(code);
        let complete = timeline.states.iter().zip(&shares);
        complete
            .filter(|(state, share)| **state == SlotState::Came && share.is_finite())
            .map(|(_, share)| *share)
            .sum()
    };
    let of_class = columns.codes.iter().filter(|code| code.class() == class);
    let mut found: Vec<(Code, f64)> = of_class.map(|code| (*code, total(*code))).collect();
    found.retain(|(_, total)| *total > 0.0);
    sort_by_key(&mut found, |(code, _)| *code);
    let largest = found.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let largest = largest.map(|(code, _)| *code);
    let mut steps = 0_u8;
    let shade = |(code, _): (Code, f64)| {
        if Some(code) == largest {
            return (code, 0);
        }
        steps = steps.saturating_add(1);
        (code, steps)
    };
    found.into_iter().map(shade).collect()
}

impl PanelModel {
    /// One series a class.
    pub(super) fn add_classes(&mut self, timeline: &Timeline, hidden: &[Class], focus: &Focus<'_>) {
        let classes: &[Class] = if self.stacked {
            &Class::STACK
        } else {
            self.count_if(timeline, focus.amounts);
            &[Class::ServerError, Class::ClientError]
        };
        for class in classes.iter().filter(|class| !hidden.contains(class)) {
            // The compared period is drawn for the class that decides the verdict: more lines would say less.
            let compared = *class == Class::ServerError && !self.stacked;
            let series = self.line(Role::Class(*class), timeline, focus, compared);
            let rare = matches!(class, Class::Informational | Class::Other);
            if !rare || series.values.iter().any(|value| *value > 0.0) {
                self.series.push(series);
            }
        }
    }

    /// One series a code, in the order of the classes.
    pub(super) fn stack_codes(&mut self, timeline: &Timeline, hidden: &[Class], focus: &Focus<'_>) {
        let classes = Class::STACK;
        for class in classes.iter().filter(|class| !hidden.contains(class)) {
            for (code, shade) in shades(timeline, *class) {
                if focus.hidden_codes.contains(&code) {
                    continue;
                }
                let mut series = self.line(Role::Code(code), timeline, focus, false);
                series.shade = shade;
                self.series.push(series);
            }
        }
    }

    /// Scales the slots of a stack whose shares miss 100 by rounding only, or exceed it; notes what the others leave open.
    pub(super) fn fill_to_the_whole(&mut self, timeline: &Timeline) {
        self.unaccounted = vec![0.0; timeline.len()];
        let mut factors = timeline.share_sums();
        for (sum, open) in factors.iter_mut().zip(&mut self.unaccounted) {
            *sum = if !(sum.is_finite() && *sum > 0.0) {
                1.0
            } else if *sum < 100.0 - ROUNDING {
                *open = 100.0 - *sum;
                1.0
            } else {
                100.0 / *sum
            };
        }
        self.scale(&factors);
    }

    /// Multiplies the values of each slot, column by column.
    fn scale(&mut self, factors: &[f64]) {
        for series in &mut self.series {
            for (value, factor) in series.values.iter_mut().zip(factors) {
                *value *= factor;
            }
        }
    }

    /// Scales every slot so that what is shown fills it.
    pub(super) fn fill_with_the_shown(&mut self) {
        let mut factors = vec![0.0; self.slots()];
        for series in &self.series {
            for (sum, value) in factors.iter_mut().zip(&series.values) {
                *sum += value;
            }
        }
        for sum in &mut factors {
            *sum = if sum.is_finite() && *sum > 0.0 {
                100.0 / *sum
            } else {
                1.0
            };
        }
        self.scale(&factors);
    }
}
