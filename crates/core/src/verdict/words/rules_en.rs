//! The rules in English: what each asks, what was found, what follows.

use super::super::thresholds::RuleId;
use super::super::{Basis, Outcome, RuleResult};
use super::pen::Pen;
use crate::compare::Compare;
use crate::format;

/// Rule, evidence, so.
pub(super) fn rule(pen: &Pen, result: &RuleResult) -> (String, String, String) {
    let numbers = &result.numbers;
    let limit = numbers.limit.unwrap_or(f64::NAN);
    let (line, count) = (pen.line(limit), numbers.count.unwrap_or(0));
    let (of, value) = (numbers.of.unwrap_or(0), numbers.value.unwrap_or(f64::NAN));
    let needed = pen
        .verdict
        .thresholds
        .slots_to_enter(pen.verdict.headline.grain);
    let slots = if needed == 1 {
        "1 complete slot".to_owned()
    } else {
        format!("{needed} complete slots")
    };
    let asks = match result.rule {
        RuleId::Red | RuleId::Amber => format!("5xx at or over {line} for {slots}"),
        RuleId::Fresh => format!("newest slot within lag + {}", pen.lasting(seconds(limit))),
        RuleId::Coverage => format!("coverage at or over {line}"),
        RuleId::Recent => format!("{line} of the newest slots came"),
        RuleId::Sums => "shares add up to 100\u{202f}%".to_owned(),
        RuleId::Enough => format!("{slots} with requests"),
        RuleId::Volume => format!("{} responses a minute", format::count(limit)),
        RuleId::Settled => format!("newest slot under {line}"),
        RuleId::Steady => format!("not over {line} again and again"),
        RuleId::Provisional => format!("no burst over {line} in slots not final"),
        RuleId::Traffic => format!("traffic within {line} of {}", than(pen)),
    };
    let found = match (result.rule, result.outcome) {
        (RuleId::Volume, Outcome::Unknown) => "no counts".to_owned(),
        (_, Outcome::Unknown) => "\u{2013}".to_owned(),
        (RuleId::Red | RuleId::Amber, Outcome::Met) => {
            format!(
                "{count} of {of} since {}",
                pen.time(numbers.since.unwrap_or_default())
            )
        }
        (RuleId::Red | RuleId::Amber, _) => format!("{count} of {of}, newest {}", pen.share(value)),
        (RuleId::Fresh, _) => format!("{} behind due", pen.lasting(seconds(value))),
        (RuleId::Coverage | RuleId::Recent | RuleId::Sums, _) => {
            format!("{count}/{of} = {}", pen.share(value))
        }
        (RuleId::Enough, _) => format!("{count}"),
        (RuleId::Volume, _) => format!("{} a minute", format::count(value)),
        (RuleId::Settled, _) => pen.share(value),
        (RuleId::Steady, _) => format!("{count} of {of}"),
        (RuleId::Provisional, _) => format!("{count} over"),
        (RuleId::Traffic, _) => pen.change(value),
    };
    (asks, found, so(result, value).to_owned())
}

#[allow(clippy::cast_possible_truncation)] // a float cast saturates, and these are seconds of a range
const fn seconds(value: f64) -> i64 {
    value as i64
}

const fn than(pen: &Pen) -> &'static str {
    match pen.verdict.traffic {
        Some(fact) => match (fact.basis, pen.verdict.compare) {
            (Some(Basis::BeforeEpisode), _) => "the time before",
            (Some(Basis::Earlier), Some(Compare::Day)) => "yesterday",
            (Some(Basis::Earlier), Some(Compare::Week)) => "a week ago",
            (Some(Basis::Earlier), Some(Compare::Previous)) => "the period before",
            _ => "what it was",
        },
        None => "what it was",
    }
}

const fn so(result: &RuleResult, value: f64) -> &'static str {
    let met = matches!(result.outcome, Outcome::Met);
    if matches!(result.outcome, Outcome::Unknown) {
        return "unknown";
    }
    match (result.rule, met) {
        (RuleId::Red, true) => "failing",
        (RuleId::Red, false) => "not failing",
        (RuleId::Amber, true) => "degraded at least",
        (RuleId::Amber, false) => "not degraded",
        (RuleId::Fresh, true) => "fresh",
        (RuleId::Fresh, false) => "stale",
        (RuleId::Coverage | RuleId::Recent | RuleId::Enough | RuleId::Volume, true) => "enough",
        (RuleId::Coverage | RuleId::Recent | RuleId::Enough | RuleId::Volume, false) => {
            "too little"
        }
        (RuleId::Sums, true) => "sound",
        (RuleId::Sums, false) => "not sound",
        (RuleId::Settled, true) => "settled",
        (RuleId::Settled, false) => "over the line",
        (RuleId::Steady, true) => "steady",
        (RuleId::Steady, false) => "unsteady",
        (RuleId::Provisional, true) => "no burst",
        (RuleId::Provisional, false) => "wait for it",
        (RuleId::Traffic, true) => "normal",
        (RuleId::Traffic, false) if value > 0.0 => "up",
        (RuleId::Traffic, false) => "down",
    }
}
