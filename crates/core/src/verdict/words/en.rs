//! The English of it.

use super::super::facts::Episode;
use super::super::thresholds::RuleId;
use super::super::{Basis, Outcome, Quadrant, Reason, State, Verdict};
use super::pen::Pen;
use crate::compare::Compare;
use crate::format;
use crate::source::Vantage;

pub(super) const fn headline(verdict: &Verdict) -> &'static str {
    use State::{CannotTell, Degraded, Failing, Fine, Quiet};
    match (verdict.state, verdict.vantage, verdict.is_past) {
        (CannotTell, _, _) => "Cannot tell",
        (Failing, Vantage::OriginSide, false) => "Origin failing",
        (Degraded, Vantage::OriginSide, false) => "Origin degraded",
        (Fine, Vantage::OriginSide, false) => "Origin fine",
        (Quiet, Vantage::OriginSide, false) => "Origin quiet",
        (Failing, Vantage::OriginSide, true) => "Origin was failing",
        (Degraded, Vantage::OriginSide, true) => "Origin was degraded",
        (Fine, Vantage::OriginSide, true) => "Origin was fine",
        (Quiet, Vantage::OriginSide, true) => "Origin was quiet",
        (Failing, Vantage::ViewerSide, false) => "Viewer side failing",
        (Degraded, Vantage::ViewerSide, false) => "Viewer side degraded",
        (Fine, Vantage::ViewerSide, false) => "Viewer side fine",
        (Quiet, Vantage::ViewerSide, false) => "Viewer side quiet",
        (Failing, Vantage::ViewerSide, true) => "Viewer side was failing",
        (Degraded, Vantage::ViewerSide, true) => "Viewer side was degraded",
        (Fine, Vantage::ViewerSide, true) => "Viewer side was fine",
        (Quiet, Vantage::ViewerSide, true) => "Viewer side was quiet",
    }
}

pub(super) fn first(pen: &Pen) -> String {
    match (pen.verdict.state, pen.verdict.reason) {
        (State::Quiet, _) => quiet(pen),
        (State::CannotTell, reason) => cannot(pen, reason.unwrap_or(Reason::NoPoints)),
        _ => format!("{}{}{}.{}", now(pen), since(pen), not_yet(pen), usual(pen)),
    }
}

fn responses(pen: &Pen) -> &'static str {
    if pen.is_origin() {
        "origin responses"
    } else {
        "viewer-side responses"
    }
}

/// "5xx is 6.41 % of origin responses"
fn now(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let is = if pen.verdict.is_past { "was" } else { "is" };
    let share = pen.share(headline.share.unwrap_or(f64::NAN));
    let at = headline.share_at.unwrap_or_default();
    let when = if pen.is_coarse() {
        let end = pen.time(at.saturating_add(headline.grain));
        format!(" in the {} to {end}", format::span(headline.grain))
    } else if pen.verdict.is_past {
        format!(" at {}", pen.time(at))
    } else {
        String::new()
    };
    format!("5xx {is} {share} of {}{when}", responses(pen))
}

/// ", over 1 % for 14 min since 12:41"
fn since(pen: &Pen) -> String {
    let Some(episode) = &pen.verdict.headline.episode else {
        return format!(", under {}", pen.line(pen.verdict.thresholds.amber_percent));
    };
    let (over, line) = (over(episode), pen.line(episode.line));
    let start = pen.time(episode.since);
    let or_earlier = if episode.maybe_earlier {
        " or earlier"
    } else {
        ""
    };
    if episode.over < episode.slots {
        let (count, of) = (episode.over, episode.slots);
        return format!(", {over} {line} in {count} of {of} slots since {start}{or_earlier}");
    }
    let length = pen.length(episode);
    if episode.maybe_earlier {
        format!(", {over} {line} for at least {length}, since {start} or earlier")
    } else {
        format!(", {over} {line} for {length} since {start}")
    }
}

const fn over(episode: &Episode) -> &'static str {
    if episode.touches {
        "at or over"
    } else {
        "over"
    }
}

