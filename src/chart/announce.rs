//! What the keyboard did, for a polite live region: facts, which the page puts into words.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use originscope_core::{SlotState, TimeRange};
use originscope_plot::{Measure, PanelKind, PanelModel, Role};
use std::time::Duration;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The cursor stands on another slot.
    Slot,
    /// Another series is followed.
    Series,
    /// The slot was pinned.
    Pinned,
    /// The pinned slot was freed.
    Freed,
    /// A range is selected.
    Selected(TimeRange),
    /// The selection was dropped.
    Dropped,
    /// The charts go to this range.
    Zoomed(TimeRange),
}

/// A change of the keyboard's cursor, with the value under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// What happened.
    pub what: Heard,
    /// The panel in which it happened.
    pub panel: PanelKind,
    /// What the value is.
    pub measure: Measure,
    /// Start of the slot, UTC seconds.
    pub at: i64,
    /// Length of the slot, seconds.
    pub grain: i64,
    /// What is known of the slot.
    pub state: SlotState,
    /// Whether the slot came without one request.
    pub quiet: bool,
    /// The followed series; `None` in a panel without any.
    pub role: Option<Role>,
    /// Its name as drawn, as `5xx`; empty for traffic.
    pub name: String,
    /// Its value in the slot.
    pub value: Option<f64>,
    /// The compared period's value in the slot.
    pub earlier: Option<f64>,
}

impl Announcement {
    /// The facts about a slot of a panel; `None` outside it.
    pub(super) fn of(
        what: Heard,
        model: &PanelModel,
        at: i64,
        followed: Option<Role>,
    ) -> Option<Self> {
        let slot = model.slot_at(at)?;
        let series = model
            .series
            .iter()
            .find(|series| Some(series.role) == followed)
            .or_else(|| model.series.first());
        let finite = |values: &[f64]| values.get(slot).copied().filter(|value| value.is_finite());
        Some(Self {
            what,
            panel: model.kind,
            measure: model.measure,
            at: model.time_of(slot),
            grain: model.grain,
            state: model.states.get(slot).copied()?,
            quiet: model.quiet.get(slot).copied().unwrap_or(false),
            role: series.map(|series| series.role),
            name: series.map(|series| series.name.clone()).unwrap_or_default(),
            value: series.and_then(|series| finite(&series.values)),
            earlier: series.and_then(|series| finite(&series.earlier)),
        })
    }
}

/// After the last key of a quick row of them, only the last one is said.
const QUIET: Duration = Duration::from_millis(150);

/// Says announcements, the last of a quick row only.
#[derive(Clone, Copy)]
pub(super) struct Voice {
    to: Option<Callback<Announcement>>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Voice {
    pub(super) fn new(to: Option<Callback<Announcement>>) -> Self {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        on_cleanup(move || {
            if let Some(Some(handle)) = waiting.try_get_value() {
                handle.clear();
            }
        });
        Self { to, waiting }
    }

    /// Says it, unless something else follows at once.
    pub(super) fn say(&self, announcement: Announcement) {
        let Some(to) = self.to else { return };
        if let Some(handle) = self.waiting.get_value() {
            handle.clear();
        }
        let handle = set_timeout_with_handle(move || to.run(announcement), QUIET);
        self.waiting.set_value(handle.ok());
    }
}
