//! A snapshot out of a file, on a board as it stood.

use super::add_domains;
use crate::facts::board::{Board, Shown, hull};
use originscope_core::snapshot::{Opened, Snapshot};
use originscope_core::{Plan, Spec, TimeRange, TrafficUnit, WindowState, WindowView};
use std::sync::Arc;

/// A snapshot out of a file.
#[derive(Clone, Debug)]
pub struct FileSnapshot {
    /// The file's name.
    pub file: String,
    /// When it was saved, UTC seconds.
    pub made_at: i64,
    sources: Vec<(&'static Spec, Opened, TrafficUnit)>,
    domains: Vec<String>,
}

impl FileSnapshot {
    /// Sources that this program does not know are left out.
    pub(super) fn new(file: &str, snapshot: &Snapshot) -> Self {
        let mut domains = Vec::new();
        let mut sources = Vec::new();
        for saved in &snapshot.sources {
            let Some(spec) = originscope_apis::find(&saved.id).map(|api| api.spec()) else {
                continue;
            };
            // `read_snapshot` has opened every source once already.
            if let Ok(opened) = saved.open(sources.len()) {
                add_domains(&mut domains, &saved.domains);
                sources.push((spec, opened, saved.unit.unwrap_or(spec.unit)));
            }
        }
        Self {
            file: file.to_owned(),
            made_at: snapshot.made_at,
            sources,
            domains,
        }
    }

    /// Its range, over all sources.
    pub fn range(&self) -> TimeRange {
        let plans: Vec<Plan> = self
            .sources
            .iter()
            .map(|(_, opened, _)| opened.plan.clone())
            .collect();
        hull(&plans)
    }

    pub(super) fn board(&self, now: i64, unit: impl Fn(&Spec) -> TrafficUnit) -> Board {
        let show = |(spec, opened, read_in): &(&'static Spec, Opened, TrafficUnit)| {
            let opened = Opened {
                frame: opened
                    .frame
                    .as_ref()
                    .map(|frame| frame.with_unit(*read_in, unit(spec))),
                ..opened.clone()
            };
            Arc::new(Shown {
                spec,
                plan: opened.plan.clone(),
                timeline: Arc::new(opened.timeline(self.made_at)),
                notes: opened.frame.map(|frame| frame.notes).unwrap_or_default(),
            })
        };
        let windows = |(_, opened, _): &(&'static Spec, Opened, TrafficUnit)| {
            opened.windows.iter().map(settled).collect::<Vec<_>>()
        };
        Board {
            axis: self.range(),
            now,
            is_file: true,
            domains: self.domains.clone(),
            shown: self.sources.iter().map(show).collect(),
            windows: self.sources.iter().flat_map(windows).collect(),
            plans: self
                .sources
                .iter()
                .map(|(_, opened, _)| opened.plan.clone())
                .collect(),
            ..Board::default()
        }
    }
}

/// A window of a snapshot. Nothing is on its way any more, whatever was when it was saved.
fn settled(window: &WindowView) -> WindowView {
    let state = match &window.state {
        WindowState::Waiting | WindowState::InFlight => WindowState::Cancelled,
        WindowState::Retrying { problem, .. } => WindowState::Failed(problem.clone()),
        other => other.clone(),
    };
    WindowView {
        state,
        ..window.clone()
    }
}
