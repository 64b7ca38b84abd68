//! The long form: one row per slot and series.

use super::cell::Row;
use super::{Options, Sheet, state_word, vantage_word};
use crate::frame::{CodeColumns, Data};
use crate::query::Series;
use crate::timeline::SlotState;
use crate::values::Values;
use std::fmt;

pub(super) fn write(
    out: &mut dyn fmt::Write,
    sheets: &[Sheet<'_>],
    options: &Options<'_>,
) -> fmt::Result {
    let mut row = Row::new(out);
    row.time_header(options)?;
    for name in [
        "source",
        "vantage",
        "domain",
        "metric",
        "code",
        "share_pct",
        "count",
        "bytes",
        "bps",
        "state",
    ] {
        row.text(name)?;
    }
    row.end()?;
    sheets
        .iter()
        .try_for_each(|sheet| Lines { sheet, options }.write(out))
}

/// The rows of one sheet.
struct Lines<'a> {
    sheet: &'a Sheet<'a>,
    options: &'a Options<'a>,
}

/// What differs between the series of a slot.
#[derive(Clone, Copy, Default)]
struct Cells {
    share: Option<f64>,
    count: Option<f64>,
    bits: Option<f64>,
    zero: bool,
}

impl Lines<'_> {
    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        let domains = self.sheet.domains.join(" ");
        for (slot, &state) in self.sheet.timeline.states.iter().enumerate() {
            match &self.sheet.timeline.data {
                Data::Traffic(bits) => {
                    let bits = bits.get(slot).filter(|bits| bits.is_finite());
                    let zero = bits == Some(0.0);
                    let values = Cells {
                        bits,
                        zero,
                        ..Cells::default()
                    };
                    self.line(out, (slot, state), &domains, ("traffic", ""), values)?;
                }
                Data::Codes(codes) => self.codes(out, (slot, state), &domains, codes)?,
            }
        }
        Ok(())
    }

    fn codes(
        &self,
        out: &mut dyn fmt::Write,
        at: (usize, SlotState),
        domains: &str,
        codes: &CodeColumns,
    ) -> fmt::Result {
        let quiet = self.sheet.timeline.no_requests(at.0);
        // Without any code there is still a slot to tell about.
        if codes.codes.is_empty() {
            let values = Cells {
                zero: quiet,
                ..Cells::default()
            };
            return self.line(out, at, domains, ("status-codes", ""), values);
        }
        for (place, code) in codes.codes.iter().enumerate() {
            let cell = |columns: &[Values]| columns.get(place)?.get(at.0);
            // A share of nothing is no share.
            let share = cell(&codes.shares).filter(|_| !quiet);
            let count = codes.counts.as_deref().and_then(cell);
            let zero = share.or(count).is_none_or(|value| value == 0.0);
            let values = Cells {
                share,
                count,
                bits: None,
                zero,
            };
            let name = Series::Code(*code).to_string();
            self.line(out, at, domains, ("status-codes", &name), values)?;
        }
        Ok(())
    }

    fn line(
        &self,
        out: &mut dyn fmt::Write,
        (slot, state): (usize, SlotState),
        domains: &str,
        (metric, code): (&str, &str),
        values: Cells,
    ) -> fmt::Result {
        let timeline = self.sheet.timeline;
        let mut row = Row::new(out);
        row.time(timeline.time_of(slot), timeline.grain, self.options)?;
        row.text(&timeline.source)?;
        row.text(vantage_word(self.sheet.vantage))?;
        row.text(domains)?;
        row.text(metric)?;
        row.text(code)?;
        row.number(values.share)?;
        row.number(values.count)?;
        row.number(values.bits.map(bytes))?;
        row.number(values.bits.map(|bits| rate(bits, timeline.grain)))?;
        row.text(state_word(state, values.zero))?;
        row.end()
    }
}

/// Bytes of bits.
pub(super) fn bytes(bits: f64) -> f64 {
    bits / 8.0
}

/// Bit/s over a slot of this length, seconds.
#[allow(clippy::cast_precision_loss)] // a day has 86,400 seconds
pub(super) fn rate(bits: f64, grain: i64) -> f64 {
    bits / grain as f64
}
