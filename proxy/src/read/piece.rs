//! What one file holds: pieces, each an answer or a source of a snapshot, or why nothing.

use super::input::Input;
use originscope_apis::{
    NotRecognised, Origin, Recognised, SavedAnswer, SnapshotError, find, read_snapshot, recognise,
};
use originscope_core::snapshot::SavedSource;
use originscope_core::{
    Frame, Metric, Spec, TimeRange, Vantage, WindowId, WindowState, WindowView,
};
use serde::Serialize;

/// An answer, or a source of a snapshot.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) source: String,
    pub(super) vantage: Vantage,
    pub(super) metric: Metric,
    /// Lower case, sorted, each once.
    pub(super) domains: Vec<String>,
    pub(super) frame: Frame,
    /// What it answers; `None` where it holds no slot and does not say.
    pub(super) range: Option<TimeRange>,
    /// Length of a slot, seconds: the frame's, or what is due for the range.
    pub(super) grain: i64,
    pub(super) lag: i64,
    pub(super) out_of_reach: Option<TimeRange>,
    pub(super) windows: Vec<WindowView>,
    /// The moment by which it is judged by default.
    pub(super) now: Option<i64>,
    pub(super) fetched_at: Option<i64>,
    pub(super) request_ids: Vec<String>,
    pub(super) file: String,
}

/// Why a file cannot be read, as it is reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Refusal {
    /// The file, as it was named.
    pub(super) file: String,
    /// Stable name of the case.
    pub(super) reason: &'static str,
    /// What is wrong.
    pub(super) message: String,
    /// What to do, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) action: Option<String>,
}

impl Refusal {
    pub(super) fn new(file: &str, reason: &'static str, message: String) -> Self {
        Self {
            file: file.to_owned(),
            reason,
            message,
            action: None,
        }
    }

    /// Nothing that was read is of the source wished for.
    pub(super) fn none_of(source: &str) -> Self {
        let message = format!("None of the files is an answer of {source}.");
        Self::new("all files", "other_source", message)
    }

    fn of(file: &str, error: &NotRecognised) -> Self {
        let action = match error {
            NotRecognised::VendorError {
                entry: Some(entry), ..
            } => Some(entry.action.en),
            NotRecognised::HarWithoutAnswers {
                without_body: 1.., ..
            } => Some("Export the HAR once more, with content."),
            NotRecognised::Truncated { .. } => Some("Save the answer once more, whole."),
            _ => None,
        };
        Self {
            action: action.map(str::to_owned),
            ..Self::new(file, error.key(), error.to_string())
        }
    }

    fn snapshot(file: &str, error: &SnapshotError) -> Self {
        let reason = match error {
            SnapshotError::NewerVersion { .. } => "newer_snapshot",
            _ => "damaged",
        };
        Self::new(file, reason, error.to_string())
    }
}

/// The pieces of a file. `wanted` settles which source made an answer that several could have made.
pub(super) fn pieces(input: &Input, wanted: Option<&str>) -> Result<Vec<Piece>, Refusal> {
    let name = &input.name;
    let bytes = match &input.bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("The file cannot be opened: {error}.");
            return Err(Refusal::new(name, "not_opened", message));
        }
    };
    let found = recognise(bytes).map_err(|error| Refusal::of(name, &error))?;
    let mut pieces = Vec::new();
    for found in found {
        match found {
            Recognised::Answer(answer) => {
                let answer = settled(*answer, wanted, bytes)
                    .map_err(|(reason, message)| Refusal::new(name, reason, message))?;
                pieces.extend(find(answer.source).map(|api| of_answer(answer, api.spec(), name)));
            }
            Recognised::Snapshot { text, .. } => {
                let read = read_snapshot(text).map_err(|error| Refusal::snapshot(name, &error))?;
                for (index, source) in read.sources.iter().enumerate() {
                    pieces.extend(of_snapshot(source, index, read.made_at, name));
                }
            }
        }
    }
    if pieces.is_empty() {
        let message = "The file is a snapshot without any source.".to_owned();
        return Err(Refusal::new(name, "unknown", message));
    }
    Ok(pieces)
}

/// The answer as that of one source.
fn settled(
    answer: SavedAnswer,
    wanted: Option<&str>,
    bytes: &[u8],
) -> Result<SavedAnswer, (&'static str, String)> {
    if answer.candidates.len() < 2 {
        return Ok(answer);
    }
    let list = answer.candidates.join(" or ");
    let chosen = wanted.and_then(|wanted| answer.candidates.iter().find(|id| **id == wanted));
    let Some(&source) = chosen else {
        let message = format!("The file could be an answer of {list}: say which with --source.");
        return Err(("ambiguous", message));
    };
    if source == answer.source {
        return Ok(answer);
    }
    // The body of a HAR's entry is not at hand any more.
    let api = find(source).filter(|_| answer.origin == Origin::Saved);
    let decoded = api.and_then(|api| api.decode(bytes).ok());
    let Some(decoded) = decoded else {
        let message =
            format!("The file could be an answer of {list}, but cannot be read as {source} here.");
        return Err(("ambiguous", message));
    };
    Ok(SavedAnswer {
        source,
        decoded,
        ..answer
    })
}

