//! What the simulator remembers between calls: nonces, failed logins, and calls to flaky domains. Bounded.

use crate::stamp::CLOCK_SECONDS;
use std::collections::{HashMap, HashSet, VecDeque};

/// Most nonces kept; beyond it the oldest go.
const MOST_NONCES: usize = 65_536;
/// A signature is good for this long: from the earliest accepted stamp to the latest.
const NONCE_SECONDS: i64 = 2 * CLOCK_SECONDS;
/// Refusals in a row that lock a Huawei key, and for how many seconds (gateway documentation).
const LOCK_AFTER: u32 = 5;
const LOCK_SECONDS: i64 = 300;

/// The memory of one simulator.
#[derive(Default)]
pub(crate) struct Memory {
    nonces: HashSet<(String, String)>,
    order: VecDeque<(i64, (String, String))>,
    failures: HashMap<String, (u32, i64)>,
    flaky_calls: u64,
}

impl Memory {
    /// Remembers a nonce of a key; false if it is known.
    pub(crate) fn take_nonce(&mut self, key_id: &str, nonce: &str, now: i64) -> bool {
        let stale =
            |at: i64, count: usize| at.saturating_add(NONCE_SECONDS) < now || count >= MOST_NONCES;
        while self
            .order
            .front()
            .is_some_and(|(at, _)| stale(*at, self.order.len()))
        {
            if let Some((_, gone)) = self.order.pop_front() {
                self.nonces.remove(&gone);
            }
        }
        let pair = (key_id.to_owned(), nonce.to_owned());
        let new = self.nonces.insert(pair.clone());
        if new {
            self.order.push_back((now, pair));
        }
        new
    }

    /// Whether a Huawei key is locked.
    pub(crate) fn is_locked(&self, ak: &str, now: i64) -> bool {
        self.failures.get(ak).is_some_and(|(count, last)| {
            *count >= LOCK_AFTER && now < last.saturating_add(LOCK_SECONDS)
        })
    }

    /// Notes whether a login with a known Huawei key went well.
    pub(crate) fn login(&mut self, ak: &str, good: bool, now: i64) {
        if good {
            self.failures.remove(ak);
            return;
        }
        let entry = self.failures.entry(ak.to_owned()).or_default();
        let lock_is_over = entry.0 >= LOCK_AFTER;
        *entry = (if lock_is_over { 1 } else { entry.0 + 1 }, now);
    }

    /// Counts a call to a flaky domain; true for every third.
    pub(crate) fn third_flaky_call(&mut self) -> bool {
        self.flaky_calls = self.flaky_calls.wrapping_add(1);
        self.flaky_calls.is_multiple_of(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_once_per_key_and_is_forgotten_in_time() {
        let mut memory = Memory::default();
        assert!(memory.take_nonce("a", "n", 0));
        assert!(!memory.take_nonce("a", "n", NONCE_SECONDS));
        assert!(memory.take_nonce("b", "n", 0));
        assert!(memory.take_nonce("a", "n", NONCE_SECONDS + 1));
    }

    #[test]
    fn memory_is_bounded() {
        let mut memory = Memory::default();
        for n in 0..MOST_NONCES + 10 {
            assert!(memory.take_nonce("a", &n.to_string(), 0));
        }
        assert_eq!(
            (memory.nonces.len(), memory.order.len()),
            (MOST_NONCES, MOST_NONCES)
        );
        assert!(!memory.take_nonce("a", &(MOST_NONCES + 9).to_string(), 0));
    }

    #[test]
    fn five_refusals_in_a_row_lock_for_five_minutes() {
        let mut memory = Memory::default();
        for _ in 0..4 {
            memory.login("k", false, 0);
        }
        assert!(!memory.is_locked("k", 0));
        memory.login("k", true, 0);
        for _ in 0..5 {
            memory.login("k", false, 10);
        }
        assert!(
            memory.is_locked("k", 309) && !memory.is_locked("k", 310) && !memory.is_locked("j", 10)
        );
    }
}
