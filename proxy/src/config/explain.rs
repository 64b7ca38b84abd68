//! A TOML error as a sentence with the key and the line, and without any value: the line may hold a key's secret.
//!
//! The parser's own display prints the offending line, so only its position and the kind of its message are used.

use super::ConfigError;
use std::ops::Range;

/// The sentence for a text that the parser refused.
pub(super) fn toml_error(text: &str, error: &toml::de::Error) -> ConfigError {
    let at = error.span().map_or(0, |span| span.start);
    let (line, key) = (line_of(text, at), key_at(text, at));
    let message = error.message();
    let why = if message.starts_with("unknown field") {
        "is not a key that this file knows; originscope.example.toml lists them all".to_owned()
    } else if message.starts_with("duplicate key") {
        "stands here a second time".to_owned()
    } else if message.starts_with("invalid type") {
        let expected = message
            .rsplit_once("expected ")
            .map_or("another type", |(_, expected)| expected);
        format!("has the wrong type: expected {expected}")
    } else {
        "cannot be read: this line is not valid TOML".to_owned()
    };
    ConfigError(match key {
        Some(key) => format!("Configuration, line {line}: `{key}` {why}."),
        None => format!("Configuration, line {line}: what stands here {why}."),
    })
}

/// The sentence about a key whose value was read and is wrong.
pub(super) fn value_error(text: &str, key: &str, span: Range<usize>, why: &str) -> ConfigError {
    ConfigError(format!(
        "Configuration, line {}: `{key}` {why}.",
        line_of(text, span.start)
    ))
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    before.saturating_add(1)
}

/// The key or table name on the line, if it looks like one (and so is not a piece of a value).
fn key_at(text: &str, at: usize) -> Option<&str> {
    let line = text.lines().nth(line_of(text, at).saturating_sub(1))?;
    let key = match line.trim_start().strip_prefix('[') {
        Some(table) => table.split(']').next()?.trim_matches('['),
        None => line.split_once('=')?.0,
    };
    let key = key.trim();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
    (!key.is_empty() && key.len() <= 40 && key.chars().all(plain)).then_some(key)
}
