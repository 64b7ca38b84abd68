//! The soft fill from a line down to zero: under 5xx and under traffic, for complete slots only.

use crate::decimate::Column;
use crate::layers::step_line::{Line, steps, value};
use crate::layout::Rect;
use crate::outline::area;
use crate::palette::Rgba;
use crate::panel::Series;
use crate::sheet::{Painted, Sheet};
use originscope_core::Class;
use originscope_core::SlotState;

/// The fills of all series that have one.
pub(crate) fn draw(sheet: &Sheet<'_>, lines: &[Vec<Line>]) -> Painted {
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

fn fill(sheet: &Sheet<'_>, series: &Series, line: &Line, color: Rgba) -> Painted {
    let base = sheet.layout.plot.y1;
    let y = |value: f64| sheet.scale.px_from_value(value);
    if let Some(columns) = &line.columns {
        // From the smallest to the largest value of a column the line itself is painted, so the fill ends at the smallest.
        let part = |column: &Column| Rect {
            x0: column.x,
            y0: y(column.min),
            x1: column.x + 1,
            y1: base,
        };
        return sheet.fill_all(columns.iter().map(part), color);
    }
    let top = steps(sheet, &line.slots, |slot| y(value(series, slot)));
    sheet.fill_all(area(&top, base), color)
}
