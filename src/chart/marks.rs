//! All that follows the cursor on one panel, and writing it.
//!
//! By hand, where the rest of the page is views of signals: a pointer moves every frame on every panel, and each signal that
//! it wakes costs as much as several writes.

use crate::chart::controls::Hover;
use crate::chart::dot::{Dot, dot_of};
use leptos::prelude::*;
use leptos::{html, web_sys};
use originscope_plot::{Drawn, PanelModel};

/// Slots narrower than this show the line without the band, CSS pixels (DESIGN).
const BAND_FROM: f64 = 4.0;

/// Where the cursor's slot lies on one panel, CSS pixels.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Cross {
    pub(super) left: f64,
    pub(super) width: f64,
    pub(super) slot: usize,
}

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

/// Top and height of the plot, CSS pixels.
pub(super) fn plot_rows(drawn: &Drawn) -> (f64, f64) {
    let plot = drawn.layout.plot;
    let ratio = drawn.layout.frame.ratio;
    (f64::from(plot.y0) / ratio, f64::from(plot.height()) / ratio)
}

/// Where everything stands, CSS pixels from the canvas' corner. The default is what is in the page before anything moves.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Marks {
    cross: Option<Cross>,
    /// Top and height of the plot.
    rows: (f64, f64),
    dots: [Option<Dot>; 2],
}

impl Marks {
    pub(super) fn of(model: &PanelModel, drawn: &Drawn, cursor: Option<Hover>) -> Self {
        let cross = cursor.and_then(|cursor| cross_of(model, drawn, cursor));
        let dot = |index| dot_of(model, drawn, cross?, index);
        Self {
            cross,
            rows: plot_rows(drawn),
            // The second line below the first, as it is drawn.
            dots: [dot(1), dot(0)],
        }
    }
}

/// The elements that are moved.
#[derive(Clone, Copy)]
pub(super) struct Marked {
    pub(super) cross: NodeRef<html::Div>,
    pub(super) band: NodeRef<html::Div>,
    pub(super) dots: [NodeRef<html::I>; 2],
}

impl Marked {
    pub(super) fn new() -> Self {
        Self {
            cross: NodeRef::new(),
            band: NodeRef::new(),
            dots: [NodeRef::new(), NodeRef::new()],
        }
    }

    /// Writes what differs; whether the elements are there.
    pub(super) fn write(&self, before: &Marks, now: &Marks) -> bool {
        let (Some(cross), Some(band)) = (self.cross.get(), self.band.get()) else {
            return false;
        };
        let style = web_sys::HtmlElement::style(&cross);
        let set = |name: &str, px: f64| {
            let _ = style.set_property(name, &format!("{px}px"));
        };
        if before.rows != now.rows {
            set("top", now.rows.0);
            set("height", now.rows.1);
        }
        let (from, to) = (
            before.cross.unwrap_or_default(),
            now.cross.unwrap_or_default(),
        );
        if from.width != to.width {
            set("width", to.width);
            band.set_class_name(if to.width < BAND_FROM {
                "slotband off"
            } else {
                "slotband"
            });
        }
        if from.left != to.left {
            let _ = style.set_property("transform", &format!("translateX({}px)", to.left));
        }
        if before.cross.is_none() != now.cross.is_none() {
            cross.set_class_name(if now.cross.is_none() {
                "cross off"
            } else {
                "cross"
            });
        }
        let dots = before.dots.iter().zip(&now.dots);
        for (element, (before, now)) in self.dots.iter().zip(dots) {
            move_dot(*element, *before, *now);
        }
        true
    }
}

fn move_dot(element: NodeRef<html::I>, before: Option<Dot>, now: Option<Dot>) {
    let Some(element) = element.get().filter(|_| before != now) else {
        return;
    };
    let class = |dot: Option<Dot>| dot.map_or("dot off", |dot| dot.class);
    if class(before) != class(now) {
        element.set_class_name(class(now));
    }
    if let Some(Dot { x, y, .. }) = now {
        let place = format!("translate({x}px, {y}px)");
        let _ = web_sys::HtmlElement::style(&element).set_property("transform", &place);
    }
}
