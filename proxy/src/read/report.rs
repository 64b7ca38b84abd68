//! The report of a run: what `--json` prints. Fields are added, never renamed or removed, while `originscope_read` is 1.

use super::figures::{self, Notes, Shares, Slots, Traffic};
use super::piece::Refusal;
use super::reading::Reading;
use originscope_apis::find;
use originscope_core::verdict::{
    Outcome, Reason, RuleId, State, Thresholds, Verdict, VerdictInput, judge, words,
};
use originscope_core::{Lang, Metric, Timeline, Vantage, iso_seconds};
use serde::Serialize;

/// What can be said of everything read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Overall {
    // From the best to the worst: the worst counts.
    Fine,
    Quiet,
    CannotTell,
    NotReadable,
    Degraded,
    Failing,
}

impl Overall {
    const fn exit_status(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Degraded => 1,
            Self::Failing => 2,
            Self::CannotTell => 3,
            Self::NotReadable => 4,
            Self::Quiet => 5,
        }
    }

    const fn of(state: State) -> Self {
        match state {
            State::Fine => Self::Fine,
            State::Degraded => Self::Degraded,
            State::Failing => Self::Failing,
            State::Quiet => Self::Quiet,
            State::CannotTell => Self::CannotTell,
        }
    }
}

/// The report.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Version of this object.
    pub(super) originscope_read: u32,
    pub(super) state: Overall,
    pub(super) exit_status: u8,
    pub(super) sources: Vec<SourceReport>,
    pub(super) not_readable: Vec<Refusal>,
}

/// One source about one set of domains.
#[derive(Debug, Serialize)]
pub(super) struct SourceReport {
    pub(super) source: String,
    /// The vendor's product and API, for sources that this version knows.
    pub(super) product: Option<&'static str>,
    pub(super) api: Option<&'static str>,
    pub(super) vantage: Vantage,
    pub(super) metric: Metric,
    pub(super) domains: Vec<String>,
    pub(super) files: Vec<String>,
    pub(super) request_ids: Vec<String>,
    /// Start and end of the range; null where the answer holds no slot and names none.
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) grain_s: Option<i64>,
    pub(super) lag_s: i64,
    /// The moment by which freshness and lag are judged.
    pub(super) judged_at: Option<String>,
    pub(super) coverage: Option<CoverageReport>,
    pub(super) slots: Option<Slots>,
    /// Responses in the complete slots; null where the source counts none.
    pub(super) responses: Option<f64>,
    pub(super) classes: Vec<Shares>,
    pub(super) codes: Vec<Shares>,
    pub(super) traffic: Option<Traffic>,
    pub(super) notes: Vec<Notes>,
    /// Null for traffic, which is evidence in the verdict of the codes, not judged by itself.
    pub(super) verdict: Option<VerdictReport>,
}

/// Complete slots of those due.
#[derive(Debug, Serialize)]
pub(super) struct CoverageReport {
    pub(super) came: usize,
    pub(super) due: usize,
    pub(super) percent: Option<f64>,
}

/// A verdict with its rules.
#[derive(Debug, Serialize)]
pub(super) struct VerdictReport {
    pub(super) state: State,
    pub(super) reason: Option<Reason>,
    pub(super) headline: String,
    pub(super) sentence: String,
    pub(super) more: String,
    pub(super) quadrant: Option<String>,
    pub(super) rules: Vec<RuleReport>,
}

/// A rule with what it found.
#[derive(Debug, Serialize)]
pub(super) struct RuleReport {
    pub(super) rule: RuleId,
    pub(super) outcome: Outcome,
    pub(super) asks: String,
    pub(super) found: String,
    pub(super) so: String,
}

impl Report {
    pub(super) fn new(readings: &[Reading], not_readable: Vec<Refusal>) -> Self {
        let sources: Vec<SourceReport> = readings
            .iter()
            .map(|reading| SourceReport::new(reading, readings))
            .collect();
        let judged = sources.iter().filter_map(|source| source.verdict.as_ref());
        let refused = (!not_readable.is_empty()).then_some(Overall::NotReadable);
        let state = judged
            .map(|verdict| Overall::of(verdict.state))
            .chain(refused)
            .max()
            // Traffic alone says nothing about errors.
            .unwrap_or(Overall::CannotTell);
        Self {
            originscope_read: 1,
            state,
            exit_status: state.exit_status(),
            sources,
            not_readable,
        }
    }
}

