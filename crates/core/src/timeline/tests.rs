#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::contract::{Problem, Retry, Side};
use crate::frame::{CodeColumns, Frame};
use crate::load::{WindowId, WindowState, WindowView};
use crate::plan::Plan;
use crate::source::{Metric, Scale, TrafficUnit};
use crate::{Class, Code, CodesBuilder, TrafficBuilder};

const HOUR: i64 = 3_600;

/// Ten minutes from 0, five minutes late.
fn plan() -> Plan {
    Plan {
        source: "s".to_owned(),
        metric: Metric::Traffic,
        grain: 60,
        lag: 300,
        range: TimeRange::new(0, 600),
        windows: vec![],
        out_of_reach: None,
        not_yet: None,
        ignored_filters: vec![],
        calls_per_minute: 60,
    }
}

fn view(range: TimeRange, state: WindowState, fetched_at: Option<i64>) -> WindowView {
    let id = WindowId {
        source_index: 0,
        window_index: 0,
    };
    WindowView {
        id,
        source: "s".to_owned(),
        range,
        closed: false,
        state,
        tries: 1,
        fetched_at,
        from_cache: false,
    }
}

fn problem() -> Problem {
    Problem::new(503, "busy", "", "", Side::Vendor, Retry::Soon)
}

fn traffic(slots: &[i64]) -> Frame {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    slots.iter().for_each(|slot| builder.slot(slot * 60, 120.0));
    builder.finish(Some(60))
}

#[test]
fn each_of_the_states_has_its_own_cause() {
    let gone = Some(TimeRange::new(0, 60));
    let plan = Plan {
        out_of_reach: gone,
        ..plan()
    };
    let windows = [
        view(
            TimeRange::new(60, 180),
            WindowState::Failed(problem()),
            None,
        ),
        view(TimeRange::new(180, 300), WindowState::InFlight, None),
        view(TimeRange::new(300, 600), WindowState::Done, Some(780)),
    ];
    // Slots 5 and 8 came. At 780 everything up to 480 was published.
    let timeline = Timeline::build(&plan, Some(&traffic(&[5, 8])), &windows, 780);
    use SlotState::{Absent, Came, Failed, NotYet, OutOfReach, Provisional, Waiting};
    assert_eq!(
        timeline.states,
        [
            OutOfReach,
            Failed,
            Failed,
            Waiting,
            Waiting,
            Came,
            Absent,
            Absent,
            Provisional,
            NotYet
        ]
    );
    // Due: slots 1 to 7.
    assert_eq!(timeline.coverage(), Coverage { came: 1, due: 7 });
    assert_eq!(timeline.complete_to(), Some(360));
}

#[test]
fn a_slot_stays_provisional_until_it_is_asked_again() {
    let windows = |asked_at| {
        [view(
            TimeRange::new(0, 600),
            WindowState::Done,
            Some(asked_at),
        )]
    };
    let frame = traffic(&[0, 8]);
    let stale = Timeline::build(&plan(), Some(&frame), &windows(600), 9_000);
    assert_eq!(
        (stale.states[0], stale.states[8], stale.states[9]),
        (SlotState::Came, SlotState::Provisional, SlotState::NotYet)
    );
    // All ten are due by now, and the page does not claim them.
    assert_eq!(stale.coverage(), Coverage { came: 1, due: 10 });
    let fresh = Timeline::build(&plan(), Some(&frame), &windows(9_000), 9_000);
    assert_eq!(
        (fresh.states[8], fresh.states[9]),
        (SlotState::Came, SlotState::Absent)
    );
}

#[test]
fn what_came_before_stays_when_asking_again_fails() {
    let windows = [view(
        TimeRange::new(0, 600),
        WindowState::Failed(problem()),
        Some(400),
    )];
    let timeline = Timeline::build(&plan(), Some(&traffic(&[0])), &windows, 9_000);
    assert_eq!(
        (timeline.states[0], timeline.states[1]),
        (SlotState::Came, SlotState::Failed)
    );
}

#[test]
fn the_future_is_not_yet_whatever_its_window_does() {
    let windows = [view(
        TimeRange::new(0, 600),
        WindowState::Failed(problem()),
        None,
    )];
    let timeline = Timeline::build(&plan(), None, &windows, 300);
    assert_eq!(
        (timeline.states[4], timeline.states[5]),
        (SlotState::Failed, SlotState::NotYet)
    );
    assert_eq!(timeline.coverage(), Coverage { came: 0, due: 0 });
    assert_eq!(timeline.coverage().percent(), None);
}

