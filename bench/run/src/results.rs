//! What was measured, kept beside the report so that a part that is not run again stays in it.

use crate::machine;
use crate::places::bench;
use crate::stats::Stat;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;

/// One part, measured once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Measured {
    pub(crate) part: String,
    /// When, where and what: for people.
    pub(crate) when: String,
    pub(crate) machine: String,
    pub(crate) versions: String,
    pub(crate) commit: String,
    pub(crate) sections: Vec<Section>,
}

/// A table of the report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// What stands under the title.
    pub(crate) about: String,
    pub(crate) rows: Vec<Row>,
}

/// A line of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) what: String,
    /// What counts, as `3.4×` or `41 MB`.
    pub(crate) figure: String,
    /// What it should be; empty where nothing was promised.
    pub(crate) target: String,
    pub(crate) reached: Option<bool>,
    pub(crate) values: Vec<Value>,
    /// How many points or slots it is about, for plots.
    pub(crate) points: Option<u64>,
}

/// One of the things compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Value {
    pub(crate) who: String,
    pub(crate) unit: String,
    pub(crate) stat: Stat,
}

impl Value {
    pub(crate) fn ms(who: &str, stat: Stat) -> Self {
        Self::new(who, "ms", stat)
    }

    pub(crate) fn new(who: &str, unit: &str, stat: Stat) -> Self {
        Self {
            who: who.to_owned(),
            unit: unit.to_owned(),
            stat,
        }
    }
}

impl Row {
    /// How many times as fast as the peer (the second value) the first one is, and how many times it should be.
    pub(crate) fn faster(what: &str, least: Option<f64>, ours: Value, peer: Value) -> Self {
        let ratio = peer.stat.median / ours.stat.median;
        Self {
            what: what.to_owned(),
            figure: times(ratio),
            target: least.map_or_else(String::new, |least| format!("≥ {least}×")),
            reached: least.map(|least| ratio >= least),
            values: vec![ours, peer],
            points: None,
        }
    }

    /// A figure of its own that should be at most so much.
    pub(crate) fn at_most(what: &str, most: Option<f64>, value: Value) -> Self {
        let (median, unit) = (value.stat.median, value.unit.clone());
        Self {
            what: what.to_owned(),
            figure: format!("{} {unit}", short(median)),
            target: most.map_or_else(String::new, |most| format!("≤ {most} {unit}")),
            reached: most.map(|most| median <= most),
            values: vec![value],
            points: None,
        }
    }

    /// The same row, about so many points.
    pub(crate) fn of_points(self, points: u64) -> Self {
        Self {
            points: Some(points),
            ..self
        }
    }
}

/// A ratio, in words of the report.
pub(crate) fn times(ratio: f64) -> String {
    format!("{}×", short(ratio))
}

/// Three digits that matter.
pub(crate) fn short(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

impl Measured {
    /// With the machine and the moment of this run.
    pub(crate) fn now(part: &str, sections: Vec<Section>) -> Self {
        Self {
            part: part.to_owned(),
            when: machine::moment(),
            machine: machine::machine(),
            versions: machine::versions(),
            commit: machine::commit(),
            sections,
        }
    }

    /// Keeps it in place of the last run's.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn save(&self) -> Result<()> {
        let file = file(&self.part);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_string_pretty(self)?;
        fs::write(&file, text + "\n").with_context(|| file.display().to_string())
    }
}

/// What is kept of these parts.
///
/// # Errors
/// A file is there and cannot be read.
pub(crate) fn load(parts: impl Iterator<Item = &'static str>) -> Result<Vec<Measured>> {
    let mut found = Vec::new();
    for part in parts {
        let Ok(text) = fs::read_to_string(file(part)) else {
            continue;
        };
        found.push(serde_json::from_str(&text).with_context(|| format!("{part}.json"))?);
    }
    Ok(found)
}

fn file(part: &str) -> PathBuf {
    bench().join("results").join(format!("{part}.json"))
}
