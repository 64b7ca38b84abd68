//! Numbers as people read them. Every text here is for the eye; files carry full precision.
//!
//! The rules are those of the product's research, section 3.5: two decimals for shares under 10 %, one above; 100 only
//! when exact; differences of shares in percentage points; rates in powers of 1000 of bit/s, volumes of bytes, both
//! with three significant digits.

use crate::query::Lang;

/// Narrow no-break space, between a number and its unit.
const NARROW: char = '\u{202f}';
/// Minus sign.
const MINUS: char = '\u{2212}';
/// What stands where there is no number: an en dash.
const NOTHING: &str = "\u{2013}";
/// Shares this close to 100 are 100: sums of a vendor's thirteen decimals miss it by less.
const EXACT: f64 = 1e-9;
/// Prefixes of powers of 1000.
const PREFIXES: [&str; 7] = ["", "k", "M", "G", "T", "P", "E"];

/// A value scaled by a power of 1000, with the prefix of its unit: `412` and `M` of "412 Mbps".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiValue {
    /// The scaled value, signed; NaN for no number.
    pub value: f64,
    /// The prefix, as `k`; empty for none.
    pub prefix: &'static str,
    /// What the value was divided by.
    factor: f64,
}

impl SiValue {
    /// Three significant digits, as `33.9`; an en dash for no number.
    #[must_use]
    pub fn number(&self) -> String {
        if !self.value.is_finite() {
            return NOTHING.to_owned();
        }
        let sign = if self.value < 0.0 {
            MINUS.to_string()
        } else {
            String::new()
        };
        format!("{sign}{}", three_digits(self.value.abs()))
    }

    /// The unit with its prefix: `Mbps` of `bps`.
    #[must_use]
    pub fn unit(&self, base: &str) -> String {
        format!("{}{base}", self.prefix)
    }

    /// Another value with this one's prefix, so that a row or an axis reads in one unit.
    #[must_use]
    pub fn same_prefix(&self, value: f64) -> Self {
        Self {
            value: value / self.factor,
            ..*self
        }
    }

    /// Number and unit with a narrow no-break space; an en dash alone for no number.
    #[must_use]
    pub fn text(&self, base: &str) -> String {
        if !self.value.is_finite() {
            return NOTHING.to_owned();
        }
        format!("{}{NARROW}{}", self.number(), self.unit(base))
    }
}

/// A share in percent with its sign, in English: `0.45 %` with a narrow no-break space.
#[must_use]
pub fn share(percent: f64) -> String {
    share_in(percent, Lang::En)
}

/// A share in percent with its sign; Chinese sets no space before it.
#[must_use]
pub fn share_in(percent: f64, lang: Lang) -> String {
    let number = share_number(percent);
    match lang {
        _ if number == NOTHING => number,
        Lang::En => format!("{number}{NARROW}%"),
        Lang::Zh => format!("{number}%"),
    }
}

/// A share in percent without its sign: `0`, `<0.01`, `9.99`, `10.0`, `99.99`, `100`; an en dash for no number.
#[must_use]
pub fn share_number(percent: f64) -> String {
    match percent {
        p if !p.is_finite() => NOTHING.to_owned(),
        p if p < 0.0 => format!("{MINUS}{}", share_number(-p)),
        0.0 => "0".to_owned(),
        p if p < 0.01 => "<0.01".to_owned(),
        p if (p - 100.0).abs() < EXACT => "100".to_owned(),
        // Rounded up, it would claim the whole.
        p if (99.95..100.0).contains(&p) => {
            format!("{:.2}", ((p * 100.0).floor() / 100.0).min(99.99))
        }
        p if p < 9.995 => format!("{p:.2}"),
        p if p < 100.0 => format!("{p:.1}"),
        p => format!("{p:.2}"),
    }
}

/// A share in percent with its sign and always two decimals, for the readout of one slot: `28.45 %`. What
/// [`share_number`] says of 0, of very little and of almost all holds here too.
#[must_use]
pub fn share_precise(percent: f64) -> String {
    match percent {
        p if (9.995..99.95).contains(&p) => format!("{p:.2}{NARROW}%"),
        p => share(p),
    }
}

