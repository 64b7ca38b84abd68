//! A vendor's answer out of a file, and several of them as one source of the board.

use super::add_domains;
use crate::facts::board::{Board, Shown};
use originscope_apis::SavedAnswer;
use originscope_core::sort;
use originscope_core::{
    Frame, Metric, Plan, SlotState, Spec, TimeRange, Timeline, TrafficUnit, WindowId, WindowState,
    WindowView, add_up,
};
use std::sync::Arc;

/// One vendor's answer out of a file.
#[derive(Clone, Debug)]
pub struct FileAnswer {
    /// The file's name.
    pub file: String,
    /// The source that it is taken to be from.
    pub spec: &'static Spec,
    /// The other sources that it could be from.
    pub others: Vec<&'static str>,
    /// What it is about, sorted; empty where it does not say.
    pub domains: Vec<String>,
    /// What it covers.
    pub range: TimeRange,
    frame: Frame,
}

impl FileAnswer {
    pub(super) fn new(file: &str, mut saved: SavedAnswer) -> Option<Self> {
        saved.drop_outliers();
        let range = saved.covers().unwrap_or(TimeRange::new(0, 0));
        let spec = originscope_apis::find(saved.source)?.spec();
        let others = saved.candidates.iter().copied();
        let mut domains = saved.decoded.domains;
        sort(&mut domains);
        domains.dedup();
        Some(Self {
            file: file.to_owned(),
            spec,
            others: others.filter(|id| *id != saved.source).collect(),
            domains,
            range,
            frame: saved.decoded.frame,
        })
    }
}

/// Puts the answers of one source on the board.
pub(super) fn show(
    board: &mut Board,
    spec: &'static Spec,
    answers: &[&FileAnswer],
    unit: TrafficUnit,
) {
    let (frame, domains) = together(answers);
    let grain = if frame.grain > 0 { frame.grain } else { 60 };
    let start = answers.iter().map(|answer| answer.range.start).min();
    let end = answers.iter().map(|answer| answer.range.end).max();
    let range = TimeRange::new(start.unwrap_or(0), end.unwrap_or(0));
    // Judged as of its own end: everything in it was due by then.
    let lag = lag(spec, grain);
    let plan = Plan {
        source: spec.id.to_owned(),
        metric: spec.metric,
        grain,
        lag,
        range,
        windows: Vec::new(),
        out_of_reach: None,
        not_yet: None,
        ignored_filters: Vec::new(),
        calls_per_minute: spec.limits.calls_per_minute,
    };
    let source_index = board.plans.len();
    let windows = answers
        .iter()
        .enumerate()
        .map(|(window_index, answer)| WindowView {
            id: WindowId {
                source_index,
                window_index,
            },
            source: spec.id.to_owned(),
            range: answer.range,
            closed: true,
            state: WindowState::Done,
            tries: 0,
            fetched_at: None,
            from_cache: true,
        });
    board.windows.extend(windows);
    let now = range.end.saturating_add(lag);
    let frame = frame.with_unit(spec.unit, unit);
    let mut timeline = Timeline::build(&plan, Some(&frame), &[], now);
    uncover(&mut timeline, answers);
    add_domains(&mut board.domains, &domains);
    board.plans.push(plan.clone());
    board.shown.push(Arc::new(Shown {
        spec,
        plan,
        timeline: Arc::new(timeline),
        notes: frame.notes,
    }));
}

/// How late the source publishes slots of this grain, by its limits.
fn lag(spec: &Spec, grain: i64) -> i64 {
    let tiers = spec.limits.current;
    let fits = tiers.iter().find(|tier| tier.grain >= grain);
    fits.or(tiers.last()).map_or(0, |tier| tier.lag)
}

/// A slot that no file is about is not one that the vendor left out.
fn uncover(timeline: &mut Timeline, answers: &[&FileAnswer]) {
    let starts: Vec<i64> = (0..timeline.states.len())
        .map(|slot| timeline.time_of(slot))
        .collect();
    for (state, start) in timeline.states.iter_mut().zip(starts) {
        let is_told = answers.iter().any(|answer| answer.range.contains(start));
        if *state == SlotState::Absent && !is_told {
            *state = SlotState::OutOfReach;
        }
    }
}

/// The frame of several answers of one source. Answers about the same domains continue each other; those about other
/// domains are added up, or where that cannot be done without making numbers up, the newest stands alone.
fn together(answers: &[&FileAnswer]) -> (Frame, Vec<String>) {
    let mut by_domains: Vec<(Vec<String>, Frame)> = Vec::new();
    for answer in answers {
        let same = by_domains
            .iter_mut()
            .find(|(domains, _)| *domains == answer.domains);
        match same {
            // Merging two answers of one source fails for grains that do not divide each other only.
            Some((_, frame)) => {
                if frame.merge(answer.frame.clone()).is_err() {
                    *frame = answer.frame.clone();
                }
            }
            None => by_domains.push((answer.domains.clone(), answer.frame.clone())),
        }
    }
    let frames: Vec<&Frame> = by_domains.iter().map(|(_, frame)| frame).collect();
    if let Ok(Some(sum)) = add_up(&frames) {
        let mut all = Vec::new();
        for (domains, _) in &by_domains {
            add_domains(&mut all, domains);
        }
        return (sum, all);
    }
    let newest = by_domains.pop();
    newest.map_or_else(
        || (Frame::empty(Metric::StatusCodes), Vec::new()),
        |(domains, frame)| (frame, domains),
    )
}
