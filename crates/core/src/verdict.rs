//! One state with its evidence: fine, degraded, failing, quiet, or that nothing can be said.
//!
//! Everything is derived from the slots: the state depends on the history in the range and on what is due at `now`,
//! never on when the page was opened. Only complete slots count. A wrong "fine" is the worst failure: it needs every
//! guard; bad news needs only data that are fresh and carry the share, because a hole an hour ago does not unmake the
//! failure of the last minutes.

mod facts;
mod guards;
mod slots;
mod thresholds;
mod traffic;
pub mod words;

pub use facts::{Dominant, Episode, Headline};
pub use thresholds::{BadThreshold, RULES, Rule, RuleId, RuleKind, Thresholds};
pub use traffic::{Basis, Quadrant, TrafficFact};

use crate::compare::Compare;
use crate::source::Vantage;
use crate::timeline::Timeline;
use guards::Guards;
use serde::{Deserialize, Serialize};
use slots::Reading;

/// What a verdict is made of.
#[derive(Clone, Copy, Debug)]
pub struct VerdictInput<'a> {
    /// Status codes of one source.
    pub codes: &'a Timeline,
    /// Which side of the CDN it watches.
    pub vantage: Vantage,
    /// How late it publishes, seconds.
    pub lag: i64,
    /// Traffic of the same side, if there is any.
    pub traffic: Option<&'a Timeline>,
    /// The same, earlier.
    pub earlier: Option<Earlier<'a>>,
    /// The moment of judging, UTC seconds.
    pub now: i64,
}

/// The same range earlier, as it came (not aligned).
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// How much earlier.
    pub compare: Compare,
    /// Status codes.
    pub codes: Option<&'a Timeline>,
    /// Traffic.
    pub traffic: Option<&'a Timeline>,
}

/// What can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 5xx is under the amber line and every guard holds.
    Fine,
    /// 5xx crossed the amber line.
    Degraded,
    /// 5xx crossed the red line.
    Failing,
    /// No or few requests, and none that failed: nothing to judge.
    Quiet,
    /// The data do not carry a claim.
    CannotTell,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The timeline is not about status codes.
    NotCodes,
    /// The thresholds cannot be used.
    BadThresholds,
    /// The range has no slot.
    EmptyRange,
    /// Nothing in the range is due yet.
    NotDue,
    /// The source keeps nothing of the range any more.
    OutOfReach,
    /// The calls have not answered yet.
    StillReading,
    /// The calls failed.
    CallsFailed,
    /// The vendor sent no point.
    NoPoints,
    /// Too many calls failed, or those of the newest part.
    PartialFailure,
    /// The newest complete slot is too far behind what is due.
    Stale,
    /// Too few of the due slots came.
    LowCoverage,
    /// The shares do not add up to 100 %.
    SumsOff,
    /// Too few slots with a share.
    TooFewSlots,
    /// Too few responses.
    Thin,
    /// Requests stopped while 5xx was high.
    WentQuiet,
    /// The codes say that there were no requests, and traffic says otherwise.
    Contradiction,
    /// The newest slots are over a line, for too short a time to count.
    Unsettled,
    /// 5xx keeps coming back, never long enough in a row.
    Unsteady,
    /// A burst in slots that may still grow.
    ProvisionalBurst,
}

/// Whether a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It does.
    Met,
    /// It does not.
    NotMet,
    /// There is nothing to tell it from. Said, and no hindrance.
    Unknown,
}

/// The figures of a rule; which of them are set depends on the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// What was found: percent, responses a minute, or seconds for [`RuleId::Fresh`].
    pub value: Option<f64>,
    /// What it is held against, in the same unit.
    pub limit: Option<f64>,
    /// So many slots…
    pub count: Option<usize>,
    /// …of so many, or so many needed.
    pub of: Option<usize>,
    /// Since when, UTC seconds.
    pub since: Option<i64>,
}

/// A rule with what it found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleResult {
    /// The rule.
    pub rule: RuleId,
    /// Whether it holds.
    pub outcome: Outcome,
    /// What it found.
    pub numbers: Numbers,
}

