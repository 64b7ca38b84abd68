//! Who has signed in: in memory, so that a restart signs everybody out. Times are monotonic.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long a session lasts, and how long it may rest.
pub(crate) const LONGEST: Duration = Duration::from_secs(12 * 3_600);
const IDLE: Duration = Duration::from_secs(2 * 3_600);
/// Most sessions; the one that rested longest goes.
const MOST: usize = 10_000;
/// Sign-ins that one address may try in a minute.
const TRIES: u32 = 5;
const MINUTE: Duration = Duration::from_secs(60);

/// All sessions, and the tries of the last minute. A session is known by the hash of its id.
#[derive(Default)]
pub(crate) struct Sessions {
    known: Mutex<HashMap<[u8; 32], Session>>,
    tries: Mutex<HashMap<IpAddr, (Instant, u32)>>,
}

struct Session {
    user: usize,
    began: Instant,
    seen: Instant,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sessions {
    /// Begins one.
    pub(crate) fn begin(&self, id: &str, user: usize) {
        let now = Instant::now();
        let mut known = lock(&self.known);
        known.retain(|_, session| session.lasts());
        if known.len() >= MOST
            && let Some(oldest) = known
                .iter()
                .min_by_key(|(_, session)| session.seen)
                .map(|(id, _)| *id)
        {
            known.remove(&oldest);
        }
        let session = Session {
            user,
            began: now,
            seen: now,
        };
        known.insert(hash(id), session);
    }

    /// Whose session it is, if it is one.
    pub(crate) fn user(&self, id: &str) -> Option<usize> {
        let mut known = lock(&self.known);
        let session = known.get_mut(&hash(id)).filter(|session| session.lasts())?;
        session.seen = Instant::now();
        Some(session.user)
    }

    /// Ends one.
    pub(crate) fn end(&self, id: &str) {
        lock(&self.known).remove(&hash(id));
    }

    /// Whether this address may try to sign in; it counts as a try.
    pub(crate) fn may_try(&self, address: IpAddr) -> bool {
        let now = Instant::now();
        let mut tries = lock(&self.tries);
        tries.retain(|_, (since, _)| now.saturating_duration_since(*since) < MINUTE);
        let (_, count) = tries.entry(address).or_insert((now, 0));
        *count = count.saturating_add(1);
        *count <= TRIES
    }
}

impl Session {
    fn lasts(&self) -> bool {
        self.began.elapsed() < LONGEST && self.seen.elapsed() < IDLE
    }
}

/// A session is looked for by the hash of its id, which whoever guesses ids cannot choose.
fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a18_sessions_end() {
        // Twelve hours and two.
        assert_eq!((LONGEST.as_secs(), IDLE.as_secs()), (43_200, 7_200));
        let sessions = Sessions::default();
        sessions.begin("one", 7);
        assert_eq!(
            (sessions.user("one"), sessions.user("two")),
            (Some(7), None)
        );
        tokio::time::advance(IDLE).await;
        assert_eq!(sessions.user("one"), None);
        sessions.begin("one", 7);
        for _ in 0..11 {
            tokio::time::advance(Duration::from_secs(3_600)).await;
            assert_eq!(sessions.user("one"), Some(7));
        }
        tokio::time::advance(Duration::from_secs(3_600)).await;
        assert_eq!(sessions.user("one"), None, "twelve hours at most");
        sessions.begin("two", 1);
        sessions.end("two");
        assert_eq!(sessions.user("two"), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a18_there_is_an_end_to_sessions_and_the_one_that_rested_longest_goes() {
        let sessions = Sessions::default();
        let begin = |nth: usize| {
            let now = Instant::now();
            let session = Session {
                user: nth,
                began: now,
                seen: now,
            };
            lock(&sessions.known).insert(hash(&nth.to_string()), session);
        };
        begin(0);
        tokio::time::advance(Duration::from_secs(1)).await;
        (1..MOST).for_each(begin);
        sessions.begin("one more", 1);
        assert_eq!((sessions.user("0"), sessions.user("1")), (None, Some(1)));
        assert_eq!(
            (sessions.user("one more"), lock(&sessions.known).len()),
            (Some(1), 10_000)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a19_five_tries_a_minute() {
        let sessions = Sessions::default();
        let (one, two) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let tried = (0..100).filter(|_| sessions.may_try(one)).count();
        assert_eq!((tried, sessions.may_try(two)), (5, true));
        tokio::time::advance(MINUTE).await;
        assert!(sessions.may_try(one));
    }
}
