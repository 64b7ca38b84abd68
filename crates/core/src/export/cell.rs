//! Cells of a CSV row.

use super::Options;
use crate::time_text::iso_seconds;
use std::borrow::Cow;
use std::fmt;

/// Starts of a text that a spreadsheet takes for a formula or strips to reach one (OWASP, "CSV Injection").
const FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// One row under way.
pub(super) struct Row<'a> {
    out: &'a mut dyn fmt::Write,
    begun: bool,
}

impl<'a> Row<'a> {
    pub(super) fn new(out: &'a mut dyn fmt::Write) -> Self {
        Self { out, begun: false }
    }

    fn next(&mut self) -> fmt::Result {
        let begun = std::mem::replace(&mut self.begun, true);
        if begun {
            self.out.write_char(',')
        } else {
            Ok(())
        }
    }

    /// A text, made harmless for spreadsheets and quoted where needed.
    pub(super) fn text(&mut self, text: &str) -> fmt::Result {
        self.next()?;
        let text = guarded(text);
        // A semicolon separates in half of Europe's spreadsheets; they, too, heed the quotes.
        let plain = !text.contains([',', ';', '"', '\r', '\n', '\t']) && text.trim() == text;
        if plain {
            return self.out.write_str(&text);
        }
        write!(self.out, "\"{}\"", text.replace('"', "\"\""))
    }

    /// A number with all its digits; an empty cell for none.
    pub(super) fn number(&mut self, value: Option<f64>) -> fmt::Result {
        self.next()?;
        match value {
            // Adding zero turns -0 into 0.
            Some(value) if value.is_finite() => write!(self.out, "{}", value + 0.0),
            _ => Ok(()),
        }
    }

    pub(super) fn integer(&mut self, value: i64) -> fmt::Result {
        self.next()?;
        write!(self.out, "{value}")
    }

    pub(super) fn empty(&mut self) -> fmt::Result {
        self.next()
    }

    /// The slot's start, as often as wanted: UTC, local if asked for, seconds since 1970; then the slot's length.
    pub(super) fn time(&mut self, at: i64, grain: i64, options: &Options<'_>) -> fmt::Result {
        self.text(&iso_seconds(at))?;
        if let Some(offset) = options.offset {
            self.text(&local(at, offset(at)))?;
        }
        self.integer(at)?;
        self.integer(grain)
    }

    /// The headers of what [`Row::time`] writes.
    pub(super) fn time_header(&mut self, options: &Options<'_>) -> fmt::Result {
        self.text("time_utc")?;
        if options.offset.is_some() {
            self.text("time_local")?;
        }
        self.text("epoch_s")?;
        self.text("interval_s")
    }

    pub(super) fn end(self) -> fmt::Result {
        self.out.write_str("\r\n")
    }
}

fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Local time with its offset, by which the hour that a day has twice is told apart: `2025-10-26T02:30:00+01:00`.
fn local(at: i64, offset: i64) -> String {
    let clock = iso_seconds(at.saturating_add(offset));
    let clock = clock.strip_suffix('Z').unwrap_or(&clock);
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.saturating_abs().div_euclid(60);
    format!(
        "{clock}{sign}{:02}:{:02}",
        minutes.div_euclid(60),
        minutes.rem_euclid(60)
    )
}
