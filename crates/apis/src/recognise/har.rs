//! HAR 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>): the answers in what a browser's network panel exports.
//!
//! Entries are read one at a time, and only one body is held: a HAR is far larger than our answers in it.

use super::outline::{Outline, syntax};
use super::request::Asked;
use super::walk::{Fields, Walk};
use super::{NotRecognised, Origin, SavedAnswer, answer};
use crate::wire::{Any, MAX_BODY_BYTES, Single, Words, json};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};

/// At most this many values are kept of all answers of a file, 8 bytes each.
const MOST_POINTS: usize = 20_000_000;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Our answers in a HAR, in its order.
///
/// # Errors
/// Broken JSON, no answer of ours, or more than fits.
pub(super) fn read(json: &str) -> Result<Vec<SavedAnswer>, NotRecognised> {
    let mut har = Har::default();
    Walk(&mut har)
        .deserialize(&mut serde_json::Deserializer::from_str(json))
        .map_err(|error| NotRecognised::from(syntax(&error, json)))?;
    if har.points > MOST_POINTS {
        return Err(NotRecognised::TooManyValues { limit: MOST_POINTS });
    }
    let entries = har.entries;
    if har.found.is_empty() {
        return Err(NotRecognised::HarWithoutAnswers {
            entries,
            without_body: har.without_body,
        });
    }
    let with_total = |(index, mut answer): (usize, SavedAnswer)| {
        answer.origin = Origin::HarEntry { index, entries };
        answer
    };
    Ok(har.found.into_iter().map(with_total).collect())
}

/// Which object of the file is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Root,
    Log,
    Entries,
    Entry,
    Request,
    Response,
    Content,
}

/// The entry being read.
#[derive(Default)]
struct Entry {
    started: Option<i64>,
    asked: Asked,
    body: Option<String>,
    base64: bool,
}

#[derive(Default)]
struct Har {
    place: Place,
    entry: Entry,
    entries: usize,
    without_body: usize,
    points: usize,
    found: Vec<(usize, SavedAnswer)>,
}

impl Fields for Har {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        let inner = match (self.place, key) {
            (Place::Root, "log") => Place::Log,
            (Place::Entry, "request") => Place::Request,
            (Place::Entry, "response") => Place::Response,
            (Place::Response, "content") => Place::Content,
            (Place::Log, "entries") => Place::Entries,
            (Place::Entry, "startedDateTime") => {
                self.entry.started = moment(&map.next_value_seed(Any::<Words>::new())?.0);
                return Ok(true);
            }
            (Place::Request, "url") => {
                self.entry.asked = Asked::of(&map.next_value_seed(Any::<Words>::new())?.0);
                return Ok(true);
            }
            (Place::Content, "text") => {
                self.entry.body = map.next_value_seed(Any::<Body>::new())?.0;
                return Ok(true);
            }
            (Place::Content, "encoding") => {
                self.entry.base64 = map.next_value_seed(Any::<Words>::new())?.0 == "base64";
                return Ok(true);
            }
            _ => return Ok(false),
        };
        let outer = std::mem::replace(&mut self.place, inner);
        map.next_value_seed(Walk(self))?;
        self.place = outer;
        Ok(true)
    }

    fn elements<'de, A: SeqAccess<'de>>(&mut self, mut seq: A) -> Result<(), A::Error> {
        if self.place != Place::Entries {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        self.place = Place::Entry;
        while seq.next_element_seed(Walk(&mut *self))?.is_some() {
            self.keep();
        }
        self.place = Place::Entries;
        Ok(())
    }
}

impl Har {
    /// Takes the entry that was just read, if it is an answer of ours.
    fn keep(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        let index = self.entries;
        self.entries = index.saturating_add(1);
        if entry.body.as_deref().unwrap_or_default().is_empty() {
            self.without_body = self.without_body.saturating_add(1);
            return;
        }
        // Enough is enough, but the entries are still counted.
        if self.points > MOST_POINTS {
            return;
        }
        if let Some(answer) = entry.answer() {
            self.points = self.points.saturating_add(answer.decoded.frame.points());
            self.found.push((index, answer));
        }
    }
}

impl Entry {
    fn answer(self) -> Option<SavedAnswer> {
        let body = self.body?;
        let body = if self.base64 {
            let packed: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
            BASE64.decode(packed).ok()?
        } else {
            body.into_bytes()
        };
        if body.len() > MAX_BODY_BYTES {
            return None;
        }
        let outline = Outline::of(&json(&body).ok()?).ok()?;
        let mut answer = answer(&outline, &body)?.ok()?;
        if let Some(source) = self.asked.source
            && answer.candidates.first() != Some(&source)
            && answer.candidates.contains(&source)
        {
            answer.decoded = crate::find(source)?.decode(&body).ok()?;
            (answer.source, answer.candidates) = (source, vec![source]);
        }
        if answer.decoded.domains.is_empty() {
            answer.decoded.domains = self.asked.domains;
        }
        answer.asked = self.asked.range.or(answer.asked);
        answer.fetched_at = self.started;
        Some(answer)
    }
}

/// A time as HAR writes it, RFC 3339 with a fraction and an offset.
fn moment(text: &str) -> Option<i64> {
    chrono::DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|time| time.timestamp())
}

/// A body, unless it is too long to be ours.
struct Body(Option<String>);

impl Single for Body {
    fn text(text: &str) -> Self {
        // In base64, four characters stand for three bytes.
        let longest = MAX_BODY_BYTES.saturating_mul(3) / 2;
        Self((text.len() <= longest).then(|| text.to_owned()))
    }
    fn number(_: f64, _: Option<i64>) -> Self {
        Self(None)
    }
    fn null() -> Self {
        Self(None)
    }
    fn other(_: &'static str) -> Self {
        Self(None)
    }
}
