//! The page: views and effects over the pure crates. See `docs/architecture.md` for the map.

// The component macro makes items public that nothing outside needs.
#![allow(unreachable_pub)]

mod announce;
mod app;
mod blocks;
pub mod chart;
mod choice;
mod clock;
mod compare;
mod facts;
mod hand;
mod inspect;
mod keys;
mod lang;
mod late;
mod lines;
mod load;
mod menu;
mod other;
mod pin;
mod place;
mod recent;
mod refresh;
mod series;
mod share;
mod state;
mod steps;
mod stored;
mod tab;
mod theme;
mod travel;
mod ui;
mod url;
mod views;
mod words;
mod zone;
mod zoom;

pub use app::App;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
