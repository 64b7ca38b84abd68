//! Why there is nothing: absent, not published yet, out of reach; and where provisional slots begin.

use crate::hatch::{Slope, stripes};
use crate::layout::Rect;
use crate::outline::pieces;
use crate::runs::Run;
use crate::sheet::{Painted, Sheet};
use originscope_core::SlotState;

/// Grounds and edges under the data.
pub(crate) fn draw(sheet: &Sheet<'_>) -> Painted {
    for run in &sheet.digest.states {
        let (x0, x1) = sheet.span(&run.slots);
        if x1 <= x0 {
            continue;
        }
        match run.kind {
            SlotState::Absent => absent(sheet, sheet.column(x0, x1))?,
            SlotState::NotYet => {
                hatch(sheet, sheet.column(x0, x1))?;
                dashed_edge(sheet, x0)?;
            }
            SlotState::OutOfReach => sheet.fill(sheet.column(x0, x1), sheet.palette.sunken)?,
            SlotState::Provisional => dashed_edge(sheet, x0)?,
            SlotState::Came | SlotState::Failed | SlotState::Waiting => {}
        }
    }
    Ok(())
}

/// Gaps too narrow for a hatch, painted over the data so that they can not be overlooked.
pub(crate) fn slivers(sheet: &Sheet<'_>) -> Painted {
    let absent = |run: &&Run<SlotState>| run.kind == SlotState::Absent;
    for run in sheet.digest.states.iter().filter(absent) {
        let (x0, x1) = sheet.span(&run.slots);
        let inside = sheet.layout.time.px_of(sheet.model.grain) < 2.0 && x0 < sheet.layout.plot.x1;
        if inside && x1 - x0 < 2 && sheet.grid().px(run.slots.end) > sheet.layout.plot.x0 {
            sheet.fill(sheet.column(x0, x0 + 1), sheet.palette.surface)?;
            sheet.fill(sheet.column(x0, x0 + 1), sheet.palette.hatch)?;
        }
    }
    Ok(())
}

fn absent(sheet: &Sheet<'_>, column: Rect) -> Painted {
    hatch(sheet, column)?;
    let line = sheet.px(1.0);
    if column.width() < 3 * line {
        return Ok(());
    }
    let edge = sheet.palette.mark.at(0.5);
    sheet.fill(
        Rect {
            x1: column.x0 + line,
            ..column
        },
        edge,
    )?;
    sheet.fill(
        Rect {
            x0: column.x1 - line,
            ..column
        },
        edge,
    )
}

/// DESIGN: 6 px pitch and 1.5 px lines, measured across; times the square root of two along the horizontal.
fn hatch(sheet: &Sheet<'_>, column: Rect) -> Painted {
    for stripe in stripes(column, Slope::Falling, sheet.px(8.49), sheet.px(2.12)) {
        sheet.polygon(stripe, sheet.palette.hatch)?;
    }
    Ok(())
}

fn dashed_edge(sheet: &Sheet<'_>, x: i32) -> Painted {
    let plot = sheet.layout.plot;
    let mut dashes = Vec::new();
    pieces(
        plot.y0,
        plot.y1,
        sheet.px(2.0),
        sheet.px(3.0),
        &mut 0,
        |a, b| dashes.push((a, b)),
    );
    for (y0, y1) in dashes {
        sheet.fill(
            Rect {
                x0: x,
                y0,
                x1: x + sheet.px(1.0),
                y1,
            },
            sheet.palette.mark,
        )?;
    }
    Ok(())
}
