#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::source::{Figure, Limits, Metric, Scale, Tier, TrafficUnit, Vantage};
use proptest::prelude::*;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// 2026-11-21T13:37:22Z, by `date -u +%s`.
const NOW: i64 = 1_795_268_242;

const FIGURE: Figure = Figure {
    says: "",
    link: "",
    read: "2026-11-21",
};

const fn tier(grain: i64, max_span: i64, retention: i64, lag: i64) -> Tier {
    Tier {
        grain,
        max_span,
        retention,
        lag,
        figure: FIGURE,
    }
}

/// The shape of the realtime origin APIs: three tiers on today's page, one on the older page.
static REALTIME: [Tier; 3] = [
    tier(60, HOUR, 7 * DAY, 300),
    tier(300, 3 * DAY, 93 * DAY, 900),
    tier(HOUR, 31 * DAY, 186 * DAY, 4 * HOUR),
];
static REALTIME_OLDER: [Tier; 1] = [tier(60, DAY, 7 * DAY, 300)];
/// A source whose grain is a parameter.
static ASKED: [Tier; 3] = [
    tier(300, 3 * DAY, 93 * DAY, 900),
    tier(HOUR, 31 * DAY, 186 * DAY, 4 * HOUR),
    tier(DAY, 366 * DAY, 366 * DAY, 4 * HOUR),
];
static ASKED_OLDER: [Tier; 3] = [
    tier(300, 3 * DAY - 300, 93 * DAY, 900),
    tier(HOUR, 31 * DAY - HOUR, 186 * DAY, 4 * HOUR),
    tier(DAY, 366 * DAY, 366 * DAY, 4 * HOUR),
];
/// One grain, a day a call, a week back.
static MINUTES: [Tier; 1] = [tier(60, DAY, 7 * DAY, 300)];

fn spec(current: &'static [Tier], seeds: &'static [Tier], grain_is_asked: bool) -> Spec {
    Spec {
        id: "some-codes",
        product: "",
        product_zh: "",
        api: "",
        doc: "",
        vantage: Vantage::OriginSide,
        metric: Metric::StatusCodes,
        scale: Scale::Percent,
        share_step: 0.0,
        unit: TrafficUnit::Bit,
        account: "",
        filters: &["isp"],
        limits: Limits {
            current,
            seeds,
            max_domains: (100, 10),
            calls_per_minute: 600,
            grain_is_asked,
        },
    }
}

fn realtime() -> Spec {
    spec(&REALTIME, &REALTIME_OLDER, false)
}

fn asked() -> Spec {
    spec(&ASKED, &ASKED_OLDER, true)
}

fn minutes() -> Spec {
    spec(&MINUTES, &MINUTES, false)
}

fn wish(seconds: i64) -> Wish {
    let range = TimeRange::new(NOW - seconds, NOW);
    Wish {
        range,
        grain: None,
        domains: vec!["a.example.com".to_owned()],
        isp: None,
        region: None,
        now: NOW,
    }
}

#[test]
fn the_last_hour_is_sixty_minutes_in_two_aligned_calls() {
    let plan = plan(&realtime(), &wish(HOUR)).unwrap();
    let floor = |at| floor_to(at, 60);
    assert_eq!(plan.grain, 60);
    assert_eq!(plan.range, TimeRange::new(floor(NOW - HOUR), floor(NOW)));
    assert_eq!(plan.range.seconds(), HOUR);
    let hour = floor_to(NOW, HOUR);
    let asked: Vec<_> = plan
        .windows
        .iter()
        .map(|w| (w.ask.range.start, w.ask.range.end, w.closed))
        .collect();
    assert_eq!(
        asked,
        [(hour, floor(NOW), false), (hour - HOUR, hour, true)]
    );
    assert_eq!(plan.windows[1].part, TimeRange::new(plan.range.start, hour));
    // Five minutes late: 55 of the 60 slots are due.
    assert_eq!(plan.not_yet.unwrap().seconds(), 5 * 60);
    assert_eq!(plan.out_of_reach, None);
}

