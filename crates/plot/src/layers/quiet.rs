//! Slots that came without one request: a 1 px outline and no fill, since a share of nothing is nothing.

use crate::layout::Rect;
use crate::sheet::{Painted, Sheet};

/// All outlines.
pub(crate) fn draw(sheet: &Sheet<'_>) -> Painted {
    let line = sheet.px(1.0);
    let mark = sheet.palette.mark;
    for run in &sheet.digest.quiet {
        let (x0, x1) = sheet.span(&run.slots);
        let frame = sheet.column(x0, x1);
        sheet.fill(
            Rect {
                y1: frame.y0 + line,
                ..frame
            },
            mark,
        )?;
        sheet.fill(
            Rect {
                y0: frame.y1 - line,
                ..frame
            },
            mark,
        )?;
        if frame.width() > 2 * line {
            sheet.fill(
                Rect {
                    x1: frame.x0 + line,
                    ..frame
                },
                mark,
            )?;
            sheet.fill(
                Rect {
                    x0: frame.x1 - line,
                    ..frame
                },
                mark,
            )?;
        }
    }
    Ok(())
}
