//! Two frames of one source become one.

mod add_up;

pub use add_up::add_up;
pub(crate) use add_up::can_be_added;

use crate::code::Code;
use crate::frame::{CodeColumns, Data, Frame};
use crate::note;
use crate::order::sort;
use crate::resample::resample;
use crate::source::Metric;
use crate::time::TimeRange;
use crate::values::Values;
use std::ops::Range;

/// Why two frames cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// One holds status codes, the other traffic.
    Metric,
    /// Neither grain, in seconds, is a multiple of the other.
    Grain(i64, i64),
    /// Shares without counts cannot be added: 10 % of one domain and 20 % of another make anything in between. Choose
    /// so few domains that one call answers for all of them, or look at each alone.
    SharesWithoutCounts,
}

/// Which row of which frame a merged row is: mine or the other's.
#[derive(Clone, Copy)]
enum Pick {
    Mine(usize),
    Other(usize),
}

impl Frame {
    /// Takes over the slots of a frame of the same source; where both have a slot, the other's counts: it was fetched
    /// later.
    ///
    /// A code that only one of them knows is 0 in the slots of the other. Counts stay only if both have them. Of two
    /// grains the coarser wins: the finer frame is resampled, and its incomplete coarse slots are dropped, so that a
    /// merged slot never claims time that did not come.
    ///
    /// # Errors
    /// [`MergeError`]; the frame is unchanged then.
    pub fn merge(&mut self, mut other: Self) -> Result<(), MergeError> {
        if self.metric() != other.metric() {
            return Err(MergeError::Metric);
        }
        if !self.is_empty() && !other.is_empty() {
            let (mine, its) = (self.grain, other.grain);
            let mismatch = MergeError::Grain(mine, its);
            if mine < its {
                *self = resample(self, its).ok_or(mismatch)?;
            } else if its < mine {
                other = resample(&other, mine).ok_or(mismatch)?;
            }
        }
        for note in std::mem::take(&mut other.notes) {
            note::add(&mut self.notes, note);
        }
        if other.is_empty() {
            return Ok(());
        }
        if self.is_empty() {
            other.notes = std::mem::take(&mut self.notes);
            *self = other;
            return Ok(());
        }
        let (times, picks) = interleave(&self.times, &other.times);
        self.data = match (&self.data, &other.data) {
            (Data::Traffic(mine), Data::Traffic(its)) => {
                Data::Traffic(gather(Some(mine), Some(its), &picks))
            }
            (Data::Codes(mine), Data::Codes(its)) => Data::Codes(merge_codes(mine, its, &picks)),
            _ => return Err(MergeError::Metric),
        };
        self.times = times;
        Ok(())
    }
}

impl Pick {
    /// Whether another is the next row of the same side.
    fn is_followed_by(self, other: Self) -> bool {
        match (self, other) {
            (Self::Mine(a), Self::Mine(b)) | (Self::Other(a), Self::Other(b)) => {
                a.checked_add(1) == Some(b)
            }
            _ => false,
        }
    }
}

/// The ascending union of two ascending lists and where each entry comes from.
fn interleave(mine: &[i64], its: &[i64]) -> (Vec<i64>, Vec<Pick>) {
    let (mut a, mut b) = (
        mine.iter().enumerate().peekable(),
        its.iter().enumerate().peekable(),
    );
    let mut times = Vec::with_capacity(mine.len().saturating_add(its.len()));
    let mut picks = Vec::with_capacity(times.capacity());
    loop {
        let (time, pick) = match (a.peek(), b.peek()) {
            (Some(&(row, &time)), Some(&(_, &its))) if time < its => (time, Pick::Mine(row)),
            (Some(&(row, &time)), None) => (time, Pick::Mine(row)),
            (_, Some(&(row, &time))) => (time, Pick::Other(row)),
            (None, None) => return (times, picks),
        };
        a.next_if(|&(_, &at)| at == time);
        b.next_if(|&(_, &at)| at == time);
        times.push(time);
        picks.push(pick);
    }
}

fn merge_codes(mine: &CodeColumns, its: &CodeColumns, picks: &[Pick]) -> CodeColumns {
    let mut codes: Vec<Code> = mine.codes.iter().chain(&its.codes).copied().collect();
    sort(&mut codes);
    codes.dedup();
    // A frame whose slots are all without requests has no columns, and nothing to say about counts.
    let known = |side: &CodeColumns| side.counts.is_some() || side.codes.is_empty();
    let counted = known(mine) && known(its) && !codes.is_empty();
    let columns = |of: fn(&CodeColumns, usize) -> Option<&Values>| -> Vec<Values> {
        let column = |side, code| CodeColumns::position(side, code).and_then(|at| of(side, at));
        codes
            .iter()
            .map(|&code| gather(column(mine, code), column(its, code), picks))
            .collect()
    };
    let shares = columns(|side, at| side.shares.get(at));
    let counts = counted.then(|| columns(|side, at| side.counts.as_ref()?.get(at)));
    CodeColumns {
        codes,
        shares,
        counts,
    }
}

