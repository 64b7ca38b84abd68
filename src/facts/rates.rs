//! Volumes of slots as rates, and the other way round, as texts.

use super::board::Shown;
use super::watched::Watched;
use originscope_core::{SlotState, Timeline, format, total_bits};

/// Bits a second per slot; NaN where a slot has no value; nothing for a source of codes.
pub fn bit_rates(shown: &Shown) -> Vec<f64> {
    shown.timeline.bit_rates().unwrap_or_default()
}

/// The values of the complete slots, NaN in all others: a provisional value still grows and would read as a drop.
pub fn complete_values(timeline: &Timeline, values: &[f64]) -> Vec<f64> {
    let complete = |(state, value): (&SlotState, &f64)| {
        if *state == SlotState::Came {
            *value
        } else {
            f64::NAN
        }
    };
    timeline.states.iter().zip(values).map(complete).collect()
}

/// A rate: `416 Mbps`.
pub fn bit_rate(bits_per_second: f64) -> String {
    format::bit_rate(bits_per_second).text("bps")
}

/// All bytes of the slots that came, and their seconds.
pub fn bit_volume(shown: &Shown, watched: &Watched) -> (String, i64) {
    let came = i64::try_from(shown.timeline.coverage().came).unwrap_or(0);
    let bits = total_bits(&shown.timeline).unwrap_or(0.0);
    (
        bytes(bits / 8.0, watched),
        came.saturating_mul(shown.timeline.grain),
    )
}

/// Bytes with the prefixes that the reader chose.
fn bytes(bytes: f64, watched: &Watched) -> String {
    if watched.binary {
        format::binary_volume(bytes)
    } else {
        format::volume(bytes)
    }
}

/// One slot's volume in bits, as the vendors count it, then in bytes.
pub fn slot_volume(bits: f64, watched: &Watched) -> String {
    format!(
        "{} ({})",
        format::volume_in_bits(bits),
        bytes(bits / 8.0, watched)
    )
}
