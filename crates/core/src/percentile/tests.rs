#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::frame::Data;
use crate::time::TimeRange;
use proptest::prelude::*;

/// A timeline of rates in bit/s; NaN is absent.
#[allow(clippy::cast_precision_loss)]
fn rates(start: i64, grain: i64, rates: &[f64]) -> Timeline {
    let end = start + i64::try_from(rates.len()).unwrap() * grain;
    let state = |rate: &f64| {
        if rate.is_nan() {
            SlotState::Absent
        } else {
            SlotState::Came
        }
    };
    Timeline {
        source: "s".to_owned(),
        range: TimeRange::new(start, end),
        grain,
        states: rates.iter().map(state).collect(),
        data: Data::Traffic(rates.iter().map(|rate| rate * grain as f64).collect()),
        due_until: end,
    }
}

/// 1 to n in an order of its own.
fn shuffled(n: u32) -> Vec<f64> {
    (0..n).map(|at| f64::from((at * 7) % n + 1)).collect()
}

#[test]
fn the_highest_five_percent_are_left_out() {
    // By hand: of 1..=20 one is left out, of 1..=19 none, of 1..=40 two, of 1..=8640 (30 days) 432.
    for (samples, expected) in [
        (20, 19.0),
        (19, 19.0),
        (40, 38.0),
        (1, 1.0),
        (8_640, 8_208.0),
    ] {
        let found = percentile_95(&rates(0, 300, &shuffled(samples))).unwrap();
        assert!(
            (found.bits_per_second - expected).abs() < 1e-6,
            "{samples}: {found:?}"
        );
        assert_eq!(found.samples, usize::try_from(samples).unwrap());
        assert!(found.is_as_billed());
    }
}

#[test]
fn minutes_are_averaged_into_five_first() {
    // A minute of 100 in five: 20 on average.
    let found = percentile_95(&rates(0, 60, &[0.0, 0.0, 100.0, 0.0, 0.0])).unwrap();
    assert_eq!(
        (found.bits_per_second, found.samples, found.sample_seconds),
        (20.0, 1, 300)
    );
}

#[test]
fn a_sample_with_a_hole_is_no_sample() {
    let mut values = vec![1.0; 15];
    values[7] = f64::NAN;
    values[6] = 1_000.0;
    let found = percentile_95(&rates(0, 60, &values)).unwrap();
    assert_eq!(
        (found.bits_per_second, found.samples, found.due),
        (1.0, 2, 3)
    );
    let mut young = rates(0, 60, &[1.0; 10]);
    young.states[9] = SlotState::Provisional;
    young.due_until = 540;
    let found = percentile_95(&young).unwrap();
    assert_eq!((found.samples, found.due), (1, 1));
}

#[test]
fn a_sample_that_the_range_cuts_is_no_sample() {
    // From 00:03 to 00:11: only 00:05 to 00:10 is whole.
    let found = percentile_95(&rates(180, 60, &[9.0, 9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 9.0])).unwrap();
    assert_eq!(
        (found.bits_per_second, found.samples, found.due),
        (1.0, 1, 1)
    );
}

#[test]
fn hours_say_that_they_are_hours() {
    let found = percentile_95(&rates(0, 3_600, &[1.0, 2.0])).unwrap();
    assert_eq!((found.sample_seconds, found.is_as_billed()), (3_600, false));
}

#[test]
fn no_sample_is_no_percentile() {
    assert_eq!(percentile_95(&rates(0, 300, &[])), None);
    assert_eq!(percentile_95(&rates(0, 300, &[f64::NAN])), None);
    assert_eq!(percentile_95(&rates(0, 60, &[1.0; 4])), None);
}

#[test]
fn figures_cover_what_came_and_no_more() {
    let found = traffic_figures(&rates(0, 300, &[10.0, f64::NAN, 30.0])).unwrap();
    assert_eq!(
        (found.mean, found.max, found.max_at, found.seconds),
        (20.0, 30.0, 600, 600)
    );
    assert_eq!(found.total_bits, 12_000.0);
    assert_eq!(traffic_figures(&rates(0, 300, &[f64::NAN])), None);
}

proptest! {
    #[test]
    fn it_is_a_sample_with_five_percent_above_at_most(values in prop::collection::vec(0.0..1e9_f64, 1..300)) {
        let found = percentile_95(&rates(0, 300, &values)).unwrap().bits_per_second;
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6;
        prop_assert!(values.iter().any(|value| near(*value, found)));
        let above = values.iter().filter(|value| **value > found + 1e-6).count();
        prop_assert!(above * 20 <= values.len());
    }
}
