//! Paper has the light theme whatever the screen has, and does not wait for a frame.

use crate::stage::{Stage, find};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The first pixel of a canvas: its ground.
fn ground(canvas: &web_sys::HtmlElement) -> [u8; 3] {
    let read = js_sys::Function::new_with_args(
        "c",
        "return Array.from(c.getContext('2d').getImageData(0, 0, 1, 1).data)",
    );
    let rgba: js_sys::Array =
        wasm_bindgen::JsCast::unchecked_into(read.call1(&JsValue::NULL, canvas).unwrap());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a colour channel
    [0, 1, 2].map(|channel| rgba.get(channel).as_f64().unwrap() as u8)
}

fn tell(event: &str) {
    let dispatch = js_sys::Function::new_with_args("name", "window.dispatchEvent(new Event(name))");
    dispatch.call1(&JsValue::NULL, &event.into()).unwrap();
}

#[wasm_bindgen_test]
fn nothing_is_forced_here() {
    let forced = window()
        .match_media("(forced-colors: active)")
        .unwrap()
        .unwrap();
    assert!(
        !forced.matches(),
        "the other tests read the design's colours"
    );
}

#[wasm_bindgen_test]
async fn a_dark_chart_is_printed_light() {
    let host = Stage::new().mount().await;
    let canvas = find(&host, "canvas");
    let root = document().document_element().unwrap();
    root.set_attribute("data-theme", "dark").unwrap();
    tell("afterprint");
    assert_eq!(ground(&canvas), [0x10, 0x13, 0x18], "the dark surface");
    tell("beforeprint");
    assert_eq!(ground(&canvas), [0xFF, 0xFF, 0xFF]);
    assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
    tell("afterprint");
    assert_eq!(ground(&canvas), [0x10, 0x13, 0x18]);
    root.set_attribute("data-theme", "light").unwrap();
    host.remove();
}
