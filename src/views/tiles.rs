//! The number of each class and of the traffic, and the tile of what came.

use super::coverage::CoverageTile;
use super::swatch::Swatch;
use crate::facts::{
    Board, NoChange, Shown, about, bit_rates, bit_volume, complete_values, rough_span,
    share_change, spark_path, thinned, traffic_change,
};
use crate::state::State;
use crate::words::{self, Key, class_word, fill, vantage_word};
use leptos::prelude::*;
use originscope_core::{Class, Vantage, format, mean_share, summary};
use std::sync::Arc;

const CLASSES: [Class; 4] = [
    Class::ServerError,
    Class::ClientError,
    Class::Redirect,
    Class::Success,
];
/// A sparkline has room for this many values.
const MOST_POINTS: usize = 72;

/// The tiles.
#[component]
pub fn Tiles(state: State) -> impl IntoView {
    view! {
        <section class="tiles two" aria-label=move || state.t(Key::TilesLabel)>
            <div class="panel five">
                {CLASSES.into_iter().map(|class| view! { <ClassTile state class/> }).collect_view()}
                <TrafficTile state/>
            </div>
            <CoverageTile state/>
        </section>
    }
}

/// What stands in one tile.
#[derive(Clone, Default, PartialEq)]
struct Tile {
    value: String,
    unit: String,
    exact: String,
    below: Below,
    path: String,
    is_alarming: bool,
}

/// What stands under a number.
#[derive(Clone, Default, PartialEq)]
struct Below {
    text: String,
    /// The same where there is little room, if it is something else.
    terse: Option<String>,
    /// Whether it is still on its way: a bar stands for it.
    is_awaited: bool,
}

#[component]
fn ClassTile(state: State, class: Class) -> impl IntoView {
    let tile = Memo::new(move |_| state.board.with(|board| class_tile(state, board, class)));
    let viewer = move || {
        let lead = state.board.with(|board| board.lead_codes());
        lead.filter(|shown| shown.spec.vantage == Vantage::ViewerSide)
            .map(|_| state.t(vantage_word(Vantage::ViewerSide)))
    };
    let colour = colour(class);
    let place = class.name().chars().next().unwrap_or('0');
    view! {
        <div class=format!("tile t{place}") role="group" aria-label=class.name()>
            <div class="lab">
                <Swatch class/>
                <span class="b">{class.name()}</span>
                {move || match viewer() {
                    Some(side) => view! { <span class="chip">{side}</span> }.into_any(),
                    None => view! { <span class="q">{state.t(class_word(class))}</span> }.into_any(),
                }}
            </div>
            {move || body(state, tile.get(), colour, (72.0, 30.0))}
        </div>
    }
}

#[component]
fn TrafficTile(state: State) -> impl IntoView {
    let tile = Memo::new(move |_| state.board.with(|board| traffic_tile(state, board)));
    view! {
        <div class="tile wide" role="group" aria-label=move || state.t(Key::OriginTraffic)>
            <div class="lab"><i class="sw slate"></i><span class="b">{move || state.t(Key::OriginTraffic)}</span></div>
            {move || body(state, tile.get(), "var(--slate)", (104.0, 30.0))}
        </div>
    }
}

fn body(
    state: State,
    tile: Option<Tile>,
    colour: &'static str,
    (width, height): (f64, f64),
) -> AnyView {
    let Some(tile) = tile else {
        if state.board.with(|board| board.is_loading()) {
            // Nothing is known yet, not even that there is nothing.
            return view! { <div class="val"><i class="sk"></i></div> }.into_any();
        }
        return view! {
            <div class="val q">"–"</div>
            <div class="del q">{state.t(Key::NoData)}</div>
        }
        .into_any();
    };
    let title = tile.below.text.clone();
    view! {
        <div class=if tile.is_alarming { "val bad" } else { "val" } title=tile.exact>{tile.value}<span class="u">{tile.unit}</span></div>
        <div class="del" title=title>{below(tile.below)}</div>
        <svg class="sp" viewBox=format!("0 0 {width} {height}") preserveAspectRatio="none" aria-hidden="true">
            <path d=tile.path fill="none" stroke=colour stroke-width="1.5" stroke-linejoin="round" vector-effect="non-scaling-stroke"></path>
        </svg>
    }
    .into_any()
}

