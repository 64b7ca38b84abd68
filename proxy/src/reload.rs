//! Changed keys are taken up while the proxy runs: the files are looked at every few seconds, and at a signal.
//!
//! Contents count, not times: what is written in place, renamed over or linked elsewhere (as Kubernetes does) looks alike.

use crate::config::Origin;
use crate::state::Proxy;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(5);
/// After so long it is tried again to get keys from where they are to come from now.
const AGAIN: Duration = Duration::from_secs(60);
/// After a reading nothing is read for so long: a storm of signals is one.
const REST: Duration = Duration::from_secs(1);

/// Takes up what changes from now on, for as long as the proxy lives. `signal` asks for a reading at once.
pub fn keep_up(proxy: Proxy, origin: Origin, signal: Arc<Notify>) -> impl Future<Output = ()> {
    let files = proxy.looked();
    let seen = prints(&files);
    watch(proxy, origin, signal, files, seen)
}

async fn watch(
    proxy: Proxy,
    origin: Origin,
    signal: Arc<Notify>,
    mut files: Vec<PathBuf>,
    mut seen: Vec<Print>,
) {
    // Nothing but keys of vendors is taken up.
    if !proxy.is_live() {
        return;
    }
    let mut again: Option<Instant> = None;
    loop {
        let is_asked = tokio::select! {
            () = sleep(LOOK) => false,
            () = signal.notified() => true,
        };
        let now = prints(&files);
        let is_due = again.is_some_and(|at| Instant::now() >= at);
        if now == seen && !is_asked && !is_due {
            continue;
        }
        again = None;
        let taken = match origin.read() {
            Ok(config) => {
                files.clone_from(&config.looked);
                let taken = proxy.take_accounts(config).await;
                if taken.is_err() {
                    again = Instant::now().checked_add(AGAIN);
                }
                taken
            }
            Err(why) => Err(why),
        };
        proxy.reloaded(taken.as_ref().err());
        seen = prints(&files);
        sleep(REST).await;
    }
}

/// How often the keys' ends are looked at: ahead of them there are five minutes.
const LOOK_AT_ENDS: Duration = Duration::from_secs(60);

/// Asks for temporary keys before somebody waits for them, and for the next ones ahead of their end, also while nobody asks.
pub(crate) async fn keep_good(proxy: Proxy) {
    while proxy.is_live() {
        for account in proxy.accounts().iter() {
            // What went wrong is in the log and on the operators' pages.
            let _told = proxy.lease(account).await;
        }
        sleep(LOOK_AT_ENDS).await;
    }
}

type Print = Option<[u8; 32]>;

/// A hash of each file's contents and rights; nothing where there is none.
fn prints(files: &[PathBuf]) -> Vec<Print> {
    files.iter().map(|file| print(file)).collect()
}

fn print(path: &Path) -> Print {
    let found = crate::credentials::private::read_any(path);
    let mut digest = Sha256::new();
    match found {
        Ok(None) => return None,
        Ok(Some(found)) => {
            digest.update([u8::from(found.is_open)]);
            digest.update(found.text.as_bytes());
        }
        Err(why) => digest.update(why),
    }
    Some(digest.finalize().into())
}
