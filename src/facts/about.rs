//! A mean over slots of which many are missing is about right, and says so.

use originscope_core::Timeline;

/// Under this coverage, in percent, a mean is marked (research of the product, 5.4).
const SURE_COVERAGE: f64 = 90.0;

/// A mean over a timeline as text, with a tilde where too few of the due slots came.
pub fn about(timeline: &Timeline, mean: &str) -> String {
    let percent = timeline.coverage().percent();
    let mark = match percent {
        Some(percent) if percent < SURE_COVERAGE => "~",
        _ => "",
    };
    format!("{mark}{mean}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::reading::tests::codes;
    use originscope_core::SlotState::{Absent, Came};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn under_nine_of_ten_slots_a_mean_is_about() {
        let of = |absent: usize| {
            let mut states = [Came; 10];
            states
                .iter_mut()
                .take(absent)
                .for_each(|state| *state = Absent);
            about(&codes(0, &states, [90.0, 4.0, 3.0, 3.0]).timeline, "4.2")
        };
        assert_eq!([of(0), of(1), of(2)], ["4.2", "4.2", "~4.2"]);
    }
}
