//! The attempts of one call: which failures are tried again, after how long, and when enough is enough.
//!
//! Every attempt is built and signed anew: a signed request that is sent twice is refused as a replay.

use crate::deadline::Deadline;
use crate::guard::{Finding, Way};
use crate::problem::timeout;
use originscope_core::Problem;
use std::time::Duration;

/// The longest back-off.
const CAP: Duration = Duration::from_secs(4);

/// How a vendor's calls are tried again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// Attempts in all.
    pub(crate) most: u32,
    /// Whether a call that was throttled is tried again.
    pub(crate) throttled_again: bool,
}

impl Terms {
    /// Huawei's quota is twenty calls a minute: a refused one has used one up.
    pub(crate) fn of(account: &str) -> Self {
        let huawei = account == "huawei";
        Self {
            most: if huawei { 2 } else { 3 },
            throttled_again: !huawei,
        }
    }
}

/// Why an attempt failed.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) problem: Problem,
    /// How long the vendor itself asks to wait, milliseconds.
    pub(crate) told_ms: Option<u64>,
    /// The clock's offset was learned anew from this very answer.
    pub(crate) corrected: bool,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self {
            problem,
            told_ms: None,
            corrected: false,
        }
    }
}

impl Failure {
    fn finding(&self) -> Finding {
        if self.corrected {
            return Finding::Nothing;
        }
        match self.problem.code.as_str() {
            "upstream_auth" | "credentials_expired" => Finding::KeyRefused,
            "upstream_unreachable"
            | "upstream_untrusted"
            | "upstream_timeout"
            | "upstream_unavailable" => Finding::Trouble,
            _ => Finding::KeyWorks,
        }
    }

