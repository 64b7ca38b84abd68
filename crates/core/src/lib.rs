//! Everything about time, slots, frames, plans and loading that is true for any vendor.
//!
//! Two invariants hold in the whole crate: ranges are half open, `[start, end)`, and every time is an `i64` of
//! UTC seconds since 1970. Missing is never zero: a slot that did not come has no row in a [`Frame`].
//!
//! The crate knows no vendor, no JSON, no clock and no browser.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod ask;
mod binned;
mod cache;
mod code;
mod compare;
mod contract;
pub mod export;
pub mod format;
mod frame;
mod frame_builder;
mod load;
mod merge;
mod note;
mod offsets;
mod order;
mod percent;
mod percentile;
mod plan;
mod query;
mod resample;
mod row_order;
pub mod snapshot;
mod source;
mod stats;
mod time;
mod time_expr;
mod time_text;
mod timeline;
mod values;
pub mod verdict;

pub use ask::Ask;
pub use binned::{Bin, BinValue, Binned};
pub use code::{Class, Code};

pub use compare::{
    Compare, Difference, align, code_difference, earlier_range, share_difference,
    traffic_difference,
};
pub use contract::{Mode, Problem, Retry, Side, SourceStatus, SourcesAnswer};
pub use frame::{CodeColumns, Data, Frame};
pub use frame_builder::{CodesBuilder, TrafficBuilder};
pub use load::{Command, Event, Loader, LoaderConfig, Progress, WindowId, WindowState, WindowView};
pub use merge::{MergeError, add_up};
pub use note::{Note, NoteKind};
pub use offsets::Offsets;
pub use order::{sort, sort_by, sort_by_key};
pub use percentile::{Percentile, TrafficFigures, percentile_95, traffic_figures};
pub use plan::{Plan, PlanError, Window, Wish, plan, plan_by_domain};
pub use query::{
    Column, Detail, Lang, Measure, Query, QueryNote, QueryNoteKind, Series, Sort, Theme, Zone,
};
pub use resample::resample;
pub use source::{Figure, Limits, Metric, Scale, Spec, Tier, TrafficUnit, Vantage};
pub use stats::{Summary, mean_share, summary, total_bits};
pub use time::{TimeRange, ceil_to, floor_to};
pub use time_expr::{TimeExpr, TimeUnit, Whole};
pub use time_text::{compact, iso_minutes, iso_seconds, parse_time, parse_time_strict};
pub use timeline::{Coverage, SlotState, Timeline};
pub use values::{Values, runs_of};
pub use verdict::{Verdict, VerdictInput, judge};
