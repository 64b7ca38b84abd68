//! The slots of a timeline as the rules see them, and when each line was crossed.

use super::thresholds::Thresholds;
use super::{Reason, VerdictInput};
use crate::code::Class;
use crate::source::Vantage;
use crate::timeline::{SlotState, Timeline};
use std::ops::Range;

/// What a slot has to say about 5xx.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A share to be judged, percent.
    Solid(f64),
    /// A share of too few responses.
    Thin(f64),
    /// No requests.
    Idle,
    /// Its shares do not add up.
    Unsound,
    /// Nothing complete.
    Missing(SlotState),
}

impl Kind {
    const fn solid(self) -> Option<f64> {
        match self {
            Self::Solid(share) => Some(share),
            _ => None,
        }
    }

    /// The share, be it of few responses.
    pub(super) const fn share(self) -> Option<f64> {
        match self {
            Self::Solid(share) | Self::Thin(share) => Some(share),
            _ => None,
        }
    }

    const fn is_missing(self) -> bool {
        matches!(self, Self::Missing(_))
    }
}

/// When a line was crossed and left again.
#[derive(Clone, Debug)]
pub(super) struct Crossing {
    /// The line, percent.
    pub(super) line: f64,
    /// Per slot up to the newest complete one: the first slot of the run that crossed it, while it is crossed.
    pub(super) since: Vec<Option<usize>>,
}

impl Crossing {
    /// Goes through the slots. A run of `needed` shares at or over the line crosses it; a share under `leave_ratio` of it
    /// leaves it. A slot without a usable share does neither, but more than `gap_slots` of them in a row end what was
    /// known: no claim is carried across a hole.
    fn new(kinds: &[Kind], line: f64, needed: usize, thresholds: &Thresholds) -> Self {
        let most = usize::try_from(thresholds.gap_slots).unwrap_or(usize::MAX);
        let (mut gap, mut run, mut start) = (0_usize, 0_usize, 0_usize);
        let mut inside = None;
        let mut since = Vec::with_capacity(kinds.len());
        for (slot, kind) in kinds.iter().enumerate() {
            match kind.solid() {
                None => {
                    gap = gap.saturating_add(1);
                    if gap > most {
                        (run, inside) = (0, None);
                    }
                }
                Some(share) if share >= line => {
                    if run == 0 {
                        start = slot;
                    }
                    (gap, run) = (0, run.saturating_add(1));
                    if run >= needed {
                        inside = inside.or(Some(start));
                    }
                }
                Some(share) => {
                    (gap, run) = (0, 0);
                    if share < line * thresholds.leave_ratio {
                        inside = None;
                    }
                }
            }
            since.push(inside);
        }
        Self { line, since }
    }

    /// The slot since which it is crossed, as of the newest complete slot.
    pub(super) fn now(&self) -> Option<usize> {
        self.since.last().copied().flatten()
    }

    /// The same as of an earlier slot.
    pub(super) fn at(&self, slot: usize) -> Option<usize> {
        self.since.get(slot).copied().flatten()
    }
}

/// The slots of a timeline as the rules see them.
#[derive(Clone, Debug)]
pub(super) struct Reading<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) vantage: Vantage,
    /// Slots that end later are not due.
    pub(super) due: i64,
    /// All slots.
    pub(super) kinds: Vec<Kind>,
    /// 5xx share per slot, complete or provisional.
    pub(super) shares: Vec<f64>,
    /// Responses per slot, where the source counts.
    pub(super) totals: Option<Vec<f64>>,
    /// The newest complete slot.
    pub(super) last: usize,
    /// The newest slots, up to `last`.
    pub(super) recent: Range<usize>,
    /// Slots in a row that cross a line.
    pub(super) needed: usize,
    pub(super) red: Crossing,
    pub(super) amber: Crossing,
}

impl<'a> Reading<'a> {
    /// Reads the slots; an error if no complete slot came.
    pub(super) fn new(input: &VerdictInput<'a>, thresholds: &Thresholds) -> Result<Self, Reason> {
        let timeline = input.codes;
        if timeline.codes().is_none() {
            return Err(Reason::NotCodes);
        }
        if timeline.is_empty() || timeline.grain <= 0 {
            return Err(Reason::EmptyRange);
        }
        // The stricter of the two: a timeline may have been built some time ago.
        let due = timeline.due_until.max(input.now.saturating_sub(input.lag));
        let shares = timeline.class_shares(Class::ServerError);
        let totals = timeline.request_counts();
        let kinds = kinds(timeline, &shares, totals.as_deref(), thresholds);
        let last = kinds.iter().rposition(|kind| !kind.is_missing());
        let Some(last) = last else {
            return Err(why_nothing(timeline, due));
        };
        let known = kinds.get(..=last).unwrap_or_default();
        let needed = thresholds.slots_to_enter(timeline.grain);
        let looked_at = usize::try_from(thresholds.recent_slots).unwrap_or(usize::MAX);
        let end = last.saturating_add(1);
        Ok(Self {
            timeline,
            vantage: input.vantage,
            due,
            red: Crossing::new(known, thresholds.red_percent, needed, thresholds),
            amber: Crossing::new(known, thresholds.amber_percent, needed, thresholds),
            kinds,
            shares,
            totals,
            last,
            recent: end.saturating_sub(looked_at)..end,
            needed,
        })
    }

