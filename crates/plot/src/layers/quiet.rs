//! Slots that came without one request: a 1 px outline and no fill, since a share of nothing is nothing.

use crate::layout::Rect;
use crate::panel::{PanelKind, PanelModel};
use crate::runs::{Run, runs};
use crate::sheet::{Painted, Sheet};
use plotters_backend::DrawingBackend;

/// Whether there was not one request in a slot.
pub(crate) fn is_quiet(model: &PanelModel, slot: usize) -> bool {
    model.quiet.get(slot).copied().unwrap_or(false)
}

/// The runs of such slots.
pub(crate) fn runs_of(model: &PanelModel) -> Vec<Run<()>> {
    if model.kind == PanelKind::Traffic || !model.quiet.contains(&true) {
        return Vec::new();
    }
    runs(model.slots(), |slot| is_quiet(model, slot).then_some(()))
}

/// All outlines.
pub(crate) fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    let line = sheet.px(1.0);
    let mark = sheet.palette.mark;
    for run in &sheet.quiet {
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
