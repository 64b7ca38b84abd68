//! From a plan, what came and how its windows stand, to slots.

use super::{SlotState, Timeline};
use crate::frame::{CodeColumns, Data, Frame};
use crate::load::{WindowState, WindowView};
use crate::plan::Plan;
use crate::time::{TimeRange, ceil_to, floor_to};

/// Most slots of a timeline; an answer whose grain would make more is shown on the plan's grid.
const MAX_SLOTS: i64 = 200_000;

impl Timeline {
    /// The slots of a plan at a moment, UTC seconds. `windows` are the loader's views; those of other sources are
    /// skipped. Without any window, as for a file, everything is judged by `now` alone.
    ///
    /// The grain of the frame is believed; slots off the grid count for the slot that they start in.
    #[must_use]
    pub fn build(plan: &Plan, frame: Option<&Frame>, windows: &[WindowView], now: i64) -> Self {
        let grain = grain(plan, frame);
        let range = TimeRange::new(
            floor_to(plan.range.start, grain),
            ceil_to(plan.range.end, grain),
        );
        let slots = usize::try_from(
            range
                .seconds()
                .min(MAX_SLOTS.saturating_mul(grain))
                .checked_div(grain)
                .unwrap_or(0),
        )
        .unwrap_or(0);
        let rows = rows(frame, range, grain, slots);
        let judge = Judge {
            grain,
            lag: plan.lag,
            now,
            gone_until: plan.out_of_reach.map_or(i64::MIN, |gone| gone.end),
            windows: windows
                .iter()
                .filter(|window| window.source == plan.source)
                .collect(),
        };
        let mut start = range.start;
        let mut states = Vec::with_capacity(slots);
        for row in &rows {
            states.push(judge.state(start, row.is_some()));
            start = start.saturating_add(grain);
        }
        let data = frame.map_or_else(
            || spread(&Frame::empty(plan.metric), &rows),
            |frame| spread(frame, &rows),
        );
        Self {
            source: plan.source.clone(),
            range,
            grain,
            states,
            data,
            due_until: now.saturating_sub(plan.lag),
        }
    }
}

fn grain(plan: &Plan, frame: Option<&Frame>) -> i64 {
    let planned = plan.grain.max(1);
    let came = frame
        .filter(|frame| !frame.is_empty())
        .map_or(planned, |frame| frame.grain.max(1));
    let fits = plan.range.seconds() <= MAX_SLOTS.saturating_mul(came);
    if fits { came } else { planned }
}

/// Per slot the row of the frame that fills it; of several the last.
fn rows(frame: Option<&Frame>, range: TimeRange, grain: i64, slots: usize) -> Vec<Option<usize>> {
    let mut rows = vec![None; slots];
    let times = frame
        .map(|frame| frame.times.as_slice())
        .unwrap_or_default();
    for (row, &time) in times
        .iter()
        .enumerate()
        .filter(|(_, time)| range.contains(**time))
    {
        let slot = time
            .saturating_sub(range.start)
            .checked_div(grain)
            .and_then(|slot| usize::try_from(slot).ok());
        if let Some(place) = slot.and_then(|slot| rows.get_mut(slot)) {
            *place = Some(row);
        }
    }
    rows
}

/// The values of the rows, NaN where there is none.
fn spread(frame: &Frame, rows: &[Option<usize>]) -> Data {
    let dense = |values: &Vec<f64>| -> Vec<f64> {
        rows.iter()
            .map(|row| {
                row.and_then(|row| values.get(row))
                    .copied()
                    .unwrap_or(f64::NAN)
            })
            .collect()
    };
    match &frame.data {
        Data::Traffic(bits) => Data::Traffic(dense(bits)),
        Data::Codes(codes) => Data::Codes(CodeColumns {
            codes: codes.codes.clone(),
            shares: codes.shares.iter().map(dense).collect(),
            counts: codes
                .counts
                .as_ref()
                .map(|counts| counts.iter().map(dense).collect()),
        }),
    }
}

/// What decides a slot's state.
struct Judge<'a> {
    grain: i64,
    lag: i64,
    now: i64,
    /// The source keeps nothing before this.
    gone_until: i64,
    windows: Vec<&'a WindowView>,
}

impl Judge<'_> {
    fn state(&self, start: i64, came: bool) -> SlotState {
        let end = start.saturating_add(self.grain);
        let window = self
            .windows
            .iter()
            .find(|window| window.range.contains(start));
        // A slot is as settled as it was when it was asked for, however late it is looked at.
        let asked_at = window
            .and_then(|window| window.fetched_at)
            .unwrap_or(self.now)
            .min(self.now);
        let settled = end <= asked_at.saturating_sub(self.lag);
        if came {
            return if settled {
                SlotState::Came
            } else {
                SlotState::Provisional
            };
        }
        if start < self.gone_until {
            return SlotState::OutOfReach;
        }
        if end > self.now {
            return SlotState::NotYet;
        }
        match window.map(|window| &window.state) {
            Some(WindowState::Failed(_)) => SlotState::Failed,
            Some(
                WindowState::Waiting
                | WindowState::InFlight
                | WindowState::Retrying { .. }
                | WindowState::Cancelled,
            ) => SlotState::Waiting,
            Some(WindowState::Done) | None if settled => SlotState::Absent,
            Some(WindowState::Done) | None => SlotState::NotYet,
        }
    }
}
