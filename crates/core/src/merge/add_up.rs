//! Frames of different domains become one: what all of them together served.

use super::MergeError;
use crate::code::Code;
use crate::frame::{CodeColumns, Data, Frame};
use crate::note;
use crate::order::sort;
use crate::resample::resample;
use crate::values::Values;
use std::borrow::Cow;

/// Adds up frames of one source and one range for different domains.
///
/// A slot is there only if every frame has it: a sum with a part missing would be a wrong number that looks right.
/// Volumes and counts are added, shares are those of the added counts. Of several grains the coarsest wins.
///
/// # Errors
/// [`MergeError`], in particular [`MergeError::SharesWithoutCounts`].
pub fn add_up(frames: &[&Frame]) -> Result<Option<Frame>, MergeError> {
    let Some((first, rest)) = frames.split_first() else {
        return Ok(None);
    };
    if rest.iter().any(|frame| frame.metric() != first.metric()) {
        return Err(MergeError::Metric);
    }
    if !rest.is_empty() && frames.iter().any(|frame| !can_be_added(frame)) {
        return Err(MergeError::SharesWithoutCounts);
    }
    if rest.is_empty() {
        return Ok(Some((*first).clone()));
    }
    let same_grain = at_one_grain(frames)?;
    let mut sum = Frame::empty(first.metric());
    for frame in frames {
        for note in &frame.notes {
            note::add(&mut sum.notes, note.clone());
        }
    }
    sum.times = shared_times(&same_grain);
    if sum.times.is_empty() {
        return Ok(Some(sum));
    }
    sum.grain = same_grain.first().map_or(0, |frame| frame.grain);
    let rows: Vec<Vec<usize>> = same_grain
        .iter()
        .map(|frame| rows_of(&frame.times, &sum.times))
        .collect();
    sum.data = match &first.data {
        Data::Traffic(_) => Data::Traffic(traffic(&same_grain, &rows, sum.times.len())),
        Data::Codes(_) => Data::Codes(codes(&same_grain, &rows, sum.times.len())),
    };
    Ok(Some(sum))
}

/// Whether a frame knows how many responses its shares are shares of.
pub(crate) fn can_be_added(frame: &Frame) -> bool {
    match &frame.data {
        Data::Traffic(_) => true,
        // Nothing but slots without requests: no count is needed to add nothing.
        Data::Codes(codes) => {
            let is_quiet = |column: &Values| column.iter().all(|share| share <= 0.0);
            codes.counts.is_some() || codes.shares.iter().all(is_quiet)
        }
    }
}

fn at_one_grain<'a>(frames: &[&'a Frame]) -> Result<Vec<Cow<'a, Frame>>, MergeError> {
    let grain = frames.iter().map(|frame| frame.grain).max().unwrap_or(0);
    frames
        .iter()
        .map(|frame| {
            if frame.is_empty() || frame.grain == grain {
                return Ok(Cow::Borrowed(*frame));
            }
            resample(frame, grain)
                .map(Cow::Owned)
                .ok_or(MergeError::Grain(frame.grain, grain))
        })
        .collect()
}

/// The starts that every frame has, ascending.
fn shared_times(frames: &[Cow<'_, Frame>]) -> Vec<i64> {
    let mut shared = frames
        .first()
        .map(|frame| frame.times.clone())
        .unwrap_or_default();
    for frame in frames.iter().skip(1) {
        shared.retain(|time| frame.times.binary_search(time).is_ok());
    }
    shared
}

/// Where each of the shared starts stands in a frame.
fn rows_of(times: &[i64], shared: &[i64]) -> Vec<usize> {
    shared
        .iter()
        .filter_map(|time| times.binary_search(time).ok())
        .collect()
}

fn add_rows(sum: &mut [f64], column: &Values, rows: &[usize]) {
    let column = column.to_vec();
    for (sum, row) in sum.iter_mut().zip(rows) {
        *sum += column.get(*row).copied().unwrap_or(0.0);
    }
}

fn traffic(frames: &[Cow<'_, Frame>], rows: &[Vec<usize>], slots: usize) -> Values {
    let mut sum = vec![0.0; slots];
    for (frame, rows) in frames.iter().zip(rows) {
        if let Data::Traffic(bits) = &frame.data {
            add_rows(&mut sum, bits, rows);
        }
    }
    sum.into()
}

fn codes(frames: &[Cow<'_, Frame>], rows: &[Vec<usize>], slots: usize) -> CodeColumns {
    let columns = || {
        frames
            .iter()
            .zip(rows)
            .filter_map(|(frame, rows)| match &frame.data {
                Data::Codes(codes) => Some((codes, rows)),
                Data::Traffic(_) => None,
            })
    };
    let mut codes: Vec<Code> = columns()
        .flat_map(|(side, _)| side.codes.iter().copied())
        .collect();
    sort(&mut codes);
    codes.dedup();
    let mut counts = vec![vec![0.0; slots]; codes.len()];
    for (side, rows) in columns() {
        for (code, sum) in codes.iter().zip(&mut counts) {
            let column = side
                .position(*code)
                .and_then(|at| side.counts.as_ref()?.get(at));
            if let Some(column) = column {
                add_rows(sum, column, rows);
            }
        }
    }
    let mut totals = vec![0.0; slots];
    for column in &counts {
        totals
            .iter_mut()
            .zip(column)
            .for_each(|(total, count)| *total += count);
    }
    let share = |(count, total): (&f64, &f64)| {
        if *total > 0.0 {
            count / total * 100.0
        } else {
            0.0
        }
    };
    let shares = counts
        .iter()
        .map(|column| column.iter().zip(&totals).map(share).collect())
        .collect();
    CodeColumns {
        counts: (!codes.is_empty()).then(|| counts.into_iter().map(Values::from).collect()),
        codes,
        shares,
    }
}

#[cfg(test)]
mod tests;
