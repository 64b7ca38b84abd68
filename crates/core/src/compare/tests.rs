#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::{Code, CodeColumns, Data};

const DAY: i64 = 86_400;

fn line(start: i64, states: &[SlotState], data: Data) -> Timeline {
    let end = start + i64::try_from(states.len()).unwrap() * 60;
    Timeline {
        source: "s".to_owned(),
        range: TimeRange::new(start, end),
        grain: 60,
        states: states.to_vec(),
        data,
        due_until: end,
    }
}

fn traffic(start: i64, mbps: &[f64]) -> Timeline {
    let states: Vec<SlotState> = mbps
        .iter()
        .map(|rate| {
            if rate.is_nan() {
                SlotState::Absent
            } else {
                SlotState::Came
            }
        })
        .collect();
    let bits = mbps.iter().map(|rate| rate * 60e6).collect();
    line(start, &states, Data::Traffic(bits))
}

fn codes(start: i64, five: &[f64]) -> Timeline {
    let shares = vec![
        five.iter().map(|share| 100.0 - share).collect(),
        five.to_vec().into(),
    ];
    let codes = vec![Code::new(200), Code::new(502)];
    let data = Data::Codes(CodeColumns {
        codes,
        shares,
        counts: None,
    });
    line(start, &vec![SlotState::Came; five.len()], data)
}

#[test]
fn the_names_stand_in_addresses() {
    for (compare, name) in [
        (Compare::Day, "1d"),
        (Compare::Week, "1w"),
        (Compare::Previous, "prev"),
    ] {
        assert_eq!(
            (compare.name(), Compare::parse(name)),
            (name, Some(compare))
        );
        assert_eq!(serde_json::to_value(compare).unwrap(), name);
    }
    assert_eq!(Compare::parse("2d"), None);
}

#[test]
fn the_earlier_range_is_as_long() {
    let range = TimeRange::new(700_000, 703_600);
    assert_eq!(
        earlier_range(range, Compare::Day),
        TimeRange::new(613_600, 617_200)
    );
    assert_eq!(
        earlier_range(range, Compare::Week),
        TimeRange::new(95_200, 98_800)
    );
    assert_eq!(
        earlier_range(range, Compare::Previous),
        TimeRange::new(696_400, 700_000)
    );
}

#[test]
fn slots_lie_on_slots() {
    let present = traffic(DAY, &[1.0, 2.0, 3.0]);
    // One slot earlier and two slots shorter than asked.
    let earlier = traffic(-60, &[7.0, 8.0, f64::NAN]);
    let aligned = align(&present, &earlier, Compare::Day).unwrap();
    assert_eq!(aligned.range, present.range);
    assert_eq!(
        aligned.states,
        [SlotState::Came, SlotState::Absent, SlotState::OutOfReach]
    );
    assert_eq!(aligned.bits().unwrap().get(0), Some(8.0 * 60e6));
    assert!(
        aligned.bits().unwrap().to_vec()[1..]
            .iter()
            .all(|bits| bits.is_nan())
    );
    assert_eq!(aligned.due_until, DAY + 120);
}

#[test]
fn what_does_not_fit_is_not_forced() {
    let present = traffic(DAY, &[1.0, 2.0]);
    let hours = Timeline {
        grain: 3_600,
        ..traffic(0, &[1.0, 2.0])
    };
    assert_eq!(align(&present, &hours, Compare::Day), None);
    assert_eq!(align(&present, &codes(0, &[1.0, 2.0]), Compare::Day), None);
    // 90 seconds are no whole number of minutes.
    let odd = Timeline {
        range: TimeRange::new(DAY, DAY + 90),
        ..present.clone()
    };
    assert_eq!(
        align(&odd, &traffic(DAY - 90, &[1.0]), Compare::Previous),
        None
    );
    // A grid between ours: no slot has the same start.
    let between = align(&present, &traffic(30, &[1.0, 2.0]), Compare::Day).unwrap();
    assert_eq!(between.states, [SlotState::OutOfReach; 2]);
}

#[test]
fn shares_differ_in_points_over_what_both_have() {
    let mut present = codes(DAY, &[2.3, 50.0, 1.0, 6.0]);
    present.states[3] = SlotState::Provisional;
    let mut earlier = codes(0, &[0.3, 0.2, 0.5, 0.1]);
    earlier.states[1] = SlotState::Provisional;
    let aligned = align(&present, &earlier, Compare::Day).unwrap();
    let found = share_difference(&present, &aligned, Class::ServerError).unwrap();
    assert_eq!((found.present.slots, found.earlier.slots), (2, 2));
    assert!((found.now.unwrap() - 0.5).abs() < 1e-9);
    assert!(
        (found.mean.unwrap() - 1.25).abs() < 1e-9,
        "50 % has nothing beside it"
    );
    assert!(
        (found.slots[0] - 2.0).abs() < 1e-9 && found.slots[1].is_nan() && found.slots[3].is_nan()
    );
    assert_eq!(found.earlier.now_at, DAY + 120);
    // All of 5xx is 502 here.
    let of_code = code_difference(&present, &aligned, Code::new(502)).unwrap();
    assert_eq!(of_code.now, found.now);
}

#[test]
fn traffic_differs_in_percent() {
    let present = traffic(DAY, &[400.0, 300.0]);
    let aligned = align(&present, &traffic(0, &[200.0, 400.0]), Compare::Day).unwrap();
    let found = traffic_difference(&present, &aligned).unwrap();
    assert!((found.now.unwrap() + 25.0).abs() < 1e-9 && (found.slots[0] - 100.0).abs() < 1e-9);
    assert!((found.mean.unwrap() - (350.0 / 300.0 - 1.0) * 100.0).abs() < 1e-9);
    let none = align(&present, &traffic(0, &[0.0, 0.0]), Compare::Day).unwrap();
    let found = traffic_difference(&present, &none).unwrap();
    assert_eq!(
        (found.now, found.mean),
        (None, None),
        "no percent of nothing"
    );
    let gone = align(&present, &traffic(0, &[f64::NAN, f64::NAN]), Compare::Day).unwrap();
    assert_eq!(traffic_difference(&present, &gone), None);
}
