#![allow(clippy::unwrap_used)]
use super::*;
use originscope_core::{CodeColumns, Plan};
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test as test;

const MINUTE: i64 = 60;

fn shown(id: &str, start: i64, states: &[SlotState], data: Data) -> Shown {
    let spec = originscope_apis::find(id).unwrap().spec();
    let length = MINUTE * i64::try_from(states.len()).unwrap();
    let range = TimeRange::new(start, start + length);
    Shown {
        spec,
        plan: Plan {
            source: id.to_owned(),
            metric: spec.metric,
            grain: MINUTE,
            lag: 300,
            range,
            windows: Vec::new(),
            out_of_reach: None,
            not_yet: None,
            ignored_filters: Vec::new(),
            calls_per_minute: 60,
        },
        timeline: Arc::new(Timeline {
            source: id.to_owned(),
            range,
            grain: MINUTE,
            states: states.to_vec(),
            data,
            due_until: range.end,
        }),
        notes: Vec::new(),
    }
}

/// 200, 404, 502 and 504 with these shares in every slot; counts ten times as many.
pub(in crate::facts) fn codes(start: i64, states: &[SlotState], shares: [f64; 4]) -> Shown {
    let column = |share: f64| vec![share; states.len()].into();
    let columns = CodeColumns {
        codes: [200, 404, 502, 504].map(Code::new).to_vec(),
        shares: shares.map(column).to_vec(),
        counts: Some(shares.map(|share| column(share * 10.0)).to_vec()),
    };
    shown("cdn-origin-codes", start, states, Data::Codes(columns))
}

fn names(rows: &[SlotRow]) -> Vec<String> {
    rows.iter().map(|row| row.series.to_string()).collect()
}

#[test]
fn rows_keep_the_order_of_the_stack_and_zeros_stand_apart() {
    let source = codes(0, &[SlotState::Came; 3], [90.0, 0.0, 4.0, 6.0]);
    let reading = slot_reading(&source, None, 70, &[Class::ServerError]).unwrap();
    assert_eq!(reading.range, TimeRange::new(60, 120));
    assert_eq!(names(&reading.rows), ["502", "504", "2xx"]);
    assert!(names(&reading.zeros).contains(&"4xx".to_owned()));
    assert_eq!(reading.responses, Some(1_000.0));
    assert!(reading.has_counts() && !reading.has_changes());
    let largest: Vec<bool> = reading.rows.iter().map(|row| row.is_largest).collect();
    assert_eq!(largest, [false, true, true]);
    let order = |by_share: bool, with_zeros: bool| -> Vec<String> {
        let order = reading.order(by_share, with_zeros);
        order.iter().map(ToString::to_string).collect()
    };
    assert_eq!(order(false, false), ["502", "504", "2xx"]);
    assert_eq!(order(true, false), ["2xx", "504", "502"]);
    assert_eq!(
        order(false, true).get(3..),
        Some(names(&reading.zeros).as_slice())
    );
    assert_eq!(
        reading.row(Series::Class(Class::Success)).unwrap().share,
        90.0
    );
}

#[test]
fn a_change_is_told_only_where_both_slots_are_complete() {
    let day = 86_400;
    let states = [SlotState::Came, SlotState::Provisional, SlotState::Came];
    let now = codes(day, &states, [90.0, 0.0, 4.0, 6.0]);
    let before = codes(
        0,
        &[SlotState::Came, SlotState::Came, SlotState::Absent],
        [97.0, 0.0, 1.0, 2.0],
    );
    let change = |at: i64| {
        let reading = slot_reading(&now, Some(&before), at, &[]).unwrap();
        reading.rows.first().unwrap().change
    };
    assert_eq!(change(day), Some(7.0));
    assert_eq!(change(day + MINUTE), None, "a provisional slot still grows");
    assert_eq!(
        change(day + 2 * MINUTE),
        None,
        "the earlier slot never came"
    );
}

#[test]
fn traffic_is_read_over_its_own_slot() {
    let traffic = |start, bits: f64| {
        let states = [SlotState::Came; 2];
        shown(
            "cdn-origin-traffic",
            start,
            &states,
            Data::Traffic(vec![bits; 2].into()),
        )
    };
    let (now, before) = (traffic(600, 6_600.0), traffic(0, 6_000.0));
    let reading = traffic_reading(&now, Some(&before), 661).unwrap();
    assert_eq!((reading.bits, reading.rate), (Some(6_600.0), Some(110.0)));
    assert!((reading.change.unwrap() - 10.0).abs() < 1e-9);
    assert_eq!(traffic_reading(&now, None, 599), None);
    assert_eq!(slot_reading(&now, None, 600, &[]), None);
}
