//! Panels on canvases: the one place of the page that draws.
//!
//! A canvas is painted when its model, size, ratio or theme changes, once a frame. The pointer moves DOM elements that lie
//! over the canvas and never paints. See `originscope_plot` for what is drawn.
//!
//! Expected of the page: a `.plot` of a definite height (its width is taken from the parent), the colour tokens of the
//! design as plain `#rrggbb` custom properties on the root element, and a theme key that changes whenever they do.

mod announce;
mod axis;
mod blocks;
mod brush;
mod controls;
mod dot;
mod export;
mod float;
mod frame;
mod keys;
mod look;
mod marks;
mod overlay;
mod panel;
mod pointer;
mod selection;
mod surface;
mod text;
mod theme;

pub use announce::{Announcement, Heard};
pub use axis::TimeAxis;
pub use controls::Hover;
pub use export::{ExportPanel, ExportSheet, export_png};
pub use float::Floating;
pub use frame::use_frame;
pub use panel::Panel;
