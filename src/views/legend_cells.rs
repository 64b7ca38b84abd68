//! The figures of a row of the legend, as text and exactly.

use super::legend::is_compared;
use crate::facts::{Figures, about};
use crate::state::State;
use leptos::prelude::*;
use originscope_core::{SlotState, Summary, Timeline, format};

/// Now, mean, max, min and the difference to the compared period.
#[derive(Clone, PartialEq)]
pub(super) struct Cells {
    texts: [String; 4],
    exact: [String; 4],
    delta: Option<(String, String)>,
    is_partial: bool,
}

impl Cells {
    /// Of shares, percent; the difference in percentage points.
    pub(super) fn of_shares(figures: &Figures, timeline: &Timeline) -> Self {
        let values = [figures.now, figures.mean, figures.max, figures.min];
        let delta = figures.delta.map(|delta| {
            let sign = if delta > 0.0 { "+" } else { "" };
            let text = format::share_number(delta);
            (format!("{sign}{text}"), format!("{delta} pp"))
        });
        Self::new(
            values.map(format::share_number),
            values.map(|value| format!("{value} %")),
            delta,
            timeline,
        )
    }

    /// Of rates, bit/s, all in one prefix; the difference in percent.
    pub(super) fn of_rates(
        figures: &Summary,
        prefix: format::SiValue,
        delta: Option<f64>,
        timeline: &Timeline,
        percent: &str,
    ) -> Self {
        let values = [figures.now, figures.mean, figures.max, figures.min];
        let same_prefix = |value: f64| prefix.same_prefix(value).number();
        let delta = delta.map(|delta| {
            (
                format!("{}{percent}", format::points(delta)),
                format!("{delta} %"),
            )
        });
        Self::new(
            values.map(same_prefix),
            values.map(|value| format!("{value} bit/s")),
            delta,
            timeline,
        )
    }

    fn new(
        mut texts: [String; 4],
        exact: [String; 4],
        delta: Option<(String, String)>,
        timeline: &Timeline,
    ) -> Self {
        let is_partial = timeline.states.contains(&SlotState::Waiting);
        let [_, mean, ..] = &mut texts;
        *mean = about(timeline, mean);
        Self {
            texts,
            exact,
            delta,
            is_partial,
        }
    }
}

/// What cannot be known before all windows are here is a bar; what is missing is a dash.
pub(super) fn cells(state: State, row: Option<Cells>) -> AnyView {
    let is_loading = state.board.with(|board| board.is_loading());
    let (texts, exact, delta, is_partial) = match row {
        // What was given up does not come any more.
        Some(row) => (
            row.texts.map(Some),
            row.exact,
            row.delta,
            row.is_partial && is_loading,
        ),
        None => (
            [None, None, None, None],
            [const { String::new() }; 4],
            None,
            is_loading,
        ),
    };
    let cell = |(text, exact): (Option<String>, String), class: &'static str, waits: bool| {
        let inner = if waits {
            view! { <i class="sk"></i> }.into_any()
        } else {
            let text = text.unwrap_or_else(|| "–".to_owned());
            text.into_any()
        };
        view! { <td class=class title=exact>{inner}</td> }
    };
    let [now, mean, max, min] = texts;
    let [now_exact, mean_exact, max_exact, min_exact] = exact;
    let no_now = now.is_none() && is_partial;
    let delta_cell = is_compared(state).then(|| {
        let waits = delta.is_none() && is_loading;
        let (text, exact) = delta.unzip();
        cell((text, exact.unwrap_or_default()), "d", waits)
    });
    view! {
        {cell((now, now_exact), "now", no_now)}
        {cell((mean, mean_exact), "x", is_partial)}
        {cell((max, max_exact), "mx", is_partial)}
        {cell((min, min_exact), "x", is_partial)}
        {delta_cell}
    }
    .into_any()
}

/// A line of words under a row. The empty cells keep the columns, of which a phone shows fewer.
pub(super) fn say_row(state: State, text: String) -> AnyView {
    let delta = move || is_compared(state).then(|| view! { <td class="d"></td> });
    view! {
        <tr class="say">
            <td colspan="2">{text}</td><td class="x"></td><td class="mx"></td><td class="x"></td>{delta}
        </tr>
    }
    .into_any()
}
