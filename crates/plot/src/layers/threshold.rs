//! Dotted lines where a class becomes a verdict.

use crate::layout::Rect;
use crate::outline::{before, pieces};
use crate::panel::{Role, Threshold};
use crate::sheet::{Lettering, Painted, Sheet};
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// The dots: 1.5 px, one every 4 px. Lines beyond the scale are left out.
pub(crate) fn lines<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    let plot = sheet.layout.plot;
    let dot = sheet.px(1.5);
    for line in visible(sheet) {
        let y0 = sheet.scale.px_from_value(line.value) - before(dot);
        let mut dots = Vec::new();
        pieces(
            plot.x0,
            plot.x1,
            dot,
            (sheet.px(4.0) - dot).max(1),
            &mut 0,
            |a, b| dots.push((a, b)),
        );
        for (x0, x1) in dots {
            sheet.fill(
                Rect {
                    x0,
                    y0,
                    x1,
                    y1: y0 + dot,
                },
                sheet.palette.graphic(Role::Class(line.class)),
            )?;
        }
    }
    Ok(())
}

/// Their words, 8 px in from the left and 4 px above.
pub(crate) fn labels<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    for line in visible(sheet).filter(|line| line.always_labelled || !sheet.layout.frame.compact) {
        let style = Lettering::over_data(sheet.palette.text(Role::Class(line.class)), HPos::Left);
        let baseline = sheet.scale.px_from_value(line.value) - sheet.px(4.0);
        sheet.text(
            &line.label,
            sheet.layout.plot.x0 + sheet.px(8.0),
            baseline,
            style,
        )?;
    }
    Ok(())
}

fn visible<'a, DB: DrawingBackend>(
    sheet: &'a Sheet<'_, DB>,
) -> impl Iterator<Item = &'a Threshold> {
    sheet
        .model
        .thresholds
        .iter()
        .filter(|line| line.value <= sheet.scale.top)
}
