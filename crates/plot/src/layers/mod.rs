//! The layers of a panel, from the ground up. Each is one function over the sheet.

pub(crate) mod area;
pub(crate) mod failed;
pub(crate) mod ghost;
pub(crate) mod grid;
pub(crate) mod labels;
pub(crate) mod missing;
pub(crate) mod quiet;
pub(crate) mod stack;
pub(crate) mod step_line;
pub(crate) mod threshold;
