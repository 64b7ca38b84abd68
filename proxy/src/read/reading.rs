//! Pieces of the same source and domains become one reading: a timeline and the moment by which it is judged.

use super::piece::{Piece, Refusal, window};
use originscope_core::export::Sheet;
use originscope_core::{
    Frame, Metric, Plan, TimeRange, Timeline, Vantage, WindowState, WindowView,
};

/// Most slots of one reading.
const MOST_SLOTS: i64 = 200_000;
/// Most values of one reading: some 160 MB.
const MOST_VALUES: usize = 20_000_000;

/// One source about one set of domains.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) source: String,
    pub(super) vantage: Vantage,
    pub(super) metric: Metric,
    pub(super) domains: Vec<String>,
    pub(super) lag: i64,
    /// The moment of judging, UTC seconds.
    pub(super) now: i64,
    /// `None` where nothing came and no range is known.
    pub(super) timeline: Option<Timeline>,
    pub(super) frame: Frame,
    pub(super) request_ids: Vec<String>,
    pub(super) files: Vec<String>,
}

impl Reading {
    pub(super) fn sheet(&self) -> Option<Sheet<'_>> {
        Some(Sheet {
            timeline: self.timeline.as_ref()?,
            vantage: self.vantage,
            domains: &self.domains,
        })
    }
}

/// All readings, in the order in which their sources were first met, judged at `now` or each at its own end.
pub(super) fn readings(pieces: Vec<Piece>, now: Option<i64>) -> (Vec<Reading>, Vec<Refusal>) {
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let alike = |group: &&mut Vec<Piece>| {
            group.first().is_some_and(|first| {
                first.source == piece.source
                    && first.domains == piece.domains
                    && first.metric == piece.metric
                    && mergeable(first.grain, piece.grain)
            })
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(piece),
            None => groups.push(vec![piece]),
        }
    }
    let mut readings = Vec::new();
    let mut refusals = Vec::new();
    for group in groups {
        let file = group
            .first()
            .map(|piece| piece.file.clone())
            .unwrap_or_default();
        match merged(group, now) {
            Some(Ok(reading)) => readings.push(reading),
            Some(Err(message)) => refusals.push(Refusal::new(&file, "too_many_values", message)),
            None => {}
        }
    }
    (readings, refusals)
}

fn mergeable(a: i64, b: i64) -> bool {
    a == b || (a > 0 && b > 0 && (a % b == 0 || b % a == 0))
}

fn merged(mut pieces: Vec<Piece>, now: Option<i64>) -> Option<Result<Reading, String>> {
    // Where two have a slot, the one that was fetched later counts.
    pieces.sort_by_key(|piece| piece.fetched_at);
    let ranges: Vec<TimeRange> = pieces.iter().filter_map(|piece| piece.range).collect();
    let first = pieces.first()?.clone();
    let mut frame = Frame::empty(first.metric);
    let mut windows: Vec<WindowView> = Vec::new();
    let mut request_ids = Vec::new();
    let mut files: Vec<String> = Vec::new();
    let mut newer: Vec<TimeRange> = Vec::new();
    for piece in pieces.iter().rev() {
        for part in piece
            .windows
            .iter()
            .flat_map(|window| uncovered(window, &newer))
        {
            windows.push(part);
        }
        newer.extend(piece.range);
    }
    let lag = pieces.iter().map(|piece| piece.lag).max().unwrap_or(0);
    let grain = pieces.iter().map(|piece| piece.grain).max().unwrap_or(60);
    let own_now = pieces.iter().filter_map(|piece| piece.now).max();
    let out_of_reach = pieces.iter().find_map(|piece| piece.out_of_reach);
    let single = pieces.len() == 1;
    for piece in pieces {
        if let Err(error) = frame.merge(piece.frame) {
            return Some(Err(format!(
                "The slots of the files do not fit together: {error:?}."
            )));
        }
        request_ids.extend(piece.request_ids);
        if !files.contains(&piece.file) {
            files.push(piece.file);
        }
    }
    let hull = hull(&ranges);
    windows
        .extend(gaps(&ranges).map(|gap| window(&first.source, gap, WindowState::Cancelled, None)));
    if let Some(message) = hull.and_then(|range| too_many(&frame, range, grain)) {
        return Some(Err(message));
    }
    let now = now.or(own_now).unwrap_or(0);
    let plan = hull.map(|range| Plan {
        source: first.source.clone(),
        metric: first.metric,
        grain,
        lag,
        range,
        windows: Vec::new(),
        out_of_reach: out_of_reach.filter(|_| single),
        not_yet: None,
        ignored_filters: Vec::new(),
        calls_per_minute: 0,
    });
    Some(Ok(Reading {
        timeline: plan.map(|plan| Timeline::build(&plan, Some(&frame), &windows, now)),
        source: first.source,
        vantage: first.vantage,
        metric: first.metric,
        domains: first.domains,
        lag,
        now,
        frame,
        request_ids,
        files,
    }))
}

