//! Domains out of a snapshot, for handing it on.

use super::{SavedState, Snapshot};
use crate::contract::Problem;
use crate::order::sort_by_key;
use crate::query::Query;

/// The names to hide, longest first, with what stands for each.
struct Mask {
    names: Vec<(String, String)>,
}

impl Snapshot {
    /// Replaces every domain that the snapshot is about by `domain-1.example`, `domain-2.example` and so on, everywhere:
    /// in the view, the sources, the notes and the problems, also where it is part of a longer name. The same domain
    /// gets the same name throughout, in the order in which they first stand in the file.
    pub fn mask_domains(&mut self) {
        let mut view = Query::parse(&self.view).0;
        let mask = Mask::of(
            self.sources
                .iter()
                .flat_map(|source| &source.domains)
                .chain(&view.domains),
        );
        let texts = view
            .domains
            .iter_mut()
            .chain(&mut view.sources)
            .chain(&mut view.isp)
            .chain(&mut view.region)
            .chain(
                view.unknown
                    .iter_mut()
                    .flat_map(|(key, value)| [key, value]),
            );
        texts.for_each(|text| mask.apply(text));
        self.view = view.to_string();
        for source in &mut self.sources {
            source.domains.iter_mut().for_each(|text| mask.apply(text));
            for window in &mut source.windows {
                if let SavedState::Failed { problem } | SavedState::Retrying { problem, .. } =
                    &mut window.state
                {
                    mask.problem(problem);
                }
            }
            let notes = source.frame.iter_mut().flat_map(|frame| &mut frame.notes);
            notes.for_each(|note| mask.apply(&mut note.text));
            let ids = source.provenance.iter_mut();
            ids.filter_map(|from| from.request_id.as_mut())
                .for_each(|text| mask.apply(text));
        }
    }
}

impl Mask {
    fn of<'a>(domains: impl Iterator<Item = &'a String>) -> Self {
        let mut names: Vec<(String, String)> = Vec::new();
        for domain in domains {
            let domain = domain.trim().trim_matches('.').to_ascii_lowercase();
            if !domain.is_empty() && !names.iter().any(|(known, _)| *known == domain) {
                let number = names.len().saturating_add(1);
                names.push((domain, format!("domain-{number}.example")));
            }
        }
        sort_by_key(&mut names, |(domain, _)| std::cmp::Reverse(domain.len()));
        Self { names }
    }

    /// One walk through the text, so that a replacement is never replaced in its turn.
    fn apply(&self, text: &mut String) {
        let lower = text.to_ascii_lowercase();
        let mut out = String::with_capacity(text.len());
        let mut at = 0_usize;
        while let Some(rest) = lower.get(at..).filter(|rest| !rest.is_empty()) {
            let hit = self
                .names
                .iter()
                .find(|(domain, _)| rest.starts_with(domain.as_str()));
            let step = match hit {
                Some((domain, stand_in)) => {
                    out.push_str(stand_in);
                    domain.len()
                }
                None => {
                    let original = text.get(at..).and_then(|rest| rest.chars().next());
                    out.extend(original);
                    original.map_or(1, char::len_utf8)
                }
            };
            at = at.saturating_add(step);
        }
        *text = out;
    }

    fn problem(&self, problem: &mut Problem) {
        let texts = [
            &mut problem.kind,
            &mut problem.code,
            &mut problem.title,
            &mut problem.action,
        ];
        let optional = [
            &mut problem.field,
            &mut problem.request_id,
            &mut problem.upstream_code,
            &mut problem.upstream_request_id,
        ];
        texts
            .into_iter()
            .chain(optional.into_iter().filter_map(Option::as_mut))
            .for_each(|text| self.apply(text));
    }
}
