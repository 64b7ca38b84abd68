//! What came of one source: the windows of a group joined, then the groups added up.

use super::{Loader, SourceLoad};
use crate::contract::{Problem, Retry, Side};
use crate::frame::Frame;
use crate::load::WindowState;
use crate::merge::{MergeError, add_up, can_be_added, join};
use crate::order::sort_by_key;
use std::sync::Arc;

impl Loader {
    /// Joins what came of one source; refuses the source if its domains cannot be added up. Where they
    /// are not to be added, each is joined when it is read.
    pub(super) fn rejoin(&mut self, source_index: usize) {
        let adds_up = self.config.adds_up;
        let Some(source) = self.sources.get_mut(source_index) else {
            return;
        };
        if !adds_up && source.groups > 1 {
            return;
        }
        match source.joined() {
            Ok(frame) => source.frame = frame.map(Arc::new),
            Err(error) => {
                source.frame = None;
                let problem = refusal(error, source.most_domains());
                source.refuse(&problem);
            }
        }
    }
}

impl SourceLoad {
    /// What came of one group of domains.
    pub(super) fn joined_group(&self, group: usize) -> Option<Frame> {
        let mut windows: Vec<_> = self
            .windows
            .iter()
            .filter(|load| load.group == group)
            .collect();
        // Pieces of a cut window stand behind all others.
        sort_by_key(&mut windows, |load| load.window.part.start);
        let newest = windows.len().saturating_sub(1);
        let pieces: Vec<_> = windows
            .iter()
            .enumerate()
            .filter_map(|(at, load)| load.piece(at == newest))
            .collect();
        join(&pieces)
    }

    fn joined(&self) -> Result<Option<Frame>, MergeError> {
        if self.groups < 2 {
            return Ok(self.joined_group(0));
        }
        let frames: Vec<Option<Frame>> = (0..self.groups).map(|g| self.joined_group(g)).collect();
        // The first answer that cannot be added ends it: the other calls would be for nothing.
        let came: Vec<&Frame> = frames.iter().flatten().collect();
        if !came.iter().all(|frame| can_be_added(frame)) {
            return Err(MergeError::SharesWithoutCounts);
        }
        if came.len() < frames.len() {
            return Ok(None);
        }
        add_up(&came)
    }

    /// Most domains in one of its calls.
    fn most_domains(&self) -> usize {
        let domains = |load: &super::WindowLoad| load.window.ask.domains.len();
        self.windows.iter().map(domains).max().unwrap_or(1)
    }

    /// Nothing of it can be shown. Calls under way are refused when they answer.
    fn refuse(&mut self, problem: &Problem) {
        for load in &mut self.windows {
            if load.state != WindowState::InFlight {
                load.state = WindowState::Failed(problem.clone());
            }
        }
    }
}

/// The problem that says why domains cannot be added up, with what to do.
fn refusal(error: MergeError, most: usize) -> Problem {
    let problem = |code, title: &str, action: &str| {
        Problem::new(0, code, title, action, Side::You, Retry::AfterChange)
    };
    match error {
        MergeError::SharesWithoutCounts => problem(
            "shares_without_counts",
            "This source sends shares without counts, and shares of different domains cannot be added.",
            &format!("Choose at most {most} domain(s), or show the domains one by one."),
        ),
        MergeError::Grain(..) | MergeError::Metric => problem(
            "domains_do_not_fit",
            "The answers for the domains do not fit together.",
            "Show the domains one by one.",
        ),
    }
}
