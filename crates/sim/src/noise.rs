//! Repeatable randomness: functions of a key and a time, so that nothing depends on the order of calls.

/// The finisher of SplitMix64 (Steele, Lea, Flood 2014): spreads neighbouring numbers over the whole range.
pub(crate) const fn spread(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A key out of bytes (FNV-1a, finished).
pub(crate) fn key(seed: u64, bytes: &[u8]) -> u64 {
    let fold = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    spread(
        bytes
            .iter()
            .fold(0xcbf2_9ce4_8422_2325 ^ spread(seed), fold),
    )
}

/// Evenly from 0 (included) to 1 (excluded).
pub(crate) fn unit(key: u64, at: i64) -> f64 {
    let bits = spread(key ^ spread(at.cast_unsigned()));
    // The upper 53 bits are what an f64 holds exactly.
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// From -1 to 1, wandering: a new value every `period` seconds, smooth between them.
pub(crate) fn wander(key: u64, at: i64, period: i64) -> f64 {
    let cell = at.div_euclid(period);
    let t = at.rem_euclid(period) as f64 / period as f64;
    let ease = t * t * (3.0 - 2.0 * t);
    let (from, to) = (unit(key, cell), unit(key, cell.wrapping_add(1)));
    2.0 * (from + (to - from) * ease) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_spread_evenly() {
        let mean = (0..10_000).map(|at| unit(7, at)).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        assert!(
            (0..10_000)
                .map(|at| unit(7, at))
                .all(|u| (0.0..1.0).contains(&u))
        );
        assert!((unit(7, 1) - unit(8, 1)).abs() > f64::EPSILON);
    }

    #[test]
    fn wandering_has_no_jumps() {
        for at in -5_000..5_000 {
            let step = wander(1, at + 1, 600) - wander(1, at, 600);
            assert!(step.abs() < 0.01, "{at}: {step}"); // slope of the ease is at most 1.5 · 2 / 600 a second
        }
    }
}
