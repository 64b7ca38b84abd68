//! An answer as it lies in Redis: one line of JSON about it, then the vendor's bytes.
//!
//! How old it is follows from the time that Redis will still keep it, so no two machines' clocks are compared.

use crate::cache::{Freshness, Held};
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Line {
    fresh_ms: u64,
    spare_ms: u64,
    settled: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    upstream_request_id: Option<String>,
}

/// The bytes for Redis and how long it keeps them, milliseconds; nothing for an answer that cannot be written.
pub(super) fn write(held: &Held) -> Option<(Vec<u8>, u64)> {
    let line = Line {
        fresh_ms: ms(held.freshness.fresh),
        spare_ms: ms(held.freshness.spare),
        settled: held.freshness.settled,
        upstream_request_id: held.upstream_request_id.clone(),
    };
    let kept = line
        .fresh_ms
        .saturating_add(line.spare_ms)
        .saturating_sub(ms(held.age()));
    let mut bytes = serde_json::to_vec(&line).ok()?;
    bytes.push(b'\n');
    bytes.extend_from_slice(&held.body);
    (kept > 0).then_some((bytes, kept))
}

/// The answer again, out of what Redis holds and will keep for so many milliseconds more. Nothing for what this program
/// did not write: somebody else's bytes under our name are no answer.
pub(super) fn read(bytes: &[u8], kept_ms: i64) -> Option<Held> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, body) = bytes.split_at_checked(end)?;
    let line: Line = serde_json::from_slice(line).ok()?;
    let whole = line.fresh_ms.checked_add(line.spare_ms)?;
    let age = whole.checked_sub(u64::try_from(kept_ms).ok()?)?;
    let freshness = Freshness {
        settled: line.settled,
        fresh: Duration::from_millis(line.fresh_ms),
        spare: Duration::from_millis(line.spare_ms),
    };
    let body = body.get(1..)?.to_vec();
    Held::shared(
        body,
        line.upstream_request_id,
        freshness,
        Duration::from_millis(age),
    )
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::cache::freshness;

    #[tokio::test(start_paused = true)]
    async fn what_is_written_is_read_with_its_age() {
        let fresh = freshness(60, 0, 0, false, 0.5);
        let held = Held::new(b"{\"a\":\n1}".to_vec(), Some("ID-1".to_owned()), fresh);
        let (bytes, kept) = write(&held).unwrap();
        assert_eq!(kept, 630_000);
        let again = read(&bytes, i64::try_from(kept).unwrap() - 7_000).unwrap();
        assert_eq!((&again.body, &again.etag), (&held.body, &held.etag));
        assert_eq!(again.upstream_request_id.as_deref(), Some("ID-1"));
        assert_eq!((again.freshness, again.age().as_secs()), (fresh, 7));
    }

    #[tokio::test(start_paused = true)]
    async fn what_we_did_not_write_is_no_answer() {
        let (bytes, kept) = write(&Held::new(
            b"{}".to_vec(),
            None,
            freshness(60, 0, 0, false, 0.5),
        ))
        .unwrap();
        let kept = i64::try_from(kept).unwrap();
        assert!(read(&bytes, kept).is_some());
        for (bytes, kept) in [
            (b"".as_slice(), kept),
            (b"{}", kept),
            (b"{}\n{}", kept),
            (b"<html>\n", kept),
            (&bytes, kept + 1),
            (&bytes, -1),
            (&bytes, -2),
        ] {
            assert!(read(bytes, kept).is_none(), "{bytes:?} {kept}");
        }
    }
}
