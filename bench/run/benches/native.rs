//! Times of decoding, planning, merging, decimating and signing: `cargo bench -p originscope-bench`. Criterion compares each
//! run with the one before; `cargo xtask bench native` puts the times into the report.
#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(
    clippy::panic,
    reason = "a benchmark without its work measures nothing"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use originscope_bench::work;

fn native(criterion: &mut Criterion) {
    for name in work::NAMES {
        match work::named(name) {
            Ok(work) => {
                criterion.bench_function(name, |bencher| bencher.iter(|| work.measured_once()));
            }
            Err(error) => panic!("{name}: {error:#}"),
        }
    }
}

criterion_group!(benches, native);
criterion_main!(benches);
