//! Why a file is none of ours, in a sentence, and with a key for other languages.

use crate::api::DecodeError;
use crate::catalogue::{self, Entry};
use crate::wire::VendorFailure;
use std::fmt;

/// Why nothing in a file can be shown. Foreign text in it was cleaned and is short, yet is to be shown as text only.
#[derive(Clone, Debug, PartialEq)]
pub enum NotRecognised {
    /// Nothing or only white space.
    Empty,
    /// Longer than is looked at.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// A HAR whose answers hold more values than are kept.
    TooManyValues {
        /// The limit, in values.
        limit: usize,
    },
    /// Not text in UTF-8.
    NotText,
    /// A web page.
    WebPage,
    /// The text ends before the document does.
    Truncated {
        /// Line of the end, from 1.
        line: usize,
        /// Column of the end, from 1.
        column: usize,
    },
    /// Neither JSON nor XML.
    Syntax {
        /// Line of the fault, from 1.
        line: usize,
        /// Column of the fault, from 1.
        column: usize,
    },
    /// Well formed, but nothing that we know.
    Unknown {
        /// What the root is, as `an object`.
        looks: &'static str,
        /// Its first keys, cleaned, 40 characters at most, 8 at most.
        keys: Vec<String>,
    },
    /// The answer of a source, but not of the right shape.
    Damaged {
        /// Id of the source that it is marked as.
        source: &'static str,
        /// What is wrong with it, a [`DecodeError::Shape`].
        error: DecodeError,
    },
    /// An error that a vendor answered with, instead of data.
    VendorError {
        /// The vendor's code, cleaned.
        code: String,
        /// The vendor's request id, cleaned.
        request_id: Option<String>,
        /// Ids of the sources that answer with this code; empty where nobody knows it.
        candidates: Vec<&'static str>,
        /// What it means, where that is the same for all candidates or there is an entry for any of them.
        entry: Option<&'static Entry>,
    },
    /// A problem that our proxy answered with, instead of data.
    ProxyProblem {
        /// The proxy's code, as `domain_missing`, cleaned.
        code: String,
    },
    /// A HAR with none of our answers.
    HarWithoutAnswers {
        /// How many entries it has.
        entries: usize,
        /// How many of them were exported without the body of the answer.
        without_body: usize,
    },
    /// A snapshot that a newer version of this program wrote.
    NewerSnapshot {
        /// Its version.
        version: u64,
    },
}

impl NotRecognised {
    /// A stable name of the case, for translations.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyValues { .. } => "too_many_values",
            Self::NotText => "not_text",
            Self::WebPage => "web_page",
            Self::Truncated { .. } => "truncated",
            Self::Syntax { .. } => "syntax",
            Self::Unknown { .. } => "unknown",
            Self::Damaged { .. } => "damaged",
            Self::VendorError { .. } => "vendor_error",
            Self::ProxyProblem { .. } => "proxy_problem",
            Self::HarWithoutAnswers { .. } => "har_without_answers",
            Self::NewerSnapshot { .. } => "newer_snapshot",
        }
    }
}

impl fmt::Display for NotRecognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty."),
            Self::TooLarge { limit } => write!(f, "The file is longer than {limit} bytes."),
            Self::TooManyValues { limit } => {
                write!(f, "The answers in the file hold more than {limit} values.")
            }
            Self::NotText => f.write_str("The file is not text in UTF-8."),
            Self::WebPage => f.write_str("The file is a web page, not data."),
            Self::Truncated { line, column } => {
                write!(
                    f,
                    "The file ends too early, at line {line}, column {column}: it was cut."
                )
            }
            Self::Syntax { line, column } => {
                write!(
                    f,
                    "The file is neither JSON nor XML: it cannot be read at line {line}, column {column}."
                )
            }
            Self::Unknown { looks, keys } if keys.is_empty() => {
                write!(
                    f,
                    "The file holds {looks}, not an answer of a known source."
                )
            }
            Self::Unknown { keys, .. } => {
                write!(
                    f,
                    "The file is not an answer of a known source; it has {}.",
                    keys.join(", ")
                )
            }
            Self::Damaged { source, error } => {
                write!(
                    f,
                    "The file is an answer of {source}, but cannot be read as one. {error}"
                )
            }
            Self::VendorError { code, entry, .. } => {
                write!(f, "The file is the vendor's error {code}, not data.")?;
                entry.map_or(Ok(()), |entry| write!(f, " {}", entry.meaning.en))
            }
            Self::ProxyProblem { code } => {
                write!(f, "The file is the proxy's problem {code}, not data.")
            }
            Self::HarWithoutAnswers {
                entries,
                without_body,
            } => {
                write!(
                    f,
                    "The HAR has {entries} entries and no answer of a known source among them"
                )?;
                match without_body {
                    0 => f.write_str("."),
                    without => write!(f, "; {without} were exported without their content."),
                }
            }
            Self::NewerSnapshot { version } => {
                write!(
                    f,
                    "The file is a snapshot of version {version}, which is newer than this program."
                )
            }
        }
    }
}

impl std::error::Error for NotRecognised {}

impl From<DecodeError> for NotRecognised {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Empty => Self::Empty,
            DecodeError::Html => Self::WebPage,
            DecodeError::NotText => Self::NotText,
            DecodeError::Syntax {
                line,
                column,
                truncated: true,
            } => Self::Truncated { line, column },
            DecodeError::Syntax {
                line,
                column,
                truncated: false,
            } => Self::Syntax { line, column },
            DecodeError::TooLarge { limit } => Self::TooLarge { limit },
            DecodeError::VendorError { code, request_id } => Self::vendor(code, request_id, None),
            DecodeError::Shape { .. } => Self::Unknown {
                looks: "an object",
                keys: Vec::new(),
            },
        }
    }
}

impl From<VendorFailure> for NotRecognised {
    fn from(failure: VendorFailure) -> Self {
        Self::vendor(failure.code, failure.request_id, Some(&failure.message))
    }
}

impl NotRecognised {
    /// A saved error does not say which source was asked, only which ones could have answered so.
    fn vendor(code: String, request_id: Option<String>, message: Option<&str>) -> Self {
        let explained = |id| catalogue::explain(id, &code, message);
        let mut candidates = Vec::new();
        let mut entries: Vec<&'static Entry> = Vec::new();
        for id in crate::registry().iter().map(|api| api.spec().id) {
            if let Some(entry) = explained(id) {
                candidates.push(id);
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        }
        let entry = match entries.as_slice() {
            [one] => Some(*one),
            _ => explained(""),
        };
        Self::VendorError {
            code,
            request_id,
            candidates,
            entry,
        }
    }
}
