//! From what a file holds back to a plan, a frame and windows, checked.

use super::column::Column;
use super::{SavedCodes, SavedFrame, SavedPlan, SavedSource, SavedState, SavedWindow};
use crate::code::Code;
use crate::frame::{CodeColumns, Data, Frame};
use crate::load::{WindowId, WindowState, WindowView};
use crate::plan::Plan;
use crate::source::Metric;
use crate::time::TimeRange;
use crate::timeline::Timeline;
use std::fmt;

/// Last second of the year 9999.
const LATEST: i64 = 253_402_300_799;
/// Most slots of a timeline.
const MOST_SLOTS: i64 = 200_000;
/// Most values of a timeline: some 160 MB.
const MOST_VALUES: usize = 20_000_000;

/// One source of a snapshot, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The plan, without calls.
    pub plan: Plan,
    /// What came.
    pub frame: Option<Frame>,
    /// How the windows stood.
    pub windows: Vec<WindowView>,
}

/// What is wrong with a source in a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// A grain, a lag or a range that cannot be.
    Plan,
    /// Slots that do not ascend, or outside 1970 to 9999.
    Times,
    /// Columns that do not fit the slots, the codes or the metric.
    Columns,
    /// A value that cannot be: negative.
    Value,
    /// More slots or values than can be shown.
    TooMany,
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plan => "its range, slot length or lag cannot be",
            Self::Times => "its slots do not ascend or lie outside 1970 to 9999",
            Self::Columns => "its columns do not fit its slots and codes",
            Self::Value => "it holds a negative value",
            Self::TooMany => "it holds more slots or values than can be shown",
        })
    }
}

impl std::error::Error for Unsound {}

impl Opened {
    /// Its slots at a moment, UTC seconds; the snapshot's own moment makes the timeline that was saved.
    #[must_use]
    pub fn timeline(&self, now: i64) -> Timeline {
        Timeline::build(&self.plan, self.frame.as_ref(), &self.windows, now)
    }
}

impl SavedSource {
    /// Opens it; `index` is its place among the sources. A slot with a missing value did not come.
    ///
    /// # Errors
    /// [`Unsound`]
    pub fn open(&self, index: usize) -> Result<Opened, Unsound> {
        let frame = match &self.frame {
            Some(saved) => Some(saved.open(self.metric)?),
            None => None,
        };
        let plan = self.plan.open(&self.id, self.metric)?;
        let grain = frame
            .as_ref()
            .filter(|frame| !frame.is_empty())
            .map_or(plan.grain, |frame| frame.grain.min(plan.grain));
        let slots = plan.range.seconds().checked_div(grain).unwrap_or(i64::MAX);
        let rows = frame.as_ref().map_or(1, |frame| frame.len().max(1));
        let columns = frame
            .as_ref()
            .and_then(|frame| frame.points().checked_div(rows));
        let values = usize::try_from(slots)
            .unwrap_or(usize::MAX)
            .saturating_mul(columns.unwrap_or(1).max(1));
        if slots > MOST_SLOTS || values > MOST_VALUES {
            return Err(Unsound::TooMany);
        }
        let windows = self.windows.iter().enumerate();
        let windows = windows.map(|(window, saved)| {
            let id = WindowId {
                source_index: index,
                window_index: window,
            };
            saved.open(id, &self.id)
        });
        Ok(Opened {
            plan,
            windows: windows.collect(),
            frame,
        })
    }
}

impl SavedPlan {
    fn open(&self, source: &str, metric: Metric) -> Result<Plan, Unsound> {
        let day_or_less = |seconds: i64| (0..=31 * 86_400).contains(&seconds);
        let fits = self.grain > 0
            && day_or_less(self.grain)
            && day_or_less(self.lag)
            && self.range.start >= 0
            && self.range.start <= self.range.end
            && self.range.end <= LATEST;
        if !fits {
            return Err(Unsound::Plan);
        }
        let known = ["isp", "region"].into_iter();
        let ignored = known.filter(|name| self.ignored_filters.iter().any(|saved| saved == name));
        let tidy = |range: TimeRange| TimeRange::new(range.start, range.end);
        Ok(Plan {
            source: source.to_owned(),
            metric,
            grain: self.grain,
            lag: self.lag,
            range: self.range,
            windows: Vec::new(),
            out_of_reach: self.out_of_reach.map(tidy),
            not_yet: self.not_yet.map(tidy),
            ignored_filters: ignored.collect(),
            calls_per_minute: self.calls_per_minute,
        })
    }
}

