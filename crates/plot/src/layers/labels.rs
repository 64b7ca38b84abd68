//! Words inside the plot: names of series at the right, and why parts are empty.

use crate::layout::Rect;
use crate::panel::{PanelKind, Series};
use crate::runs::Run;
use crate::sheet::{Lettering, Painted, Sheet};
use core::convert::Infallible;
use core::ops::Range;
use originscope_core::SlotState;
use originscope_core::sort_by_key;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::style::text_anchor::HPos;

/// Closest two labels, CSS pixels (DESIGN).
const APART: f64 = 14.0;
/// Room that a direct label needs, CSS pixels.
const LABEL_ROOM: f64 = 26.0;

/// All words.
pub(crate) fn draw(sheet: &Sheet<'_>) -> Painted {
    let found = &sheet.digest.states;
    let taken = unpublished(sheet, found)?;
    absent(sheet, found)?;
    for run in found {
        match run.kind {
            SlotState::OutOfReach => centred(sheet, &run.slots, &sheet.model.words.out_of_reach)?,
            SlotState::Waiting if !sheet.model.words.waiting.is_empty() => {
                centred(sheet, &run.slots, &waiting(sheet, &run.slots))?;
            }
            _ => {}
        }
    }
    unaccounted(sheet)?;
    for run in &sheet.digest.quiet {
        centred(sheet, &run.slots, &sheet.model.words.no_requests)?;
    }
    if sheet.model.kind == PanelKind::Traffic {
        Ok(())
    } else {
        direct(sheet, found, taken)
    }
}

/// What is on its way, with its times where a clock time says which: over a day and more each comes twice, and the axis
/// has to do.
fn waiting(sheet: &Sheet<'_>, slots: &std::ops::Range<usize>) -> String {
    let model = sheet.model;
    let words = &model.words.waiting;
    if model.view.range.seconds() >= 86_400 {
        return words.clone();
    }
    let clock = |slot| model.view.clock(model.time_of(slot));
    format!("{}–{} {words}", clock(slots.start), clock(slots.end))
}

/// The lines at the top of the last unpublished part; returns the first pixel row that is free below them.
fn unpublished(
    sheet: &Sheet<'_>,
    found: &[Run<SlotState>],
) -> Result<i32, DrawingAreaErrorKind<Infallible>> {
    let top = sheet.layout.plot.y0;
    let Some(run) = found.iter().rev().find(|run| run.kind == SlotState::NotYet) else {
        return Ok(top);
    };
    let (x0, x1) = sheet.span(&run.slots);
    let lines = &sheet.model.words.not_published;
    let room = x1 - x0 - sheet.px(8.0);
    if sheet.layout.frame.compact || lines.iter().any(|line| sheet.text_width(line) > room) {
        return Ok(top);
    }
    let style = Lettering::over_data(sheet.palette.ink3, HPos::Left);
    let mut baseline = top + sheet.px(12.0);
    for line in lines {
        sheet.text(line, x0 + sheet.px(8.0), baseline, style)?;
        baseline += sheet.px(APART);
    }
    Ok(if lines.is_empty() {
        top
    } else {
        baseline - sheet.px(10.0)
    })
}

/// Beside the first absent slot, if 120 px are free.
fn absent(sheet: &Sheet<'_>, found: &[Run<SlotState>]) -> Painted {
    let Some(index) = found.iter().position(|run| run.kind == SlotState::Absent) else {
        return Ok(());
    };
    let words = &sheet.model.words.absent;
    let Some(run) = found
        .get(index)
        .filter(|_| !words.is_empty() && !sheet.layout.frame.compact)
    else {
        return Ok(());
    };
    let text = format!(
        "{} {words}",
        sheet.model.view.clock(sheet.model.time_of(run.slots.start))
    );
    let (_, x) = sheet.span(&run.slots);
    let is_gap = |run: &&Run<SlotState>| !matches!(run.kind, SlotState::Came | SlotState::Waiting);
    let free_to = found
        .iter()
        .skip(index + 1)
        .find(is_gap)
        .map_or(sheet.layout.plot.x1, |next| sheet.span(&next.slots).0);
    let needed = sheet
        .px(120.0)
        .max(sheet.text_width(&text) + sheet.px(14.0));
    if free_to - x < needed {
        return Ok(());
    }
    let style = Lettering::over_data(sheet.palette.ink3, HPos::Left);
    sheet.text(
        &text,
        x + sheet.px(7.0),
        sheet.layout.plot.y0 + sheet.px(12.0),
        style,
    )
}

/// In the first open part of a stack that has room for it.
fn unaccounted(sheet: &Sheet<'_>) -> Painted {
    let words = &sheet.model.words.unaccounted;
    let fits = |part: &&(Range<usize>, f64)| {
        let (x0, x1) = sheet.span(&part.0);
        let height = sheet.scale.px_from_value(100.0 - part.1) - sheet.layout.plot.y0;
        height >= sheet.px(APART) && x1 - x0 >= sheet.text_width(words) + sheet.px(12.0)
    };
    let found = open_parts(&sheet.digest.open);
    let Some((slots, _)) = found.iter().find(fits) else {
        return Ok(());
    };
    let (x0, x1) = sheet.span(slots);
    let style = Lettering::plain(sheet.palette.ink3, HPos::Center);
    let baseline = sheet.layout.plot.y0 + sheet.px(11.0);
    sheet.text(words, i32::midpoint(x0, x1), baseline, style)
}

