//! The wide form: one row per slot, a column per series. Slots of different lengths have rows of their own.

use super::cell::Row;
use super::long::{bytes, rate};
use super::{Options, Sheet, state_word};
use crate::frame::{CodeColumns, Data};
use crate::query::Series;
use crate::values::Values;
use std::collections::BTreeSet;
use std::fmt;

pub(super) fn write(
    out: &mut dyn fmt::Write,
    sheets: &[Sheet<'_>],
    options: &Options<'_>,
) -> fmt::Result {
    let mut row = Row::new(out);
    row.time_header(options)?;
    for sheet in sheets {
        header(&mut row, sheet, &prefix(sheets, sheet))?;
    }
    row.end()?;
    // Start and length, so that an hour does not stand in the row of its first minute.
    let slots: BTreeSet<(i64, i64)> = sheets
        .iter()
        .flat_map(|sheet| {
            let timeline = sheet.timeline;
            (0..timeline.len()).map(|slot| (timeline.time_of(slot), timeline.grain))
        })
        .collect();
    for (at, grain) in slots {
        let mut row = Row::new(out);
        row.time(at, grain, options)?;
        for sheet in sheets {
            let timeline = sheet.timeline;
            let slot = timeline
                .slot_at(at)
                .filter(|slot| timeline.grain == grain && timeline.time_of(*slot) == at);
            cells(&mut row, sheet, slot)?;
        }
        row.end()?;
    }
    Ok(())
}

/// The source; with its domains where the source stands there twice.
fn prefix(sheets: &[Sheet<'_>], sheet: &Sheet<'_>) -> String {
    let source = &sheet.timeline.source;
    let alike = |other: &&Sheet<'_>| other.timeline.source == *source;
    if sheets.iter().filter(alike).count() > 1 {
        format!("{source} {}", sheet.domains.join(" "))
    } else {
        source.clone()
    }
}

fn header(row: &mut Row<'_>, sheet: &Sheet<'_>, prefix: &str) -> fmt::Result {
    row.text(&format!("{prefix} state"))?;
    match &sheet.timeline.data {
        Data::Traffic(_) => {
            row.text(&format!("{prefix} bytes"))?;
            row.text(&format!("{prefix} bps"))
        }
        Data::Codes(codes) => codes.codes.iter().try_for_each(|code| {
            let name = Series::Code(*code);
            row.text(&format!("{prefix} {name} share_pct"))?;
            match codes.counts {
                Some(_) => row.text(&format!("{prefix} {name} count")),
                None => Ok(()),
            }
        }),
    }
}

/// The cells of one sheet in a row; all empty where it has no such slot.
fn cells(row: &mut Row<'_>, sheet: &Sheet<'_>, slot: Option<usize>) -> fmt::Result {
    let timeline = sheet.timeline;
    let state = slot.and_then(|slot| timeline.state(slot));
    let value = |column: &Values| column.get(slot?).filter(|value| value.is_finite());
    let quiet = slot.is_some_and(|slot| timeline.no_requests(slot));
    let zero = quiet || timeline.bits().and_then(value) == Some(0.0);
    match state {
        Some(state) => row.text(state_word(state, zero))?,
        None => row.empty()?,
    }
    match &timeline.data {
        Data::Traffic(bits) => {
            row.number(value(bits).map(bytes))?;
            row.number(value(bits).map(|bits| rate(bits, timeline.grain)))
        }
        Data::Codes(codes) => code_cells(row, codes, quiet, value),
    }
}

fn code_cells(
    row: &mut Row<'_>,
    codes: &CodeColumns,
    quiet: bool,
    value: impl Fn(&Values) -> Option<f64>,
) -> fmt::Result {
    for (place, shares) in codes.shares.iter().enumerate() {
        row.number(value(shares).filter(|_| !quiet))?;
        if let Some(counts) = &codes.counts {
            row.number(counts.get(place).and_then(&value))?;
        }
    }
    Ok(())
}
