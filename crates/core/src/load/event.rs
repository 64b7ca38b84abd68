//! What happens to the loader, what it wants done, and how it looks from outside.

use crate::contract::Problem;
use crate::frame::Frame;
use crate::plan::{Plan, Window};
use crate::time::TimeRange;

/// A window of the current generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WindowId {
    /// Which of the plans.
    pub source_index: usize,
    /// Which of its windows; in the order of the plan, then pieces of windows that had to be cut.
    pub window_index: usize,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The user asked for something: everything before is void, unless it is the same.
    Asked(Vec<Plan>),
    /// The same again, later. While something is still loading, the newest such wish waits for its end.
    Refreshed(Vec<Plan>),
    /// A call answered.
    Arrived {
        /// The generation that asked.
        generation: u64,
        /// The window.
        window: WindowId,
        /// The decoded answer.
        frame: Frame,
    },
    /// A call failed.
    Failed {
        /// The generation that asked.
        generation: u64,
        /// The window.
        window: WindowId,
        /// Why.
        problem: Problem,
    },
    /// The moment of [`Command::WakeAt`] has come.
    Ticked,
    /// The user cancelled.
    Cancelled,
    /// The user wants one window again.
    RetryWindow(WindowId),
}

/// What to do now.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Send a call; answer with [`Event::Arrived`] or [`Event::Failed`].
    Start {
        /// To be sent back with the answer.
        generation: u64,
        /// To be sent back with the answer.
        id: WindowId,
        /// What to ask.
        window: Window,
    },
    /// Give up all calls of this generation.
    Abort {
        /// The generation.
        generation: u64,
    },
    /// Send [`Event::Ticked`] at this moment, milliseconds; replaces any earlier wish.
    WakeAt(i64),
    /// Views or frames have changed: read them.
    Publish,
}

/// How a window stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowState {
    /// Its turn has not come.
    Waiting,
    /// Its call is under way.
    InFlight,
    /// It failed and will be tried again.
    Retrying {
        /// When, milliseconds.
        at_ms: i64,
        /// Why it failed.
        problem: Problem,
    },
    /// It came.
    Done,
    /// It failed for good.
    Failed(Problem),
    /// The user cancelled it.
    Cancelled,
}

/// A window as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowView {
    /// Which one.
    pub id: WindowId,
    /// The source's id.
    pub source: String,
    /// The part of the plan's range that it stands for.
    pub range: TimeRange,
    /// Whether all of its slots were published when it was planned.
    pub closed: bool,
    /// How it stands.
    pub state: WindowState,
    /// Calls made for it.
    pub tries: u32,
    /// When what is shown of it was asked for, UTC seconds; there may be such while a newer call runs or has failed.
    pub fetched_at: Option<i64>,
    /// Whether it came without a call.
    pub from_cache: bool,
}

/// How far the loading is, in windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All windows.
    pub total: usize,
    /// Those that came.
    pub done: usize,
    /// Those that failed for good.
    pub failed: usize,
    /// Those under way.
    pub in_flight: usize,
}

/// The loader's figures.
#[derive(Clone, Copy, Debug)]
pub struct LoaderConfig {
    /// Most calls under way at once; browsers open six connections to a host.
    pub max_in_flight: usize,
    /// Most of them for one source; several sources share the room equally in any case.
    pub max_per_source: usize,
    /// Most calls for one window.
    pub max_tries: u32,
    /// Longest random wait before the second call, milliseconds; it doubles with each.
    pub base_delay_ms: i64,
    /// Longest random wait, milliseconds.
    pub max_delay_ms: i64,
    /// A server that wants to be left alone for longer, milliseconds, is not waited for: the window fails.
    pub longest_wait_ms: i64,
    /// Most calls of one source in one go.
    pub burst: u32,
    /// Most values in the cache.
    pub cache_points: usize,
    /// Whether the domains of a source that needs several calls are added up. Off where each is read alone: then shares
    /// without counts, which cannot be added, are no hindrance.
    pub adds_up: bool,
}

impl Default for LoaderConfig {
    fn default() -> Self {
        Self {
            max_in_flight: 6,
            max_per_source: 6,
            max_tries: 3,
            base_delay_ms: 500,
            max_delay_ms: 8_000,
            longest_wait_ms: 60_000,
            burst: 5,
            cache_points: 4_000_000,
            adds_up: true,
        }
    }
}
