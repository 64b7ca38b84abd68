//! Where the plot lies inside its canvas. All results are device pixels.

use crate::panel::PanelKind;
use crate::projection::Projection;
use crate::view::View;

/// Size of the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame2d {
    /// Width of the backing store, device pixels.
    pub width_px: u32,
    /// Height of the backing store, device pixels.
    pub height_px: u32,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// Whether the page is in its phone layout: gutter 48 instead of 56, fewer words, two values on the vertical axis.
    pub compact: bool,
}

/// A rectangle of pixels, right and bottom excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x0: i32,
    /// Top edge.
    pub y0: i32,
    /// Right edge.
    pub x1: i32,
    /// Bottom edge.
    pub y1: i32,
}

impl Rect {
    /// Width, never negative.
    #[must_use]
    pub const fn width(&self) -> i32 {
        if self.x1 > self.x0 {
            self.x1 - self.x0
        } else {
            0
        }
    }

    /// Height, never negative.
    #[must_use]
    pub const fn height(&self) -> i32 {
        if self.y1 > self.y0 {
            self.y1 - self.y0
        } else {
            0
        }
    }
}

/// The plot rectangle and the scale of everything around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// The canvas.
    pub frame: Frame2d,
    /// The plot.
    pub plot: Rect,
    /// The time axis.
    pub time: Projection,
}

/// Right margin with direct labels in it, CSS pixels (DESIGN, Composition).
const LABEL_MARGIN: f64 = 28.0;
/// Right margin without, CSS pixels.
const MARGIN: f64 = 12.0;
/// The share of the width that may go to the right margin so that a slot is a whole number of device pixels.
const SNAP_SHARE: f64 = 0.06;

/// The time axis of a figure of this width: tiles, strips and the axis row share its edges.
#[must_use]
pub fn time_axis(view: &View, width_px: u32, ratio: f64, compact: bool) -> Projection {
    let (left, right) = edges_px(view, f64::from(width_px), ratio, compact);
    Projection::new(view.range, left, right)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // screen sizes
fn edges_px(view: &View, width_px: f64, ratio: f64, compact: bool) -> (i32, i32) {
    let left = ((if compact { 48.0 } else { 56.0 }) * ratio).round();
    let margin = if view.label_margin {
        LABEL_MARGIN
    } else {
        MARGIN
    };
    let free = (width_px - left - (margin * ratio).round())
        .max(1.0)
        .floor();
    let slots = view.slots() as f64;
    let whole = (free / slots).floor() * slots;
    let width = if whole > 0.0 && free - whole <= free * SNAP_SHARE {
        whole
    } else {
        free
    };
    (left as i32, (left + width) as i32)
}

impl Layout {
    /// The layout of a panel.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // screen sizes
    pub fn new(kind: PanelKind, view: &View, frame: Frame2d) -> Self {
        let (above, below) = match kind {
            PanelKind::Errors => (8.0, 8.0),
            PanelKind::Composition => (6.0, 8.0),
            PanelKind::Traffic => (6.0, 4.0),
        };
        let time = time_axis(view, frame.width_px, frame.ratio, frame.compact);
        let y0 = (above * frame.ratio).round() as i32;
        let y1 = (f64::from(frame.height_px) - (below * frame.ratio).round()) as i32;
        Self {
            frame,
            plot: Rect {
                x0: time.left(),
                y0,
                x1: time.right(),
                y1: y1.max(y0 + 1),
            },
            time,
        }
    }

    /// CSS pixels to whole device pixels, at least one.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // screen sizes
    pub fn px(&self, css: f64) -> i32 {
        ((css * self.frame.ratio).round() as i32).max(1)
    }

    /// Height of the plot in CSS pixels.
    #[must_use]
    pub fn plot_height_css(&self) -> f64 {
        f64::from(self.plot.height()) / self.frame.ratio
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Dates;
    use originscope_core::TimeRange;

    fn view(label_margin: bool) -> View {
        View {
            range: TimeRange::new(0, 3600),
            grain: 60,
            offset: 0.into(),
            dates: Dates::English,
            label_margin,
        }
    }

    #[test]
    fn the_design_width_gives_sixteen_pixels_a_slot() {
        // DESIGN: plot = 1028 - 56 - 12 = 960; errors 216 - 36 caption = 180, padding 8 / 8.
        let layout = Layout::new(
            PanelKind::Errors,
            &view(false),
            Frame2d {
                width_px: 1028,
                height_px: 180,
                ratio: 1.0,
                compact: false,
            },
        );
        assert_eq!(
            layout.plot,
            Rect {
                x0: 56,
                y0: 8,
                x1: 1016,
                y1: 172
            }
        );
        let twice = Layout::new(
            PanelKind::Errors,
            &view(false),
            Frame2d {
                width_px: 2056,
                height_px: 360,
                ratio: 2.0,
                compact: false,
            },
        );
        assert_eq!(
            twice.plot,
            Rect {
                x0: 112,
                y0: 16,
                x1: 2032,
                y1: 344
            }
        );
    }

    #[test]
    fn the_rest_of_a_whole_slot_goes_to_the_right() {
        let edges = |label_margin, width, compact| {
            let time = time_axis(&view(label_margin), width, 1.0, compact);
            (time.left(), time.right())
        };
        assert_eq!(
            edges(false, 1068, false),
            (56, 1016),
            "1000 free px are 16 a slot, 40 px more margin"
        );
        assert_eq!(
            edges(false, 1100, false),
            (56, 1076),
            "1032 free px are 17 a slot"
        );
        assert_eq!(
            edges(false, 390, true),
            (48, 378),
            "on a phone 5 px a slot would waste a tenth: the full width is used"
        );
        assert_eq!(edges(true, 1044, false), (56, 1016), "28 px for labels");
    }
}
