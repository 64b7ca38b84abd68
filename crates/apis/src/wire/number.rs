//! Numbers in text, by a strict grammar.

/// A number by the grammar of JSON: no sign `+`, no leading zeros, no white space, no separators, no units, ASCII
/// digits only. `None` for anything else, for what overflows, and for what is not zero but would become zero.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    if let Some(value) = short_decimal(text) {
        return Some(value);
    }
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

/// Nearly all numbers of all vendors: digits, perhaps a point and digits, not too many. `None` for all others.
fn short_decimal(text: &str) -> Option<f64> {
    // 15 digits are below 2^53, and a leading 0 is none of them.
    if text.len() > 17 {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut number, mut point) = (0_u64, None);
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                let digit = u64::from(byte & 0x0f);
                number = number.wrapping_mul(10).wrapping_add(digit);
            }
            b'.' if point.is_none() && index > 0 => point = Some(index),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(bytes.len());
    let decimals = point.map_or(0, |point| {
        bytes.len().saturating_sub(point).saturating_sub(1)
    });
    let has_leading_zero = whole > 1 && bytes.first() == Some(&b'0');
    let lacks_digits = whole == 0 || point.is_some() && decimals == 0;
    if has_leading_zero || lacks_digits {
        return None;
    }
    exact_decimal(number, decimals)
}

/// The f64 nearest to digits of which the last `decimals` stand after the point. Both the digits as a whole number and the
/// power of ten are f64s exactly, so their quotient is that f64 (Clinger, PLDI 1990); `None` where one of them is not.
pub(crate) fn exact_decimal(digits: u64, decimals: usize) -> Option<f64> {
    const TENS: [f64; 16] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];
    if digits >= 1 << 53 {
        return None;
    }
    #[allow(clippy::cast_precision_loss)] // below 2^53, as just seen
    Some(digits as f64 / TENS.get(decimals)?)
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
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn short_decimals_are_the_nearest_f64(whole in 0_u64..1_000_000, decimals in "[0-9]{0,16}") {
            let text = if decimals.is_empty() { whole.to_string() } else { format!("{whole}.{decimals}") };
            let bits = |value: Option<f64>| value.map(f64::to_bits);
            prop_assert_eq!(bits(parse_number(&text)), bits(text.parse().ok()), "{}", text);
        }
    }

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
