//! The documented ranges and grains: those of the older pages or of the newer ones.

use originscope_core::{Spec, Tier};

/// Which pages are enforced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LimitsMode {
    /// The older pages.
    Seeds,
    /// The vendors' newer pages.
    #[default]
    Current,
}

/// The rows of a source's limits.
pub(crate) const fn tiers(spec: &Spec, mode: LimitsMode) -> &'static [Tier] {
    match mode {
        LimitsMode::Seeds => spec.limits.seeds,
        LimitsMode::Current => spec.limits.current,
    }
}

/// Most domains in one call.
pub(crate) const fn max_domains(spec: &Spec, mode: LimitsMode) -> usize {
    match mode {
        LimitsMode::Seeds => spec.limits.max_domains.1,
        LimitsMode::Current => spec.limits.max_domains.0,
    }
}

/// The row that answers a call for `start..=end`, or `None` if no row does.
///
/// Where the vendor derives the grain, the finest row that spans the range rules and its retention is a hard edge.
/// Where the caller asks, a missing or unsupported interval is silently replaced by the finest one that is allowed.
pub(crate) fn tier(
    spec: &Spec,
    mode: LimitsMode,
    (start, end): (i64, i64),
    interval: Option<i64>,
    now: i64,
) -> Option<&'static Tier> {
    let span = end.saturating_sub(start);
    let spans = |tier: &&Tier| span <= tier.max_span;
    // A slot's grace: the call was planned a moment ago.
    let kept = |tier: &&Tier| {
        start
            >= now
                .saturating_sub(tier.retention)
                .saturating_sub(tier.grain)
    };
    let rows = tiers(spec, mode);
    if !spec.limits.grain_is_asked {
        return rows.iter().find(spans).filter(kept);
    }
    let asked = rows
        .iter()
        .find(|tier| Some(tier.grain) == interval)
        .filter(spans);
    match asked {
        Some(tier) => Some(tier).filter(kept),
        None => rows.iter().filter(spans).find(kept),
    }
}

/// How much of the slot at `at` the vendor has counted: `None` while it has none, 1 when it is settled.
///
/// A slot is settled when it has been over for the lag. It comes one grain earlier, not yet whole; slots longer than
/// the lag come settled only, as daily ones do at 04:00 of the next day.
pub(crate) fn counted(tier: &Tier, at: i64, now: i64) -> Option<f64> {
    let settling = if tier.grain <= tier.lag {
        tier.grain
    } else {
        0
    };
    let settled = at.saturating_add(tier.grain).saturating_add(tier.lag);
    let left = settled.saturating_sub(now);
    match left {
        ..=0 => Some(1.0),
        _ if left <= settling => Some(1.0 - 0.6 * left as f64 / settling as f64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_apis::find;

    const DAY: i64 = 86_400;
    const NOW: i64 = 1_700_000_000;

    fn grain(
        id: &str,
        mode: LimitsMode,
        span: i64,
        back: i64,
        interval: Option<i64>,
    ) -> Option<i64> {
        let spec = find(id).unwrap().spec();
        tier(spec, mode, (NOW - back, NOW - back + span), interval, NOW).map(|tier| tier.grain)
    }

    #[test]
    fn realtime_spans_decide_the_grain_today() {
        // The table of the vendor's newer page: 1 min up to 1 h, 5 min up to 3 d, 1 h up to 31 d.
        let at = |span, back| grain("cdn-origin-codes", LimitsMode::Current, span, back, None);
        assert_eq!(at(3_600, 3_600), Some(60));
        assert_eq!(at(3_601, 7_200), Some(300));
        assert_eq!(at(3 * DAY, 3 * DAY), Some(300));
        assert_eq!(at(3 * DAY + 1, 4 * DAY), Some(3_600));
        assert_eq!(at(31 * DAY, 31 * DAY), Some(3_600));
        assert_eq!(at(31 * DAY + 1, 40 * DAY), None);
        assert_eq!(at(3_600, 7 * DAY), Some(60));
        assert_eq!(at(3_600, 8 * DAY), None, "minutes are kept for 7 days");
        assert_eq!(at(DAY, 94 * DAY), None, "five minutes are kept for 93 days");
    }

    #[test]
    fn the_older_pages_allow_other_ranges() {
        let codes = |span, back| grain("cdn-origin-codes", LimitsMode::Seeds, span, back, None);
        assert_eq!(codes(DAY, DAY), Some(60));
        assert_eq!(codes(DAY + 1, 2 * DAY), None);
        assert_eq!(codes(60, 8 * DAY), None);
        assert_eq!(
            grain(
                "cdn-origin-traffic-rt",
                LimitsMode::Seeds,
                89 * DAY,
                89 * DAY,
                None
            ),
            Some(60)
        );
    }

    #[test]
    fn an_unsupported_interval_becomes_the_default() {
        let ws = |span, interval| grain("dcdn-ws-codes", LimitsMode::Current, span, span, interval);
        assert_eq!(ws(DAY, Some(300)), Some(300));
        assert_eq!(ws(DAY, Some(3_600)), Some(3_600));
        assert_eq!(ws(DAY, Some(7)), Some(300));
        assert_eq!(ws(4 * DAY, Some(300)), Some(3_600));
        assert_eq!(ws(32 * DAY, None), Some(86_400));
        assert_eq!(
            grain(
                "dcdn-ws-codes",
                LimitsMode::Seeds,
                3 * DAY,
                3 * DAY,
                Some(300)
            ),
            Some(3_600),
            "3 days excluded"
        );
    }

    #[test]
    fn live_is_a_day_of_the_last_seven() {
        for mode in [LimitsMode::Seeds, LimitsMode::Current] {
            assert_eq!(grain("live-codes", mode, DAY, 7 * DAY, None), Some(60));
            assert_eq!(grain("live-codes", mode, DAY + 60, 3 * DAY, None), None);
            assert_eq!(grain("live-codes", mode, 60, 8 * DAY, None), None);
        }
    }

    #[test]
    fn slots_come_a_lag_after_their_start_and_settle() {
        let minute = &tiers(
            find("cdn-origin-codes").unwrap().spec(),
            LimitsMode::Current,
        )[0];
        assert_eq!((minute.grain, minute.lag), (60, 300));
        assert_eq!(counted(minute, 0, 299), None);
        assert_eq!(counted(minute, 0, 330), Some(0.7));
        assert_eq!(counted(minute, 0, 360), Some(1.0));
        let day = &tiers(find("dcdn-ws-codes").unwrap().spec(), LimitsMode::Current)[2];
        assert_eq!(counted(day, 0, DAY + 4 * 3_600 - 1), None);
        assert_eq!(counted(day, 0, DAY + 4 * 3_600), Some(1.0));
    }
}
