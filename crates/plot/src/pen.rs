//! Widths of lines that are no whole number of pixels.

/// A line's width in device pixels: whole pixels, and how much of one more is covered. The whole ones stay sharp; the one
/// more is painted at that opacity, so that 1.5 px looks lighter than 2 px also where a CSS pixel is one device pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pen {
    pub(crate) full: i32,
    /// From 0 to 1.
    pub(crate) part: f64,
}

impl Pen {
    /// The pen of this width; nothing is thinner than one pixel.
    #[allow(clippy::cast_possible_truncation)] // widths of a few pixels
    pub(crate) fn new(px: f64) -> Self {
        let px = px.clamp(1.0, 100.0);
        let part = px - px.floor();
        // A part that no eye tells from none or all costs a polygon for nothing.
        if part < 0.05 {
            Self {
                full: px.floor() as i32,
                part: 0.0,
            }
        } else if part > 0.95 {
            Self {
                full: px.ceil() as i32,
                part: 0.0,
            }
        } else {
            Self {
                full: px.floor() as i32,
                part,
            }
        }
    }

    /// The whole pixels that it touches.
    pub(crate) const fn touched(self) -> i32 {
        if self.part > 0.0 {
            self.full + 1
        } else {
            self.full
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_widths_are_whole_and_others_have_a_part() {
        assert_eq!(Pen::new(2.0), Pen { full: 2, part: 0.0 });
        assert_eq!(Pen::new(1.5), Pen { full: 1, part: 0.5 });
        assert_eq!(Pen::new(3.5).touched(), 4);
        assert_eq!(Pen::new(0.4), Pen { full: 1, part: 0.0 });
        assert_eq!(Pen::new(2.99), Pen { full: 3, part: 0.0 });
    }
}
