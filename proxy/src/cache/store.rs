//! What is kept, by weight: the least recently used goes first.

use super::freshness::{Freshness, RENEWING};
use axum::body::Bytes;
use base64::Engine;
use originscope_core::{Ask, Problem};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// What was asked, so that two who ask the same share one answer: domains and codes sorted, nobody's name in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    account: &'static str,
    source: &'static str,
    /// Whose answers these are, and by which key: a hash, and the count of keys before it.
    scope: String,
    turn: u64,
    ask: Ask,
}

impl Key {
    /// The key of a question that was validated; its order does not matter.
    pub(crate) fn new(account: &'static str, source: &'static str, mut ask: Ask) -> Self {
        ask.domains.sort_unstable();
        ask.codes.sort_unstable();
        ask.codes.dedup();
        Self {
            account,
            source,
            scope: String::new(),
            turn: 0,
            ask,
        }
    }

    /// The same question to this account: another account's answers are others, and so is what an earlier key was
    /// refused.
    pub(crate) fn within(self, scope: String, turn: u64) -> Self {
        Self {
            scope,
            turn,
            ..self
        }
    }

    /// Whose answers these are.
    pub(crate) fn scope(&self) -> &str {
        &self.scope
    }

    /// All of it as texts, in one order: what another replica would call it.
    pub(crate) fn parts(&self) -> Vec<String> {
        let Ask {
            domains,
            range,
            grain,
            isp,
            region,
            codes,
        } = &self.ask;
        let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
        vec![
            self.account.to_owned(),
            self.source.to_owned(),
            domains.join(","),
            range.start.to_string(),
            range.end.to_string(),
            grain.map(|grain| grain.to_string()).unwrap_or_default(),
            isp.clone().unwrap_or_default(),
            region.clone().unwrap_or_default(),
            codes.join(","),
        ]
    }

    /// The question, in the key's order.
    pub(crate) fn ask(&self) -> &Ask {
        &self.ask
    }

    /// About as many bytes as it takes.
    fn weight(&self) -> usize {
        let domains: usize = self.ask.domains.iter().map(String::len).sum();
        domains.saturating_add(256)
    }
}

/// An answer that is kept.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) body: Bytes,
    /// A strong entity tag, with its quotes.
    pub(crate) etag: String,
    pub(crate) upstream_request_id: Option<String>,
    pub(crate) freshness: Freshness,
    /// Whether another replica fetched it.
    pub(super) is_shared: bool,
    fetched: Instant,
}

impl Held {
    /// An answer that came just now.
    pub(crate) fn new(body: Vec<u8>, id: Option<String>, freshness: Freshness) -> Self {
        let digest = Sha256::digest(&body);
        let half = digest.get(..16).unwrap_or(&digest);
        let tag = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(half);
        Self {
            // What it grew by while it was read, up to as much again, is not kept: the store weighs lengths.
            body: Bytes::from(body.into_boxed_slice()),
            etag: format!("\"{tag}\""),
            upstream_request_id: id,
            freshness,
            is_shared: false,
            fetched: Instant::now(),
        }
    }

    /// An answer that another replica fetched so long ago; nothing where this machine's own time does not reach back so
    /// far.
    pub(crate) fn shared(
        body: Vec<u8>,
        id: Option<String>,
        freshness: Freshness,
        age: Duration,
    ) -> Option<Self> {
        Some(Self {
            is_shared: true,
            fetched: Instant::now().checked_sub(age)?,
            ..Self::new(body, id, freshness)
        })
    }

    /// How long ago it came.
    pub(crate) fn age(&self) -> Duration {
        self.fetched.elapsed()
    }

    /// Given out without asking.
    pub(crate) fn is_fresh(&self) -> bool {
        self.age() < self.freshness.fresh
    }

    /// Given out while it is being renewed.
    pub(super) fn is_renewable(&self) -> bool {
        self.age() < self.freshness.fresh.saturating_add(RENEWING)
    }

    /// Given out when the vendor fails.
    pub(crate) fn is_spare(&self) -> bool {
        self.age() < self.freshness.fresh.saturating_add(self.freshness.spare)
    }
}

/// Answers, and refusals for a moment.
pub(super) struct Store {
    slots: HashMap<Key, Slot>,
    weight: usize,
    most_weight: usize,
    most_slots: usize,
    uses: u64,
}

#[derive(Default)]
struct Slot {
    held: Option<Arc<Held>>,
    refused: Option<(Instant, Problem)>,
    weight: usize,
    used: u64,
}

impl Store {
    pub(super) fn new(most_weight: usize, most_slots: usize) -> Self {
        Self {
            slots: HashMap::new(),
            weight: 0,
            most_weight,
            most_slots,
            uses: 0,
        }
    }

