#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use std::sync::Arc;

/// Two rows of plain values and the ranges to take of them, among them values that only a row of numbers in halves,
/// of zeros or of none holds.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => Just(0.0),
        2 => (0_u32..=u32::MAX).prop_map(f64::from),
        1 => Just(f64::from(u32::MAX) + 1.0),
        1 => Just(-1.0),
        1 => Just(-0.0),
        2 => 0.0..100.0_f64,
    ]
}

fn bits(values: impl IntoIterator<Item = f64>) -> Vec<u64> {
    values.into_iter().map(f64::to_bits).collect()
}

proptest! {
    /// Whatever is cut, appended, filled and packed: the values are those that plain vectors would hold.
    #[test]
    fn values_are_those_of_a_plain_row(
        rows in prop::collection::vec((prop::collection::vec(value(), 0..40), 0_usize..40, 0_usize..40, any::<bool>()), 0..6),
        fill in value(), times in 0_usize..5,
    ) {
        let (mut column, mut plain) = (Values::default(), Vec::new());
        for (row, from, to, packed) in rows {
            let part = Values::from(row.clone());
            let part = if packed { part.compact() } else { part };
            column.append(&part, &(from..to));
            plain.extend_from_slice(row.get(from..to.min(row.len())).unwrap_or_default());
            column.push_same(fill, times);
            plain.resize(plain.len() + times, fill);
        }
        prop_assert_eq!(column.len(), plain.len());
        prop_assert_eq!(bits(column.iter()), bits(plain.clone()));
        prop_assert_eq!(bits(column.to_vec()), bits(plain.clone()));
        prop_assert_eq!(bits(column.compact().iter()), bits(plain.clone()));
        let one_by_one = (0..plain.len()).map(|index| column.get(index).unwrap());
        prop_assert_eq!(bits(one_by_one), bits(plain.clone()));
        prop_assert_eq!(column.get(plain.len()), None);
        let mut ascending = column.ascending();
        let every_third = (0..plain.len()).step_by(3);
        prop_assert_eq!(
            bits(every_third.clone().map(|index| ascending.at(index).unwrap())),
            bits(every_third.map(|index| *plain.get(index).unwrap()))
        );
        let mut sums = vec![1.0; plain.len()];
        column.add_to(&mut sums);
        let expected: Vec<f64> = plain.iter().map(|value| 1.0 + value).collect();
        prop_assert_eq!(sums, expected);
        let mut kept = column.clone();
        kept.keep(&(3..9));
        let expected: Vec<f64> = plain.iter().copied().skip(3).take(6).collect();
        prop_assert_eq!(bits(kept.iter()), bits(expected));
    }

    /// Places in any order: what stands there, or no number.
    #[test]
    fn runs_give_what_stands_at_their_places(
        row in prop::collection::vec(value(), 1..60),
        places in prop::collection::vec(prop::option::of(0_usize..60), 0..80),
    ) {
        let column = Values::from(row.clone());
        let places: Vec<Option<usize>> = places.into_iter().map(|place| place.filter(|place| *place < row.len())).collect();
        let expected = places.iter().map(|place| place.map_or(f64::NAN, |place| *row.get(place).unwrap()));
        prop_assert_eq!(bits(column.of_runs(&runs_of(&places)).iter()), bits(expected));
    }
}

/// Bytes of the values that are held for a column, those that others share included.
fn held_bytes(column: &Values) -> usize {
    let bytes = |piece: &Piece| match piece.values {
        Store::Same(_) => 0,
        Store::Held { .. } => piece.length * 8,
        Store::Whole { .. } => piece.length * 4,
    };
    column.pieces.iter().map(bytes).sum()
}

#[test]
fn what_is_appended_is_shared_and_counts_take_half() {
    let shares = Values::from(vec![0.5; 1_000]);
    let counts = Values::from(vec![7.0; 1_000]).compact();
    assert_eq!((held_bytes(&shares), held_bytes(&counts)), (8_000, 4_000));
    assert_eq!(held_bytes(&Values::from(vec![0.0; 1_000]).compact()), 0);
    let mut twice = Values::default();
    twice.append(&shares, &(0..1_000));
    twice.append(&shares, &(0..1_000));
    let held = |piece: &Piece| match &piece.values {
        Store::Held { of, .. } => Arc::strong_count(of),
        _ => 0,
    };
    assert_eq!(twice.pieces.iter().map(held).collect::<Vec<_>>(), [3, 3]);
}

#[test]
fn a_row_of_many_gaps_is_one_piece() {
    let column = Values::from(vec![1.5; 1_000]);
    let places: Vec<Option<usize>> = (0..1_000).map(|n| (n % 2 == 0).then_some(n)).collect();
    assert_eq!(column.of_runs(&runs_of(&places)).pieces.len(), 1);
}

#[test]
fn missing_equals_missing_and_form_does_not_matter() {
    let plain = Values::from(vec![1.0, 2.0, 3.0]);
    assert_eq!(plain, plain.compact());
    assert_eq!(plain, vec![1.0, 2.0, 3.0]);
    assert_ne!(plain, vec![1.0, 2.0]);
    let mut none = Values::default();
    none.push_same(f64::NAN, 2);
    assert_eq!(none, none.clone());
    assert_eq!(none, Values::from(vec![f64::NAN; 2]));
    assert_ne!(none, Values::from(vec![f64::NAN, 1.0]));
    assert_ne!(plain, Values::from(vec![1.0, 2.0, 4.0]));
    assert_ne!(plain, Values::from(vec![1.0, 2.0]));
    assert_eq!(format!("{plain:?}"), "[1.0, 2.0, 3.0]");
}
