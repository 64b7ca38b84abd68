//! Deterministic traffic: a function of seed, domain and minute, so that any split of a range gives the same slots.

use crate::demo::incident;
use crate::incidents::Incident;
use crate::mix::{Mix, whole};
use crate::noise::{key, spread, unit, wander};
use std::f64::consts::TAU;

/// Mean of a healthy domain.
pub(crate) const RESPONSES_A_MINUTE: f64 = 18_000.0;
/// Mean size of an origin response in bits, chosen so that the mean traffic is 400 Mbit/s.
const BITS_A_RESPONSE: f64 = 400e6 * 60.0 / RESPONSES_A_MINUTE;
/// Busiest time of a day: 21:00 in China, in UTC seconds of the day.
const PEAK: f64 = 13.0 * 3_600.0;
const DAY: f64 = 86_400.0;
/// The epoch was a Thursday: Saturday noon is two and a half days later.
const WEEKEND: f64 = 2.5 * DAY;

/// The traffic of one domain.
pub(crate) struct Signal {
    key: u64,
    scale: f64,
    incident: Incident,
}

impl Signal {
    /// The traffic of a domain under a seed. Demo domains have scale 1, all others one between 0.5 and 1.5.
    pub(crate) fn new(seed: u64, domain: &str) -> Self {
        let domain = domain.to_ascii_lowercase();
        let key = key(seed, domain.as_bytes());
        let scale = if domain.ends_with(".demo.example") {
            1.0
        } else {
            0.5 + unit(key, -1)
        };
        Self {
            key,
            scale,
            incident: incident(&domain),
        }
    }

    /// Whether the vendor has no slot for this domain.
    pub(crate) fn lacks(&self, at: i64, grain: i64) -> bool {
        self.incident.lacks(at, grain)
    }

    /// Expected responses of the minute that starts at `at`, without incident.
    fn calm(&self, at: i64) -> f64 {
        let time = at as f64;
        let turn = TAU * (time - PEAK) / DAY;
        let day = 1.0 + 0.5 * turn.cos() + 0.1 * (2.0 * turn).cos();
        let week = 1.0 + 0.08 * (TAU * (time - WEEKEND) / (7.0 * DAY)).cos();
        let noise = 1.0
            + 0.05 * wander(self.key, at, 3_600)
            + 0.03 * wander(self.key ^ 1, at, 600)
            + 0.04 * (unit(self.key ^ 2, at) - 0.5);
        RESPONSES_A_MINUTE * self.scale * day * week * noise
    }

    /// Adds the responses of one minute to `counts`, which has one entry a code of the mix. `share` is the part of the
    /// traffic that filters leave.
    pub(crate) fn add_codes(
        &self,
        at: i64,
        mix: Mix,
        origin_side: bool,
        share: f64,
        counts: &mut [u64],
    ) {
        let effect = self.incident.effect(at, origin_side);
        let responses = self.calm(at) * effect.volume * share;
        let failing: f64 = effect.failing.iter().map(|(_, part)| part).sum();
        let usual = responses * (1.0 - failing) / whole(mix);
        for ((code, part), count) in mix.iter().zip(counts) {
            let dice = spread(self.key ^ u64::from(*code));
            let swing = 1.0 + 0.12 * wander(dice, at, 1_200);
            let extra = effect
                .failing
                .iter()
                .find(|(extra, _)| extra == code)
                .map_or(0.0, |(_, part)| *part);
            let expected = usual * part * swing + responses * extra;
            // Rounded at random, so that rare codes come now and then instead of never.
            *count += (expected + unit(dice, at)).floor() as u64;
        }
    }

    /// Bits from the origin in the minute that starts at `at`.
    pub(crate) fn bits(&self, at: i64, share: f64) -> u64 {
        let responses = self.calm(at) * self.incident.effect(at, true).volume * share;
        let size = BITS_A_RESPONSE * (1.0 + 0.06 * wander(self.key ^ 3, at, 900));
        (responses * size).round() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::mix;
    use originscope_apis::find;

    fn origin() -> Mix {
        find("cdn-origin-codes").map_or(&[], |api| mix(api.spec()))
    }

    /// Totals by code over some minutes.
    fn totals(domain: &str, minutes: std::ops::Range<i64>) -> Vec<u64> {
        let (signal, mix) = (Signal::new(1, domain), origin());
        let mut counts = vec![0; mix.len()];
        minutes.for_each(|m| signal.add_codes(m * 60, mix, true, 1.0, &mut counts));
        counts
    }

    fn failing(counts: &[u64]) -> f64 {
        let server: u64 = origin()
            .iter()
            .zip(counts)
            .filter(|((code, _), _)| *code >= 500)
            .map(|(_, n)| n)
            .sum();
        server as f64 / counts.iter().sum::<u64>() as f64
    }

    #[test]
    fn a_week_has_the_promised_means() {
        let week = 7 * 1_440;
        let responses =
            totals("shop.demo.example", 0..week).iter().sum::<u64>() as f64 / week as f64;
        assert!(
            (responses / RESPONSES_A_MINUTE - 1.0).abs() < 0.05,
            "{responses}"
        );
        let signal = Signal::new(1, "shop.demo.example");
        let rate = (0..week)
            .map(|m| signal.bits(m * 60, 1.0) as f64)
            .sum::<f64>()
            / (week * 60) as f64;
        assert!((rate / 400e6 - 1.0).abs() < 0.05, "{rate}");
    }

    #[test]
    fn the_evening_is_busier_than_the_small_hours() {
        let evening: u64 = totals("shop.demo.example", 12 * 60..14 * 60).iter().sum();
        let night: u64 = totals("shop.demo.example", 0..2 * 60).iter().sum();
        let small: u64 = totals("shop.demo.example", 23 * 60..25 * 60).iter().sum();
        assert!(evening > night && evening * 2 > small * 3);
    }

    #[test]
    fn seed_and_domain_decide() {
        assert_eq!(totals("a.example", 0..60), totals("A.Example", 0..60));
        assert_ne!(totals("a.example", 0..60), totals("b.example", 0..60));
        let other = Signal::new(2, "a.example");
        assert_ne!(other.bits(0, 1.0), Signal::new(1, "a.example").bits(0, 1.0));
    }

    #[test]
    fn incidents_show_where_they_should() {
        let in_burst = failing(&totals("burst.demo.example", 26..39));
        assert!((0.075..0.09).contains(&in_burst), "{in_burst}");
        assert!(failing(&totals("burst.demo.example", 0..19)) < 0.005);
        let traffic = |domain: &str, at: i64| Signal::new(1, domain).bits(at * 60, 1.0) as f64;
        let flat = traffic("burst.demo.example", 30) / traffic("burst.demo.example", 10);
        assert!((0.8..1.25).contains(&flat), "{flat}");
        let lost = traffic("cacheloss.demo.example", 30) / traffic("cacheloss.demo.example", 5);
        assert!((2.4..3.6).contains(&lost), "{lost}");
        assert!(totals("quiet.demo.example", 10..20).iter().sum::<u64>() < 20);
    }
}
