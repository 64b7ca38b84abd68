//! Snapshots as JSON text. The types are core's; here is the JSON.

use crate::recognise::SNAPSHOT_VERSION;
use originscope_core::snapshot::{Snapshot, Unsound};
use serde::Deserialize;
use std::fmt;

/// Why a text is no snapshot that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// It lacks the member that marks a snapshot, or its value is no version.
    NotASnapshot,
    /// A newer program wrote it.
    NewerVersion {
        /// Its version.
        version: u64,
    },
    /// It is not JSON, or a field is missing or of the wrong type.
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A source in it cannot be.
    Unsound {
        /// Its place among the sources, from 1.
        place: usize,
        /// What is wrong with it.
        what: Unsound,
    },
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASnapshot => f.write_str("The file is not a snapshot."),
            Self::NewerVersion { version } => write!(
                f,
                "The file is a snapshot of version {version}; this program reads up to version {SNAPSHOT_VERSION}: use a newer one."
            ),
            Self::Unreadable { line, column } => write!(
                f,
                "The snapshot cannot be read at line {line}, column {column}."
            ),
            Self::Unsound { place, what } => {
                write!(f, "Source {place} of the snapshot cannot be shown: {what}.")
            }
        }
    }
}

impl std::error::Error for SnapshotError {}

/// The member that says what the file is; everything else is passed over.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    originscope_snapshot: Option<serde_json::Value>,
}

/// Reads a snapshot and checks that every source in it opens.
///
/// # Errors
/// See [`SnapshotError`].
pub fn read_snapshot(text: &str) -> Result<Snapshot, SnapshotError> {
    let head: Head = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    let number = head
        .originscope_snapshot
        .as_ref()
        .and_then(serde_json::Value::as_f64);
    let version = number.filter(|version| *version >= 1.0 && version.fract() == 0.0);
    let Some(version) = version else {
        return Err(SnapshotError::NotASnapshot);
    };
    #[allow(clippy::cast_precision_loss)] // a small number
    if version > SNAPSHOT_VERSION as f64 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked; it saturates
        let version = version as u64;
        return Err(SnapshotError::NewerVersion { version });
    }
    let snapshot: Snapshot = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    for (index, source) in snapshot.sources.iter().enumerate() {
        if let Err(what) = source.open(index) {
            let place = index.saturating_add(1);
            return Err(SnapshotError::Unsound { place, what });
        }
    }
    Ok(snapshot)
}

/// Writes a snapshot, on one line.
#[must_use]
pub fn write_snapshot(snapshot: &Snapshot) -> String {
    // The types have no map and no writer that could fail.
    serde_json::to_string(snapshot).unwrap_or_default()
}

fn unreadable(error: &serde_json::Error) -> SnapshotError {
    SnapshotError::Unreadable {
        line: error.line().max(1),
        column: error.column().max(1),
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )]
    use super::*;
    use crate::{Recognised, SNAPSHOT_KEY, recognise, registry};
    use originscope_core::snapshot::{Saving, VERSION};
    use originscope_core::{Plan, Query, Timeline, Wish, plan};
    use std::{fs, path::Path};

    /// The saved answer of each source with the plan that fits it.
    fn samples() -> Vec<(Plan, originscope_core::Frame)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let samples = registry().iter().map(|api| {
            let spec = api.spec();
            let body = fs::read(folder.join(spec.id).join("sample.json")).unwrap();
            let frame = api.decode(&body).unwrap().frame;
            let range = frame.range().unwrap();
            let wish = Wish {
                range,
                grain: Some(frame.grain),
                domains: vec!["a.com".to_owned()],
                isp: None,
                region: None,
                now: range.end + 86_400,
            };
            (plan(spec, &wish).unwrap(), frame)
        });
        samples.collect()
    }

    fn snapshot() -> Snapshot {
        let samples = samples();
        let domains = ["a.com".to_owned()];
        let sources: Vec<_> = samples
            .iter()
            .map(|(plan, frame)| Saving {
                vantage: crate::find(&plan.source).unwrap().spec().vantage,
                domains: &domains,
                plan,
                windows: &[],
                frame: Some(frame),
                unit: None,
                provenance: &[],
            })
            .collect();
        Snapshot::new(1_591_254_420, "0.1.0", &Query::default(), &sources)
    }

    #[test]
    fn every_sample_survives_to_the_last_bit() {
        let written = write_snapshot(&snapshot());
        let found = recognise(written.as_bytes()).unwrap();
        let [Recognised::Snapshot { version: 1, text }] = found.as_slice() else {
            panic!("{found:?}")
        };
        let read = read_snapshot(text).unwrap();
        assert_eq!(read, snapshot());
        for (index, (plan, frame)) in samples().iter().enumerate() {
            let opened = read.sources[index].open(index).unwrap();
            assert_eq!(opened.frame.as_ref(), Some(frame));
            for now in [frame.range().unwrap().end, 1_600_000_000] {
                let before = Timeline::build(plan, Some(frame), &[], now);
                // NaN differs from itself; its text does not.
                assert_eq!(format!("{:?}", opened.timeline(now)), format!("{before:?}"));
            }
        }
    }

    #[test]
    fn both_crates_mean_the_same_version_and_mark() {
        assert_eq!(VERSION, SNAPSHOT_VERSION);
        let json: serde_json::Value = serde_json::from_str(&write_snapshot(&snapshot())).unwrap();
        assert_eq!(json[SNAPSHOT_KEY], VERSION);
    }

    #[test]
    fn what_is_no_snapshot_is_told() {
        let error = |text: &str| read_snapshot(text).unwrap_err();
        assert_eq!(error("{}"), SnapshotError::NotASnapshot);
        assert_eq!(
            error("{\"originscope_snapshot\":\"1\"}"),
            SnapshotError::NotASnapshot
        );
        let newer = error("{\"originscope_snapshot\":2,\"sources\":{\"new\":\"shape\"}}");
        assert_eq!(newer, SnapshotError::NewerVersion { version: 2 });
        assert!(newer.to_string().contains("version 2") && newer.to_string().contains("newer"));
        assert_eq!(
            error("{\n\"a\":"),
            SnapshotError::Unreadable { line: 2, column: 4 }
        );
        assert!(matches!(
            error("{\"originscope_snapshot\":1}"),
            SnapshotError::Unreadable { line: 1, .. }
        ));
        let huge = write_snapshot(&snapshot()).replacen("\"grain\":", "\"grain\":1e400,\"g\":", 1);
        assert!(matches!(error(&huge), SnapshotError::Unreadable { .. }));
        let odd = write_snapshot(&snapshot()).replacen("\"lag\":", "\"lag\":-5,\"l\":", 1);
        assert_eq!(
            error(&odd),
            SnapshotError::Unsound {
                place: 1,
                what: Unsound::Plan
            }
        );
        let deep = format!("{{\"originscope_snapshot\":1,\"x\":{}", "[".repeat(100_000));
        assert!(matches!(error(&deep), SnapshotError::Unreadable { .. }));
    }
}
