//! The slots of an answer, and what some domains do to the finished body.

use crate::demo::{demo_domains, incident};
use crate::incidents::Incident;
use crate::limits::counted;
use crate::mix::{Mix, mix};
use crate::request::SimResponse;
use crate::signal::Signal;
use originscope_apis::AnswerSlot;
use originscope_core::{Code, Metric, Spec, Tier, Vantage};

const MINUTE: usize = 60;

/// A call that passed all checks.
pub(crate) struct Asked {
    /// As asked; empty means all domains of the account together.
    pub(crate) domains: Vec<String>,
    /// First second.
    pub(crate) start: i64,
    /// End as asked.
    pub(crate) end: i64,
    /// Whether the slot at `end` belongs to the answer.
    pub(crate) end_included: bool,
    /// The row of limits that rules.
    pub(crate) tier: &'static Tier,
    /// The part of the traffic, 0 to 1, that the filters leave.
    pub(crate) share: f64,
    /// Codes to answer; empty means all.
    pub(crate) codes: Vec<u16>,
    /// Whether missing slots come as zeros.
    pub(crate) fill: bool,
}

/// The slots that the vendor has at `now`, ascending.
pub(crate) fn slots(seed: u64, spec: &Spec, asked: &Asked, now: i64) -> Vec<AnswerSlot> {
    let signals: Vec<_> = domains(asked)
        .into_iter()
        .map(|domain| Signal::new(seed, domain))
        .collect();
    let grain = asked.tier.grain;
    let first = asked.start.div_euclid(grain) * grain;
    let last = if asked.end_included {
        asked.end
    } else {
        asked.end - 1
    };
    let step = usize::try_from(grain).unwrap_or(1);
    let mut slots = Vec::new();
    for at in (first..=last).step_by(step) {
        let Some(part) = counted(asked.tier, at, now) else {
            break;
        };
        let there: Vec<_> = signals
            .iter()
            .filter(|signal| !signal.lacks(at, grain))
            .collect();
        if !there.is_empty() || asked.fill {
            slots.push(slot(spec, asked, at, part, &there));
        }
    }
    slots
}

fn domains(asked: &Asked) -> Vec<&str> {
    if !asked.domains.is_empty() {
        return asked.domains.iter().map(String::as_str).collect();
    }
    demo_domains()
        .iter()
        .filter(|demo| demo.incident.has_data())
        .map(|demo| demo.domain)
        .collect()
}

/// One slot: the sum of its minutes over the domains, of which `part` is counted yet.
fn slot(spec: &Spec, asked: &Asked, at: i64, part: f64, signals: &[&Signal]) -> AnswerSlot {
    let mix = mix(spec);
    let origin_side = spec.vantage == Vantage::OriginSide;
    let (mut counts, mut bits) = (vec![0; mix.len()], 0);
    for minute in (at..at + asked.tier.grain).step_by(MINUTE) {
        for signal in signals {
            match spec.metric {
                Metric::StatusCodes => {
                    signal.add_codes(minute, mix, origin_side, asked.share, &mut counts)
                }
                Metric::Traffic => bits += signal.bits(minute, asked.share),
            }
        }
    }
    let yet = |count: u64| {
        if part < 1.0 {
            (count as f64 * part).floor() as u64
        } else {
            count
        }
    };
    AnswerSlot {
        at,
        counts: named(mix, &counts, &asked.codes, yet),
        bits: yet(bits),
    }
}

fn named(mix: Mix, counts: &[u64], wanted: &[u16], yet: impl Fn(u64) -> u64) -> Vec<(Code, u64)> {
    let all = mix
        .iter()
        .zip(counts)
        .filter(|((code, _), _)| wanted.is_empty() || wanted.contains(code));
    all.map(|((code, _), count)| (Code::new(i64::from(*code)), yet(*count)))
        .collect()
}

/// Damages or delays a good response if one of the domains does that; `error` is the body of an error.
pub(crate) fn trouble(mut response: SimResponse, domains: &[String], error: &str) -> SimResponse {
    const HUGE: usize = 9 << 20; // above the 8 MiB that the page and the proxy take
    for domain in domains {
        match incident(domain) {
            Incident::Slow => response.delay_ms = 4_000,
            Incident::Malformed => response.body.truncate(response.body.len() * 3 / 5),
            Incident::Error200 => response.body = error.as_bytes().to_vec(),
            Incident::Huge => response.body.resize(HUGE, b' '),
            Incident::Html => {
                response.body = b"<!DOCTYPE html><html><head><title>Maintenance</title></head>\
                    <body><h1>We will be back soon</h1></body></html>"
                    .to_vec();
                response.headers = vec![(
                    "content-type".to_owned(),
                    "text/html; charset=utf-8".to_owned(),
                )];
            }
            _ => {}
        }
    }
    response
}
