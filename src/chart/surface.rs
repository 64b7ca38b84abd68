//! Painting a model on a canvas: at most once a frame, whatever changed.

use crate::chart::brush;
use crate::chart::look::use_look;
use crate::chart::text::{Faces, Widths};
use crate::chart::theme::{Look, families, palette};
use leptos::prelude::*;
use originscope_plot::{Digest, Drawn, Frame2d, PanelModel};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use web_sys::HtmlCanvasElement;

/// Keeps the canvas painted; returns where things lie on it.
pub(super) fn use_surface(
    canvas: NodeRef<leptos::html::Canvas>,
    frame: ReadSignal<Option<Frame2d>>,
    model: Signal<Option<Arc<PanelModel>>>,
    theme: Signal<String>,
) -> ReadSignal<Option<Drawn>> {
    let (drawn, set_drawn) = signal(None);
    let look = use_look();
    let kept = Rc::new((Known::default(), Widths::default()));
    let waiting = Rc::new(Cell::new(false));
    let repaint = move |look: Option<Look>| {
        // The panel may have left the page meanwhile.
        let Some(element) = canvas.try_get_untracked().flatten() else {
            return;
        };
        let (Some(Some(frame)), Some(model)) =
            (frame.try_get_untracked(), model.try_get_untracked())
        else {
            return;
        };
        let look = look.unwrap_or_else(Look::current);
        let (known, widths) = &*kept;
        let painted = paint(&element, model.as_ref(), frame, look, (known, widths));
        let _ = set_drawn.try_set(painted);
    };
    for (event, look) in [("beforeprint", Some(Look::Print)), ("afterprint", None)] {
        // Paper does not wait for the next frame.
        let repaint = repaint.clone();
        let listener = window_event_listener_untyped(event, move |_| repaint(look));
        on_cleanup(move || listener.remove());
    }
    Effect::new(move || {
        let (_, _, _, _) = (theme.get(), frame.get(), look.get(), model.with(|_| ()));
        if waiting.replace(true) {
            return;
        }
        let (waiting, repaint) = (waiting.clone(), repaint.clone());
        request_animation_frame(move || {
            waiting.set(false);
            repaint(None);
        });
    });
    drawn
}

/// The last model that was painted, with its digest: a repaint for another size or theme need not look at all values.
#[derive(Default)]
struct Known(RefCell<Option<(Arc<PanelModel>, Digest)>>);

impl Known {
    /// Calls back with the model and its digest.
    fn with<T>(&self, model: &Arc<PanelModel>, then: impl FnOnce(&PanelModel, &Digest) -> T) -> T {
        let last = self.0.take().filter(|(last, _)| Arc::ptr_eq(last, model));
        let (model, digest) = last.unwrap_or_else(|| (model.clone(), Digest::new(model)));
        let result = then(&model, &digest);
        self.0.replace(Some((model, digest)));
        result
    }
}

fn paint(
    canvas: &HtmlCanvasElement,
    model: Option<&Arc<PanelModel>>,
    frame: Frame2d,
    look: Look,
    (known, widths): (&Known, &Widths),
) -> Option<Drawn> {
    let palette = palette(canvas, look)?;
    let faces = Faces::new(families(canvas));
    let on = |model: Option<(&PanelModel, &Digest)>| {
        brush::paint(canvas, model, frame, &palette, (&faces, widths))
    };
    let Some(model) = model else {
        return on(None);
    };
    let drawn = known.with(model, |model, digest| on(Some((model, digest))))?;
    describe(canvas, &drawn);
    Some(drawn)
}

/// Where the plot lies, for tests and for screenshots: CSS pixels from the canvas' corner, and the value at the top.
fn describe(canvas: &HtmlCanvasElement, drawn: &Drawn) {
    let plot = drawn.layout.plot;
    let ratio = drawn.layout.frame.ratio;
    for (name, px) in [
        ("data-x0", plot.x0),
        ("data-x1", plot.x1),
        ("data-y0", plot.y0),
        ("data-y1", plot.y1),
    ] {
        let _ = canvas.set_attribute(name, &(f64::from(px) / ratio).to_string());
    }
    let _ = canvas.set_attribute("data-ratio", &ratio.to_string());
    let _ = canvas.set_attribute("data-top", &drawn.scale.top.to_string());
    let painted: u32 = canvas
        .get_attribute("data-painted")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let _ = canvas.set_attribute("data-painted", &painted.wrapping_add(1).to_string());
}
