//! A panel on the page for a test, and a user's hands.

use crate::chart::{Announcement, Hover, Panel, TimeAxis};
use leptos::prelude::*;
use originscope_core::{Class, SlotState, TimeRange};
use originscope_plot::{
    Dates, Measure, PanelKind, PanelModel, Role, Series, ValueLabels, View, Words,
};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// 60 minutes with 5 % of 5xx and 2 % of 4xx in the first 55; the rest is not published. At the design's size a slot has
/// 16 px and the plot begins at 56.
pub(crate) fn hour() -> PanelModel {
    let came = |slot: usize| slot < 55;
    let state = |slot| {
        if came(slot) {
            SlotState::Came
        } else {
            SlotState::NotYet
        }
    };
    let series = |class: Class, value: f64| Series {
        role: Role::Class(class),
        name: class.name().to_owned(),
        shade: 0,
        values: (0..60)
            .map(|slot| if came(slot) { value } else { f64::NAN })
            .collect(),
        earlier: vec![1.0; 60],
    };
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
        states: (0..60).map(state).collect(),
        quiet: vec![false; 60],
        series: vec![
            series(Class::ServerError, 5.0),
            series(Class::ClientError, 2.0),
        ],
        thresholds: Vec::new(),
        labels: ValueLabels::Percent("%".to_owned()),
        words: Words::default(),
        failures: Vec::new(),
    }
}

/// What a page shares between its panels, and what it heard from them.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) hover: RwSignal<Option<Hover>>,
    pub(crate) pinned: RwSignal<Option<Hover>>,
    pub(crate) selection: RwSignal<Option<TimeRange>>,
    pub(crate) selecting: RwSignal<bool>,
    pub(crate) model: RwSignal<Arc<PanelModel>>,
    pub(crate) zoomed: RwSignal<Vec<TimeRange>>,
    pub(crate) back: RwSignal<u32>,
    pub(crate) heard: RwSignal<Vec<Announcement>>,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self {
            hover: RwSignal::new(None),
            pinned: RwSignal::new(None),
            selection: RwSignal::new(None),
            selecting: RwSignal::new(false),
            model: RwSignal::new(Arc::new(hour())),
            zoomed: RwSignal::new(Vec::new()),
            back: RwSignal::new(0),
            heard: RwSignal::new(Vec::new()),
        }
    }

    /// Two panels and their axis, 1028 px wide; waits until they are painted.
    pub(crate) async fn mount(self) -> HtmlElement {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        host.set_class_name("stage");
        host.set_attribute(
            "style",
            "position:absolute;left:0;top:0;width:1028px;background:white",
        )
        .unwrap();
        document().body().unwrap().append_child(&host).unwrap();
        document()
            .document_element()
            .unwrap()
            .set_attribute("data-theme", "light")
            .unwrap();
        let style = format!(
            "{}\n{}\n.stage .plot {{ height: 180px }}",
            include_str!("../../style/tokens.css"),
            include_str!("../../style/chart.css")
        );
        let panel = move || {
            let model = Signal::derive(move || Some(self.model.get()));
            view! {
                <Panel
                    model
                    hover=self.hover
                    theme=Signal::stored("light".to_owned())
                    label=Signal::stored("5xx share".to_owned())
                    pinned=self.pinned
                    selection=self.selection
                    selecting=self.selecting
                    on_zoom=Callback::new(move |range| self.zoomed.update(|all| all.push(range)))
                    on_zoom_back=Callback::new(move |()| self.back.update(|count| *count += 1))
                    on_announce=Callback::new(move |said| self.heard.update(|all| all.push(said)))
                />
            }
        };
        let view = Signal::derive(move || Some(self.model.get().view));
        leptos::mount::mount_to(host.clone(), move || {
            view! {
                <style>{style}</style>
                {panel()}
                {panel()}
                <TimeAxis view hover=self.hover pin=self.pinned selection=self.selection/>
            }
        })
        .forget();
        for _ in 0..120 {
            frames().await;
            if host
                .query_selector_all("canvas[data-painted]")
                .unwrap()
                .length()
                == 2
            {
                return host;
            }
        }
        panic!("the panels were not painted within 240 frames");
    }
}

/// Two animation frames: effects have run and canvases are painted.
pub(crate) async fn frames() {
    for _ in 0..2 {
        let next = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).unwrap();
        });
        JsFuture::from(next).await.unwrap();
    }
}

/// Longer than announcements wait for more keys.
pub(crate) async fn silence() {
    let over = js_sys::Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 250)
            .unwrap();
    });
    JsFuture::from(over).await.unwrap();
}

/// The first element that a selector finds.
pub(crate) fn find(host: &Element, selector: &str) -> HtmlElement {
    host.query_selector(selector)
        .unwrap()
        .unwrap_or_else(|| panic!("no {selector}"))
        .unchecked_into()
}

/// Middle of a slot, CSS pixels from the canvas' left edge.
pub(crate) fn middle(slot: i32) -> f64 {
    f64::from(56 + slot * 16 + 8)
}

/// Dispatches a pointer event `x` pixels from the element's left edge.
pub(crate) fn pointer(element: &Element, kind: &str, x: f64, pointer_type: &str) {
    let dispatch = js_sys::Function::new_with_args(
        "e, kind, x, type",
        "const r = e.getBoundingClientRect();
         const at = { clientX: r.left + x, clientY: r.top + r.height / 2, bubbles: true, cancelable: true,
                      pointerId: 1, pointerType: type, isPrimary: true, button: kind === 'pointermove' ? -1 : 0 };
         const leaves = kind === 'pointerleave';
         e.dispatchEvent(new PointerEvent(kind, leaves ? { ...at, bubbles: false } : at));",
    );
    let arguments = js_sys::Array::of4(element, &kind.into(), &x.into(), &pointer_type.into());
    dispatch.apply(&JsValue::NULL, &arguments).unwrap();
}

/// A whole click of the mouse.
pub(crate) fn click(element: &Element, x: f64) {
    for kind in ["pointermove", "pointerdown", "pointerup", "click"] {
        pointer(element, kind, x, "mouse");
    }
}

/// Presses a key in the element; whether the element took it for itself.
pub(crate) fn key(element: &Element, key: &str, shift: bool) -> bool {
    let dispatch = js_sys::Function::new_with_args(
        "e, key, shiftKey",
        "return !e.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }))",
    );
    dispatch
        .call3(&JsValue::NULL, element, &key.into(), &shift.into())
        .unwrap()
        .is_truthy()
}

/// A style of an element as the browser computed it.
pub(crate) fn computed(element: &Element, name: &str) -> String {
    let style = window().get_computed_style(element).unwrap().unwrap();
    style.get_property_value(name).unwrap()
}
