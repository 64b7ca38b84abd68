//! Time to horizontal device pixels and back.

use originscope_core::TimeRange;

/// A linear map between a range of time and a range of pixels. Where the width is a whole number of pixels a slot, slot
/// edges fall exactly on pixel edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Projection {
    range: TimeRange,
    left: i32,
    right: i32,
}

impl Projection {
    /// The map of `range` to the pixels `left..right`.
    #[must_use]
    pub const fn new(range: TimeRange, left: i32, right: i32) -> Self {
        Self {
            range,
            left,
            right: if right < left { left } else { right },
        }
    }

    /// First pixel.
    #[must_use]
    pub const fn left(&self) -> i32 {
        self.left
    }

    /// One past the last pixel.
    #[must_use]
    pub const fn right(&self) -> i32 {
        self.right
    }

    /// Width in pixels.
    #[must_use]
    pub const fn width(&self) -> i32 {
        self.right - self.left
    }

    /// The pixel edge nearest to a time, not clamped to the range (but to what an i32 can hold).
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // rounded and within a sane screen, see the clamp
    pub fn px_from_time(&self, at: i64) -> i32 {
        self.exact_px_from_time(at).round().clamp(-1e8, 1e8) as i32
    }

    /// The pixel edge nearest to a time, clamped into the range.
    #[must_use]
    pub fn clamped_px_from_time(&self, at: i64) -> i32 {
        self.px_from_time(at).clamp(self.left, self.right)
    }

    /// The position of a time, in pixels and fractions of them.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // the origin is subtracted first; spans are below 2^53 seconds
    pub fn exact_px_from_time(&self, at: i64) -> f64 {
        let span = self.range.seconds().max(1) as f64;
        f64::from(self.left)
            + at.saturating_sub(self.range.start) as f64 * f64::from(self.width()) / span
    }

    /// The time at a position, clamped into the range; the last second inside for the right edge.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // within the range
    pub fn time_from_px(&self, px: f64) -> i64 {
        if self.width() == 0 {
            return self.range.start;
        }
        let share = (px - f64::from(self.left)) / f64::from(self.width());
        let after = (share.clamp(0.0, 1.0) * self.range.seconds() as f64).floor() as i64;
        self.range.start + after.min((self.range.seconds() - 1).max(0))
    }

    /// Pixels of a stretch of seconds.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // spans are below 2^53 seconds
    pub fn px_of(&self, seconds: i64) -> f64 {
        seconds as f64 * f64::from(self.width()) / self.range.seconds().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sixty_slots_of_sixteen_pixels() {
        // DESIGN: the plot is 960 px, 60 slots of exactly 16, after a gutter of 56.
        let map = Projection::new(TimeRange::new(0, 3600), 56, 1016);
        for slot in 0..=60 {
            assert_eq!(
                map.px_from_time(slot * 60),
                56 + 16 * i32::try_from(slot).unwrap()
            );
        }
        assert_eq!(map.time_from_px(56.0), 0);
        assert_eq!(map.time_from_px(71.9) / 60, 0);
        assert_eq!(map.time_from_px(72.0) / 60, 1);
        assert_eq!(map.time_from_px(5000.0), 3599);
    }

    proptest! {
        #[test]
        fn inverse_within_a_pixel(start in -2_000_000_000_i64..2_000_000_000, span in 1_i64..8_000_000, width in 1_i32..4000, share in 0.0_f64..1.0) {
            let map = Projection::new(TimeRange::new(start, start + span), 48, 48 + width);
            let px = 48.0 + share * f64::from(width);
            let time = map.time_from_px(px);
            let second = map.px_of(1);
            prop_assert!((map.exact_px_from_time(time) - px).abs() <= second + 1e-6);
            let back = map.time_from_px(map.exact_px_from_time(time) + second * 0.5);
            prop_assert_eq!(back, time);
        }
    }
}
