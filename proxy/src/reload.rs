//! Changed keys are taken up while the proxy runs: the files are looked at every few seconds, and at a signal.
//!
//! Contents count, not times: what is written in place, renamed over or linked elsewhere (as Kubernetes does) looks alike.

use crate::config::{Config, Origin};
use crate::state::Proxy;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::sleep;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(5);
/// After a reading nothing is read for so long: a storm of signals is one.
const REST: Duration = Duration::from_secs(1);

/// Takes up what changes, for as long as the proxy lives. `signal` asks for a reading at once.
pub async fn keep_up(proxy: Proxy, origin: Origin, signal: Arc<Notify>) {
    // Nothing but keys of vendors is taken up.
    if !proxy.is_live() {
        return;
    }
    let mut files = proxy.looked();
    let mut seen = prints(&files);
    loop {
        let is_asked = tokio::select! {
            () = sleep(LOOK) => false,
            () = signal.notified() => true,
        };
        let now = prints(&files);
        if now == seen && !is_asked {
            continue;
        }
        match origin.read() {
            Ok(config) => {
                files.clone_from(&config.looked);
                take(&proxy, config);
            }
            Err(why) => proxy.reloaded(Some(&why)),
        }
        seen = prints(&files);
        sleep(REST).await;
    }
}

fn take(proxy: &Proxy, config: Config) {
    match proxy.take_accounts(config) {
        Ok(()) => proxy.reloaded(None),
        Err(why) => proxy.reloaded(Some(&why)),
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