fn of_answer(mut answer: SavedAnswer, spec: &'static Spec, file: &str) -> Piece {
    answer.drop_outliers();
    let (range, grain) = (answer.covers(), answer.grain());
    let frame = answer.decoded.frame;
    let lag = lag(spec, grain);
    let windows = range.zip(answer.fetched_at);
    let windows = windows.map(|(range, at)| window(spec.id, range, WindowState::Done, Some(at)));
    Piece {
        source: spec.id.to_owned(),
        vantage: spec.vantage,
        metric: spec.metric,
        domains: tidy(&answer.decoded.domains),
        frame,
        range,
        grain,
        lag,
        out_of_reach: None,
        windows: windows.into_iter().collect(),
        // What was fetched before its end was published is judged as it was then.
        now: range.map(|range| {
            let published = range.end.saturating_add(lag);
            answer.fetched_at.map_or(published, |at| at.min(published))
        }),
        fetched_at: answer.fetched_at,
        request_ids: answer.decoded.request_id.into_iter().collect(),
        file: file.to_owned(),
    }
}

fn of_snapshot(saved: &SavedSource, index: usize, made_at: i64, file: &str) -> Option<Piece> {
    // The reader of the JSON has checked that it opens.
    let opened = saved.open(index).ok()?;
    let frame = opened.frame.unwrap_or_else(|| Frame::empty(saved.metric));
    Some(Piece {
        source: saved.id.clone(),
        vantage: saved.vantage,
        metric: saved.metric,
        domains: tidy(&saved.domains),
        grain: if frame.is_empty() {
            opened.plan.grain
        } else {
            frame.grain
        },
        frame,
        range: Some(opened.plan.range),
        lag: opened.plan.lag,
        out_of_reach: opened.plan.out_of_reach,
        windows: opened.windows,
        now: Some(made_at),
        fetched_at: saved
            .provenance
            .iter()
            .filter_map(|from| from.fetched_at)
            .max(),
        request_ids: saved
            .provenance
            .iter()
            .filter_map(|from| from.request_id.clone())
            .collect(),
        file: file.to_owned(),
    })
}

/// A window as the loader would show it.
pub(super) fn window(
    source: &str,
    range: TimeRange,
    state: WindowState,
    fetched_at: Option<i64>,
) -> WindowView {
    WindowView {
        id: WindowId {
            source_index: 0,
            window_index: 0,
        },
        source: source.to_owned(),
        range,
        closed: false,
        state,
        tries: 1,
        fetched_at,
        from_cache: false,
    }
}

/// How late slots of this length come: by the tier of the grain, else of the next coarser one.
fn lag(spec: &Spec, grain: i64) -> i64 {
    let tiers = spec.limits.current;
    let fits = tiers.iter().find(|tier| tier.grain >= grain);
    fits.or(tiers.last()).map_or(0, |tier| tier.lag)
}

fn tidy(domains: &[String]) -> Vec<String> {
    let mut domains: Vec<String> = domains.iter().map(|name| name.to_lowercase()).collect();
    domains.sort();
    domains.dedup();
    domains
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn sample() -> Vec<u8> {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../crates/apis/fixtures/cdn-origin-traffic-rt/sample.json"
        );
        std::fs::read(file).unwrap()
    }

    /// No two sources share their marks today; a sixth one may.
    fn ambiguous(origin: Origin) -> SavedAnswer {
        let bytes = sample();
        let Some(Recognised::Answer(answer)) = recognise(&bytes).unwrap().pop() else {
            panic!("the sample is an answer")
        };
        SavedAnswer {
            source: "cdn-origin-traffic",
            candidates: vec!["cdn-origin-traffic", "cdn-origin-traffic-rt"],
            origin,
            ..*answer
        }
    }

    #[test]
    fn what_two_sources_could_have_made_needs_a_word() {
        let (reason, message) = settled(ambiguous(Origin::Saved), None, b"").unwrap_err();
        assert_eq!(reason, "ambiguous");
        assert_eq!(
            message,
            "The file could be an answer of cdn-origin-traffic or cdn-origin-traffic-rt: say which with --source."
        );
        let other = settled(ambiguous(Origin::Saved), Some("live-codes"), b"");
        assert_eq!(other.unwrap_err().0, "ambiguous");
        let first = settled(ambiguous(Origin::Saved), Some("cdn-origin-traffic"), b"").unwrap();
        assert_eq!(first.source, "cdn-origin-traffic");
        let second = settled(
            ambiguous(Origin::Saved),
            Some("cdn-origin-traffic-rt"),
            &sample(),
        );
        let second = second.unwrap();
        assert_eq!(
            (second.source, second.decoded.frame.len()),
            ("cdn-origin-traffic-rt", 2)
        );
        let entry = Origin::HarEntry {
            index: 0,
            entries: 1,
        };
        assert!(settled(ambiguous(entry), Some("cdn-origin-traffic-rt"), &sample()).is_err());
    }
}
