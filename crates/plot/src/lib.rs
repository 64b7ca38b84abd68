//! How a panel looks: model, projection, layout, ticks, decimation and layers, drawn through plotters.
//!
//! The crate knows slots, classes and times, but no vendor, no browser and no clock. All drawing goes through plotters to a
//! picture in memory ([`Pixels`]) and a list of texts, in device pixels: a coordinate is the edge between two pixels, a
//! filled rectangle holds its upper left corner and excludes its lower right one, and every width is scaled by the device
//! pixel ratio before it is used. Nothing is stroked: lines are upright stretches on whole pixels, so they are sharp at any
//! ratio; a width between two whole ones has one more row of pixels at part of its opacity.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::float_cmp,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )
)]

mod axis;
mod beside;
mod coverage;
mod decimate;
mod digest;
mod draw;
mod extents;
mod from_timeline;
mod hatch;
mod hit;
mod layers;
mod layout;
mod nearest;
mod outline;
mod palette;
mod panel;
mod pen;
mod pixels;
mod projection;
mod raster;
mod runs;
mod sheet;
mod stretches;
mod sums;
mod view;

#[cfg(test)]
mod dense_tests;
#[cfg(test)]
mod draw_tests;
#[cfg(test)]
mod looks_tests;

pub use axis::time::{TimeTick, clock, time_ticks};
pub use axis::value::{ValueScale, prefix};
pub use beside::{Stretch, beside};
pub use decimate::{Column, columns};
pub use digest::Digest;
pub use draw::{Drawing, Drawn, draw};
pub use extents::Extents;
pub use from_timeline::{Choices, Focus, shades, values_of};
pub use hit::{neighbour, slot_at_px, slot_near_px, snapped};
pub use layout::{Frame2d, Layout, Rect, time_axis};
pub use nearest::series_at_px;
pub use palette::{Palette, Rgba};
pub use panel::{
    Failure, Measure, PanelKind, PanelModel, Role, Series, Threshold, ValueLabels, Words,
};
pub use pixels::Pixels;
pub use projection::Projection;
pub use raster::{Align, TextWidth, Writing};
pub use runs::{Run, runs};
pub use view::{Dates, View};
