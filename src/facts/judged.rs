//! The verdicts of a board: one for each source of codes, the worst first. Sides are never summed.

use super::board::Board;
use originscope_core::sort_by_key;
use originscope_core::verdict::{Earlier, State, Thresholds, VerdictInput};
use originscope_core::{Metric, Vantage, Verdict, judge};

/// The verdict on one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The source's id.
    pub source: &'static str,
    /// What can be said.
    pub verdict: Verdict,
}

/// Judges every source of codes, as of the moment that its slots were laid out for.
pub fn judged(board: &Board, thresholds: &Thresholds) -> Vec<Judged> {
    let of = |metric: Metric| {
        board
            .shown
            .iter()
            .filter(move |shown| shown.spec.metric == metric)
    };
    let judge_one = |shown: &std::sync::Arc<super::Shown>| {
        let traffic = of(Metric::Traffic).find(|other| other.spec.vantage == shown.spec.vantage);
        let input = VerdictInput {
            codes: &shown.timeline,
            vantage: shown.spec.vantage,
            lag: shown.plan.lag,
            traffic: traffic.map(|traffic| traffic.timeline.as_ref()),
            earlier: earlier(board, shown.spec.id, traffic.map(|traffic| traffic.spec.id)),
            now: shown.timeline.due_until.saturating_add(shown.plan.lag),
        };
        Judged {
            source: shown.spec.id,
            verdict: judge(&input, thresholds),
        }
    };
    let mut all: Vec<Judged> = of(Metric::StatusCodes).map(judge_one).collect();
    // Sorting is stable: of two alike the one nearer to the origin stands first.
    sort_by_key(&mut all, |one| one.verdict.vantage == Vantage::ViewerSide);
    sort_by_key(&mut all, |one| badness(one.verdict.state));
    all
}

/// What the compared period says of a source and the traffic of its side, where it was asked. Slots of it that are
/// missing stay missing: the verdict says nothing of them.
fn earlier<'a>(board: &'a Board, codes: &str, traffic: Option<&str>) -> Option<Earlier<'a>> {
    let compare = board.compared.as_ref()?.compare?;
    let of = |id: &str| board.earlier_of(id).map(|shown| shown.timeline.as_ref());
    Some(Earlier {
        compare,
        codes: of(codes),
        traffic: traffic.and_then(of),
    })
}

/// What must be read first. Calm is claimed only where nothing else is to be said.
const fn badness(state: State) -> u8 {
    match state {
        State::Failing => 0,
        State::Degraded => 1,
        State::CannotTell => 2,
        State::Quiet => 3,
        State::Fine => 4,
    }
}

/// Seconds after which what was read last is too old to be called the present, for slots of a grain.
pub fn stale_after(board: &Board, thresholds: &Thresholds) -> i64 {
    let grain = board.shown.iter().map(|shown| shown.timeline.grain).min();
    let slots = i64::from(thresholds.fresh_slots);
    grain.unwrap_or(60).saturating_mul(slots).max(120)
}
