//! What the query means once it is known what the proxy can read.

use super::board::Board;
use originscope_core::{
    Mode, Offsets, Query, SourceStatus, SourcesAnswer, Spec, TimeExpr, TimeRange,
};

/// Which range is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// As the query says.
    Asked(TimeExpr, TimeExpr),
    /// The range of the saved answer that a replay reads, because nobody asked for another.
    Saved(TimeRange),
    /// The range of the files that are shown.
    File(TimeRange),
}

/// Sources with the domains that each is asked for, and the range.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// In the registry's order.
    pub sources: Vec<(&'static Spec, Vec<String>)>,
    /// Ids in the query that are no source.
    pub unknown: Vec<String>,
    /// The range.
    pub span: Span,
    /// The shown zone around now, for ranges of whole days and weeks; UTC for all others, which do not depend on it.
    pub days: Offsets,
}

impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        let ids = |chosen: &Self| -> Vec<(&'static str, Vec<String>)> {
            chosen
                .sources
                .iter()
                .map(|(spec, domains)| (spec.id, domains.clone()))
                .collect()
        };
        self.span == other.span
            && self.days == other.days
            && self.unknown == other.unknown
            && ids(self) == ids(other)
    }
}

impl Chosen {
    /// The range when it is `now`.
    pub fn range(&self, now: i64) -> TimeRange {
        match self.span {
            Span::Asked(from, to) => {
                TimeRange::new(from.start_in(now, self.days), to.end_in(now, self.days))
            }
            Span::Saved(range) | Span::File(range) => range,
        }
    }

    /// Whether the range moves with now.
    pub const fn moves(&self) -> bool {
        match self.span {
            Span::Asked(from, to) => from.is_relative() || to.is_relative(),
            Span::Saved(_) | Span::File(_) => false,
        }
    }

    /// What the files on a board hold, in place of what was asked.
    pub fn of_files(board: &Board) -> Self {
        let sources = board.shown.iter().map(|shown| shown.spec);
        Self {
            sources: sources.map(|spec| (spec, board.domains.clone())).collect(),
            unknown: Vec::new(),
            span: Span::File(board.axis),
            days: Offsets::default(),
        }
    }

    /// The domains of all sources, each once.
    pub fn domains(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for domain in self.sources.iter().flat_map(|(_, domains)| domains) {
            if !all.contains(domain) {
                all.push(domain.clone());
            }
        }
        all
    }
}

/// Resolves the query. Without domains, the first that the proxy offers for all chosen sources is taken, else for each
/// source its own first; without a
/// range, a replay takes the range of its saved answer; default sources that the proxy cannot read make way for ones
/// that it can.
pub fn choose(query: &Query, catalogue: Option<&SourcesAnswer>) -> Chosen {
    let status = |id: &str| catalogue.and_then(|c| c.sources.iter().find(|status| status.id == id));
    let ids = readable(query, catalogue);
    let shared = shared_offer(&ids, catalogue);
    let domains_for = |id: &str| {
        if !query.domains.is_empty() {
            return query.domains.clone();
        }
        let own = || {
            status(id)
                .and_then(|s| s.domains.first())
                .map(|(domain, _, _)| domain.clone())
        };
        shared.clone().or_else(own).into_iter().collect()
    };
    let sources: Vec<_> = originscope_apis::registry()
        .iter()
        .map(|api| api.spec())
        .filter(|spec| ids.iter().any(|id| id == spec.id))
        .map(|spec| (spec, domains_for(spec.id)))
        .collect();
    let unknown = ids
        .iter()
        .filter(|id| originscope_apis::find(id).is_none())
        .cloned()
        .collect();
    let saved = sources.iter().find_map(|(spec, _)| {
        status(spec.id)
            .filter(is_replay)
            .and_then(|s| s.saved_range)
    });
    let untouched = query.from == Query::default().from && query.to == Query::default().to;
    let Some(range) = saved.filter(|_| untouched) else {
        return Chosen {
            sources,
            unknown,
            span: Span::Asked(query.from, query.to),
            days: Offsets::default(),
        };
    };
    // The default pair may be saved from different days: then only what was saved together is shown.
    let meets = |spec: &Spec| {
        let own = status(spec.id).and_then(|status| status.saved_range);
        query.sources != Query::default().sources
            || own.is_some_and(|own| !own.intersect(range).is_empty())
    };
    let sources = sources
        .into_iter()
        .filter(|(spec, _)| meets(spec))
        .collect();
    Chosen {
        sources,
        unknown,
        span: Span::Saved(range),
        days: Offsets::default(),
    }
}

