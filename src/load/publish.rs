//! From what the loaders have to the board.

use super::lane::{Lane, Lanes, Turn};
use super::question::{Part, Planned};
use crate::facts::{Beside, Board, OfDomain, Shown, held, hull, is_open, worst_first};
use crate::state::State;
use originscope_core::{Frame, Timeline, WindowState, WindowView};
use std::sync::Arc;

/// The board at this moment; `before` is the one that is shown.
pub(super) fn board(
    state: State,
    lanes: &Lanes,
    domains: &[String],
    now: i64,
    before: &Board,
) -> Board {
    let asked = lanes.of(Turn::Asked);
    let windows = asked.loader.view();
    let plans = asked.part.plans();
    let came = asked
        .part
        .planned
        .iter()
        .any(|one| asked.loader.frame(one.spec.id).is_some());
    let unanswered = plans.is_empty()
        || windows
            .iter()
            .any(|window| window.state != WindowState::Done);
    let is_stale = !came && unanswered && before.has_data() && !before.is_file;
    let earlier = lanes.of(Turn::Earlier);
    let mut board = Board {
        axis: hull(&plans),
        now,
        domains: domains.to_vec(),
        shown: whole(state, asked, &windows),
        earlier: whole(state, earlier, &earlier.loader.view()),
        compared: beside(earlier),
        split: alone(state, lanes.of(Turn::Split)),
        splitting: beside(lanes.of(Turn::Split)),
        is_stale,
        windows,
        plans,
        refused: asked.part.refused.clone(),
        held: Vec::new(),
        is_file: false,
    };
    board.held = held(&board, before);
    if is_stale {
        board.axis = before.axis;
        board.domains.clone_from(&before.domains);
        board.shown.clone_from(&before.shown);
        board.earlier.clone_from(&before.earlier);
        board.compared.clone_from(&before.compared);
        board.split.clone_from(&before.split);
    }
    board
}

/// The sources of a loader, each for all of its domains.
fn whole(state: State, lane: &Lane, windows: &[WindowView]) -> Vec<Arc<Shown>> {
    let of = |one: &Planned| {
        let frame = lane.loader.shared_frame(one.spec.id);
        shown(state, one, frame.as_deref(), windows)
    };
    lane.part.planned.iter().map(of).collect()
}

fn shown(state: State, one: &Planned, frame: Option<&Frame>, windows: &[WindowView]) -> Arc<Shown> {
    let unit = state.unit_of_untracked(one.spec);
    let frame = frame.map(|frame| frame.with_unit(one.spec.unit, unit));
    let timeline = Timeline::build(&one.plan, frame.as_ref(), windows, one.then);
    Arc::new(Shown {
        spec: one.spec,
        plan: one.plan.clone(),
        timeline: Arc::new(timeline),
        notes: frame.map(|frame| frame.notes).unwrap_or_default(),
    })
}

/// The domains of a loader one by one, worst first.
fn alone(state: State, lane: &Lane) -> Vec<OfDomain> {
    let of = |domain: String| {
        let one = |one: &Planned| {
            let (id, name) = (one.spec.id, domain.as_str());
            let frame = lane.loader.frame_of(id, name);
            let windows = lane.loader.view_of(id, name);
            let problem = windows.iter().find_map(|window| match &window.state {
                WindowState::Failed(problem) => Some(problem.clone()),
                _ => None,
            });
            let shown = shown(state, one, frame.as_ref(), &windows);
            (shown, (problem, windows.iter().any(is_open)))
        };
        let (shown, rest): (Vec<_>, Vec<_>) = lane.part.planned.iter().map(one).unzip();
        OfDomain {
            is_loading: rest.iter().any(|(_, is_loading)| *is_loading),
            problem: rest.into_iter().find_map(|(problem, _)| problem),
            domain,
            shown,
        }
    };
    worst_first(lane.part.domains().into_iter().map(of).collect())
}

/// How what stands beside the question is getting on; nothing where none was wanted.
fn beside(lane: &Lane) -> Option<Beside> {
    let waits = lane.next.as_ref().map(|(part, _)| part);
    let answered = Some(&lane.part).filter(|part| !part.is_empty());
    let part: &Part = answered.or(waits).filter(|part| !part.is_empty())?;
    Some(Beside {
        compare: part.compare,
        plans: part.plans(),
        refused: part.refused.clone(),
        windows: if answered.is_some() {
            lane.loader.view()
        } else {
            Vec::new()
        },
    })
}
