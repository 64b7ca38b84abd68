//! The 100 % stack, 5xx on the baseline. Bands are opaque and painted from the top one down, each to the baseline, so that
//! a band costs half the vertices and no seam shows.

use crate::decimate::columns;
use crate::hatch::{Slope, stripes};
use crate::layers::quiet;
use crate::layers::step_line::{dash_steps, steps, value};
use crate::layout::Rect;
use crate::outline::{Step, area, before, thick};
use crate::panel::Role;
use crate::runs::runs;
use crate::sheet::{Painted, Sheet};
use core::ops::Range;
use originscope_core::Class;
use originscope_core::SlotState;
use plotters_backend::DrawingBackend;

/// All bands, run by run.
pub(crate) fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    #[derive(PartialEq)]
    enum Kind {
        Bands,
        Dashes,
    }
    let kind = |slot: usize| {
        let state = sheet.model.states.get(slot).copied()?;
        let finite = sheet
            .model
            .series
            .iter()
            .all(|series| value(series, slot).is_finite());
        match state {
            _ if quiet::is_quiet(sheet.model, slot) => None,
            SlotState::Came if finite => Some(Kind::Bands),
            SlotState::Provisional if finite => Some(Kind::Dashes),
            _ => None,
        }
    };
    open_parts(sheet)?;
    for run in runs(sheet.model.slots(), kind) {
        match run.kind {
            Kind::Bands => bands(sheet, &run.slots)?,
            Kind::Dashes => outlines(sheet, &run.slots)?,
        }
    }
    Ok(())
}

/// What the vendor's shares leave open, at the top: no white, which means hidden, and no class either.
fn open_parts<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    let open = |slot: usize| {
        sheet
            .model
            .unaccounted
            .get(slot)
            .copied()
            .filter(|open| *open > 0.0)
    };
    for run in runs(sheet.model.slots(), open) {
        let (x0, x1) = sheet.span(&run.slots);
        let part = Rect {
            y1: sheet.scale.px_from_value(100.0 - run.kind),
            ..sheet.column(x0, x1)
        };
        sheet.fill(part, sheet.palette.sunken)?;
    }
    Ok(())
}

/// Sum of the series from the baseline up to and with `index`.
fn up_to<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, index: usize, slot: usize) -> f64 {
    sheet
        .model
        .series
        .iter()
        .take(index + 1)
        .map(|series| value(series, slot))
        .sum()
}

