//! The compared period: thin dashes under the data, on into the part that is not published yet.

use crate::decimate::{Grid, columns};
use crate::extents::Extents;
use crate::layers::step_line::steps;
use crate::outline::thick;
use crate::panel::Series;
use crate::sheet::{Painted, Sheet};
use core::ops::Range;

/// DESIGN, Ghost: 1.25 px, dash 4 3.
const WIDTH: f64 = 1.25;
const DASH: (f64, f64) = (4.0, 3.0);

/// The ghosts of all series that have one, wherever they have a value.
pub(crate) fn draw(sheet: &Sheet<'_>) -> Painted {
    let series = sheet.model.series.iter().zip(&sheet.digest.ghosts);
    for (series, (runs, extents)) in series.rev() {
        for run in runs {
            ghost(sheet, series, extents, &run.slots)?;
        }
    }
    Ok(())
}

fn earlier(series: &Series, slot: usize) -> f64 {
    series.earlier.get(slot).copied().unwrap_or(f64::NAN)
}

fn ghost(sheet: &Sheet<'_>, series: &Series, extents: &Extents, slots: &Range<usize>) -> Painted {
    let pen = sheet.pen(WIDTH);
    // Opaque, as it looks on the surface: where dashes meet at a corner nothing shows through twice.
    let hue = sheet.palette.graphic(series.role);
    let color = hue.over(sheet.palette.surface, sheet.palette.ghost);
    let y = |value: f64| sheet.scale.px_from_value(value);
    if sheet.grid().is_dense(pen.touched()) {
        let Grid { time, first, grain } = sheet.grid();
        let slots = slots.clone();
        let found = columns(&series.earlier, extents, slots, time, (first, grain));
        return sheet.stroke_columns(pen, color, &found);
    }
    let found = steps(sheet, slots, |slot| y(earlier(series, slot)));
    if found.len() == 1 && sheet.grid().px_per_slot() < f64::from(sheet.px(DASH.0)) {
        return sheet.stroke(pen, color, |width| thick(&found, width));
    }
    sheet.dash(&found, pen, DASH, color)
}