    /// The answer that is kept, and the refusal that still stands.
    pub(super) fn get(&mut self, key: &Key) -> (Option<Arc<Held>>, Option<Problem>) {
        self.uses = self.uses.saturating_add(1);
        let Some(slot) = self.slots.get_mut(key) else {
            return (None, None);
        };
        slot.used = self.uses;
        let refused = slot.refused.as_ref().and_then(|(until, problem)| {
            let wait = until.checked_duration_since(Instant::now())?;
            let mut problem = problem.clone();
            if let Some(told) = problem.retry_after_ms {
                let wait = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
                problem.retry_after_ms = Some(told.max(wait));
            }
            (!wait.is_zero()).then_some(problem)
        });
        (slot.held.clone(), refused)
    }

    /// Keeps an answer.
    pub(super) fn keep(&mut self, key: &Key, held: Arc<Held>) {
        let weight = key.weight().saturating_add(held.body.len());
        let slot = Slot {
            held: Some(held),
            refused: None,
            weight,
            used: 0,
        };
        self.put(key, slot);
    }

    /// Keeps a refusal beside the answer, if there is one.
    pub(super) fn refuse(&mut self, key: &Key, problem: Problem, until: Instant) {
        let held = self.slots.remove(key).inspect(|slot| {
            self.weight = self.weight.saturating_sub(slot.weight);
        });
        let held = held.and_then(|slot| slot.held);
        let body = held.as_ref().map_or(0, |held| held.body.len());
        let slot = Slot {
            weight: key.weight().saturating_add(512).saturating_add(body),
            held,
            refused: Some((until, problem)),
            used: 0,
        };
        self.put(key, slot);
    }

    fn put(&mut self, key: &Key, mut slot: Slot) {
        self.uses = self.uses.saturating_add(1);
        slot.used = self.uses;
        self.weight = self.weight.saturating_add(slot.weight);
        if let Some(old) = self.slots.insert(key.clone(), slot) {
            self.weight = self.weight.saturating_sub(old.weight);
        }
        if self.weight > self.most_weight || self.slots.len() > self.most_slots {
            self.shrink();
        }
    }

    /// Lets the least recently used go until a tenth of the room is free, so that not every answer pays for a search.
    fn shrink(&mut self) {
        let (weight, slots) = (self.most_weight / 10 * 9, self.most_slots / 10 * 9);
        let mut by_use: Vec<(u64, Key)> = self
            .slots
            .iter()
            .map(|(key, slot)| (slot.used, key.clone()))
            .collect();
        by_use.sort_unstable_by_key(|(used, _)| *used);
        for (_, key) in by_use {
            if self.weight <= weight && self.slots.len() <= slots {
                break;
            }
            if let Some(slot) = self.slots.remove(&key) {
                self.weight = self.weight.saturating_sub(slot.weight);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::freshness::freshness;
    use super::*;
    use originscope_core::TimeRange;

    fn key(domain: &str) -> Key {
        let ask = Ask {
            domains: vec![domain.to_owned()],
            range: TimeRange::new(0, 60),
            grain: None,
            isp: None,
            region: None,
            codes: Vec::new(),
        };
        Key::new("alibaba", "cdn-origin-codes", ask)
    }

    fn held(bytes: usize) -> Arc<Held> {
        Arc::new(Held::new(
            vec![b'x'; bytes],
            None,
            freshness(60, 0, 0, false, 0.5),
        ))
    }

    #[tokio::test(start_paused = true)]
    async fn c09_memory_is_bounded_and_what_is_used_stays() {
        let mut store = Store::new(1 << 20, 4_096);
        store.keep(&key("hot.com"), held(20_000));
        for i in 0..2_000 {
            store.keep(&key(&format!("d{i}.com")), held(20_000));
            assert!(store.get(&key("hot.com")).0.is_some(), "after {i}");
            assert!(store.weight <= 1 << 20);
        }
        let real: usize = store.slots.values().map(|slot| slot.weight).sum();
        assert_eq!(real, store.weight);
        let mut small = Store::new(1 << 30, 10);
        for i in 0..100 {
            small.keep(&key(&format!("d{i}.com")), held(1));
        }
        assert!(small.slots.len() <= 10 && small.get(&key("d99.com")).0.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_stands_beside_the_answer_and_ends() {
        let mut store = Store::new(1 << 20, 10);
        store.keep(&key("a.com"), held(10));
        let until = Instant::now() + Duration::from_secs(1);
        store.refuse(&key("a.com"), crate::problem::timeout(), until);
        let (held, refused) = store.get(&key("a.com"));
        assert!(held.is_some() && refused.is_some());
        tokio::time::advance(Duration::from_secs(1)).await;
        let (held, refused) = store.get(&key("a.com"));
        assert!(held.is_some() && refused.is_none());
        let real: usize = store.slots.values().map(|slot| slot.weight).sum();
        assert_eq!(real, store.weight);
    }
}
