//! The whole product in a real browser: the built page, served by the real proxy, in headless Chromium.
//!
//! A test is a [`flow`]: it gets a proxy and a browser of its own and finds things the way a reader of the screen or a
//! screen reader does, by role and name. `cargo xtask e2e` builds what it needs and says where it is:
//! `ORIGINSCOPE_BIN`, `ORIGINSCOPE_DIST`, `CHROMIUM` and `CHROMEDRIVER`.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read their environment and wait by the clock"
)]

mod answers;
mod axe;
mod browser;
mod chart;
mod child;
mod disk;
mod finger;
mod flow;
mod front;
mod hand;
mod hour;
mod keyboard;
mod media;
mod others;
mod page;
mod paper;
mod picture;
mod proxy;
pub mod raw;
mod still;
mod tree;
mod width;

pub use chart::{Chart, hue};
pub use disk::Downloads;
pub use flow::flow;
pub use front::{Front, Hosting};
pub use hour::settled_hour;
pub use page::Page;
pub use picture::Picture;
pub use proxy::Proxy;
pub use tree::{Node, Tree};

/// A window, in CSS pixels, and how many device pixels one of them has.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Width, CSS pixels.
    pub width: u32,
    /// Height, CSS pixels.
    pub height: u32,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
}

impl Screen {
    /// The desktop that the design was drawn on.
    pub const DESKTOP: Self = Self {
        width: 1440,
        height: 900,
        ratio: 1.0,
    };
    /// The narrowest phone that is supported.
    pub const PHONE: Self = Self {
        width: 320,
        height: 640,
        ratio: 2.0,
    };

    /// The same window with another pixel ratio.
    #[must_use]
    pub const fn with_ratio(self, ratio: f64) -> Self {
        Self { ratio, ..self }
    }
}
