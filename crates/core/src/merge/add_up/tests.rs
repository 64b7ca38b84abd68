#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::source::{Metric, Scale, TrafficUnit};
use crate::{CodesBuilder, TrafficBuilder};

const OK: Code = Code::new(200);
const BAD: Code = Code::new(502);

fn traffic(grain: i64, slots: &[(i64, f64)]) -> Frame {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    slots.iter().for_each(|&(at, bits)| builder.slot(at, bits));
    builder.finish(Some(grain))
}

fn counted(slots: &[(i64, f64, f64)]) -> Frame {
    let mut builder = CodesBuilder::new(Scale::Percent);
    for &(at, ok, bad) in slots {
        builder.slot(at, &[(OK, None, Some(ok)), (BAD, None, Some(bad))]);
    }
    builder.finish(Some(60))
}

fn uncounted(at: i64, share: f64) -> Frame {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(at, &[(OK, Some(share), None)]);
    builder.finish(Some(60))
}

#[test]
fn traffic_adds_up_where_all_domains_came() {
    let (a, b) = (
        traffic(60, &[(0, 1.0), (60, 2.0), (120, 4.0)]),
        traffic(60, &[(60, 10.0), (120, 20.0), (180, 40.0)]),
    );
    assert_eq!(
        add_up(&[&a, &b]),
        Ok(Some(traffic(60, &[(60, 12.0), (120, 24.0)])))
    );
}

#[test]
fn shares_are_those_of_the_added_counts() {
    // 1 of 10 failed here, 9 of 990 there: 10 of 1000, not the mean of 10 % and 0.9 %.
    let (a, b) = (counted(&[(0, 9.0, 1.0)]), counted(&[(0, 981.0, 9.0)]));
    let sum = add_up(&[&a, &b]).unwrap().unwrap();
    let Data::Codes(codes) = &sum.data else {
        panic!("codes")
    };
    assert_eq!(
        codes.counts,
        Some(vec![vec![990.0].into(), vec![10.0].into()])
    );
    assert_eq!(codes.shares, [[99.0], [1.0]]);
    assert!(sum.is_sound());
}

#[test]
fn shares_without_counts_are_refused() {
    let (a, b) = (uncounted(0, 100.0), counted(&[(0, 1.0, 1.0)]));
    assert_eq!(add_up(&[&a, &b]), Err(MergeError::SharesWithoutCounts));
    assert_eq!(add_up(&[&b, &a]), Err(MergeError::SharesWithoutCounts));
    // One alone is no sum.
    assert_eq!(add_up(&[&a]), Ok(Some(a.clone())));
}

#[test]
fn a_domain_without_requests_adds_nothing_and_refuses_nothing() {
    let mut quiet = CodesBuilder::new(Scale::Percent);
    quiet.slot(0, &[]);
    let quiet = quiet.finish(Some(60));
    let busy = counted(&[(0, 3.0, 1.0)]);
    let sum = add_up(&[&quiet, &busy]).unwrap().unwrap();
    assert_eq!(sum.data, busy.data);
    let zeros = uncounted(0, 0.0);
    assert_eq!(add_up(&[&zeros, &busy]).unwrap().unwrap().data, busy.data);
}

#[test]
fn the_coarsest_grain_wins_and_metrics_do_not_mix() {
    let fine: Vec<(i64, f64)> = (0..5).map(|n| (n * 60, 1.0)).collect();
    let (a, b) = (traffic(60, &fine), traffic(300, &[(0, 10.0)]));
    assert_eq!(add_up(&[&a, &b]), Ok(Some(traffic(300, &[(0, 15.0)]))));
    let odd = traffic(70, &[(0, 1.0)]);
    assert_eq!(add_up(&[&a, &odd]), Err(MergeError::Grain(60, 70)));
    assert_eq!(
        add_up(&[&a, &counted(&[(0, 1.0, 0.0)])]),
        Err(MergeError::Metric)
    );
    assert_eq!(add_up(&[]), Ok(None));
}

#[test]
fn nothing_of_one_domain_is_nothing_of_all() {
    let (a, none) = (traffic(60, &[(0, 1.0)]), Frame::empty(Metric::Traffic));
    let sum = add_up(&[&a, &none]).unwrap().unwrap();
    assert!(sum.is_empty() && sum.is_sound());
}
