//! The blocks of failed windows: words and a button over the ring that the canvas has.

use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{Drawn, Failure, PanelModel};

/// Blocks narrower than this hold one word; under `WORD_FROM` none (DESIGN).
const CODE_FROM: f64 = 120.0;
const WORD_FROM: f64 = 24.0;

/// A failed window, ready to be shown: CSS pixels and words.
#[derive(Clone, PartialEq)]
pub(super) struct Block {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    failure: Failure,
    word: String,
}

pub(super) fn blocks(model: Option<&PanelModel>, drawn: Option<&Drawn>) -> Vec<Block> {
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

pub(super) fn failed_block(
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
