//! Panels out of a timeline.

mod stack;
#[cfg(test)]
mod tests;
mod values;

use crate::panel::{
    Failure, Measure, PanelKind, PanelModel, Role, Series, Threshold, ValueLabels, Words,
};
use crate::view::View;
use originscope_core::{Class, Code, Timeline};
pub use stack::shades;
pub use values::values_of;
use values::{name_of, on_grid};

/// Everything about a panel that is not data: what the page chose and said.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// The shared time axis.
    pub view: View,
    /// How values are written.
    pub labels: ValueLabels,
    /// Words for the parts without data.
    pub words: Words,
    /// Threshold lines (errors only).
    pub thresholds: Vec<Threshold>,
    /// Failed windows.
    pub failures: Vec<Failure>,
    /// Classes that are not shown.
    pub hidden: Vec<Class>,
}

/// What the reader looks at in particular. The default is the panel as it always is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Focus<'a> {
    /// The only series shown: it leaves the stack for a line with a vertical axis of its own. Ignored by traffic.
    pub only: Option<Role>,
    /// Counts instead of shares where the source sends them (errors), bytes a slot instead of bit/s (traffic).
    pub amounts: bool,
    /// Codes that are taken out of their classes; the denominator stays.
    pub hidden_codes: &'a [Code],
    /// The stack in codes instead of classes (composition).
    pub by_code: bool,
    /// The stack fills the plot with what is shown: the denominator is what is left of the responses (composition).
    pub of_shown: bool,
    /// The compared period, moved onto the present one (`originscope_core::align`).
    pub earlier: Option<&'a Timeline>,
}

impl PanelModel {
    /// A panel of this kind.
    #[must_use]
    pub fn new(kind: PanelKind, timeline: &Timeline, choices: Choices) -> Self {
        Self::focused(kind, timeline, choices, &Focus::default())
    }

    /// A panel of this kind, with what the reader looks at in particular.
    #[must_use]
    pub fn focused(
        kind: PanelKind,
        timeline: &Timeline,
        choices: Choices,
        focus: &Focus<'_>,
    ) -> Self {
        if kind == PanelKind::Traffic {
            return Self::of_traffic(timeline, choices, focus);
        }
        match focus.only {
            Some(role) if role != Role::Traffic => {
                Self::isolated(kind, timeline, choices, focus, role)
            }
            _ => Self::of_classes(kind, timeline, choices, focus),
        }
    }

    /// Shares of 5xx and 4xx as lines.
    #[must_use]
    pub fn errors(timeline: &Timeline, choices: Choices) -> Self {
        Self::new(PanelKind::Errors, timeline, choices)
    }

    /// All classes stacked. Classes that never occur are left out, except 2xx to 5xx.
    #[must_use]
    pub fn composition(timeline: &Timeline, choices: Choices) -> Self {
        Self::new(PanelKind::Composition, timeline, choices)
    }

    /// Traffic in bit/s.
    #[must_use]
    pub fn traffic(timeline: &Timeline, choices: Choices) -> Self {
        Self::new(PanelKind::Traffic, timeline, choices)
    }

    fn of_traffic(timeline: &Timeline, choices: Choices, focus: &Focus<'_>) -> Self {
        let mut model = Self::empty(PanelKind::Traffic, timeline, choices);
        model.measure = if focus.amounts {
            Measure::Volume
        } else {
            Measure::Rate
        };
        let read = |timeline: &Timeline| match model.measure {
            Measure::Volume => timeline
                .bits()
                .map(|bits| bits.iter().map(|bits| bits / 8.0).collect()),
            _ => timeline.bit_rates(),
        };
        if let Some(values) = read(timeline) {
            let earlier = focus
                .earlier
                .and_then(|earlier| Some(on_grid(timeline, earlier, &read(earlier)?)))
                .unwrap_or_default();
            model.series = vec![Series {
                role: Role::Traffic,
                name: String::new(),
                shade: 0,
                values,
                earlier,
            }];
        }
        model.thresholds.clear();
        model
    }

    fn of_classes(
        kind: PanelKind,
        timeline: &Timeline,
        choices: Choices,
        focus: &Focus<'_>,
    ) -> Self {
        let hidden = choices.hidden.clone();
        let mut model = Self::empty(kind, timeline, choices);
        model.stacked = kind == PanelKind::Composition;
        if model.stacked && focus.by_code {
            model.stack_codes(timeline, &hidden, focus);
        } else {
            model.add_classes(timeline, &hidden, focus);
        }
        if model.stacked {
            model.thresholds.clear();
            if focus.of_shown {
                model.fill_with_the_shown();
            } else {
                model.fill_to_the_whole(timeline);
            }
        }
        model
    }

    fn isolated(
        kind: PanelKind,
        timeline: &Timeline,
        choices: Choices,
        focus: &Focus<'_>,
        role: Role,
    ) -> Self {
        let mut model = Self::empty(kind, timeline, choices);
        if kind == PanelKind::Errors {
            model.count_if(timeline, focus.amounts);
        }
        if kind == PanelKind::Composition || role.class() != Some(Class::ServerError) {
            model.thresholds.clear();
        }
        model.series = vec![model.line(role, timeline, focus, true)];
        model
    }

    /// Turns to counts where they are wanted and sent. Thresholds are shares, so they go.
    fn count_if(&mut self, timeline: &Timeline, wanted: bool) {
        if wanted && timeline.request_counts().is_some() {
            self.measure = Measure::Count;
            self.labels = ValueLabels::Counts;
            self.thresholds.clear();
        }
    }

    fn line(&self, role: Role, timeline: &Timeline, focus: &Focus<'_>, compared: bool) -> Series {
        let read = |timeline: &Timeline| values_of(timeline, role, self.measure, focus);
        let earlier = focus.earlier.filter(|_| compared);
        Series {
            role,
            name: name_of(role),
            shade: 0,
            values: read(timeline),
            earlier: earlier
                .map(|earlier| on_grid(timeline, earlier, &read(earlier)))
                .unwrap_or_default(),
        }
    }

    fn empty(kind: PanelKind, timeline: &Timeline, choices: Choices) -> Self {
        let mut quiet = vec![false; timeline.len()];
        for slot in timeline.quiet() {
            if let Some(quiet) = quiet.get_mut(slot) {
                *quiet = true;
            }
        }
        Self {
            kind,
            measure: Measure::Share,
            stacked: false,
            view: choices.view,
            first: timeline.range.start,
            grain: timeline.grain,
            states: timeline.states.clone(),
            quiet,
            unaccounted: Vec::new(),
            series: Vec::new(),
            thresholds: choices.thresholds,
            labels: choices.labels,
            words: choices.words,
            failures: choices.failures,
        }
    }
}
