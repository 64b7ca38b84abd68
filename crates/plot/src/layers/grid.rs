//! Grid lines at every tick, and the labels of the vertical axis.

use crate::axis::time::time_ticks;
use crate::layout::Rect;
use crate::sheet::{Lettering, Painted, Sheet};
use plotters::style::text_anchor::HPos;

/// Lines and labels; the zero line comes later, over the data.
pub(crate) fn draw(sheet: &Sheet<'_>) -> Painted {
    let plot = sheet.layout.plot;
    let line = sheet.px(1.0);
    for tick in time_ticks(
        &sheet.model.view,
        &sheet.layout.time,
        sheet.layout.frame.ratio,
    ) {
        let x = sheet.layout.time.px_from_time(tick.at);
        if x > plot.x0 && x < plot.x1 {
            sheet.fill(
                Rect {
                    x0: x,
                    x1: x + line,
                    ..plot
                },
                sheet.palette.grid,
            )?;
        }
    }
    for tick in &sheet.scale.ticks {
        let y = sheet.scale.px_from_value(*tick);
        if *tick > 0.0 {
            sheet.fill(
                Rect {
                    y0: y,
                    y1: y + line,
                    ..plot
                },
                sheet.palette.grid,
            )?;
        }
        let text = sheet.scale.label(*tick, sheet.model);
        let style = Lettering::plain(sheet.palette.ink3, HPos::Right);
        // Half the height of a digit below the line centres the label on it.
        sheet.text(&text, plot.x0 - sheet.px(8.0), y + sheet.px(4.0), style)?;
    }
    Ok(())
}

/// The line of the value 0, on the first pixel row under the plot.
pub(crate) fn zero_line(sheet: &Sheet<'_>) -> Painted {
    let plot = sheet.layout.plot;
    let under = Rect {
        y0: plot.y1,
        y1: plot.y1 + sheet.px(1.0),
        ..plot
    };
    sheet.fill(under, sheet.palette.edge)
}
