//! Panels made of small timelines.

use super::*;
use crate::view::Dates;
use originscope_core::{CodeColumns, Data, SlotState, TimeRange};

fn choices() -> Choices {
    let view = View {
        range: TimeRange::new(0, 240),
        grain: 60,
        offset: 0.into(),
        dates: Dates::English,
        label_margin: false,
    };
    let labels = ValueLabels::Percent("%".to_owned());
    Choices {
        view,
        labels,
        words: Words::default(),
        thresholds: Vec::new(),
        failures: Vec::new(),
        hidden: Vec::new(),
    }
}

fn timeline(data: Data) -> Timeline {
    let states = vec![
        SlotState::Came,
        SlotState::Came,
        SlotState::Absent,
        SlotState::NotYet,
    ];
    Timeline {
        source: "any".to_owned(),
        range: TimeRange::new(0, 240),
        grain: 60,
        states,
        data,
        due_until: 180,
    }
}

fn codes() -> Data {
    let codes = vec![Code::new(200), Code::new(502), Code::new(504)];
    let shares = vec![
        vec![90.0, 0.0, f64::NAN, f64::NAN],
        vec![6.0, 0.0, f64::NAN, f64::NAN],
        vec![4.0, 0.0, f64::NAN, f64::NAN],
    ];
    Data::Codes(CodeColumns {
        codes,
        shares: shares.into_iter().map(Into::into).collect(),
        counts: None,
    })
}

#[test]
fn classes_add_their_codes_and_gaps_stay_gaps() {
    let model = PanelModel::errors(&timeline(codes()), choices());
    assert_eq!(
        model.value(Role::Class(Class::ServerError), 0),
        Some(10.0),
        "502 and 504 together"
    );
    assert_eq!(
        model.value(Role::Class(Class::ServerError), 2),
        None,
        "missing is never zero"
    );
    assert_eq!(
        model.quiet,
        [false, true, false, false],
        "a slot of zeros had no requests"
    );
    assert_eq!(model.slot_at(119), Some(1));
    assert_eq!(model.slot_at(240), None);
}

#[test]
fn the_stack_names_rare_classes_only_where_they_occur() {
    let model = PanelModel::composition(&timeline(codes()), choices());
    let names: Vec<_> = model
        .series
        .iter()
        .map(|series| series.name.as_str())
        .collect();
    assert_eq!(names, ["5xx", "4xx", "3xx", "2xx"]);
    let hidden = Choices {
        hidden: vec![Class::Success],
        ..choices()
    };
    assert_eq!(
        PanelModel::composition(&timeline(codes()), hidden)
            .series
            .len(),
        3
    );
}

#[test]
fn a_hidden_code_leaves_its_class_and_the_denominator_stays() {
    let focus = Focus {
        hidden_codes: &[Code::new(504)],
        ..Focus::default()
    };
    let model = PanelModel::focused(PanelKind::Errors, &timeline(codes()), choices(), &focus);
    assert_eq!(model.value(Role::Class(Class::ServerError), 0), Some(6.0));
    assert_eq!(model.value(Role::Class(Class::ServerError), 2), None);
}

#[test]
fn a_stack_of_codes_keeps_the_order_of_classes_and_the_largest_keeps_the_colour() {
    let focus = Focus {
        by_code: true,
        ..Focus::default()
    };
    let panel =
        |focus| PanelModel::focused(PanelKind::Composition, &timeline(codes()), choices(), focus);
    let found: Vec<_> = panel(&focus)
        .series
        .iter()
        .map(|series| (series.name.clone(), series.shade))
        .collect();
    let expected =
        [("502", 0), ("504", 1), ("200", 0)].map(|(name, shade)| (name.to_owned(), shade));
    assert_eq!(found, expected);
    let without = Focus {
        hidden_codes: &[Code::new(502)],
        ..focus
    };
    let names: Vec<_> = panel(&without).series.into_iter().map(|s| s.name).collect();
    assert_eq!(names, ["504", "200"]);
}

#[test]
fn what_is_shown_fills_the_stack_only_where_that_was_chosen() {
    let hidden = |of_shown| {
        let focus = Focus {
            of_shown,
            ..Focus::default()
        };
        let choices = Choices {
            hidden: vec![Class::Success],
            ..choices()
        };
        PanelModel::focused(PanelKind::Composition, &timeline(codes()), choices, &focus)
    };
    let five = Role::Class(Class::ServerError);
    assert_eq!(
        hidden(false).value(five, 0),
        Some(10.0),
        "the denominator stays"
    );
    assert_eq!(hidden(true).value(five, 0), Some(100.0));
}