#[test]
fn a_file_without_windows_is_judged_by_the_moment() {
    let timeline = Timeline::build(&plan(), Some(&traffic(&[0, 9])), &[], 780);
    assert_eq!(
        (timeline.states[0], timeline.states[1], timeline.states[9]),
        (SlotState::Came, SlotState::Absent, SlotState::Provisional)
    );
}

#[test]
fn windows_of_other_sources_say_nothing() {
    let other = WindowView {
        source: "t".to_owned(),
        ..view(TimeRange::new(0, 600), WindowState::Failed(problem()), None)
    };
    let timeline = Timeline::build(&plan(), None, &[other], 9_000);
    assert!(
        timeline
            .states
            .iter()
            .all(|state| *state == SlotState::Absent)
    );
}

#[test]
fn the_grain_that_came_is_believed() {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    builder.slot(300, 600.0);
    let timeline = Timeline::build(&plan(), Some(&builder.finish(Some(300))), &[], HOUR);
    assert_eq!((timeline.grain, timeline.len()), (300, 2));
    assert_eq!(timeline.states, [SlotState::Absent, SlotState::Came]);
    assert_eq!(timeline.bit_rates().unwrap()[1], 2.0);
    assert!(timeline.bits().unwrap().get(0).unwrap().is_nan());
    // Traffic has no shares, where it came neither.
    assert!(timeline.share_sums().iter().all(|share| share.is_nan()));
    assert_eq!(timeline.share_sums().len(), 2);
}

#[test]
fn a_grain_that_would_make_millions_of_slots_is_not() {
    let plan = Plan {
        range: TimeRange::new(0, 90 * 86_400),
        grain: 3_600,
        ..plan()
    };
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    builder.slot(0, 1.0);
    let timeline = Timeline::build(&plan, Some(&builder.finish(Some(1))), &[], 91 * 86_400);
    assert_eq!((timeline.grain, timeline.len()), (3_600, 2_160));
}

#[test]
fn slots_and_times_find_each_other() {
    let timeline = Timeline::build(&plan(), None, &[], 0);
    assert_eq!(
        (
            timeline.slot_at(0),
            timeline.slot_at(119),
            timeline.slot_at(599)
        ),
        (Some(0), Some(1), Some(9))
    );
    assert_eq!(
        (
            timeline.slot_at(-1),
            timeline.slot_at(600),
            timeline.slot_at(i64::MIN)
        ),
        (None, None, None)
    );
    assert_eq!(timeline.time_of(9), 540);
}

#[test]
fn shares_are_zero_for_an_absent_code_and_nothing_without_requests() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    let (ok, bad, gone) = (Code::new(200), Code::new(502), Code::new(504));
    builder.slot(
        0,
        &[
            (ok, None, Some(6.0)),
            (bad, None, Some(3.0)),
            (gone, None, Some(1.0)),
        ],
    );
    builder.slot(60, &[(ok, None, Some(10.0))]);
    builder.slot(120, &[]);
    let timeline = Timeline::build(&plan(), Some(&builder.finish(Some(60))), &[], HOUR);
    let shares = timeline.class_shares(Class::ServerError);
    assert_eq!(shares[..2], [40.0, 0.0]);
    assert!(shares[2].is_nan() && shares[3].is_nan());
    assert_eq!(timeline.code_shares(bad)[..2], [30.0, 0.0]);
    assert_eq!(timeline.class_shares(Class::Redirect)[..2], [0.0, 0.0]);
    let quiet: Vec<bool> = (0..4).map(|slot| timeline.no_requests(slot)).collect();
    assert_eq!(quiet, [false, false, true, false]);
    let counts = timeline.class_counts(Class::ServerError).unwrap();
    assert_eq!(counts[..3], [4.0, 0.0, 0.0]);
    assert!(counts[3].is_nan());
    assert_eq!(timeline.share_sums()[0], 100.0);
}

#[test]
fn without_a_frame_there_are_slots_and_no_values() {
    let timeline = Timeline::build(&plan(), None, &[], HOUR);
    assert_eq!(timeline.len(), 10);
    assert!(timeline.bits().unwrap().iter().all(|bits| bits.is_nan()));
    let timeline = Timeline::build(
        &Plan {
            metric: Metric::StatusCodes,
            ..plan()
        },
        None,
        &[],
        HOUR,
    );
    assert_eq!(timeline.data, Data::Codes(CodeColumns::default()));
    assert!(
        timeline
            .class_shares(Class::Success)
            .iter()
            .all(|share| share.is_nan())
    );
    let empty = Timeline::build(&plan(), Some(&Frame::empty(Metric::Traffic)), &[], HOUR);
    assert!(empty.bits().unwrap().iter().all(|bits| bits.is_nan()));
}
