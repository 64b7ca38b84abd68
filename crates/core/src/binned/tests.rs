#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::frame::Data;
use proptest::prelude::*;

/// Minutes from `start`; NaN is absent.
fn minutes(start: i64, values: &[f64]) -> Timeline {
    let end = start + i64::try_from(values.len()).unwrap() * 60;
    let state = |value: &f64| {
        if value.is_nan() {
            SlotState::Absent
        } else {
            SlotState::Came
        }
    };
    Timeline {
        source: "s".to_owned(),
        range: TimeRange::new(start, end),
        grain: 60,
        states: values.iter().map(state).collect(),
        data: Data::Traffic(values.to_vec().into()),
        due_until: end,
    }
}

#[test]
fn a_spike_stays_as_high_as_it_was() {
    let mut values = vec![0.1; 1_440];
    values[700] = 38.0;
    let timeline = minutes(0, &values);
    let binned = Binned::fitting(&timeline, &values, None, 24).unwrap();
    assert_eq!((binned.seconds, binned.bins.len()), (3_600, 24));
    let top = binned.bins[11].value.unwrap();
    assert_eq!((top.min, top.max, top.max_at), (0.1, 38.0, 42_000));
    assert!(top.mean < 1.0, "the mean alone would hide it");
}

#[test]
fn a_bin_with_a_hole_says_so_and_no_line_crosses_it() {
    let mut values = vec![1.0; 30];
    values[12] = f64::NAN;
    let timeline = minutes(0, &values);
    let binned = Binned::build(&timeline, &values, None, 300).unwrap();
    let missing: Vec<usize> = binned.bins.iter().map(|bin| bin.missing).collect();
    assert_eq!(missing, [0, 0, 1, 0, 0, 0]);
    assert_eq!(binned.bins[2].worst, SlotState::Absent);
    assert_eq!(binned.runs(), [0..2, 2..3, 3..6]);
    values[10..15].fill(f64::NAN);
    let binned = Binned::build(&minutes(0, &values), &values, None, 300).unwrap();
    assert_eq!(binned.bins[2].value, None);
    assert_eq!(binned.runs(), [0..2, 3..6]);
}

#[test]
fn a_slot_without_requests_is_not_missing_and_has_no_share() {
    let values = [f64::NAN; 5];
    let timeline = Timeline {
        states: vec![SlotState::Came; 5],
        ..minutes(0, &values)
    };
    let bin = Binned::build(&timeline, &values, None, 300).unwrap().bins[0].clone();
    assert_eq!(
        (bin.value, bin.missing, bin.worst),
        (None, 0, SlotState::Came)
    );
}

#[test]
fn the_worst_state_wins_and_young_slots_are_counted() {
    use SlotState::{Absent, Came, Failed, Provisional, Waiting};
    let timeline = Timeline {
        states: vec![Came, Provisional, Absent, Waiting, Failed],
        ..minutes(0, &[1.0; 5])
    };
    let bin = Binned::build(&timeline, &[1.0; 5], None, 300).unwrap().bins[0].clone();
    assert_eq!((bin.worst, bin.missing, bin.provisional), (Failed, 3, 1));
}

#[test]
fn means_are_weighed_where_there_are_weights() {
    let values = [0.0, 100.0];
    let timeline = minutes(0, &values);
    let mean = |weights: Option<&[f64]>| {
        let binned = Binned::build(&timeline, &values, weights, 120).unwrap();
        binned.bins[0].value.unwrap().mean
    };
    assert_eq!((mean(None), mean(Some(&[99.0, 1.0]))), (50.0, 1.0));
    assert_eq!(mean(Some(&[0.0, 0.0])), 50.0);
}

#[test]
fn bins_do_not_move_with_the_range() {
    let values = vec![1.0; 20];
    let starts = |start| {
        let binned = Binned::build(&minutes(start, &values), &values, None, 300).unwrap();
        binned
            .bins
            .iter()
            .map(|bin| bin.range.start)
            .collect::<Vec<_>>()
    };
    assert_eq!(starts(0), [0, 300, 600, 900]);
    assert_eq!(starts(60), [60, 300, 600, 900, 1_200]);
}

#[test]
fn odd_lengths_are_refused() {
    let values = [1.0; 5];
    let timeline = minutes(0, &values);
    for seconds in [0, -60, 90] {
        assert_eq!(Binned::build(&timeline, &values, None, seconds), None);
    }
    let empty = minutes(0, &[]);
    assert_eq!(Binned::fitting(&empty, &[], None, 10).unwrap().bins, []);
}

proptest! {
    #[test]
    fn no_value_and_no_slot_is_lost(
        values in prop::collection::vec(prop_oneof![5 => 0.0..100.0_f64, 1 => Just(f64::NAN)], 1..400),
        start in 0..100_i64,
        most in 0..50_usize,
    ) {
        let timeline = minutes(start * 60, &values);
        let binned = Binned::fitting(&timeline, &values, None, most).unwrap();
        prop_assert!(binned.bins.len() <= most.max(2));
        let slots: usize = binned.bins.iter().map(|bin| bin.slots.len()).sum();
        prop_assert_eq!(slots, values.len());
        let top = |it: &mut dyn Iterator<Item = f64>| it.fold(f64::NEG_INFINITY, f64::max);
        let of_bins = top(&mut binned.bins.iter().filter_map(|bin| Some(bin.value?.max)));
        prop_assert_eq!(of_bins, top(&mut values.iter().copied().filter(|v| !v.is_nan())));
        let missing: usize = binned.bins.iter().map(|bin| bin.missing).sum();
        prop_assert_eq!(missing, values.iter().filter(|v| v.is_nan()).count());
        for run in binned.runs() {
            let whole = binned.bins[run.clone()].iter().all(Bin::is_whole);
            prop_assert!(whole || run.len() == 1);
        }
    }
}