/// The parts of a window for which there is nothing newer.
fn uncovered(of: &WindowView, newer: &[TimeRange]) -> Vec<WindowView> {
    let mut parts = vec![of.range];
    for &cover in newer {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let before = TimeRange::new(part.start, part.end.min(cover.start));
                let after = TimeRange::new(part.start.max(cover.end), part.end);
                [before, after]
            })
            .filter(|part| !part.is_empty())
            .collect();
    }
    parts
        .into_iter()
        .map(|range| WindowView {
            range,
            ..of.clone()
        })
        .collect()
}

fn hull(ranges: &[TimeRange]) -> Option<TimeRange> {
    let start = ranges.iter().map(|range| range.start).min()?;
    let end = ranges.iter().map(|range| range.end).max()?;
    Some(TimeRange::new(start, end))
}

/// What lies between the files: in none of them, so nobody knows whether the vendor has it.
fn gaps(ranges: &[TimeRange]) -> impl Iterator<Item = TimeRange> {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    let mut reached = i64::MAX;
    sorted.into_iter().filter_map(move |range| {
        let gap = TimeRange::new(reached, range.start);
        reached = if reached == i64::MAX {
            range.end
        } else {
            reached.max(range.end)
        };
        (!gap.is_empty()).then_some(gap)
    })
}

fn too_many(frame: &Frame, range: TimeRange, grain: i64) -> Option<String> {
    let slots = range.seconds() / grain.max(1);
    let columns = frame.points() / frame.len().max(1);
    let values = usize::try_from(slots)
        .unwrap_or(usize::MAX)
        .saturating_mul(columns.max(1));
    (slots > MOST_SLOTS || values > MOST_VALUES).then(|| {
        format!(
            "The slots of {grain} s lie {} days apart: more than can be shown at once.",
            range.seconds() / 86_400
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_newest_counts() {
        let at = TimeRange::new;
        let of = |range, newer: &[TimeRange]| {
            let view = window("s", range, WindowState::Done, None);
            uncovered(&view, newer)
                .iter()
                .map(|part| part.range)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(at(0, 10), &[]), [at(0, 10)]);
        assert_eq!(of(at(0, 10), &[at(0, 10)]), []);
        assert_eq!(of(at(0, 10), &[at(2, 4), at(8, 20)]), [at(0, 2), at(4, 8)]);
    }

    #[test]
    fn what_no_file_holds_is_between_them() {
        let at = TimeRange::new;
        let of = |ranges: &[TimeRange]| gaps(ranges).collect::<Vec<_>>();
        assert_eq!(of(&[at(0, 10), at(10, 20)]), []);
        assert_eq!(of(&[at(50, 60), at(0, 40), at(5, 10)]), [at(40, 50)]);
        assert_eq!(of(&[]), []);
    }
}
