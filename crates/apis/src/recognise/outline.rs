//! The root of a body: enough of it to tell what it is.

use super::walk::{Fields, Walk};
use super::{SNAPSHOT_KEY, apis_with};
use crate::api::{Api, DecodeError};
use crate::wire::{Any, Scalar, Stamp, Words, clean};
use originscope_core::TimeRange;
use originscope_core::sort_by_key;
use serde::de::{DeserializeSeed, MapAccess};

/// At most this many keys are told to the reader.
const MOST_KEYS: usize = 8;

/// What the proxy's own problems have as their `type`, before their code.
const PROBLEM: &str = "urn:originscope:problem:";

/// What stands at the root of a body.
pub(super) struct Outline {
    /// What the root is, as `an object`.
    pub(super) looks: &'static str,
    /// The first keys, cleaned, in their order.
    pub(super) keys: Vec<String>,
    /// The APIs whose slots seem to stand here, in the order of the registry.
    pub(super) apis: Vec<&'static dyn Api>,
    /// The version of a snapshot of ours.
    pub(super) snapshot: Option<u64>,
    /// Whether this may be a HAR.
    pub(super) har: bool,
    /// The code of a problem of our proxy.
    pub(super) problem: Option<String>,
    start: Option<i64>,
    end: Option<i64>,
}

impl Outline {
    /// Reads all of the text, so that one that is cut or broken anywhere is known as such.
    ///
    /// # Errors
    /// [`DecodeError::Syntax`]
    pub(super) fn of(json: &str) -> Result<Self, DecodeError> {
        let mut outline = Self {
            looks: "an object",
            keys: Vec::new(),
            apis: Vec::new(),
            snapshot: None,
            har: false,
            problem: None,
            start: None,
            end: None,
        };
        let mut deserializer = serde_json::Deserializer::from_str(json);
        Walk(&mut outline)
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end())
            .map_err(|error| syntax(&error, json))?;
        sort_by_key(&mut outline.apis, |api| {
            let id = api.spec().id;
            crate::registry()
                .iter()
                .position(|other| other.spec().id == id)
        });
        Ok(outline)
    }

    /// The range that the body says it answers.
    pub(super) fn asked(&self) -> Option<TimeRange> {
        let (start, end) = (self.start?, self.end?);
        (start < end).then(|| TimeRange::new(start, end))
    }
}

impl Fields for Outline {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        if self.keys.len() < MOST_KEYS {
            self.keys.push(clean(key).chars().take(40).collect());
        }
        for api in apis_with(key) {
            let id = api.spec().id;
            if !self.apis.iter().any(|known| known.spec().id == id) {
                self.apis.push(api);
            }
        }
        match key {
            SNAPSHOT_KEY => self.snapshot = version(&map.next_value_seed(Any::new())?),
            "StartTime" => self.start = moment(map.next_value_seed(Any::new())?),
            "EndTime" => self.end = moment(map.next_value_seed(Any::new())?),
            "type" => {
                let kind = map.next_value_seed(Any::<Words>::new())?.0;
                self.problem = kind.strip_prefix(PROBLEM).map(clean);
            }
            _ => {
                self.har |= key == "log";
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn other(&mut self, looks: &'static str) {
        self.looks = looks;
    }
}

/// The place of a fault in JSON.
pub(super) fn syntax(error: &serde_json::Error, json: &str) -> DecodeError {
    // serde_json calls a number that is cut within ("0.", "1e", "-") a wrong one where it skips it.
    let last = json.split('\n').count();
    let begun = begins_a_number(json) && error.line() == last;
    let end = json.rsplit('\n').next().map_or(0, str::len);
    DecodeError::Syntax {
        // serde_json counts columns from 0 at the very start of a line.
        line: error.line().max(1),
        column: error.column().max(1),
        truncated: error.is_eof() || (begun && error.column() >= end),
    }
}

/// Whether the text ends within a number, where a digit must follow.
fn begins_a_number(json: &str) -> bool {
    let mut back = json.bytes().rev();
    match (back.next(), back.next()) {
        (Some(b'.' | b'e' | b'E'), before) => before.is_some_and(|byte| byte.is_ascii_digit()),
        (Some(b'+'), before) => matches!(before, Some(b'e' | b'E')),
        (Some(b'-'), before) => before.is_none_or(|byte| b" \t\r\n:,[eE".contains(&byte)),
        _ => false,
    }
}

/// A whole number from 1.
fn version(scalar: &Scalar) -> Option<u64> {
    match scalar {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 1 to below 2^53
        Scalar::Number(value) if value.fract() == 0.0 && (1.0..9e15).contains(value) => {
            Some(*value as u64)
        }
        _ => None,
    }
}

fn moment(stamp: Stamp) -> Option<i64> {
    match stamp {
        Stamp::At(at) => Some(at),
        Stamp::Bad(_) => None,
    }
}
