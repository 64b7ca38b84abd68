//! On what and with what was measured.

use crate::places::{bench, named};
use std::fs;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, UTC.
pub(crate) fn moment() -> String {
    originscope_core::iso_minutes(seconds_now())
}

/// Now, UTC seconds.
pub(crate) fn seconds_now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    i64::try_from(now.map_or(0, |now| now.as_secs())).unwrap_or(0)
}

/// Processor, cores and memory.
pub(crate) fn machine() -> String {
    let model =
        first_field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".into());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = first_field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<u64>().ok())
        .map_or(0, |kib| kib / 1024 / 1024);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    format!("{model}, {cores} cores, {memory} GB, load {load} at the end")
}

fn first_field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Compiler, browser and peers.
pub(crate) fn versions() -> String {
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        let both = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&both).trim().to_owned();
        Some(text.lines().next()?.to_owned())
    };
    let chromium =
        named("CHROMIUM").map_or_else(|_| "chromium".into(), |path| path.display().to_string());
    let package = |name: &str| {
        let file = named("BENCH_NPM").ok()?.join(name).join("package.json");
        let manifest: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
        Some(format!("{name} {}", manifest["version"].as_str()?))
    };
    let found = [
        said("rustc", &["--version"])
            .map(|line| line.split(" (").next().unwrap_or_default().to_owned()),
        said(&chromium, &["--version"])
            .map(|line| line.split(" built").next().unwrap_or_default().to_owned()),
        package("uplot"),
        package("echarts"),
        said("/usr/sbin/nginx", &["-v"]).map(|line| line.replace("nginx version: ", "")),
        Some(format!(
            "the program built with {}",
            std::env::var("BENCH_PROFILE").unwrap_or_default()
        )),
    ];
    found.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The commit, and whether anything was changed since.
pub(crate) fn commit() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .current_dir(bench())
            .args(arguments)
            .output()
            .ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let head = git(&["rev-parse", "--short", "HEAD"]).unwrap_or_default();
    // The report and what it is made of change with every run.
    let changed = git(&[
        "status",
        "--porcelain",
        "--untracked-files=no",
        "--",
        ":/",
        ":!/bench",
    ]);
    match changed.as_deref() {
        Some("") => head,
        _ => format!("{head} with changes"),
    }
}