fn not_yet(pen: &Pen) -> String {
    pen.not_yet_below().map_or_else(String::new, |line| {
        format!(", and not yet under {}", pen.line(line))
    })
}

fn usual(pen: &Pen) -> String {
    let usual = pen.verdict.headline.usual.map(|usual| pen.share(usual));
    let named = pen.verdict.compare.zip(usual);
    named.map_or_else(String::new, |(compare, usual)| {
        let then = match compare {
            Compare::Day => "Yesterday",
            Compare::Week => "A week ago",
            Compare::Previous => "The period before",
        };
        format!(" {then} {usual}.")
    })
}

fn quiet(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let to = pen.time(headline.complete_to.unwrap_or_default());
    let newest = match headline.newest {
        1 => "newest complete slot".to_owned(),
        slots => format!("newest {slots} complete slots"),
    };
    match headline.responses {
        Some(count) if count > 0.0 => {
            let limit = format::count(pen.verdict.thresholds.min_per_minute);
            let count = format::count(count);
            format!(
                "Only {count} responses in the {newest}, to {to}; judging takes {limit} a minute."
            )
        }
        _ => format!("No requests in the {newest}, to {to}."),
    }
}

fn cannot(pen: &Pen, reason: Reason) -> String {
    let headline = &pen.verdict.headline;
    let (came, due) = (headline.came, headline.due);
    let line = pen.line(pen.verdict.thresholds.amber_percent);
    let to = headline
        .complete_to
        .map(|at| pen.time(at))
        .unwrap_or_default();
    match reason {
        Reason::NotCodes => "These data hold no status codes.".to_owned(),
        Reason::BadThresholds => "The thresholds cannot be used.".to_owned(),
        Reason::EmptyRange => "The range holds no slot.".to_owned(),
        Reason::NotDue => "No slot of this range is due yet.".to_owned(),
        Reason::OutOfReach => "The source keeps nothing of this range any more.".to_owned(),
        Reason::StillReading => format!("Still reading: {came} of {due} due slots came."),
        Reason::CallsFailed => "The calls failed; nothing was read.".to_owned(),
        Reason::NoPoints => "The vendor sent no point for this range.".to_owned(),
        Reason::PartialFailure => format!("Some calls failed: {came} of {due} due slots came."),
        Reason::Stale if to.is_empty() => "No slot of this range is complete.".to_owned(),
        Reason::Stale => format!("The newest complete slot ends at {to}; newer ones are overdue."),
        Reason::LowCoverage => {
            format!("Only {came} of {due} due slots came, or too few of the newest.")
        }
        Reason::SumsOff => "The shares do not add up to 100\u{202f}%.".to_owned(),
        Reason::TooFewSlots => "Too few slots with requests to judge.".to_owned(),
        Reason::Thin => thin(pen),
        Reason::WentQuiet => {
            format!("Requests stopped or thinned out by {to}, while 5xx was at or over {line}.")
        }
        Reason::Contradiction => {
            "The codes show no requests, and origin traffic shows some.".to_owned()
        }
        Reason::Unsettled => {
            format!("5xx is at or over {line} in the newest slots, too briefly to count.")
        }
        Reason::Unsteady => {
            format!("5xx keeps coming back to {line} or more, never long enough in a row.")
        }
        Reason::ProvisionalBurst => {
            format!("5xx is at or over {line} in slots that are not final yet.")
        }
    }
}

fn thin(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let limit = format::count(pen.verdict.thresholds.min_per_minute);
    let count = format::count(headline.responses.unwrap_or(f64::NAN));
    let newest = match headline.newest {
        1 => "newest slot".to_owned(),
        slots => format!("newest {slots} slots"),
    };
    format!("Too few responses: {count} in the {newest}; judging takes {limit} a minute.")
}

pub(super) fn second(pen: &Pen) -> Vec<String> {
    if pen.verdict.state == State::CannotTell {
        let about = if pen.is_origin() {
            "your origin"
        } else {
            "what viewers get"
        };
        return vec![format!("This says nothing about {about}, good or bad.")];
    }
    if pen.verdict.state == State::Quiet {
        return vec!["Quiet is not the same as well.".to_owned()];
    }
    vec![
        traffic(pen),
        dominant(pen),
        gaps(pen),
        ended(pen),
        provisional(pen),
        volume(pen),
        coarse(pen),
    ]
}

