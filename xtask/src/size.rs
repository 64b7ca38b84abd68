//! What the built page weighs on the wire, file by file, against what it should.

use crate::page::dist;
use crate::process::{command, find};
use crate::tally::Tally;
use anyhow::{Context, Result, bail, ensure};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What all files together should take, brotli: the target of the project. More is printed as a miss and fails nothing.
const BUDGET: u64 = 150_000;
/// What all files together may take, brotli: more fails. It was 3 % above the page of the day when it was set, and is only
/// ever lowered.
const CEILING: u64 = 690_000;

/// One file of the built page, in bytes; a form that nobody sends is as large as the file.
struct File {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the sizes of the page in `dist/`; its total counts as a test.
///
/// # Errors
/// There is no built page, or it cannot be compressed.
pub(crate) fn report() -> Result<Tally> {
    let files = files()?;
    println!("{}", table(&files));
    let total: u64 = files.iter().map(|file| file.brotli).sum();
    println!("{}", against_budget(total));
    let is_below = total <= CEILING;
    if !is_below {
        println!(
            "{} bytes are over the ceiling of {} in xtask/src/size.rs: the page may shrink and not grow.",
            grouped(total),
            grouped(CEILING)
        );
    }
    Ok(Tally {
        passed: u64::from(is_below),
        failed: u64::from(!is_below),
        skipped: 0,
    })
}

/// The files of the page, largest first; twins are forms of a file and not files.
fn files() -> Result<Vec<File>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dist()).context("there is no built page: run `cargo xtask page`")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".br") || name.ends_with(".gz") || !path.is_file() {
            continue;
        }
        let raw = fs::metadata(&path)?.len();
        found.push(File {
            raw,
            gzip: form(&path, "gz", "gzip", &["-9", "-n", "-c"])?,
            brotli: form(&path, "br", "brotli", &["--best", "-c"])?,
            name: name.into_owned(),
        });
    }
    ensure!(
        found.iter().any(|file| file.name.ends_with(".wasm")),
        "dist/ holds no program"
    );
    found.sort_by_key(|file| std::cmp::Reverse(file.brotli));
    Ok(found)
}

/// The size of a form: of its twin, or of what the tool makes of the file.
fn form(path: &Path, ending: &str, tool: &str, arguments: &[&str]) -> Result<u64> {
    let mut twin = path.as_os_str().to_owned();
    twin.push(format!(".{ending}"));
    if let Ok(twin) = fs::metadata(&twin) {
        return Ok(twin.len());
    }
    if find(tool).is_none() {
        bail!("{tool} is not installed, and without it nobody knows what the page weighs");
    }
    let made = command(tool).args(arguments).arg(path).output()?;
    ensure!(
        made.status.success(),
        "{tool} could not compress {}",
        path.display()
    );
    Ok(made.stdout.len().try_into()?)
}

fn table(files: &[File]) -> String {
    let mut table = format!("  {:>9} {:>9} {:>9}\n", "raw", "gzip", "brotli");
    let sum = |of: fn(&File) -> u64| files.iter().map(of).sum();
    let total = File {
        name: "total".to_owned(),
        raw: sum(|file| file.raw),
        gzip: sum(|file| file.gzip),
        brotli: sum(|file| file.brotli),
    };
    for file in files.iter().chain([&total]) {
        let [raw, gzip, brotli] = [file.raw, file.gzip, file.brotli].map(grouped);
        // Writing into a String cannot fail.
        let _ = writeln!(table, "  {raw:>9} {gzip:>9} {brotli:>9}  {}", file.name);
    }
    table
}

fn against_budget(total: u64) -> String {
    let (total_text, budget) = (grouped(total), grouped(BUDGET));
    if total <= BUDGET {
        format!("{total_text} bytes of {budget}: within the budget.")
    } else {
        #[expect(
            clippy::cast_precision_loss,
            reason = "sizes of files, shown to one decimal"
        )]
        let times = total as f64 / BUDGET as f64;
        format!("MISS: {total_text} bytes, {times:.1} times the budget of {budget} (brotli).")
    }
}

/// Digits in threes.
fn grouped(bytes: u64) -> String {
    let digits = bytes.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, File, against_budget, grouped, table};

    #[test]
    fn a_page_over_its_budget_is_said_to_miss_it() {
        assert!(against_budget(BUDGET + 1).starts_with("MISS: 150,001 bytes"));
        assert!(against_budget(BUDGET).ends_with("within the budget."));
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(12), "12");
    }

    #[test]
    fn the_total_is_the_sum_of_each_form() {
        let file = |raw| File {
            name: "a".to_owned(),
            raw,
            gzip: raw / 2,
            brotli: raw / 4,
        };
        let table = table(&[file(4_000), file(400)]);
        let total: Vec<&str> = table
            .lines()
            .last()
            .map(|line| line.split_whitespace().collect())
            .unwrap_or_default();
        assert_eq!(total, ["4,400", "2,200", "1,100", "total"]);
    }
}
