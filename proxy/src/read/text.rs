//! The report as plain text of at most 80 columns.

use super::figures::{Notes, Shares, Slots, Traffic};
use super::piece::Refusal;
use super::report::{Report, RuleReport, SourceReport, VerdictReport};
use originscope_core::verdict::{Outcome, State};
use originscope_core::{NoteKind, Vantage, format};

/// Columns of a terminal.
const WIDTH: usize = 80;

/// The report, a block per source.
pub(super) fn text(report: &Report, colour: bool) -> String {
    let mut blocks: Vec<String> = report
        .sources
        .iter()
        .map(|source| Block::of(source, colour))
        .collect();
    let unjudged = report.sources.iter().all(|source| source.verdict.is_none());
    if let Some(first) = blocks.first_mut().filter(|_| unjudged) {
        first.insert_str(
            0,
            "Cannot tell\n  Traffic alone says nothing about errors.\n",
        );
    }
    // Narrow blanks are for the page: many terminals draw them wide, or not at all.
    blocks.join("\n").replace(['\u{202f}', '\u{a0}'], " ")
}

/// Why a file was not read, and what to do.
pub(super) fn refusal(refusal: &Refusal) -> String {
    let action = refusal.action.as_deref().unwrap_or_default();
    let text = format!(
        "originscope: {}: {} {action}",
        refusal.file, refusal.message
    );
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.trim_end().chars().map(plain).collect()
}

/// Lines under way.
struct Block(String);

impl Block {
    fn of(source: &SourceReport, colour: bool) -> String {
        let mut block = Self(String::new());
        if let Some(verdict) = &source.verdict {
            block.verdict(verdict, colour);
        }
        block.facts(source);
        block.shares(source.classes.iter().chain(&source.codes));
        if let Some(traffic) = &source.traffic {
            block.traffic(traffic);
        }
        source
            .notes
            .iter()
            .for_each(|notes| block.field("note", &note(notes)));
        if let Some(verdict) = &source.verdict {
            if !verdict.rules.is_empty() {
                block.line("rules");
            }
            verdict.rules.iter().for_each(|rule| block.rule(rule));
        }
        block.0
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    /// A name and a text that is wrapped beside it.
    fn field(&mut self, name: &str, text: &str) {
        let clean: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let mut name = name;
        for line in wrapped(&clean, WIDTH - 12) {
            self.line(&format!("{name:<12}{line}"));
            name = "";
        }
    }

    fn verdict(&mut self, verdict: &VerdictReport, colour: bool) {
        let headline = &verdict.headline;
        let code = match verdict.state {
            _ if !colour => None,
            State::Fine => Some(32),
            State::Degraded => Some(33),
            State::Failing => Some(31),
            State::Quiet | State::CannotTell => Some(1),
        };
        match code {
            Some(code) => self.line(&format!("\u{1b}[{code}m{headline}\u{1b}[0m")),
            None => self.line(headline),
        }
        for text in [&verdict.sentence, &verdict.more] {
            wrapped(text, WIDTH - 2).for_each(|line| self.line(&format!("  {line}")));
        }
        if let Some(quadrant) = &verdict.quadrant {
            self.line(&format!("  {quadrant}"));
        }
    }

    fn facts(&mut self, source: &SourceReport) {
        self.field("source", &source.source);
        if let (Some(product), Some(api)) = (source.product, source.api) {
            self.field("api", &format!("{product} {api}"));
        }
        self.field(
            "vantage",
            match source.vantage {
                Vantage::OriginSide => "origin side",
                Vantage::ViewerSide => "viewer side",
            },
        );
        let domains = source.domains.join(", ");
        self.field(
            "domains",
            if domains.is_empty() {
                "not named in the answer"
            } else {
                &domains
            },
        );
        self.field("files", &source.files.join(", "));
        let (Some(from), Some(to), Some(grain)) = (&source.from, &source.to, source.grain_s) else {
            return;
        };
        self.field("range", &format!("{from} to {to}"));
        self.field("grain", &format::span(grain));
        if let (Some(coverage), Some(slots)) = (&source.coverage, &source.slots) {
            let percent = coverage.percent.map(|p| format!(" ({})", format::share(p)));
            let percent = percent.unwrap_or_default();
            let (came, due) = (coverage.came, coverage.due);
            self.field(
                "coverage",
                &format!("{came} of {due} due slots{percent}{}", others(slots)),
            );
        }
        if let Some(at) = &source.judged_at {
            self.field(
                "judged at",
                &format!("{at}, lag {}", format::span(source.lag_s)),
            );
        }
        if let Some(responses) = source.responses {
            self.field("responses", &format::count(responses));
        }
    }

    fn shares<'a>(&mut self, rows: impl Iterator<Item = &'a Shares>) {
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            self.line(&row(["share", "now", "mean", "max", "min"], "max at"));
        }
        for shares in rows {
            let [now, mean, max, min] =
                [shares.now, shares.mean, shares.max, shares.min].map(format::share);
            self.line(&row(
                [&shares.series, &now, &mean, &max, &min],
                &shares.max_at,
            ));
        }
    }

    fn traffic(&mut self, traffic: &Traffic) {
        let rate = |value: f64| format::bit_rate(value).text("bps");
        self.field(
            "rate",
            &format!(
                "now {}, mean {}, max {} at {}",
                rate(traffic.now_bps),
                rate(traffic.mean_bps),
                rate(traffic.max_bps),
                traffic.max_at
            ),
        );
        let (volume, span) = (
            format::volume(traffic.total_bytes),
            format::span(traffic.seconds),
        );
        self.field("volume", &format!("{volume} in {span} of complete slots"));
        if let (Some(p95), Some(samples), Some(due), Some(sample)) = (
            traffic.p95_bps,
            traffic.p95_samples,
            traffic.p95_due,
            traffic.p95_sample_s,
        ) {
            self.field(
                "p95",
                &format!(
                    "{}, nearest rank of {samples} of {due} samples of {}",
                    rate(p95),
                    format::span(sample)
                ),
            );
        } else {
            self.field("p95", "no whole sample of 5 min came");
        }
    }

    fn rule(&mut self, rule: &RuleReport) {
        let mark = match rule.outcome {
            Outcome::Met => "met",
            Outcome::NotMet => "not met",
            Outcome::Unknown => "unknown",
        };
        let sentences = [&rule.asks, &rule.found, &rule.so];
        let said: Vec<&str> = sentences
            .into_iter()
            .map(String::as_str)
            .filter(|s| !s.is_empty())
            .collect();
        self.field(&format!("  {mark}"), &said.join(" | "));
    }
}

