//! The picture that is saved.

use crate::chart::{ExportPanel, ExportSheet, export_png};
use crate::stage::hour;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn all_figures_become_one_png_at_ratio_two() {
    let style = format!("<style>{}</style>", include_str!("../../style/tokens.css"));
    document()
        .head()
        .unwrap()
        .insert_adjacent_html("beforeend", &style)
        .unwrap();
    let panel = |height| ExportPanel {
        title: "Errors".to_owned(),
        model: Arc::new(hour()),
        height,
    };
    let sheet = ExportSheet {
        title: "example.com".to_owned(),
        lines: vec!["12:00–13:00 UTC".to_owned(), "55/55 due slots".to_owned()],
        panels: vec![panel(180.0), panel(120.0)],
        width: 1028.0,
    };
    let blob = export_png(&sheet).await.expect("a picture");
    assert_eq!(blob.type_(), "image/png");
    // 16 + 28 title + 2 x 18 lines + 2 x 30 captions + 300 plots + 28 axis + 16, at ratio 2; 1028 + 32 wide.
    let read = js_sys::Function::new_with_args(
        "b",
        "return createImageBitmap(b).then(i => { const c = document.createElement('canvas'); c.width = i.width; c.height = i.height;
         const x = c.getContext('2d'); x.drawImage(i, 0, 0); const d = x.getImageData(0, 0, i.width, i.height).data; let red = 0;
         for (let n = 0; n < d.length; n += 4) red += d[n] === 0xB3 && d[n + 1] === 0x15 && d[n + 2] === 0x32; return [i.width, i.height, red]; })",
    );
    let promise: js_sys::Promise =
        wasm_bindgen::JsCast::unchecked_into(read.call1(&JsValue::NULL, &blob).unwrap());
    let found: js_sys::Array =
        wasm_bindgen::JsCast::unchecked_into(JsFuture::from(promise).await.unwrap());
    let number = |index| found.get(index).as_f64().unwrap();
    assert_eq!((number(0), number(1)), (2120.0, 968.0));
    // 55 slots of 32 px, 4 px thick, in both figures.
    assert!(
        number(2) > 2.0 * 55.0 * 32.0 * 4.0 * 0.9,
        "{} pixels of 5xx",
        number(2)
    );
}
