//! The rest of a body: each method takes from its front what it is named after, and white space before that.
//!
//! The page is built for size, where nothing is inlined on its own: what is asked for each byte says so, which makes a decode
//! a third faster for no byte more. White space is the exception even where there is some, so it stands in calls.

use super::{GiveUp, Quick};
use crate::wire::number::{exact_decimal, parse_number};
use originscope_core::{Code, parse_time, parse_time_strict};

/// `"2026-11-21T10:00:00Z"`, with its quotes.
const STAMP: usize = 22;

/// What is still to be read.
pub(super) struct Scan<'b> {
    rest: &'b [u8],
    day: Day,
}

/// The day of the last time that was read: neighbours share it, so that the calendar is asked once a day.
struct Day {
    text: [u8; 10],
    midnight: i64,
}

impl<'b> Scan<'b> {
    pub(super) const fn new(body: &'b [u8]) -> Self {
        let day = Day {
            text: *b"1970-01-01",
            midnight: 0,
        };
        Self { rest: body, day }
    }

    /// All that is left.
    pub(super) const fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// Goes on behind so many bytes.
    pub(super) fn advance(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// This very byte.
    #[inline(always)]
    pub(super) fn expect(&mut self, byte: u8) -> Quick<()> {
        if self.has(byte) || (self.blanks() && self.has(byte)) {
            Ok(())
        } else {
            Err(GiveUp)
        }
    }

    /// Whether this byte is next; it is taken then.
    #[inline(always)]
    fn has(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Goes to what is no white space.
    #[inline(always)]
    fn start(&mut self) {
        if self.rest.first().is_some_and(|byte| *byte <= b' ') {
            self.blanks();
        }
    }

    /// Skips white space; whether there was some.
    #[cold]
    fn blanks(&mut self) -> bool {
        let before = self.rest.len();
        while let Some((b' ' | b'\t' | b'\n' | b'\r', rest)) = self.rest.split_first() {
            self.rest = rest;
        }
        self.rest.len() < before
    }

    /// After a value: whether another follows a comma, or it was the last before `close`.
    #[inline(always)]
    pub(super) fn goes_on(&mut self, close: u8) -> Quick<bool> {
        if self.has(b',') {
            Ok(true)
        } else if self.has(close) {
            Ok(false)
        } else {
            self.goes_on_after_blanks(close)
        }
    }

    #[cold]
    fn goes_on_after_blanks(&mut self, close: u8) -> Quick<bool> {
        self.blanks();
        if self.has(b',') {
            return Ok(true);
        }
        self.expect(close)?;
        Ok(false)
    }

    /// The end of the body.
    pub(super) fn end(&mut self) -> Quick<()> {
        self.blanks();
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(GiveUp)
        }
    }

    /// An array, each of its values by `each`.
    pub(super) fn list(&mut self, each: &mut dyn FnMut(&mut Self) -> Quick<()>) -> Quick<()> {
        self.expect(b'[')?;
        if self.expect(b']').is_ok() {
            return Ok(());
        }
        each(self)?;
        while self.goes_on(b']')? {
            each(self)?;
        }
        Ok(())
    }

    /// A text of printable ASCII without escapes.
    pub(super) fn text(&mut self) -> Quick<&'b str> {
        self.expect(b'"')?;
        let is_plain = |byte: &&u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        let length = self.rest.iter().take_while(is_plain).count();
        let (text, rest) = self.rest.split_at_checked(length).ok_or(GiveUp)?;
        self.rest = rest;
        if !self.has(b'"') {
            return Err(GiveUp);
        }
        std::str::from_utf8(text).map_err(|_| GiveUp)
    }

    /// A value that nobody asked for: a text or a number.
    pub(super) fn skip(&mut self) -> Quick<()> {
        self.start();
        if self.rest.first() == Some(&b'"') {
            self.text()?;
        } else {
            self.number()?;
        }
        Ok(())
    }

