//! Mouse, finger and keys on panels. None of them paints.

use crate::chart::{Heard, Hover};
use crate::stage::{Stage, click, computed, find, frames, hour, key, middle, pointer, silence};
use leptos::prelude::*;
use originscope_core::{Class, TimeRange};
use originscope_plot::Role;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

const fn slot(number: i64) -> Hover {
    Hover {
        at: number * 60,
        grain: 60,
    }
}

const fn minutes(from: i64, to: i64) -> TimeRange {
    TimeRange::new(from * 60, to * 60)
}

#[wasm_bindgen_test]
async fn a_click_pins_on_all_panels_until_escape_and_through_new_data() {
    let stage = Stage::new();
    let host = stage.mount().await;
    let canvas = find(&host, "canvas");
    let painted = canvas.get_attribute("data-painted");
    click(&canvas, middle(47));
    assert_eq!(stage.pinned.get_untracked(), Some(slot(47)));
    pointer(&canvas, "pointermove", middle(10), "mouse");
    frames().await;
    let crosses = host.query_selector_all(".cross").unwrap();
    for index in 0..crosses.length() {
        let cross: web_sys::Element =
            wasm_bindgen::JsCast::unchecked_into(crosses.get(index).unwrap());
        let style = cross.get_attribute("style").unwrap();
        assert!(
            style.contains(&format!("translateX({}px)", 56 + 47 * 16)),
            "one crosshair, on the pinned slot: {style}"
        );
    }
    assert_eq!(
        find(&host, ".pill").text_content().as_deref(),
        Some("00:47")
    );
    find(&host, ".pill .pin");
    assert_eq!(
        canvas.get_attribute("data-painted"),
        painted,
        "the pointer paints nothing"
    );

    stage.model.set(Arc::new(hour()));
    frames().await;
    assert_ne!(
        canvas.get_attribute("data-painted"),
        painted,
        "new data paints"
    );
    assert_eq!(
        stage.pinned.get_untracked(),
        Some(slot(47)),
        "and the pin stays"
    );
    assert!(key(&canvas, "Escape", false));
    assert_eq!(stage.pinned.get_untracked(), None);
    assert!(
        !key(&canvas, "Escape", false),
        "with nothing to free the key is the page's"
    );
    host.remove();
}

#[wasm_bindgen_test]
async fn a_drag_selects_whole_slots_and_zooms_on_release() {
    let stage = Stage::new();
    let host = stage.mount().await;
    let canvas = find(&host, "canvas");
    pointer(&canvas, "pointerdown", middle(41), "mouse");
    pointer(&canvas, "pointermove", middle(54) + 5.0, "mouse");
    assert_eq!(stage.selection.get_untracked(), Some(minutes(41, 55)));
    frames().await;
    assert_eq!(
        host.query_selector_all(".selband").unwrap().length(),
        2,
        "on all panels"
    );
    let band = find(&host, ".selband");
    assert_eq!(
        (computed(&band, "left"), computed(&band, "width")),
        ("712px".to_owned(), "224px".to_owned())
    );
    assert_eq!(
        find(&host, ".pill").text_content().as_deref(),
        Some("00:41–00:55")
    );
    pointer(&canvas, "pointerup", middle(54), "mouse");
    pointer(&canvas, "click", middle(54), "mouse");
    assert_eq!(stage.zoomed.get_untracked(), [minutes(41, 55)]);
    assert_eq!(
        (
            stage.selection.get_untracked(),
            stage.pinned.get_untracked()
        ),
        (None, None)
    );

    // Backwards and past the plot's edge it is cut there; one slot is too little; Esc gives up.
    pointer(&canvas, "pointerdown", middle(2), "mouse");
    pointer(&canvas, "pointermove", -40.0, "mouse");
    pointer(&canvas, "pointerup", -40.0, "mouse");
    assert_eq!(stage.zoomed.get_untracked().last(), Some(&minutes(0, 3)));
    pointer(&canvas, "pointerdown", middle(20) - 5.0, "mouse");
    pointer(&canvas, "pointermove", middle(20) + 5.0, "mouse");
    pointer(&canvas, "pointerup", middle(20), "mouse");
    pointer(&canvas, "pointerdown", middle(20), "mouse");
    pointer(&canvas, "pointermove", middle(30), "mouse");
    assert!(key(&canvas, "Escape", false));
    pointer(&canvas, "pointermove", middle(31), "mouse");
    pointer(&canvas, "pointerup", middle(31), "mouse");
    assert_eq!(stage.zoomed.get_untracked().len(), 2);
    assert_eq!(stage.selection.get_untracked(), None);
    pointer(&canvas, "dblclick", middle(20), "mouse");
    assert_eq!(stage.back.get_untracked(), 1);
    host.remove();
}

