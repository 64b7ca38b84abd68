//! The soft fill from a line down to zero: under 5xx and under traffic, for complete slots only.

use crate::decimate::Column;
use crate::layers::step_line::{Line, steps, value};
use crate::outline::area;
use crate::palette::Rgba;
use crate::panel::Series;
use crate::sheet::{Painted, Sheet};
use originscope_core::Class;
use originscope_core::SlotState;
use plotters_backend::DrawingBackend;

/// The fills of all series that have one.
pub(crate) fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, lines: &[Vec<Line>]) -> Painted<DB> {
    for (series, lines) in sheet.model.series.iter().zip(lines) {
        let opacity = match series.role.class() {
            Some(Class::ServerError) => sheet.palette.soft,
            None => sheet.palette.softer,
            Some(_) => continue,
        };
        let color = sheet.palette.graphic(series.role).at(opacity);
        for line in lines.iter().filter(|line| line.state == SlotState::Came) {
            fill(sheet, series, line, color)?;
        }
    }
    Ok(())
}

fn fill<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    series: &Series,
    line: &Line,
    color: Rgba,
) -> Painted<DB> {
    let base = sheet.layout.plot.y1;
    let y = |value: f64| sheet.scale.px_from_value(value);
    if let Some(columns) = &line.columns {
        // From the smallest to the largest value of a column the line itself is painted, so the fill ends at the smallest.
        let stretch = |column: &Column| (column.x, column.x + 1, y(column.min), base);
        return sheet.fill_stretches(columns.iter().map(stretch), color);
    }
    let top = steps(sheet, &line.slots, |slot| y(value(series, slot)));
    sheet.polygon(area(&top, base), color)
}