    /// A number without sign and exponent, in quotes or not.
    pub(super) fn number(&mut self) -> Quick<f64> {
        self.start();
        let has_quotes = self.has(b'"');
        let token = self.rest;
        let (whole, mut digits) = self.digits(0);
        let mut number = whole;
        let mut decimals = 0;
        let has_zero = digits > 1 && token.first() == Some(&b'0');
        if digits == 0 || has_zero {
            return Err(GiveUp);
        }
        if self.has(b'.') {
            (number, decimals) = self.digits(number);
            if decimals == 0 {
                return Err(GiveUp);
            }
            digits = digits.wrapping_add(decimals);
        }
        let value = match exact_decimal(number, decimals) {
            // 19 digits fit into 64 bits.
            Some(value) if digits <= 19 => value,
            _ => long_number(token, self.rest).ok_or(GiveUp)?,
        };
        if has_quotes && !self.has(b'"') {
            return Err(GiveUp);
        }
        Ok(value)
    }

    /// The digits that are next, appended to `number`, and how many they are.
    #[inline(always)]
    fn digits(&mut self, mut number: u64) -> (u64, usize) {
        let before = self.rest.len();
        while let Some((byte @ b'0'..=b'9', rest)) = self.rest.split_first() {
            number = number.wrapping_mul(10).wrapping_add(u64::from(byte & 0x0f));
            self.rest = rest;
        }
        (number, before.wrapping_sub(self.rest.len()))
    }

    /// A status code from 100 to 599, in quotes or not.
    pub(super) fn code(&mut self) -> Quick<Code> {
        self.start();
        let has_quotes = self.has(b'"');
        let (number, digits) = self.digits(0);
        if digits != 3 || has_quotes && !self.has(b'"') {
            return Err(GiveUp);
        }
        let code = Code::new(i64::try_from(number).map_err(|_| GiveUp)?);
        if code == Code::OTHER {
            Err(GiveUp)
        } else {
            Ok(code)
        }
    }

    /// A time in quotes, to UTC seconds.
    pub(super) fn time(&mut self) -> Quick<i64> {
        self.start();
        if let Some((stamp, rest)) = self.rest.split_first_chunk::<STAMP>()
            && let Some(at) = self.day.time(stamp)
        {
            self.rest = rest;
            return Ok(at);
        }
        let text = self.text()?;
        if let (Some(at), Some(day)) = (parse_time_strict(text), text.as_bytes().first_chunk()) {
            self.day = Day {
                text: *day,
                midnight: at.wrapping_sub(at.rem_euclid(86_400)),
            };
            return Ok(at);
        }
        parse_time(text).ok_or(GiveUp)
    }
}

impl Day {
    /// A time of this day in the one width that the vendors write; `None` for anything else.
    fn time(&self, stamp: &[u8; STAMP]) -> Option<i64> {
        let [
            b'"',
            day @ ..,
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
            b'"',
        ] = stamp
        else {
            return None;
        };
        if *day != self.text {
            return None;
        }
        let [hour, minute, second] = [(h1, h2), (m1, m2), (s1, s2)].map(|(tens, ones)| {
            let digit = |byte: &u8| i64::from(byte.wrapping_sub(b'0'));
            // What is no digit becomes larger than any minute.
            if digit(ones) > 9 {
                99
            } else {
                digit(tens).wrapping_mul(10).wrapping_add(digit(ones))
            }
        });
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let in_day = hour
            .wrapping_mul(3600)
            .wrapping_add(minute.wrapping_mul(60))
            .wrapping_add(second);
        Some(self.midnight.wrapping_add(in_day))
    }
}

/// The number from the start of `token` to the start of `rest`, if it is too long to be made of its digits directly.
#[cold]
fn long_number(token: &[u8], rest: &[u8]) -> Option<f64> {
    let digits = token.get(..token.len().checked_sub(rest.len())?)?;
    parse_number(std::str::from_utf8(digits).ok()?)
}