/// A row of the table: the series, four shares and a time.
fn row(cells: [&str; 5], at: &str) -> String {
    let [series, now, mean, max, min] = cells;
    format!("{series:<12}{now:>10}{mean:>10}{max:>10}{min:>10}  {at}")
}

/// The slots that are no complete ones, in words.
fn others(slots: &Slots) -> String {
    let kinds = [
        (slots.provisional, "provisional"),
        (slots.absent, "absent"),
        (slots.not_yet, "not published yet"),
        (slots.out_of_reach, "out of reach"),
        (slots.failed, "failed"),
        (slots.waiting, "in none of the files"),
    ];
    let kinds = kinds.iter().filter(|(count, _)| *count > 0);
    kinds
        .map(|(count, word)| format!(", {count} {word}"))
        .collect()
}

fn note(notes: &Notes) -> String {
    let what = match notes.kind {
        NoteKind::SumMismatch => "the shares of a slot do not add up to 100 %",
        NoteKind::CountsContradict => "counts contradict the shares; the counts are believed",
        NoteKind::DuplicateSlot => "a slot came twice; the later one is kept",
        NoteKind::DuplicateCode => "a code came twice in one slot; both are added",
        NoteKind::BadTime => "a time cannot be read; the point is dropped",
        NoteKind::BadValue => "a value cannot be read; the slot is dropped",
        NoteKind::UnknownCode => "a status code outside 100 to 599",
        NoteKind::InferredGrain => "the answer names no interval; it is inferred from the slots",
        NoteKind::OtherGrain => "the vendor answered with another interval than asked",
        NoteKind::OutsideWindow => "a slot lies outside the window asked; it is dropped",
    };
    let times = if notes.count > 1 {
        format!(", {} times", notes.count)
    } else {
        String::new()
    };
    let at = notes
        .first_at
        .as_ref()
        .map(|at| format!(", first at {at}"))
        .unwrap_or_default();
    let text = if notes.text.is_empty() {
        String::new()
    } else {
        format!(": {}", notes.text)
    };
    format!("{what}{times}{at}{text}")
}

/// Lines of at most so many characters, broken between words; longer words stand alone.
fn wrapped(text: &str, width: usize) -> std::vec::IntoIter<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter()
}