    /// How long to wait before the next attempt; `None` if there is to be none. `tried` attempts were made.
    fn pause(&self, terms: Terms, tried: u32, fraction: f64) -> Option<Duration> {
        if tried >= terms.most {
            return None;
        }
        let once = tried == 1;
        let base = match self.problem.code.as_str() {
            "upstream_throttled" if terms.throttled_again => 500,
            "upstream_unavailable" | "upstream_unreachable" | "upstream_timeout" => 100,
            "upstream_truncated" | "upstream_html" if once => 100,
            "upstream_replayed" if once => return Some(Duration::ZERO),
            "clock_skew" | "upstream_auth" if once && self.corrected => {
                return Some(Duration::ZERO);
            }
            _ => return None,
        };
        if let Some(told) = self.told_ms {
            // Longer than our own longest: the caller is told and may wait itself, with nothing held open.
            return Some(Duration::from_millis(told)).filter(|told| *told <= CAP);
        }
        let factor = 1_u32
            .checked_shl(tried.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let most = Duration::from_millis(base).saturating_mul(factor).min(CAP);
        // Full jitter: callers that failed together do not come back together.
        Some(most.mul_f64(fraction.clamp(0.0, 1.0)))
    }
}

/// Makes attempts until one works, or none is left, or no time. `fraction` gives a random number from 0 to 1.
///
/// # Errors
/// The last failure of the vendor, whatever kept another attempt from being made.
pub(crate) async fn run<T, A, F>(
    way: Option<Way<'_>>,
    terms: Terms,
    fraction: fn() -> f64,
    attempt: A,
) -> Result<T, Problem>
where
    A: Fn() -> F,
    F: Future<Output = Result<T, Failure>>,
{
    let deadline = Deadline::start();
    let mut last: Option<Problem> = None;
    let mut tried = 0_u32;
    loop {
        let pass = match way {
            Some(way) => match way.enter(deadline).await {
                Ok(pass) => Some(pass),
                Err(problem) => return Err(last.unwrap_or(problem)),
            },
            None => None,
        };
        let Some(time) = deadline.attempt() else {
            return Err(last.unwrap_or_else(timeout));
        };
        tried = tried.saturating_add(1);
        let done = tokio::time::timeout(time, attempt()).await;
        let failure = match done.unwrap_or_else(|_| Err(timeout().into())) {
            Ok(answer) => {
                if let Some(way) = way {
                    way.found(Finding::KeyWorks, None);
                }
                return Ok(answer);
            }
            Err(failure) => failure,
        };
        if let Some(way) = way {
            way.found(failure.finding(), Some(&failure.problem));
        }
        drop(pass);
        let pause = failure
            .pause(terms, tried, fraction())
            .filter(|pause| *pause < deadline.spare())
            .filter(|_| way.is_none_or(|way| way.may_retry()));
        let Some(pause) = pause else {
            if let (Some(way), "upstream_throttled") = (way, failure.problem.code.as_str()) {
                way.cool_down(&failure.problem);
            }
            return Err(failure.problem);
        };
        tracing::debug!(code = failure.problem.code, tried, "trying again");
        last = Some(failure.problem);
        tokio::time::sleep(pause).await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::guard::{Guards, Lanes};
    use crate::problem::{internal, unreachable, untrusted};
    use std::sync::Mutex;
    use tokio::time::Instant;

    fn of(code: &str) -> Failure {
        let mut failure = Failure::from(unreachable());
        code.clone_into(&mut failure.problem.code);
        failure
    }

    /// Plays a script of failures (nothing left means success); how it ended and how many attempts there were.
    async fn play(
        way: Option<Way<'_>>,
        account: &str,
        script: Vec<Failure>,
    ) -> (Result<(), String>, usize, Duration) {
        let began = Instant::now();
        let left = Mutex::new(script.into_iter());
        let count = Mutex::new(0);
        let done = run(
            way,
            Terms::of(account),
            || 1.0,
            || async {
                *count.lock().unwrap() += 1;
                left.lock().unwrap().next().map_or(Ok(()), Err)
            },
        );
        let done = done.await.map_err(|problem| problem.code);
        (done, count.into_inner().unwrap(), began.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn u15_throttled_calls_back_off_and_end() {
        let throttled = || of("upstream_throttled");
        let ms = Duration::from_millis;
        assert_eq!(
            play(None, "alibaba", vec![throttled()]).await,
            (Ok(()), 2, ms(500))
        );
        assert_eq!(
            play(None, "alibaba", vec![throttled(); 2]).await,
            (Ok(()), 3, ms(1_500))
        );
        let ended = Err("upstream_throttled".to_owned());
        assert_eq!(
            play(None, "alibaba", vec![throttled(); 9]).await,
            (ended.clone(), 3, ms(1_500))
        );
        // U16: Huawei's calls are not tried again.
        assert_eq!(
            play(None, "huawei", vec![throttled(); 9]).await,
            (ended, 1, ms(0))
        );
    }

    #[tokio::test(start_paused = true)]
    async fn u04_u07_u19_k04_what_is_tried_again_and_how_often() {
        for (code, attempts) in [
            ("upstream_unreachable", 3),
            ("upstream_unavailable", 3),
            ("upstream_timeout", 3),
            ("upstream_truncated", 2),
            ("upstream_html", 2),
            ("upstream_replayed", 2),
            ("upstream_untrusted", 1),
            ("upstream_auth", 1),
            ("credentials_expired", 1),
            ("clock_skew", 1),
            ("account_denied", 1),
            ("domain_not_found", 1),
            ("upstream_rejected_parameter", 1),
            ("upstream_too_large", 1),
            ("upstream_not_json", 1),
            ("upstream_shape", 1),
            ("upstream_empty", 1),
            ("upstream_redirect", 1),
            ("internal", 1),
        ] {
            let (done, tried, _) = play(None, "alibaba", vec![of(code); 9]).await;
            assert_eq!((done.unwrap_err().as_str(), tried), (code, attempts));
        }
        let corrected = Failure {
            corrected: true,
            ..of("clock_skew")
        };
        assert_eq!(play(None, "huawei", vec![corrected.clone()]).await.1, 2);
        assert_eq!(play(None, "alibaba", vec![corrected; 9]).await.1, 2);
        assert!(untrusted().code == "upstream_untrusted" && internal().code == "internal");
    }

    #[tokio::test(start_paused = true)]
    async fn u18_a_wait_that_is_told_is_kept_or_ends_it() {
        let told = |ms| Failure {
            told_ms: Some(ms),
            ..of("upstream_throttled")
        };
        let (done, tried, took) = play(None, "alibaba", vec![told(4_000)]).await;
        assert_eq!((done, tried, took), (Ok(()), 2, Duration::from_secs(4)));
        let (done, tried, took) = play(None, "alibaba", vec![told(4_001)]).await;
        assert_eq!((done.is_err(), tried, took), (true, 1, Duration::ZERO));
    }

    #[tokio::test(start_paused = true)]
    async fn u27_all_attempts_end_within_twenty_seconds() {
        let began = Instant::now();
        let done: Result<(), Problem> =
            run(None, Terms::of("alibaba"), || 1.0, std::future::pending).await;
        assert_eq!(done.unwrap_err().code, "upstream_timeout");
        assert!(began.elapsed() <= Duration::from_secs(20));
    }

    #[tokio::test(start_paused = true)]
    async fn u20_a_refused_key_is_tried_by_one_call_only() {
        let (guards, lanes) = (Guards::new(), Lanes::new());
        let way = guards.way(&lanes, "live-codes");
        let calls = (0..8).map(|_| play(way, "huawei", vec![of("upstream_auth"); 9]));
        let done = futures_util::future::join_all(calls).await;
        assert_eq!(done.iter().map(|(_, tried, _)| tried).sum::<usize>(), 1);
        assert!(
            done.iter()
                .all(|(done, _, _)| done.as_ref().unwrap_err() == "upstream_auth")
        );
        tokio::time::advance(Duration::from_secs(31)).await;
        assert_eq!(play(way, "huawei", Vec::new()).await.1, 1);
        assert_eq!(play(way, "huawei", Vec::new()).await.0, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn u17_a_throttling_vendor_is_left_alone() {
        let (guards, lanes) = (Guards::new(), Lanes::new());
        let way = guards.way(&lanes, "live-codes");
        let throttled = || vec![of("upstream_throttled"); 9];
        assert_eq!(play(way, "huawei", throttled()).await.1, 1);
        let (done, tried, took) = play(way, "huawei", throttled()).await;
        assert_eq!(
            (done.unwrap_err().as_str(), tried, took),
            ("upstream_throttled", 0, Duration::ZERO)
        );
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(play(way, "huawei", Vec::new()).await.0, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn u02_five_failures_open_the_breaker_for_ten_seconds() {
        let (guards, lanes) = (Guards::new(), Lanes::new());
        let way = guards.way(&lanes, "cdn-origin-codes");
        let dead = || vec![of("upstream_unreachable"); 9];
        let first = play(way, "alibaba", dead()).await.1 + play(way, "alibaba", dead()).await.1;
        assert_eq!(first, 5, "five attempts, then it opens");
        assert_eq!(play(way, "alibaba", dead()).await.1, 0);
        tokio::time::advance(Duration::from_secs(11)).await;
        assert_eq!(play(way, "alibaba", Vec::new()).await.0, Ok(()));
    }

    /// A quota of twenty a minute: whoever would have to wait longer than the deadline is told at once.
    #[tokio::test(start_paused = true)]
    async fn t14_callers_beyond_the_quota_are_told_at_once() {
        let (guards, lanes) = (Guards::new(), Lanes::new());
        let way = guards.way(&lanes, "live-codes");
        let calls = (0..50).map(|_| play(way, "huawei", Vec::new()));
        let done = futures_util::future::join_all(calls).await;
        let worked = done.iter().filter(|(done, _, _)| done.is_ok()).count();
        assert!((4..=8).contains(&worked), "{worked}");
        for (done, _, took) in done.iter().filter(|(done, _, _)| done.is_err()) {
            assert_eq!(
                (done.as_ref().unwrap_err().as_str(), *took),
                ("overloaded", Duration::ZERO)
            );
        }
    }
}
