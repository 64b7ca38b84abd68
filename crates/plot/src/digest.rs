//! What every drawing of the same model needs to know of all its values, looked up once.

use crate::extents::Extents;
use crate::panel::{PanelKind, PanelModel, Role, Series, largest};
use crate::runs::{Run, are_finite, runs, state_runs};
use crate::sums::Sums;
use originscope_core::{Class, SlotState};

/// The runs and extents of a model. A redraw for another size, theme or language reads these and some values a pixel
/// column, however many slots there are. It belongs to the very model that it was made of.
#[derive(Clone, Debug)]
pub struct Digest {
    /// Slots in one state.
    pub(crate) states: Vec<Run<SlotState>>,
    /// Slots without a request.
    pub(crate) quiet: Vec<Run<()>>,
    /// Slots whose shares leave the same part open.
    pub(crate) open: Vec<Run<f64>>,
    /// Of lines: the runs in which each series has values, and its extrema. Empty for a stack.
    pub(crate) lines: Vec<(Vec<Run<SlotState>>, Extents)>,
    /// The same of each series' compared period: it is drawn wherever it has a value.
    pub(crate) ghosts: Vec<(Vec<Run<()>>, Extents)>,
    /// Of a stack: the parts in which every series has a value and there was a request, and the sums. Empty for lines.
    pub(crate) stacks: Vec<Run<SlotState>>,
    pub(crate) sums: Sums,
    /// Of lines: the largest value of all, and of the class 5xx; 0 where there is none.
    pub(crate) largest: f64,
    pub(crate) largest_5xx: f64,
}

impl Digest {
    /// Looks at all values of a model.
    #[must_use]
    pub fn new(model: &PanelModel) -> Self {
        let states = state_runs(&model.states);
        let quiet = quiet(model);
        let drawn =
            |run: &&Run<SlotState>| matches!(run.kind, SlotState::Came | SlotState::Provisional);
        let drawn: Vec<&Run<SlotState>> = states.iter().filter(drawn).collect();
        let (mut lines, mut stacks, mut sums) = (Vec::new(), Vec::new(), Sums::default());
        if model.stacked {
            let parts = drawn.iter().flat_map(|run| stacked(model, &quiet, run));
            stacks = parts.collect();
            sums = Sums::new(&model.series);
        } else {
            let line = |series: &Series| {
                let runs = drawn.iter().flat_map(|run| with_values(series, run));
                (runs.collect(), Extents::new(&series.values))
            };
            lines = model.series.iter().map(line).collect();
        }
        let ghost = |series: &Series| {
            let value = |slot: usize| series.earlier.get(slot);
            let is_value = |slot| value(slot).is_some_and(|value| value.is_finite());
            let slots = series.earlier.len().min(model.slots());
            let found = runs(slots, |slot| is_value(slot).then_some(()));
            (found, Extents::new(&series.earlier))
        };
        let is_5xx = |series: &&Series| series.role == Role::Class(Class::ServerError);
        let worst = model.series.iter().find(is_5xx);
        Self {
            open: open(model),
            lines,
            ghosts: model.series.iter().map(ghost).collect(),
            stacks,
            sums,
            // A stack ends at 100.
            largest: if model.stacked { 0.0 } else { model.max() },
            largest_5xx: worst
                .filter(|_| !model.stacked)
                .map_or(0.0, |series| largest(&series.values)),
            states,
            quiet,
        }
    }
}

/// Whether there was not one request in a slot.
fn is_quiet(model: &PanelModel, slot: usize) -> bool {
    model.quiet.get(slot).copied().unwrap_or(false)
}

fn quiet(model: &PanelModel) -> Vec<Run<()>> {
    if model.kind == PanelKind::Traffic || !model.quiet.contains(&true) {
        return Vec::new();
    }
    runs(model.slots(), |slot| is_quiet(model, slot).then_some(()))
}

fn open(model: &PanelModel) -> Vec<Run<f64>> {
    // Only few stacks have any.
    if model.unaccounted.iter().all(|open| *open <= 0.0) {
        return Vec::new();
    }
    let open = |slot: usize| model.unaccounted.get(slot).copied();
    runs(model.slots(), |slot| open(slot).filter(|open| *open > 0.0))
}

/// The parts of a run in which a series has values.
fn with_values(series: &Series, run: &Run<SlotState>) -> Vec<Run<SlotState>> {
    // Nearly always all of it.
    if are_finite(&series.values, &run.slots) {
        return vec![run.clone()];
    }
    let is_value = |slot: usize| {
        series
            .values
            .get(slot)
            .is_some_and(|value| value.is_finite())
    };
    parts(run, is_value)
}

/// The parts of a run that are stacks.
fn stacked(model: &PanelModel, quiet: &[Run<()>], run: &Run<SlotState>) -> Vec<Run<SlotState>> {
    let series = &model.series;
    let all_finite = |series: &Series| are_finite(&series.values, &run.slots);
    // Nearly always all of it.
    if quiet.is_empty() && series.iter().all(all_finite) {
        return vec![run.clone()];
    }
    let has_value = |slot: usize| {
        let value = |series: &Series| series.values.get(slot).copied().unwrap_or(0.0);
        series.iter().all(|series| value(series).is_finite())
    };
    parts(run, |slot| !is_quiet(model, slot) && has_value(slot))
}

fn parts(run: &Run<SlotState>, holds: impl Fn(usize) -> bool) -> Vec<Run<SlotState>> {
    let start = run.slots.start;
    let mut found = runs(run.slots.len(), |at| holds(start + at).then_some(run.kind));
    for part in &mut found {
        part.slots = part.slots.start + start..part.slots.end + start;
    }
    found
}
