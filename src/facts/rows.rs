//! Rows of the legend: classes and their codes with their figures.

use originscope_core::sort_by;
use originscope_core::{
    Class, Code, Column, Data, SlotState, Sort, Summary, Timeline, code_difference, mean_share,
    share_difference, summary,
};
use originscope_plot::shades;

/// The classes that always have a row, in the order of the stack.
const ALWAYS: [Class; 5] = [
    Class::ServerError,
    Class::ClientError,
    Class::Redirect,
    Class::Success,
    Class::Informational,
];

/// The figures of one row, percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// The newest complete value.
    pub now: f64,
    /// The mean share of the responses: weighted by counts where the source sends them.
    pub mean: f64,
    /// The largest.
    pub max: f64,
    /// The smallest.
    pub min: f64,
    /// The newest slot that both periods have against the compared one, percentage points.
    pub delta: Option<f64>,
}

/// One code of a class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CodeRow {
    /// The code.
    pub code: Code,
    /// Its figures.
    pub figures: Figures,
    /// How many steps paler than the class it is drawn.
    pub shade: u8,
}

/// One class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassRow {
    /// The class.
    pub class: Class,
    /// Its figures; nothing before the first complete slot.
    pub figures: Option<Figures>,
    /// The codes of it that occurred at all, ascending by number unless sorted.
    pub codes: Vec<CodeRow>,
}

impl Figures {
    fn of(summary: Summary, mean: Option<f64>, delta: Option<f64>) -> Self {
        Self {
            now: summary.now,
            mean: mean.unwrap_or(summary.mean),
            max: summary.max,
            min: summary.min,
            delta,
        }
    }

    /// The figure of a column.
    pub const fn in_column(&self, column: Column) -> Option<f64> {
        match column {
            Column::Now => Some(self.now),
            Column::Mean => Some(self.mean),
            Column::Max => Some(self.max),
            Column::Min => Some(self.min),
            Column::Delta => self.delta,
        }
    }
}

/// All rows of a source of codes, in the order of the stack. `earlier` is the compared period on the same slots.
pub fn class_rows(timeline: &Timeline, earlier: Option<&Timeline>) -> Vec<ClassRow> {
    let rows = Class::STACK.into_iter().map(|class| ClassRow {
        class,
        figures: class_figures(timeline, earlier, class),
        codes: code_rows(timeline, earlier, class),
    });
    rows.filter(|row| ALWAYS.contains(&row.class) || !row.codes.is_empty())
        .collect()
}

/// Classes among each other, and the codes in each. What has no figure comes last either way.
pub fn sorted(mut rows: Vec<ClassRow>, sort: Option<Sort>) -> Vec<ClassRow> {
    let Some(sort) = sort else { return rows };
    sort_by(&mut rows, |a, b| {
        let figure = |row: &ClassRow| row.figures.and_then(|figures| figures.in_column(sort.by));
        order(figure(a), figure(b), sort)
    });
    for row in &mut rows {
        sort_by(&mut row.codes, |a, b| {
            let figure = |row: &CodeRow| row.figures.in_column(sort.by);
            order(figure(a), figure(b), sort)
        });
    }
    rows
}

fn order(a: Option<f64>, b: Option<f64>, sort: Sort) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) if sort.rising => a.total_cmp(&b),
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn class_figures(timeline: &Timeline, earlier: Option<&Timeline>, class: Class) -> Option<Figures> {
    let summary = summary(timeline, &timeline.class_shares(class))?;
    let difference = earlier.and_then(|earlier| share_difference(timeline, earlier, class));
    let delta = difference.and_then(|difference| difference.now);
    Some(Figures::of(summary, mean_share(timeline, class), delta))
}

fn code_rows(timeline: &Timeline, earlier: Option<&Timeline>, class: Class) -> Vec<CodeRow> {
    let row = |(code, shade): (Code, u8)| {
        let summary = summary(timeline, &timeline.code_shares(code))?;
        let difference = earlier.and_then(|earlier| code_difference(timeline, earlier, code));
        let delta = difference.and_then(|difference| difference.now);
        Some(CodeRow {
            code,
            figures: Figures::of(summary, weighted_mean(timeline, code), delta),
            shade,
        })
    };
    shades(timeline, class)
        .into_iter()
        .filter_map(row)
        .collect()
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
    (total > 0.0).then(|| 100.0 * sum(&counts.to_vec()) / total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use originscope_core::{CodeColumns, TimeRange};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn timeline(five: [f64; 2]) -> Timeline {
        let [a, b] = five;
        let columns = CodeColumns {
            codes: vec![
                Code::new(200),
                Code::new(404),
                Code::new(502),
                Code::new(504),
            ],
            shares: vec![
                vec![90.0 - a, 90.0 - b].into(),
                vec![10.0, 9.0].into(),
                vec![a, b / 2.0].into(),
                vec![0.0, b / 2.0].into(),
            ],
            counts: None,
        };
        Timeline {
            source: "s".to_owned(),
            range: TimeRange::new(0, 120),
            grain: 60,
            states: vec![SlotState::Came; 2],
            data: Data::Codes(columns),
            due_until: 120,
        }
    }

    fn names(rows: &[ClassRow]) -> Vec<&'static str> {
        rows.iter().map(|row| row.class.name()).collect()
    }

    #[test]
    fn five_classes_always_have_a_row_and_others_where_they_occur() {
        let rows = class_rows(&timeline([4.0, 8.0]), None);
        assert_eq!(names(&rows), ["5xx", "4xx", "3xx", "2xx", "1xx"]);
        let five = rows
            .first()
            .map(|row| row.codes.clone())
            .unwrap_or_default();
        let codes: Vec<_> = five
            .iter()
            .map(|row| (row.code.number(), row.shade))
            .collect();
        assert_eq!(codes, [(Some(502), 0), (Some(504), 1)]);
    }

    #[test]
    fn sorting_moves_classes_and_codes_and_ends_where_it_began() {
        let rows = || class_rows(&timeline([4.0, 8.0]), None);
        let by = |text: &str| sorted(rows(), Sort::parse(text));
        assert_eq!(names(&by("max")), ["2xx", "4xx", "5xx", "3xx", "1xx"]);
        assert_eq!(names(&by("-max")), ["3xx", "1xx", "5xx", "4xx", "2xx"]);
        assert_eq!(sorted(rows(), None), rows());
        // Without a compared period there is nothing to sort by, so nothing moves.
        assert_eq!(by("delta"), rows());
        let codes = by("-mean").into_iter().flat_map(|row| row.codes);
        let codes: Vec<_> = codes.filter_map(|row| row.code.number()).collect();
        assert_eq!(codes, [504, 502, 404, 200]);
    }

    #[test]
    fn the_difference_is_against_the_same_slot_of_the_compared_period() {
        let rows = class_rows(&timeline([4.0, 8.0]), Some(&timeline([4.0, 2.0])));
        let first = rows.first().and_then(|row| row.figures);
        assert_eq!(first.and_then(|figures| figures.delta), Some(6.0));
    }
}
