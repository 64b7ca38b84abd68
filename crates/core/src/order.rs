//! Sorting, compiled once. The standard library's sorts are compiled anew for each type and each key: thirty of them were a
//! twentieth of the page. Here one sort puts places in order, and each list is then rearranged; for lists that are short, or
//! seldom sorted. Long columns keep the sorts of the standard library.

use core::cmp::Ordering;

/// Sorts as [`slice::sort`] does.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, Ord::cmp);
}

/// Sorts as [`slice::sort_by_key`] does.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts as [`slice::sort_by`] does: what is equal stays in its order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let of_places = |a: usize, b: usize| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    let places = in_order(list.len(), &of_places);
    rearrange(list, places);
}

/// The places of a list in the order of what stands there.
fn in_order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Brings to each place what stands at the place named for it, along the cycles that the places form.
fn rearrange<T>(list: &mut [T], mut from: Vec<usize>) {
    for first in 0..list.len() {
        let mut at = first;
        // A place that is done names itself.
        while let Some(next) = from.get_mut(at).map(|next| core::mem::replace(next, at))
            && next != first
        {
            list.swap(at, next);
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_library_sorts(list in prop::collection::vec((0_u8..9, 0_u16..), 0..60)) {
            let (mut ours, mut theirs) = (list.clone(), list.clone());
            // By the first alone: the second shows that equal ones keep their order.
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, |a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|pair| std::cmp::Reverse(pair.0));
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }
    }
}
