//! Group C of the acceptance rows, under a clock that stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::problem::unreachable;
use originscope_core::{Ask, TimeRange};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::time::{advance, sleep};

fn ask(domains: &[&str]) -> Ask {
    Ask {
        domains: domains.iter().map(ToString::to_string).collect(),
        range: TimeRange::new(0, 3_600),
        grain: None,
        isp: None,
        region: None,
        codes: Vec::new(),
    }
}

fn key() -> Key {
    Key::new("alibaba", "cdn-origin-codes", ask(&["a.com"]))
}

/// A vendor that takes a second, counts its calls, and fails while told to.
#[derive(Clone, Default)]
struct Vendor {
    calls: Arc<AtomicUsize>,
    fails: Arc<Mutex<Option<Problem>>>,
}

impl Vendor {
    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn fail(&self, problem: Option<Problem>) {
        *self.fails.lock().unwrap() = problem;
    }

    async fn answer(self) -> Result<Held, Problem> {
        let count = self.calls.fetch_add(1, Ordering::SeqCst);
        sleep(Duration::from_secs(1)).await;
        match self.fails.lock().unwrap().clone() {
            Some(problem) => Err(problem),
            // Hot for 30 s, then renewed for 60 s, spare for ten minutes.
            None => Ok(Held::new(
                vec![u8::try_from(count % 250).unwrap()],
                None,
                freshness(60, 0, 0, false, 0.5),
            )),
        }
    }

    async fn ask(&self, cache: &Cache) -> Result<How, String> {
        let vendor = self.clone();
        let got = cache.get(&key(), || vendor.answer()).await;
        got.map(|(_, how)| how).map_err(|problem| problem.code)
    }
}

#[tokio::test(start_paused = true)]
async fn c01_a_thousand_at_once_cost_one_call() {
    let (cache, vendor) = (Cache::new(), Vendor::default());
    let all = futures_util::future::join_all((0..1_000).map(|_| vendor.ask(&cache))).await;
    assert_eq!(vendor.calls(), 1);
    assert_eq!(all.iter().filter(|how| **how == Ok(How::Miss)).count(), 1);
    assert_eq!(
        all.iter().filter(|how| **how == Ok(How::Joined)).count(),
        999
    );
    assert_eq!(vendor.ask(&cache).await, Ok(How::Hit));
}

#[tokio::test(start_paused = true)]
async fn c02_whoever_goes_away_ends_nothing() {
    let (cache, vendor) = (Cache::new(), Vendor::default());
    for _ in 0..20 {
        let gone = tokio::time::timeout(Duration::from_millis(20), vendor.ask(&cache)).await;
        assert!(gone.is_err());
    }
    advance(Duration::from_secs(1)).await;
    tokio::task::yield_now().await;
    assert_eq!(vendor.ask(&cache).await, Ok(How::Hit));
    assert_eq!(vendor.calls(), 1);
}

#[tokio::test(start_paused = true)]
async fn c03_a_failure_reaches_all_and_is_not_asked_for_again_at_once() {
    let (cache, vendor) = (Cache::new(), Vendor::default());
    vendor.fail(Some(unreachable()));
    for _ in 0..2 {
        let all = futures_util::future::join_all((0..1_000).map(|_| vendor.ask(&cache))).await;
        assert!(
            all.iter()
                .all(|how| *how == Err("upstream_unreachable".to_owned()))
        );
    }
    assert_eq!(vendor.calls(), 1);
    advance(Duration::from_secs(1)).await;
    vendor.fail(None);
    assert_eq!(vendor.ask(&cache).await, Ok(How::Miss));
}

#[tokio::test(start_paused = true)]
async fn c04_a_panic_is_an_error_and_not_the_end() {
    let (cache, vendor) = (Cache::new(), Vendor::default());
    async fn panics() -> Result<Held, Problem> {
        panic!("as told")
    }
    let broken = cache.get(&key(), panics).await;
    assert_eq!(broken.unwrap_err().code, "internal");
    assert_eq!(vendor.ask(&cache).await, Ok(How::Miss));
}

#[tokio::test(start_paused = true)]
async fn c06_c08_what_is_past_its_time_is_given_out_and_renewed_once() {
    let (cache, vendor) = (Cache::new(), Vendor::default());
    assert_eq!(vendor.ask(&cache).await, Ok(How::Miss));
    advance(Duration::from_secs(29)).await;
    assert_eq!(vendor.ask(&cache).await, Ok(How::Hit));
    advance(Duration::from_secs(2)).await;
    let began = Instant::now();
    let all = futures_util::future::join_all((0..100).map(|_| vendor.ask(&cache))).await;
    assert!(all.iter().all(|how| *how == Ok(How::Stale)));
    assert_eq!(began.elapsed(), Duration::ZERO, "nobody waited");
    sleep(Duration::from_secs(2)).await;
    assert_eq!(vendor.calls(), 2);
    assert_eq!(vendor.ask(&cache).await, Ok(How::Hit));
    // After another minute nobody gets it any more without asking.
    advance(Duration::from_secs(91)).await;
    assert_eq!(vendor.ask(&cache).await, Ok(How::Miss));
}

#[tokio::test(start_paused = true)]
async fn c07_an_older_answer_stands_in_for_ten_minutes() {
    let (cache, vendor) = (Cache::new(), Vendor::default());
    assert_eq!(vendor.ask(&cache).await, Ok(How::Miss));
    vendor.fail(Some(unreachable()));
    advance(Duration::from_secs(9 * 60)).await;
    assert_eq!(vendor.ask(&cache).await, Ok(How::Stale));
    // What is the caller's own fault is said.
    let mut not_found = unreachable();
    (not_found.status, not_found.code) = (404, "domain_not_found".to_owned());
    vendor.fail(Some(not_found));
    advance(Duration::from_secs(2)).await;
    assert_eq!(vendor.ask(&cache).await, Err("domain_not_found".to_owned()));
    vendor.fail(Some(unreachable()));
    advance(Duration::from_secs(120)).await;
    assert_eq!(
        vendor.ask(&cache).await,
        Err("upstream_unreachable".to_owned())
    );
}

#[tokio::test(start_paused = true)]
async fn what_asking_again_does_not_change_is_repeated_for_a_minute() {
    for code in [
        "account_denied",
        "domain_not_found",
        "upstream_rejected_parameter",
    ] {
        let (cache, vendor) = (Cache::new(), Vendor::default());
        let mut problem = unreachable();
        code.clone_into(&mut problem.code);
        vendor.fail(Some(problem));
        for after in [0, 58, 3] {
            advance(Duration::from_secs(after)).await;
            assert_eq!(vendor.ask(&cache).await, Err(code.to_owned()));
        }
        assert_eq!(vendor.calls(), 2, "{code}");
    }
}

#[test]
fn p09_order_and_repetition_are_one_key() {
    let of = |domains: &[&str], codes: &[u16]| {
        let ask = Ask {
            codes: codes.to_vec(),
            ..ask(domains)
        };
        Key::new("alibaba", "cdn-origin-codes", ask)
    };
    assert_eq!(
        of(&["b.com", "a.com"], &[502, 500, 502]),
        of(&["a.com", "b.com"], &[500, 502])
    );
    assert_ne!(of(&["a.com"], &[]), of(&["b.com"], &[]));
    assert_ne!(of(&["a.com"], &[500]), of(&["a.com"], &[]));
    assert_ne!(
        Key::new("alibaba", "cdn-origin-traffic", ask(&["a.com"])),
        key()
    );
}
