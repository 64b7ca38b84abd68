//! Times as text: every format that the vendors' documents and samples show, and the three that we write.
//!
//! The grammar is fixed and small on purpose: what it does not know is no time, so that a typing error never becomes
//! a point in another year. chrono does the calendar, nothing else.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};

/// Last second of the year 9999, the latest time that can be read or written.
const LATEST: i64 = 253_402_300_799;
/// Largest offset from UTC in use (Kiribati), in seconds.
const MAX_OFFSET: i64 = 14 * 3600;

/// Reads a time in any form that a vendor writes, to UTC seconds; `None` for everything else.
///
/// Accepted: `2018-03-01T05:00:00Z`, without seconds (`2015-12-10T20:00Z`), with a fourth field as in one vendor's
/// table (`2017-12-22T08:00:00:00Z`), a fraction of a second (dropped), a blank instead of the `T`, lower case letters,
/// an offset (`+08:00`, `+0800`, `+08`) and no zone at all, which means UTC. The second 60 is taken for 59. Refused:
/// 24:00, dates that no calendar has, years before 1970 and after 9999.
#[must_use]
pub fn parse_time(text: &str) -> Option<i64> {
    parse_time_strict(text).or_else(|| parse_tolerant(text.trim_matches(' ')))
}

/// Reads exactly `YYYY-MM-DDThh:mm:ssZ`, without leap second; `None` for everything else.
#[must_use]
pub fn parse_time_strict(text: &str) -> Option<i64> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        o1,
        o2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        b'Z',
    ] = bytes
    else {
        return None;
    };
    let year = number(&[y1, y2, y3, y4])?;
    let (month, day) = (number(&[o1, o2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
    seconds(year, month, day, [hour, minute, second])
}

/// `2018-03-01T05:00:00Z`; times outside 1970 to 9999 are drawn to the nearest end.
#[must_use]
pub fn iso_seconds(at: i64) -> String {
    let t = civil(at);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        t.year(),
        t.month(),
        t.day(),
        t.hour(),
        t.minute(),
        t.second()
    )
}

/// `2015-12-10T20:00Z`; seconds are cut off; times outside 1970 to 9999 are drawn to the nearest end.
#[must_use]
pub fn iso_minutes(at: i64) -> String {
    let t = civil(at);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}Z",
        t.year(),
        t.month(),
        t.day(),
        t.hour(),
        t.minute()
    )
}

/// `20191115T033655Z`; times outside 1970 to 9999 are drawn to the nearest end.
#[must_use]
pub fn compact(at: i64) -> String {
    let t = civil(at);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        t.year(),
        t.month(),
        t.day(),
        t.hour(),
        t.minute(),
        t.second()
    )
}

fn civil(at: i64) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp(at.clamp(0, LATEST), 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// The digits' value; `None` if one of them is no digit.
fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0_i64, |sum, &byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte & 0x0f))?;
        Some(sum.saturating_mul(10).saturating_add(digit))
    })
}

/// UTC seconds of a calendar time; `None` if the calendar has no such day or the clock no such time.
fn seconds(year: i64, month: i64, day: i64, clock: [i64; 3]) -> Option<i64> {
    let [hour, minute, second] = clock;
    if !(1970..=9999).contains(&year) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    )?;
    let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp();
    let in_day = hour
        .saturating_mul(3600)
        .saturating_add(minute.saturating_mul(60))
        .saturating_add(second);
    Some(midnight.saturating_add(in_day))
}

fn parse_tolerant(text: &str) -> Option<i64> {
    let mut rest = Cursor(text.as_bytes());
    let year = rest.digits(4)?;
    rest.expect(b"-")?;
    let month = rest.digits(2)?;
    rest.expect(b"-")?;
    let day = rest.digits(2)?;
    rest.expect(b"Tt ")?;
    let hour = rest.digits(2)?;
    rest.expect(b":")?;
    let minute = rest.digits(2)?;
    let second = if rest.expect(b":").is_some() {
        rest.digits(2)?
    } else {
        0
    };
    if rest.expect(b":").is_some() {
        rest.digits(2)?; // the fourth field says nothing that anybody knows
    } else if rest.expect(b".").is_some() {
        rest.digits(1)?;
        while rest.digits(1).is_some() {}
    }
    let offset = rest.zone()?;
    let second = if second == 60 { 59 } else { second };
    let at = seconds(year, month, day, [hour, minute, second])?.saturating_sub(offset);
    (rest.0.is_empty() && (0..=LATEST).contains(&at)).then_some(at)
}

/// What is still to be read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    /// The value of the next `count` digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (head, tail) = self.0.split_at_checked(count)?;
        let value = number(head)?;
        self.0 = tail;
        Some(value)
    }

    /// The next byte, if it is one of these.
    fn expect(&mut self, any: &[u8]) -> Option<u8> {
        let (&first, tail) = self.0.split_first()?;
        if !any.contains(&first) {
            return None;
        }
        self.0 = tail;
        Some(first)
    }

    /// The offset east of UTC in seconds; 0 for `Z`, for `z` and for no zone.
    fn zone(&mut self) -> Option<i64> {
        let Some(sign) = self.expect(b"Zz+-") else {
            return Some(0);
        };
        if sign == b'Z' || sign == b'z' {
            return Some(0);
        }
        let hours = self.digits(2)?;
        let colon = self.expect(b":").is_some();
        let minutes = match self.digits(2) {
            Some(minutes) => minutes,
            None if colon => return None,
            None => 0,
        };
        let offset = hours
            .saturating_mul(3600)
            .saturating_add(minutes.saturating_mul(60));
        if minutes > 59 || offset > MAX_OFFSET {
            return None;
        }
        Some(if sign == b'-' {
            offset.saturating_neg()
        } else {
            offset
        })
    }
}

#[cfg(test)]
mod tests;
