//! From a plan, what came and how its windows stand, to slots.

use super::{SlotState, Timeline};
use crate::frame::Frame;
use crate::load::{WindowState, WindowView};
use crate::order::sort_by_key;
use crate::plan::Plan;
use crate::resample::resample;
use crate::time::{TimeRange, ceil_to, floor_to};
use crate::values::runs_of;
use std::borrow::Cow;

/// Most slots of a timeline; an answer whose grain would make more is shown on the plan's grid.
const MAX_SLOTS: i64 = 200_000;

impl Timeline {
    /// The slots of a plan at a moment, UTC seconds. `windows` are the loader's views; those of other sources are
    /// skipped. Without any window, as for a file, everything is judged by `now` alone. Where several windows stand for
    /// one slot, because its domains need several calls, the worst of them counts.
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
        // A range of ages, as of a file with a point of 1970, stays a range that can be held.
        let held = i64::try_from(slots).unwrap_or(0).saturating_mul(grain);
        let range = TimeRange::new(range.start, range.start.saturating_add(held));
        let frame = frame.and_then(|frame| on_grid(frame, grain));
        let rows = rows(frame.as_deref(), range, grain, slots);
        let judge = Judge {
            lag: plan.lag,
            now,
            gone_until: plan.out_of_reach.map_or(i64::MIN, |gone| gone.end),
        };
        let mut calls = Calls::of(&plan.source, windows);
        let mut start = range.start;
        let mut states = Vec::with_capacity(slots);
        for row in &rows {
            let slot = TimeRange::new(start, start.saturating_add(grain));
            states.push(judge.state(slot, row.is_some(), calls.of_slot(slot)));
            start = slot.end;
        }
        // Rows that follow one another are shared: nearly all do.
        let runs = runs_of(&rows);
        let nothing = || Cow::Owned(Frame::empty(plan.metric));
        let frame = frame.unwrap_or_else(nothing);
        let data = frame.data.with(|column| column.of_runs(&runs));
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

/// The frame, if its slots can stand on the grid: slots finer than what can be shown are added up, so that a slot never
/// shows one of its parts for all of it.
fn on_grid(frame: &Frame, grain: i64) -> Option<Cow<'_, Frame>> {
    if frame.is_empty() || frame.grain == grain {
        return Some(Cow::Borrowed(frame));
    }
    resample(frame, grain).map(Cow::Owned)
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

/// How the calls for a slot stand.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    failed: bool,
    open: bool,
    /// When the oldest of its answers was asked for, UTC seconds; `None` if none was asked.
    asked_at: Option<i64>,
}

/// The calls of a source, walked along with the slots: each is looked at when it begins and when it ends.
struct Calls<'a> {
    /// Ascending by start.
    waiting: std::iter::Peekable<std::vec::IntoIter<&'a WindowView>>,
    current: Vec<&'a WindowView>,
    standing: Standing,
    /// How often the current calls were looked at: once per beginning or end, not once per slot.
    #[cfg(test)]
    looks: usize,
}

impl<'a> Calls<'a> {
    fn of(source: &str, windows: &'a [WindowView]) -> Self {
        let mut own: Vec<&WindowView> = windows
            .iter()
            .filter(|window| window.source == source)
            .collect();
        sort_by_key(&mut own, |window| window.range.start);
        Self {
            waiting: own.into_iter().peekable(),
            current: Vec::new(),
            standing: Standing::default(),
            #[cfg(test)]
            looks: 0,
        }
    }

    /// How the calls stand that touch a slot; slots must be asked for in ascending order.
    fn of_slot(&mut self, slot: TimeRange) -> Standing {
        let before = self.current.len();
        self.current.retain(|window| window.range.end > slot.start);
        let mut changed = self.current.len() != before;
        while let Some(window) = self.waiting.next_if(|next| next.range.start < slot.end) {
            if window.range.end > slot.start {
                self.current.push(window);
                changed = true;
            }
        }
        if changed {
            #[cfg(test)]
            {
                self.looks = self.looks.saturating_add(1);
            }
            self.standing = self.combined();
        }
        self.standing
    }

    fn combined(&self) -> Standing {
        let mut standing = Standing::default();
        for window in &self.current {
            standing.failed |= matches!(window.state, WindowState::Failed(_));
            standing.open |= matches!(
                window.state,
                WindowState::Waiting
                    | WindowState::InFlight
                    | WindowState::Retrying { .. }
                    | WindowState::Cancelled
            );
            let oldest = standing.asked_at.into_iter().chain(window.fetched_at).min();
            standing.asked_at = oldest;
        }
        standing
    }
}

/// What decides a slot's state.
struct Judge {
    lag: i64,
    now: i64,
    /// The source keeps nothing before this.
    gone_until: i64,
}

impl Judge {
    fn state(&self, slot: TimeRange, came: bool, calls: Standing) -> SlotState {
        // A slot is as settled as it was when it was asked for, however late it is looked at.
        let asked_at = calls.asked_at.unwrap_or(self.now).min(self.now);
        let settled = slot.end <= asked_at.saturating_sub(self.lag);
        if came {
            return if settled {
                SlotState::Came
            } else {
                SlotState::Provisional
            };
        }
        if slot.start < self.gone_until {
            return SlotState::OutOfReach;
        }
        if slot.end > self.now {
            return SlotState::NotYet;
        }
        if calls.failed {
            return SlotState::Failed;
        }
        if calls.open {
            return SlotState::Waiting;
        }
        if settled {
            SlotState::Absent
        } else {
            SlotState::NotYet
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::WindowId;

    /// D24: many slots and many calls cost their sum, not their product.
    #[test]
    fn calls_are_looked_at_when_they_begin_or_end_and_not_for_each_slot() {
        let id = WindowId {
            source_index: 0,
            window_index: 0,
        };
        let window = |n: i64| WindowView {
            id,
            source: "s".to_owned(),
            range: TimeRange::new(
                n.saturating_mul(3_600),
                n.saturating_add(1).saturating_mul(3_600),
            ),
            closed: true,
            state: WindowState::Done,
            tries: 1,
            fetched_at: Some(n),
            from_cache: false,
        };
        let windows: Vec<WindowView> = (0..2_000).map(window).collect();
        let mut calls = Calls::of("s", &windows);
        for slot in 0..120_000_i64 {
            let start = slot.saturating_mul(60);
            let standing = calls.of_slot(TimeRange::new(start, start.saturating_add(60)));
            assert_eq!(standing.asked_at, Some(start.div_euclid(3_600)));
            assert_eq!(calls.current.len(), 1);
        }
        assert_eq!(calls.looks, 2_000);
    }
}