/// A difference of two shares in percentage points, signed, without its unit: `+0.8`, `−0.1`, `0.0`.
///
/// One decimal, or two under 0.1 so that a change does not read as none; `<0.01` with its sign below that.
#[must_use]
pub fn points(difference: f64) -> String {
    if !difference.is_finite() {
        return NOTHING.to_owned();
    }
    let sign = if difference > 0.0 { '+' } else { MINUS };
    match difference.abs() {
        d if d < EXACT => "0.0".to_owned(),
        d if d < 0.01 => format!("{sign}<0.01"),
        d if d < 0.095 => format!("{sign}{d:.2}"),
        d => format!("{sign}{d:.1}"),
    }
}

/// A value with the largest prefix that leaves it at least 1.
#[must_use]
pub fn si(value: f64) -> SiValue {
    let mut factor = 1.0;
    let mut prefixes = PREFIXES.iter();
    let mut prefix = prefixes.next().copied().unwrap_or_default();
    // From 999.5 on, three digits would read 1000.
    while value.is_finite() && value.abs() / factor >= 999.5 {
        let Some(next) = prefixes.next() else { break };
        factor *= 1_000.0;
        prefix = next;
    }
    SiValue {
        value: value / factor,
        prefix,
        factor,
    }
}

/// Three significant digits of a number that is not negative; whole numbers below 1000 stay whole.
fn three_digits(value: f64) -> String {
    match value {
        v if v < 1_000.0 && v.fract() == 0.0 => format!("{v:.0}"),
        v if v < 0.005 => "<0.01".to_owned(),
        v if v < 9.995 => format!("{v:.2}"),
        v if v < 99.95 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

/// A rate in bit/s; its unit is `bps`.
#[must_use]
pub fn bit_rate(bits_per_second: f64) -> SiValue {
    si(bits_per_second)
}

/// A volume in bytes: `170 GB`.
#[must_use]
pub fn volume(bytes: f64) -> String {
    si(bytes).text("B")
}

/// A volume in bytes with the prefixes of IEC 80000-13, powers of 1024: `158 GiB`.
#[must_use]
pub fn binary_volume(bytes: f64) -> String {
    let mut value = bytes;
    let mut prefixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi"].into_iter().peekable();
    let mut prefix = prefixes.next().unwrap_or_default();
    // From 1023.5 on it would read 1024.
    while value.is_finite() && value.abs() >= 1_023.5 {
        let Some(next) = prefixes.next() else { break };
        value /= 1_024.0;
        prefix = next;
    }
    if !value.is_finite() {
        return NOTHING.to_owned();
    }
    format!("{}{NARROW}{prefix}B", three_digits(value))
}

/// A volume in bits: `33.9 kbit`.
#[must_use]
pub fn volume_in_bits(bits: f64) -> String {
    si(bits).text("bit")
}

/// A count with separators: `33,886`; parts of one are cut off, because Chinese and English separate alike.
#[must_use]
pub fn count(value: f64) -> String {
    if !value.is_finite() {
        return NOTHING.to_owned();
    }
    let digits = format!("{:.0}", value.abs().trunc());
    let mut out = String::with_capacity(digits.len().saturating_mul(2));
    if value <= -1.0 {
        out.push(MINUS);
    }
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left.checked_rem(3) == Some(0) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The time of day, `HH:MM`, of UTC seconds in a zone so many seconds east of UTC.
#[must_use]
pub fn clock(at: i64, offset_s: i64) -> String {
    let minutes = at
        .saturating_add(offset_s)
        .rem_euclid(86_400)
        .div_euclid(60);
    format!(
        "{:02}:{:02}",
        minutes.div_euclid(60),
        minutes.rem_euclid(60)
    )
}

/// The day, `YYYY-MM-DD`, of UTC seconds in a zone so many seconds east of UTC.
#[must_use]
pub fn day(at: i64, offset_s: i64) -> String {
    let text = crate::time_text::iso_seconds(at.saturating_add(offset_s));
    text.split('T').next().unwrap_or_default().to_owned()
}

/// A length of time in the largest whole unit: `60 s` is `1 min`; `h`, `d` likewise.
#[must_use]
pub fn span(seconds: i64) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min")];
    let fits = units
        .into_iter()
        .find(|(length, _)| seconds >= *length && seconds.checked_rem(*length) == Some(0));
    let (length, unit) = fits.unwrap_or((1, "s"));
    format!(
        "{}{NARROW}{unit}",
        seconds.checked_div(length).unwrap_or(seconds)
    )
}

#[cfg(test)]
mod tests;
