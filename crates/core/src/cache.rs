//! Closed windows that came: never asked twice. Bounded by the number of values held.

use crate::ask::Ask;
use crate::frame::Frame;
use crate::time::TimeRange;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What makes two windows parts of one series: everything but their range.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SeriesKey {
    source: String,
    /// Grain of the plan, seconds: where the vendor derives it from the span, no ask carries it.
    grain: i64,
    domains: Vec<String>,
    isp: Option<String>,
    region: Option<String>,
    codes: Vec<u16>,
}

impl SeriesKey {
    /// The series that a window belongs to.
    pub(crate) fn of(source: &str, grain: i64, ask: &Ask) -> Self {
        Self {
            source: source.to_owned(),
            grain,
            domains: ask.domains.clone(),
            isp: ask.isp.clone(),
            region: ask.region.clone(),
            codes: ask.codes.clone(),
        }
    }

    /// Grain of the plan, seconds.
    pub(crate) const fn grain(&self) -> i64 {
        self.grain
    }
}

/// An answer and when it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// The slots.
    pub(crate) frame: Arc<Frame>,
    /// When the call was sent, UTC seconds.
    pub(crate) fetched_at: i64,
}

/// Answers of closed windows; the least recently used go first when there are too many values.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    series: HashMap<SeriesKey, BTreeMap<i64, Entry>>,
    /// By last use: the least recent one is found without looking at all.
    uses: BTreeMap<u64, (SeriesKey, i64)>,
    /// Values held.
    points: usize,
    /// Most values held.
    most: usize,
    /// Counts uses, to know the least recent.
    clock: u64,
}

#[derive(Clone, Debug)]
struct Entry {
    end: i64,
    held: Held,
    used: u64,
}

impl Cache {
    /// A cache of so many values at most.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            series: HashMap::new(),
            uses: BTreeMap::new(),
            points: 0,
            most,
            clock: 0,
        }
    }

    /// The answer of a window that holds the whole range.
    pub(crate) fn get(&mut self, key: &SeriesKey, range: TimeRange) -> Option<Held> {
        self.clock = self.clock.saturating_add(1);
        let clock = self.clock;
        let windows = self.series.get_mut(key)?;
        // Windows are as long as each other, nearly: the one that holds the range starts shortly before it.
        let (start, entry) = windows
            .range_mut(..=range.start)
            .rev()
            .take(8)
            .find(|(_, entry)| entry.end >= range.end)?;
        if let Some(place) = self.uses.remove(&entry.used) {
            self.uses.insert(clock, place);
        } else {
            self.uses.insert(clock, (key.clone(), *start));
        }
        entry.used = clock;
        Some(entry.held.clone())
    }

    /// Keeps an answer, and drops old ones if there are too many values then.
    pub(crate) fn put(&mut self, key: SeriesKey, range: TimeRange, held: Held) {
        let cost = cost(&held);
        if cost > self.most {
            return;
        }
        self.clock = self.clock.saturating_add(1);
        let entry = Entry {
            end: range.end,
            held,
            used: self.clock,
        };
        self.points = self.points.saturating_add(cost);
        self.uses.insert(self.clock, (key.clone(), range.start));
        if let Some(old) = self
            .series
            .entry(key)
            .or_default()
            .insert(range.start, entry)
        {
            self.uses.remove(&old.used);
            self.points = self.points.saturating_sub(self::cost(&old.held));
        }
        while self.points > self.most && self.drop_oldest() {}
    }

    /// Drops the least recently used answer; whether there was one.
    fn drop_oldest(&mut self) -> bool {
        let Some((_, (key, start))) = self.uses.pop_first() else {
            return false;
        };
        let Some(windows) = self.series.get_mut(&key) else {
            return true;
        };
        if let Some(old) = windows.remove(&start) {
            self.points = self.points.saturating_sub(cost(&old.held));
        }
        if windows.is_empty() {
            self.series.remove(&key);
        }
        true
    }
}

/// What an answer costs; an empty one costs something too.
fn cost(held: &Held) -> usize {
    held.frame.points().max(1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::TrafficBuilder;
    use crate::source::TrafficUnit;

    fn key(domain: &str) -> SeriesKey {
        let domains = vec![domain.to_owned()];
        let range = TimeRange::new(0, 0);
        SeriesKey::of(
            "s",
            60,
            &Ask {
                domains,
                range,
                grain: None,
                isp: None,
                region: None,
                codes: vec![],
            },
        )
    }

    fn held(slots: i64) -> Held {
        let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
        (0..slots).for_each(|slot| builder.slot(slot, 1.0));
        Held {
            frame: Arc::new(builder.finish(Some(1))),
            fetched_at: 0,
        }
    }

    fn hour(n: i64) -> TimeRange {
        TimeRange::new(
            n.saturating_mul(3_600),
            n.saturating_add(1).saturating_mul(3_600),
        )
    }

    #[test]
    fn a_window_is_found_by_any_range_inside_it_and_by_no_other() {
        let mut cache = Cache::new(1_000);
        cache.put(key("a"), hour(1), held(60));
        assert!(cache.get(&key("a"), hour(1)).is_some());
        assert!(cache.get(&key("a"), TimeRange::new(4_000, 7_200)).is_some());
        assert!(cache.get(&key("a"), TimeRange::new(4_000, 7_201)).is_none());
        assert!(cache.get(&key("a"), hour(2)).is_none());
        assert!(cache.get(&key("b"), hour(1)).is_none());
    }

    #[test]
    fn the_least_recently_used_goes_first_and_the_bound_holds() {
        let mut cache = Cache::new(120);
        cache.put(key("a"), hour(1), held(60));
        cache.put(key("a"), hour(2), held(60));
        assert!(cache.get(&key("a"), hour(1)).is_some());
        cache.put(key("b"), hour(3), held(60));
        assert!(cache.get(&key("a"), hour(2)).is_none());
        assert!(cache.get(&key("a"), hour(1)).is_some());
        assert!(cache.points <= 120);
        cache.put(key("a"), hour(9), held(121));
        assert!(cache.get(&key("a"), hour(9)).is_none());
    }

    #[test]
    fn putting_one_window_twice_counts_it_once() {
        let mut cache = Cache::new(100);
        cache.put(key("a"), hour(1), held(60));
        cache.put(key("a"), hour(1), held(50));
        assert_eq!((cache.points, cache.uses.len()), (50, 1));
    }

    #[test]
    fn evicting_looks_at_the_oldest_only_and_leaves_nothing_behind() {
        let mut cache = Cache::new(600);
        for n in 0..5_000 {
            cache.put(key(&n.to_string()), hour(n), held(60));
            cache.get(
                &key(&(n.saturating_sub(3)).to_string()),
                hour(n.saturating_sub(3)),
            );
            assert!(cache.points <= 600);
            assert_eq!(cache.series.len(), cache.uses.len());
        }
        assert_eq!((cache.points, cache.uses.len()), (600, 10));
    }
}