    /// What a slot says.
    pub(super) fn kind(&self, slot: usize) -> Kind {
        self.kinds
            .get(slot)
            .copied()
            .unwrap_or(Kind::Missing(SlotState::NotYet))
    }

    /// The complete slots, newest first.
    pub(super) fn complete(&self) -> impl Iterator<Item = (usize, Kind)> + '_ {
        (0..=self.last)
            .rev()
            .map(|slot| (slot, self.kind(slot)))
            .filter(|(_, kind)| !kind.is_missing())
    }

    /// The newest slot with a share to be judged.
    pub(super) fn last_solid(&self) -> Option<(usize, f64)> {
        self.complete()
            .find_map(|(slot, kind)| Some((slot, kind.solid()?)))
    }

    /// Whether none of the newest complete slots has a share to be judged.
    pub(super) fn newest_carry_no_share(&self) -> bool {
        self.complete()
            .take(self.needed)
            .all(|(_, kind)| kind.solid().is_none())
    }

    /// Whether that is because a share does not add up.
    pub(super) fn newest_are_unsound(&self) -> bool {
        self.newest_carry_no_share()
            && self
                .complete()
                .take(self.needed)
                .any(|(_, kind)| kind == Kind::Unsound)
    }

    /// Whether silence is only that: an error if the last requests failed, or if those few that came do.
    pub(super) fn silence(&self, thresholds: &Thresholds) -> Result<(), Reason> {
        let line = thresholds.amber_percent;
        let bad_before = self
            .last_solid()
            .is_some_and(|(slot, share)| share >= line || self.amber.at(slot).is_some());
        if bad_before {
            return Err(Reason::WentQuiet);
        }
        let after = self.last_solid().map_or(0, |(slot, _)| slot);
        let bad_now = (after..=self.last)
            .any(|slot| matches!(self.kind(slot), Kind::Thin(share) if share >= line));
        if bad_now { Err(Reason::Thin) } else { Ok(()) }
    }

    /// The due slots that are not complete, by cause; `otherwise` where none of the causes is ours.
    pub(super) fn why_missing(&self, otherwise: Reason) -> Reason {
        let count = |wanted: SlotState| {
            self.due_slots()
                .filter(|slot| self.kind(*slot) == Kind::Missing(wanted))
                .count()
        };
        let after = |wanted: SlotState| {
            self.due_slots()
                .any(|slot| slot > self.last && self.kind(slot) == Kind::Missing(wanted))
        };
        let failed = count(SlotState::Failed);
        let waiting = count(SlotState::Waiting);
        let sent = count(SlotState::Absent).saturating_add(count(SlotState::Provisional));
        if after(SlotState::Waiting) || waiting > failed.max(sent) {
            Reason::StillReading
        } else if after(SlotState::Failed) || failed > sent {
            Reason::PartialFailure
        } else {
            otherwise
        }
    }

    /// The slots that should have come.
    pub(super) fn due_slots(&self) -> impl Iterator<Item = usize> + '_ {
        due_slots(self.timeline, self.due)
    }
}

fn due_slots(timeline: &Timeline, due: i64) -> impl Iterator<Item = usize> + '_ {
    (0..timeline.len()).filter(move |slot| {
        timeline.time_of(*slot).saturating_add(timeline.grain) <= due
            && timeline.state(*slot) != Some(SlotState::OutOfReach)
    })
}

fn kinds(
    timeline: &Timeline,
    shares: &[f64],
    totals: Option<&[f64]>,
    thresholds: &Thresholds,
) -> Vec<Kind> {
    #[allow(clippy::cast_precision_loss)] // a day has 86,400 seconds
    let enough = thresholds.min_per_minute * timeline.grain as f64 / 60.0;
    let sums = timeline.share_sums();
    let kind = |(slot, state): (usize, &SlotState)| {
        if *state != SlotState::Came {
            return Kind::Missing(*state);
        }
        let share = shares.get(slot).copied().unwrap_or(f64::NAN);
        // A slot that came has a share, unless nothing was requested in it.
        if share.is_nan() {
            return Kind::Idle;
        }
        let sum = sums.get(slot).copied().unwrap_or(f64::NAN);
        let adds_up = (sum - 100.0).abs() <= thresholds.sum_tolerance;
        if !adds_up || share < 0.0 {
            return Kind::Unsound;
        }
        match totals.and_then(|totals| totals.get(slot)) {
            Some(total) if *total < enough => Kind::Thin(share),
            _ => Kind::Solid(share),
        }
    };
    timeline.states.iter().enumerate().map(kind).collect()
}

/// Why no slot is complete.
pub(super) fn why_nothing(timeline: &Timeline, due: i64) -> Reason {
    let has = |wanted: SlotState| {
        due_slots(timeline, due).any(|slot| timeline.state(slot) == Some(wanted))
    };
    let all_gone = timeline
        .states
        .iter()
        .all(|state| *state == SlotState::OutOfReach);
    match () {
        () if all_gone => Reason::OutOfReach,
        () if has(SlotState::Waiting) || timeline.states.contains(&SlotState::Waiting) => {
            Reason::StillReading
        }
        () if has(SlotState::Failed) || timeline.states.contains(&SlotState::Failed) => {
            Reason::CallsFailed
        }
        () if due_slots(timeline, due).next().is_none() => Reason::NotDue,
        () if has(SlotState::Absent) => Reason::NoPoints,
        () => Reason::Stale,
    }
}