fn traffic(pen: &Pen) -> String {
    if !pen.is_origin() {
        return if pen.is_bad() {
            "From the viewer side alone, origin and CDN cannot be told apart.".to_owned()
        } else {
            String::new()
        };
    }
    let Some(fact) = pen.verdict.traffic else {
        return if pen.is_bad() {
            "Origin traffic is not known, so the cause cannot be narrowed down.".to_owned()
        } else {
            String::new()
        };
    };
    let rate = pen.mean_rate(fact.rate);
    let Some(change) = fact.change else {
        return format!("Origin traffic {rate}, with nothing to compare it with.");
    };
    let than = match fact.basis {
        Some(Basis::BeforeEpisode) => " on the time before",
        _ => "",
    };
    let figures = format!("({rate}, {}{than})", pen.change(change));
    match pen.verdict.quadrant {
        Some(Quadrant::OriginFault) => format!(
            "Origin traffic normal {figures}, so not a cache-miss storm; the fault is likely behind the CDN."
        ),
        Some(Quadrant::Storm) => format!(
            "Origin traffic is up {figures}: a cache-miss storm or a retry storm is likely."
        ),
        Some(Quadrant::OriginUnreachable) => {
            format!("Origin traffic is down {figures}: the CDN likely cannot reach the origin.")
        }
        Some(Quadrant::CacheLoss) => format!(
            "Origin traffic is up {figures} while 5xx is not: the cache likely answers less than before."
        ),
        None if pen.is_chronic() => {
            format!("5xx is no higher than then. Origin traffic {figures}.")
        }
        None => format!("Origin traffic {figures}."),
    }
}

fn dominant(pen: &Pen) -> String {
    let found = pen.verdict.headline.dominant.filter(|_| pen.is_bad());
    found
        .and_then(|it| Some((it.code.number()?, it.part)))
        .map_or_else(String::new, |(code, part)| {
            format!("{} of the 5xx are {code}.", pen.part(part))
        })
}

fn gaps(pen: &Pen) -> String {
    let headline = &pen.verdict.headline;
    let is_short = pen
        .verdict
        .rule(RuleId::Coverage)
        .is_some_and(|rule| rule.outcome == Outcome::NotMet);
    if is_short {
        format!("Only {} of {} due slots came.", headline.came, headline.due)
    } else {
        String::new()
    }
}

fn ended(pen: &Pen) -> String {
    let found = &pen.verdict.headline.ended;
    found.as_ref().map_or_else(String::new, |it| {
        let (from, to) = (pen.time(it.since), pen.time(it.until));
        let (over, line, peak) = (over(it), pen.line(it.line), pen.share(it.peak));
        format!("It was {over} {line} from {from} to {to}, {peak} at most.")
    })
}

fn provisional(pen: &Pen) -> String {
    let line = pen.line(pen.verdict.thresholds.amber_percent);
    match pen.verdict.headline.provisional_over {
        0 => String::new(),
        1 => format!("1 slot that is not final yet is at or over {line}."),
        slots => format!("{slots} slots that are not final yet are at or over {line}."),
    }
}

fn volume(pen: &Pen) -> String {
    if pen.verdict.headline.is_counted {
        String::new()
    } else {
        "Volume unknown: the source sends no counts.".to_owned()
    }
}

fn coarse(pen: &Pen) -> String {
    if pen.is_coarse() && pen.verdict.state == State::Fine {
        let grain = format::span(pen.verdict.headline.grain);
        format!("Slots of {grain} hide bursts shorter than that.")
    } else {
        String::new()
    }
}

pub(super) const fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Storm => "5xx up, traffic up: cache-miss or retry storm",
        Quadrant::OriginFault => "5xx up, traffic flat: origin fault",
        Quadrant::OriginUnreachable => "5xx up, traffic down: origin unreachable",
        Quadrant::CacheLoss => "5xx flat, traffic up: cache loss",
    }
}
