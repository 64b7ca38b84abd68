#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::*;
use crate::Code;
use crate::frame::{CodeColumns, Data};
use crate::time::TimeRange;

fn timeline(states: &[SlotState], data: Data) -> Timeline {
    let end = i64::try_from(states.len()).unwrap() * 60;
    Timeline {
        source: "s".to_owned(),
        range: TimeRange::new(0, end),
        grain: 60,
        states: states.to_vec(),
        data,
        due_until: end,
    }
}

const STATES: [SlotState; 5] = [
    SlotState::Came,
    SlotState::Came,
    SlotState::Absent,
    SlotState::Came,
    SlotState::Provisional,
];

#[test]
fn only_complete_slots_count() {
    let values = [1.0, 5.0, f64::NAN, 3.0, 100.0];
    let timeline = timeline(&STATES, Data::Traffic(values.to_vec().into()));
    let summary = summary(&timeline, &values).unwrap();
    assert_eq!(
        summary,
        Summary {
            now: 3.0,
            now_at: 180,
            mean: 3.0,
            max: 5.0,
            max_at: 60,
            min: 1.0,
            slots: 3
        }
    );
    assert_eq!(total_bits(&timeline), Some(9.0));
}

#[test]
fn nothing_complete_is_no_figure() {
    let states = [SlotState::Provisional, SlotState::Absent];
    let timeline = timeline(&states, Data::Traffic(vec![4.0, f64::NAN].into()));
    assert_eq!(summary(&timeline, &[4.0, f64::NAN]), None);
    assert_eq!(total_bits(&timeline), None);
}

#[test]
fn the_mean_never_leaves_the_values() {
    let states = [SlotState::Came; 3];
    let values = [0.1; 3];
    let summary = summary(
        &timeline(&states, Data::Traffic(values.to_vec().into())),
        &values,
    )
    .unwrap();
    assert_eq!((summary.min, summary.mean, summary.max), (0.1, 0.1, 0.1));
}

fn codes(counts: Option<Vec<Vec<f64>>>) -> Timeline {
    let shares = vec![vec![90.0, 0.0], vec![10.0, 100.0]];
    let codes = vec![Code::new(200), Code::new(500)];
    timeline(
        &[SlotState::Came; 2],
        Data::Codes(CodeColumns {
            codes,
            shares: shares.into_iter().map(Into::into).collect(),
            counts: counts.map(|counts| counts.into_iter().map(Into::into).collect()),
        }),
    )
}

#[test]
fn a_mean_share_is_weighed_by_requests_where_they_are_known() {
    let counted = codes(Some(vec![vec![90.0, 0.0], vec![10.0, 1.0]]));
    // 11 of 101 requests, not (10 + 100) / 2.
    assert!((mean_share(&counted, Class::ServerError).unwrap() - 1_100.0 / 101.0).abs() < 1e-9);
    assert_eq!(mean_share(&codes(None), Class::ServerError), Some(55.0));
    assert_eq!(mean_share(&codes(None), Class::Redirect), Some(0.0));
}

#[test]
fn a_share_of_no_requests_is_none() {
    let columns = CodeColumns {
        codes: vec![Code::new(200)],
        shares: vec![vec![0.0].into()],
        counts: Some(vec![vec![0.0].into()]),
    };
    assert_eq!(
        mean_share(
            &timeline(&[SlotState::Came], Data::Codes(columns)),
            Class::ServerError
        ),
        None
    );
}
