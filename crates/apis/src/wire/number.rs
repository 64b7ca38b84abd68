//! Numbers in text, by a strict grammar.

/// A number by the grammar of JSON: no sign `+`, no leading zeros, no white space, no separators, no units, ASCII
/// digits only. `None` for anything else, for what overflows, and for what is not zero but would become zero.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, decimals) = match mantissa.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|e| e.strip_prefix(['+', '-']).unwrap_or(e));
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if leading_zero
        || !digits(whole)
        || !decimals.is_none_or(digits)
        || !exponent.is_none_or(digits)
    {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    let vanished = value == 0.0 && mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    // Adding zero turns -0 into 0.
    (value.is_finite() && !vanished).then_some(value + 0.0)
}

/// A whole number without sign or leading zeros, as a status code is written.
pub(crate) fn parse_whole(text: &str) -> Option<i64> {
    let plain = digits(text) && !(text.len() > 1 && text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly() {
        let cases = [
            ("66.046511627907", 66.046_511_627_907),
            ("43", 43.0),
            ("0", 0.0),
            ("-0", 0.0),
            ("1e2", 100.0),
            ("1.5E+3", 1500.0),
            ("-5", -5.0),
            ("1.7976931348623157e308", f64::MAX),
            ("0.0e-999", 0.0),
        ];
        for (text, value) in cases {
            assert_eq!(parse_number(text), Some(value), "{text}");
        }
        assert_eq!(parse_number("-0").map(f64::to_bits), Some(0));
    }

    #[test]
    fn anything_else_is_no_number() {
        let cases = [
            "",
            "-",
            "NaN",
            "nan",
            "inf",
            "-Infinity",
            "1e400",
            "1e-400",
            " 1",
            "1 ",
            "1,5",
            "50%",
            "٣",
            "１",
            "+1",
            "01",
            "-01",
            ".5",
            "5.",
            "1e",
            "1e+",
            "0x1",
            "1_000",
            "1.2.3",
            "--1",
            "1e2e3",
            "1\u{a0}",
        ];
        for text in cases {
            assert_eq!(parse_number(text), None, "{text:?}");
        }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(parse_whole("200"), Some(200));
        assert_eq!(parse_whole("0"), Some(0));
        assert_eq!(parse_whole("2147483648"), Some(2_147_483_648));
        for text in [
            "0200",
            "2xx",
            "",
            "-1",
            "+200",
            "200.0",
            "99999999999999999999",
        ] {
            assert_eq!(parse_whole(text), None, "{text}");
        }
    }
}
