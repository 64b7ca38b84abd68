//! From a height in a panel to the series that is meant.

use crate::draw::Drawn;
use crate::panel::{PanelModel, Role};

/// A line farther away than this is not meant, CSS pixels.
const REACH: f64 = 16.0;

/// The series at a height, CSS pixels from the canvas' upper edge, in a slot: of a stack the band that holds it, else the
/// line that is nearest; `None` where nothing is near.
#[must_use]
pub fn series_at_px(model: &PanelModel, drawn: &Drawn, slot: usize, y_css: f64) -> Option<Role> {
    let ratio = drawn.layout.frame.ratio;
    let height = |value: f64| f64::from(drawn.scale.px_from_value(value)) / ratio;
    let mut below = 0.0;
    let mut best: Option<(f64, Role)> = None;
    for series in &model.series {
        let Some(value) = model.value(series.role, slot) else {
            continue;
        };
        if model.stacked {
            let (foot, top) = (height(below), height(below + value));
            if y_css <= foot && y_css > top {
                return Some(series.role);
            }
            below += value;
            continue;
        }
        let away = (height(value) - y_css).abs();
        if away <= REACH && best.is_none_or(|(nearest, _)| away < nearest) {
            best = Some((away, series.role));
        }
    }
    best.map(|(_, role)| role)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::draw_tests::{DESKTOP, model};
    use crate::panel::PanelKind;

    /// A slot in which every series has a value.
    fn full_slot(model: &PanelModel) -> usize {
        (0..model.slots())
            .find(|slot| {
                model
                    .series
                    .iter()
                    .all(|series| model.value(series.role, *slot).is_some())
            })
            .unwrap()
    }

    #[test]
    fn the_middle_of_every_band_is_that_band() {
        let model = model(PanelKind::Composition);
        let (drawn, slot) = (
            Drawn::measure(&model, &crate::Digest::new(&model), DESKTOP),
            full_slot(&model),
        );
        let mut below = 0.0;
        for series in &model.series {
            let value = model.value(series.role, slot).unwrap();
            let y = f64::from(drawn.scale.px_from_value(below + value / 2.0))
                / drawn.layout.frame.ratio;
            below += value;
            if value > 2.0 {
                assert_eq!(series_at_px(&model, &drawn, slot, y), Some(series.role));
            }
        }
        assert_eq!(series_at_px(&model, &drawn, slot, -50.0), None);
    }

    #[test]
    fn a_line_is_meant_from_near_by_only() {
        let model = model(PanelKind::Errors);
        let (drawn, slot) = (
            Drawn::measure(&model, &crate::Digest::new(&model), DESKTOP),
            full_slot(&model),
        );
        let ratio = drawn.layout.frame.ratio;
        for series in &model.series {
            let value = model.value(series.role, slot).unwrap();
            let y = f64::from(drawn.scale.px_from_value(value)) / ratio;
            assert_eq!(series_at_px(&model, &drawn, slot, y), Some(series.role));
        }
        assert_eq!(series_at_px(&model, &drawn, slot, -REACH * 2.0), None);
    }
}