#[test]
fn the_closed_window_has_the_same_address_a_minute_later() {
    let closed = |now: i64| {
        let wish = Wish {
            range: TimeRange::new(now - HOUR, now),
            now,
            ..wish(HOUR)
        };
        plan(&realtime(), &wish)
            .unwrap()
            .windows
            .into_iter()
            .filter(|w| w.closed)
            .map(|w| w.ask)
            .collect::<Vec<_>>()
    };
    assert_eq!(closed(NOW), closed(NOW + 60));
    assert_eq!(closed(NOW).len(), 1);
}

#[test]
fn the_grain_is_the_finest_that_the_span_and_the_source_allow() {
    let grain = |spec: &Spec, seconds| plan(spec, &wish(seconds)).unwrap().grain;
    for (seconds, expected) in [
        (900, 60),
        (HOUR, 60),
        (DAY, 60),
        (DAY + 60, 300),
        (3 * DAY, 300),
        (7 * DAY, HOUR),
        (30 * DAY, HOUR),
        (90 * DAY, HOUR),
    ] {
        assert_eq!(grain(&realtime(), seconds), expected, "{seconds} s");
    }
    for (seconds, expected) in [
        (900, 300),
        (3 * DAY, 300),
        (30 * DAY, HOUR),
        (90 * DAY, DAY),
    ] {
        assert_eq!(grain(&asked(), seconds), expected, "{seconds} s");
    }
    assert_eq!(grain(&minutes(), 7 * DAY), 60);
    // An hour of ten days ago: minutes are gone, five-minute slots are not.
    let old = Wish {
        range: TimeRange::new(NOW - 10 * DAY, NOW - 10 * DAY + HOUR),
        ..wish(0)
    };
    assert_eq!(plan(&realtime(), &old).unwrap().grain, 300);
}

#[test]
fn a_wished_grain_is_taken_or_the_next_above() {
    let grain = |spec: &Spec, step| {
        plan(
            spec,
            &Wish {
                grain: Some(step),
                ..wish(HOUR)
            },
        )
        .unwrap()
        .grain
    };
    assert_eq!(
        (
            grain(&realtime(), 300),
            grain(&asked(), 60),
            grain(&minutes(), HOUR)
        ),
        (300, 300, 60)
    );
}

#[test]
fn a_day_of_minutes_is_stitched_from_hours() {
    let plan = plan(&realtime(), &wish(DAY)).unwrap();
    assert_eq!(plan.windows.len(), 25); // 24 hours cut at the full hour
    assert!(plan.windows.iter().all(|w| w.ask.range.seconds() <= HOUR));
}

#[test]
fn only_a_source_that_takes_a_grain_is_told_one() {
    assert_eq!(
        plan(&asked(), &wish(DAY)).unwrap().windows[0].ask.grain,
        Some(300)
    );
    assert_eq!(
        plan(&realtime(), &wish(DAY)).unwrap().windows[0].ask.grain,
        None
    );
}

#[test]
fn what_is_not_kept_is_out_of_reach_and_not_asked() {
    let plan = plan(&minutes(), &wish(30 * DAY)).unwrap();
    let gone = plan.out_of_reach.unwrap();
    assert_eq!(gone.start, plan.range.start);
    assert!(gone.end >= NOW - 7 * DAY && gone.end < NOW - 7 * DAY + 600);
    assert_eq!(plan.windows.last().unwrap().part.start, gone.end);
}

#[test]
fn the_shorter_retention_of_the_two_figures_counts() {
    static OLDER: [Tier; 1] = [tier(60, DAY, 2 * DAY, 300)];
    let plan = plan(&spec(&MINUTES, &OLDER, false), &wish(5 * DAY)).unwrap();
    assert!(plan.out_of_reach.unwrap().end >= NOW - 2 * DAY);
}

#[test]
fn a_full_hour_is_closed_only_when_its_last_minute_is_published() {
    let hour = floor_to(NOW, HOUR);
    let closed = |now: i64| {
        let wish = Wish {
            range: TimeRange::new(now - HOUR, now),
            now,
            ..wish(HOUR)
        };
        plan(&realtime(), &wish)
            .unwrap()
            .windows
            .iter()
            .filter(|w| w.closed)
            .count()
    };
    assert_eq!((closed(hour + 299), closed(hour + 300)), (0, 1));
}

