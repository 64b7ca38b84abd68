//! What the page shows, one file a band.

mod domains;
mod figures;
mod files;
mod header;
mod hops;
mod legend;
mod more;
mod notes;
mod problem;
mod range;
mod raw;
mod readout;
mod readout_strip;
mod refresh;
mod select;
mod share;
mod sign;
mod slot_table;
mod sources;
mod strip;
mod swatch;
mod tiles;
mod verdict;
mod why;

pub use figures::Figures;
pub use files::{FileDrop, FileNotes};
pub use header::{Header, Tabs};
pub use legend::Legend;
pub use notes::{AddressNotes, AnswerNotes};
pub use problem::ProblemLines;
pub use readout::ReadoutPanel;
pub use sign::{Inks, Sign};
pub use strip::Strip;
pub use tiles::Tiles;
pub use verdict::{Verdict, VerdictText, verdict_text};
