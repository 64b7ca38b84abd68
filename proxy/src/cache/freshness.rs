//! How long an answer may be kept: "past" is not final at once, because the vendors publish late and correct.
//!
//! Delays as the vendors' pages have them: one-minute slots five minutes, five-minute slots fifteen, hours some four
//! hours, days until the next day's 04:00. An answer is settled some time after that.

use std::time::Duration;

/// How long an answer is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Freshness {
    /// Nothing in it will change.
    pub(crate) settled: bool,
    /// How long it is given out without asking again.
    pub(crate) fresh: Duration,
    /// How long after that it stands in when the vendor fails.
    pub(crate) spare: Duration,
}

/// How long after its freshness an answer is given out while it is being renewed.
pub(crate) const RENEWING: Duration = Duration::from_secs(60);

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;

/// The freshness of slots of `grain` seconds that end at `end`, fetched at `now`. `fraction`, from 0 to 1, spreads the
/// times by a tenth to both sides, so that many answers do not expire together.
pub(crate) fn freshness(grain: i64, end: i64, now: i64, huawei: bool, fraction: f64) -> Freshness {
    let (hot, settles, kept) = match grain {
        ..=60 if huawei => (60, 20 * MINUTE, 12 * HOUR),
        ..=60 => (30, 20 * MINUTE, 12 * HOUR),
        61..=300 => (120, HOUR, 24 * HOUR),
        301..=3_600 => (600, 12 * HOUR, 24 * HOUR),
        _ => (1_800, 48 * HOUR, 24 * HOUR),
    };
    let settled = now >= end.saturating_add(settles);
    let seconds = |seconds: i64| Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    let (fresh, spare) = if settled {
        (seconds(kept), seconds(24 * HOUR))
    } else {
        (seconds(hot), seconds(10 * MINUTE))
    };
    Freshness {
        settled,
        fresh: fresh.mul_f64(fraction.clamp(0.0, 1.0).mul_add(0.2, 0.9)),
        spare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the proxy's specification: grain, hot, settled after, kept.
    #[test]
    fn c05_every_grain_has_its_times() {
        for (grain, huawei, hot, settles, kept) in [
            (60, false, 30, 1_200, 43_200),
            (60, true, 60, 1_200, 43_200),
            (300, false, 120, 3_600, 86_400),
            (300, true, 120, 3_600, 86_400),
            (3_600, false, 600, 43_200, 86_400),
            (86_400, false, 1_800, 172_800, 86_400),
        ] {
            let at = |now| freshness(grain, 1_000_000, now, huawei, 0.5);
            let before = at(1_000_000 + settles - 1);
            assert_eq!(
                (before.settled, before.fresh.as_secs()),
                (false, hot),
                "{grain}"
            );
            assert_eq!(before.spare.as_secs(), 600);
            let after = at(1_000_000 + settles);
            assert_eq!(
                (after.settled, after.fresh.as_secs()),
                (true, kept),
                "{grain}"
            );
            assert_eq!(after.spare.as_secs(), 86_400);
        }
    }

    #[test]
    fn c05_times_are_spread_by_a_tenth() {
        let of = |fraction| freshness(60, 0, 0, false, fraction).fresh.as_millis();
        assert_eq!((of(0.0), of(0.5), of(1.0)), (27_000, 30_000, 33_000));
        assert_eq!((of(-9.0), of(9.0)), (27_000, 33_000));
    }
}
