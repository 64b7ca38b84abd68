//! A step of a verb: its name, its time, what it counted.

use crate::process::tee;
use crate::tally::Tally;
use anyhow::{Result, bail};
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs one step and prints its name before and its time after.
///
/// # Errors
/// Those of the step.
pub(crate) fn timed(name: &str, step: impl FnOnce() -> Result<Tally>) -> Result<Tally> {
    println!("\n== {name}");
    let start = Instant::now();
    let done = step();
    let took = seconds(start.elapsed());
    match &done {
        Ok(tally) if tally.is_empty() => println!("== {name}: done in {took}"),
        Ok(tally) => println!("== {name}: {tally} in {took}"),
        Err(error) => println!("== {name}: FAILED after {took}: {error:#}"),
    }
    done
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// Runs a test runner and reads its counts; a failure that it did not count counts as one.
///
/// # Errors
/// The runner could not be started, or it ran no test.
pub(crate) fn counted(command: &mut Command) -> Result<Tally> {
    let (said, succeeded) = tee(command)?;
    let mut tally = Tally::read(&said);
    if !succeeded && tally.failed == 0 {
        tally.failed = 1;
    }
    if tally.is_empty() {
        bail!("no test ran");
    }
    Ok(tally)
}