fn bands<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, slots: &Range<usize>) -> Painted<DB> {
    let base = sheet.layout.plot.y1;
    let count = sheet.model.series.len();
    let tops: Vec<_> = (0..count)
        .map(|index| boundary(sheet, slots, index))
        .collect();
    for (index, (series, top)) in sheet.model.series.iter().zip(&tops).enumerate().rev() {
        let below = index.checked_sub(1).and_then(|under| tops.get(under));
        let parts = parts(top, below, base);
        if index + 1 < count {
            gaps(sheet, &parts)?;
        }
        sheet.polygon(
            area(top, base),
            sheet.palette.band(series.role, series.shade),
        )?;
        match series.role.class() {
            Some(Class::ServerError) => hatch(sheet, top)?,
            Some(Class::Redirect | Class::Success) => {
                for part in &parts {
                    edge(sheet, part, series.role)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The parts of a band's upper boundary over which it has a height at all: only there it has an edge and a gap.
fn parts(top: &[Step], below: Option<&Vec<Step>>, base: i32) -> Vec<Vec<Step>> {
    let under = |index: usize| {
        below
            .and_then(|below| below.get(index))
            .map_or(base, |step| step.y)
    };
    let found = runs(top.len(), |index| {
        top.get(index)
            .filter(|step| step.y < under(index))
            .map(|_| ())
    });
    found
        .into_iter()
        .filter_map(|run| top.get(run.slots).map(<[Step]>::to_vec))
        .collect()
}

/// One pixel of surface above a band. It lies above the boundary, so that a thin 5xx band keeps its own pixel.
fn gaps<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, parts: &[Vec<Step>]) -> Painted<DB> {
    let gap = sheet.px(1.0);
    if sheet.grid().is_dense(gap) {
        return Ok(());
    }
    for part in parts {
        sheet.polygon(
            thick(&shifted(part, before(gap) - gap), gap),
            sheet.palette.surface,
        )?;
    }
    Ok(())
}

/// The upper boundary of a band: one step a slot, or one a pixel column with the largest value in it.
fn boundary<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    slots: &Range<usize>,
    index: usize,
) -> Vec<Step> {
    let base = sheet.layout.plot.y1;
    let y = |sum: f64| {
        let y = sheet.scale.px_from_value(sum);
        // Whatever is not zero shows at least one pixel.
        if sum > 0.0 { y.min(base - 1) } else { y }
    };
    if !sheet.grid().is_dense(1) {
        return steps(sheet, slots, |slot| y(up_to(sheet, index, slot)));
    }
    let sum = |slot| up_to(sheet, index, slot);
    let found = columns(
        sum,
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
            y: y(column.max),
        })
        .collect()
}

fn shifted(steps: &[Step], by: i32) -> Vec<Step> {
    steps
        .iter()
        .map(|step| Step {
            y: step.y + by,
            ..*step
        })
        .collect()
}

/// The full-hue line of 1.5 px just inside a pale band's upper boundary.
fn edge<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, top: &[Step], role: Role) -> Painted<DB> {
    let base = sheet.layout.plot.y1;
    let pen = sheet.pen(1.5);
    let is_dense = sheet.grid().is_dense(pen.touched());
    sheet.stroke(pen, sheet.palette.graphic(role), |width| {
        if !is_dense {
            return thick(&shifted(top, before(width)), width);
        }
        let mut outline: Vec<_> = top
            .iter()
            .flat_map(|step| [(step.x0, step.y), (step.x1, step.y)])
            .collect();
        let lower = |y: i32| (y + width).min(base);
        outline.extend(
            top.iter()
                .rev()
                .flat_map(|step| [(step.x1, lower(step.y)), (step.x0, lower(step.y))]),
        );
        outline
    })
}

/// DESIGN: 5xx hatched at 45 degrees, 5 px pitch, 1.5 px surface at 50 %; both measured across, so times the square root
/// of two along the horizontal.
fn hatch<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, top: &[Step]) -> Painted<DB> {
    let (pitch, width) = (sheet.px(7.07), sheet.px(2.12));
    let base = sheet.layout.plot.y1;
    let mut block: Option<Rect> = None;
    for step in top {
        let height = base - step.y;
        // Columns narrower than the pitch are joined up to the lowest of them: a hatch needs room to be one.
        block = match block {
            Some(open) if open.y0 == step.y || open.width() < pitch => Some(Rect {
                x1: step.x1,
                y0: open.y0.max(step.y),
                ..open
            }),
            open => {
                hatch_block(sheet, open, pitch, width)?;
                (height > 0).then_some(Rect {
                    x0: step.x0,
                    y0: step.y,
                    x1: step.x1,
                    y1: base,
                })
            }
        };
    }
    hatch_block(sheet, block, pitch, width)
}

fn hatch_block<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    block: Option<Rect>,
    pitch: i32,
    width: i32,
) -> Painted<DB> {
    let Some(rect) = block.filter(|rect| rect.height() > 2) else {
        return Ok(());
    };
    for stripe in stripes(rect, Slope::Rising, pitch, width) {
        sheet.polygon(stripe, sheet.palette.surface.at(0.5))?;
    }
    Ok(())
}

/// Provisional slots: the boundaries dashed, no fill.
fn outlines<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, slots: &Range<usize>) -> Painted<DB> {
    for (index, series) in sheet.model.series.iter().enumerate().rev() {
        if slots.clone().any(|slot| value(series, slot) > 0.0) {
            dash_steps(sheet, series.role, &boundary(sheet, slots, index))?;
        }
    }
    Ok(())
}
