//! The traffic in the legend: one prefix a row, named by it, and below it what a capacity planner asks.

use super::legend::{Head, columns, find, ids, table_class};
use super::legend_cells::{Cells, cells, say_row};
use crate::facts::{Shown, aligned, bit_rate, bit_rates, bit_volume, rough_span, source_name};
use crate::state::State;
use crate::ui::{Glyph, Icon};
use crate::words::{Key, fill, pause};
use leptos::prelude::*;
use originscope_core::{Lang, Metric, format, percentile_95, summary, traffic_difference};

/// With fewer samples the 95th percentile leaves none out, and so is the highest one.
const ENOUGH_SAMPLES: usize = 20;

/// Traffic alone, where no source of codes is chosen.
#[component]
pub(super) fn TrafficTable(state: State) -> impl IntoView {
    view! {
        <div class="cap"><h2>{move || state.t(Key::OriginTraffic)}</h2></div>
        <table class=table_class(state) aria-label=move || state.t(Key::OriginTraffic)>
            {columns(state)}
            <Head state first=Key::UnitTraffic/>
            <tbody><TrafficRows state/></tbody>
        </table>
    }
}

/// The traffic of each traffic source.
#[component]
pub(super) fn TrafficRows(state: State) -> impl IntoView {
    move || {
        let traffic = ids(state, Metric::Traffic);
        let many = traffic.len() > 1;
        traffic
            .into_iter()
            .filter_map(|id| line(state, id, many))
            .collect_view()
    }
}

fn line(state: State, id: &str, many: bool) -> Option<AnyView> {
    let shown = find(state, id)?;
    let lang = state.lang.get();
    let figures = summary(&shown.timeline, &bit_rates(&shown));
    let prefix = format::bit_rate(figures.as_ref().map_or(0.0, |figures| figures.max));
    let mut name = prefix.unit("bps");
    if many {
        name = format!("{name} {}", source_name(lang, shown.spec));
    }
    let earlier = state.board.with(|board| aligned(board, &shown));
    let difference = earlier.and_then(|earlier| traffic_difference(&shown.timeline, &earlier));
    let delta = difference.and_then(|difference| difference.now);
    let percent = match lang {
        Lang::En => "\u{202f}%",
        Lang::Zh => "%",
    };
    let row =
        figures.map(|figures| Cells::of_rates(&figures, prefix, delta, &shown.timeline, percent));
    let below = planned_by(state, &shown);
    Some(
        view! {
            <tr class="cls traffic">
                <th scope="row"><span class="nm"><Icon glyph=Glyph::None/><i class="sw slate"></i><b>{name}</b></span></th>
                {cells(state, row)}
            </tr>
            {below.map(|text| say_row(state, text))}
        }
        .into_any(),
    )
}

/// The volume, and the 95th percentile where it is not just the highest sample.
fn planned_by(state: State, shown: &Shown) -> Option<String> {
    let lang = state.lang.get();
    let (volume, seconds) = state.watched.with(|watched| bit_volume(shown, watched));
    let span = rough_span(lang, seconds);
    let words = [("volume", volume.as_str()), ("span", span.as_str())];
    let mut text = (seconds > 0).then(|| fill(lang, Key::TrafficNote, &words))?;
    let percentile = percentile_95(&shown.timeline);
    if let Some(found) = percentile.filter(|found| found.samples >= ENOUGH_SAMPLES) {
        let rate = bit_rate(found.bits_per_second);
        text.push_str(pause(lang));
        text.push_str(&fill(lang, Key::Percentile95, &[("rate", &rate)]));
    }
    Some(text)
}
