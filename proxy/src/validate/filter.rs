//! The optional filters. Their values stay in the vendor's spelling, within a closed set of characters.

use crate::problem::refused;
use originscope_core::{Problem, Spec};

/// Most codes in one call: one page lists as many (Huawei Live, `ListQueryHttpCode`, `code`).
const MAX_CODES: usize = 44;

/// An ISP or a region.
pub(super) fn name(
    field: &'static str,
    text: Option<&str>,
    spec: &Spec,
) -> Result<Option<String>, Problem> {
    let Some(text) = text else { return Ok(None) };
    taken(field, spec)?;
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if text.len() > 64 || !text.bytes().all(fits) {
        return Err(refused(
            "filter_malformed",
            field,
            "The filter has characters that no ISP or region has.",
            "Use the vendor's English name: letters, digits, hyphen and underscore, 64 at most.",
        ));
    }
    Ok(Some(text.to_owned()))
}

/// Status codes, ascending, each once.
pub(super) fn codes(text: Option<&str>, spec: &Spec) -> Result<Vec<u16>, Problem> {
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    taken("code", spec)?;
    let mut codes = text
        .split(',')
        .map(|part| {
            let digits = part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
            part.parse()
                .ok()
                .filter(|code| digits && (100..=599).contains(code))
        })
        .collect::<Option<Vec<u16>>>()
        .ok_or_else(malformed_code)?;
    codes.sort_unstable();
    codes.dedup();
    if codes.len() > MAX_CODES {
        return Err(refused(
            "too_many_codes",
            "code",
            "More status codes than the vendor takes in one call.",
            "Name at most 44 codes, or none for all.",
        ));
    }
    Ok(codes)
}

fn taken(field: &'static str, spec: &Spec) -> Result<(), Problem> {
    if spec.filters.contains(&field) {
        return Ok(());
    }
    Err(refused(
        "filter_not_taken",
        field,
        "This source does not take that filter.",
        "Leave the filter away, or choose a source that takes it.",
    ))
}

fn malformed_code() -> Problem {
    refused(
        "code_malformed",
        "code",
        "One of the codes is not a status code.",
        "Use three digits from 100 to 599, separated by single commas.",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_apis::find;

    #[test]
    fn codes_are_sorted_and_bounded() {
        let spec = find("live-codes").unwrap().spec();
        assert_eq!(codes(Some("502,500,502"), spec).unwrap(), [500, 502]);
        for bad in ["99", "600", "5xx", "500,", "+500", "0500", "500 ", "-50"] {
            assert_eq!(
                codes(Some(bad), spec).unwrap_err().code,
                "code_malformed",
                "{bad}"
            );
        }
        let most: Vec<_> = (100..144).map(|code| code.to_string()).collect();
        assert_eq!(codes(Some(&most.join(",")), spec).unwrap().len(), 44);
        let many: Vec<_> = (100..145).map(|code| code.to_string()).collect();
        assert_eq!(
            codes(Some(&many.join(",")), spec).unwrap_err().code,
            "too_many_codes"
        );
    }

    #[test]
    fn filters_have_plain_characters_and_a_source_that_takes_them() {
        let live = find("live-codes").unwrap().spec();
        assert_eq!(
            name("isp", Some("CMCC"), live).unwrap().as_deref(),
            Some("CMCC")
        );
        assert!(name("region", Some(&"x".repeat(64)), live).is_ok());
        for bad in ["a b", "a,b", "é", "a&b", &"x".repeat(65)] {
            assert_eq!(
                name("region", Some(bad), live).unwrap_err().code,
                "filter_malformed",
                "{bad}"
            );
        }
        let realtime = find("cdn-origin-codes").unwrap().spec();
        assert_eq!(
            name("isp", Some("unicom"), realtime).unwrap_err().code,
            "filter_not_taken"
        );
        assert_eq!(
            codes(Some("500"), realtime).unwrap_err().code,
            "filter_not_taken"
        );
    }
}