/// Neighbouring slots with an open part, and the least that is open in any of them.
fn open_parts(open: &[Run<f64>]) -> Vec<(Range<usize>, f64)> {
    let mut found: Vec<(Range<usize>, f64)> = Vec::new();
    for Run { slots, kind } in open {
        match found.last_mut() {
            Some((joined, least)) if joined.end == slots.start => {
                joined.end = slots.end;
                *least = least.min(*kind);
            }
            _ => found.push((slots.clone(), kind.min(100.0))),
        }
    }
    found
}

fn centred(sheet: &Sheet<'_>, slots: &Range<usize>, text: &str) -> Painted {
    let (x0, x1) = sheet.span(slots);
    if sheet.text_width(text) + sheet.px(12.0) > x1 - x0 {
        return Ok(());
    }
    let Rect { y0, y1, .. } = sheet.layout.plot;
    let style = Lettering::over_data(sheet.palette.ink3, HPos::Center);
    sheet.text(text, i32::midpoint(x0, x1), y0 + (y1 - y0) * 3 / 10, style)
}

/// Names of the series: in the free right edge of the plot, else in the right margin, else over the newest data.
fn direct(sheet: &Sheet<'_>, found: &[Run<SlotState>], taken: i32) -> Painted {
    let plot = sheet.layout.plot;
    let newest = found
        .iter()
        .rev()
        .find(|run| matches!(run.kind, SlotState::Came | SlotState::Provisional));
    let Some(slot) = newest.and_then(|run| run.slots.end.checked_sub(1)) else {
        return Ok(());
    };
    let after = sheet.span(&(slot..slot + 1)).1;
    let (x, align, top) = if plot.x1 - after >= sheet.px(LABEL_ROOM) {
        let inset = if sheet.layout.frame.compact { 5.0 } else { 8.0 };
        (after + sheet.px(inset), HPos::Left, taken)
    } else if sheet.model.view.label_margin {
        (plot.x1 + sheet.px(6.0), HPos::Left, plot.y0)
    } else {
        // No free edge and no margin: over the data, which the halo allows.
        (after - sheet.px(6.0), HPos::Right, plot.y0)
    };
    let mut wanted: Vec<(i32, &Series)> = sheet
        .model
        .series
        .iter()
        // From the top of the stack: of bands too thin for a pixel each, the higher one is named above.
        .rev()
        .filter_map(|series| Some((place(sheet, series, slot)?, series)))
        .collect();
    let (highest, lowest) = (top + sheet.px(6.0), plot.y1 - sheet.px(3.0));
    let room = usize::try_from((lowest - highest) / sheet.px(APART).max(1) + 1).unwrap_or(0);
    if wanted.len() > room {
        // Too many codes for the height: the largest of each class is named.
        wanted.retain(|(_, series)| series.shade == 0);
    }
    sort_by_key(&mut wanted, |(y, _)| *y);
    let places = spread(
        wanted.iter().map(|(y, _)| *y),
        sheet.px(APART),
        highest,
        lowest,
    );
    for ((_, series), y) in wanted.iter().zip(places) {
        sheet.text(
            &series.name,
            x,
            y + sheet.px(4.0),
            Lettering::label(sheet.palette.text(series.role), align),
        )?;
    }
    Ok(())
}

/// Where a series' name belongs: at its line, or in the middle of its band; nothing for an empty band.
fn place(sheet: &Sheet<'_>, series: &Series, slot: usize) -> Option<i32> {
    let value = sheet.model.value(series.role, slot)?;
    if !sheet.model.stacked {
        return Some(sheet.scale.px_from_value(value));
    }
    let below = sheet
        .model
        .series
        .iter()
        .take_while(|other| other.role != series.role);
    let below: f64 = below
        .filter_map(|other| sheet.model.value(other.role, slot))
        .sum();
    (value > 0.0).then(|| sheet.scale.px_from_value(below + value / 2.0))
}

/// Moves ascending places apart by at least `apart`, inside `top..=bottom`, each as little as that allows.
fn spread(wanted: impl Iterator<Item = i32>, apart: i32, top: i32, bottom: i32) -> Vec<i32> {
    let mut places: Vec<i32> = Vec::new();
    for y in wanted {
        let lowest = places.last().map_or(top, |above| above + apart);
        places.push(y.max(lowest));
    }
    let mut limit = bottom;
    for place in places.iter_mut().rev() {
        *place = (*place).min(limit);
        limit = *place - apart;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart_and_inside() {
        assert_eq!(
            spread([10, 50].into_iter(), 14, 0, 100),
            [10, 50],
            "free labels stay where they belong"
        );
        assert_eq!(
            spread([90, 95, 98, 99].into_iter(), 14, 0, 100),
            [58, 72, 86, 100]
        );
        assert_eq!(spread([5, 6].into_iter(), 14, 20, 100), [20, 34]);
    }
}
