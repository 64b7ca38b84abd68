//! What one panel shows: plain data, comparable, without pixels.

use crate::view::View;
use originscope_core::{Class, Code, SlotState, TimeRange};

/// Which of the page's three figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PanelKind {
    /// Shares of 5xx and 4xx as lines on a scale of their own.
    Errors,
    /// All classes stacked to 100 %, 5xx on the baseline.
    Composition,
    /// Traffic as one line, in bit/s.
    Traffic,
}

/// What a series is; decides its colour and its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A class of status codes.
    Class(Class),
    /// One status code, in the hue of its class.
    Code(Code),
    /// Traffic.
    Traffic,
}

impl Role {
    /// The class whose hue a role has; `None` for traffic.
    #[must_use]
    pub const fn class(self) -> Option<Class> {
        match self {
            Self::Class(class) => Some(class),
            Self::Code(code) => Some(code.class()),
            Self::Traffic => None,
        }
    }
}

/// What the numbers of a panel are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Percent of a slot's responses.
    #[default]
    Share,
    /// Responses in a slot.
    Count,
    /// Bit/s over a slot.
    Rate,
    /// Bytes in a slot.
    Volume,
}

/// One series over the panel's slots.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is.
    pub role: Role,
    /// Its direct label, as `5xx`.
    pub name: String,
    /// How many steps paler than its class it is, where codes of one class stand beside each other.
    pub shade: u8,
    /// One value a slot, in the panel's measure. NaN where the slot has none.
    pub values: Vec<f64>,
    /// The compared period's values, slot by slot on the panel's own grid; NaN where it has none, empty without one.
    pub earlier: Vec<f64>,
}

/// A dotted line that says where a class becomes a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The class in whose hue it is drawn.
    pub class: Class,
    /// Percent.
    pub value: f64,
    /// Its label, as `5 % failing`.
    pub label: String,
    /// Whether the label stays on a phone.
    pub always_labelled: bool,
}

/// How values are written on the vertical axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueLabels {
    /// Percent with this suffix (`\u{202f}%` in English, `%` in Chinese).
    Percent(String),
    /// Decimal prefixes, one for the whole axis; the unit stands in the caption.
    Prefixed,
    /// Whole numbers with thousands separators, from 10,000 on shortened (`20k`, `1.5M`).
    Counts,
}

/// The words that a panel writes into itself. An empty text is not drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// After the clock time of the first absent slot: `vendor sent no point`.
    pub absent: String,
    /// Lines at the top of the part that is not published yet.
    pub not_published: Vec<String>,
    /// In the part that the source does not reach.
    pub out_of_reach: String,
    /// After the range that is still on its way: `on its way`.
    pub waiting: String,
    /// In slots that came without requests: `no requests`.
    pub no_requests: String,
    /// In a failed part too narrow for its code: `failed`.
    pub failed: String,
    /// In the part of a stack that the vendor's shares leave open: `unaccounted`.
    pub unaccounted: String,
}

/// A part of the range whose call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The window.
    pub range: TimeRange,
    /// The code that the vendor or the proxy gave.
    pub code: String,
    /// One line under it, as `retry in 2 s`; may be empty.
    pub note: String,
}

/// One panel.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelModel {
    /// Which figure.
    pub kind: PanelKind,
    /// What its numbers are.
    pub measure: Measure,
    /// Whether the series are bands on each other up to 100 %, and not lines from zero.
    pub stacked: bool,
    /// The shared time axis.
    pub view: View,
    /// Start of the first slot, UTC seconds.
    pub first: i64,
    /// Length of a slot of this panel, seconds.
    pub grain: i64,
    /// One state a slot.
    pub states: Vec<SlotState>,
    /// Per slot: it came, and there was not one request.
    pub quiet: Vec<bool>,
    /// Per slot: percent that the vendor's shares leave open, 0 where they add up to 100. Of stacks; empty elsewhere.
    pub unaccounted: Vec<f64>,
    /// The series, for the stack from the baseline upwards.
    pub series: Vec<Series>,
    /// Threshold lines.
    pub thresholds: Vec<Threshold>,
    /// How values are written.
    pub labels: ValueLabels,
    /// The words.
    pub words: Words,
    /// Failed windows, with what is written into them.
    pub failures: Vec<Failure>,
}

impl PanelModel {
    /// Number of slots.
    #[must_use]
    pub const fn slots(&self) -> usize {
        self.states.len()
    }

    /// Start of a slot, UTC seconds.
    #[must_use]
    pub fn time_of(&self, slot: usize) -> i64 {
        let steps = i64::try_from(slot).unwrap_or(i64::MAX);
        self.first.saturating_add(self.grain.saturating_mul(steps))
    }

    /// The slot that holds a time.
    #[must_use]
    pub fn slot_at(&self, at: i64) -> Option<usize> {
        if self.grain <= 0 || at < self.first {
            return None;
        }
        let slot = usize::try_from((at - self.first) / self.grain).ok()?;
        (slot < self.slots()).then_some(slot)
    }

    /// A series' value in a slot; `None` where there is none.
    #[must_use]
    pub fn value(&self, role: Role, slot: usize) -> Option<f64> {
        let series = self.series.iter().find(|series| series.role == role)?;
        series
            .values
            .get(slot)
            .copied()
            .filter(|value| value.is_finite())
    }

    /// The largest finite value of all series, the compared period's among them; 0 where there is none.
    #[must_use]
    pub fn max(&self) -> f64 {
        let all = |series: &Series| largest(&series.values).max(largest(&series.earlier));
        self.series.iter().map(all).fold(0.0, f64::max)
    }

    /// The decimal prefix of the vertical axis: what a value is divided by, and its letter.
    #[must_use]
    pub fn prefix(&self) -> (f64, &'static str) {
        match self.labels {
            ValueLabels::Percent(_) | ValueLabels::Counts => (1.0, ""),
            ValueLabels::Prefixed => crate::axis::value::prefix(self.max()),
        }
    }

    /// Whether any slot lies in the part that is not published yet.
    #[must_use]
    pub fn has_unpublished(&self) -> bool {
        self.states.contains(&SlotState::NotYet)
    }
}

/// The largest finite value above 0; 0 where there is none.
pub(crate) fn largest(values: &[f64]) -> f64 {
    let mut largest = [0.0; 4];
    let (fours, rest) = values.as_chunks::<4>();
    let larger = |largest: &mut f64, value: f64| {
        // Not f64::max: in WebAssembly it is a call.
        if value > *largest && value < f64::INFINITY {
            *largest = value;
        }
    };
    for four in fours {
        for (largest, value) in largest.iter_mut().zip(four) {
            larger(largest, *value);
        }
    }
    let [first, others @ ..] = &mut largest;
    for value in rest.iter().chain(&*others) {
        larger(first, *value);
    }
    *first
}