impl SourceReport {
    fn new(reading: &Reading, all: &[Reading]) -> Self {
        let timeline = reading.timeline.as_ref();
        let api = find(&reading.source).map(|api| api.spec());
        let range = timeline.map(|timeline| timeline.range);
        let rows = |of: fn(&Timeline) -> Vec<Shares>| timeline.map(of).unwrap_or_default();
        let verdict = (reading.metric == Metric::StatusCodes).then(|| verdict(reading, all));
        Self {
            source: reading.source.clone(),
            product: api.map(|spec| spec.product),
            api: api.map(|spec| spec.api),
            vantage: reading.vantage,
            metric: reading.metric,
            domains: reading.domains.clone(),
            files: reading.files.clone(),
            request_ids: reading.request_ids.clone(),
            from: range.map(|range| iso_seconds(range.start)),
            to: range.map(|range| iso_seconds(range.end)),
            grain_s: timeline.map(|timeline| timeline.grain),
            lag_s: reading.lag,
            judged_at: range.map(|_| iso_seconds(reading.now)),
            coverage: timeline.map(|timeline| {
                let coverage = timeline.coverage();
                CoverageReport {
                    came: coverage.came,
                    due: coverage.due,
                    percent: coverage.percent(),
                }
            }),
            slots: timeline.map(figures::slots),
            responses: timeline.and_then(figures::responses),
            classes: rows(figures::classes),
            codes: rows(figures::codes),
            traffic: timeline.and_then(figures::traffic),
            notes: figures::notes(reading),
            verdict,
        }
    }
}

fn verdict(reading: &Reading, all: &[Reading]) -> VerdictReport {
    let Some(codes) = &reading.timeline else {
        return VerdictReport {
            state: State::CannotTell,
            reason: Some(Reason::EmptyRange),
            headline: "Cannot tell".to_owned(),
            sentence: "The answer holds no slot and does not say which range it is about."
                .to_owned(),
            more: String::new(),
            quadrant: None,
            rules: Vec::new(),
        };
    };
    let input = VerdictInput {
        codes,
        vantage: reading.vantage,
        lag: reading.lag,
        traffic: beside(reading, all),
        earlier: None,
        now: reading.now,
    };
    in_words(&judge(&input, &Thresholds::default()))
}

/// Traffic of the same side and domains; slots of the same length if there are such.
fn beside<'a>(codes: &Reading, all: &'a [Reading]) -> Option<&'a Timeline> {
    let grain = codes.timeline.as_ref()?.grain;
    let fits = |other: &&Reading| {
        other.metric == Metric::Traffic
            && other.vantage == codes.vantage
            && other.domains == codes.domains
    };
    let timelines = all
        .iter()
        .filter(fits)
        .filter_map(|other| other.timeline.as_ref());
    timelines.min_by_key(|timeline| timeline.grain != grain)
}

fn in_words(verdict: &Verdict) -> VerdictReport {
    let said = words::say(verdict, Lang::En, 0);
    VerdictReport {
        state: verdict.state,
        reason: verdict.reason,
        headline: said.headline,
        sentence: said.first,
        more: said.second,
        quadrant: said.quadrant,
        rules: said
            .rules
            .into_iter()
            .map(|rule| RuleReport {
                rule: rule.id,
                outcome: rule.outcome,
                asks: rule.rule,
                found: rule.evidence,
                so: rule.so,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_counts_and_no_bad_news_hides_behind_an_unreadable_file() {
        let order = [
            Overall::Failing,
            Overall::Degraded,
            Overall::NotReadable,
            Overall::CannotTell,
            Overall::Quiet,
            Overall::Fine,
        ];
        assert!(order.is_sorted_by(|worse, better| worse > better));
        assert_eq!(order.map(Overall::exit_status), [2, 1, 4, 3, 5, 0]);
    }
}
