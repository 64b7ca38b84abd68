//! Step-after lines: solid where slots are complete, dashed where they are provisional, nothing anywhere else.

use crate::decimate::columns;
use crate::layout::Rect;
use crate::outline::{Step, dashes, envelope, thick};
use crate::panel::{Role, Series};
use crate::runs::{Run, runs};
use crate::sheet::{Painted, Sheet};
use core::ops::Range;
use originscope_core::Class;
use originscope_core::SlotState;
use plotters_backend::DrawingBackend;

/// All series of the panel, the first one last, so that 5xx lies on top.
pub(crate) fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    for series in sheet.model.series.iter().rev() {
        for run in drawable(sheet, series) {
            if run.kind == SlotState::Provisional {
                dashed(sheet, series, &run.slots)?
            } else {
                solid(sheet, series, &run.slots)?
            }
        }
    }
    Ok(())
}

/// The runs of slots in which a series has values; each is drawn for itself.
pub(crate) fn drawable<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    series: &Series,
) -> Vec<Run<SlotState>> {
    runs(sheet.model.slots(), |slot| {
        let state = sheet.model.states.get(slot).copied()?;
        let finite = series
            .values
            .get(slot)
            .is_some_and(|value| value.is_finite());
        (finite && matches!(state, SlotState::Came | SlotState::Provisional)).then_some(state)
    })
}

/// The slots of a run as steps on whole pixels, cut at the plot.
pub(crate) fn steps<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    slots: &Range<usize>,
    y: impl Fn(usize) -> i32,
) -> Vec<Step> {
    let cut = |slot: usize| {
        sheet
            .grid()
            .px(slot)
            .clamp(sheet.layout.plot.x0, sheet.layout.plot.x1)
    };
    let all = slots.clone().map(|slot| Step {
        x0: cut(slot),
        x1: cut(slot + 1),
        y: y(slot),
    });
    all.filter(|step| step.x0 < step.x1).collect()
}

/// Value of a series in a slot of one of its runs.
pub(crate) fn value(series: &Series, slot: usize) -> f64 {
    series.values.get(slot).copied().unwrap_or(0.0)
}

fn solid<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    series: &Series,
    slots: &Range<usize>,
) -> Painted<DB> {
    let width = sheet.px(width_css(series.role));
    let color = sheet.palette.graphic(series.role);
    let scale = sheet.scale;
    if sheet.grid().is_dense(width) {
        let found = columns(
            |slot| value(series, slot),
            slots.clone(),
            &sheet.layout.time,
            sheet.model.first,
            sheet.model.grain,
        );
        return sheet.polygon(envelope(&found, width, |v| scale.px_from_value(v)), color);
    }
    let found = steps(sheet, slots, |slot| {
        scale.px_from_value(value(series, slot))
    });
    sheet.polygon(thick(&found, width), color)
}

fn dashed<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    series: &Series,
    slots: &Range<usize>,
) -> Painted<DB> {
    let found = steps(sheet, slots, |slot| {
        sheet.scale.px_from_value(value(series, slot))
    });
    dash_steps(sheet, series.role, &found)
}

/// Dashes of 3 and gaps of 3 along steps, in a role's hue and width.
pub(crate) fn dash_steps<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    role: Role,
    steps: &[Step],
) -> Painted<DB> {
    let dash = sheet.px(3.0);
    for (x0, y0, x1, y1) in dashes(steps, sheet.px(width_css(role)), dash, dash) {
        sheet.fill(Rect { x0, y0, x1, y1 }, sheet.palette.graphic(role))?;
    }
    Ok(())
}

/// DESIGN: 5xx 2 px, 4xx 1.5, traffic 1.75.
const fn width_css(role: Role) -> f64 {
    match role {
        Role::Class(Class::ServerError) => 2.0,
        Role::Traffic => 1.75,
        Role::Class(_) => 1.5,
    }
}
