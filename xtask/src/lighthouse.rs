//! Lighthouse on the built page, as the proxy serves it, on a desk and on a phone.

use crate::npm::LIGHTHOUSE;
use crate::process::{command, find, run, target_dir};
use crate::proxy::{self, Profile, Running};
use crate::steps::timed;
use crate::tally::Tally;
use crate::{page, system};
use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A category of Lighthouse and the score that the page wants in it, of 100.
struct Wanted {
    category: &'static str,
    least: u32,
    /// Whether less is a failure.
    is_promised: bool,
}

/// Performance is measured and printed beside what it should be, and fails nothing: its score is made of times, and times
/// depend on the machine and on what else it does. No test here asserts a time.
const WANTED: [Wanted; 3] = [
    Wanted {
        category: "accessibility",
        least: 100,
        is_promised: true,
    },
    Wanted {
        category: "best-practices",
        least: 100,
        is_promised: true,
    },
    Wanted {
        category: "performance",
        least: 95,
        is_promised: false,
    },
];

/// A device that Lighthouse pretends to be, with the network and the processor that it reckons for it.
struct Device {
    name: &'static str,
    arguments: &'static [&'static str],
}

const DEVICES: [Device; 2] = [
    Device {
        name: "desktop (10 Mbit/s, 40 ms)",
        arguments: &["--preset=desktop"],
    },
    Device {
        name: "phone (1.6 Mbit/s, 150 ms, processor slowed four times)",
        arguments: &[],
    },
];

/// A machine that does other work as well measures too little now and then, never too much: the best of so many counts.
const RUNS: usize = 3;

/// Builds what is stale and measures it as it ships: a proxy with debug assertions takes the browser's processor away.
///
/// # Errors
/// A build failed, something is missing, or a promised score is too low.
pub(crate) fn verb() -> Result<Tally> {
    timed("page", || page::build(false))?;
    let tally = timed("lighthouse", || measure(Profile::Release))?;
    if tally.failed > 0 {
        bail!("{} of the scores are too low", tally.failed);
    }
    Ok(tally)
}

/// Measures the page in `dist/`, served by a proxy of this profile; a promised score counts as a test.
///
/// # Errors
/// Node, Lighthouse or the browser is missing, or a run did not end well.
pub(crate) fn measure(profile: Profile) -> Result<Tally> {
    let browser = system::browser()?;
    if find("node").is_none() {
        bail!("Lighthouse runs on Node, which is not installed");
    }
    let program = LIGHTHOUSE.install()?.join("cli/index.js");
    let binary = proxy::build(profile)?;
    let dist = page::dist();
    let served = ["--demo", "--dist", &dist.to_string_lossy()];
    let mut tally = Tally::default();
    for device in &DEVICES {
        let proxy = Running::start(&binary, "serve", &served)?;
        let address = format!("http://127.0.0.1:{}/", proxy.port);
        let look = || report(&program, &browser.chromium, &address, device);
        tally += judged(device, look)?;
    }
    Ok(tally)
}

/// Looks until every score was reached or it was looked often enough, and prints the best of each.
fn judged(device: &Device, look: impl Fn() -> Result<Value>) -> Result<Tally> {
    let mut best = [0; WANTED.len()];
    let mut last = Err(anyhow!("Lighthouse was never run"));
    for _ in 0..RUNS {
        let looked = look().and_then(|report| Ok((scores(&report)?, report)));
        let found = match looked {
            Ok((found, report)) => {
                last = Ok(report);
                found
            }
            // Lighthouse misses a page's start now and then: a run without a report says nothing of the page.
            Err(error) => {
                println!("  {}: no report: {error:#}", device.name);
                last = last.or(Err(error));
                continue;
            }
        };
        for (found, best) in found.iter().zip(&mut best) {
            *best = *found.max(best);
        }
        if WANTED
            .iter()
            .zip(&best)
            .all(|(wanted, best)| *best >= wanted.least)
        {
            break;
        }
    }
    let last = last?;
    let mut tally = Tally::default();
    println!("  {}", device.name);
    for (wanted, best) in WANTED.iter().zip(best) {
        let Wanted {
            category, least, ..
        } = wanted;
        let is_reached = best >= *least;
        let word = if is_reached { "reached" } else { "MISSED" };
        println!("    {category}: {best} of {least}, {word}");
        if wanted.is_promised {
            tally.passed += u64::from(is_reached);
            tally.failed += u64::from(!is_reached);
        }
        let short = if is_reached {
            Vec::new()
        } else {
            shortcomings(&last, category)
        };
        for line in short {
            println!("      {line}");
        }
    }
    println!("    {}", timings(&last));
    Ok(tally)
}

/// What a report says of each category that is wanted.
fn scores(report: &Value) -> Result<Vec<u32>> {
    let scores = WANTED.iter().map(|wanted| score(report, wanted.category));
    scores.collect()
}

