//! What a file is: a saved answer of one of the APIs, a HAR with some of them, a snapshot of ours, or clearly not.
//!
//! An answer is known by the member of its root that holds the slots ([`Api::root_keys`]), in XML whatever the root
//! element is called. So a new API is recognised as soon as it is registered.
//!
//! [`Api::root_keys`]: crate::Api::root_keys

mod covered;
mod har;
mod outline;
mod refusal;
mod request;
#[cfg(test)]
mod tests;
mod walk;

use crate::api::{Api, DecodeError, Decoded};
use crate::wire::{MAX_BODY_BYTES, json, vendor_error};
use originscope_core::TimeRange;
use outline::Outline;

pub use refusal::NotRecognised;

/// Longest file that is looked at, in bytes: 64 MiB. A single answer in it may have [`MAX_BODY_BYTES`].
pub const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// The member of a JSON object that makes it a snapshot of ours; its value is the version.
pub const SNAPSHOT_KEY: &str = "originscope_snapshot";

/// The newest version of a snapshot that this program reads.
pub const SNAPSHOT_VERSION: u64 = 1;

/// Something in a file that can be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Recognised<'a> {
    /// An answer of one of the APIs, decoded.
    Answer(Box<SavedAnswer>),
    /// A snapshot that the page or the command line saved. Whoever wrote it reads it.
    Snapshot {
        /// Its version, 1 to [`SNAPSHOT_VERSION`].
        version: u64,
        /// The whole file, well-formed JSON, without a byte order mark.
        text: &'a str,
    },
}

/// An answer found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedAnswer {
    /// Id of the source that it is taken to be from.
    pub source: &'static str,
    /// Ids of all sources that could have made it, `source` first: more than one only where the file does not tell. To
    /// read it as another one, decode the file with that one's [`Api`].
    pub candidates: Vec<&'static str>,
    /// The slots. Where the answer names no domains, they are those of the HAR's address.
    pub decoded: Decoded,
    /// The range asked for, by the HAR's address, else by what the answer says of itself. Vendors count a slot that
    /// starts at the end in, and one vendor's answer names an earlier start than was asked, so this is no bound of the
    /// slots.
    pub asked: Option<TimeRange>,
    /// When the answer was fetched, UTC seconds, by the HAR.
    pub fetched_at: Option<i64>,
    /// Where in the file it stands.
    pub origin: Origin,
}

/// Where in a file an answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the file.
    Saved,
    /// It is an entry of a HAR.
    HarEntry {
        /// Which, from 0.
        index: usize,
        /// Of how many entries; those that are not ours were skipped.
        entries: usize,
    },
}

/// Tells what a file is and decodes it. Never panics, and refuses by length before it reads.
///
/// One element for a saved answer or a snapshot, one for each of our answers in a HAR (in its order).
///
/// # Errors
/// See [`NotRecognised`].
pub fn recognise(bytes: &[u8]) -> Result<Vec<Recognised<'_>>, NotRecognised> {
    let limit = if is_markup(bytes) {
        MAX_BODY_BYTES
    } else {
        MAX_FILE_BYTES
    };
    if bytes.len() > limit {
        return Err(NotRecognised::TooLarge { limit });
    }
    let json = json(bytes)?;
    let outline = Outline::of(&json)?;
    if let Some(version) = outline.snapshot {
        return snapshot(version, &json, bytes);
    }
    if let Some(answer) = answer(&outline, bytes) {
        return answer.map(|answer| vec![Recognised::Answer(Box::new(answer))]);
    }
    if outline.har {
        let answers = har::read(&json)?;
        return Ok(answers
            .into_iter()
            .map(|answer| Recognised::Answer(Box::new(answer)))
            .collect());
    }
    Err(refuse(outline, bytes))
}

/// Whether the first thing in the bytes is a tag, so that they are XML or a web page.
fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

/// A snapshot of ours, unless a newer program wrote it.
fn snapshot<'a>(
    version: u64,
    json: &str,
    bytes: &'a [u8],
) -> Result<Vec<Recognised<'a>>, NotRecognised> {
    if version > SNAPSHOT_VERSION {
        return Err(NotRecognised::NewerSnapshot { version });
    }
    // The JSON is the end of the bytes: only a byte order mark may stand before it.
    let start = bytes.len().saturating_sub(json.len());
    let text = bytes
        .get(start..)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .ok_or(NotRecognised::NotText)?;
    Ok(vec![Recognised::Snapshot { version, text }])
}

/// The answer in a body, if its outline is that of one of our APIs.
fn answer(outline: &Outline, body: &[u8]) -> Option<Result<SavedAnswer, NotRecognised>> {
    let mut read: Option<(Decoded, Vec<&'static str>)> = None;
    let mut fault: Option<(&'static str, DecodeError)> = None;
    for api in &outline.apis {
        let id = api.spec().id;
        match (api.decode(body), &mut read) {
            (Ok(_), Some((_, candidates))) => candidates.push(id),
            (Ok(decoded), None) => read = Some((decoded, vec![id])),
            (Err(error), _) => fault = fault.or(Some((id, error))),
        }
    }
    let (decoded, candidates) = match (read, fault) {
        (Some(read), _) => read,
        (None, Some((source, error))) => return Some(Err(damaged(source, error, body))),
        (None, None) => return None,
    };
    let source = candidates.first().copied()?;
    Some(Ok(SavedAnswer {
        source,
        candidates,
        decoded,
        asked: outline.asked(),
        fetched_at: None,
        origin: Origin::Saved,
    }))
}

/// Why a body that is marked as a source's answer cannot be read as one.
fn damaged(source: &'static str, error: DecodeError, body: &[u8]) -> NotRecognised {
    match error {
        DecodeError::VendorError { .. } => {
            vendor_error(body).map_or_else(|| error.into(), NotRecognised::from)
        }
        DecodeError::Shape { .. } => NotRecognised::Damaged { source, error },
        _ => error.into(),
    }
}

/// Why a body without the marks of our APIs is not ours.
fn refuse(outline: Outline, bytes: &[u8]) -> NotRecognised {
    match (outline.problem, vendor_error(bytes)) {
        (Some(code), _) => NotRecognised::ProxyProblem { code },
        (None, Some(failure)) => failure.into(),
        (None, None) => NotRecognised::Unknown {
            looks: outline.looks,
            keys: outline.keys,
        },
    }
}

/// Every API that has this name at its root.
fn apis_with(key: &str) -> impl Iterator<Item = &'static dyn Api> {
    let registry = crate::registry().iter().copied();
    registry.filter(move |api| api.root_keys().contains(&key))
}
