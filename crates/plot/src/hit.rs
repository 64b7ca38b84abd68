//! From a pointer or a key to a slot.

use crate::layout::Layout;
use crate::panel::PanelModel;
use originscope_core::TimeRange;

/// The slot under a horizontal position in CSS pixels from the canvas' left edge; `None` outside the plot or the timeline.
#[must_use]
pub fn slot_at_px(model: &PanelModel, layout: &Layout, x_css: f64) -> Option<usize> {
    let px = x_css * layout.frame.ratio;
    if px < f64::from(layout.plot.x0) || px >= f64::from(layout.plot.x1) {
        return None;
    }
    model.slot_at(layout.time.time_from_px(px))
}

/// The slot nearest to a horizontal position in CSS pixels, also outside the plot: a drag may leave it.
#[must_use]
pub fn slot_near_px(model: &PanelModel, layout: &Layout, x_css: f64) -> Option<usize> {
    let last = model.slots().checked_sub(1)?;
    let px =
        (x_css * layout.frame.ratio).clamp(f64::from(layout.plot.x0), f64::from(layout.plot.x1));
    let at = layout.time.time_from_px(px);
    Some(
        model
            .slot_at(at)
            .unwrap_or(if at < model.first { 0 } else { last }),
    )
}

/// The range from one slot to another, both included, in either order.
#[must_use]
pub fn snapped(model: &PanelModel, one: usize, other: usize) -> TimeRange {
    TimeRange::new(
        model.time_of(one.min(other)),
        model.time_of(one.max(other).saturating_add(1)),
    )
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
    fn a_selection_is_made_of_whole_slots() {
        let model = model(PanelKind::Errors);
        let layout = Layout::new(model.kind, &model.view, DESKTOP);
        assert_eq!(slot_near_px(&model, &layout, -50.0), Some(0));
        assert_eq!(slot_near_px(&model, &layout, 5000.0), Some(59));
        let minutes = |from: i64, to: i64| TimeRange::new(43_200 + from * 60, 43_200 + to * 60);
        assert_eq!(snapped(&model, 41, 54), minutes(41, 55));
        assert_eq!(snapped(&model, 54, 41), minutes(41, 55));
        assert_eq!(snapped(&model, 7, 7), minutes(7, 8));
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
