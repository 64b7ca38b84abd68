//! What moves over a canvas: crosshair, slot band, dots; and the blocks of failed windows. DOM, moved by transforms.

use crate::chart::pointer::Hover;
use leptos::prelude::*;
use originscope_core::{Class, TimeRange};
use originscope_plot::{Drawn, Failure, PanelKind, PanelModel, Role};
use std::sync::Arc;

/// Slots narrower than this show the line without the band, CSS pixels (DESIGN).
const BAND_FROM: f64 = 4.0;
/// Blocks narrower than this hold one word; under `WORD_FROM` none (DESIGN).
const CODE_FROM: f64 = 120.0;
const WORD_FROM: f64 = 24.0;

/// Where the hovered slot lies on one panel, CSS pixels.
#[derive(Clone, Copy, PartialEq)]
struct Cross {
    left: f64,
    width: f64,
    slot: usize,
}

type Model = Signal<Option<Arc<PanelModel>>>;

fn cross_of(model: &PanelModel, drawn: &Drawn, hover: Hover) -> Option<Cross> {
    let slot = model.slot_at(hover.at)?;
    let layout = &drawn.layout;
    let edge = |at| f64::from(layout.time.clamped_px_from_time(at)) / layout.frame.ratio;
    let (left, right) = (edge(model.time_of(slot)), edge(model.time_of(slot + 1)));
    (right > left || model.grain > 0).then_some(Cross {
        left,
        width: right - left,
        slot,
    })
}

/// Everything over one canvas.
#[component]
pub(super) fn Overlay(
    model: Model,
    drawn: ReadSignal<Option<Drawn>>,
    hover: RwSignal<Option<Hover>>,
    retry_word: Signal<String>,
    on_retry: Option<Callback<TimeRange>>,
) -> impl IntoView {
    let cross = Memo::new(move |_| {
        let hover = hover.get()?;
        model.with(|model| drawn.with(|drawn| cross_of(model.as_deref()?, drawn.as_ref()?, hover)))
    });
    let rows = Memo::new(move |_| drawn.with(|drawn| drawn.as_ref().map_or((0.0, 0.0), plot_rows)));
    let failures = Memo::new(move |_| {
        model.with(|model| drawn.with(|drawn| blocks(model.as_deref(), drawn.as_ref())))
    });
    view! {
        <div class="overlay">
            <div
                class="cross"
                class:off=move || cross.get().is_none()
                style:top=move || format!("{}px", rows.get().0)
                style:height=move || format!("{}px", rows.get().1)
                style:width=move || format!("{}px", cross.get().map_or(0.0, |cross| cross.width))
                style:transform=move || format!("translateX({}px)", cross.get().map_or(0.0, |cross| cross.left))
            >
                <div class="slotband" class:off=move || cross.get().is_none_or(|cross| cross.width < BAND_FROM)></div>
                <div class="hair"></div>
            </div>
            <Dot model drawn cross role=Role::Class(Class::ClientError) />
            <Dot model drawn cross role=Role::Class(Class::ServerError) />
            <Dot model drawn cross role=Role::Traffic />
            {move || failures.get().into_iter().map(|block| failed_block(block, retry_word, on_retry)).collect_view()}
        </div>
    }
}

fn plot_rows(drawn: &Drawn) -> (f64, f64) {
    let plot = drawn.layout.plot;
    let ratio = drawn.layout.frame.ratio;
    (f64::from(plot.y0) / ratio, f64::from(plot.height()) / ratio)
}

/// The point of one line at the crosshair; none on the stack, where bands say it.
#[component]
fn Dot(
    model: Model,
    drawn: ReadSignal<Option<Drawn>>,
    cross: Memo<Option<Cross>>,
    role: Role,
) -> impl IntoView {
    let place = Memo::new(move |_| {
        let cross = cross.get()?;
        model.with(|model| {
            let model = model
                .as_deref()
                .filter(|model| model.kind != PanelKind::Composition)?;
            let value = model.value(role, cross.slot)?;
            let y = drawn.with(|drawn| {
                drawn
                    .as_ref()
                    .map(|d| f64::from(d.scale.px_from_value(value)) / d.layout.frame.ratio)
            })?;
            Some((cross.left + cross.width / 2.0, y))
        })
    });
    let name = match role {
        Role::Class(Class::ServerError) => "dot d5",
        Role::Class(_) => "dot d4",
        Role::Traffic => "dot dt",
    };
    view! {
        <i
            class=name
            class:off=move || place.get().is_none()
            style:transform=move || {
                let (x, y) = place.get().unwrap_or_default();
                format!("translate({x}px, {y}px)")
            }
        ></i>
    }
}

/// A failed window, ready to be shown: CSS pixels and words.
#[derive(Clone, PartialEq)]
struct Block {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    failure: Failure,
    word: String,
}

fn blocks(model: Option<&PanelModel>, drawn: Option<&Drawn>) -> Vec<Block> {
    let (Some(model), Some(drawn)) = (model, drawn) else {
        return Vec::new();
    };
    let ratio = drawn.layout.frame.ratio;
    let pairs = model
        .failures
        .iter()
        .zip(&drawn.failures)
        .filter(|(_, rect)| rect.width() > 0);
    let block = |(failure, rect): (&Failure, &originscope_plot::Rect)| Block {
        left: f64::from(rect.x0) / ratio,
        top: f64::from(rect.y0) / ratio,
        width: f64::from(rect.width()) / ratio,
        height: f64::from(rect.height()) / ratio,
        failure: failure.clone(),
        word: model.words.failed.clone(),
    };
    pairs.map(block).collect()
}

fn failed_block(
    block: Block,
    retry_word: Signal<String>,
    on_retry: Option<Callback<TimeRange>>,
) -> impl IntoView {
    let Block {
        left,
        top,
        width,
        height,
        failure,
        word,
    } = block;
    let place = format!("left:{left}px;top:{top}px;width:{width}px;height:{height}px");
    let range = failure.range;
    let retry = on_retry.map(|on_retry| {
        let hidden = move || retry_word.with(String::is_empty);
        view! { <button type="button" class="btn sm" hidden=hidden on:click=move |_| on_retry.run(range)>{retry_word}</button> }
    });
    let words = if width >= CODE_FROM {
        view! { <b>{failure.code}</b> <span>{failure.note}</span> {retry} }.into_any()
    } else if width >= WORD_FROM {
        view! { <span>{word}</span> }.into_any()
    } else {
        ().into_any()
    };
    view! { <div class="block" style=place>{words}</div> }
}
