//! What decimation must not change: the picture.

use crate::draw_tests::{C5, DESKTOP, SURFACE, model, paint, paint_at};
use crate::{Drawn, PanelKind, PanelModel, Role, Series};
use originscope_core::{Class, SlotState, TimeRange};
use proptest::prelude::*;

/// Minutes of one class, all of which came.
fn minutes(kind: PanelKind, class: Class, values: Vec<f64>) -> PanelModel {
    let mut long = model(kind);
    let slots = values.len();
    long.view.range = TimeRange::new(0, 60 * i64::try_from(slots).unwrap());
    long.first = 0;
    long.states = vec![SlotState::Came; slots];
    long.quiet = vec![false; slots];
    long.thresholds.clear();
    long.series = vec![Series {
        role: Role::Class(class),
        name: String::new(),
        shade: 0,
        values,
        earlier: Vec::new(),
    }];
    long
}

/// The same line slot by slot: its step and the join to the one before, two pixels wide, whatever lies over whatever.
fn slot_by_slot(model: &PanelModel, drawn: &Drawn) -> Vec<Vec<bool>> {
    let plot = drawn.layout.plot;
    let mut covered = vec![vec![false; 180]; 1028];
    let mut fill = |x: i32, from: i32, to: i32| {
        if (plot.x0..plot.x1).contains(&x) {
            let column = &mut covered[usize::try_from(x).unwrap()];
            (from - 1..to + 1).for_each(|y| column[usize::try_from(y).unwrap()] = true);
        }
    };
    let whole = |x: f64| {
        if (x - x.round()).abs() < 1e-6 {
            x.round()
        } else {
            x
        }
    };
    let values = &model.series[0].values;
    let mut before: Option<i32> = None;
    for (slot, value) in values.iter().enumerate() {
        let edge = |slot: usize| whole(drawn.layout.time.exact_px_from_time(model.time_of(slot)));
        let (start, end) = (edge(slot), edge(slot + 1));
        let y = drawn.scale.px_from_value(*value);
        for x in start.floor() as i32..end.ceil() as i32 {
            fill(x, y, y);
        }
        if let Some(before) = before {
            fill(start.floor() as i32, before.min(y), before.max(y));
        }
        before = Some(y);
    }
    covered
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_decimated_line_covers_the_pixels_of_all_its_slots(values in prop::collection::vec(0.0_f64..100.0, 500..6_000)) {
        let mut long = minutes(PanelKind::Errors, Class::ServerError, values);
        long.labels = crate::ValueLabels::Percent(String::new());
        let (picture, drawn) = paint(&long);
        let expected = slot_by_slot(&long, &drawn);
        let plot = drawn.layout.plot;
        for x in plot.x0..plot.x1 {
            for y in plot.y0..plot.y1 {
                let is_line = picture.at(x, y) == C5;
                prop_assert_eq!(is_line, expected[usize::try_from(x).unwrap()][usize::try_from(y).unwrap()], "pixel {} {}", x, y);
            }
        }
    }
}

#[test]
fn a_spike_of_one_slot_in_a_million_is_at_its_place() {
    const SLOTS: usize = 1_000_000;
    const SPIKE: usize = 617_283;
    for kind in [PanelKind::Errors, PanelKind::Composition] {
        let mut values = vec![0.2; SLOTS];
        values[SPIKE] = 100.0;
        let (picture, drawn) = paint(&minutes(kind, Class::ServerError, values));
        let at = 60 * i64::try_from(SPIKE).unwrap();
        let x = drawn.layout.time.exact_px_from_time(at).floor() as i32;
        // The hatch of a stack leaves at least some rows of the column in the full hue.
        let high = |x: i32| (20..150).any(|y| picture.at(x, y) == C5);
        let found: Vec<i32> = (drawn.layout.plot.x0..drawn.layout.plot.x1)
            .filter(|x| high(*x))
            .collect();
        assert_eq!(found, [x], "{kind:?}");
    }
}

/// A stack of values that add up to 100, painted as the definition says: per column the largest sums, from the top band down.
#[test]
fn a_decimated_stack_shows_the_largest_sum_of_every_column() {
    let slots = 4_000;
    let mut long = minutes(PanelKind::Composition, Class::ServerError, Vec::new());
    long.states = vec![SlotState::Came; slots];
    long.quiet = vec![false; slots];
    long.view.range = TimeRange::new(0, 60 * 4_000);
    let part = |slot: usize, band: usize| ((slot * 31 + band * 17) % 23) as f64;
    let classes = [Class::ServerError, Class::ClientError, Class::Informational];
    long.series = classes
        .iter()
        .enumerate()
        .map(|(band, class)| Series {
            role: Role::Class(*class),
            name: String::new(),
            shade: 0,
            values: (0..slots).map(|slot| part(slot, band)).collect(),
            earlier: Vec::new(),
        })
        .collect();
    let (picture, drawn) = paint_at(&long, DESKTOP.width_px, DESKTOP.height_px, 1.0);
    let plot = drawn.layout.plot;
    let edge = |slot: usize| drawn.layout.time.exact_px_from_time(long.time_of(slot));
    for x in plot.x0..plot.x1 {
        let touching: Vec<usize> = (0..slots)
            // Both ends count: where a slot ends, the join to the next one stands.
            .filter(|slot| {
                edge(*slot) < f64::from(x + 1) - 1e-6 && edge(slot + 1) > f64::from(x) - 1e-6
            })
            .collect();
        let sum = |bands: usize| {
            let of = |slot: &usize| (0..bands).map(|band| part(*slot, band)).sum::<f64>();
            touching.iter().map(of).fold(0.0, f64::max)
        };
        let top = drawn.scale.px_from_value(sum(3));
        assert_eq!(
            picture.at(x, top - 1),
            ground(x, top - 1),
            "above the stack, column {x}"
        );
        assert_ne!(
            picture.at(x, top),
            SURFACE,
            "the stack's top row, column {x}"
        );
    }
}

/// What an empty panel has at a pixel.
fn ground(x: i32, y: i32) -> (u8, u8, u8) {
    use std::sync::OnceLock;
    static EMPTY: OnceLock<Vec<Vec<(u8, u8, u8)>>> = OnceLock::new();
    let empty = EMPTY.get_or_init(|| {
        let mut none = minutes(PanelKind::Composition, Class::ServerError, Vec::new());
        none.states = vec![SlotState::Came; 4_000];
        none.view.range = TimeRange::new(0, 60 * 4_000);
        none.series.clear();
        let (picture, _) = paint(&none);
        (0..1028)
            .map(|x| (0..180).map(|y| picture.at(x, y)).collect())
            .collect()
    });
    empty[usize::try_from(x).unwrap()][usize::try_from(y).unwrap()]
}
