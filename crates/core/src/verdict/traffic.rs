//! Origin traffic against 5xx: the four cases.

use super::facts::{Headline, is_mostly_complete, moved, shift, slots_in};
use super::slots::Reading;
use super::thresholds::{RuleId, Thresholds};
use super::{Numbers, Outcome, RuleResult, State, VerdictInput};
use crate::source::Vantage;
use crate::time::TimeRange;
use crate::timeline::{SlotState, Timeline};
use serde::{Deserialize, Serialize};

/// From this rate on, bit/s, an origin does not answer nothing.
const BUSY: f64 = 1_000_000.0;
/// Shortest time before an episode that tells what traffic was, seconds.
const BEFORE: i64 = 300;
/// Longest such time: over hours traffic moves by itself, with the day. As our own choice, so that a usual slope (a tenth an hour)
/// stays well below [`Thresholds::flat_percent`].
const BEFORE_AT_MOST: i64 = 1_800;
/// An episode that is longer has left the time before it too far behind, for the same reason.
const EPISODE_AT_MOST: i64 = 3_600;
/// An earlier share of at least this part of the present one is no rise.
pub(super) const CHRONIC: f64 = 0.75;

/// What traffic and 5xx say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quadrant {
    /// 5xx up, traffic up: a cache-miss storm or a retry storm.
    Storm,
    /// 5xx up, traffic flat: a fault of the origin.
    OriginFault,
    /// 5xx up, traffic down: the origin cannot be reached.
    OriginUnreachable,
    /// 5xx flat, traffic up: the cache answers less.
    CacheLoss,
}

/// What traffic is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The same time earlier.
    Earlier,
    /// The half hour before 5xx rose, as far as it is in the range.
    BeforeEpisode,
}

/// Traffic at the time judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrafficFact {
    /// Its mean, bit/s.
    pub rate: f64,
    /// What it was, bit/s.
    pub base: Option<f64>,
    /// By how many percent it differs from that.
    pub change: Option<f64>,
    /// What that is the rate of.
    pub basis: Option<Basis>,
}

/// Looks at traffic at the time judged. Nothing on the viewer side: its errors say nothing of origin traffic.
pub(super) fn look(
    reading: &Reading,
    headline: &Headline,
    state: State,
    input: &VerdictInput,
    thresholds: &Thresholds,
) -> (Option<TrafficFact>, Option<Quadrant>) {
    let fact = fact(reading, headline, input);
    let change = fact.and_then(|fact| fact.change);
    let quadrant = change.and_then(|change| quadrant(change, headline, state, thresholds));
    (fact, quadrant)
}

fn fact(reading: &Reading, headline: &Headline, input: &VerdictInput) -> Option<TrafficFact> {
    if reading.vantage != Vantage::OriginSide {
        return None;
    }
    let traffic = input.traffic?;
    let judged = headline.judged?;
    let rate = mean_rate(traffic, judged)?;
    let earlier = || {
        let earlier = input.earlier?;
        let then = earlier.traffic?;
        let shift = shift(earlier.compare, traffic, then);
        Some((mean_rate(then, moved(judged, shift))?, Basis::Earlier))
    };
    let before = || {
        let since = headline.episode?.since;
        let first = since.saturating_sub(BEFORE_AT_MOST.max(traffic.grain));
        let start = reading.timeline.range.start.max(traffic.range.start);
        let before = TimeRange::new(first.max(start), since);
        if judged.seconds() > EPISODE_AT_MOST.max(traffic.grain) {
            return None;
        }
        let is_long = before.seconds() >= BEFORE;
        let base = mean_rate(traffic, before).filter(|_| is_long)?;
        Some((base, Basis::BeforeEpisode))
    };
    let base = earlier().or_else(before).filter(|(base, _)| *base > 0.0);
    Some(TrafficFact {
        rate,
        base: base.map(|(base, _)| base),
        change: base.map(|(base, _)| (rate / base - 1.0) * 100.0),
        basis: base.map(|(_, basis)| basis),
    })
}

fn quadrant(
    change: f64,
    headline: &Headline,
    state: State,
    thresholds: &Thresholds,
) -> Option<Quadrant> {
    let (up, down) = (
        change > thresholds.flat_percent,
        change < -thresholds.flat_percent,
    );
    let is_chronic = headline
        .usual
        .zip(headline.share)
        .is_some_and(|(usual, share)| usual >= share * CHRONIC);
    match state {
        State::Failing | State::Degraded if is_chronic => None,
        State::Failing | State::Degraded if up => Some(Quadrant::Storm),
        State::Failing | State::Degraded if down => Some(Quadrant::OriginUnreachable),
        State::Failing | State::Degraded => Some(Quadrant::OriginFault),
        State::Fine if up => Some(Quadrant::CacheLoss),
        State::Fine | State::Quiet | State::CannotTell => None,
    }
}

/// Mean rate over a range, bit/s; `None` unless most of the range is complete and the slots are not longer than it
/// (five minutes at least), because a long slot says nothing of a short time in it.
fn mean_rate(traffic: &Timeline, range: TimeRange) -> Option<f64> {
    let rates = traffic.bit_rates()?;
    if range.is_empty()
        || traffic.grain > range.seconds().max(BEFORE)
        || !is_mostly_complete(traffic, range)
    {
        return None;
    }
    let complete = slots_in(traffic, range)
        .filter(|slot| traffic.state(*slot) == Some(SlotState::Came))
        .filter_map(|slot| rates.get(slot))
        .filter(|rate| rate.is_finite());
    let (sum, slots) = complete.fold((0.0, 0.0), |(sum, slots), rate| (sum + rate, slots + 1.0));
    (slots > 0.0).then(|| sum / slots)
}

/// Whether there is traffic in the newest slots, whatever the codes say.
pub(super) fn is_busy(reading: &Reading, input: &VerdictInput) -> bool {
    let timeline = reading.timeline;
    let first = reading
        .complete()
        .take(reading.needed)
        .last()
        .map_or(reading.last, |(slot, _)| slot);
    let newest = TimeRange::new(
        timeline.time_of(first),
        timeline
            .time_of(reading.last)
            .saturating_add(timeline.grain),
    );
    let is_idle = reading.kind(reading.last).share().is_none();
    is_idle
        && reading.vantage == Vantage::OriginSide
        && input
            .traffic
            .and_then(|traffic| mean_rate(traffic, newest))
            .is_some_and(|rate| rate >= BUSY)
}

/// Traffic as a rule: normal, not normal, or unknown.
pub(super) fn evidence(fact: Option<TrafficFact>, thresholds: &Thresholds) -> RuleResult {
    let change = fact.and_then(|fact| fact.change);
    RuleResult {
        rule: RuleId::Traffic,
        outcome: match change {
            Some(change) if change.abs() <= thresholds.flat_percent => Outcome::Met,
            Some(_) => Outcome::NotMet,
            None => Outcome::Unknown,
        },
        numbers: Numbers {
            value: change,
            limit: Some(thresholds.flat_percent),
            ..Numbers::default()
        },
    }
}
