//! Dotted lines where a class becomes a verdict.

use crate::layout::Rect;
use crate::outline::{before, pieces};
use crate::palette::Rgba;
use crate::panel::{Role, Threshold};
use crate::sheet::{Lettering, Painted, Sheet};
use plotters::style::text_anchor::HPos;

/// The dots: 1.5 px with round ends, 1 on and 3 off, so 2.5 px every 4. Lines beyond the scale are left out.
pub(crate) fn lines(sheet: &Sheet<'_>) -> Painted {
    let plot = sheet.layout.plot;
    let pen = sheet.pen(1.5);
    let on = sheet.px(2.5 - 0.5).max(pen.full);
    let off = (sheet.px(4.0) - on).max(1);
    for line in visible(sheet) {
        let y = sheet.scale.px_from_value(line.value) - before(pen.full);
        let color = sheet.palette.graphic(Role::Class(line.class));
        let mut dots = Vec::new();
        pieces(plot.x0, plot.x1, on, off, &mut 0, |a, b| dots.push((a, b)));
        let row = |y0: i32, y1: i32, color: Rgba| -> Painted {
            for (x0, x1) in &dots {
                let (x0, x1) = (*x0, *x1);
                sheet.fill(Rect { x0, y0, x1, y1 }, color)?;
            }
            Ok(())
        };
        row(y, y + pen.full, color)?;
        row(y - 1, y, color.at(color.a * pen.part))?;
    }
    Ok(())
}

/// Height of the tallest letters over the baseline, CSS pixels.
const LETTER_HEIGHT: f64 = 9.0;

/// Their words, 8 px in from the left and 4 px above (below, at the top of the plot).
pub(crate) fn labels(sheet: &Sheet<'_>) -> Painted {
    for line in visible(sheet).filter(|line| is_labelled(sheet, line)) {
        let style = Lettering::over_data(sheet.palette.text(Role::Class(line.class)), HPos::Left);
        let y = sheet.scale.px_from_value(line.value);
        let above = y - sheet.px(4.0);
        // Under the line where the top of the canvas is too near.
        let fits = above - sheet.px(LETTER_HEIGHT) >= sheet.layout.plot.y0;
        let baseline = if fits {
            above
        } else {
            y + sheet.px(4.0 + LETTER_HEIGHT)
        };
        sheet.text(
            &line.label,
            sheet.layout.plot.x0 + sheet.px(8.0),
            baseline,
            style,
        )?;
    }
    Ok(())
}

/// Whether a line gets its words: those that always do, and others where there is room beside them.
fn is_labelled(sheet: &Sheet<'_>, line: &Threshold) -> bool {
    if line.always_labelled {
        return true;
    }
    let y = sheet.scale.px_from_value(line.value);
    let room = sheet.px(LETTER_HEIGHT + 4.0);
    let mut others = visible(sheet).filter(|other| other.always_labelled);
    !sheet.layout.frame.compact
        && others.all(|other| (sheet.scale.px_from_value(other.value) - y).abs() >= room)
}

fn visible<'a>(sheet: &'a Sheet<'_>) -> impl Iterator<Item = &'a Threshold> {
    sheet
        .model
        .thresholds
        .iter()
        .filter(|line| line.value <= sheet.scale.top)
}
