//! Room in memory for the vendors' bodies that are longer than most. All of them together have so much of it, and a call
//! that needs more is told so at once: nobody waits for room, which is held as long as a vendor likes to take for its body.

use crate::decode_problem::{BODY_LIMIT, too_large};
use crate::problem::overloaded;
use originscope_core::Problem;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Bytes of each body that need no room, which is more than most have.
const FREE: usize = 512 << 10;
/// Bytes that are taken at a time.
const STEP: usize = 256 << 10;
/// Steps that all bodies have together: 24 MiB. Beside a full cache (48 MiB) and what sixteen calls have free (8 MiB) it
/// leaves some for the rest of 128 MiB.
const STEPS: usize = 96;
/// When there may be room again: no attempt holds it longer than its ten seconds.
const AGAIN: Duration = Duration::from_secs(2);

/// The room of one process.
static ROOM: Semaphore = Semaphore::const_new(STEPS);

/// A body while it arrives, with the room that it takes; dropping it gives the room back.
pub(crate) struct Growing {
    bytes: Vec<u8>,
    room: &'static Semaphore,
    taken: Option<SemaphorePermit<'static>>,
}

impl Growing {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::within(&ROOM)
    }

    fn within(room: &'static Semaphore) -> Self {
        Self {
            bytes: Vec::new(),
            room,
            taken: None,
        }
    }

    /// Appends what has arrived.
    ///
    /// # Errors
    /// The body is longer than any may be, or there is no room for it beside the others.
    pub(crate) fn push(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        let length = self.bytes.len().saturating_add(chunk.len());
        if length > BODY_LIMIT {
            return Err(too_large());
        }
        let wanted = length.saturating_sub(FREE).div_ceil(STEP);
        let taken = self.taken.as_ref().map_or(0, SemaphorePermit::num_permits);
        if let Some(more @ 1..) = wanted.checked_sub(taken) {
            self.take(more)?;
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    fn take(&mut self, steps: usize) -> Result<(), Problem> {
        let full = |_| {
            tracing::warn!("no room for another large body");
            overloaded(AGAIN)
        };
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        let more = self.room.try_acquire_many(steps).map_err(full)?;
        if let Some(taken) = &mut self.taken {
            taken.merge(more);
        } else {
            self.taken = Some(more);
            // Once and for all: growing by doubling leaves a trail of what it outgrew. What is not written to costs nothing.
            self.bytes
                .reserve_exact(BODY_LIMIT.saturating_sub(self.bytes.len()));
        }
        Ok(())
    }

    /// The whole body. It is decoded at once and then weighed by the cache, so its room is free again.
    pub(crate) fn whole(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const MIB: usize = 1 << 20;

    fn room(mib: usize) -> &'static Semaphore {
        Box::leak(Box::new(Semaphore::new(mib * MIB / STEP)))
    }

    #[test]
    fn o12_who_needs_more_room_than_there_is_is_told_and_gives_back_what_it_had() {
        let room = room(4);
        let quarter = vec![b' '; MIB / 4];
        let fill = |growing: &mut Growing, quarters: usize| {
            (0..quarters)
                .try_for_each(|_| growing.push(&quarter))
                .map_err(|problem| (problem.code, problem.retry_after_ms))
        };
        let (mut first, mut second) = (Growing::within(room), Growing::within(room));
        assert_eq!(fill(&mut first, 12), Ok(()));
        let full = Err(("overloaded".to_owned(), Some(2_000)));
        assert_eq!(fill(&mut second, 12), full);
        // What most answers have is always there.
        let mut small = Growing::within(room);
        assert_eq!(fill(&mut small, 2), Ok(()));
        drop(second);
        assert_eq!(first.whole().len(), 3 * MIB);
        let mut third = Growing::within(room);
        assert_eq!(fill(&mut third, 18), Ok(()));
        assert_eq!(room.available_permits(), 0);
        drop(third);
        assert_eq!(room.available_permits(), 16);
    }

    #[test]
    fn u12_a_body_grows_to_its_limit_and_not_beyond() {
        let mut growing = Growing::within(room(8));
        growing.push(&vec![b' '; BODY_LIMIT]).unwrap();
        assert_eq!(growing.push(b" ").unwrap_err().code, "upstream_too_large");
        assert_eq!(growing.whole().len(), BODY_LIMIT);
    }
}
