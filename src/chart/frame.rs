//! The size of an element in device pixels, kept up to date.

use js_sys::Array;
use leptos::prelude::*;
use originscope_plot::Frame2d;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, MediaQueryList, ResizeObserver};

/// Viewports narrower than this have the phone layout, CSS pixels (DESIGN).
const PHONE_UNDER: f64 = 768.0;

/// The element's size in whole device pixels; `None` until it is in the page and has one.
///
/// Follows the element (ResizeObserver), the window, and the device pixel ratio, which changes when a window moves to
/// another screen or the user zooms.
pub fn use_frame<E>(element: NodeRef<E>) -> ReadSignal<Option<Frame2d>>
where
    E: leptos::html::ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    let (frame, set_frame) = signal(None);
    let current = move || {
        element
            .try_get_untracked()
            .flatten()
            .and_then(|output| output.dyn_into::<Element>().ok())
    };
    let update = move || {
        let measured = current().and_then(|element| measure(&element));
        if frame
            .try_get_untracked()
            .is_some_and(|known| known != measured)
        {
            let _ = set_frame.try_set(measured);
        }
    };
    let observing = StoredValue::new_local(None);
    Effect::new(move || {
        let Some(element) = element
            .get()
            .and_then(|output| output.dyn_into::<Element>().ok())
        else {
            return;
        };
        // It tells the size first thing after the next layout; asked here, the browser would have to lay out the page at once.
        observing.set_value(Observing::start(&element, update));
    });
    let on_resize = window_event_listener(leptos::ev::resize, move |_| update());
    // Paper has a width of its own, and nobody observes it.
    let on_paper = ["beforeprint", "afterprint"]
        .map(|event| window_event_listener_untyped(event, move |_| update()));
    on_cleanup(move || {
        on_resize.remove();
        for listener in on_paper {
            listener.remove();
        }
        let _ = observing.try_set_value(None);
    });
    frame
}

/// Edges are rounded, not the size, so that the backing store covers exactly the pixels that the element does.
fn measure(element: &Element) -> Option<Frame2d> {
    let ratio = window().device_pixel_ratio();
    let rect = element.get_bounding_client_rect();
    let width = (rect.right() * ratio).round() - (rect.left() * ratio).round();
    let height = (rect.bottom() * ratio).round() - (rect.top() * ratio).round();
    if !(width >= 1.0 && height >= 1.0) {
        return None;
    }
    let viewport = window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .unwrap_or(PHONE_UNDER);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    // at least 1 and at most a screen
    Some(Frame2d {
        width_px: width as u32,
        height_px: height as u32,
        ratio,
        compact: viewport < PHONE_UNDER,
    })
}

/// A running observation; ends when dropped.
struct Observing {
    observer: ResizeObserver,
    ratio: MediaQueryList,
    _on_size: Closure<dyn FnMut(Array)>,
    on_ratio: Closure<dyn FnMut()>,
}

impl Observing {
    fn start(element: &Element, update: impl Fn() + Copy + 'static) -> Option<Self> {
        let on_size = Closure::new(move |_: Array| update());
        let observer = ResizeObserver::new(on_size.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        // The query holds only for today's ratio, so it changes exactly when the ratio does; after that the resize that
        // a new ratio brings along keeps the size right.
        let query = format!("(resolution: {}dppx)", window().device_pixel_ratio());
        let ratio = window().match_media(&query).ok()??;
        let on_ratio = Closure::new(update);
        ratio.set_onchange(Some(on_ratio.as_ref().unchecked_ref()));
        Some(Self {
            observer,
            ratio,
            _on_size: on_size,
            on_ratio,
        })
    }
}

impl Drop for Observing {
    fn drop(&mut self) {
        self.observer.disconnect();
        self.ratio.set_onchange(None);
        let _ = &self.on_ratio;
    }
}
