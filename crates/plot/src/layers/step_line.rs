//! Step-after lines: solid where slots are complete, dashed where they are provisional, nothing anywhere else.

use crate::decimate::columns;
use crate::outline::{Step, envelope, thick};
use crate::panel::{Role, Series};
use crate::pen::Pen;
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
    let pen = pen(sheet, series.role);
    let color = sheet.palette.graphic(series.role);
    let scale = sheet.scale;
    if sheet.grid().is_dense(pen.touched()) {
        let found = columns(
            |slot| value(series, slot),
            slots.clone(),
            &sheet.layout.time,
            sheet.model.first,
            sheet.model.grain,
        );
        return sheet.stroke(pen, color, |width| {
            envelope(&found, width, |v| scale.px_from_value(v))
        });
    }
    let found = steps(sheet, slots, |slot| {
        scale.px_from_value(value(series, slot))
    });
    match pattern(series.role).filter(|_| sheet.palette.patterned) {
        Some(pattern) => sheet.dash(&found, pen, pattern, color),
        None => sheet.stroke(pen, color, |width| thick(&found, width)),
    }
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
    let color = sheet.palette.graphic(role);
    sheet.dash(steps, pen(sheet, role), (3.0, 3.0), color)
}

fn pen<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, role: Role) -> Pen {
    sheet.pen(match role.class() {
        // DESIGN, Lines: 5xx 2 px, 4xx 1.5, traffic 1.75; forced colours: 2xx 1.
        Some(Class::ServerError) => 2.0,
        Some(Class::Success) if sheet.palette.patterned => 1.0,
        Some(_) => 1.5,
        None => 1.75,
    })
}

/// DESIGN, forced colours: what tells a class without its hue; 5xx and 2xx are solid.
const fn pattern(role: Role) -> Option<(f64, f64)> {
    match role.class() {
        Some(Class::ClientError) => Some((6.0, 3.0)),
        Some(Class::Redirect) => Some((2.0, 2.0)),
        Some(Class::Informational | Class::Other) => Some((1.0, 3.0)),
        Some(Class::ServerError | Class::Success) | None => None,
    }
}
