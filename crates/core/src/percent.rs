//! Percent-encoding of query strings, total in both directions.

/// Writes a value so that it is safe anywhere in a query string. Letters, digits and `-._~:,` stay as they are, so that
/// an address stays readable.
pub(crate) fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 0x0f] {
                out.push(
                    char::from_digit(u32::from(nibble), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
    }
    out
}

/// Reads what [`encode`] or a browser wrote; `+` is a blank; a broken escape stands for itself, bytes that are no
/// UTF-8 become U+FFFD.
pub(crate) fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let (byte, left) = match (first, tail) {
            (b'+', _) => (b' ', tail),
            (b'%', [high, low, left @ ..]) => match (nibble(*high), nibble(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, left),
                _ => (b'%', tail),
            },
            _ => (first, tail),
        };
        out.push(byte);
        rest = left;
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn nibble(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_escapes_stand_for_themselves() {
        assert_eq!(decode("a%zz%4%41+%"), "a%zz%4A %");
        assert_eq!(decode("%ff"), "\u{fffd}");
        assert_eq!(encode("a&b=c d%é"), "a%26b%3Dc%20d%25%C3%A9");
    }

    proptest! {
        #[test]
        fn every_text_survives(text in ".{0,60}") {
            prop_assert_eq!(decode(&encode(&text)), text);
        }
    }
}
