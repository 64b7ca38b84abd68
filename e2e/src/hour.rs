//! Times that tests ask for.

use std::time::{SystemTime, UNIX_EPOCH};

/// The part of an address that asks for a whole hour of the clock which every source has published: minute 17 of it is slot
/// 17, and the simulator's incidents, which follow the clock's minutes, are where they always are.
#[must_use]
pub fn settled_hour() -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let start = now / 3_600 * 3_600 - 2 * 3_600;
    format!("from={}000&to={}000", start, start + 3_600)
}
