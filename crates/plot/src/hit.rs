//! From a pointer or a key to a slot.

use crate::layout::Layout;
use crate::panel::PanelModel;

/// The slot under a horizontal position in CSS pixels from the canvas' left edge; `None` outside the plot or the timeline.
#[must_use]
pub fn slot_at_px(model: &PanelModel, layout: &Layout, x_css: f64) -> Option<usize> {
    let px = x_css * layout.frame.ratio;
    if px < f64::from(layout.plot.x0) || px >= f64::from(layout.plot.x1) {
        return None;
    }
    model.slot_at(layout.time.time_from_px(px))
}

/// The slot `steps` away from the one at `at`, kept inside the timeline; the last slot when nothing is chosen yet.
#[must_use]
pub fn neighbour(model: &PanelModel, at: Option<i64>, steps: i64) -> Option<usize> {
    let last = model.slots().checked_sub(1)?;
    let Some(slot) = at.and_then(|at| model.slot_at(at)) else {
        return Some(last);
    };
    let wanted = i64::try_from(slot).ok()?.saturating_add(steps).max(0);
    Some(usize::try_from(wanted).ok()?.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw_tests::{DESKTOP, model};
    use crate::panel::PanelKind;

    #[test]
    fn a_pointer_hits_the_slot_it_is_over() {
        let model = model(PanelKind::Errors);
        let layout = Layout::new(model.kind, &model.view, DESKTOP);
        assert_eq!(slot_at_px(&model, &layout, 56.0), Some(0));
        assert_eq!(
            slot_at_px(&model, &layout, 56.0 + 47.0 * 16.0 + 15.9),
            Some(47)
        );
        assert_eq!(slot_at_px(&model, &layout, 1015.9), Some(59));
        assert_eq!(slot_at_px(&model, &layout, 55.9), None, "the gutter");
        assert_eq!(slot_at_px(&model, &layout, 1016.0), None, "the margin");
    }

    #[test]
    fn arrows_stay_inside_the_timeline() {
        let model = model(PanelKind::Errors);
        let at = |slot| Some(model.time_of(slot));
        assert_eq!(
            neighbour(&model, None, -1),
            Some(59),
            "the newest slot first"
        );
        assert_eq!(neighbour(&model, at(30), 1), Some(31));
        assert_eq!(neighbour(&model, at(3), -10), Some(0));
        assert_eq!(neighbour(&model, at(55), i64::from(i32::MAX)), Some(59));
    }
}
