//! Panels out of a timeline.

use crate::panel::{Failure, PanelKind, PanelModel, Role, Series, Threshold, ValueLabels, Words};
use crate::view::View;
use originscope_core::SlotState;
use originscope_core::{Class, Timeline};

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

impl PanelModel {
    /// A panel of this kind.
    #[must_use]
    pub fn new(kind: PanelKind, timeline: &Timeline, choices: Choices) -> Self {
        match kind {
            PanelKind::Errors => Self::errors(timeline, choices),
            PanelKind::Composition => Self::composition(timeline, choices),
            PanelKind::Traffic => Self::traffic(timeline, choices),
        }
    }

    /// Shares of 5xx and 4xx as lines.
    #[must_use]
    pub fn errors(timeline: &Timeline, choices: Choices) -> Self {
        Self::classes(
            PanelKind::Errors,
            timeline,
            choices,
            &[Class::ServerError, Class::ClientError],
        )
    }

    /// All classes stacked. Classes that never occur are left out, except 2xx to 5xx.
    #[must_use]
    pub fn composition(timeline: &Timeline, choices: Choices) -> Self {
        Self::classes(PanelKind::Composition, timeline, choices, &Class::STACK)
    }

    /// Traffic in bit/s.
    #[must_use]
    pub fn traffic(timeline: &Timeline, choices: Choices) -> Self {
        let mut model = Self::empty(PanelKind::Traffic, timeline, choices);
        if let Some(values) = timeline.bit_rates() {
            model.series = vec![Series {
                role: Role::Traffic,
                name: String::new(),
                values,
            }];
        }
        model.thresholds.clear();
        model
    }

    fn classes(kind: PanelKind, timeline: &Timeline, choices: Choices, classes: &[Class]) -> Self {
        let hidden = choices.hidden.clone();
        let mut model = Self::empty(kind, timeline, choices);
        for class in classes
            .iter()
            .copied()
            .filter(|class| !hidden.contains(class))
        {
            let values = timeline.class_shares(class);
            let rare = matches!(class, Class::Informational | Class::Other);
            if !rare || values.iter().any(|value| *value > 0.0) {
                model.series.push(Series {
                    role: Role::Class(class),
                    name: class.name().to_owned(),
                    values,
                });
            }
        }
        if kind == PanelKind::Composition {
            model.thresholds.clear();
        }
        model
    }

    fn empty(kind: PanelKind, timeline: &Timeline, choices: Choices) -> Self {
        let came = |state: &SlotState| matches!(state, SlotState::Came | SlotState::Provisional);
        let quiet = timeline
            .states
            .iter()
            .enumerate()
            .map(|(slot, state)| came(state) && timeline.no_requests(slot));
        Self {
            kind,
            view: choices.view,
            first: timeline.range.start,
            grain: timeline.grain,
            states: timeline.states.clone(),
            quiet: quiet.collect(),
            series: Vec::new(),
            thresholds: choices.thresholds,
            labels: choices.labels,
            words: choices.words,
            failures: choices.failures,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Dates;
    use originscope_core::{Code, CodeColumns, Data, TimeRange};

    fn choices() -> Choices {
        let view = View {
            range: TimeRange::new(0, 240),
            grain: 60,
            offset: 0,
            dates: Dates::English,
            label_margin: false,
        };
        let labels = ValueLabels::Percent("%".to_owned());
        Choices {
            view,
            labels,
            words: Words::default(),
            thresholds: Vec::new(),
            failures: Vec::new(),
            hidden: Vec::new(),
        }
    }

    fn timeline(data: Data) -> Timeline {
        let states = vec![
            SlotState::Came,
            SlotState::Came,
            SlotState::Absent,
            SlotState::NotYet,
        ];
        Timeline {
            source: "any".to_owned(),
            range: TimeRange::new(0, 240),
            grain: 60,
            states,
            data,
            due_until: 180,
        }
    }

    fn codes() -> Data {
        let codes = vec![Code::new(200), Code::new(502), Code::new(504)];
        let shares = vec![
            vec![90.0, 0.0, f64::NAN, f64::NAN],
            vec![6.0, 0.0, f64::NAN, f64::NAN],
            vec![4.0, 0.0, f64::NAN, f64::NAN],
        ];
        Data::Codes(CodeColumns {
            codes,
            shares,
            counts: None,
        })
    }

    #[test]
    fn classes_add_their_codes_and_gaps_stay_gaps() {
        let model = PanelModel::errors(&timeline(codes()), choices());
        assert_eq!(
            model.value(Role::Class(Class::ServerError), 0),
            Some(10.0),
            "502 and 504 together"
        );
        assert_eq!(
            model.value(Role::Class(Class::ServerError), 2),
            None,
            "missing is never zero"
        );
        assert_eq!(
            model.quiet,
            [false, true, false, false],
            "a slot of zeros had no requests"
        );
        assert_eq!(model.slot_at(119), Some(1));
        assert_eq!(model.slot_at(240), None);
    }

    #[test]
    fn the_stack_names_rare_classes_only_where_they_occur() {
        let model = PanelModel::composition(&timeline(codes()), choices());
        let names: Vec<_> = model
            .series
            .iter()
            .map(|series| series.name.as_str())
            .collect();
        assert_eq!(names, ["5xx", "4xx", "3xx", "2xx"]);
        let hidden = Choices {
            hidden: vec![Class::Success],
            ..choices()
        };
        assert_eq!(
            PanelModel::composition(&timeline(codes()), hidden)
                .series
                .len(),
            3
        );
    }

    #[test]
    fn traffic_is_a_rate() {
        // 6,000 bits in 60 s are 100 bit/s.
        let model = PanelModel::traffic(
            &timeline(Data::Traffic(vec![6_000.0, 0.0, f64::NAN, f64::NAN])),
            choices(),
        );
        assert_eq!(model.value(Role::Traffic, 0), Some(100.0));
        assert_eq!(
            model.value(Role::Traffic, 1),
            Some(0.0),
            "zero traffic is a value"
        );
        assert!(!model.quiet[1]);
    }
}
