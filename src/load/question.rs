//! From what the reader chose to what is asked: the range itself, each domain alone, the same range earlier.

use crate::clock;
use crate::facts::{Chosen, Refused, planning_now};
use crate::state::State;
use leptos::prelude::*;
use originscope_core::sort;
use originscope_core::{
    Compare, Metric, Plan, Spec, TimeRange, Vantage, Wish, earlier_range, plan, plan_by_domain,
};

/// One source with its plan.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) spec: &'static Spec,
    pub(super) plan: Plan,
    /// The moment from which it was planned, UTC seconds.
    pub(super) then: i64,
}

/// What one loader is asked.
#[derive(Clone, Default)]
pub(super) struct Part {
    pub(super) planned: Vec<Planned>,
    pub(super) refused: Vec<Refused>,
    /// How much earlier than what the reader asked for it is.
    pub(super) compare: Option<Compare>,
}

impl Part {
    pub(super) fn plans(&self) -> Vec<Plan> {
        self.planned.iter().map(|one| one.plan.clone()).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.planned.is_empty() && self.refused.is_empty()
    }

    /// All domains, each once, in the order of the alphabet.
    pub(super) fn domains(&self) -> Vec<String> {
        let plans = self.planned.iter().map(|one| &one.plan);
        let mut all: Vec<String> = plans
            .flat_map(|plan| &plan.windows)
            .flat_map(|window| window.ask.domains.iter().cloned())
            .collect();
        sort(&mut all);
        all.dedup();
        all
    }

    /// Whether both ask for the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let mine = self.planned.iter().map(|one| &one.plan);
        self.compare == other.compare && mine.eq(other.planned.iter().map(|one| &one.plan))
    }
}

/// All that is asked at one moment.
#[derive(Default)]
pub(super) struct Question {
    pub(super) asked: Part,
    /// Empty unless the reader split several domains.
    pub(super) split: Part,
    /// Empty without a comparison.
    pub(super) earlier: Part,
    pub(super) domains: Vec<String>,
    pub(super) now: i64,
}

/// What is asked now.
pub(super) fn question(state: State) -> Question {
    let now = clock::now();
    state.now.set(now);
    state.clock.set(now);
    let chosen = state.live.get_untracked();
    let range = chosen.range(now);
    let grain = state.query.with_untracked(|query| query.step);
    let mut asked = Part::default();
    for (spec, domains) in &chosen.sources {
        let wish = wish(state, spec, domains, (range, grain), now);
        let then = wish.now;
        match plan(spec, &wish) {
            Ok(plan) => asked.planned.push(Planned { spec, plan, then }),
            Err(error) => asked.refused.push(Refused { spec, error }),
        }
    }
    let (compare, is_split) = state
        .query
        .with_untracked(|query| (query.compare, query.split));
    Question {
        split: if is_split {
            split(state, &chosen, (range, grain), now)
        } else {
            Part::default()
        },
        earlier: compare.map_or_else(Part::default, |compare| {
            earlier(state, &chosen, &asked, compare, now)
        }),
        asked,
        domains: chosen.domains(),
        now,
    }
}

fn wish(
    state: State,
    spec: &Spec,
    domains: &[String],
    (range, grain): (TimeRange, Option<i64>),
    now: i64,
) -> Wish {
    let (isp, region) = state
        .query
        .with_untracked(|query| (query.isp.clone(), query.region.clone()));
    Wish {
        range,
        grain,
        domains: domains.to_vec(),
        isp,
        region,
        now: planning_now(spec, state.status(spec.id).as_ref(), now),
    }
}

/// The same, earlier, in slots of the same length: others cannot be laid beside the present ones.
fn earlier(state: State, chosen: &Chosen, asked: &Part, compare: Compare, now: i64) -> Part {
    let mut part = Part {
        compare: Some(compare),
        ..Part::default()
    };
    for Planned { spec, plan: of, .. } in &asked.planned {
        let own = chosen.sources.iter().find(|(other, _)| other.id == spec.id);
        let domains = own.map(|(_, domains)| domains.as_slice());
        let span = (earlier_range(of.range, compare), Some(of.grain));
        let wish = wish(state, spec, domains.unwrap_or_default(), span, now);
        let then = wish.now;
        match plan(spec, &wish) {
            Ok(plan) => part.planned.push(Planned { spec, plan, then }),
            Err(error) => part.refused.push(Refused { spec, error }),
        }
    }
    part
}

/// One call a domain of the source of codes that the tiles speak of; nothing for a single domain.
fn split(state: State, chosen: &Chosen, span: (TimeRange, Option<i64>), now: i64) -> Part {
    let mut part = Part::default();
    let Some((spec, domains)) = split_source(chosen) else {
        return part;
    };
    let wish = wish(state, spec, domains, span, now);
    let then = wish.now;
    match plan_by_domain(spec, &wish) {
        Ok(plan) => part.planned.push(Planned { spec, plan, then }),
        Err(error) => part.refused.push(Refused { spec, error }),
    }
    part
}

/// The source that is split by domain: the first of codes on the origin side, else the first of codes; nothing if it is
/// asked for one domain only.
fn split_source(chosen: &Chosen) -> Option<&(&'static Spec, Vec<String>)> {
    let codes = || {
        chosen
            .sources
            .iter()
            .filter(|(spec, _)| spec.metric == Metric::StatusCodes)
    };
    let origin = codes().find(|(spec, _)| spec.vantage == Vantage::OriginSide);
    origin
        .or_else(|| codes().next())
        .filter(|(_, domains)| domains.len() > 1)
}

/// How many calls it takes to show each domain alone, as far as nothing is known yet; `None` where there is nothing to
/// split. Said before they are asked.
pub fn calls_to_split(state: State) -> Option<usize> {
    let chosen = state.live.get();
    let now = state.now.get();
    let grain = state.query.with(|query| query.step);
    let part = split(state, &chosen, (chosen.range(now), grain), now);
    part.planned.first().map(|one| one.plan.windows.len())
}