/// The moment from which a source is planned. A replay is planned as if its answer had just been saved and completed,
/// or else the vendor's retention would put all of it out of reach.
pub fn planning_now(spec: &Spec, status: Option<&SourceStatus>, now: i64) -> i64 {
    let latest_lag = spec
        .limits
        .current
        .iter()
        .map(|tier| tier.lag)
        .max()
        .unwrap_or(0);
    match status
        .filter(is_replay)
        .and_then(|status| status.saved_range)
    {
        Some(saved) => saved
            .end
            .saturating_add(latest_lag)
            .saturating_add(86_400)
            .min(now),
        None => now,
    }
}

/// The first domain that is offered for every one of these sources, so that what stands side by side is about one domain.
fn shared_offer(ids: &[String], catalogue: Option<&SourcesAnswer>) -> Option<String> {
    let statuses: Vec<&SourceStatus> = catalogue?
        .sources
        .iter()
        .filter(|s| ids.contains(&s.id))
        .collect();
    let (first, rest) = statuses.split_first()?;
    let offered_by = |status: &SourceStatus, name: &str| {
        status.domains.iter().any(|(domain, _, _)| domain == name)
    };
    let everywhere = |name: &&String| rest.iter().all(|status| offered_by(status, name));
    first
        .domains
        .iter()
        .map(|(domain, _, _)| domain)
        .find(everywhere)
        .cloned()
}

fn is_replay(status: &&SourceStatus) -> bool {
    status.mode == Mode::Replay
}

fn readable(query: &Query, catalogue: Option<&SourcesAnswer>) -> Vec<String> {
    let Some(catalogue) = catalogue else {
        return query.sources.clone();
    };
    let can = |id: &String| {
        catalogue
            .sources
            .iter()
            .any(|s| s.id == *id && s.mode != Mode::NoCredential)
    };
    if query.sources != Query::default().sources || query.sources.iter().any(can) {
        return query.sources.clone();
    }
    let first: Vec<String> = catalogue
        .sources
        .iter()
        .map(|s| s.id.clone())
        .filter(can)
        .take(1)
        .collect();
    if first.is_empty() {
        query.sources.clone()
    } else {
        first
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn status(id: &str, mode: Mode, saved: Option<TimeRange>) -> SourceStatus {
        let domains = vec![(format!("{id}.example"), String::new(), String::new())];
        SourceStatus {
            id: id.to_owned(),
            mode,
            key_ends: None,
            saved_range: saved,
            domains,
        }
    }

    fn catalogue(sources: Vec<SourceStatus>) -> SourcesAnswer {
        SourcesAnswer {
            version: "0".to_owned(),
            now: 0,
            sources,
        }
    }

    #[test]
    fn each_source_takes_its_own_offer_until_domains_are_asked() {
        let offers = catalogue(vec![
            status("cdn-origin-codes", Mode::Demo, None),
            status("cdn-origin-traffic-rt", Mode::Demo, None),
        ]);
        let mut query = Query::default();
        let chosen = choose(&query, Some(&offers));
        assert_eq!(
            chosen.domains(),
            ["cdn-origin-codes.example", "cdn-origin-traffic-rt.example"]
        );
        query.domains = vec!["a.com".to_owned()];
        assert_eq!(choose(&query, Some(&offers)).domains(), ["a.com"]);
    }

    #[test]
    fn a_replay_opens_on_its_saved_range_unless_asked_otherwise() {
        let saved = TimeRange::new(1_000, 2_000);
        let offers = catalogue(vec![status("cdn-origin-codes", Mode::Replay, Some(saved))]);
        let mut query = Query::default();
        assert_eq!(choose(&query, Some(&offers)).span, Span::Saved(saved));
        query.from = TimeExpr::At(5);
        query.to = TimeExpr::At(9);
        assert_eq!(
            choose(&query, Some(&offers)).span,
            Span::Asked(TimeExpr::At(5), TimeExpr::At(9))
        );
    }

    #[test]
    fn default_sources_without_a_key_make_way() {
        let offers = catalogue(vec![
            status("cdn-origin-codes", Mode::NoCredential, None),
            status("live-codes", Mode::Live, None),
        ]);
        let ids: Vec<_> = choose(&Query::default(), Some(&offers))
            .sources
            .iter()
            .map(|(s, _)| s.id)
            .collect();
        assert_eq!(ids, ["live-codes"]);
    }
}
