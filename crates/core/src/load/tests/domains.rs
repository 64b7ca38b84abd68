//! Domains that need several calls for one time.

use super::*;
use crate::code::Code;
use crate::source::Scale;
use crate::timeline::{SlotState, Timeline};
use crate::{CodesBuilder, TrafficUnit};

const OK: Code = Code::new(200);
const BAD: Code = Code::new(502);

/// `hours` hours for each of two domains: windows 0 and 1 are the newest hour of `a` and of `b`.
fn two_domains(hours: i64, metric: Metric) -> Plan {
    let (a, b) = (plan_of("s", hours, "a"), plan_of("s", hours, "b"));
    let windows = a.windows.iter().zip(&b.windows);
    Plan {
        windows: windows.flat_map(|(a, b)| [a.clone(), b.clone()]).collect(),
        metric,
        ..a
    }
}

fn codes(from: i64, ok: Option<f64>, bad: Option<f64>) -> Frame {
    let mut builder = CodesBuilder::new(Scale::Percent);
    let share = ok.is_none().then_some(50.0);
    builder.slot(from, &[(OK, share, ok), (BAD, share, bad)]);
    builder.finish(Some(60))
}

#[test]
fn traffic_of_all_domains_adds_up_and_nothing_shows_before_all_came() {
    let mut loader = loader();
    loader.apply(
        Event::Asked(vec![two_domains(1, Metric::Traffic)]),
        NOW,
        0.5,
    );
    loader.apply(arrived(&loader, 0, frame(0, 3.0)), NOW, 0.5);
    assert_eq!(loader.frame("s"), None);
    loader.apply(arrived(&loader, 1, frame(0, 4.0)), NOW, 0.5);
    assert_eq!(
        loader.frame("s").unwrap().data,
        Data::Traffic(vec![7.0].into())
    );
    // Each domain can be looked at alone.
    assert_eq!(
        loader.frame_of("s", "b").unwrap().data,
        Data::Traffic(vec![4.0].into())
    );
    assert_eq!(loader.frame_of("s", "c"), None);
    let own: Vec<WindowId> = loader.view_of("s", "b").iter().map(|w| w.id).collect();
    assert_eq!(own, [id(1)]);
}

#[test]
fn codes_of_all_domains_add_up_by_their_counts() {
    let mut loader = loader();
    let plan = two_domains(1, Metric::StatusCodes);
    loader.apply(Event::Asked(vec![plan]), NOW, 0.5);
    loader.apply(
        arrived(&loader, 0, codes(0, Some(9.0), Some(1.0))),
        NOW,
        0.5,
    );
    loader.apply(
        arrived(&loader, 1, codes(0, Some(990.0), Some(0.0))),
        NOW,
        0.5,
    );
    let Data::Codes(sum) = &loader.frame("s").unwrap().data else {
        panic!("codes")
    };
    assert_eq!(sum.counts, Some(vec![vec![999.0].into(), vec![1.0].into()]));
    assert!((sum.shares[1].get(0).unwrap() - 0.1).abs() < 1e-9);
}

#[test]
fn shares_without_counts_refuse_the_source_and_ask_no_more() {
    let mut loader = Loader::new(LoaderConfig {
        max_in_flight: 1,
        ..LoaderConfig::default()
    });
    let plan = two_domains(3, Metric::StatusCodes);
    loader.apply(Event::Asked(vec![plan.clone()]), NOW, 0.5);
    let commands = loader.apply(arrived(&loader, 0, codes(2 * HOUR, None, None)), NOW, 0.5);
    assert_eq!(started(&commands), []);
    assert!(!loader.is_busy());
    let refused = |window: &WindowView| match &window.state {
        WindowState::Failed(problem) => problem.code == "shares_without_counts",
        _ => false,
    };
    assert!(loader.view().iter().all(refused));
    assert_eq!(loader.frame("s"), None);
    let WindowState::Failed(problem) = &loader.view()[0].state else {
        panic!("refused")
    };
    assert!(
        problem.action.contains("at most 1 domain"),
        "{}",
        problem.action
    );
    assert_eq!(
        (problem.side, problem.retry),
        (Side::You, Retry::AfterChange)
    );
}

#[test]
fn a_slot_is_what_the_worst_of_its_parts_is() {
    let mut loader = loader();
    let plan = two_domains(2, Metric::Traffic);
    let now = 100 * HOUR;
    loader.apply(Event::Asked(vec![plan.clone()]), now * 1_000, 0.5);
    let state = |loader: &Loader, slot| {
        let windows = loader.view();
        Timeline::build(&plan, loader.frame("s"), &windows, now).states[slot]
    };
    let mut both = TrafficBuilder::new(TrafficUnit::Bit);
    [0, 60].iter().for_each(|at| both.slot(*at, 1.0));
    // The older hour of `a` has two slots, that of `b` only the second one.
    loader.apply(arrived(&loader, 2, both.finish(Some(60))), now * 1_000, 0.5);
    assert_eq!(state(&loader, 0), SlotState::Waiting);
    loader.apply(arrived(&loader, 0, frame(HOUR, 1.0)), now * 1_000, 0.5);
    loader.apply(arrived(&loader, 3, frame(60, 1.0)), now * 1_000, 0.5);
    assert_eq!(state(&loader, 60), SlotState::Waiting);
    loader.apply(
        failed(&loader, 1, problem(Retry::No, None)),
        now * 1_000,
        0.5,
    );
    let of_slots = [0, 1, 60].map(|slot| state(&loader, slot));
    assert_eq!(
        of_slots,
        [SlotState::Absent, SlotState::Came, SlotState::Failed]
    );
}

#[test]
fn a_part_that_has_no_point_makes_the_slot_absent() {
    let mut loader = loader();
    let plan = two_domains(1, Metric::Traffic);
    let now = 100 * HOUR;
    loader.apply(Event::Asked(vec![plan.clone()]), now * 1_000, 0.5);
    let mut both = TrafficBuilder::new(TrafficUnit::Bit);
    [0, 60].iter().for_each(|at| both.slot(*at, 1.0));
    loader.apply(arrived(&loader, 0, both.finish(Some(60))), now * 1_000, 0.5);
    loader.apply(arrived(&loader, 1, frame(60, 5.0)), now * 1_000, 0.5);
    let timeline = Timeline::build(&plan, loader.frame("s"), &loader.view(), now);
    assert_eq!(
        timeline.states[..3],
        [SlotState::Absent, SlotState::Came, SlotState::Absent]
    );
    assert_eq!(timeline.bits().unwrap().get(1), Some(6.0));
}