#[test]
fn an_isolated_code_is_one_line_out_of_the_stack_with_its_own_axis() {
    let focus = Focus {
        only: Some(Role::Code(Code::new(502))),
        ..Focus::default()
    };
    let model = PanelModel::focused(
        PanelKind::Composition,
        &timeline(codes()),
        choices(),
        &focus,
    );
    assert!(!model.stacked);
    assert_eq!(model.series.len(), 1);
    assert_eq!(model.series[0].name, "502");
    assert_eq!(model.max(), 6.0);
}

#[test]
fn counts_are_shown_where_they_are_sent_and_shares_elsewhere() {
    let focus = Focus {
        amounts: true,
        ..Focus::default()
    };
    let without = PanelModel::focused(PanelKind::Errors, &timeline(codes()), choices(), &focus);
    assert_eq!(without.measure, Measure::Share);
    let Data::Codes(mut columns) = codes() else {
        panic!("codes")
    };
    let none = f64::NAN;
    columns.counts = Some(vec![
        vec![900.0, 0.0, none, none].into(),
        vec![60.0, 0.0, none, none].into(),
        vec![40.0, 0.0, none, none].into(),
    ]);
    let with = timeline(Data::Codes(columns));
    let model = PanelModel::focused(PanelKind::Errors, &with, choices(), &focus);
    assert_eq!(
        (model.measure, &model.labels),
        (Measure::Count, &ValueLabels::Counts)
    );
    assert_eq!(model.series[0].values[..2], [100.0, 0.0]);
    assert!(model.series[0].values[2].is_nan());
    let stack = PanelModel::focused(PanelKind::Composition, &with, choices(), &focus);
    assert_eq!(stack.measure, Measure::Share, "a whole of 100 % stays one");
}

#[test]
fn the_compared_period_lies_on_the_same_slots() {
    let mut earlier = timeline(codes());
    earlier.states = vec![SlotState::Came; 4];
    let Data::Codes(columns) = &mut earlier.data else {
        panic!("codes")
    };
    columns.shares = [99.0, 1.0, 0.0].map(|share| vec![share; 4].into()).to_vec();
    let focus = Focus {
        earlier: Some(&earlier),
        ..Focus::default()
    };
    let model = PanelModel::focused(PanelKind::Errors, &timeline(codes()), choices(), &focus);
    assert_eq!(
        model.series[0].earlier, [1.0; 4],
        "also where nothing is published yet"
    );
    assert!(
        model.series[1].earlier.is_empty(),
        "4xx has no ghost beside it"
    );
}

#[test]
fn rounding_is_scaled_away_and_a_real_remainder_is_noted() {
    let mut line = timeline(codes());
    let Data::Codes(columns) = &mut line.data else {
        panic!("codes")
    };
    let none = f64::NAN;
    columns.shares = vec![
        vec![90.3, 80.0, none, none].into(),
        vec![6.0, 6.0, none, none].into(),
        vec![4.0, 4.0, none, none].into(),
    ];
    let model = PanelModel::composition(&line, choices());
    let sum = |slot: usize| model.series.iter().map(|s| s.values[slot]).sum::<f64>();
    assert!((sum(0) - 100.0).abs() < 1e-9);
    assert!((sum(1) - 90.0).abs() < 1e-9);
    assert_eq!(model.unaccounted, [0.0, 10.0, 0.0, 0.0]);
}

#[test]
fn traffic_in_bytes_is_a_slots_volume() {
    let focus = Focus {
        amounts: true,
        ..Focus::default()
    };
    let line = timeline(Data::Traffic(vec![6_000.0, 0.0, f64::NAN, f64::NAN].into()));
    let model = PanelModel::focused(PanelKind::Traffic, &line, choices(), &focus);
    assert_eq!(model.value(Role::Traffic, 0), Some(750.0), "6,000 bits");
    assert_eq!(model.measure, Measure::Volume);
}

#[test]
fn traffic_is_a_rate() {
    // 6,000 bits in 60 s are 100 bit/s.
    let model = PanelModel::traffic(
        &timeline(Data::Traffic(vec![6_000.0, 0.0, f64::NAN, f64::NAN].into())),
        choices(),
    );
    assert_eq!(model.value(Role::Traffic, 0), Some(100.0));
    assert_eq!(
        model.value(Role::Traffic, 1),
        Some(0.0),
        "zero traffic is a value"
    );
    assert!(!model.quiet[1]);
}
