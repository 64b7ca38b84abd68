//! The soft fill from a line down to zero: under 5xx and under traffic, for complete slots only.

use crate::decimate::columns;
use crate::layers::step_line::{drawable, steps, value};
use crate::outline::{Step, area};
use crate::panel::Series;
use crate::sheet::{Painted, Sheet};
use core::ops::Range;
use originscope_core::Class;
use originscope_core::SlotState;
use plotters_backend::DrawingBackend;

/// The fills of all series that have one.
pub(crate) fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    for series in &sheet.model.series {
        let opacity = match series.role.class() {
            Some(Class::ServerError) => sheet.palette.soft,
            None => sheet.palette.softer,
            Some(_) => continue,
        };
        for run in drawable(sheet, series)
            .into_iter()
            .filter(|run| run.kind == SlotState::Came)
        {
            let outline = area(&boundary(sheet, series, &run.slots), sheet.layout.plot.y1);
            sheet.polygon(outline, sheet.palette.graphic(series.role).at(opacity))?;
        }
    }
    Ok(())
}

fn boundary<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    series: &Series,
    slots: &Range<usize>,
) -> Vec<Step> {
    let scale = sheet.scale;
    if !sheet.grid().is_dense(sheet.px(2.0)) {
        return steps(sheet, slots, |slot| {
            scale.px_from_value(value(series, slot))
        });
    }
    // From the smallest to the largest value of a column the line itself is painted, so the fill ends at the smallest.
    let found = columns(
        |slot| value(series, slot),
        slots.clone(),
        &sheet.layout.time,
        sheet.model.first,
        sheet.model.grain,
    );
    found
        .iter()
        .map(|column| Step {
            x0: column.x,
            x1: column.x + 1,
            y: scale.px_from_value(column.min),
        })
        .collect()
}
