//! A panel is as sharp as the screen, and only what changed is painted.

use crate::chart::{Hover, Panel};
use leptos::prelude::*;
use originscope_core::{Class, SlotState, TimeRange};
use originscope_plot::{
    Dates, Measure, PanelKind, PanelModel, Role, Series, ValueLabels, View, Words,
};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement};

/// The light tokens that the assertions read.
const TOKENS: [(&str, &str); 4] = [
    ("--surface", "#FFFFFF"),
    ("--c5", "#B31532"),
    ("--soft", "0.16"),
    ("--grid", "#ECEEF2"),
];
const C5: [u8; 3] = [0xB3, 0x15, 0x32];

/// 60 slots with 5 % of 5xx in the first 55; the design's size.
fn model() -> PanelModel {
    let states: Vec<_> = (0..60)
        .map(|slot| {
            if slot < 55 {
                SlotState::Came
            } else {
                SlotState::NotYet
            }
        })
        .collect();
    let values = (0..60)
        .map(|slot| if slot < 55 { 5.0 } else { f64::NAN })
        .collect();
    PanelModel {
        kind: PanelKind::Errors,
        measure: Measure::Share,
        stacked: false,
        unaccounted: Vec::new(),
        view: View {
            range: TimeRange::new(0, 3600),
            grain: 60,
            offset: 0.into(),
            dates: Dates::English,
            label_margin: false,
        },
        first: 0,
        grain: 60,
        quiet: vec![false; 60],
        states,
        series: vec![Series {
            role: Role::Class(Class::ServerError),
            name: "5xx".to_owned(),
            shade: 0,
            values,
            earlier: Vec::new(),
        }],
        thresholds: Vec::new(),
        labels: ValueLabels::Percent("%".to_owned()),
        words: Words::default(),
        failures: Vec::new(),
    }
}

/// Two animation frames: effects have run and the canvas is painted.
async fn frames() {
    for _ in 0..2 {
        let next = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).unwrap();
        });
        JsFuture::from(next).await.unwrap();
    }
}

/// Mounts a panel of 1028 x 180 CSS pixels.
fn mounted(hover: RwSignal<Option<Hover>>, theme: RwSignal<String>) -> HtmlElement {
    let root: HtmlElement = document().document_element().unwrap().dyn_into().unwrap();
    for (name, value) in TOKENS {
        root.style().set_property(name, value).unwrap();
    }
    let host: HtmlElement = document()
        .create_element("div")
        .unwrap()
        .dyn_into()
        .unwrap();
    host.set_class_name("alone");
    host.set_attribute(
        "style",
        "position:absolute;left:0;top:0;width:1028px;height:180px",
    )
    .unwrap();
    document().body().unwrap().append_child(&host).unwrap();
    let style = "<style>.alone .plot{position:relative;height:180px}.alone canvas{position:absolute;inset:0;width:100%;height:100%}</style>";
    document()
        .head()
        .unwrap()
        .insert_adjacent_html("beforeend", style)
        .unwrap();
    let model = Arc::new(model());
    leptos::mount::mount_to(host.clone(), move || {
        let model = Signal::derive(move || Some(model.clone()));
        view! { <Panel model hover theme label=Signal::derive(|| "5xx share".to_owned()) /> }
    })
    .forget();
    host
}

fn canvas_in(host: &Element) -> HtmlCanvasElement {
    host.query_selector("canvas")
        .unwrap()
        .unwrap()
        .dyn_into()
        .unwrap()
}

fn number(canvas: &HtmlCanvasElement, name: &str) -> f64 {
    canvas
        .get_attribute(name)
        .unwrap_or_else(|| panic!("{name} is missing"))
        .parse()
        .unwrap()
}

/// Colour of a device pixel, read with JavaScript: web-sys' ImageData would be one more feature for a test.
fn pixel(canvas: &HtmlCanvasElement, x: f64, y: f64) -> [u8; 3] {
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")
        .unwrap()
        .unwrap()
        .dyn_into()
        .unwrap();
    let read = js_sys::Function::new_with_args(
        "c, x, y",
        "return Array.from(c.getImageData(x, y, 1, 1).data)",
    );
    let rgba: js_sys::Array = read
        .call3(&JsValue::NULL, &context, &x.into(), &y.into())
        .unwrap()
        .unchecked_into();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a colour channel
    [0, 1, 2].map(|channel| rgba.get(channel).as_f64().unwrap() as u8)
}

#[wasm_bindgen_test]
async fn a_panel_is_painted_in_device_pixels_and_only_when_needed() {
    let (hover, theme) = (RwSignal::new(None), RwSignal::new("light".to_owned()));
    let host = mounted(hover, theme);
    let children = document().body().unwrap().child_element_count();
    frames().await;
    let canvas = canvas_in(&host);
    let ratio = window().device_pixel_ratio();
    assert_eq!(f64::from(canvas.width()), (1028.0 * ratio).round());
    assert_eq!(f64::from(canvas.height()), (180.0 * ratio).round());
    assert_eq!(
        canvas.get_attribute("aria-label").as_deref(),
        Some("5xx share")
    );

    // 5 % of a scale that ends at 5 % lies on the top of the plot; the line ends where slots are not published.
    let (x0, x1, y0) = (
        number(&canvas, "data-x0"),
        number(&canvas, "data-x1"),
        number(&canvas, "data-y0"),
    );
    assert_eq!((x0, x1, number(&canvas, "data-top")), (56.0, 1016.0, 5.0));
    assert_eq!(pixel(&canvas, (x0 + 8.0) * ratio, y0 * ratio), C5);
    assert_ne!(pixel(&canvas, (x0 + 16.0 * 57.5) * ratio, y0 * ratio), C5);

    let painted = number(&canvas, "data-painted");
    hover.set(Some(Hover { at: 600, grain: 60 }));
    frames().await;
    assert_eq!(
        number(&canvas, "data-painted"),
        painted,
        "the pointer paints nothing"
    );
    let cross: HtmlElement = host
        .query_selector(".cross")
        .unwrap()
        .unwrap()
        .dyn_into()
        .unwrap();
    assert_eq!(
        cross.style().get_property_value("transform").unwrap(),
        "translateX(216px)"
    );
    theme.set("dark".to_owned());
    frames().await;
    assert_eq!(
        number(&canvas, "data-painted"),
        painted + 1.0,
        "a new theme paints once"
    );
    assert_eq!(
        document().body().unwrap().child_element_count(),
        children,
        "measuring text adds nothing to the page"
    );
    host.remove();
    // The other tests read the stylesheet's.
    let root: HtmlElement = document().document_element().unwrap().dyn_into().unwrap();
    for (name, _) in TOKENS {
        root.style().remove_property(name).unwrap();
    }
}
