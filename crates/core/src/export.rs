//! Series as CSV: for spreadsheets and for programs.
//!
//! RFC 4180: commas, CRLF, one header row, nothing before it. Times are UTC, so no day has an hour twice; a column in
//! local time is an option and carries its offset. Numbers have full precision and a decimal point; shares are always
//! percent, rates bit/s, volumes bytes. An empty cell is missing, never zero, and `state` says why it is missing.
//!
//! The states: `ok`, `zero` (the value is 0; where also the share is empty, the slot had no requests at all), `absent`
//! (the vendor sent no point), `pending` (not published yet), `provisional` (it came, and may still grow), `failed`
//! (the call failed), `out_of_reach` (not kept any more), `waiting` (not asked, or not answered yet).
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it. Numbers stay numbers.

mod cell;
mod long;
mod name;
#[cfg(test)]
mod tests;
mod wide;

use crate::source::Vantage;
use crate::timeline::{SlotState, Timeline};
use std::fmt;

pub use name::file_name;

/// One source's series to export.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Its slots.
    pub timeline: &'a Timeline,
    /// Which side of the CDN it watches.
    pub vantage: Vantage,
    /// The domains that it is about; empty where nobody knows.
    pub domains: &'a [String],
}

/// How the rows are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// One row per slot and series, the same columns for every source.
    #[default]
    Long,
    /// One row per slot, a column per series.
    Wide,
}

/// What the reader of the file wants.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// The layout.
    pub form: Form,
    /// Begin with a byte order mark, by which Excel knows UTF-8; the content is the same.
    pub excel: bool,
    /// Add `time_local`: seconds east of UTC at a moment in UTC seconds.
    pub offset: Option<&'a dyn Fn(i64) -> i64>,
}

/// All sheets as one CSV file.
#[must_use]
pub fn csv(sheets: &[Sheet<'_>], options: &Options<'_>) -> String {
    let mut text = String::new();
    // A String takes everything.
    let _fits = write(&mut text, sheets, options);
    text
}

/// Writes all sheets as one CSV file, row by row: 90 days of minutes with many codes need not fit in memory.
///
/// # Errors
/// Only those of `out`.
pub fn write(out: &mut dyn fmt::Write, sheets: &[Sheet<'_>], options: &Options<'_>) -> fmt::Result {
    if options.excel {
        out.write_char('\u{feff}')?;
    }
    match options.form {
        Form::Long => long::write(out, sheets, options),
        Form::Wide => wide::write(out, sheets, options),
    }
}

/// The word for a slot, or for one series in it.
const fn state_word(state: SlotState, zero: bool) -> &'static str {
    match state {
        SlotState::Came if zero => "zero",
        SlotState::Came => "ok",
        SlotState::Provisional => "provisional",
        SlotState::Absent => "absent",
        SlotState::NotYet => "pending",
        SlotState::OutOfReach => "out_of_reach",
        SlotState::Failed => "failed",
        SlotState::Waiting => "waiting",
    }
}

const fn vantage_word(vantage: Vantage) -> &'static str {
    match vantage {
        Vantage::OriginSide => "origin-side",
        Vantage::ViewerSide => "viewer-side",
    }
}
