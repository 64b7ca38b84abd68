//! Which form of a file a caller takes: `Accept-Encoding` (RFC 9110, section 12.5.3).

use http::{HeaderMap, header};

/// A form in which files lie beside themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Brotli,
    Gzip,
    /// As it is.
    Plain,
}

impl Form {
    /// Its name in headers and the ending of its file.
    pub(super) fn names(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Brotli => Some(("br", "br")),
            Self::Gzip => Some(("gzip", "gz")),
            Self::Plain => None,
        }
    }
}

/// The forms that a caller takes, smallest first. The plain one is always among them, even where it is refused: whoever
/// takes nothing at all is better served with the file than with an error.
pub(super) fn forms(headers: &HeaderMap) -> Vec<Form> {
    let listed: Vec<(String, bool)> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(item)
        .collect();
    let said = |name: &str| {
        let found = listed.iter().find(|(listed, _)| listed == name);
        found.map(|(_, welcome)| *welcome)
    };
    let takes = |name: &str| said(name).or_else(|| said("*")).unwrap_or(false);
    let mut forms = Vec::new();
    for form in [Form::Brotli, Form::Gzip] {
        if form.names().is_some_and(|(name, _)| takes(name)) {
            forms.push(form);
        }
    }
    forms.push(Form::Plain);
    forms
}

/// A name in lower case, and whether it is welcome.
fn item(text: &str) -> (String, bool) {
    let (name, rest) = text.split_once(';').unwrap_or((text, ""));
    let quality = rest.trim().strip_prefix("q=").unwrap_or("1");
    let is_zero = quality.starts_with('0') && quality.bytes().all(|b| matches!(b, b'0' | b'.'));
    (name.trim().to_ascii_lowercase(), !is_zero)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn s06_the_smallest_form_that_is_welcome_goes_first() {
        use Form::{Brotli, Gzip, Plain};
        for (value, expected) in [
            ("", &[Plain][..]),
            ("gzip, deflate, br, zstd", &[Brotli, Gzip, Plain]),
            ("GZIP", &[Gzip, Plain]),
            ("br;q=0, gzip", &[Gzip, Plain]),
            ("br; q=0.000,gzip;q=0.001", &[Gzip, Plain]),
            ("*", &[Brotli, Gzip, Plain]),
            ("*;q=0, br", &[Brotli, Plain]),
            ("br;q=0, *", &[Gzip, Plain]),
            ("identity;q=0,*;q=0", &[Plain]),
            ("brotli", &[Plain]),
            (";;;,=,", &[Plain]),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            assert_eq!(forms(&headers), expected, "{value}");
        }
        assert_eq!(forms(&HeaderMap::new()), [Plain]);
    }
}
