//! Rows of the legend: classes and their codes with their figures.

use originscope_core::{Class, Code, Data, SlotState, Summary, Timeline, summary};

/// One code of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeRow {
    /// The code.
    pub code: Code,
    /// Its figures, percent.
    pub summary: Summary,
    /// Its mean share of the responses, percent: weighted by counts where the source sends them, as for a class.
    pub mean: f64,
    /// Whether it is the largest of its class over the range: it takes the class' own colour.
    pub is_largest: bool,
}

/// The codes of a class that occurred at all, ascending by number.
pub fn code_rows(timeline: &Timeline, class: Class) -> Vec<CodeRow> {
    let Data::Codes(columns) = &timeline.data else {
        return Vec::new();
    };
    let of_class = columns
        .codes
        .iter()
        .copied()
        .filter(|code| code.class() == class);
    let row = |code: Code| {
        let summary = summary(timeline, &timeline.code_shares(code))?;
        let mean = weighted_mean(timeline, code).unwrap_or(summary.mean);
        Some(CodeRow {
            code,
            summary,
            mean,
            is_largest: false,
        })
    };
    let mut rows: Vec<CodeRow> = of_class
        .filter_map(row)
        .filter(|row| row.summary.max > 0.0)
        .collect();
    if let Some(largest) = rows.iter_mut().max_by(|a, b| a.mean.total_cmp(&b.mean)) {
        largest.is_largest = true;
    }
    rows
}

/// A code's part of all responses in the complete slots, percent; nothing where the source sends no counts.
fn weighted_mean(timeline: &Timeline, code: Code) -> Option<f64> {
    let Data::Codes(columns) = &timeline.data else {
        return None;
    };
    let place = columns.codes.iter().position(|other| *other == code)?;
    let counts = columns.counts.as_ref()?.get(place)?;
    let totals = timeline.request_counts()?;
    let sum = |values: &[f64]| -> f64 {
        let complete = timeline
            .states
            .iter()
            .zip(values)
            .filter(|(state, _)| **state == SlotState::Came);
        complete
            .map(|(_, value)| *value)
            .filter(|value| value.is_finite())
            .sum()
    };
    let total = sum(&totals);
    (total > 0.0).then(|| 100.0 * sum(counts) / total)
}
