//! What stands beside a figure's title.

use crate::words::{Key, fill, span, t};
use originscope_core::{Class, Compare, Lang, SlotState, Timeline, Vantage};
use originscope_plot::{Measure, PanelKind, PanelModel, Role, Series};

/// The unit of a figure, beside its title; `says_share` where no switch beside it says so.
pub fn left_note(
    model: &PanelModel,
    vantage: Vantage,
    lang: Lang,
    of_shown: bool,
    says_share: bool,
) -> String {
    let text = |key: Key| t(lang, key).to_owned();
    let grain = span(lang, model.grain);
    match (model.measure, vantage) {
        (Measure::Count, _) => fill(lang, Key::CountsPer, &[("span", &grain)]),
        (Measure::Rate, _) => format!("{}bps", model.prefix().1),
        (Measure::Volume, _) => {
            let unit = format!("{}B", model.prefix().1);
            fill(lang, Key::VolumePer, &[("unit", &unit), ("span", &grain)])
        }
        (Measure::Share, _) if model.stacked && of_shown => text(Key::CompositionShown),
        (Measure::Share, _) if model.stacked => text(Key::CompositionNote),
        (Measure::Share, Vantage::OriginSide) if says_share => text(Key::ErrorsNote),
        (Measure::Share, Vantage::ViewerSide) if says_share => text(Key::ErrorsNoteViewer),
        (Measure::Share, Vantage::OriginSide) => text(Key::OfOriginResponses),
        (Measure::Share, Vantage::ViewerSide) => text(Key::OfViewerResponses),
    }
}

/// The highest complete value of the figure's line, with the start of its slot: of 5xx, or of the only series shown.
pub fn peak(model: &PanelModel) -> Option<(f64, i64)> {
    if model.stacked || model.kind != PanelKind::Errors {
        return None;
    }
    let is_lead = |series: &&Series| {
        model.series.len() == 1 || series.role == Role::Class(Class::ServerError)
    };
    let series = model.series.iter().find(is_lead)?;
    let slots = model.states.iter().zip(&series.values).enumerate();
    let complete =
        slots.filter(|(_, (state, value))| **state == SlotState::Came && value.is_finite());
    let highest = complete.fold(
        None,
        |best: Option<(f64, usize)>, (slot, (_, value))| match best {
            Some((most, _)) if most >= *value => best,
            _ => Some((*value, slot)),
        },
    );
    highest.map(|(value, slot)| (value, model.time_of(slot)))
}

/// What the compared period is called.
pub const fn period_key(compare: Compare) -> Key {
    match compare {
        Compare::Day => Key::BeforeDay,
        Compare::Week => Key::BeforeWeek,
        Compare::Previous => Key::BeforePeriod,
    }
}

/// Whether a source sends counts; nothing before it sent anything.
pub fn has_counts(timeline: &Timeline) -> Option<bool> {
    let came = timeline.states.iter().any(|state| state.has_value());
    let columns = timeline.codes().filter(|_| came)?;
    Some(columns.counts.is_some())
}
