//! From what the loader holds to what a file holds.

use super::column::Column;
use super::{
    Provenance, SavedCodes, SavedFrame, SavedPlan, SavedSource, SavedState, SavedWindow, Snapshot,
    VERSION,
};
use crate::frame::{CodeColumns, Data, Frame};
use crate::load::{WindowState, WindowView};
use crate::plan::Plan;
use crate::query::Query;
use crate::source::{TrafficUnit, Vantage};
use crate::values::Values;

/// One source to save.
#[derive(Clone, Copy, Debug)]
pub struct Saving<'a> {
    /// Which side of the CDN it watches.
    pub vantage: Vantage,
    /// The domains asked for.
    pub domains: &'a [String],
    /// What was planned.
    pub plan: &'a Plan,
    /// The loader's views; those of other sources are skipped.
    pub windows: &'a [WindowView],
    /// What came.
    pub frame: Option<&'a Frame>,
    /// In which unit the vendor's volumes were read.
    pub unit: Option<TrafficUnit>,
    /// Where it came from.
    pub provenance: &'a [Provenance],
}

impl Snapshot {
    /// A snapshot of a view at a moment, UTC seconds. The view's times are fixed to that moment, so that it shows
    /// everyone the same, whenever it is opened.
    #[must_use]
    pub fn new(made_at: i64, made_by: &str, view: &Query, sources: &[Saving<'_>]) -> Self {
        Self {
            version: VERSION,
            made_at,
            made_by: made_by.to_owned(),
            view: view.pinned(made_at).to_string(),
            sources: sources.iter().map(Saving::source).collect(),
        }
    }
}

impl Saving<'_> {
    fn source(&self) -> SavedSource {
        let plan = self.plan;
        let ignored = plan.ignored_filters.iter();
        SavedSource {
            id: plan.source.clone(),
            vantage: self.vantage,
            metric: plan.metric,
            domains: self.domains.to_vec(),
            plan: SavedPlan {
                grain: plan.grain,
                lag: plan.lag,
                range: plan.range,
                out_of_reach: plan.out_of_reach,
                not_yet: plan.not_yet,
                ignored_filters: ignored.map(|&name| name.to_owned()).collect(),
                calls_per_minute: plan.calls_per_minute,
            },
            windows: self
                .windows
                .iter()
                .filter(|window| window.source == plan.source)
                .map(window)
                .collect(),
            frame: self.frame.map(frame),
            unit: self.unit,
            provenance: self.provenance.to_vec(),
        }
    }
}

fn window(view: &WindowView) -> SavedWindow {
    SavedWindow {
        range: view.range,
        closed: view.closed,
        state: match view.state.clone() {
            WindowState::Waiting => SavedState::Waiting,
            WindowState::InFlight => SavedState::InFlight,
            WindowState::Retrying { at_ms, problem } => SavedState::Retrying { at_ms, problem },
            WindowState::Done => SavedState::Done,
            WindowState::Failed(problem) => SavedState::Failed { problem },
            WindowState::Cancelled => SavedState::Cancelled,
        },
        tries: view.tries,
        fetched_at: view.fetched_at,
        from_cache: view.from_cache,
    }
}

fn frame(frame: &Frame) -> SavedFrame {
    let later = frame.times.iter().skip(1);
    let (codes, bits) = match &frame.data {
        Data::Codes(columns) => (Some(codes(columns)), None),
        Data::Traffic(bits) => (None, Some(Column(bits.to_vec()))),
    };
    SavedFrame {
        grain: frame.grain,
        first: frame.times.first().copied(),
        gaps: frame
            .times
            .iter()
            .zip(later)
            .map(|(a, b)| b.saturating_sub(*a))
            .collect(),
        codes,
        bits,
        notes: frame.notes.clone(),
    }
}

fn codes(columns: &CodeColumns) -> SavedCodes {
    let save = |columns: &Vec<Values>| {
        let values = columns.iter().map(Values::to_vec);
        values.map(Column).collect()
    };
    SavedCodes {
        codes: columns
            .codes
            .iter()
            .map(|code| code.number().unwrap_or(0))
            .collect(),
        shares: save(&columns.shares),
        counts: columns.counts.as_ref().map(save),
    }
}
