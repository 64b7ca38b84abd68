//! What is measured natively, for the report, for criterion (`benches/native.rs`) and for callgrind.

pub mod bodies;
pub mod work;