/// What can be said, with all that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// The state.
    pub state: State,
    /// Why nothing can be said; set with [`State::CannotTell`] only.
    pub reason: Option<Reason>,
    /// The figures of the sentence.
    pub headline: Headline,
    /// Every rule with what it found, in the order of [`RULES`]; empty where there was nothing to look at.
    pub evidence: Vec<RuleResult>,
    /// Traffic against 5xx, where both are known, on the origin side.
    pub quadrant: Option<Quadrant>,
    /// Traffic, where it is known.
    pub traffic: Option<TrafficFact>,
    /// Which side the codes are of.
    pub vantage: Vantage,
    /// What the earlier figures are of.
    pub compare: Option<Compare>,
    /// Whether the range ended so long ago that this is no news.
    pub is_past: bool,
    /// The thresholds that it was judged by.
    pub thresholds: Thresholds,
}

impl Verdict {
    /// What a rule found.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&RuleResult> {
        self.evidence.iter().find(|result| result.rule == id)
    }
}

/// Judges. Total: any timeline gets an answer.
#[must_use]
pub fn judge(input: &VerdictInput, thresholds: &Thresholds) -> Verdict {
    if thresholds.check().is_err() {
        return nothing(
            input,
            thresholds,
            Reason::BadThresholds,
            Headline::default(),
        );
    }
    let reading = match Reading::new(input, thresholds) {
        Ok(reading) => reading,
        Err(reason) => {
            return nothing(input, thresholds, reason, Headline::of_nothing(input));
        }
    };
    let guards = Guards::new(&reading, thresholds);
    let (state, reason) = decide(&reading, &guards, input, thresholds);
    let headline = Headline::new(&reading, input, thresholds);
    let (traffic, quadrant) = traffic::look(&reading, &headline, state, input, thresholds);
    let mut evidence = guards.evidence;
    evidence.push(traffic::evidence(traffic, thresholds));
    Verdict {
        state,
        reason,
        headline,
        evidence,
        quadrant,
        traffic,
        is_past: is_past(input, thresholds),
        ..nothing(input, thresholds, Reason::NoPoints, Headline::default())
    }
}

fn nothing(
    input: &VerdictInput,
    thresholds: &Thresholds,
    reason: Reason,
    headline: Headline,
) -> Verdict {
    Verdict {
        state: State::CannotTell,
        reason: Some(reason),
        headline,
        evidence: Vec::new(),
        quadrant: None,
        traffic: None,
        vantage: input.vantage,
        compare: input.earlier.map(|earlier| earlier.compare),
        is_past: is_past(input, thresholds),
        thresholds: *thresholds,
    }
}

/// Whether everything in the range was due long ago.
fn is_past(input: &VerdictInput, thresholds: &Thresholds) -> bool {
    let grace = i64::from(thresholds.fresh_slots).saturating_mul(input.codes.grain);
    input.now.saturating_sub(input.lag) > input.codes.range.end.saturating_add(grace)
}

/// The order matters: what makes every claim void, bad news, silence, and only then what stands in the way of calm.
fn decide(
    reading: &Reading,
    guards: &Guards,
    input: &VerdictInput,
    thresholds: &Thresholds,
) -> (State, Option<Reason>) {
    let cannot = |reason| (State::CannotTell, Some(reason));
    if !guards.holds(RuleId::Fresh) {
        return cannot(reading.why_missing(Reason::Stale));
    }
    if reading.newest_are_unsound() {
        return cannot(Reason::SumsOff);
    }
    if reading.newest_carry_no_share() {
        return match reading.silence(thresholds) {
            Err(reason) => cannot(reason),
            Ok(()) if traffic::is_busy(reading, input) => cannot(Reason::Contradiction),
            Ok(()) if !guards.holds(RuleId::Coverage) || !guards.holds(RuleId::Recent) => {
                cannot(reading.why_missing(Reason::LowCoverage))
            }
            Ok(()) if !guards.holds(RuleId::Provisional) => cannot(Reason::ProvisionalBurst),
            Ok(()) => (State::Quiet, None),
        };
    }
    if reading.red.now().is_some() {
        return (State::Failing, None);
    }
    if reading.amber.now().is_some() {
        return (State::Degraded, None);
    }
    match guards.first_broken() {
        None => (State::Fine, None),
        Some(RuleId::Coverage | RuleId::Recent) => cannot(reading.why_missing(Reason::LowCoverage)),
        Some(RuleId::Sums) => cannot(Reason::SumsOff),
        Some(RuleId::Volume) => cannot(Reason::Thin),
        Some(RuleId::Settled) => cannot(Reason::Unsettled),
        Some(RuleId::Steady) => cannot(Reason::Unsteady),
        Some(RuleId::Provisional) => cannot(Reason::ProvisionalBurst),
        Some(_) => cannot(Reason::TooFewSlots),
    }
}

#[cfg(test)]
mod tests;
