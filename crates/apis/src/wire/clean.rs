//! Foreign text, made fit to be shown.

/// At most this many characters of a foreign text are kept.
const LONGEST: usize = 80;

/// The text without control and direction characters, capped at 80 characters.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| is_plain(*c))
        .take(LONGEST)
        .collect()
}

/// Whether a character may be shown: neither a control nor one that changes the direction or hides itself.
fn is_plain(c: char) -> bool {
    !(c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
}

/// A vendor's error code or request id: `[A-Za-z0-9._-]`, 64 at most; `None` if nothing is left.
pub(crate) fn clean_id(text: &str) -> Option<String> {
    let id: String = text
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        .take(64)
        .collect();
    (!id.is_empty()).then_some(id)
}

/// The domains in a comma separated list, cleaned.
pub(crate) fn clean_domains(text: &str) -> Vec<String> {
    // A call names 100 domains at most (500 at the replacement APIs).
    text.split(',')
        .map(|part| clean(part.trim()))
        .filter(|part| !part.is_empty())
        .take(500)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_directions_and_length_go() {
        assert_eq!(clean("a\u{202e}b\n\u{200b}<i>\0"), "ab<i>");
        assert_eq!(clean(&"é".repeat(10_000)), "é".repeat(80));
        assert_eq!(
            clean_id("Throttling.User\r\nX: <y>").as_deref(),
            Some("Throttling.UserXy")
        );
        assert_eq!(clean_id("中"), None);
        assert_eq!(clean_domains(" a.com,,b.com\n"), ["a.com", "b.com"]);
        assert!(clean_domains("").is_empty());
    }
}
