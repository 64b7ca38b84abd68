//! Each rule on its own.

use super::slots::{Kind, Reading};
use super::thresholds::{RULES, RuleId, RuleKind, Thresholds};
use super::{Numbers, Outcome, RuleResult};
use crate::timeline::SlotState;

/// The rules with what they found.
pub(super) struct Guards {
    /// In the order of the table, without the context.
    pub(super) evidence: Vec<RuleResult>,
}

impl Guards {
    pub(super) fn new(reading: &Reading, thresholds: &Thresholds) -> Self {
        let evidence = RULES
            .iter()
            .filter(|rule| rule.kind != RuleKind::Context)
            .map(|rule| look(rule.id, reading, thresholds))
            .collect();
        Self { evidence }
    }

    /// Whether a guard does not stand in the way.
    pub(super) fn holds(&self, id: RuleId) -> bool {
        self.evidence
            .iter()
            .all(|result| result.rule != id || result.outcome != Outcome::NotMet)
    }

    /// The first guard that stands in the way of calm.
    pub(super) fn first_broken(&self) -> Option<RuleId> {
        RULES
            .iter()
            .filter(|rule| rule.kind == RuleKind::Guard)
            .map(|rule| rule.id)
            .find(|id| !self.holds(*id))
    }
}

fn look(id: RuleId, reading: &Reading, thresholds: &Thresholds) -> RuleResult {
    let (met, numbers) = match id {
        RuleId::Red | RuleId::Amber | RuleId::Traffic => line(id, reading),
        RuleId::Fresh => fresh(reading, thresholds),
        RuleId::Coverage => coverage(reading, thresholds),
        RuleId::Recent => recent(reading, thresholds),
        RuleId::Sums => sums(reading, thresholds),
        RuleId::Enough => enough(reading),
        RuleId::Volume => volume(reading, thresholds),
        RuleId::Settled => settled(reading, thresholds),
        RuleId::Steady => steady(reading, thresholds),
        RuleId::Provisional => provisional(reading, thresholds),
    };
    RuleResult {
        rule: id,
        outcome: match met {
            Some(true) => Outcome::Met,
            Some(false) => Outcome::NotMet,
            None => Outcome::Unknown,
        },
        numbers,
    }
}

/// Whether it holds, `None` where nothing can be known, with the figures.
type Found = (Option<bool>, Numbers);

/// A line is crossed. Figures: the newest share, the line, how many of the slots since the crossing are at or over it
/// (of how many there are since); if it is not crossed, the longest run at its end and how many it takes.
fn line(id: RuleId, reading: &Reading) -> Found {
    let crossing = if id == RuleId::Red {
        &reading.red
    } else {
        &reading.amber
    };
    let is_over = |slot: &usize| {
        reading
            .kind(*slot)
            .share()
            .is_some_and(|share| share >= crossing.line)
    };
    let numbers = Numbers {
        value: reading.last_solid().map(|(_, share)| share),
        limit: Some(crossing.line),
        ..Numbers::default()
    };
    let Some(start) = crossing.now() else {
        let run = reading
            .complete()
            .take_while(|(slot, _)| is_over(slot))
            .count();
        return (
            Some(false),
            Numbers {
                count: Some(run),
                of: Some(reading.needed),
                ..numbers
            },
        );
    };
    let slots = start..=reading.last;
    (
        Some(true),
        Numbers {
            of: Some(slots.clone().count()),
            count: Some(slots.filter(is_over).count()),
            since: Some(reading.timeline.time_of(start)),
            ..numbers
        },
    )
}

/// The newest complete slot ends at most so many slots before what is due (or before the end of an old range).
#[allow(clippy::cast_precision_loss)] // seconds of a range
fn fresh(reading: &Reading, thresholds: &Thresholds) -> Found {
    let timeline = reading.timeline;
    let complete_to = timeline
        .time_of(reading.last)
        .saturating_add(timeline.grain);
    let behind = timeline
        .range
        .end
        .min(reading.due)
        .saturating_sub(complete_to);
    let most = i64::from(thresholds.fresh_slots).saturating_mul(timeline.grain);
    let numbers = Numbers {
        value: Some(behind.max(0) as f64),
        limit: Some(most as f64),
        since: Some(complete_to),
        ..Numbers::default()
    };
    (Some(behind <= most), numbers)
}

/// Percent, exactly: 90 of 100 are 90 %.
#[allow(clippy::cast_precision_loss)] // slots of a page
fn part(count: usize, of: usize) -> f64 {
    if of == 0 {
        100.0
    } else {
        100.0 * count as f64 / of as f64
    }
}

fn at_least(count: usize, of: usize, percent: f64) -> Found {
    let value = part(count, of);
    let numbers = Numbers {
        value: Some(value),
        limit: Some(percent),
        count: Some(count),
        of: Some(of),
        since: None,
    };
    (Some(of > 0 && value >= percent), numbers)
}

