//! The vertical scale: a nice ceiling and 1-2-2.5-5 ticks from zero.

use crate::digest::Digest;
use crate::layout::Layout;
use crate::panel::{PanelKind, PanelModel, ValueLabels};

/// The vertical scale of a panel, from 0 at the bottom of the plot to `top` at its top.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueScale {
    /// The value at the top of the plot.
    pub top: f64,
    /// The ticks, from 0 upwards.
    pub ticks: Vec<f64>,
    bottom_px: i32,
    height_px: i32,
    /// What values are divided by before they are written.
    unit: f64,
}

/// Ticks are at least this far apart, CSS pixels.
const CLOSEST: f64 = 30.0;

impl ValueScale {
    /// The scale that shows all of a panel's values, and both thresholds once anything reaches them.
    pub(crate) fn new(model: &PanelModel, digest: &Digest, layout: &Layout) -> Self {
        let (top, ticks) = match model.kind {
            _ if model.stacked && layout.frame.compact => (100.0, vec![0.0, 100.0]),
            _ if model.stacked => (100.0, vec![0.0, 50.0, 100.0]),
            PanelKind::Errors => nice(errors_ceiling(model, digest), intervals(layout)),
            PanelKind::Composition | PanelKind::Traffic => nice(digest.largest, intervals(layout)),
        };
        Self {
            top,
            ticks,
            bottom_px: layout.plot.y1,
            height_px: layout.plot.height(),
            unit: match model.labels {
                ValueLabels::Prefixed => prefix(digest.largest).0,
                ValueLabels::Percent(_) | ValueLabels::Counts => 1.0,
            },
        }
    }

    /// The pixel edge of a value; values beyond the plot are cut at its edges.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // clamped into the plot
    pub fn px_from_value(&self, value: f64) -> i32 {
        let share = if value.is_finite() {
            (value / self.top).clamp(0.0, 1.0)
        } else {
            0.0
        };
        // Not `round`, which is a call in WebAssembly; nothing here is below 0.
        self.bottom_px - (share * f64::from(self.height_px) + 0.5).floor() as i32
    }

    /// How a tick is written.
    #[must_use]
    pub fn label(&self, tick: f64, model: &PanelModel) -> String {
        let step = self.ticks.get(1).copied().unwrap_or(1.0);
        match &model.labels {
            ValueLabels::Percent(suffix) => format!("{}{suffix}", fixed(tick, step)),
            ValueLabels::Prefixed => fixed(tick / self.unit, step / self.unit),
            ValueLabels::Counts => count(tick, step),
        }
    }
}

/// DESIGN: top = nice ceiling of max(5xx, 4xx, 2 x amber line); both thresholds stay visible once the values pass the lower one.
fn errors_ceiling(model: &PanelModel, digest: &Digest) -> f64 {
    let amber = model
        .thresholds
        .iter()
        .map(|line| line.value)
        .fold(f64::INFINITY, f64::min);
    let red = model
        .thresholds
        .iter()
        .map(|line| line.value)
        .fold(0.0, f64::max);
    if !amber.is_finite() {
        return digest.largest;
    }
    let shown = if digest.largest_5xx >= amber {
        red
    } else {
        0.0
    };
    digest.largest.max(2.0 * amber).max(shown)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to 2..=5
fn intervals(layout: &Layout) -> i32 {
    let most = if layout.frame.compact { 2.0 } else { 5.0 };
    (layout.plot_height_css() / CLOSEST)
        .floor()
        .clamp(2.0, most) as i32
}

/// The smallest scale of at most `most` equal steps of 1, 2, 2.5 or 5 times a power of ten that reaches `max`.
fn nice(max: f64, most: i32) -> (f64, Vec<f64>) {
    let max = if max.is_finite() && max > 0.0 {
        max
    } else {
        1.0
    };
    let mut power = 10_f64.powf((max / f64::from(most)).log10().floor());
    loop {
        for factor in [1.0, 2.0, 2.5, 5.0] {
            let step = factor * power;
            let count = (max / step - 1e-9).ceil().max(1.0);
            if count <= f64::from(most) {
                #[allow(clippy::cast_possible_truncation)] // at most `most`
                let ticks = (0..=count as i32).map(|k| f64::from(k) * step).collect();
                return (count * step, ticks);
            }
        }
        power *= 10.0;
    }
}

/// As many decimals as the step needs.
fn fixed(value: f64, step: f64) -> String {
    let decimals = (0..6).find(|places| {
        let scaled = step * 10_f64.powi(*places);
        (scaled - scaled.round()).abs() < 1e-6
    });
    format!(
        "{value:.*}",
        usize::try_from(decimals.unwrap_or(6)).unwrap_or(0)
    )
}

/// A count: with separators below 10,000, shortened from there on.
fn count(value: f64, step: f64) -> String {
    if value >= 10_000.0 {
        let (unit, letter) = prefix(value);
        return format!("{}{letter}", fixed(value / unit, step / unit));
    }
    let text = fixed(value, step);
    match text.len() {
        // A nice step below 10,000 has no decimals once its value has four digits.
        4 if !text.contains('.') => format!("{},{}", &text[..1], &text[1..]),
        _ => text,
    }
}

/// The decimal prefix for an axis that reaches `max`: the divisor and the letter (empty below 1000).
#[must_use]
pub fn prefix(max: f64) -> (f64, &'static str) {
    const PREFIXES: [(f64, &str); 5] =
        [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];
    PREFIXES
        .into_iter()
        .find(|(unit, _)| max >= *unit)
        .unwrap_or((1.0, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nice_ceilings() {
        // The mock's errors: 8.62 % on 0 2 4 6 8 10; its traffic: 427 Mbps on 0 200 400 600.
        assert_eq!(nice(8.62, 5), (10.0, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]));
        assert_eq!(nice(427.0, 3), (600.0, vec![0.0, 200.0, 400.0, 600.0]));
        assert_eq!(nice(2.0, 5).0, 2.0);
        assert_eq!(nice(100.0, 5).0, 100.0);
        assert_eq!(nice(0.0, 5).0, 1.0);
        assert_eq!(nice(f64::NAN, 5).0, 1.0);
    }

    #[test]
    fn four_to_six_ticks_that_reach_the_maximum() {
        for k in 1..4000 {
            let max = f64::from(k) * 0.037;
            let (top, ticks) = nice(max, 5);
            assert!(
                top >= max - 1e-6 && (4..=6).contains(&ticks.len()),
                "{max}: {ticks:?}"
            );
            assert!(
                ticks.iter().rev().nth(1).is_some_and(|below| *below < max),
                "{max}: the top step is needed"
            );
        }
    }

    #[test]
    fn labels_have_the_decimals_of_their_step() {
        assert_eq!(fixed(2.5, 2.5), "2.5");
        assert_eq!(fixed(5.0, 2.5), "5.0");
        assert_eq!(fixed(10.0, 2.0), "10");
        assert_eq!(fixed(0.02, 0.01), "0.02");
        assert_eq!(
            [0.0, 500.0, 1500.0].map(|value| count(value, 500.0)),
            ["0", "500", "1,500"]
        );
        assert_eq!(count(20_000.0, 5_000.0), "20k");
        assert_eq!(prefix(427e6), (1e6, "M"));
        assert_eq!(prefix(999.0), (1.0, ""));
    }
}
