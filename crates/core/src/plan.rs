//! From a wish to the calls that answer it: the windows that cover a range within a source's limits.

mod cells;
mod reach;

use crate::ask::Ask;
use crate::source::{Metric, Spec};
use crate::time::{TimeRange, ceil_to, floor_to};
use cells::{Cells, Part};
use reach::Reach;

/// What somebody wants to see of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The range, UTC seconds.
    pub range: TimeRange,
    /// Length of a slot in seconds; `None` is the finest that fits the range.
    pub grain: Option<i64>,
    /// At least one domain, lower case, A-labels.
    pub domains: Vec<String>,
    /// ISP filter in the vendor's spelling.
    pub isp: Option<String>,
    /// Region filter in the vendor's spelling.
    pub region: Option<String>,
    /// The moment of planning, UTC seconds.
    pub now: i64,
}

/// The windows that cover a range within a source's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The source's id.
    pub source: String,
    /// What it measures.
    pub metric: Metric,
    /// Expected length of a slot in seconds; what comes back is believed, not this.
    pub grain: i64,
    /// How late the source publishes, in seconds.
    pub lag: i64,
    /// The range on the grid of the grain.
    pub range: TimeRange,
    /// The calls, newest first.
    pub windows: Vec<Window>,
    /// The start of the range that the source does not keep any more.
    pub out_of_reach: Option<TimeRange>,
    /// The end of the range that is younger than the lag: its slots are provisional if they come.
    pub not_yet: Option<TimeRange>,
    /// Filters in the wish that this source does not have, `isp` or `region`: its answer is unfiltered, which must be said.
    pub ignored_filters: Vec<&'static str>,
    /// Calls a minute that one account may make.
    pub calls_per_minute: u32,
}

/// One call of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// The source's id.
    pub source: String,
    /// What to ask. Its range holds `part` and may be longer: asking whole aligned cells gives a closed window one
    /// address, whoever asks and whenever.
    pub ask: Ask,
    /// The part of the plan's range that this window answers; the parts tile the range.
    pub part: TimeRange,
    /// Whether all of its slots are published: asked once, it never changes.
    pub closed: bool,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// No domain is chosen.
    NoDomain,
    /// More domains than one call of this source may carry under both figures.
    TooManyDomains {
        /// The most that it may carry.
        most: usize,
    },
    /// The range is empty.
    EmptyRange,
    /// The range and grain ask for more slots than can be shown.
    TooManySlots {
        /// The most slots in one plan.
        most: i64,
    },
    /// The source's limits table is empty.
    NoLimits,
}

/// Most slots of one plan: 90 days of minutes fit.
const MAX_SLOTS: i64 = 150_000;

/// The fewest legal windows for a wish, newest first.
///
/// A window stays within the span and the retention of its tier under both the current and the older figures, as far
/// as both allow the grain at all; where the vendor derives the grain from the span, a window is long enough to get
/// its grain. Windows lie on multiples of their length since 1970, so there may be one more than the bare minimum:
/// that is the price of stable addresses. Nothing is asked before the retention or into the future.
///
/// # Errors
/// [`PlanError`]
pub fn plan(spec: &Spec, wish: &Wish) -> Result<Plan, PlanError> {
    let limits = &spec.limits;
    let most = limits.max_domains.0.min(limits.max_domains.1);
    if wish.domains.is_empty() {
        return Err(PlanError::NoDomain);
    }
    if wish.domains.len() > most {
        return Err(PlanError::TooManyDomains { most });
    }
    if wish.range.is_empty() {
        return Err(PlanError::EmptyRange);
    }
    let reach = Reach::choose(limits, wish).ok_or(PlanError::NoLimits)?;
    let range = on_grid(wish.range, reach.grain, wish.now);
    if range.seconds() > MAX_SLOTS.saturating_mul(reach.grain) {
        return Err(PlanError::TooManySlots { most: MAX_SLOTS });
    }
    let earliest = reach.earliest(wish.now);
    let published = floor_to(wish.now.saturating_sub(reach.lag), reach.grain);
    let cells = Cells {
        length: reach.cell(range.seconds()),
        shortest: reach.shortest,
        askable: TimeRange::new(earliest, floor_to(wish.now, reach.grain)),
        published,
    };
    let filter =
        |name: &str, value: &Option<String>| value.clone().filter(|_| spec.filters.contains(&name));
    let window = |part: Part| Window {
        source: spec.id.to_owned(),
        ask: Ask {
            domains: wish.domains.clone(),
            range: part.asked,
            grain: limits.grain_is_asked.then_some(reach.grain),
            isp: filter("isp", &wish.isp),
            region: filter("region", &wish.region),
            codes: Vec::new(),
        },
        part: part.part,
        closed: part.closed,
    };
    Ok(Plan {
        source: spec.id.to_owned(),
        metric: spec.metric,
        grain: reach.grain,
        lag: reach.lag,
        range,
        windows: cells.parts(range).map(window).collect(),
        out_of_reach: some(TimeRange::new(range.start, range.end.min(earliest))),
        not_yet: some(TimeRange::new(range.start.max(published), range.end)),
        ignored_filters: ignored(spec, wish),
        calls_per_minute: limits.calls_per_minute,
    })
}

fn some(range: TimeRange) -> Option<TimeRange> {
    (!range.is_empty()).then_some(range)
}

fn ignored(spec: &Spec, wish: &Wish) -> Vec<&'static str> {
    let wished = [
        ("isp", wish.isp.is_some()),
        ("region", wish.region.is_some()),
    ];
    wished
        .into_iter()
        .filter(|(name, wished)| *wished && !spec.filters.contains(name))
        .map(|(name, _)| name)
        .collect()
}

/// The range on the grid. Its last slot is left out while it still runs, so that the last hour is 60 minutes, not 61.
fn on_grid(range: TimeRange, grain: i64, now: i64) -> TimeRange {
    let running = floor_to(now, grain);
    let end = ceil_to(range.end, grain);
    let end = if range.end <= now && end > running {
        running
    } else {
        end
    };
    let start = floor_to(range.start, grain).min(end.saturating_sub(grain));
    TimeRange::new(start, end)
}

#[cfg(test)]
mod tests;