fn below(below: Below) -> AnyView {
    let Below {
        text,
        terse,
        is_awaited,
    } = below;
    match terse {
        _ if is_awaited => view! { <span class="vh">{text}</span><i class="sk"></i> }.into_any(),
        Some(terse) => {
            view! { <span class="wordy">{text}</span><span class="terse" aria-hidden="true">{terse}</span> }.into_any()
        }
        None => text.into_any(),
    }
}

const fn colour(class: Class) -> &'static str {
    match class {
        Class::ServerError => "var(--c5)",
        Class::ClientError => "var(--c4)",
        Class::Redirect => "var(--c3)",
        Class::Success => "var(--c2)",
        Class::Informational | Class::Other => "var(--c1)",
    }
}

fn class_tile(state: State, board: &Board, class: Class) -> Option<Tile> {
    let shown = board.lead_codes()?;
    let shares = complete_values(&shown.timeline, &shown.timeline.class_shares(class));
    let figures = summary(&shown.timeline, &shares)?;
    let lang = state.lang.get();
    let mean = mean_share(&shown.timeline, class).unwrap_or(figures.mean);
    let (low, high) = match class {
        // One scale for both, so that the two can be compared at a glance.
        Class::ServerError | Class::ClientError => (0.0, errors_top(&shown)),
        // A point is as high as in those two, so that a class that hardly moves looks calm.
        _ => {
            let middle = f64::midpoint(figures.min, figures.max);
            let half = errors_top(&shown).max(figures.max - figures.min).max(1.0) / 2.0;
            (middle - half, middle + half)
        }
    };
    Some(Tile {
        value: format::share_number(figures.now),
        unit: "%".to_owned(),
        exact: format!("{} %", figures.now),
        below: match share_change(board, &shown, class, figures.now_at) {
            Some(Ok(points)) => plain(fill(
                lang,
                Key::TileChange,
                &[("n", &format::points(points))],
            )),
            Some(Err(why)) => no_change(state, why),
            None => {
                let mean = about(&shown.timeline, &words::share(lang, mean));
                plain(fill(lang, Key::MeanOf, &[("mean", &mean)]))
            }
        },
        path: spark_path(&thinned(&shares, MOST_POINTS), low, high, 72.0, 30.0),
        is_alarming: class == Class::ServerError
            && figures.now >= state.thresholds.with(|lines| lines.amber_percent),
    })
}

/// The highest share of 5xx or 4xx, the top of their shared scale.
fn errors_top(shown: &Arc<Shown>) -> f64 {
    let top = |class: Class| {
        let shares = complete_values(&shown.timeline, &shown.timeline.class_shares(class));
        shares
            .into_iter()
            .filter(|share| share.is_finite())
            .fold(0.0, f64::max)
    };
    top(Class::ServerError).max(top(Class::ClientError))
}

fn traffic_tile(state: State, board: &Board) -> Option<Tile> {
    let shown = board.lead_traffic()?;
    let rates = complete_values(&shown.timeline, &bit_rates(&shown));
    let figures = summary(&shown.timeline, &rates)?;
    let now = format::bit_rate(figures.now);
    let (volume, seconds) = state.watched.with(|watched| bit_volume(&shown, watched));
    let lang = state.lang.get();
    let span = rough_span(lang, seconds);
    let in_span = fill(
        lang,
        Key::MeanVolume,
        &[("volume", &volume), ("span", &span)],
    );
    Some(Tile {
        value: now.number(),
        unit: now.unit("bps"),
        exact: format!("{} bit/s", figures.now),
        below: match traffic_change(board, &shown, figures.now_at) {
            Some(Ok(percent)) => {
                let change = words::change(lang, percent);
                Below {
                    text: format!("{change} • {in_span}"),
                    terse: Some(format!("{change} • {volume}")),
                    is_awaited: false,
                }
            }
            Some(Err(why)) => no_change(state, why),
            None => plain(in_span),
        },
        path: spark_path(
            &thinned(&rates, MOST_POINTS),
            0.0_f64.max(figures.min - (figures.max - figures.min)),
            figures.max,
            104.0,
            30.0,
        ),
        is_alarming: false,
    })
}

fn plain(text: String) -> Below {
    Below {
        text,
        ..Below::default()
    }
}

/// Why there is no change to tell.
fn no_change(state: State, why: NoChange) -> Below {
    let word = match why {
        NoChange::Reading => Key::ChangeReading,
        NoChange::Failed => Key::ChangeFailed,
        NoChange::OutOfReach => Key::ChangeFar,
        NoChange::NoSlot => Key::ChangeNone,
    };
    Below {
        is_awaited: why == NoChange::Reading,
        ..plain(state.t(word).to_owned())
    }
}
