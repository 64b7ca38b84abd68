//! From a wish to the calls that answer it: the windows that cover a range within a source's limits.

mod cells;
mod domains;
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
    /// So many domains that the plan would need more calls than anybody waits for.
    TooManyDomains {
        /// The most for this range.
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
/// Most calls of one plan: ten minutes at ten calls a second.
const MAX_CALLS: usize = 6_000;

/// The fewest legal windows for a wish, newest first.
///
/// A window stays within the span and the retention of its tier under both the current and the older figures, as far
/// as both allow the grain at all; where the vendor derives the grain from the span, a window is long enough to get
/// its grain. Windows lie on multiples of their length since 1970, so there may be one more than the bare minimum:
/// that is the price of stable addresses. Nothing is asked before the retention or into the future.
///
/// More domains than a call may carry under both figures are asked in several windows for the same time: the loader
/// adds up what they bring ([`crate::add_up`]).
///
/// # Errors
/// [`PlanError`]
pub fn plan(spec: &Spec, wish: &Wish) -> Result<Plan, PlanError> {
    plan_in_groups(spec, wish, domains::most_per_call(&spec.limits))
}

/// The same with a call of its own for each domain, so that each can be shown alone; together they are still added up.
///
/// # Errors
/// [`PlanError`]
pub fn plan_by_domain(spec: &Spec, wish: &Wish) -> Result<Plan, PlanError> {
    plan_in_groups(spec, wish, 1)
}

fn plan_in_groups(spec: &Spec, wish: &Wish, most: usize) -> Result<Plan, PlanError> {
    let limits = &spec.limits;
    if wish.domains.is_empty() {
        return Err(PlanError::NoDomain);
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
    let parts: Vec<Part> = cells.parts(range).take(MAX_CALLS).collect();
    let groups = domains::groups(&wish.domains, most, parts.len(), MAX_CALLS)?;
    let template = template(spec, wish, reach.grain);
    let windows = parts
        .iter()
        .flat_map(|part| groups.iter().map(|group| window(&template, part, group)))
        .collect();
    Ok(Plan {
        source: spec.id.to_owned(),
        metric: spec.metric,
        grain: reach.grain,
        lag: reach.lag,
        range,
        windows,
        out_of_reach: some(TimeRange::new(range.start, range.end.min(earliest))),
        not_yet: some(TimeRange::new(range.start.max(published), range.end)),
        ignored_filters: ignored(spec, wish),
        calls_per_minute: limits.calls_per_minute,
    })
}

/// What all windows of a plan have in common.
fn template(spec: &Spec, wish: &Wish, grain: i64) -> Window {
    let filter =
        |name: &str, value: &Option<String>| value.clone().filter(|_| spec.filters.contains(&name));
    let nothing = TimeRange::new(0, 0);
    Window {
        source: spec.id.to_owned(),
        ask: Ask {
            domains: Vec::new(),
            range: nothing,
            grain: spec.limits.grain_is_asked.then_some(grain),
            isp: filter("isp", &wish.isp),
            region: filter("region", &wish.region),
            codes: Vec::new(),
        },
        part: nothing,
        closed: false,
    }
}

fn window(template: &Window, part: &Part, domains: &[String]) -> Window {
    Window {
        ask: Ask {
            domains: domains.to_vec(),
            range: part.asked,
            ..template.ask.clone()
        },
        part: part.part,
        closed: part.closed,
        source: template.source.clone(),
    }
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
