//! Plans for the real sources: any range, any grain, any number of domains, legal under both editions of each page.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::tests_outside_test_module
)]

use originscope_apis::registry;
use originscope_core::{Plan, Spec, Tier, TimeRange, Wish, plan};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DAY: i64 = 86_400;

fn any_wish() -> impl Strategy<Value = Wish> {
    let now = 1_700_000_000..1_900_000_000_i64;
    // Half of the wishes end now, where the edges are.
    let ago = prop_oneof![Just(0), -DAY..100 * DAY];
    let grain = proptest::option::of(prop_oneof![Just(60), Just(300), Just(3_600), Just(DAY)]);
    (now, 900..=90 * DAY, ago, grain, 1..230_usize).prop_map(|(now, span, ago, grain, count)| {
        Wish {
            range: TimeRange::new(now - ago - span, now - ago),
            grain,
            domains: (0..count).map(|n| format!("{n:03}.example.com")).collect(),
            isp: None,
            region: None,
            now,
        }
    })
}

/// The rows of both tables for a grain; a table without the grain has no say in it.
fn tiers(spec: &Spec, grain: i64) -> Vec<Tier> {
    let both = spec.limits.current.iter().chain(spec.limits.seeds);
    both.filter(|tier| tier.grain == grain).copied().collect()
}

/// The parts of each group of domains, newest first.
fn groups(plan: &Plan) -> BTreeMap<&[String], Vec<TimeRange>> {
    let mut groups: BTreeMap<&[String], Vec<TimeRange>> = BTreeMap::new();
    for window in &plan.windows {
        groups
            .entry(&window.ask.domains)
            .or_default()
            .push(window.part);
    }
    groups
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn plans_of_every_source_tile_and_stay_legal(wish in any_wish()) {
        for spec in registry().iter().map(|api| api.spec()) {
            let Ok(plan) = plan(spec, &wish) else {
                // Only ever too much at once: minutes of months for hundreds of domains one by one.
                prop_assert!(wish.domains.len() > 20 || wish.grain.is_some(), "{}", spec.id);
                continue;
            };
            let tiers = tiers(spec, plan.grain);
            prop_assert!(!tiers.is_empty());
            for window in &plan.windows {
                let asked = window.ask.range;
                for tier in &tiers {
                    prop_assert!(asked.seconds() <= tier.max_span, "{}: {} s", spec.id, asked.seconds());
                    prop_assert!(asked.start >= wish.now - tier.retention, "{}", spec.id);
                    prop_assert!(!window.closed || asked.end <= wish.now - tier.lag, "{}", spec.id);
                }
                prop_assert!(asked.end <= wish.now, "{}: into the future", spec.id);
                prop_assert_eq!(asked.intersect(window.part), window.part);
                let (newer, older) = spec.limits.max_domains;
                prop_assert!(window.ask.domains.len() <= newer.min(older), "{}", spec.id);
            }
            let groups = groups(&plan);
            let mut domains: Vec<&String> = groups.keys().copied().flatten().collect();
            domains.sort();
            prop_assert!(plan.windows.is_empty() || domains.into_iter().eq(&wish.domains));
            let reached = plan.out_of_reach.map_or(plan.range.start, |gone| gone.end);
            let newest = plan.range.end.min(wish.now - wish.now.rem_euclid(plan.grain));
            for parts in groups.values() {
                prop_assert!(parts.windows(2).all(|pair| pair[0].start == pair[1].end));
                prop_assert_eq!(parts.first().map(|part| part.end), Some(newest));
                prop_assert_eq!(parts.last().map(|part| part.start), Some(reached));
            }
        }
    }
}

#[test]
fn the_old_traffic_source_is_asked_one_domain_at_a_time() {
    // Its page says both "one domain, or all" and "several": one is legal under both, and volumes add up.
    let spec = originscope_apis::find("cdn-origin-traffic").unwrap().spec();
    let now = 1_795_268_242;
    let wish = Wish {
        range: TimeRange::new(now - DAY, now),
        grain: None,
        domains: ["a.example.com", "b.example.com"]
            .map(str::to_owned)
            .to_vec(),
        isp: None,
        region: None,
        now,
    };
    let plan = plan(spec, &wish).unwrap();
    assert!(plan.windows.iter().all(|w| w.ask.domains.len() == 1));
    assert_eq!(groups(&plan).len(), 2);
}
