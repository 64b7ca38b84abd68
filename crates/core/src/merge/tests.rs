#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::note::{Note, NoteKind};
use crate::source::{Scale, TrafficUnit};
use crate::{CodesBuilder, TrafficBuilder};
use proptest::prelude::*;

const OK: Code = Code::new(200);
const BAD: Code = Code::new(500);

fn traffic(grain: i64, slots: &[(i64, f64)]) -> Frame {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    slots.iter().for_each(|&(at, bits)| builder.slot(at, bits));
    builder.finish(Some(grain))
}

fn one_code(at: i64, code: Code, count: Option<f64>) -> Frame {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(at, &[(code, Some(100.0), count)]);
    builder.finish(Some(60))
}

#[test]
fn the_later_answer_wins_and_times_interleave() {
    let mut frame = traffic(60, &[(0, 1.0), (120, 3.0), (180, 4.0)]);
    frame
        .merge(traffic(60, &[(60, 20.0), (120, 30.0), (240, 50.0)]))
        .unwrap();
    assert_eq!(
        frame,
        traffic(
            60,
            &[(0, 1.0), (60, 20.0), (120, 30.0), (180, 4.0), (240, 50.0)]
        )
    );
}

#[test]
fn a_code_of_one_side_is_zero_in_the_slots_of_the_other() {
    let mut frame = one_code(0, OK, Some(5.0));
    frame.merge(one_code(60, BAD, Some(7.0))).unwrap();
    let Data::Codes(codes) = &frame.data else {
        panic!("codes")
    };
    assert_eq!(codes.codes, [OK, BAD]);
    assert_eq!(codes.shares, [[100.0, 0.0], [0.0, 100.0]]);
    assert_eq!(
        codes.counts,
        Some(vec![vec![5.0, 0.0].into(), vec![0.0, 7.0].into()])
    );
}

#[test]
fn counts_stay_only_if_both_have_them() {
    let mut frame = one_code(0, OK, Some(5.0));
    frame.merge(one_code(60, OK, None)).unwrap();
    let Data::Codes(codes) = &frame.data else {
        panic!("codes")
    };
    assert_eq!(codes.counts, None);
}

#[test]
fn an_empty_side_changes_nothing_but_its_notes_stay() {
    let mut empty = Frame::empty(Metric::Traffic);
    empty.notes.push(Note::new(NoteKind::BadTime, None, "x"));
    let some = traffic(60, &[(0, 1.0)]);
    let mut merged = some.clone();
    merged.merge(empty.clone()).unwrap();
    assert_eq!((merged.times.len(), merged.notes.len()), (1, 1));
    empty.merge(some).unwrap();
    assert_eq!(
        (empty.times.len(), empty.notes.len(), empty.grain),
        (1, 1, 60)
    );
}

#[test]
fn of_two_grains_the_coarser_wins_and_half_a_slot_is_none() {
    let minutes: Vec<(i64, f64)> = (0..7).map(|n| (n * 60, 1.0)).collect();
    let mut frame = traffic(60, &minutes);
    frame.merge(traffic(300, &[(600, 9.0)])).unwrap();
    assert_eq!(frame, traffic(300, &[(0, 5.0), (600, 9.0)]));
    let mut other = traffic(300, &[(600, 9.0)]);
    other.merge(traffic(60, &minutes)).unwrap();
    assert_eq!(other, frame);
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_changes() {
    let mut frame = traffic(60, &[(0, 1.0)]);
    assert_eq!(
        frame.merge(Frame::empty(Metric::StatusCodes)),
        Err(MergeError::Metric)
    );
    assert_eq!(
        frame.merge(traffic(90, &[(0, 1.0)])),
        Err(MergeError::Grain(60, 90))
    );
    assert_eq!(frame, traffic(60, &[(0, 1.0)]));
}

#[test]
fn clipping_keeps_what_starts_inside() {
    let mut frame = traffic(60, &[(0, 1.0), (60, 2.0), (120, 3.0)]);
    frame.clip(TimeRange::new(60, 120));
    assert_eq!(frame, traffic(60, &[(60, 2.0)]));
    frame.clip(TimeRange::new(500, 600));
    assert!(frame.is_empty() && frame.data == Data::Traffic(vec![].into()));
}

#[test]
fn joined_windows_are_cut_at_their_ranges() {
    let early = traffic(60, &[(0, 1.0), (60, 2.0), (120, 99.0)]);
    let late = traffic(60, &[(60, 98.0), (120, 3.0)]);
    let pieces = [
        (&early, TimeRange::new(0, 120)),
        (&late, TimeRange::new(120, 180)),
    ];
    assert_eq!(
        join(&pieces),
        Some(traffic(60, &[(0, 1.0), (60, 2.0), (120, 3.0)]))
    );
    assert_eq!(join(&[]), None);
}

#[test]
fn joined_windows_of_two_grains_take_the_coarser() {
    let early = traffic(300, &[(0, 9.0)]);
    let late = traffic(
        60,
        &[
            (300, 1.0),
            (360, 1.0),
            (420, 1.0),
            (480, 1.0),
            (540, 1.0),
            (600, 1.0),
        ],
    );
    let pieces = [
        (&early, TimeRange::new(0, 300)),
        (&late, TimeRange::new(300, 660)),
    ];
    assert_eq!(join(&pieces), Some(traffic(300, &[(0, 9.0), (300, 5.0)])));
}

fn any_codes() -> impl Strategy<Value = Frame> {
    let slot = (
        0..60_i64,
        proptest::collection::vec((100..600_i64, 0.0..50.0_f64), 0..4),
    );
    proptest::collection::vec(slot, 0..30).prop_map(|slots| {
        let mut builder = CodesBuilder::new(Scale::Percent);
        for (at, codes) in slots {
            let codes: Vec<_> = codes
                .into_iter()
                .map(|(code, count)| (Code::new(code), None, Some(count)))
                .collect();
            builder.slot(at * 60, &codes);
        }
        builder.finish(Some(60))
    })
}

proptest! {
    #[test]
    fn joining_says_the_same_as_merging(a in any_codes(), b in any_codes(), cut in 0..60_i64) {
        let (first, second) = (TimeRange::new(0, cut * 60), TimeRange::new(cut * 60, 3_600));
        let joined = join(&[(&a, first), (&b, second)]).unwrap();
        let (mut merged, mut later) = (a.clone(), b.clone());
        merged.clip(first);
        later.clip(second);
        merged.merge(later).unwrap();
        prop_assert!(joined.is_sound() && merged.is_sound());
        prop_assert_eq!(joined.times, merged.times);
        let (Data::Codes(joined), Data::Codes(merged)) = (&joined.data, &merged.data) else { panic!("codes") };
        for (at, code) in joined.codes.iter().enumerate() {
            let other = merged.position(*code).map(|at| merged.shares[at].clone());
            let zeros = vec![0.0; joined.shares[at].len()].into();
            prop_assert_eq!(&joined.shares[at], &other.unwrap_or(zeros));
        }
    }

    #[test]
    fn merging_keeps_every_slot_of_both(a in any_codes(), b in any_codes()) {
        let mut merged = a.clone();
        merged.merge(b.clone()).unwrap();
        prop_assert!(merged.is_sound());
        for time in a.times.iter().chain(&b.times) {
            prop_assert!(merged.times.binary_search(time).is_ok());
        }
    }
}
