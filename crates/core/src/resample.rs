//! Coarser slots out of finer ones, only where all of the finer ones came.

use crate::frame::{CodeColumns, Data, Frame};
use crate::time::floor_to;
use crate::values::Values;
use std::ops::Range;

/// The frame at a coarser grain, in seconds; `None` if that is not a multiple of the frame's own.
///
/// A coarse slot exists only where every fine slot in it came: resampling never crosses a gap. Volumes and counts are
/// added up. Shares are those of the added counts; without counts they are the mean of the fine slots that had
/// requests, which weighs a quiet minute like a busy one: no answer without counts allows better.
#[must_use]
pub fn resample(frame: &Frame, grain: i64) -> Option<Frame> {
    if frame.is_empty() || grain == frame.grain {
        return Some(frame.clone());
    }
    if grain <= 0 || grain.checked_rem(frame.grain)? != 0 {
        return None;
    }
    let wanted = usize::try_from(grain.checked_div(frame.grain)?).ok()?;
    let groups = complete_groups(&frame.times, grain, wanted);
    let times = groups
        .iter()
        .filter_map(|rows| Some(floor_to(*frame.times.get(rows.start)?, grain)))
        .collect();
    let data = match &frame.data {
        Data::Traffic(bits) => Data::Traffic(sums(bits, &groups).into()),
        Data::Codes(codes) => Data::Codes(resample_codes(codes, &groups)),
    };
    Some(Frame {
        grain,
        times,
        data,
        notes: frame.notes.clone(),
    })
}

/// The rows of each coarse slot that has all `wanted` fine ones.
fn complete_groups(times: &[i64], grain: i64, wanted: usize) -> Vec<Range<usize>> {
    let mut start = 0_usize;
    let mut groups = Vec::new();
    for group in times.chunk_by(|a, b| floor_to(*a, grain) == floor_to(*b, grain)) {
        let end = start.saturating_add(group.len());
        if group.len() >= wanted {
            groups.push(start..end);
        }
        start = end;
    }
    groups
}

fn sums(column: &Values, groups: &[Range<usize>]) -> Vec<f64> {
    let column = column.to_vec();
    groups
        .iter()
        .map(|rows| column.get(rows.clone()).unwrap_or_default().iter().sum())
        .collect()
}

fn columns(columns: Vec<Vec<f64>>) -> Vec<Values> {
    columns.into_iter().map(Values::from).collect()
}

fn resample_codes(codes: &CodeColumns, groups: &[Range<usize>]) -> CodeColumns {
    let counts: Option<Vec<Vec<f64>>> = codes
        .counts
        .as_ref()
        .map(|columns| columns.iter().map(|column| sums(column, groups)).collect());
    let mut shares: Vec<Vec<f64>> = codes
        .shares
        .iter()
        .map(|column| sums(column, groups))
        .collect();
    let busy = codes.sums();
    for (group, rows) in groups.iter().enumerate() {
        let total: f64 = counts
            .iter()
            .flatten()
            .filter_map(|column| column.get(group))
            .sum();
        let busy = busy.get(rows.clone()).unwrap_or_default();
        let busy = busy.iter().filter(|sum| **sum > 0.0).count();
        for (code, column) in shares.iter_mut().enumerate() {
            let Some(share) = column.get_mut(group) else {
                continue;
            };
            let count = counts
                .as_ref()
                .and_then(|columns| columns.get(code)?.get(group))
                .copied();
            *share = match count {
                Some(count) if total > 0.0 => count / total * 100.0,
                #[allow(clippy::cast_precision_loss)] // a day has 86,400 seconds at most
                _ if busy > 0 => *share / busy as f64,
                _ => 0.0,
            };
        }
    }
    CodeColumns {
        codes: codes.codes.clone(),
        shares: columns(shares),
        counts: counts.map(columns),
    }
}

#[cfg(test)]
mod tests;
