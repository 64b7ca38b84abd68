//! What the reader's own files hold, and the board that shows it: no proxy and no key are needed.
//!
//! Answers whose ranges meet stand on one board, as answers to one question do. A snapshot stands alone.

mod answer;
mod snapshot;
#[cfg(test)]
mod tests;

use super::board::{Board, hull};
use originscope_apis::{NotRecognised, Recognised, SnapshotError};
use originscope_core::sort;
use originscope_core::{Spec, TimeRange, TrafficUnit};

pub use answer::FileAnswer;
pub use snapshot::FileSnapshot;

/// Why a file is not shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The browser did not hand it over.
    NotRead,
    /// It is nothing that this program knows, or it is damaged.
    NotRecognised(NotRecognised),
    /// It is a snapshot that cannot be opened.
    Snapshot(SnapshotError),
}

/// Something that can be shown.
#[derive(Clone, Debug)]
pub enum Held {
    /// A vendor's answer.
    Answer(FileAnswer),
    /// A snapshot of this page.
    Snapshot(FileSnapshot),
}

/// Everything that was dropped, opened or pasted.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// What can be shown, in the order of arrival.
    pub held: Vec<Held>,
    /// What cannot, by file.
    pub refused: Vec<(String, Refusal)>,
    /// Place of the one that decides which range is shown.
    pub lead: usize,
}

/// What the page says of one file and source.
#[derive(Clone, Debug)]
pub struct Line {
    /// The file's name.
    pub file: String,
    /// The source; nothing for a snapshot.
    pub spec: Option<&'static Spec>,
    /// The other sources that it could be from.
    pub others: Vec<&'static str>,
    /// When a snapshot was saved, UTC seconds.
    pub made_at: Option<i64>,
    /// What it covers.
    pub range: TimeRange,
    /// Whether it is shown.
    pub is_shown: bool,
    /// Place of the newest answer that it stands for.
    pub place: usize,
}

impl Files {
    /// A line for each file and source; a HAR of a hundred answers has one, or two if only some of them are shown.
    pub fn lines(&self) -> Vec<Line> {
        let shown = self.shown();
        let mut lines: Vec<Line> = Vec::new();
        for (place, held) in self.held.iter().enumerate() {
            let is_shown = shown.contains(&place);
            let line = line(held, place, is_shown);
            let same = lines.iter_mut().find(|other| {
                let is_answer = other.made_at.is_none() && line.made_at.is_none();
                is_answer
                    && other.file == line.file
                    && other.is_shown == is_shown
                    && other.spec.map(|spec| spec.id) == line.spec.map(|spec| spec.id)
            });
            match same {
                Some(other) => {
                    let (start, end) = (line.range.start, line.range.end);
                    let range =
                        TimeRange::new(other.range.start.min(start), other.range.end.max(end));
                    (other.range, other.place) = (range, place);
                }
                None => lines.push(line),
            }
        }
        lines
    }

    /// Reads a file. What can be shown becomes the newest; whether anything can.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> bool {
        let before = self.held.len();
        match originscope_apis::recognise(bytes) {
            Ok(found) => found
                .into_iter()
                .for_each(|found| self.add_found(name, found)),
            Err(error) => self.refuse(name, Refusal::NotRecognised(error)),
        }
        let came = self.held.len() > before;
        if came {
            self.lead = self.held.len().saturating_sub(1);
        }
        came
    }

    /// Notes a file that is not shown.
    pub fn refuse(&mut self, name: &str, why: Refusal) {
        self.refused.push((name.to_owned(), why));
    }

    fn add_found(&mut self, name: &str, found: Recognised) {
        match found {
            Recognised::Answer(saved) => {
                self.held
                    .extend(FileAnswer::new(name, *saved).map(Held::Answer));
            }
            Recognised::Snapshot { text, .. } => match originscope_apis::read_snapshot(text) {
                Ok(snapshot) => self
                    .held
                    .push(Held::Snapshot(FileSnapshot::new(name, &snapshot))),
                Err(error) => self.refuse(name, Refusal::Snapshot(error)),
            },
        }
    }

    /// The places of what is shown together.
    pub fn shown(&self) -> Vec<usize> {
        let Some(Held::Answer(lead)) = self.held.get(self.lead) else {
            return self
                .held
                .get(self.lead)
                .map(|_| self.lead)
                .into_iter()
                .collect();
        };
        let mut range = lead.range;
        let mut shown = vec![self.lead];
        // A later round may meet what an earlier one brought in.
        loop {
            let before = shown.len();
            for (place, held) in self.held.iter().enumerate() {
                let Held::Answer(answer) = held else { continue };
                let meets = answer.range.start <= range.end && range.start <= answer.range.end;
                if meets && !shown.contains(&place) {
                    let (start, end) = (answer.range.start, answer.range.end);
                    range = TimeRange::new(range.start.min(start), range.end.max(end));
                    shown.push(place);
                }
            }
            if shown.len() == before {
                sort(&mut shown);
                return shown;
            }
        }
    }

    /// The board of what is shown together, with volumes read in the unit that `unit` says for a source.
    pub fn board(&self, now: i64, unit: impl Fn(&Spec) -> TrafficUnit) -> Board {
        if let Some(Held::Snapshot(snapshot)) = self.held.get(self.lead) {
            return snapshot.board(now, unit);
        }
        let shown = self.shown();
        let answers: Vec<&FileAnswer> = shown
            .iter()
            .filter_map(|place| match self.held.get(*place)? {
                Held::Answer(answer) => Some(answer),
                Held::Snapshot(_) => None,
            })
            .collect();
        let mut board = Board {
            now,
            is_file: true,
            ..Board::default()
        };
        let specs = originscope_apis::registry().iter().map(|api| api.spec());
        for spec in specs {
            let own = answers
                .iter()
                .copied()
                .filter(|answer| answer.spec.id == spec.id);
            let own: Vec<&FileAnswer> = own.collect();
            if !own.is_empty() {
                answer::show(&mut board, spec, &own, unit(spec));
            }
        }
        board.axis = hull(&board.plans);
        board
    }
}

fn line(held: &Held, place: usize, is_shown: bool) -> Line {
    match held {
        Held::Answer(answer) => Line {
            file: answer.file.clone(),
            spec: Some(answer.spec),
            others: answer.others.clone(),
            made_at: None,
            range: answer.range,
            is_shown,
            place,
        },
        Held::Snapshot(snapshot) => Line {
            file: snapshot.file.clone(),
            spec: None,
            others: Vec::new(),
            made_at: Some(snapshot.made_at),
            range: snapshot.range(),
            is_shown,
            place,
        },
    }
}

fn add_domains(all: &mut Vec<String>, more: &[String]) {
    for domain in more {
        if !all.contains(domain) {
            all.push(domain.clone());
        }
    }
}
