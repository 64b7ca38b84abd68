//! Made-up answers in the sources' own wire formats.

use anyhow::{Context, Result};
use originscope_apis::{Answer, AnswerSlot, Format, find};
use originscope_core::Code;

/// The sources, codes first.
pub const SOURCES: [&str; 5] = [
    "dcdn-ws-codes",
    "cdn-origin-codes",
    "live-codes",
    "cdn-origin-traffic-rt",
    "cdn-origin-traffic",
];

/// Twenty codes that origins send.
const CODES: [u16; 20] = [
    200, 204, 206, 301, 302, 303, 304, 307, 400, 401, 403, 404, 405, 416, 429, 499, 500, 502, 503,
    504,
];

/// An answer about so many minutes from `start` on, the first so many codes in each.
///
/// # Errors
/// There is no such source.
pub fn body(source: &str, start: i64, slots: i64, codes: usize) -> Result<Vec<u8>> {
    let api = find(source).with_context(|| format!("there is no source {source}"))?;
    let slot = |index: i64| {
        let at = start.saturating_add(index.saturating_mul(60));
        AnswerSlot {
            at,
            counts: counts(at, codes),
            bits: mixed(at, 99) % 900_000_000_000,
        }
    };
    let slots: Vec<AnswerSlot> = (0..slots).map(slot).collect();
    let last = slots.last().map_or(start, |slot| slot.at);
    let answer = Answer {
        domains: "bench.example",
        start,
        end: last,
        grain: 60,
        request_id: "9E1F7C5A-0000-4000-8000-000000000000",
        slots: &slots,
    };
    Ok(api.encode(&answer, Format::Json))
}

fn counts(at: i64, codes: usize) -> Vec<(Code, u64)> {
    let count = |(index, code): (usize, &u16)| {
        let seed = u64::try_from(index).unwrap_or(0);
        // Most of all requests go well.
        let most = if index == 0 { 90_000 } else { 900 };
        (Code::new(i64::from(*code)), 1 + mixed(at, seed) % most)
    };
    CODES.iter().take(codes).enumerate().map(count).collect()
}

/// The same number for the same time and purpose, spread evenly (a step of SplitMix64; Steele, Lea, Flood 2014).
fn mixed(at: i64, purpose: u64) -> u64 {
    let x = at.cast_unsigned().wrapping_mul(31).wrapping_add(purpose);
    let x = x.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ (x >> 27)
}

#[cfg(test)]
mod tests {
    use super::{SOURCES, body};

    #[test]
    fn every_source_reads_its_answer_back() {
        for source in SOURCES {
            let api = originscope_apis::find(source);
            let body = body(source, 1_763_683_200, 90, 20).unwrap_or_default();
            let decoded = api.and_then(|api| api.decode(&body).ok());
            assert_eq!(
                decoded.map(|decoded| decoded.frame.len()),
                Some(90),
                "{source}"
            );
        }
    }
}
