//! The figures of one reading, for people and for programs. Only complete slots count.

use super::reading::Reading;
use originscope_core::{
    Class, Code, Note, NoteKind, Series, SlotState, Timeline, iso_seconds, mean_share, summary,
    traffic_figures,
};
use serde::Serialize;

/// Most codes listed.
const TOP_CODES: usize = 10;

/// How many slots are in which state.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Slots {
    pub(super) came: usize,
    pub(super) provisional: usize,
    pub(super) absent: usize,
    pub(super) not_yet: usize,
    pub(super) out_of_reach: usize,
    pub(super) failed: usize,
    /// In none of the files.
    pub(super) waiting: usize,
}

/// Shares of a class or a code, percent.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shares {
    pub(super) series: String,
    /// In the newest complete slot.
    pub(super) now: f64,
    pub(super) now_at: String,
    /// Of all responses where they are counted, else over time.
    pub(super) mean: f64,
    pub(super) max: f64,
    pub(super) max_at: String,
    pub(super) min: f64,
}

/// Traffic in bit/s and bytes.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Traffic {
    pub(super) now_bps: f64,
    pub(super) now_at: String,
    pub(super) mean_bps: f64,
    pub(super) max_bps: f64,
    pub(super) max_at: String,
    pub(super) total_bytes: f64,
    /// Time that the figures cover, seconds.
    pub(super) seconds: i64,
    /// By nearest rank over samples of `p95_sample_s`; null while no whole sample came.
    pub(super) p95_bps: Option<f64>,
    pub(super) p95_samples: Option<usize>,
    pub(super) p95_due: Option<usize>,
    pub(super) p95_sample_s: Option<i64>,
}

/// Notes of one kind.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Notes {
    pub(super) kind: NoteKind,
    pub(super) count: usize,
    /// The slot of the first, where it is about one.
    pub(super) first_at: Option<String>,
    /// The text of the first; may be empty.
    pub(super) text: String,
}

pub(super) fn slots(timeline: &Timeline) -> Slots {
    let mut slots = Slots::default();
    for state in &timeline.states {
        *match state {
            SlotState::Came => &mut slots.came,
            SlotState::Provisional => &mut slots.provisional,
            SlotState::Absent => &mut slots.absent,
            SlotState::NotYet => &mut slots.not_yet,
            SlotState::OutOfReach => &mut slots.out_of_reach,
            SlotState::Failed => &mut slots.failed,
            SlotState::Waiting => &mut slots.waiting,
        } += 1;
    }
    slots
}

/// The four classes that everyone asks for, and the others where there are any.
pub(super) fn classes(timeline: &Timeline) -> Vec<Shares> {
    let Some(codes) = timeline.codes() else {
        return Vec::new();
    };
    let shown = |class: &Class| {
        !matches!(class, Class::Informational | Class::Other)
            || codes.codes.iter().any(|code| code.class() == *class)
    };
    let row = |class: Class| {
        let values = timeline.class_shares(class);
        shares(
            timeline,
            Series::Class(class),
            &values,
            mean_share(timeline, class),
        )
    };
    Class::STACK
        .into_iter()
        .filter(shown)
        .filter_map(row)
        .collect()
}

/// The codes with the highest means, without those that never came.
pub(super) fn codes(timeline: &Timeline) -> Vec<Shares> {
    let Some(columns) = timeline.codes() else {
        return Vec::new();
    };
    let row = |code: &Code| {
        let values = timeline.code_shares(*code);
        shares(
            timeline,
            Series::Code(*code),
            &values,
            counted_mean(timeline, *code),
        )
    };
    let mut rows: Vec<Shares> = columns.codes.iter().filter_map(row).collect();
    rows.retain(|row| row.max > 0.0);
    rows.sort_by(|a, b| b.mean.total_cmp(&a.mean));
    rows.truncate(TOP_CODES);
    rows
}

fn shares(
    timeline: &Timeline,
    series: Series,
    values: &[f64],
    mean: Option<f64>,
) -> Option<Shares> {
    let summary = summary(timeline, values)?;
    Some(Shares {
        series: series.to_string(),
        now: summary.now,
        now_at: iso_seconds(summary.now_at),
        mean: mean.unwrap_or(summary.mean),
        max: summary.max,
        max_at: iso_seconds(summary.max_at),
        min: summary.min,
    })
}

/// Percent of all counted responses in the complete slots that have this code.
fn counted_mean(timeline: &Timeline, code: Code) -> Option<f64> {
    let columns = timeline.codes()?;
    let counts = columns.counts.as_ref()?.get(columns.position(code)?)?;
    let part = complete_sum(timeline, &counts.to_vec());
    let total = complete_sum(timeline, &timeline.request_counts()?);
    (total > 0.0).then(|| part / total * 100.0)
}

/// Responses in the complete slots; `None` where the source sends no counts.
pub(super) fn responses(timeline: &Timeline) -> Option<f64> {
    Some(complete_sum(timeline, &timeline.request_counts()?))
}

fn complete_sum(timeline: &Timeline, values: &[f64]) -> f64 {
    let slots = timeline.states.iter().zip(values);
    slots
        .filter(|(state, value)| **state == SlotState::Came && value.is_finite())
        .map(|(_, value)| value)
        .sum()
}

pub(super) fn traffic(timeline: &Timeline) -> Option<Traffic> {
    let now = summary(timeline, &timeline.bit_rates()?)?;
    let figures = traffic_figures(timeline)?;
    let p95 = figures.percentile_95;
    Some(Traffic {
        now_bps: now.now,
        now_at: iso_seconds(now.now_at),
        mean_bps: figures.mean,
        max_bps: figures.max,
        max_at: iso_seconds(figures.max_at),
        total_bytes: figures.total_bits / 8.0,
        seconds: figures.seconds,
        p95_bps: p95.map(|p95| p95.bits_per_second),
        p95_samples: p95.map(|p95| p95.samples),
        p95_due: p95.map(|p95| p95.due),
        p95_sample_s: p95.map(|p95| p95.sample_seconds),
    })
}

pub(super) fn notes(reading: &Reading) -> Vec<Notes> {
    let mut kinds: Vec<Notes> = Vec::new();
    for Note { kind, at, text } in &reading.frame.notes {
        match kinds.iter_mut().find(|known| known.kind == *kind) {
            Some(known) => known.count += 1,
            None => kinds.push(Notes {
                kind: *kind,
                count: 1,
                first_at: at.map(iso_seconds),
                text: text.clone(),
            }),
        }
    }
    kinds
}