#[test]
fn a_future_range_asks_nothing() {
    let wish = Wish {
        range: TimeRange::new(NOW + HOUR, NOW + 2 * HOUR),
        ..wish(HOUR)
    };
    let plan = plan(&realtime(), &wish).unwrap();
    assert_eq!((plan.windows.len(), plan.not_yet), (0, Some(plan.range)));
}

#[test]
fn refusals_say_what_is_wrong() {
    let spec = realtime();
    assert_eq!(
        plan(
            &spec,
            &Wish {
                domains: vec![],
                ..wish(HOUR)
            }
        ),
        Err(PlanError::NoDomain)
    );
    // 25 hours of minutes, ten domains a call: 240 groups are 6,000 calls.
    let domains = (0..2_401).map(|n| format!("{n}.example.com")).collect();
    assert_eq!(
        plan(
            &spec,
            &Wish {
                domains,
                ..wish(DAY)
            }
        ),
        Err(PlanError::TooManyDomains { most: 2_400 })
    );
    assert_eq!(plan(&spec, &wish(0)), Err(PlanError::EmptyRange));
    let long = Wish {
        grain: Some(60),
        range: TimeRange::new(0, NOW),
        ..wish(HOUR)
    };
    assert_eq!(
        plan(&spec, &long),
        Err(PlanError::TooManySlots { most: MAX_SLOTS })
    );
    assert_eq!(
        plan(&super::tests::spec(&[], &[], true), &wish(HOUR)),
        Err(PlanError::NoLimits)
    );
}

#[test]
fn filters_reach_the_source_that_has_them_and_the_others_are_named() {
    let wish = Wish {
        isp: Some("unicom".to_owned()),
        region: Some("beijing".to_owned()),
        ..wish(HOUR)
    };
    let plan = plan(&realtime(), &wish).unwrap();
    assert_eq!(plan.windows[0].ask.isp.as_deref(), Some("unicom"));
    assert_eq!(plan.windows[0].ask.region, None);
    assert_eq!(plan.ignored_filters, ["region"]);
}

fn domains(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{n:03}.example.com")).collect()
}

#[test]
fn more_domains_than_a_call_may_carry_are_asked_in_the_fewest_groups() {
    let many = Wish {
        domains: domains(25),
        ..wish(HOUR)
    };
    let plan = plan(&realtime(), &many).unwrap();
    // Two cells of the hour, three groups of at most ten domains each, newest cell first.
    let shape: Vec<(usize, TimeRange)> = plan
        .windows
        .iter()
        .map(|window| (window.ask.domains.len(), window.part))
        .collect();
    let (new, old) = (plan.windows[0].part, plan.windows[5].part);
    assert_eq!(
        shape,
        [
            (10, new),
            (10, new),
            (5, new),
            (10, old),
            (10, old),
            (5, old)
        ]
    );
    let mut asked: Vec<String> = plan.windows[..3]
        .iter()
        .flat_map(|window| window.ask.domains.clone())
        .collect();
    asked.sort();
    assert_eq!(asked, domains(25));
}

#[test]
fn the_same_domains_have_the_same_addresses_in_any_order_and_twice() {
    let shuffled: Vec<String> = domains(12).into_iter().rev().chain(domains(3)).collect();
    let of = |domains| {
        plan(
            &realtime(),
            &Wish {
                domains,
                ..wish(HOUR)
            },
        )
        .unwrap()
    };
    assert_eq!(of(shuffled), of(domains(12)));
}

#[test]
fn a_source_whose_pages_disagree_between_one_and_many_domains_is_asked_one_by_one() {
    let mut spec = realtime();
    spec.limits.max_domains = (100, 1);
    let many = Wish {
        domains: domains(3),
        ..wish(HOUR)
    };
    let plan = plan(&spec, &many).unwrap();
    assert!(plan.windows.iter().all(|w| w.ask.domains.len() == 1));
    assert_eq!(plan.windows.len(), 6);
    assert_eq!(plan_by_domain(&realtime(), &many), Ok(plan));
}

fn any_spec() -> impl Strategy<Value = Spec> {
    prop_oneof![Just(realtime()), Just(asked()), Just(minutes())]
}

