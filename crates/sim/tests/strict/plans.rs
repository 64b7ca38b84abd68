//! What the planner of `originscope-core` plans is legal here, and brings every slot that is due.

use crate::wire::{NOW, SOURCES, call, sim};
use originscope_apis::find;
use originscope_core::{Plan, TimeRange, Wish, plan};
use originscope_sim::{LimitsMode, Simulator};
use std::collections::BTreeSet;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// Quick ranges of the page and some odd ones.
const SPANS: [i64; 9] = [
    15 * 60,
    HOUR,
    3 * HOUR + 7 * 60,
    6 * HOUR,
    DAY,
    3 * DAY,
    7 * DAY,
    30 * DAY,
    90 * DAY,
];

fn planned(source: &str, span: i64, now: i64) -> Plan {
    let wish = Wish {
        range: TimeRange::new(now - span, now),
        grain: None,
        domains: vec!["shop.demo.example".to_owned()],
        isp: None,
        region: None,
        now,
    };
    plan(find(source).unwrap().spec(), &wish).unwrap()
}

/// The slots that a plan's windows bring, each within the part that it answers; the grain must be the planned one if
/// it is given.
fn bring(
    sim: &Simulator,
    source: &str,
    plan: &Plan,
    now: i64,
    grain: Option<i64>,
) -> BTreeSet<i64> {
    let mut slots = BTreeSet::new();
    for window in &plan.windows {
        let response = call(source, &window.ask, now).to(sim, now);
        let text = String::from_utf8_lossy(&response.body[..response.body.len().min(300)]);
        assert_eq!(
            response.status, 200,
            "{source} {:?} at {now}: {text}",
            window.ask
        );
        let api = find(source).unwrap();
        let frame = api.read_carefully(&response.body).unwrap().frame;
        let quick = api.read_quickly(&response.body);
        assert!(quick.is_some_and(|quick| quick.frame == frame), "{text}");
        if let (Some(grain), false) = (grain, frame.times.is_empty()) {
            assert_eq!(frame.grain, grain, "{source} {:?}", window.ask);
        }
        slots.extend(frame.times.iter().filter(|at| window.part.contains(**at)));
    }
    slots
}

#[test]
fn every_planned_window_is_answered() {
    for source in SOURCES {
        for span in SPANS {
            // On the hour, inside a minute, at the end of one; long ranges once, they take their time.
            let offsets: &[i64] = if span <= DAY {
                &[0, 37, 29 * 60 + 59]
            } else {
                &[37]
            };
            for now in offsets.iter().map(|offset| NOW + offset) {
                let plan = planned(source, span, now);
                // A grain that only the newer pages have cannot be legal under the older ones.
                if find(source)
                    .unwrap()
                    .spec()
                    .limits
                    .seeds
                    .iter()
                    .any(|tier| tier.grain == plan.grain)
                {
                    bring(&sim(LimitsMode::Seeds), source, &plan, now, None);
                }
                let came = bring(
                    &sim(LimitsMode::Current),
                    source,
                    &plan,
                    now,
                    Some(plan.grain),
                );
                let first = plan.out_of_reach.map_or(plan.range.start, |gone| gone.end);
                let step = usize::try_from(plan.grain).unwrap();
                let due = (first..plan.range.end)
                    .step_by(step)
                    .filter(|at| at + plan.grain + plan.lag <= now);
                let missing: Vec<_> = due.filter(|at| !came.contains(at)).collect();
                assert!(
                    missing.is_empty(),
                    "{source} {span} at {now}: {} missing, {:?}",
                    missing.len(),
                    missing.first()
                );
            }
        }
    }
}
