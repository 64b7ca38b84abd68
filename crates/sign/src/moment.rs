//! The moment of a signature, in the spellings of the three algorithms.

use crate::error::{SignError, ensure};

/// When a request is signed, and the nonce that makes it one of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment<'a> {
    /// UTC seconds since 1970.
    pub unix: i64,
    /// At least 128 random bits as visible ASCII; Huawei's algorithm has none and ignores it.
    pub nonce: &'a str,
}

/// Year, month, day, hour, minute, second.
type Civil = (i64, i64, i64, i64, i64, i64);

impl Moment<'_> {
    /// `2023-10-26T10:22:32Z`, as both Alibaba algorithms write it.
    ///
    /// # Errors
    /// [`SignError::Time`] outside the years 1970 to 9999.
    pub fn extended(&self) -> Result<String, SignError> {
        let (y, mo, d, h, mi, s) = self.civil()?;
        Ok(format!("{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}Z"))
    }

    /// `20231026T102232Z`, as Huawei writes it.
    ///
    /// # Errors
    /// [`SignError::Time`] outside the years 1970 to 9999.
    pub fn compact(&self) -> Result<String, SignError> {
        let (y, mo, d, h, mi, s) = self.civil()?;
        Ok(format!("{y:04}{mo:02}{d:02}T{h:02}{mi:02}{s:02}Z"))
    }

    /// Days to a date after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    fn civil(&self) -> Result<Civil, SignError> {
        const LAST: i64 = 253_402_300_799; // 9999-12-31T23:59:59Z
        ensure((0..=LAST).contains(&self.unix), SignError::Time)?;
        let (days, rest) = (self.unix / 86_400, self.unix % 86_400);
        let z = days + 719_468;
        let era = z / 146_097;
        let doe = z % 146_097;
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Ok((year, month, day, rest / 3_600, rest / 60 % 60, rest % 60))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(unix: i64) -> Moment<'static> {
        Moment { unix, nonce: "n" }
    }

    #[test]
    fn writes_both_spellings() {
        // `date -u -d @N +%FT%TZ`; leap days, ends of years and of the range.
        for (unix, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (1_709_251_200, "2024-03-01T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(at(unix).extended().unwrap(), text);
            assert_eq!(at(unix).compact().unwrap(), text.replace(['-', ':'], ""));
        }
    }

    #[test]
    fn refuses_what_has_no_four_digit_year() {
        assert_eq!(at(-1).extended(), Err(SignError::Time));
        assert_eq!(at(253_402_300_800).compact(), Err(SignError::Time));
    }
}
