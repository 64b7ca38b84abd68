#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::code::Code;
use crate::source::{Scale, TrafficUnit};
use crate::{CodesBuilder, TrafficBuilder};

/// A code as a decoder pushes it.
type Sent = (i64, Option<f64>, Option<f64>);

fn codes(slots: &[(i64, &[Sent])]) -> Frame {
    let mut builder = CodesBuilder::new(Scale::Percent);
    for &(at, codes) in slots {
        let codes: Vec<_> = codes
            .iter()
            .map(|&(code, share, count)| (Code::new(code), share, count))
            .collect();
        builder.slot(at, &codes);
    }
    builder.finish(Some(60))
}

#[test]
fn volumes_are_added_up_and_an_incomplete_slot_is_dropped() {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    for at in [0, 60, 120, 180, 240, 300, 360, 480, 540] {
        builder.slot(at, 2.0);
    }
    let coarse = resample(&builder.finish(Some(60)), 300).unwrap();
    assert_eq!(
        (coarse.grain, coarse.times, coarse.data),
        (300, vec![0], Data::Traffic(vec![10.0].into()))
    );
}

#[test]
fn shares_are_weighed_by_counts_where_there_are_any() {
    let fine = codes(&[
        (0, &[(500, None, Some(1.0))]),
        (60, &[(200, None, Some(9.0))]),
    ]);
    let coarse = resample(&fine, 120).unwrap();
    let Data::Codes(columns) = &coarse.data else {
        panic!("codes")
    };
    assert_eq!(columns.shares, [[90.0], [10.0]]);
    assert_eq!(
        columns.counts,
        Some(vec![vec![9.0].into(), vec![1.0].into()])
    );
}

#[test]
fn without_counts_quiet_slots_do_not_dilute_the_mean() {
    let fine = codes(&[
        (0, &[(500, Some(40.0), None), (200, Some(60.0), None)]),
        (60, &[]),
        (120, &[]),
        (180, &[]),
    ]);
    let coarse = resample(&fine, 120).unwrap();
    let Data::Codes(columns) = &coarse.data else {
        panic!("codes")
    };
    assert_eq!(columns.shares, [[60.0, 0.0], [40.0, 0.0]]);
}

#[test]
fn a_grain_that_is_no_multiple_is_refused() {
    let fine = codes(&[(0, &[])]);
    assert_eq!(resample(&fine, 90), None);
    assert_eq!(resample(&fine, 0), None);
    assert_eq!(resample(&fine, 60), Some(fine));
}
