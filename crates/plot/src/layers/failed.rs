//! Windows whose call failed: a block of surface with a ring in the 5xx hue. Its words and its button are the overlay's.

use crate::layout::{Layout, Rect};
use crate::panel::Failure;
use crate::sheet::{Painted, Sheet};

/// The block of a failure, cut at the plot.
pub(crate) fn block(failure: &Failure, layout: &Layout) -> Rect {
    let x0 = layout.time.clamped_px_from_time(failure.range.start);
    let x1 = layout.time.clamped_px_from_time(failure.range.end);
    Rect {
        x0,
        x1,
        ..layout.plot
    }
}

/// All blocks.
pub(crate) fn draw(sheet: &Sheet<'_>, blocks: &[Rect]) -> Painted {
    let line = sheet.px(1.0);
    let color = sheet.palette.class[4];
    for block in blocks.iter().filter(|block| block.width() > 0) {
        sheet.fill(*block, sheet.palette.surface)?;
        for side in ring(*block, line) {
            sheet.fill(side, color)?;
        }
    }
    Ok(())
}

/// The four sides, short of the corners, and one square in each corner: a radius of 4 on whole pixels.
fn ring(block: Rect, line: i32) -> Vec<Rect> {
    let Rect { x0, y0, x1, y1 } = block;
    if block.width() <= 6 * line {
        return vec![
            Rect {
                x1: x0 + line,
                ..block
            },
            Rect {
                x0: x1 - line,
                ..block
            },
        ];
    }
    let mut sides = vec![
        Rect {
            x0: x0 + 2 * line,
            x1: x1 - 2 * line,
            y0,
            y1: y0 + line,
        },
        Rect {
            x0: x0 + 2 * line,
            x1: x1 - 2 * line,
            y0: y1 - line,
            y1,
        },
        Rect {
            x0,
            x1: x0 + line,
            y0: y0 + 2 * line,
            y1: y1 - 2 * line,
        },
        Rect {
            x0: x1 - line,
            x1,
            y0: y0 + 2 * line,
            y1: y1 - 2 * line,
        },
    ];
    for x in [x0 + line, x1 - 2 * line] {
        for y in [y0 + line, y1 - 2 * line] {
            sides.push(Rect {
                x0: x,
                x1: x + line,
                y0: y,
                y1: y + line,
            });
        }
    }
    sides
}
