//! Bad inputs, by the row numbers of the acceptance suite: what core does with what a decoder pushes into it.
//!
//! Rows that are about bytes (D1 to D4, D8 to D10, D17, D18, D20 to D23, D26 to D28) have their tests where bytes are
//! read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::tests_outside_test_module
)]

use originscope_core::{
    Ask, Class, Code, CodesBuilder, Command, Data, Event, Frame, Loader, LoaderConfig, Metric,
    NoteKind, Plan, Scale, SlotState, TimeRange, Timeline, TrafficBuilder, TrafficUnit, Window,
    format, summary, total_bits,
};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
/// 2026-11-21T13:00:00Z, by `date -u -d 2026-11-21T13:00Z +%s`.
const NOW: i64 = 1_795_266_000;
/// The last second of the year 9999.
const FAR: i64 = 253_402_300_799;
const OK: Code = Code::new(200);
const BAD: Code = Code::new(502);

/// Everything asked for in `range` was published long ago.
fn plan(metric: Metric, range: TimeRange, grain: i64) -> Plan {
    let ask = Ask {
        domains: vec!["a.example.com".to_owned()],
        range,
        grain: None,
        isp: None,
        region: None,
        codes: vec![],
    };
    Plan {
        source: "s".to_owned(),
        metric,
        grain,
        lag: 0,
        range,
        windows: vec![Window {
            source: "s".to_owned(),
            ask,
            part: range,
            closed: true,
        }],
        out_of_reach: None,
        not_yet: None,
        ignored_filters: vec![],
        calls_per_minute: 600,
    }
}

fn hour() -> TimeRange {
    TimeRange::new(NOW - HOUR, NOW)
}

fn traffic(grain: i64, slots: &[(i64, f64)]) -> Frame {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    slots.iter().for_each(|&(at, bits)| builder.slot(at, bits));
    builder.finish(Some(grain))
}

fn timeline(frame: &Frame) -> Timeline {
    Timeline::build(&plan(frame.metric(), hour(), 60), Some(frame), &[], NOW)
}

/// The frame and the timeline after an answer went through the loader.
fn loaded(plan: &Plan, answer: Frame) -> (Frame, Timeline) {
    let mut loader = Loader::new(LoaderConfig::default());
    let now_ms = (NOW + DAY) * 1_000;
    let commands = loader.apply(Event::Asked(vec![plan.clone()]), now_ms, 0.5);
    let Some(Command::Start { generation, id, .. }) = commands.into_iter().next() else {
        panic!("a call")
    };
    let arrived = Event::Arrived {
        generation,
        window: id,
        frame: answer,
    };
    loader.apply(arrived, now_ms, 0.5);
    let frame = loader.frame("s").unwrap().clone();
    let timeline = Timeline::build(plan, Some(&frame), &loader.view(), NOW + DAY);
    (frame, timeline)
}

fn kinds(frame: &Frame) -> Vec<NoteKind> {
    frame.notes.iter().map(|note| note.kind).collect()
}

fn codes_of(frame: &Frame) -> &originscope_core::CodeColumns {
    match &frame.data {
        Data::Codes(codes) => codes,
        Data::Traffic(_) => panic!("codes"),
    }
}

fn shares(slots: &[f64]) -> Frame {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(
        NOW - HOUR,
        &slots
            .iter()
            .zip(200..)
            .map(|(share, code)| (Code::new(code), Some(*share), None))
            .collect::<Vec<_>>(),
    );
    builder.finish(Some(60))
}

#[test]
fn d5_any_order_gives_one_ascending_series_and_the_last_of_two_answers_counts() {
    let sorted = [(60, 1.0), (120, 2.0), (180, 3.0)];
    let mut reversed = sorted;
    reversed.reverse();
    let mixed = [sorted[1], sorted[2], sorted[0], sorted[1]];
    assert_eq!(traffic(60, &reversed), traffic(60, &sorted));
    // Twice the same is the same.
    assert_eq!(traffic(60, &mixed), traffic(60, &sorted));
    let twice = traffic(60, &[(60, 1.0), (120, 2.0), (60, 9.0)]);
    assert_eq!(twice.data, Data::Traffic(vec![9.0, 2.0].into()));
    assert_eq!(kinds(&twice), [NoteKind::DuplicateSlot]);
    assert_eq!(twice.notes[0].at, Some(60));
}

