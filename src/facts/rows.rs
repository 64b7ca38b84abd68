//! Rows of the legend: classes and their codes with their figures.

use originscope_core::{Class, Code, Data, Summary, Timeline, summary};

/// One code of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeRow {
    /// The code.
    pub code: Code,
    /// Its figures, percent.
    pub summary: Summary,
    /// Whether it is the largest of its class over the range: it takes the class' own colour.
    pub is_largest: bool,
}

/// The codes of a class that occurred at all, ascending by number.
pub fn code_rows(timeline: &Timeline, class: Class) -> Vec<CodeRow> {
    let Data::Codes(columns) = &timeline.data else { return Vec::new() };
    let of_class = columns.codes.iter().copied().filter(|code| code.class() == class);
    let row = |code: Code| {
        let summary = summary(timeline, &timeline.code_shares(code))?;
        Some(CodeRow { code, summary, is_largest: false })
    };
    let mut rows: Vec<CodeRow> = of_class.filter_map(row).filter(|row| row.summary.max > 0.0).collect();
    if let Some(largest) = rows.iter_mut().max_by(|a, b| a.summary.mean.total_cmp(&b.summary.mean)) {
        largest.is_largest = true;
    }
    rows
}

/// The code that makes up most of a class in the newest complete slot, with its part of the class in percent.
pub fn top_code(timeline: &Timeline, class: Class) -> Option<(Code, f64)> {
    let whole = summary(timeline, &timeline.class_shares(class))?.now;
    if whole <= 0.0 {
        return None;
    }
    let rows = code_rows(timeline, class);
    let top = rows.iter().max_by(|a, b| a.summary.now.total_cmp(&b.summary.now))?;
    Some((top.code, (100.0 * top.summary.now / whole).min(100.0)))
}
