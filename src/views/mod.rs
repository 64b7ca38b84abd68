//! What the page shows, one file a band.

mod domains;
mod figures;
mod header;
mod legend;
mod more;
mod notes;
mod problem;
mod range;
mod readout;
mod sources;
mod strip;
mod swatch;
mod tiles;
mod verdict;

pub use figures::Figures;
pub use header::{Header, Tabs};
pub use legend::Legend;
pub use notes::Notes;
pub use problem::ProblemLines;
pub use readout::ReadoutPanel;
pub use strip::Strip;
pub use tiles::Tiles;
pub use verdict::Verdict;