#[test]
fn d6_a_gap_is_a_gap_and_never_zero() {
    let all: Vec<(i64, f64)> = (0..60).map(|n| (NOW - HOUR + n * 60, 6.0)).collect();
    for missing in [vec![], vec![30], vec![0], vec![59], (0..60).collect()] {
        let kept: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| !missing.contains(at))
            .map(|(_, slot)| *slot)
            .collect();
        let timeline = timeline(&traffic(60, &kept));
        let bits = timeline.bits().unwrap();
        for (slot, bits) in bits.iter().enumerate() {
            let gone = missing.contains(&slot);
            assert_eq!(bits.is_nan(), gone);
            assert_eq!(timeline.state(slot) == Some(SlotState::Absent), gone);
        }
        let coverage = timeline.coverage();
        assert_eq!((coverage.came, coverage.due), (60 - missing.len(), 60));
        // The mean is that of what came.
        let mean = summary(&timeline, &bits.to_vec()).map(|summary| summary.mean);
        assert_eq!(mean, (missing.len() < 60).then_some(6.0));
    }
}

#[test]
fn d7_points_of_other_ages_are_dropped_and_said_and_the_axis_stays() {
    let inside = NOW - HOUR;
    let odd = traffic(
        60,
        &[
            (0, 1.0),
            (inside, 2.0),
            (inside + 61, 3.0),
            (FAR, 4.0),
            (inside - 60, 5.0),
        ],
    );
    let (frame, timeline) = loaded(&plan(Metric::Traffic, hour(), 60), odd.clone());
    assert_eq!(frame.times, [inside, inside + 61]);
    let said = frame
        .notes
        .iter()
        .find(|n| n.kind == NoteKind::OutsideWindow);
    assert_eq!(said.unwrap().text, "3");
    assert_eq!(timeline.len(), 60);
    // Off the grid by a second, it counts for the slot that it starts in.
    assert_eq!(timeline.bits().unwrap().to_vec()[..2], [2.0, 3.0]);
    // A file has no window: what lies ages away from the most points goes.
    let mut file = odd;
    file.drop_outliers(150_000);
    assert_eq!(file.times, [inside - 60, inside, inside + 61]);
    assert!(kinds(&file).contains(&NoteKind::OutsideWindow));
    // Even a plan over all ages makes an axis that can be held.
    let ages = plan(Metric::Traffic, TimeRange::new(0, FAR), 60);
    let timeline = Timeline::build(&ages, Some(&file), &[], FAR);
    assert!(timeline.len() <= 200_000);
    assert_eq!(timeline.time_of(timeline.len()), timeline.range.end);
}

#[test]
fn d11_a_sum_that_misses_100_is_said_with_its_slot_and_nothing_is_renormalised() {
    for (slots, mismatch) in [
        (vec![60.0, 39.99], None),
        (vec![60.0, 40.01], None),
        (vec![25.0, 25.0], Some(50.0)),
        (vec![0.0, 0.0], None),
        (vec![125.0, 125.0], Some(250.0)),
    ] {
        let frame = shares(&slots);
        let timeline = timeline(&frame);
        assert_eq!(timeline.sum_mismatch(0), mismatch, "{slots:?}");
        assert_eq!(
            kinds(&frame).contains(&NoteKind::SumMismatch),
            mismatch.is_some()
        );
        assert!(frame.notes.iter().all(|note| note.at == Some(NOW - HOUR)));
        let kept: Vec<f64> = codes_of(&frame)
            .shares
            .iter()
            .map(|c| c.get(0).unwrap())
            .collect();
        assert_eq!(kept, slots, "as reported");
        assert_eq!(timeline.sum_mismatch(1), None, "nothing came there");
    }
    // Fractions: 0.9999 and 1.0001 fit; 100, which is percent by mistake, is a hundred times too much.
    for (share, mismatch) in [(0.9999, false), (1.0001, false), (100.0, true)] {
        let mut builder = CodesBuilder::new(Scale::Fraction);
        builder.slot(NOW - HOUR, &[(OK, Some(share), None)]);
        let timeline = timeline(&builder.finish(Some(60)));
        assert_eq!(timeline.sum_mismatch(0).is_some(), mismatch, "{share}");
    }
}

