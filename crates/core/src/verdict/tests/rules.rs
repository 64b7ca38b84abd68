use super::super::{Outcome, RULES, Reason, RuleId, RuleKind, State, Thresholds};
use super::Story;
use std::collections::HashSet;

/// What a rule found.
fn found(rule: RuleId, story: &Story) -> (Outcome, Option<f64>, Option<usize>, Option<usize>) {
    let verdict = story.verdict();
    let result = *verdict.rule(rule).unwrap();
    let rounded = result
        .numbers
        .value
        .map(|value| (value * 1e6).round() / 1e6);
    (
        result.outcome,
        rounded,
        result.numbers.count,
        result.numbers.of,
    )
}

#[test]
fn the_table_is_the_thresholds() {
    let defaults = serde_json::to_value(Thresholds::default()).unwrap();
    for rule in RULES {
        assert_eq!(
            defaults[rule.field].as_f64(),
            Some(rule.default),
            "{rule:?}"
        );
        assert!(rule.doc.len() > 20, "{rule:?}");
    }
    let ids: HashSet<RuleId> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
    // All of them are looked at, in this order.
    let seen: Vec<RuleId> = Story::of("0.2*60")
        .verdict()
        .evidence
        .iter()
        .map(|it| it.rule)
        .collect();
    assert_eq!(seen, RULES.map(|rule| rule.id));
    assert_eq!(
        RULES
            .iter()
            .filter(|rule| rule.kind == RuleKind::Guard)
            .count(),
        9
    );
}

