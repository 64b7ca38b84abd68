//! All that is known of one call, as lines with a name each; and the limits of a source.

use super::explained::explained;
use super::inspected::{Called, Inspected};
use super::panels::Reader;
use super::when::{span_text, zone_at};
use crate::words::{Key, Say, Worded, fill, side_word, span, t};
use originscope_core::{
    Lang, Metric, Problem, Spec, TrafficUnit, WindowState, format, iso_seconds,
};

/// A name and what is said under it.
pub type Fact = (&'static str, String);

/// What is known of a call, in the order in which it is read. `unit` is what the source's volumes are read as, `now` UTC
/// seconds.
pub fn call_facts(
    one: &Inspected,
    spec: &Spec,
    unit: TrafficUnit,
    reader: Reader,
    now: i64,
) -> Vec<Fact> {
    let lang = reader.lang;
    let range = one.window.ask.range;
    let zone = zone_at(reader.offset, range.start);
    let span = span_text(range, reader, now);
    let mut facts = vec![
        fact(lang, Key::RangeLabel, format!("{span} {zone}")),
        fact(lang, Say::CallState, state_words(one, lang)),
    ];
    let problem = problem_of(&one.view.state);
    if let Some(problem) = problem {
        facts.extend(failure(spec, problem, lang));
    }
    let called = one.called.as_deref();
    if let Some(called) = called {
        facts.extend(answered(called, one, lang));
    }
    facts.extend(ids(called, problem, lang));
    facts.push(fact(lang, Say::CallUnit, unit_words(spec, unit, lang)));
    let grain = called.and_then(|called| called.grain);
    let limits = limit_lines(spec, lang, grain).join("\n");
    facts.push(fact(lang, Say::CallLimits, limits));
    facts
}

/// The limits of a source that are in force, a sentence each: of slots of one grain where it has such, else of all.
pub fn limit_lines(spec: &Spec, lang: Lang, grain: Option<i64>) -> Vec<String> {
    let tiers = spec.limits.current;
    let has_grain = tiers.iter().any(|tier| Some(tier.grain) == grain);
    let wanted = tiers
        .iter()
        .filter(|tier| !has_grain || Some(tier.grain) == grain);
    let mut lines: Vec<String> = wanted
        .map(|tier| {
            let lengths = [tier.grain, tier.max_span, tier.retention, tier.lag];
            let [grain, most, keeps, lag] = lengths.map(|seconds| span(lang, seconds));
            let words = [
                ("grain", grain.as_str()),
                ("most", &most),
                ("keeps", &keeps),
                ("lag", &lag),
            ];
            fill(lang, Say::LimitTier, &words)
        })
        .collect();
    let calls = spec.limits.calls_per_minute.to_string();
    let domains = spec.limits.max_domains.0.to_string();
    let words = [("calls", calls.as_str()), ("domains", &domains)];
    lines.push(fill(lang, Say::LimitCalls, &words));
    lines
}

fn fact(lang: Lang, name: impl Worded, text: String) -> Fact {
    (t(lang, name), text)
}

const fn problem_of(state: &WindowState) -> Option<&Problem> {
    match state {
        WindowState::Failed(problem) | WindowState::Retrying { problem, .. } => Some(problem),
        WindowState::Waiting
        | WindowState::InFlight
        | WindowState::Done
        | WindowState::Cancelled => None,
    }
}

/// How the call stands, and how often it was made.
fn state_words(one: &Inspected, lang: Lang) -> String {
    let word = match &one.view.state {
        WindowState::Waiting => Say::CallWaiting,
        WindowState::InFlight => Say::CallFlying,
        WindowState::Retrying { .. } => Say::CallRetrying,
        WindowState::Done if one.view.from_cache => Say::CallKept,
        WindowState::Done => Say::CallDone,
        WindowState::Failed(_) => Say::CallFailed,
        WindowState::Cancelled => Say::CallCancelled,
    };
    let state = t(lang, word);
    if one.view.tries < 2 {
        return state.to_owned();
    }
    let tries = one.view.tries.to_string();
    fill(lang, Say::CallTries, &[("state", state), ("n", &tries)])
}

/// What went wrong, its code, where in the answer, whose side, what to do.
fn failure(spec: &Spec, problem: &Problem, lang: Lang) -> Vec<Fact> {
    let said = explained(spec.id, problem, lang);
    let code = problem.upstream_code.as_ref().unwrap_or(&problem.code);
    let mut lines = vec![fact(
        lang,
        Say::CallFailure,
        format!("{}\n{code}", said.title),
    )];
    let path = problem.field.clone();
    lines.extend(path.map(|path| fact(lang, Say::CallPath, path)));
    let side = t(lang, side_word(said.side)).to_owned();
    lines.push(fact(lang, Key::WhoseSide, side));
    lines.push(fact(lang, Key::WhatToDo, said.action));
    lines
}

/// When it was made, how long it took, what came.
#[allow(clippy::cast_precision_loss)] // milliseconds of a call, bytes of an answer
fn answered(called: &Called, one: &Inspected, lang: Lang) -> Vec<Fact> {
    let time = iso_seconds(called.began_ms.div_euclid(1_000));
    let took = format::count(called.took_ms as f64);
    let words = [("time", time.as_str()), ("n", &took)];
    let mut lines = vec![fact(lang, Say::CallTime, fill(lang, Say::CallTook, &words))];
    let told = &called.told;
    let answer = if told.status == 0 {
        t(lang, Say::CallNoAnswer).to_owned()
    } else {
        let (status, size) = (told.status.to_string(), format::count(called.size as f64));
        fill(lang, Say::CallSize, &[("status", &status), ("n", &size)])
    };
    lines.push(fact(lang, Say::CallAnswer, answer));
    if let Some(how) = &told.cache {
        let age = told.age.as_deref().filter(|age| *age != "0");
        let aged = |age| fill(lang, Say::CallAge, &[("how", how), ("n", age)]);
        let kept = age.map_or_else(|| how.clone(), aged);
        lines.push(fact(lang, Say::CallCache, kept));
    }
    if let (Some(slots), Some(grain)) = (called.slots, called.grain) {
        let (came, due) = (slots.to_string(), one.expected(grain).to_string());
        let grain = span(lang, grain);
        let words = [("came", came.as_str()), ("due", &due), ("grain", &grain)];
        let slots = fill(lang, Say::CallSlotsOf, &words);
        lines.push(fact(lang, Say::CallSlots, slots));
    }
    lines
}

/// The ids by which the proxy's log and the vendor's support find the call.
fn ids(called: Option<&Called>, problem: Option<&Problem>, lang: Lang) -> Vec<Fact> {
    let told = called.map(|called| &called.told);
    let proxys = told.and_then(|told| told.proxy_id.clone());
    let vendors = told.and_then(|told| told.vendor_id.clone());
    let proxys = proxys.or_else(|| problem?.request_id.clone());
    let vendors = vendors.or_else(|| problem?.upstream_request_id.clone());
    let both = [(Say::CallProxyId, proxys), (Say::CallVendorId, vendors)];
    let line = |(name, id): (Say, Option<String>)| Some(fact(lang, name, id?));
    both.into_iter().filter_map(line).collect()
}

fn unit_words(spec: &Spec, unit: TrafficUnit, lang: Lang) -> String {
    let word = match (spec.metric, unit) {
        (Metric::StatusCodes, _) if spec.share_step > 0.0 => {
            let step = format::share_in(spec.share_step, lang);
            return fill(lang, Say::UnitSteps, &[("step", &step)]);
        }
        (Metric::StatusCodes, _) => Say::UnitShares,
        (Metric::Traffic, TrafficUnit::Bit) => Say::UnitOfBits,
        (Metric::Traffic, TrafficUnit::Byte) => Say::UnitOfBytes,
    };
    t(lang, word).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::Told;
    use originscope_core::{Ask, Offsets, Retry, Side, TimeRange, Window, WindowId, WindowView};
    use std::sync::Arc;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// 2025-06-01T12:00:00Z
    const NOON: i64 = 1_748_779_200;

    fn inspected(state: WindowState, called: Option<Called>) -> Inspected {
        let range = TimeRange::new(NOON, NOON + 3_600);
        let window = Window {
            source: "cdn-origin-codes".to_owned(),
            ask: ask(range),
            part: range,
            closed: true,
        };
        let view = WindowView {
            id: WindowId {
                source_index: 0,
                window_index: 0,
            },
            source: window.source.clone(),
            range,
            closed: true,
            state,
            tries: 1,
            fetched_at: None,
            from_cache: false,
        };
        Inspected {
            view,
            window,
            address: String::new(),
            called: called.map(Arc::new),
        }
    }

    fn ask(range: TimeRange) -> Ask {
        Ask {
            domains: vec!["a.example".to_owned()],
            range,
            grain: None,
            isp: None,
            region: None,
            codes: Vec::new(),
        }
    }

    fn told(one: &Inspected, lang: Lang) -> Vec<Fact> {
        let spec = originscope_apis::find("cdn-origin-codes").unwrap().spec();
        let reader = Reader {
            lang,
            offset: Offsets::UTC,
        };
        call_facts(one, spec, TrafficUnit::Bit, reader, NOON)
    }

    #[test]
    fn a_vendor_that_rounds_its_shares_is_said_to() {
        let spec = |id: &str| originscope_apis::find(id).unwrap().spec();
        let words = |id: &str| unit_words(spec(id), TrafficUnit::Bit, Lang::En);
        let rounded = words("live-codes").replace('\u{202f}', " ");
        assert!(rounded.ends_with("steps of 0.01 %"), "{rounded}");
        assert!(!words("cdn-origin-codes").contains("steps"));
    }

    fn text_of<'a>(facts: &'a [Fact], name: &str) -> &'a str {
        let found = facts.iter().find(|(other, _)| *other == name);
        found.map_or("", |(_, text)| text)
    }

    #[test]
    fn an_answer_is_told_with_its_time_its_size_its_ids_and_the_limits_of_its_grain() {
        let called = Called {
            source: "cdn-origin-codes".to_owned(),
            ask: ask(TimeRange::new(NOON, NOON + 3_600)),
            began_ms: NOON * 1_000 + 250,
            took_ms: 1_234,
            told: Told {
                status: 200,
                proxy_id: Some("p-1".to_owned()),
                vendor_id: Some("V-2".to_owned()),
                cache: Some("hit".to_owned()),
                age: Some("42".to_owned()),
            },
            size: 12_345,
            body: None,
            grain: Some(60),
            slots: Some(59),
        };
        let facts = told(&inspected(WindowState::Done, Some(called)), Lang::En);
        for (name, part) in [
            ("Range", "12:00–13:00 UTC"),
            ("State", "here"),
            ("Time", "2025-06-01T12:00:00Z, 1,234 ms"),
            ("Answer", "HTTP 200, 12,345 bytes"),
            ("Proxy's cache", "hit, 42 s old"),
            ("Slots", "59 of 60"),
            ("Request id, proxy", "p-1"),
            ("Request id, vendor", "V-2"),
            ("Unit", "percent"),
        ] {
            let said = text_of(&facts, name).replace('\u{202f}', " ");
            assert!(said.contains(part), "{name}: {said}");
        }
        // One grain of several, and the account.
        let limits = text_of(&facts, "Limits");
        assert_eq!(limits.lines().count(), 2, "{limits}");
    }

    #[test]
    fn a_failure_says_where_whose_and_what_to_do() {
        let mut problem = Problem::new(
            200,
            "answer_shape",
            "Not what was expected.",
            "Keep it.",
            Side::Page,
            Retry::AfterChange,
        );
        problem.field = Some("Data.Module[3]".to_owned());
        problem.request_id = Some("p-9".to_owned());
        let one = inspected(WindowState::Failed(problem), None);
        let facts = told(&one, Lang::En);
        for (name, part) in [
            ("State", "failed"),
            ("Failure", "answer_shape"),
            ("Place in the answer", "Data.Module[3]"),
            ("Whose side", "This page's"),
            ("Request id, proxy", "p-9"),
        ] {
            let said = text_of(&facts, name);
            assert!(said.contains(part), "{name}: {said}");
        }
        assert!(told(&one, Lang::Zh).len() == facts.len());
    }
}
