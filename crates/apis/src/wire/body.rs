//! The body as a whole: is it an answer at all?

use super::{failure::vendor_error, xml};
use crate::api::DecodeError;
use std::borrow::Cow;

/// Longest body that is looked at, in bytes: 8 MiB, many times the largest answer that the limits allow.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// Hands the body's JSON (made from XML if need be) to `read`; an answer of the wrong shape that carries a vendor's
/// error becomes that error.
///
/// # Errors
/// See [`DecodeError`].
pub(crate) fn read_body<T>(
    body: &[u8],
    read: impl FnOnce(&str) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    if body.len() > MAX_BODY_BYTES {
        return Err(DecodeError::TooLarge {
            limit: MAX_BODY_BYTES,
        });
    }
    read(&json(body)?).map_err(|error| match (&error, vendor_error(body)) {
        (DecodeError::Shape { .. }, Some(failure)) => DecodeError::VendorError {
            code: failure.code,
            request_id: failure.request_id,
        },
        _ => error,
    })
}

/// The body as JSON text.
///
/// # Errors
/// Empty, not text, a web page, or XML that cannot be read.
pub(crate) fn json(body: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    let text = text(body)?;
    let start = text.trim_start();
    if start.is_empty() {
        Err(DecodeError::Empty)
    } else if !start.starts_with('<') {
        Ok(Cow::Borrowed(text))
    } else if is_html(start) {
        Err(DecodeError::Html)
    } else {
        xml::to_json(text).map(Cow::Owned)
    }
}

/// The body without its byte order mark. A character that is cut in two at the very end means that the body was cut.
fn text(body: &[u8]) -> Result<&str, DecodeError> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    std::str::from_utf8(body).map_err(|error| {
        match (error.error_len(), body.get(..error.valid_up_to())) {
            (None, Some(valid)) => {
                let (line, column) = line_and_column(valid, valid.len());
                DecodeError::Syntax {
                    line,
                    column,
                    truncated: true,
                }
            }
            _ => DecodeError::NotText,
        }
    })
}

/// Line and column (in bytes), both from 1, of an offset.
pub(crate) fn line_and_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count();
    (line.saturating_add(1), column.saturating_add(1))
}

/// Whether a text that starts with `<` is a web page rather than XML.
fn is_html(text: &str) -> bool {
    let mut rest = text;
    // Declarations and comments may stand before the first tag of either.
    loop {
        rest = rest.trim_start();
        let skipped = if rest.starts_with("<?") {
            rest.split_once("?>")
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else {
            None
        };
        match skipped {
            Some((_, after)) => rest = after,
            None => break,
        }
    }
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<script",
        "<center",
        "<h1",
        "<div",
        "<p>",
    ];
    tags.iter().any(|tag| {
        rest.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_no_answer_is_named() {
        let long = vec![b' '; MAX_BODY_BYTES + 1];
        assert_eq!(
            read_body(&long, |_| Ok(())),
            Err(DecodeError::TooLarge {
                limit: MAX_BODY_BYTES
            })
        );
        for empty in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf  "] {
            assert_eq!(json(empty), Err(DecodeError::Empty));
        }
        for html in [
            "<html>",
            "\n<!DOCTYPE HTML PUBLIC",
            "<?xml version=\"1.0\"?>\n<!-- x --><!doctype html>",
            "<Center>",
        ] {
            assert_eq!(json(html.as_bytes()), Err(DecodeError::Html), "{html}");
        }
        // UTF-16, a lone continuation byte, an overlong form.
        for bytes in [&b"\xff\xfe{\0}\0"[..], b"{\"a\":\"\x80\"}", b"\xc0\x80"] {
            assert_eq!(json(bytes), Err(DecodeError::NotText));
        }
    }

    #[test]
    fn a_character_cut_in_two_is_a_cut_body() {
        let whole = "{\n \"a\":\"中".as_bytes();
        let cut = whole.get(..whole.len() - 1).unwrap();
        assert_eq!(
            json(cut),
            Err(DecodeError::Syntax {
                line: 2,
                column: 7,
                truncated: true
            })
        );
    }

    #[test]
    fn the_byte_order_mark_goes() {
        assert_eq!(json(b"\xef\xbb\xbf{}").unwrap(), "{}");
    }
}