fn any_wish() -> impl Strategy<Value = Wish> {
    let now = 1_700_000_000..1_900_000_000_i64;
    // Half of the wishes end now, where the edges are.
    let ago = prop_oneof![Just(0), -DAY..100 * DAY];
    let grain = proptest::option::of(prop_oneof![Just(60), Just(300), Just(HOUR), Just(DAY)]);
    (now, 900..90 * DAY, ago, grain, 1..35_usize).prop_map(|(now, span, ago, grain, count)| Wish {
        range: TimeRange::new(now - ago - span, now - ago),
        grain,
        now,
        domains: domains(count),
        ..wish(HOUR)
    })
}

/// The span, retention and shortest call of the tier with this grain, as both tables have it.
fn legal(spec: &Spec, grain: i64) -> (i64, i64, i64) {
    let at = spec
        .limits
        .current
        .iter()
        .position(|tier| tier.grain == grain)
        .unwrap();
    let tier = spec.limits.current[at];
    let shortest = if spec.limits.grain_is_asked || at == 0 {
        0
    } else {
        spec.limits.current[at - 1].max_span
    };
    match spec.limits.seeds.iter().find(|older| older.grain == grain) {
        Some(older) => (
            tier.max_span.min(older.max_span),
            tier.retention.min(older.retention),
            shortest,
        ),
        None => (tier.max_span, tier.retention, shortest),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn windows_tile_what_can_be_asked_and_stay_within_every_limit(spec in any_spec(), wish in any_wish()) {
        let plan = plan(&spec, &wish).unwrap();
        let now = wish.now;
        let (longest, retention, shortest) = legal(&spec, plan.grain);
        // The parts of each group of domains tile, newest first, from the end of reach to the last slot that is over.
        let newest = plan.range.end.min(floor_to(now, plan.grain));
        let mut ends: std::collections::HashMap<&[String], i64> = std::collections::HashMap::new();
        for window in &plan.windows {
            let end = ends.entry(&window.ask.domains).or_insert(newest);
            prop_assert_eq!(window.part.end, *end);
            prop_assert!(!window.part.is_empty());
            prop_assert!(window.ask.domains.len() <= 10);
            *end = window.part.start;
            let asked = window.ask.range;
            prop_assert_eq!(asked.intersect(window.part), window.part);
            prop_assert!(asked.seconds() <= longest && asked.seconds() > shortest);
            prop_assert!(asked.start >= now - retention, "before retention");
            prop_assert!(asked.end <= now, "into the future");
            prop_assert_eq!((asked.start % plan.grain, asked.end % plan.grain), (0, 0));
            prop_assert!(!window.closed || asked.end <= now - plan.lag);
        }
        let reached = plan.out_of_reach.map_or(plan.range.start, |gone| gone.end);
        prop_assert!(ends.values().all(|end| *end == reached));
        prop_assert!(plan.windows.is_empty() || ends.len() == wish.domains.len().div_ceil(10));
        prop_assert!(plan.range.start <= wish.range.start || plan.range.seconds() == plan.grain);
    }

    #[test]
    fn closed_windows_away_from_the_retention_lie_on_multiples_of_their_length(spec in any_spec(), wish in any_wish()) {
        let plan = plan(&spec, &wish).unwrap();
        let inner = plan.windows.iter().filter(|window| window.closed && plan.out_of_reach.is_none());
        let lengths: Vec<i64> = inner.clone().map(|window| window.ask.range.seconds()).collect();
        let length = lengths.iter().max().copied().unwrap_or(1);
        for window in inner {
            let cut = window.ask.range.start < wish.now - legal(&spec, plan.grain).1 + 600 + plan.grain;
            prop_assert!(cut || window.ask.range.start % length == 0);
            prop_assert!(cut || window.ask.range.seconds() == length);
        }
    }

    #[test]
    fn no_plan_has_more_than_one_call_above_the_bare_minimum_of_its_length(spec in any_spec(), wish in any_wish()) {
        let plan = plan(&spec, &wish).unwrap();
        let groups = wish.domains.len().div_ceil(10);
        let length = plan.windows.iter().map(|window| window.part.seconds()).max().unwrap_or(1);
        let asked: i64 = plan.windows.iter().step_by(groups).map(|window| window.part.seconds()).sum();
        let least = (asked + length - 1) / length;
        prop_assert!(i64::try_from(plan.windows.len() / groups).unwrap() <= least + 1);
    }
}
