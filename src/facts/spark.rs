//! Sparklines as SVG path data.

/// The path of `values` in a box of `width` by `height`, from `low` at the foot to `high` at the top. NaN breaks it.
/// A value between two gaps becomes a dash of its slot's width, so that it is seen.
pub fn spark_path(values: &[f64], low: f64, high: f64, width: f64, height: f64) -> String {
    #[allow(clippy::cast_precision_loss)] // slots of one page
    let step = width / values.len().max(1) as f64;
    let span = if high > low { high - low } else { 1.0 };
    let y_of = |value: f64| height - 1.0 - (height - 2.0) * ((value - low) / span).clamp(0.0, 1.0);
    let mut path = String::new();
    let mut pen_is_down = false;
    for (slot, value) in values.iter().enumerate() {
        if !value.is_finite() {
            pen_is_down = false;
            continue;
        }
        #[allow(clippy::cast_precision_loss)] // see above
        let x = (slot as f64 + 0.5) * step;
        let next_is_gap = values
            .get(slot.saturating_add(1))
            .is_none_or(|next| !next.is_finite());
        if !pen_is_down && next_is_gap {
            path.push_str(&format!(
                "M{:.1} {:.1}h{:.1}",
                x - step / 2.0,
                y_of(*value),
                step.max(1.0)
            ));
        } else {
            path.push_str(&format!(
                "{}{x:.1} {:.1}",
                if pen_is_down { 'L' } else { 'M' },
                y_of(*value)
            ));
        }
        pen_is_down = true;
    }
    path
}

/// At most so many values: each the mean of the finite ones of its part, NaN where a part has none.
pub fn thinned(values: &[f64], most: usize) -> Vec<f64> {
    let part = values.len().div_ceil(most.max(1)).max(1);
    let mean = |part: &[f64]| {
        let finite: Vec<f64> = part
            .iter()
            .copied()
            .filter(|value| value.is_finite())
            .collect();
        #[allow(clippy::cast_precision_loss)] // slots of one page
        let count = finite.len() as f64;
        finite.iter().sum::<f64>() / count
    };
    values.chunks(part).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_gap_lifts_the_pen_and_a_lone_value_is_a_dash() {
        // Four slots of 10 in a box of 40 by 12: the foot is at 11, the top at 1.
        let path = spark_path(&[0.0, 10.0, f64::NAN, 5.0], 0.0, 10.0, 40.0, 12.0);
        assert_eq!(path, "M5.0 11.0L15.0 1.0M30.0 6.0h10.0");
    }

    #[test]
    fn thinning_means_the_finite_values_and_keeps_gaps() {
        let thin = thinned(&[1.0, 3.0, f64::NAN, 5.0, f64::NAN, f64::NAN], 3);
        assert_eq!(thin.first(), Some(&2.0));
        assert_eq!(thin.get(1), Some(&5.0));
        assert!(thin.last().is_some_and(|last| last.is_nan()));
        assert_eq!(thinned(&[1.0, 2.0], 72), [1.0, 2.0]);
    }

    #[test]
    fn a_flat_line_stands_at_the_foot_and_nothing_draws_nothing() {
        assert_eq!(
            spark_path(&[3.0, 3.0], 3.0, 3.0, 20.0, 12.0),
            "M5.0 11.0L15.0 11.0"
        );
        assert_eq!(spark_path(&[f64::NAN], 0.0, 1.0, 20.0, 12.0), "");
    }
}