#[test]
fn d12_counts_are_believed_where_the_vendor_contradicts_itself() {
    // The seed of the live source: 750 and 650 requests with 0.5211 and 0.4789.
    let mut builder = CodesBuilder::new(Scale::Fraction);
    builder.slot(
        NOW - HOUR,
        &[
            (OK, Some(0.5211), Some(750.0)),
            (BAD, Some(0.4789), Some(650.0)),
        ],
    );
    let frame = builder.finish(Some(60));
    let ok = codes_of(&frame).shares[0].get(0).unwrap();
    assert!((ok - 750.0 / 1_400.0 * 100.0).abs() < 1e-9);
    assert_eq!(kinds(&frame), [NoteKind::CountsContradict]);
    assert_eq!(frame.notes[0].at, Some(NOW - HOUR));
}

#[test]
fn d13_no_requests_is_neither_zero_percent_nor_a_gap() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    let start = NOW - HOUR;
    builder.slot(
        start,
        &[(OK, Some(0.0), Some(0.0)), (BAD, Some(0.0), Some(0.0))],
    );
    // Each of the two values may be missing if the other is there.
    builder.slot(start + 60, &[(OK, None, Some(3.0)), (BAD, None, Some(1.0))]);
    let timeline = timeline(&builder.finish(Some(60)));
    assert!(timeline.no_requests(0) && !timeline.no_requests(1));
    assert_eq!(timeline.state(0), Some(SlotState::Came));
    let errors = timeline.class_shares(Class::ServerError);
    assert!(errors[0].is_nan());
    assert_eq!(errors[1], 25.0);
    let mut uncounted = CodesBuilder::new(Scale::Percent);
    uncounted.slot(start, &[(OK, Some(100.0), None)]);
    assert_eq!(codes_of(&uncounted.finish(Some(60))).counts, None);
}

#[test]
fn d16_a_code_twice_is_added_and_ten_thousand_codes_are_not_ten_thousand_columns() {
    let mut builder = CodesBuilder::new(Scale::Percent);
    builder.slot(60, &[(OK, Some(40.0), None), (OK, Some(60.0), None)]);
    let twice = builder.finish(Some(60));
    assert_eq!(codes_of(&twice).shares, [[100.0]]);
    assert_eq!(kinds(&twice), [NoteKind::DuplicateCode]);
    let mut builder = CodesBuilder::new(Scale::Percent);
    let many: Vec<_> = (0..10_000)
        .map(|code| (Code::new(code), Some(0.01), None))
        .collect();
    builder.slot(60, &many);
    let frame = builder.finish(Some(60));
    let codes = codes_of(&frame);
    assert!(codes.codes.len() <= 501, "{} columns", codes.codes.len());
    assert!((codes.sum(0) - 100.0).abs() < 1e-6);
    assert_eq!(codes.codes[0], Code::OTHER);
    assert!(frame.notes.len() <= 200);
}

#[test]
fn d19_the_largest_number_adds_up_and_the_negative_is_a_gap() {
    let start = NOW - HOUR;
    let values = [0.0, 33_886.0, f64::MAX, -1.0, f64::NAN, f64::INFINITY];
    let slots: Vec<_> = values
        .iter()
        .zip(0..)
        .map(|(v, n)| (start + n * 60, *v))
        .collect();
    let frame = traffic(60, &slots);
    assert_eq!(frame.len(), 3);
    let timeline = timeline(&frame);
    assert!(total_bits(&timeline).unwrap().is_finite());
    assert_eq!(timeline.state(0), Some(SlotState::Came));
    assert_eq!(timeline.bits().unwrap().get(0), Some(0.0));
    assert_eq!(timeline.state(3), Some(SlotState::Absent));
    let bad = frame.notes.iter().filter(|n| n.kind == NoteKind::BadValue);
    assert_eq!(bad.count(), 3);
    // A volume in bytes is eight times as many bits, and still a number.
    let bytes = timeline.with_unit(TrafficUnit::Bit, TrafficUnit::Byte);
    assert!(total_bits(&bytes).unwrap().is_finite());
}

