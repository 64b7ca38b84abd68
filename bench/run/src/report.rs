//! bench/RESULTS.md out of what was measured.

use crate::parts::ALL;
use crate::places::bench;
use crate::results::{Measured, Row, Section, Value, short};
use anyhow::Result;
use std::fmt::Write;
use std::fs;

/// Writes the report.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn write(all: &[Measured]) -> Result<()> {
    let mut text = String::from(HEAD);
    text.push_str(&summary(all));
    for measured in all {
        let title = ALL.iter().find(|part| part.name == measured.part);
        let title = title.map_or(measured.part.as_str(), |part| part.title);
        let Measured {
            when,
            machine,
            versions,
            commit,
            ..
        } = measured;
        // Writing into a String cannot fail.
        let _ = write!(
            text,
            "\n## {title}\n\n`cargo xtask bench {}`, {when}, commit {commit}.\n{machine}; {versions}.\n",
            measured.part
        );
        if measured.part == "draw" {
            text.push_str(PICTURES);
        }
        for section in &measured.sections {
            text.push_str(&table(section));
        }
    }
    fs::write(bench().join("RESULTS.md"), text)?;
    Ok(())
}

const HEAD: &str = "# Results\n\n\
Written by `cargo xtask bench`; do not edit. What is measured and how: [README.md](README.md). The figure of a row is a ratio where a\n\
peer stands beside it: how many times as fast (or as cheap) ours is in the same run. Then medians and, in brackets, the tenth and the\n\
ninetieth percentile. A row that misses its target says MISS. Parts that were not run last stand as they were measured, with their date.\n";

const PICTURES: &str = "\n![Cost of a line against its points](plots/line.svg)\n\n![Cost of a stack against its points](plots/stack.svg)\n";

/// How many targets were reached, part by part.
fn summary(all: &[Measured]) -> String {
    let mut text = String::from("\n| part | targets reached | missed |\n|---|---|---|\n");
    for measured in all {
        let count = |reached: bool| {
            let rows = rows(measured);
            rows.filter(|row| row.reached == Some(reached)).count()
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            measured.part,
            count(true),
            count(false)
        );
    }
    text
}

fn rows(measured: &Measured) -> impl Iterator<Item = &Row> {
    measured.sections.iter().flat_map(|section| &section.rows)
}

fn table(section: &Section) -> String {
    let mut text = format!("\n### {}\n\n{}\n\n", section.title, section.about);
    text.push_str("| what | figure | target | | medians [p10–p90] |\n|---|---|---|---|---|\n");
    for row in &section.rows {
        let values: Vec<String> = row.values.iter().map(value).collect();
        let _ = writeln!(
            text,
            "| {} | **{}** | {} | {} | {} |",
            row.what,
            row.figure,
            row.target,
            verdict(row),
            values.join("; ")
        );
    }
    text
}

const fn verdict(row: &Row) -> &'static str {
    match row.reached {
        Some(true) => "reached",
        Some(false) => "MISS",
        None => "",
    }
}

fn value(value: &Value) -> String {
    let Value { who, unit, stat } = value;
    if stat.count == 1 {
        return format!("{who} {} {unit}", short(stat.median));
    }
    format!(
        "{who} {} [{}–{}] {unit}",
        short(stat.median),
        short(stat.p10),
        short(stat.p90)
    )
}

/// The rows that miss their target, a line each, and how many there are.
pub(crate) fn misses(all: &[Measured]) -> String {
    let mut text = String::new();
    let (mut missed, mut reached) = (0, 0);
    for measured in all {
        for section in &measured.sections {
            for row in &section.rows {
                match row.reached {
                    Some(true) => reached += 1,
                    Some(false) => {
                        missed += 1;
                        let _ = writeln!(
                            text,
                            "MISS {}: {}, {}: {} ({})",
                            measured.part, section.title, row.what, row.figure, row.target
                        );
                    }
                    None => {}
                }
            }
        }
    }
    let _ = write!(
        text,
        "{reached} targets reached, {missed} missed; see bench/RESULTS.md."
    );
    text
}
