#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use proptest::prelude::*;

const OK: Code = Code::new(200);
const BAD: Code = Code::new(500);

/// A code as a decoder pushes it.
type Sent = (Code, Option<f64>, Option<f64>);

fn kinds(frame: &Frame) -> Vec<NoteKind> {
    frame.notes.iter().map(|note| note.kind).collect()
}

fn codes(frame: &Frame) -> &CodeColumns {
    let Data::Codes(codes) = &frame.data else {
        panic!("codes")
    };
    codes
}

#[test]
fn points_in_any_order_become_ascending_columns() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(120, &[(OK, Some(100.0), None)]);
    builder.slot(0, &[(BAD, Some(25.0), None), (OK, Some(75.0), None)]);
    builder.slot(60, &[]);
    let frame = builder.finish(Some(60));
    assert!(frame.is_sound());
    assert_eq!(
        (frame.grain, frame.times.as_slice()),
        (60, &[0, 60, 120][..])
    );
    assert_eq!(codes(&frame).codes, [OK, BAD]);
    assert_eq!(
        codes(&frame).shares,
        [vec![75.0, 0.0, 100.0], vec![25.0, 0.0, 0.0]]
    );
    assert_eq!(codes(&frame).counts, None);
    assert_eq!(kinds(&frame), []);
}

#[test]
fn fractions_become_percent_and_a_missing_share_comes_from_the_counts() {
    let mut builder = CodesBuilder::new(Scale::Fraction);
    builder.slot(0, &[(OK, Some(0.75), Some(3.0)), (BAD, None, Some(1.0))]);
    let frame = builder.finish(Some(60));
    assert_eq!(codes(&frame).shares, [vec![75.0], vec![25.0]]);
    assert_eq!(
        codes(&frame).counts,
        Some(vec![vec![3.0].into(), vec![1.0].into()])
    );
}

/// The live codes page prints counts of 750 and 650 beside shares of .5211 and .4789.
#[test]
fn counts_are_believed_against_shares() {
    let mut builder = CodesBuilder::new(Scale::Fraction);
    builder.slot(
        0,
        &[
            (OK, Some(0.5211), Some(750.0)),
            (Code::new(304), Some(0.4789), Some(650.0)),
        ],
    );
    let frame = builder.finish(Some(60));
    assert_eq!(kinds(&frame), [NoteKind::CountsContradict]);
    assert!((codes(&frame).shares[0].get(0).unwrap() - 53.571_428_571).abs() < 1e-6);
    assert!((codes(&frame).sum(0) - 100.0).abs() < 1e-9);
}

#[test]
fn counts_that_are_all_zero_contradict_shares_without_being_believed() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(0, &[(BAD, Some(100.0), Some(0.0))]);
    let frame = builder.finish(Some(60));
    assert_eq!(kinds(&frame), [NoteKind::CountsContradict]);
    assert_eq!(codes(&frame).shares, [[100.0]]);
}

#[test]
fn a_slot_without_requests_is_no_mismatch() {
    let mut builder = CodesBuilder::new(Scale::Fraction);
    builder.slot(
        0,
        &[(OK, Some(0.0), Some(0.0)), (BAD, Some(0.0), Some(0.0))],
    );
    builder.slot(60, &[]);
    let frame = builder.finish(Some(60));
    assert_eq!((frame.len(), kinds(&frame)), (2, vec![]));
    assert_eq!(codes(&frame).total(0), Some(0.0));
}

#[test]
fn sums_that_miss_a_hundred_by_more_than_half_a_point_are_said() {
    for (share, odd) in [
        (99.6, false),
        (100.4, false),
        (99.4, true),
        (100.6, true),
        (50.0, true),
        (250.0, true),
        (1.0, true),
    ] {
        let mut builder = CodesBuilder::new(Scale::Percent);
        builder.slot(7, &[(OK, Some(share), None)]);
        let frame = builder.finish(Some(60));
        assert_eq!(
            frame
                .notes
                .iter()
                .any(|note| note.kind == NoteKind::SumMismatch && note.at == Some(7)),
            odd,
            "{share}"
        );
    }
}