/// One run.
fn report(program: &Path, chromium: &Path, address: &str, device: &Device) -> Result<Value> {
    let file = target_dir().join("lighthouse.json");
    let mut lighthouse = command("node");
    lighthouse.arg(program).arg(address).args(device.arguments);
    lighthouse.args([
        "--quiet",
        "--no-enable-error-reporting",
        "--only-categories=performance,accessibility,best-practices",
        "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu --disable-background-networking",
        "--output=json",
    ]);
    lighthouse
        .arg(format!("--output-path={}", file.display()))
        .env("CHROME_PATH", chromium);
    run(&mut lighthouse)?;
    let text = fs::read_to_string(&file).context("Lighthouse left no report")?;
    serde_json::from_str(&text).context("the report cannot be read")
}

/// The score of a category, of 100.
fn score(report: &Value, category: &str) -> Result<u32> {
    let score = report["categories"][category]["score"]
        .as_f64()
        .with_context(|| {
            format!(
                "Lighthouse gave no score for {category}: {}",
                report["runtimeError"]
            )
        })?;
    // A score is between 0 and 1.
    Ok((score * 100.0).round() as u32)
}

/// The audits of a category that cost it points.
fn shortcomings(report: &Value, category: &str) -> Vec<String> {
    let audits = report["categories"][category]["auditRefs"].as_array();
    let counted = audits
        .into_iter()
        .flatten()
        .filter(|audit| audit["weight"].as_f64().is_some_and(|weight| weight > 0.0));
    counted
        .filter_map(|audit| {
            let about = &report["audits"][audit["id"].as_str()?];
            let is_short = about["score"].as_f64().is_some_and(|score| score < 0.9);
            let said = about["displayValue"].as_str().unwrap_or_default();
            is_short.then(|| format!("{} {said}", about["title"].as_str().unwrap_or_default()))
        })
        .collect()
}

/// When the page was seen, whole and quiet, and how heavy it is, in Lighthouse's own words.
fn timings(report: &Value) -> String {
    const WHAT: [&str; 6] = [
        "first-contentful-paint",
        "largest-contentful-paint",
        "speed-index",
        "total-blocking-time",
        "cumulative-layout-shift",
        "total-byte-weight",
    ];
    let said = WHAT.iter().filter_map(|audit| {
        let said = report["audits"][*audit]["displayValue"].as_str()?;
        Some(format!("{audit} {said}"))
    });
    said.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{DEVICES, judged, score, shortcomings};
    use anyhow::anyhow;
    use serde_json::{Value, json};
    use std::cell::Cell;

    #[test]
    fn scores_and_what_cost_them_are_read_from_the_report() {
        let report = json!({
            "categories": { "performance": { "score": 0.94, "auditRefs": [
                { "id": "speed-index", "weight": 10 }, { "id": "interactive", "weight": 30 }, { "id": "screenshots", "weight": 0 },
            ] } },
            "audits": {
                "speed-index": { "title": "Speed Index", "score": 0.5, "displayValue": "4.1 s" },
                "interactive": { "title": "Time to Interactive", "score": 1 },
                "screenshots": { "title": "Screenshots", "score": 0 },
            },
        });
        assert_eq!(score(&report, "performance").ok(), Some(94));
        assert_eq!(shortcomings(&report, "performance"), ["Speed Index 4.1 s"]);
        assert!(score(&report, "seo").is_err());
    }
    fn report(accessibility: f64, performance: f64) -> Value {
        json!({ "categories": {
            "accessibility": { "score": accessibility },
            "best-practices": { "score": 1 },
            "performance": { "score": performance },
        } })
    }

    #[test]
    fn slowness_fails_nothing_and_a_barrier_does() {
        let counts = |accessibility, performance| {
            let tally = judged(&DEVICES[0], || Ok(report(accessibility, performance)));
            tally.ok().map(|tally| (tally.passed, tally.failed))
        };
        assert_eq!(counts(1.0, 0.2), Some((2, 0)));
        assert_eq!(counts(0.99, 1.0), Some((1, 1)));
    }

    #[test]
    fn a_run_without_a_report_is_made_again_and_three_of_them_fail() {
        let runs = Cell::new(0);
        let tally = judged(&DEVICES[0], || {
            runs.set(runs.get() + 1);
            match runs.get() {
                1 => Err(anyhow!("NO_NAVSTART")),
                2 => Ok(json!({ "runtimeError": { "code": "NO_NAVSTART" } })),
                _ => Ok(report(1.0, 1.0)),
            }
        });
        assert_eq!(tally.ok().map(|tally| tally.passed), Some(2));
        assert_eq!(runs.get(), 3);
        assert!(judged(&DEVICES[0], || Err(anyhow!("NO_NAVSTART"))).is_err());
    }
}
