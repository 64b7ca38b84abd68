//! The grain that came is believed.

use super::*;
use crate::timeline::{SlotState, Timeline};

/// Slots of `grain` seconds that fill a range.
fn full(range: TimeRange, grain: i64, bits: f64) -> Frame {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    let mut at = range.start;
    while at < range.end {
        builder.slot(at, bits);
        at += grain;
    }
    builder.finish(Some(grain))
}

fn hour(n: i64) -> TimeRange {
    TimeRange::new(n * HOUR, (n + 1) * HOUR)
}

#[test]
fn answers_of_two_grains_come_to_the_coarser_and_it_is_said_once() {
    let mut loader = loader();
    let plan = plan(4);
    loader.apply(Event::Asked(vec![plan.clone()]), NOW, 0.5);
    for (window, n, grain, bits) in [
        (0, 3, 300, 5.0),
        (1, 2, 60, 1.0),
        (2, 1, 300, 5.0),
        (3, 0, 300, 5.0),
    ] {
        loader.apply(
            arrived(&loader, window, full(hour(n), grain, bits)),
            NOW,
            0.5,
        );
    }
    let joined = loader.frame("s").unwrap();
    assert_eq!((joined.grain, joined.len()), (300, 48));
    // A minute of 1 bit and five minutes of 5 bits are the same rate.
    assert_eq!(joined.data, Data::Traffic(vec![5.0; 48].into()));
    let said = joined
        .notes
        .iter()
        .filter(|n| n.kind == NoteKind::OtherGrain);
    assert_eq!(said.count(), 1);
    let timeline = Timeline::build(&plan, Some(joined), &loader.view(), 100 * HOUR);
    assert_eq!((timeline.grain, timeline.len()), (300, 48));
    assert_eq!(timeline.bit_rates().unwrap()[7], 5.0 / 300.0);
}

#[test]
fn a_refresh_does_not_ask_for_a_coarse_slot_that_still_runs() {
    let mut loader = loader();
    let open_until = |end: i64| {
        let mut plan = plan(2);
        plan.range.end = end;
        plan.windows[0].part.end = end;
        plan.windows[0].ask.range.end = end;
        plan.windows[0].ask.grain = Some(60);
        plan
    };
    loader.apply(Event::Asked(vec![open_until(HOUR + 600)]), NOW, 0.5);
    let first = TimeRange::new(HOUR, HOUR + 600);
    loader.apply(arrived(&loader, 0, full(first, 300, 1.0)), NOW, 0.5);
    loader.apply(arrived(&loader, 1, full(hour(0), 300, 1.0)), NOW, 0.5);
    let commands = loader.apply(Event::Refreshed(vec![open_until(HOUR + 840)]), NOW, 0.5);
    let Some(Command::Start { window, .. }) = commands.first() else {
        panic!("{commands:?}")
    };
    assert_eq!(window.ask.range, first);
    assert_eq!(window.ask.grain, Some(300));
    // Before the first coarse slot of the new hour is over there is nothing to ask.
    let commands = loader.apply(arrived(&loader, 0, full(first, 300, 1.0)), NOW, 0.5);
    assert_eq!(started(&commands), []);
    let commands = loader.apply(Event::Refreshed(vec![open_until(HOUR + 240)]), NOW, 0.5);
    assert_eq!(started(&commands), []);
}

#[test]
fn a_slot_that_starts_before_the_plan_is_not_lost() {
    let mut loader = loader();
    let mut plan = plan(1);
    plan.range = TimeRange::new(420, HOUR);
    plan.windows[0].part = plan.range;
    loader.apply(Event::Asked(vec![plan.clone()]), 100 * HOUR * 1_000, 0.5);
    loader.apply(
        arrived(&loader, 0, full(hour(0), 300, 1.0)),
        100 * HOUR * 1_000,
        0.5,
    );
    let timeline = Timeline::build(&plan, loader.frame("s"), &loader.view(), 100 * HOUR);
    assert_eq!(timeline.range, TimeRange::new(300, HOUR));
    assert!(
        timeline
            .states
            .iter()
            .all(|state| *state == SlotState::Came)
    );
}

#[test]
fn a_closed_window_whose_coarse_slots_are_not_all_there_is_asked_again() {
    let mut loader = loader();
    loader.apply(Event::Asked(vec![plan(2)]), NOW, 0.5);
    loader.apply(arrived(&loader, 0, full(hour(1), 300, 1.0)), NOW, 0.5);
    // The last quarter of the closed hour is not published at this grain yet.
    let early = TimeRange::new(0, 2_700);
    loader.apply(arrived(&loader, 1, full(early, 300, 1.0)), NOW, 0.5);
    let commands = loader.apply(Event::Refreshed(vec![plan(2)]), NOW, 0.5);
    assert_eq!(started(&commands), [id(0), id(1)]);
    loader.apply(arrived(&loader, 0, full(hour(1), 300, 1.0)), NOW, 0.5);
    loader.apply(arrived(&loader, 1, full(hour(0), 300, 1.0)), NOW, 0.5);
    let commands = loader.apply(Event::Refreshed(vec![plan(2)]), NOW, 0.5);
    assert_eq!(started(&commands), [id(0)]);
}