fn coverage(reading: &Reading, thresholds: &Thresholds) -> Found {
    let is_complete = |slot: &usize| !matches!(reading.kind(*slot), Kind::Missing(_));
    let of = reading.due_slots().count();
    let count = reading.due_slots().filter(is_complete).count();
    at_least(count, of, thresholds.coverage_percent)
}

fn recent(reading: &Reading, thresholds: &Thresholds) -> Found {
    let kept = |slot: &usize| reading.kind(*slot) != Kind::Missing(SlotState::OutOfReach);
    let is_complete = |slot: &usize| !matches!(reading.kind(*slot), Kind::Missing(_));
    let of = reading.recent.clone().filter(kept).count();
    let count = reading.recent.clone().filter(is_complete).count();
    at_least(count, of, thresholds.recent_percent)
}

/// As many slots must add up as must come, and the newest one does.
fn sums(reading: &Reading, thresholds: &Thresholds) -> Found {
    let of = reading.complete().count();
    let count = reading
        .complete()
        .filter(|(_, kind)| *kind != Kind::Unsound)
        .count();
    let (met, numbers) = at_least(count, of, thresholds.coverage_percent);
    let newest = reading.kind(reading.last) != Kind::Unsound;
    (met.map(|met| met && newest), numbers)
}

/// So many of the newest slots have a share to be judged.
fn enough(reading: &Reading) -> Found {
    let count = reading
        .recent
        .clone()
        .filter(|slot| reading.kind(*slot).share().is_some())
        .count();
    let numbers = Numbers {
        count: Some(count),
        of: Some(reading.needed),
        ..Numbers::default()
    };
    (Some(count >= reading.needed), numbers)
}

/// At least half of the newest complete slots carry enough responses, and as many as a line needs, or all where there
/// are fewer slots (that they are too few is another rule's). The figure is responses a minute over them.
#[allow(clippy::cast_precision_loss)] // slots of a page
fn volume(reading: &Reading, thresholds: &Thresholds) -> Found {
    let limit = Some(thresholds.min_per_minute);
    let Some(totals) = &reading.totals else {
        return (
            None,
            Numbers {
                limit,
                ..Numbers::default()
            },
        );
    };
    let complete: Vec<usize> = reading
        .recent
        .clone()
        .filter(|slot| !matches!(reading.kind(*slot), Kind::Missing(_)))
        .collect();
    let solid = complete
        .iter()
        .filter(|slot| !matches!(reading.kind(**slot), Kind::Thin(_) | Kind::Idle))
        .count();
    let responses: f64 = complete.iter().filter_map(|slot| totals.get(*slot)).sum();
    let minutes = complete.len() as f64 * reading.timeline.grain as f64 / 60.0;
    let numbers = Numbers {
        value: Some(responses / minutes),
        limit,
        count: Some(solid),
        of: Some(complete.len()),
        since: None,
    };
    let asked = reading.needed.min(complete.len()).max(1);
    let met = solid >= asked && solid.saturating_mul(2) >= complete.len();
    (Some(met), numbers)
}

/// The newest complete slot with requests is under the amber line.
fn settled(reading: &Reading, thresholds: &Thresholds) -> Found {
    let newest = reading
        .complete()
        .find_map(|(slot, kind)| Some((slot, kind.share()?)));
    let numbers = Numbers {
        value: newest.map(|(_, share)| share),
        limit: Some(thresholds.amber_percent),
        since: newest.map(|(slot, _)| reading.timeline.time_of(slot)),
        ..Numbers::default()
    };
    (
        newest.map(|(_, share)| share < thresholds.amber_percent),
        numbers,
    )
}

/// Of the newest slots, fewer are at or over the amber line than would cross it in a row, or they are one run.
fn steady(reading: &Reading, thresholds: &Thresholds) -> Found {
    let shares = reading
        .recent
        .clone()
        .filter_map(|slot| reading.kind(slot).share());
    let over: Vec<bool> = shares
        .map(|share| share >= thresholds.amber_percent)
        .collect();
    let count = over.iter().filter(|over| **over).count();
    let runs = over
        .chunk_by(|a, b| a == b)
        .filter(|run| run.first() == Some(&true))
        .count();
    let numbers = Numbers {
        limit: Some(thresholds.amber_percent),
        count: Some(count),
        of: Some(over.len()),
        ..Numbers::default()
    };
    let allowed = reading.needed.max(2);
    (Some(runs < 2 || count < allowed), numbers)
}

/// Fewer provisional slots are at or over the amber line than would cross it.
fn provisional(reading: &Reading, thresholds: &Thresholds) -> Found {
    let states = reading.timeline.states.iter().zip(&reading.shares);
    let count = states
        .filter(|(state, share)| {
            **state == SlotState::Provisional && **share >= thresholds.amber_percent
        })
        .count();
    let numbers = Numbers {
        limit: Some(thresholds.amber_percent),
        count: Some(count),
        of: Some(reading.needed),
        ..Numbers::default()
    };
    (Some(count < reading.needed), numbers)
}
