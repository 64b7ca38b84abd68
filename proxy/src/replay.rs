//! Saved answers instead of a vendor: a folder with one folder per source, as the crate `apis` keeps its fixtures.

use crate::decode_problem::BODY_LIMIT;
use originscope_apis::{Decoded, registry};
use originscope_core::TimeRange;
use std::{fs, path::Path};

/// All saved answers, read once at start.
pub(crate) struct Replay(Vec<Saved>);

/// One saved answer.
pub(crate) struct Saved {
    pub(crate) source: &'static str,
    pub(crate) body: Vec<u8>,
    /// From the first slot to the end of the last; `None` if the body holds no slot or cannot be decoded.
    pub(crate) range: Option<TimeRange>,
    /// The domains that the answer says it is about; at least one, so that there is something to ask for.
    pub(crate) domains: Vec<String>,
}

/// The domain to ask for where the answer names none; any other gets the same answer.
const UNNAMED: &str = "example.com";

/// File names in the order in which they are tried.
const NAMES: [&str; 2] = ["sample.json", "sample.xml"];

impl Replay {
    /// Reads `folder`. A body that cannot be decoded is kept: its problem is worth seeing too.
    ///
    /// # Errors
    /// A sentence if there is no folder or nothing in it.
    pub(crate) fn open(folder: &Path) -> Result<Self, String> {
        let saved: Vec<Saved> = registry()
            .iter()
            .filter_map(|api| Saved::read(&folder.join(api.spec().id), api.spec().id))
            .collect();
        if saved.is_empty() {
            return Err(format!(
                "There is no saved answer in {}: it should hold a folder per source, such as live-codes/sample.json.",
                folder.display()
            ));
        }
        Ok(Self(saved))
    }

    /// The saved answer of a source.
    pub(crate) fn saved(&self, source: &str) -> Option<&Saved> {
        self.0.iter().find(|saved| saved.source == source)
    }
}

impl Saved {
    fn read(folder: &Path, source: &'static str) -> Option<Self> {
        let file = NAMES
            .iter()
            .map(|name| folder.join(name))
            .find(|file| file.is_file())?;
        let limit = u64::try_from(BODY_LIMIT).ok()?;
        let small = fs::metadata(&file).is_ok_and(|meta| meta.len() <= limit);
        let body = small.then(|| fs::read(&file).ok()).flatten()?;
        let decoded = originscope_apis::find(source)?.decode(&body).ok();
        let range = decoded.as_ref().and_then(range);
        let mut domains = decoded.map(|decoded| decoded.domains).unwrap_or_default();
        if domains.is_empty() {
            domains.push(UNNAMED.to_owned());
        }
        Some(Self {
            source,
            body,
            range,
            domains,
        })
    }
}

fn range(decoded: &Decoded) -> Option<TimeRange> {
    let frame = &decoded.frame;
    let (first, last) = (frame.times.first()?, frame.times.last()?);
    Some(TimeRange::new(*first, last.saturating_add(frame.grain)))
}
