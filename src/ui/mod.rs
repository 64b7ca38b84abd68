//! Dumb widgets: they know nothing of the rest, take values in and give events out.

mod alone;
mod button;
mod drawer;
mod icon;
mod popover;
mod press;
mod rows;
mod segmented;

pub use alone::Alone;
pub use button::Button;
pub use drawer::Drawer;
pub use icon::{Glyph, Icon};
pub use popover::Popover;
pub use press::{Press, Pressed};
pub use rows::Rows;
pub use segmented::Segmented;
