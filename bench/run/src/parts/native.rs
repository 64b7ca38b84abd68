//! Instructions under callgrind, which do not depend on what else the machine does, and times.

use crate::places::bench;
use crate::results::{Row, Section, Value, times};
use crate::stats::Stat;
use crate::work;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;
use std::time::Instant;

/// More instructions than were accepted last, by this factor, is a miss.
const MORE: f64 = 1.03;
const ROUNDS: usize = 31;

/// Counts and times of all the work.
///
/// # Errors
/// valgrind is missing or said nothing.
pub(crate) fn measure() -> Result<Vec<Section>> {
    let accepted = accepted();
    let mut counted = BTreeMap::new();
    let mut rows = Vec::new();
    for name in work::NAMES {
        let work = work::named(name)?;
        let took: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                work.measured_once();
                start.elapsed().as_secs_f64() * 1e6
            })
            .collect();
        let took = Stat::of(&took).context("nothing was timed")?;
        let count = count(name)?;
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
change of ours. Times are of the same release build.".to_owned(),
        rows,
    }])
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
fn count(name: &str) -> Result<u64> {
    let said = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--collect-atstart=no",
            "--toggle-collect=*measured_once*",
            "--callgrind-out-file=/dev/null",
        ])
        .arg(std::env::current_exe()?)
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
