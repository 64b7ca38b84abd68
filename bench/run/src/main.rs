//! Measures the page and the proxy beside their peers and writes the report. `cargo xtask bench` builds what this needs and
//! says where it is: `BENCH_WASM`, `BENCH_NPM`, `ORIGINSCOPE_BIN`, `ORIGINSCOPE_DIST`, `CHROMIUM`, `CHROMEDRIVER`.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool talks on standard output"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads its environment and the clock"
)]

mod browser;
mod machine;
mod nginx;
mod parts;
mod places;
mod plots;
mod proxy;
mod report;
mod results;
mod server;
mod stats;

use anyhow::{Context, Result, bail};
use results::Measured;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Longest that a part may take: on a machine that does nothing else all of them together take some ten minutes.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(600);

fn bail_out() -> Result<Vec<results::Section>> {
    bail!("it took longer than {} s", LONGEST.as_secs())
}

async fn measure() -> Result<()> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    // What callgrind runs.
    if let [verb, name] = &names[..]
        && verb == "count"
    {
        return parts::native::once(name);
    }
    let is_known = |name: &&String| parts::ALL.iter().any(|part| part.name == name.as_str());
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        let known: Vec<&str> = parts::ALL.iter().map(|part| part.name).collect();
        bail!(
            "there is no part {name}; the parts are {}",
            known.join(", ")
        );
    }
    let mut failed = Vec::new();
    for part in &parts::ALL {
        if !names.is_empty() && !names.iter().any(|name| name == part.name) {
            continue;
        }
        println!("\n== {}", part.name);
        let start = std::time::Instant::now();
        let measured = tokio::time::timeout(LONGEST, parts::run(part)).await;
        match measured.unwrap_or_else(|_| bail_out()) {
            Ok(sections) => {
                if part.name == "native" && has_grown(&sections) {
                    failed.push("native, which takes more instructions than were accepted");
                }
                Measured::now(part.name, sections).save()?;
                println!(
                    "== {}: done in {:.0} s",
                    part.name,
                    start.elapsed().as_secs_f64()
                );
            }
            // One part that cannot be measured here must not cost the others.
            Err(error) => {
                println!("== {}: FAILED: {error:#}", part.name);
                failed.push(part.name);
            }
        }
    }
    let all = results::load(parts::ALL.iter().map(|part| part.name)).context("the results")?;
    plots::draw(&all)?;
    report::write(&all)?;
    println!("\n{}", report::misses(&all));
    if !failed.is_empty() {
        bail!("not as it should be: {}", failed.join(", "));
    }
    Ok(())
}

/// Whether a count of instructions, which does not depend on what else the machine does, is over what was accepted.
fn has_grown(sections: &[results::Section]) -> bool {
    let mut rows = sections.iter().flat_map(|section| &section.rows);
    rows.any(|row| row.reached == Some(false))
}
