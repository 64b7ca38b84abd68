//! What the page draws and decodes with, exported to the benchmark's harness: the very sources, nothing rewritten.
#![cfg(target_arch = "wasm32")]

mod chart;
mod colours;
mod draw;
mod load;

pub use draw::Figure;
pub use load::{Loading, Pictured, decode, decode_only};