#[test]
fn d24_a_million_slots_are_held_once_and_shown_in_bounds() {
    let slots: Vec<(i64, f64)> = (0..1_000_000).rev().map(|n| (n * 60, 1.0)).collect();
    let frame = traffic(60, &slots);
    assert_eq!(frame.points(), 1_000_000, "one value a slot");
    let range = TimeRange::new(0, 60_000_000);
    let (joined, timeline) = loaded(&plan(Metric::Traffic, range, 60), frame);
    assert_eq!(joined.len(), 1_000_000);
    assert!(timeline.len() <= 200_000);
    assert_eq!(timeline.bits().unwrap().len(), timeline.len());
    // At the plan's coarser grain all of it is shown, as sums of whole slots.
    let coarse = Timeline::build(&plan(Metric::Traffic, range, HOUR), Some(&joined), &[], NOW);
    assert!(coarse.len() <= 200_000);
    assert_eq!(coarse.grain, HOUR);
    assert_eq!(coarse.bits().unwrap().get(0), Some(60.0));
}

#[test]
fn d24_the_largest_answer_of_a_day_costs_its_values_and_no_more() {
    let mut codes = CodesBuilder::new(Scale::Percent);
    let all: Vec<_> = (400..444)
        .map(|code| (Code::new(code), Some(100.0 / 44.0), Some(1.0)))
        .collect();
    (0..1_440).for_each(|n| codes.slot(n * 60, &all));
    // Shares and counts of 44 codes: the largest answer that the live source gives.
    assert_eq!(codes.finish(Some(60)).points(), 1_440 * 44 * 2);
}

#[test]
fn d30_a_unit_is_switched_without_a_call_and_a_rate_uses_the_grain_that_came() {
    for (grain, rate) in [(60, 10.0), (300, 2.0)] {
        let frame = traffic(grain, &[(NOW - HOUR, 600.0)]);
        let bits = timeline(&frame);
        assert_eq!(bits.bit_rates().unwrap()[0], rate);
        let bytes = timeline(&frame.with_unit(TrafficUnit::Bit, TrafficUnit::Byte));
        assert_eq!(bytes.bit_rates().unwrap()[0], rate * 8.0);
        assert_eq!(
            bits.with_unit(TrafficUnit::Bit, TrafficUnit::Byte)
                .bits()
                .unwrap()
                .get(0)
                .unwrap(),
            4_800.0
        );
        let back = frame
            .with_unit(TrafficUnit::Bit, TrafficUnit::Byte)
            .with_unit(TrafficUnit::Byte, TrafficUnit::Bit);
        assert_eq!(back, frame);
    }
    let mut builder = TrafficBuilder::new(TrafficUnit::Byte);
    builder.slot(NOW - HOUR, 75.0);
    assert_eq!(
        builder.finish(Some(60)),
        traffic(60, &[(NOW - HOUR, 600.0)])
    );
}

#[test]
fn d31_a_day_of_25_hours_has_25_slots_and_no_instant_twice() {
    // Berlin, 2026-10-25: from 2026-10-24T22:00Z (UTC+2) to 2026-10-25T23:00Z (UTC+1), by
    // `TZ=Europe/Berlin date -d '2026-10-25 00:00' +%s`.
    let (start, end) = (1_792_879_200, 1_792_969_200);
    assert_eq!(end - start, 25 * HOUR);
    let day = plan(Metric::Traffic, TimeRange::new(start, end), HOUR);
    let slots: Vec<_> = (0..25).map(|n| (start + n * HOUR, 1.0)).collect();
    let (_, timeline) = loaded(&day, traffic(HOUR, &slots));
    let instants: Vec<i64> = (0..timeline.len())
        .map(|slot| timeline.time_of(slot))
        .collect();
    assert_eq!(
        instants,
        slots.iter().map(|(at, _)| *at).collect::<Vec<_>>()
    );
    assert_eq!(total_bits(&timeline), Some(25.0));
    // The clock shows 02:00 twice, an hour apart; the instants stay two.
    let shown = |at, offset| format::clock(at, offset);
    assert_eq!(shown(start + 2 * HOUR, 2 * HOUR), "02:00");
    assert_eq!(shown(start + 3 * HOUR, HOUR), "02:00");
    // And the day of 23 hours in spring, 2026-03-29, has 23.
    let (start, end) = (1_774_738_800, 1_774_821_600);
    let day = plan(Metric::Traffic, TimeRange::new(start, end), HOUR);
    assert_eq!(Timeline::build(&day, None, &[], NOW).len(), 23);
}