#[test]
fn a_code_twice_in_a_slot_is_added_up_and_said() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(
        0,
        &[(OK, Some(60.0), Some(6.0)), (OK, Some(40.0), Some(4.0))],
    );
    builder.slot(
        60,
        &[
            (Code::OTHER, Some(60.0), Some(6.0)),
            (Code::OTHER, Some(40.0), Some(4.0)),
        ],
    );
    let frame = builder.finish(Some(60));
    assert_eq!(codes(&frame).shares, [[0.0, 100.0], [100.0, 0.0]]);
    assert_eq!(kinds(&frame), [NoteKind::DuplicateCode]);
}

#[test]
fn the_same_slot_twice_is_silent_and_another_answer_is_said_and_kept() {
    let mut builder = TrafficBuilder::new(TrafficUnit::Byte);
    for (at, value) in [(60, 1.0), (0, 1.0), (60, 1.0), (0, 2.0)] {
        builder.slot(at, value);
    }
    let frame = builder.finish(Some(60));
    assert_eq!(frame.times, [0, 60]);
    assert_eq!(frame.data, Data::Traffic(vec![16.0, 8.0].into()));
    assert_eq!(
        frame.notes,
        [Note::new(NoteKind::DuplicateSlot, Some(0), "")]
    );
}

#[test]
fn what_cannot_be_drawn_is_a_gap_with_a_note() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    let slots: [&[Sent]; 6] = [
        &[(OK, None, None)],
        &[(OK, Some(f64::NAN), None)],
        &[(OK, Some(f64::INFINITY), None)],
        &[(OK, Some(-5.0), None)],
        &[(OK, Some(100.0), Some(-1.0))],
        &[(OK, None, Some(1.0)), (BAD, Some(50.0), None)],
    ];
    slots
        .iter()
        .zip(0..)
        .for_each(|(codes, at)| builder.slot(at, codes));
    let frame = builder.finish(Some(60));
    assert_eq!((frame.len(), frame.notes.len()), (0, 6));
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    builder.slot(0, f64::NAN);
    builder.slot(60, -1.0);
    builder.slot(120, f64::MAX);
    builder.slot(180, f64::MAX);
    let frame = builder.finish(None);
    assert_eq!(frame.times, [120, 180]);
    let Data::Traffic(bits) = &frame.data else {
        panic!("traffic")
    };
    assert!(bits.iter().sum::<f64>().is_finite());
}

#[test]
fn counts_are_kept_only_if_every_slot_has_them() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(0, &[(OK, Some(100.0), Some(5.0))]);
    builder.slot(60, &[(OK, Some(100.0), None)]);
    assert_eq!(codes(&builder.finish(Some(60))).counts, None);
}

#[test]
fn the_grain_is_what_the_answer_says_or_the_most_common_distance() {
    let grain = |said, times: &[i64]| {
        let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
        times.iter().for_each(|&at| builder.slot(at, 1.0));
        let frame = builder.finish(said);
        (frame.grain, !frame.notes.is_empty())
    };
    assert_eq!(grain(Some(3_600), &[0, 60, 120]), (3_600, false));
    assert_eq!(grain(None, &[0, 300, 600, 1_500, 1_560]), (300, true));
    assert_eq!(grain(None, &[0, 60, 360]), (60, true)); // a tie: the shorter one
    for said in [Some(0), Some(-60), Some(1_000_000_000)] {
        assert_eq!(grain(said, &[600, 0, 300]), (300, true), "{said:?}");
    }
    assert_eq!(grain(None, &[5]), (60, true));
    assert_eq!(grain(Some(300), &[]), (0, false));
}

#[test]
fn notes_are_bounded() {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    (0..100_000).for_each(|at| builder.slot(at, f64::NAN));
    builder.note(NoteKind::BadTime, None, &"\u{1b}x".repeat(1_000));
    let frame = builder.finish(None);
    assert!(frame.notes.len() <= 200 && frame.notes.iter().all(|note| note.text.len() <= 80));
}

proptest! {
    #[test]
    fn every_frame_is_sound(slots in proptest::collection::vec(
        (-500..500_i64, proptest::collection::vec((0..700_i64, proptest::option::of(-1.0..200.0), proptest::option::of(-1.0..9.0)), 0..5)), 0..40
    )) {
        let mut builder = CodesBuilder::new(Scale::Percent);
        for (at, codes) in &slots {
            let codes: Vec<_> = codes.iter().map(|&(code, share, count)| (Code::new(code), share, count)).collect();
            builder.slot(*at, &codes);
        }
        prop_assert!(builder.finish(None).is_sound());
    }
}
