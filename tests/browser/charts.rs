//! The page's chart on a real canvas.

use crate::chart;
use leptos::prelude::*;
use originscope_core::{Class, SlotState, TimeRange};
use originscope_plot::{
    Dates, Measure, PanelKind, PanelModel, Role, Series, ValueLabels, View, Words,
};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The design's hues of 5xx and 2xx, in the light theme (style/tokens.css).
const RED: [u8; 3] = [0xB3, 0x15, 0x32];
const SLOTS: usize = 10;
const MINUTE: i64 = 60;

#[wasm_bindgen_test]
async fn a_composition_has_its_5xx_at_the_base_and_only_as_high_as_their_share() {
    let canvas = painted(model(
        PanelKind::Composition,
        &[(Class::ServerError, 30.0), (Class::Success, 70.0)],
    ))
    .await;
    // In the middle of a slot, three parts in ten of the height are red or hatched with surface; above, nothing is.
    let share = red_rows(&canvas, 0.55);
    assert!(
        (0.10..=0.31).contains(&share),
        "{share} of the column is red"
    );
    assert!(red_rows(&canvas, 0.05) > 0.0, "the first slot is empty");
}

#[wasm_bindgen_test]
async fn a_chart_of_successes_has_no_red_pixel_in_its_plot() {
    let canvas = painted(model(PanelKind::Composition, &[(Class::Success, 100.0)])).await;
    for at in [0.05, 0.35, 0.55, 0.95] {
        assert!(red_rows(&canvas, at) == 0.0, "red at {at}");
    }
}

fn model(kind: PanelKind, shares: &[(Class, f64)]) -> PanelModel {
    let range = TimeRange::new(0, MINUTE * SLOTS as i64);
    let series = shares.iter().map(|(class, share)| Series {
        role: Role::Class(*class),
        name: class.name().to_owned(),
        shade: 0,
        values: vec![*share; SLOTS],
        earlier: Vec::new(),
    });
    PanelModel {
        kind,
        measure: Measure::Share,
        stacked: kind == PanelKind::Composition,
        unaccounted: Vec::new(),
        view: View {
            range,
            grain: MINUTE,
            offset: 0.into(),
            dates: Dates::English,
            label_margin: false,
        },
        first: 0,
        grain: MINUTE,
        states: vec![SlotState::Came; SLOTS],
        quiet: vec![false; SLOTS],
        series: series.collect(),
        thresholds: Vec::new(),
        labels: ValueLabels::Percent("%".to_owned()),
        words: Words::default(),
        failures: Vec::new(),
    }
}

/// Puts a panel with the model on the page and waits until it is painted.
async fn painted(model: PanelModel) -> HtmlCanvasElement {
    let document = document();
    let holder = document
        .create_element("div")
        .unwrap()
        .unchecked_into::<web_sys::HtmlElement>();
    let style = format!(
        "{}\n{}\n.composed .plot {{ height: 172px }}",
        include_str!("../../style/tokens.css"),
        include_str!("../../style/chart.css")
    );
    holder.set_class_name("composed");
    holder
        .set_attribute("style", "width: 640px; background: white")
        .unwrap();
    document.body().unwrap().append_child(&holder).unwrap();
    document
        .document_element()
        .unwrap()
        .set_attribute("data-theme", "light")
        .unwrap();
    let model = Some(Arc::new(model));
    let handle = mount_to(holder.clone(), move || {
        let hover = RwSignal::new(None);
        view! {
            <style>{style}</style>
            <chart::Panel model=Signal::stored(model) hover theme=Signal::stored("light".to_owned()) label=Signal::stored("a chart".to_owned())/>
        }
    });
    handle.forget();
    for _ in 0..120 {
        next_frame().await;
        let canvas = holder.query_selector("canvas[data-painted]").unwrap();
        if let Some(canvas) = canvas {
            return canvas.unchecked_into();
        }
    }
    panic!("the chart was not painted within 120 frames");
}

async fn next_frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        window()
            .request_animation_frame(&resolve)
            .map(drop)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// The part of the plot's height that is red, in the column `at` (0 left, 1 right) of the plot.
fn red_rows(canvas: &HtmlCanvasElement, at: f64) -> f64 {
    let number = |name: &str| canvas.get_attribute(name).unwrap().parse::<f64>().unwrap();
    let ratio = number("data-ratio");
    let [x0, x1, y0, y1] =
        ["data-x0", "data-x1", "data-y0", "data-y1"].map(|name| number(name) * ratio);
    let context = canvas
        .get_context("2d")
        .unwrap()
        .unwrap()
        .unchecked_into::<CanvasRenderingContext2d>();
    let x = x0 + (x1 - x0) * at;
    let pixels = context
        .get_image_data(x.floor(), y0.ceil(), 1.0, (y1 - y0).floor())
        .unwrap()
        .data();
    let red = pixels.chunks_exact(4).filter(|pixel| {
        pixel
            .iter()
            .zip(RED)
            .all(|(have, want)| have.abs_diff(want) < 8)
    });
    red.count() as f64 / ((y1 - y0).floor())
}