/// The picked values; 0 where the side has no such column. Rows of one side that follow one another are shared.
fn gather(mine: Option<&Values>, its: Option<&Values>, picks: &[Pick]) -> Values {
    let mut gathered = Values::default();
    for run in picks.chunk_by(|a, b| a.is_followed_by(*b)) {
        let (side, from) = match run.first() {
            Some(Pick::Mine(from)) => (mine, *from),
            Some(Pick::Other(from)) => (its, *from),
            None => continue,
        };
        extend(
            Some(&mut gathered),
            side,
            &(from..from.saturating_add(run.len())),
        );
    }
    gathered.settled()
}

/// The slots of consecutive windows as one frame: of each frame those in its range. The ranges ascend and do not
/// overlap. `None` if there is no frame; a frame that cannot be joined (another metric, a grain that does not fit) is
/// left out.
pub(crate) fn join(pieces: &[(&Frame, TimeRange)]) -> Option<Frame> {
    let (first, _) = pieces.first()?;
    let grains = || {
        pieces
            .iter()
            .filter(|(frame, _)| !frame.is_empty())
            .map(|(frame, _)| (frame.grain, frame.metric()))
    };
    let uniform = grains().all(|one| Some(one) == grains().next());
    if uniform {
        return Some(append(pieces, first.metric()));
    }
    let mut joined = Frame::empty(first.metric());
    for (frame, range) in pieces {
        let mut piece = (*frame).clone();
        piece.clip(*range);
        // A piece that does not fit leaves a gap, which is what the timeline then shows.
        let _ = joined.merge(piece);
    }
    Some(joined)
}

/// The same for frames of one grain: their columns are shared, not copied.
fn append(pieces: &[(&Frame, TimeRange)], metric: Metric) -> Frame {
    let mut joined = Frame::empty(metric);
    let rows = pieces.iter().map(|(frame, range)| rows_in(frame, *range));
    let rows: Vec<Range<usize>> = rows.collect();
    let length = rows.iter().map(ExactSizeIterator::len).sum();
    joined.times.reserve_exact(length);
    let mut bits = Values::default();
    let mut codes = Columns::of(pieces);
    for ((frame, _), rows) in pieces.iter().zip(rows) {
        frame
            .notes
            .iter()
            .for_each(|note| note::add(&mut joined.notes, note.clone()));
        let times = frame.times.get(rows.clone());
        let Some(times) = times.filter(|times| !times.is_empty()) else {
            continue;
        };
        joined.grain = frame.grain;
        joined.times.extend_from_slice(times);
        match &frame.data {
            Data::Traffic(values) => bits.append(values, &rows),
            Data::Codes(values) => codes.append(values, rows),
        }
    }
    joined.data = match metric {
        Metric::Traffic => Data::Traffic(bits),
        Metric::StatusCodes => Data::Codes(codes.0),
    };
    joined
}

/// The rows of a frame in a range.
fn rows_in(frame: &Frame, range: TimeRange) -> Range<usize> {
    let before = |end: i64| frame.times.partition_point(|&time| time < end);
    let from = before(range.start);
    from..before(range.end).max(from)
}

/// Columns that grow by whole frames.
struct Columns(CodeColumns);

impl Columns {
    /// Empty columns for all codes of the pieces.
    fn of(pieces: &[(&Frame, TimeRange)]) -> Self {
        let sides = || {
            pieces.iter().filter_map(|(frame, _)| match &frame.data {
                Data::Codes(codes) => Some(codes),
                Data::Traffic(_) => None,
            })
        };
        let mut codes: Vec<Code> = sides()
            .flat_map(|side| side.codes.iter().copied())
            .collect();
        sort(&mut codes);
        codes.dedup();
        let counted =
            !codes.is_empty() && sides().all(|side| side.counts.is_some() || side.codes.is_empty());
        let columns = || vec![Values::default(); codes.len()];
        let shares = columns();
        let counts = counted.then(columns);
        Self(CodeColumns {
            codes,
            shares,
            counts,
        })
    }

    fn append(&mut self, values: &CodeColumns, rows: Range<usize>) {
        for (at, code) in self.0.codes.iter().enumerate() {
            let from = values.position(*code);
            extend(
                self.0.shares.get_mut(at),
                from.and_then(|from| values.shares.get(from)),
                &rows,
            );
            let counts = values.counts.as_ref().and_then(|counts| counts.get(from?));
            extend(
                self.0.counts.as_mut().and_then(|counts| counts.get_mut(at)),
                counts,
                &rows,
            );
        }
    }
}

/// Adds rows of one column to another; zeros where there is no such column.
fn extend(to: Option<&mut Values>, from: Option<&Values>, rows: &Range<usize>) {
    let Some(to) = to else { return };
    match from {
        Some(values) => to.append(values, rows),
        None => to.push_same(0.0, rows.len()),
    }
}

#[cfg(test)]
mod tests;
