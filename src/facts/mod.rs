//! What the views say, worked out without a browser: plain values in, plain values out, tested as such.

mod board;
mod cells;
mod chosen;
mod domains;
mod explained;
mod files;
mod judged;
mod names;
mod panels;
mod quick;
mod rates;
mod refresh;
mod rows;
mod saved;
mod spark;
mod when;

pub use board::{Board, OfDomain, Refused, Shown, hull, in_unit};
pub use cells::{Cell, CellKind, cells, coverage_cells};
pub use chosen::{Chosen, Span, choose, planning_now};
pub use domains::{DomainError, split_domains};
pub use explained::explained;
pub use files::{Files, Line, Refusal};
pub use judged::{Judged, judged, stale_after};
pub use names::{lanes, source_name};
pub use panels::{Reader, kinds, note_key, panel, summary_sentence, title_key, view};
pub use quick::{QUICK, Quick, note_for, quick_name};
pub use rates::{bit_rate, bit_rates, bit_volume, complete_values, slot_bits, slot_volume};
pub use refresh::{Look, Pause, due, every, pause};
pub use rows::{CodeRow, code_rows};
pub use saved::{csv_text, frozen, name, snapshot};
pub use spark::{spark_path, thinned};
pub use when::{clock_field, day_and_time, rough_span, span_text, zone_text};
