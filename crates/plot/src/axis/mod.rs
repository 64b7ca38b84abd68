//! Ticks: human steps of time, and 1-2-2.5-5 steps of values.

pub(crate) mod time;
pub(crate) mod value;