impl SavedWindow {
    fn open(&self, id: WindowId, source: &str) -> WindowView {
        WindowView {
            id,
            source: source.to_owned(),
            range: TimeRange::new(self.range.start, self.range.end),
            closed: self.closed,
            state: match self.state.clone() {
                SavedState::Waiting | SavedState::Unknown => WindowState::Waiting,
                SavedState::InFlight => WindowState::InFlight,
                SavedState::Retrying { at_ms, problem } => WindowState::Retrying { at_ms, problem },
                SavedState::Done => WindowState::Done,
                SavedState::Failed { problem } => WindowState::Failed(problem),
                SavedState::Cancelled => WindowState::Cancelled,
            },
            tries: self.tries,
            fetched_at: self.fetched_at,
            from_cache: self.from_cache,
        }
    }
}

impl SavedFrame {
    fn open(&self, metric: Metric) -> Result<Frame, Unsound> {
        let times = self.times()?;
        if !times.is_empty() && !(1..=31 * 86_400).contains(&self.grain) {
            return Err(Unsound::Plan);
        }
        let data = match (metric, &self.codes, &self.bits) {
            (Metric::StatusCodes, Some(codes), None) => Data::Codes(codes.open()?),
            (Metric::Traffic, None, Some(bits)) => Data::Traffic(bits.0.clone().into()),
            _ => return Err(Unsound::Columns),
        };
        let mut frame = Frame {
            grain: self.grain.max(0),
            times,
            data,
            notes: self.notes.clone(),
        };
        if !frame.is_sound() {
            return Err(Unsound::Columns);
        }
        if frame
            .data
            .columns()
            .any(|column| column.iter().any(|value| value < 0.0))
        {
            return Err(Unsound::Value);
        }
        drop_incomplete(&mut frame);
        Ok(frame)
    }

    fn times(&self) -> Result<Vec<i64>, Unsound> {
        let Some(first) = self.first else {
            return if self.gaps.is_empty() {
                Ok(Vec::new())
            } else {
                Err(Unsound::Times)
            };
        };
        let mut times = vec![first];
        let mut at = first;
        for gap in &self.gaps {
            at = at
                .checked_add(*gap)
                .filter(|_| *gap > 0)
                .ok_or(Unsound::Times)?;
            times.push(at);
        }
        if first < 0 || at > LATEST {
            return Err(Unsound::Times);
        }
        Ok(times)
    }
}

impl SavedCodes {
    fn open(&self) -> Result<CodeColumns, Unsound> {
        let codes: Vec<Code> = self
            .codes
            .iter()
            .map(|code| Code::new(i64::from(*code)))
            .collect();
        let open = |columns: &Vec<Column>| {
            let values = columns.iter().map(|column| column.0.clone());
            values.map(Into::into).collect()
        };
        if !codes.is_sorted_by(|a, b| a < b) {
            return Err(Unsound::Columns);
        }
        Ok(CodeColumns {
            codes,
            shares: open(&self.shares),
            counts: self.counts.as_ref().map(open),
        })
    }
}

/// Takes out the slots with a missing value: a slot that came has a value in every column.
fn drop_incomplete(frame: &mut Frame) {
    let mut whole = vec![true; frame.times.len()];
    for column in frame.data.columns() {
        for (whole, value) in whole.iter_mut().zip(column.iter()) {
            *whole &= value.is_finite();
        }
    }
    if whole.iter().all(|whole| *whole) {
        return;
    }
    keep(&mut frame.times, &whole);
    frame.data.change(|column| {
        let mut values = column.to_vec();
        keep(&mut values, &whole);
        *column = values.into();
    });
}

fn keep<T>(values: &mut Vec<T>, whole: &[bool]) {
    let mut whole = whole.iter();
    values.retain(|_| whole.next().copied().unwrap_or(false));
}
