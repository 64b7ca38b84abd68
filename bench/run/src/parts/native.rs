//! Instructions under callgrind, which do not depend on what else the machine does, and times.

use crate::places::bench;
use crate::results::{Row, Section, Value, times};
use crate::stats::Stat;
use anyhow::{Context, Result, ensure};
use originscope_bench::work;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// More instructions than were accepted last, by this factor, is a miss.
const MORE: f64 = 1.03;

/// Counts and times of all the work.
///
/// # Errors
/// valgrind is missing or said nothing.
pub(crate) fn measure() -> Result<Vec<Section>> {
    // Asked before criterion's build, which puts a new file in this program's place.
    let program = std::env::current_exe()?;
    time()?;
    let accepted = accepted();
    let mut counted = BTreeMap::new();
    let mut rows = Vec::new();
    for name in work::NAMES {
        let took = took(name)?;
        let count = count(&program, name)?;
        println!("  {}: {count} instructions", name);
        counted.insert(name.to_owned(), count);
        rows.push(row(name, count, accepted.get(name).copied(), took));
    }
    if accepted.is_empty() {
        keep(&counted)?;
    }
    Ok(vec![Section {
        title: "Instructions".to_owned(),
        about: "Of one call, against `instructions.txt`; remove that file to accept new counts. They change with the compiler, and with nothing else that is no \
change of ours. Times are criterion's: its median, and in brackets the interval that holds it with 95 % confidence.".to_owned(),
        rows,
    }])
}

/// Lets criterion time all of it.
fn time() -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ended = Command::new(cargo)
        .args(["bench", "--locked", "--package", "originscope-bench"])
        .args(["--bench", "native", "--", "--noplot"])
        .env("CARGO_TARGET_DIR", target()?)
        .status()
        .context("cargo is not there")?;
    ensure!(ended.success(), "criterion did not end well");
    Ok(())
}

fn target() -> Result<PathBuf> {
    let named = std::env::var_os("BENCH_TARGET").context("BENCH_TARGET is not set")?;
    Ok(PathBuf::from(named))
}

/// What criterion found, microseconds.
fn took(name: &str) -> Result<Stat> {
    let file = target()?
        .join("criterion")
        .join(name)
        .join("new/estimates.json");
    let text = fs::read_to_string(&file)
        .with_context(|| format!("criterion left no {}", file.display()))?;
    let found: Json = serde_json::from_str(&text)?;
    let median = &found["median"];
    let micros = |value: &Json| Some(value.as_f64()? / 1e3);
    let interval = &median["confidence_interval"];
    let stat = || {
        Some(Stat {
            median: micros(&median["point_estimate"])?,
            p10: micros(&interval["lower_bound"])?,
            p90: micros(&interval["upper_bound"])?,
            count: 1,
        })
    };
    stat().with_context(|| format!("{} has no median", file.display()))
}

#[allow(clippy::cast_precision_loss)] // counts far below 2^53
fn row(name: &str, count: u64, accepted: Option<u64>, took: Stat) -> Row {
    let share = accepted.map(|accepted| count as f64 / accepted as f64);
    Row {
        what: name.to_owned(),
        figure: share.map_or_else(|| "new".to_owned(), times),
        target: share.map_or_else(String::new, |_| format!("≤ {MORE}×")),
        reached: share.map(|share| share <= MORE),
        values: vec![
            Value::new("instructions", "", Stat::one(count as f64)),
            Value::new("time", "µs", took),
        ],
        points: None,
    }
}

/// This very program again under callgrind, counting only inside of the work.
fn count(program: &Path, name: &str) -> Result<u64> {
    let said = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--collect-atstart=no",
            "--toggle-collect=*measured_once*",
            "--callgrind-out-file=/dev/null",
        ])
        .arg(program)
        .args(["count", name])
        .output()
        .context("valgrind is not installed")?;
    let text = String::from_utf8_lossy(&said.stderr).into_owned();
    ensure!(said.status.success(), "{text}");
    let line = text.lines().find(|line| line.contains("Collected :"));
    let number = line.and_then(|line| line.rsplit(' ').next()?.parse().ok());
    number
        .filter(|number| *number > 0)
        .with_context(|| format!("callgrind counted nothing: {text}"))
}

/// Does one piece of work, for callgrind.
///
/// # Errors
/// There is none of that name.
pub(crate) fn once(name: &str) -> Result<()> {
    work::named(name)?.measured_once();
    Ok(())
}

fn accepted() -> BTreeMap<String, u64> {
    let text = fs::read_to_string(bench().join("instructions.txt")).unwrap_or_default();
    let read = |line: &str| {
        let (count, name) = line.split_once(' ')?;
        Some((name.to_owned(), count.parse().ok()?))
    };
    text.lines().filter_map(read).collect()
}

fn keep(counted: &BTreeMap<String, u64>) -> Result<()> {
    let mut text = String::new();
    for (name, count) in counted {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{count} {name}");
    }
    Ok(fs::write(bench().join("instructions.txt"), text)?)
}