#[wasm_bindgen_test]
async fn the_keyboard_alone_finds_selects_and_zooms() {
    let stage = Stage::new();
    let host = stage.mount().await;
    let canvas = find(&host, "canvas");
    let press = |name: &str| assert!(key(&canvas, name, false), "{name} is the chart's");
    assert!(
        !key(&canvas, "z", false),
        "without a selection z is the page's"
    );
    press("Home");
    assert_eq!(stage.hover.get_untracked(), Some(slot(0)));
    assert!(key(&canvas, "ArrowRight", true));
    press("ArrowRight");
    assert_eq!(stage.hover.get_untracked(), Some(slot(11)));
    press("ArrowUp");
    silence().await;
    let last = stage.heard.get_untracked().pop().unwrap();
    assert_eq!(
        last.role,
        Some(Role::Class(Class::ClientError)),
        "up follows the next series"
    );
    assert_eq!(
        (last.what, last.at, last.value, last.earlier),
        (Heard::Series, 660, Some(2.0), Some(1.0))
    );
    assert_eq!(
        stage.heard.get_untracked().len(),
        1,
        "of a quick row only the last key is said"
    );
    press("[");
    press("ArrowRight");
    press("ArrowRight");
    press("]");
    assert_eq!(stage.selection.get_untracked(), Some(minutes(11, 14)));
    press("Enter");
    assert_eq!(stage.pinned.get_untracked(), Some(slot(13)));
    press("ArrowLeft");
    assert_eq!(
        stage.pinned.get_untracked(),
        Some(slot(12)),
        "the pin follows the keys"
    );
    press("z");
    assert_eq!(stage.zoomed.get_untracked(), [minutes(11, 14)]);
    assert_eq!(stage.selection.get_untracked(), None);
    press("End");
    silence().await;
    let last = stage.heard.get_untracked().pop().unwrap();
    assert_eq!(
        (last.at, last.value),
        (59 * 60, None),
        "what is not published has no value"
    );
    assert!(!key(&canvas, "x", false), "other keys are the page's");
    host.remove();
}

#[wasm_bindgen_test]
async fn a_finger_taps_and_scrubs_and_never_pins_or_blocks_a_scroll() {
    let stage = Stage::new();
    let host = stage.mount().await;
    let canvas = find(&host, "canvas");
    assert_eq!(computed(&canvas, "touch-action"), "pan-y");
    pointer(&canvas, "pointerdown", middle(30), "touch");
    assert_eq!(stage.hover.get_untracked(), Some(slot(30)));
    pointer(&canvas, "pointermove", middle(35), "touch");
    pointer(&canvas, "pointerup", middle(35), "touch");
    pointer(&canvas, "click", middle(35), "touch");
    pointer(&canvas, "pointerleave", middle(35), "touch");
    assert_eq!(
        stage.hover.get_untracked(),
        Some(slot(35)),
        "a lifted finger leaves the cursor"
    );
    assert_eq!(
        (
            stage.pinned.get_untracked(),
            stage.selection.get_untracked()
        ),
        (None, None)
    );
    host.remove();
}

#[wasm_bindgen_test]
async fn select_mode_has_two_handles_that_a_finger_can_hit() {
    let stage = Stage::new();
    let host = stage.mount().await;
    stage.selecting.set(true);
    frames().await;
    assert_eq!(
        stage.selection.get_untracked(),
        Some(minutes(15, 45)),
        "it begins with the middle half"
    );
    for name in [".handle.first", ".handle.last"] {
        let handle = find(&host, name);
        let size = handle.get_bounding_client_rect();
        assert!(
            size.width() >= 44.0 && size.height() >= 44.0,
            "{name} {}x{}",
            size.width(),
            size.height()
        );
        assert_eq!(computed(&handle, "touch-action"), "none");
    }
    let last = find(&host, ".handle.last");
    let from = last.get_bounding_client_rect().left();
    pointer(&last, "pointerdown", 5.0, "touch");
    pointer(&last, "pointermove", middle(50) - from, "touch");
    assert_eq!(stage.selection.get_untracked(), Some(minutes(15, 51)));
    pointer(
        &last,
        "pointermove",
        middle(3) - last.get_bounding_client_rect().left(),
        "touch",
    );
    assert_eq!(
        stage.selection.get_untracked(),
        Some(minutes(15, 17)),
        "two slots stay"
    );
    pointer(&last, "pointerup", 5.0, "touch");
    stage.selecting.set(false);
    frames().await;
    assert_eq!(stage.selection.get_untracked(), None);
    assert!(
        stage.zoomed.get_untracked().is_empty(),
        "the page decides when to go there"
    );
    host.remove();
}
