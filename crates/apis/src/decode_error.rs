//! How a decode error reads.

use crate::api::DecodeError;
use std::fmt;

/// One sentence each; the only foreign text in them is a vendor's code, which was cleaned.
impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The answer is empty."),
            Self::Html => f.write_str("The answer is a web page, not data."),
            Self::NotText => f.write_str("The answer is not text in UTF-8."),
            Self::Syntax {
                line,
                column,
                truncated: true,
            } => {
                write!(
                    f,
                    "The answer ends too early, at line {line}, column {column}."
                )
            }
            Self::Syntax {
                line,
                column,
                truncated: false,
            } => {
                write!(
                    f,
                    "The answer cannot be read at line {line}, column {column}."
                )
            }
            Self::Shape { path, expected } if path.is_empty() => {
                write!(f, "The answer is not {expected}.")
            }
            Self::Shape { path, expected } => {
                write!(f, "The answer has no {path} that is {expected}.")
            }
            Self::VendorError { code, .. } => {
                write!(f, "The vendor answered with the error {code}.")
            }
            Self::TooLarge { limit } => write!(f, "The answer is longer than {limit} bytes."),
        }
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_is_a_sentence() {
        let all = [
            DecodeError::Empty,
            DecodeError::Html,
            DecodeError::NotText,
            DecodeError::Syntax {
                line: 3,
                column: 14,
                truncated: true,
            },
            DecodeError::Syntax {
                line: 3,
                column: 14,
                truncated: false,
            },
            DecodeError::Shape {
                path: String::new(),
                expected: "an object",
            },
            DecodeError::Shape {
                path: "data_series[1].time".to_owned(),
                expected: "text",
            },
            DecodeError::VendorError {
                code: "Throttling.User".to_owned(),
                request_id: None,
            },
            DecodeError::TooLarge { limit: 8 },
        ];
        for error in all {
            let text = error.to_string();
            assert!(
                text.starts_with("The ") && text.ends_with('.') && text.len() < 90,
                "{text}"
            );
        }
        let shape = DecodeError::Shape {
            path: "data_series[1].time".to_owned(),
            expected: "text",
        };
        assert_eq!(
            shape.to_string(),
            "The answer has no data_series[1].time that is text."
        );
    }
}
