//! What an exported file is called.

use crate::time::TimeRange;
use crate::time_text::compact;

/// Longest source or domain in a file name; systems allow 255 for all of it.
const MOST: usize = 80;

/// `cdn_<source>_<domain>_<from>_<to>_<grain>.csv`, times in basic ISO, the grain in seconds; only letters, digits,
/// `.`, `-` and `_` in it. Of several domains the first stands there and how many more; `all` for none.
#[must_use]
pub fn file_name(source: &str, domains: &[String], range: TimeRange, grain: i64) -> String {
    let domain = match domains {
        [] => "all".to_owned(),
        [one] => plain(one),
        [first, others @ ..] => format!("{}-and-{}-more", plain(first), others.len()),
    };
    format!(
        "cdn_{}_{domain}_{}_{}_{grain}s.csv",
        plain(source),
        compact(range.start),
        compact(range.end)
    )
}

fn plain(text: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') {
            c
        } else {
            '-'
        }
    };
    text.chars().take(MOST).map(safe).collect()
}
