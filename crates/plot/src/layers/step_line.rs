//! Step-after lines: solid where slots are complete, dashed where they are provisional, nothing anywhere else.

use crate::decimate::{Column, Grid, columns};
use crate::extents::Extents;
use crate::outline::{Step, thick};
use crate::panel::{Role, Series};
use crate::pen::Pen;
use crate::runs::Run;
use crate::sheet::{Painted, Sheet};
use core::ops::Range;
use originscope_core::Class;
use originscope_core::SlotState;

/// A run of slots of a series, drawn for itself.
pub(crate) struct Line {
    pub(crate) slots: Range<usize>,
    pub(crate) state: SlotState,
    /// Where slots are too narrow to be told apart: what it covers in each pixel column.
    pub(crate) columns: Option<Vec<Column>>,
}

/// The lines of every series, in the model's order: the area under a line needs the same columns as the line.
pub(crate) fn lines(sheet: &Sheet<'_>) -> Vec<Vec<Line>> {
    let of = |(series, (runs, extents)): (&Series, &(Vec<Run<SlotState>>, Extents))| {
        let Grid { time, first, grain } = sheet.grid();
        let is_dense = sheet.grid().is_dense(pen(sheet, series.role).touched());
        let line = |Run { slots, kind }: &Run<SlotState>| Line {
            columns: (is_dense && *kind == SlotState::Came)
                .then(|| columns(&series.values, extents, slots.clone(), time, (first, grain))),
            slots: slots.clone(),
            state: *kind,
        };
        runs.iter().map(line).collect()
    };
    let series = sheet.model.series.iter();
    series.zip(&sheet.digest.lines).map(of).collect()
}

/// All series of the panel, the first one last, so that 5xx lies on top.
pub(crate) fn draw(sheet: &Sheet<'_>, lines: &[Vec<Line>]) -> Painted {
    for (series, lines) in sheet.model.series.iter().zip(lines).rev() {
        for line in lines {
            if line.state == SlotState::Provisional {
                dashed(sheet, series, &line.slots)?
            } else {
                solid(sheet, series, line)?
            }
        }
    }
    Ok(())
}

/// The slots of a run as steps on whole pixels, cut at the plot.
pub(crate) fn steps(
    sheet: &Sheet<'_>,
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

fn solid(sheet: &Sheet<'_>, series: &Series, line: &Line) -> Painted {
    let pen = pen(sheet, series.role);
    let color = sheet.palette.graphic(series.role);
    let scale = sheet.scale;
    if let Some(columns) = &line.columns {
        return sheet.stroke_columns(pen, color, columns);
    }
    let found = steps(sheet, &line.slots, |slot| {
        scale.px_from_value(value(series, slot))
    });
    match pattern(series.role).filter(|_| sheet.palette.patterned) {
        Some(pattern) => sheet.dash(&found, pen, pattern, color),
        None => sheet.stroke(pen, color, |width| thick(&found, width)),
    }
}

fn dashed(sheet: &Sheet<'_>, series: &Series, slots: &Range<usize>) -> Painted {
    let found = steps(sheet, slots, |slot| {
        sheet.scale.px_from_value(value(series, slot))
    });
    dash_steps(sheet, series.role, &found)
}

/// Dashes of 3 and gaps of 3 along steps, in a role's hue and width.
pub(crate) fn dash_steps(sheet: &Sheet<'_>, role: Role, steps: &[Step]) -> Painted {
    let color = sheet.palette.graphic(role);
    sheet.dash(steps, pen(sheet, role), (3.0, 3.0), color)
}

fn pen(sheet: &Sheet<'_>, role: Role) -> Pen {
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
