//! The 100 % stack, 5xx on the baseline. Bands are opaque and painted from the top one down, each to the baseline, so that
//! a band costs half the vertices and no seam shows.

use crate::hatch::{Slope, stripes};
use crate::layers::step_line::{dash_steps, steps, value};
use crate::layout::Rect;
use crate::outline::{Step, area, before, thick};
use crate::panel::Role;
use crate::runs::runs;
use crate::sheet::{Painted, Sheet};
use core::ops::Range;
use originscope_core::Class;
use originscope_core::SlotState;

/// All bands, run by run.
pub(crate) fn draw(sheet: &Sheet<'_>) -> Painted {
    open_parts(sheet)?;
    for run in &sheet.digest.stacks {
        match run.kind {
            SlotState::Provisional => outlines(sheet, &run.slots)?,
            _ => bands(sheet, &run.slots)?,
        }
    }
    Ok(())
}

/// What the vendor's shares leave open, at the top: no white, which means hidden, and no class either.
fn open_parts(sheet: &Sheet<'_>) -> Painted {
    for run in &sheet.digest.open {
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
fn up_to(sheet: &Sheet<'_>, index: usize, slot: usize) -> f64 {
    sheet
        .model
        .series
        .iter()
        .take(index + 1)
        .map(|series| value(series, slot))
        .sum()
}

fn bands(sheet: &Sheet<'_>, slots: &Range<usize>) -> Painted {
    let base = sheet.layout.plot.y1;
    let count = sheet.model.series.len();
    let is_dense = sheet.grid().is_dense(1);
    let tops = boundaries(sheet, slots);
    for (index, (series, top)) in sheet.model.series.iter().zip(&tops).enumerate().rev() {
        let below = index.checked_sub(1).and_then(|under| tops.get(under));
        let parts = parts(top, below, base);
        if index + 1 < count {
            gaps(sheet, &parts)?;
        }
        let color = sheet.palette.band(series.role, series.shade);
        if is_dense {
            // Down to the band below, which is painted over whatever of this one's edge lies deeper.
            let floor = |at: usize| {
                below
                    .and_then(|below| below.get(at))
                    .map_or(base, |step| step.y)
            };
            let part = |(at, step): (usize, &Step)| stretch(step, floor(at));
            sheet.fill_all(top.iter().enumerate().map(part), color)?;
        } else {
            sheet.fill_all(area(top, base), color)?;
        }
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
fn gaps(sheet: &Sheet<'_>, parts: &[Vec<Step>]) -> Painted {
    let gap = sheet.px(1.0);
    if sheet.grid().is_dense(gap) {
        return Ok(());
    }
    for part in parts {
        let line = thick(&shifted(part, before(gap) - gap), gap);
        sheet.fill_all(line, sheet.palette.surface)?;
    }
    Ok(())
}

/// The upper boundaries of all bands: one step a slot, or one a pixel column with the largest value in it.
fn boundaries(sheet: &Sheet<'_>, slots: &Range<usize>) -> Vec<Vec<Step>> {
    let count = sheet.model.series.len();
    if sheet.grid().is_dense(1) {
        return dense(sheet, slots);
    }
    let of = |index| {
        steps(sheet, slots, |slot| {
            height(sheet, up_to(sheet, index, slot))
        })
    };
    (0..count).map(of).collect()
}

/// Where a sum lies.
fn height(sheet: &Sheet<'_>, sum: f64) -> i32 {
    let y = sheet.scale.px_from_value(sum);
    // Whatever is not zero shows at least one pixel.
    if sum > 0.0 {
        y.min(sheet.layout.plot.y1 - 1)
    } else {
        y
    }
}

/// All boundaries, a step a pixel column: the sums of a column's slots grow from band to band.
fn dense(sheet: &Sheet<'_>, slots: &Range<usize>) -> Vec<Vec<Step>> {
    let series = &sheet.model.series;
    let mut found: Vec<Vec<Step>> = series.iter().map(|_| Vec::new()).collect();
    let (mut scratch, mut sums) = (Vec::new(), Vec::new());
    for (x, touching) in sheet.grid().touching(slots.clone()) {
        let digest = &sheet.digest.sums;
        digest.highest_in(series, touching, &mut scratch, &mut sums);
        for (found, highest) in found.iter_mut().zip(&sums) {
            let y = height(sheet, *highest);
            found.push(Step {
                x0: x,
                x1: x + 1,
                y,
            });
        }
    }
    found
}

/// From a step down to a row.
const fn stretch(step: &Step, y1: i32) -> Rect {
    Rect {
        x0: step.x0,
        y0: step.y,
        x1: step.x1,
        y1,
    }
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
fn edge(sheet: &Sheet<'_>, top: &[Step], role: Role) -> Painted {
    let base = sheet.layout.plot.y1;
    let pen = sheet.pen(1.5);
    let is_dense = sheet.grid().is_dense(pen.touched());
    let color = sheet.palette.graphic(role);
    sheet.stroke(pen, color, |width| {
        if is_dense {
            let part = |step: &Step| stretch(step, (step.y + width).min(base));
            return top.iter().map(part).collect();
        }
        thick(&shifted(top, before(width)), width)
    })
}

/// DESIGN: 5xx hatched at 45 degrees, 5 px pitch, 1.5 px surface at 50 %; both measured across, so times the square root
/// of two along the horizontal.
fn hatch(sheet: &Sheet<'_>, top: &[Step]) -> Painted {
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

fn hatch_block(sheet: &Sheet<'_>, block: Option<Rect>, pitch: i32, width: i32) -> Painted {
    let Some(rect) = block.filter(|rect| rect.height() > 2) else {
        return Ok(());
    };
    for stripe in stripes(rect, Slope::Rising, pitch, width) {
        sheet.polygon(stripe, sheet.palette.surface.at(0.5))?;
    }
    Ok(())
}

/// Provisional slots: the boundaries dashed, no fill.
fn outlines(sheet: &Sheet<'_>, slots: &Range<usize>) -> Painted {
    for (series, top) in sheet
        .model
        .series
        .iter()
        .zip(boundaries(sheet, slots))
        .rev()
    {
        if slots.clone().any(|slot| value(series, slot) > 0.0) {
            dash_steps(sheet, series.role, &top)?;
        }
    }
    Ok(())
}