#[test]
fn thresholds_are_read_with_defaults_and_checked() {
    let read = |text| serde_json::from_str::<Thresholds>(text);
    let one = read(r#"{"red_percent": 8}"#).unwrap();
    assert_eq!(
        one,
        Thresholds {
            red_percent: 8.0,
            ..Thresholds::default()
        }
    );
    assert_eq!(read("{}").unwrap(), Thresholds::default());
    assert!(
        read(r#"{"red": 8}"#).is_err(),
        "a misspelt field is not passed over"
    );
    assert_eq!(Thresholds::default().check(), Ok(()));
    for (text, field) in [
        (r#"{"amber_percent": 0}"#, "amber_percent"),
        (r#"{"amber_percent": 5}"#, "red_percent"),
        (r#"{"red_percent": 101}"#, "red_percent"),
        (r#"{"leave_ratio": 1.1}"#, "leave_ratio"),
        (r#"{"enter_slots": 0}"#, "enter_slots"),
        (r#"{"enter_seconds": 0}"#, "enter_seconds"),
        (r#"{"min_per_minute": -1}"#, "min_per_minute"),
        (r#"{"coverage_percent": 20}"#, "coverage_percent"),
        (r#"{"recent_slots": 1}"#, "recent_slots"),
        (r#"{"recent_percent": 0}"#, "recent_percent"),
        (r#"{"fresh_slots": 0}"#, "fresh_slots"),
        (r#"{"gap_slots": 99}"#, "gap_slots"),
        (r#"{"sum_tolerance": 50}"#, "sum_tolerance"),
        (r#"{"flat_percent": -1}"#, "flat_percent"),
    ] {
        assert_eq!(read(text).unwrap().check().map_err(|bad| bad.0), Err(field));
    }
    let nan = Thresholds {
        red_percent: f64::NAN,
        ..Thresholds::default()
    };
    assert!(nan.check().is_err());
}

#[test]
fn three_slots_or_fifteen_minutes_cross_a_line() {
    let needed = |grain| Thresholds::default().slots_to_enter(grain);
    assert_eq!([60, 300, 600, 3_600, 86_400].map(needed), [3, 3, 2, 1, 1]);
}

#[test]
fn lines_say_how_long() {
    let story = Story::of("0.2*50 2*4 9*6");
    assert_eq!(
        found(RuleId::Red, &story),
        (Outcome::Met, Some(9.0), Some(6), Some(6))
    );
    assert_eq!(
        found(RuleId::Amber, &story),
        (Outcome::Met, Some(9.0), Some(10), Some(10))
    );
    let story = Story::of("0.2*58 9*2");
    assert_eq!(
        found(RuleId::Red, &story),
        (Outcome::NotMet, Some(9.0), Some(2), Some(3))
    );
}

#[test]
fn freshness_counts_from_what_is_due() {
    let story = |late| Story::of("0.2*60 n*9").late(late);
    assert_eq!(found(RuleId::Fresh, &story(180)).0, Outcome::Met);
    assert_eq!(
        found(RuleId::Fresh, &story(181)),
        (Outcome::NotMet, Some(181.0), None, None)
    );
    // Of an old range only its end was ever due.
    assert_eq!(
        found(RuleId::Fresh, &Story::of("0.2*60").late(9_999)),
        (Outcome::Met, Some(0.0), None, None)
    );
}

#[test]
fn coverage_counts_due_slots_only() {
    let story = Story::of("o*40 0.2*9 _ 0.2*0 n*30");
    assert_eq!(
        found(RuleId::Coverage, &story),
        (Outcome::Met, Some(90.0), Some(9), Some(10))
    );
    let story = Story::of("0.2*89 _*11");
    assert_eq!(
        found(RuleId::Coverage, &story),
        (Outcome::NotMet, Some(89.0), Some(89), Some(100))
    );
}

#[test]
fn recent_looks_at_the_newest_twelve() {
    let story = Story::of("0.2*100 _*3 0.2*9");
    assert_eq!(
        found(RuleId::Recent, &story),
        (Outcome::Met, Some(75.0), Some(9), Some(12))
    );
    let story = Story::of("0.2*100 _*4 0.2*8");
    assert_eq!(found(RuleId::Recent, &story).0, Outcome::NotMet);
    let story = Story::of("o*9 0.2*3");
    assert_eq!(
        found(RuleId::Recent, &story),
        (Outcome::Met, Some(100.0), Some(3), Some(3))
    );
}

#[test]
fn sums_miss_by_no_more_than_half_a_point() {
    let story = Story::of("0.2*40 u*4 0.2*16").counts(None);
    assert_eq!(
        found(RuleId::Sums, &story),
        (Outcome::Met, Some(93.333_333), Some(56), Some(60))
    );
    assert_eq!(
        found(RuleId::Sums, &Story::of("0.2*59 u").counts(None)).0,
        Outcome::NotMet
    );
    let mut off = Story::of("0.2*60").counts(None);
    off.slots.iter_mut().for_each(|slot| slot.sum = 100.5);
    assert_eq!(found(RuleId::Sums, &off).0, Outcome::Met);
    off.slots.iter_mut().for_each(|slot| slot.sum = 100.51);
    assert_eq!(found(RuleId::Sums, &off).0, Outcome::NotMet);
}

#[test]
fn enough_counts_slots_with_requests() {
    assert_eq!(
        found(RuleId::Enough, &Story::of("z*20 0.2*2")),
        (Outcome::NotMet, None, Some(2), Some(3))
    );
    assert_eq!(
        found(RuleId::Enough, &Story::of("z*20 0.2*3")).0,
        Outcome::Met
    );
}

#[test]
fn volume_is_unknown_without_counts() {
    let story = Story::of("0.2*60");
    assert_eq!(
        found(RuleId::Volume, &story),
        (Outcome::Met, Some(1_000.0), Some(12), Some(12))
    );
    assert_eq!(
        found(RuleId::Volume, &story.counts(None)).0,
        Outcome::Unknown
    );
    // Half of the newest is the least.
    assert_eq!(
        found(RuleId::Volume, &Story::of("0.2*48 0/3*6 0.2*6")).0,
        Outcome::Met
    );
    assert_eq!(
        found(RuleId::Volume, &Story::of("0.2*48 0/3*7 0.2*5")).0,
        Outcome::NotMet
    );
}

#[test]
fn settled_steady_and_provisional() {
    assert_eq!(
        found(RuleId::Settled, &Story::of("0.2*59 1")).0,
        Outcome::NotMet
    );
    assert_eq!(
        found(RuleId::Settled, &Story::of("0.2*59 0.99 z _")).0,
        Outcome::Met
    );
    assert_eq!(
        found(RuleId::Settled, &Story::of("z*60")).0,
        Outcome::Unknown
    );
    assert_eq!(
        found(RuleId::Steady, &Story::of("0.2*50 9 9 0 9 0")).0,
        Outcome::NotMet
    );
    assert_eq!(
        found(RuleId::Steady, &Story::of("0.2*50 9 0 0 9 0")).0,
        Outcome::Met
    );
    assert_eq!(
        found(RuleId::Steady, &Story::of("0.2*50 9*5 0")).0,
        Outcome::Met
    );
    assert_eq!(
        found(RuleId::Provisional, &Story::of("0.2*50 p1*2")).0,
        Outcome::Met
    );
    assert_eq!(
        found(RuleId::Provisional, &Story::of("0.2*50 p1*3")).0,
        Outcome::NotMet
    );
}

#[test]
fn a_timeline_built_long_ago_is_judged_by_now() {
    let codes = Story::of("0.2*60 n*60").codes();
    let state = |now| {
        let input = super::VerdictInput {
            codes: &codes,
            vantage: crate::Vantage::OriginSide,
            lag: 300,
            traffic: None,
            earlier: None,
            now,
        };
        let verdict = super::judge(&input, &Thresholds::default());
        (verdict.state, verdict.reason)
    };
    let built = super::START + 3_600 + 300;
    assert_eq!(state(built), (State::Fine, None));
    assert_eq!(
        state(built + 1_200),
        (State::CannotTell, Some(Reason::Stale))
    );
}
