//! A whole investigation as one value: what was asked, what came, how, and what the page showed of it.
//!
//! These are the types of the file; the crate with the vendor APIs reads and writes its JSON. A reader ignores fields
//! that it does not know and refuses a newer version. What is opened is checked: nothing in a file may make a frame
//! whose columns do not fit.

mod column;
mod mask;
mod open;
mod save;
#[cfg(test)]
mod tests;

use crate::contract::Problem;
use crate::note::Note;
use crate::source::{Metric, TrafficUnit, Vantage};
use crate::time::TimeRange;
use column::{Column, known};
use serde::{Deserialize, Serialize};

pub use open::{Opened, Unsound};
pub use save::Saving;

/// The version that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;

/// A snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The version of the format; this member marks the file as a snapshot.
    #[serde(rename = "originscope_snapshot")]
    pub version: u64,
    /// When it was made, UTC seconds: the moment by which its slots were judged.
    pub made_at: i64,
    /// The program's version.
    #[serde(default)]
    pub made_by: String,
    /// What the user had chosen, as in the page's address.
    #[serde(default)]
    pub view: String,
    /// The sources, in the order shown.
    #[serde(default)]
    pub sources: Vec<SavedSource>,
}

/// One source of a snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedSource {
    /// Its id.
    pub id: String,
    /// Which side of the CDN it watches.
    pub vantage: Vantage,
    /// What it measures.
    pub metric: Metric,
    /// The domains asked for.
    #[serde(default)]
    pub domains: Vec<String>,
    /// What was planned.
    pub plan: SavedPlan,
    /// How its windows stood.
    #[serde(default)]
    pub windows: Vec<SavedWindow>,
    /// What came; `None` while nothing did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<SavedFrame>,
    /// In which unit the vendor's volumes were read; the frame itself is in bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<TrafficUnit>,
    /// Where it came from, an entry per answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provenance: Vec<Provenance>,
}

/// A plan without its calls: nobody asks again for what is in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPlan {
    /// Planned length of a slot, seconds.
    pub grain: i64,
    /// How late the source publishes, seconds.
    pub lag: i64,
    /// The range, UTC seconds.
    pub range: TimeRange,
    /// The part that the source did not keep any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_reach: Option<TimeRange>,
    /// The part that was not published yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_yet: Option<TimeRange>,
    /// Filters that were wished for and that the source does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored_filters: Vec<String>,
    /// Calls a minute that one account may make.
    #[serde(default)]
    pub calls_per_minute: u32,
}

/// One window of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedWindow {
    /// Its part of the range.
    pub range: TimeRange,
    /// Whether all of its slots were published when it was planned.
    #[serde(default)]
    pub closed: bool,
    /// How it stood.
    #[serde(flatten)]
    pub state: SavedState,
    /// Calls made for it.
    #[serde(default)]
    pub tries: u32,
    /// When what came was asked for, UTC seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<i64>,
    /// Whether it came without a call.
    #[serde(default)]
    pub from_cache: bool,
}

/// How a window stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum SavedState {
    /// Its turn had not come.
    Waiting,
    /// Its call was under way.
    InFlight,
    /// It had failed and was to be tried again.
    Retrying {
        /// When, milliseconds.
        at_ms: i64,
        /// Why it failed.
        problem: Problem,
    },
    /// It came.
    Done,
    /// It failed for good.
    Failed {
        /// Why.
        problem: Problem,
    },
    /// The user cancelled it.
    Cancelled,
    /// Something that this version does not know: it counts as waiting.
    #[serde(other)]
    Unknown,
}

/// A frame in columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedFrame {
    /// Length of a slot, seconds.
    pub grain: i64,
    /// Start of the first slot, UTC seconds; `None` where none came.
    #[serde(default)]
    pub first: Option<i64>,
    /// Seconds from each slot's start to the next one's.
    #[serde(default)]
    pub gaps: Vec<i64>,
    /// Shares and counts, for status codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes: Option<SavedCodes>,
    /// Bits per slot, for traffic; null is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bits: Option<Column>,
    /// What was odd.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "known"
    )]
    pub notes: Vec<Note>,
}

/// Columns by code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedCodes {
    /// The codes, ascending; 0 is every code outside 100 to 599.
    pub codes: Vec<u16>,
    /// Per code the percent of each slot's responses; null is missing.
    shares: Vec<Column>,
    /// Per code the responses of each slot; null where the source sends none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts: Option<Vec<Column>>,
}

/// Where an answer came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The vendor's id of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// When it was fetched, UTC seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<i64>,
    /// The range asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<TimeRange>,
}
