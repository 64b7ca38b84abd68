//! The points of a panel's lines at the crosshair.

use crate::chart::marks::Cross;
use originscope_core::Class;
use originscope_plot::{Drawn, PanelModel, Role};

/// A point on a line, CSS pixels from the canvas' corner.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Dot {
    pub(super) x: f64,
    pub(super) y: f64,
    /// How the style sheet names its hue.
    pub(super) class: &'static str,
}

/// The point of the panel's line number `index`; none on the stack, where bands say it.
pub(super) fn dot_of(model: &PanelModel, drawn: &Drawn, cross: Cross, index: usize) -> Option<Dot> {
    let role = model.series.get(index).filter(|_| !model.stacked)?.role;
    let value = model.value(role, cross.slot)?;
    Some(Dot {
        x: cross.left + cross.width / 2.0,
        y: f64::from(drawn.scale.px_from_value(value)) / drawn.layout.frame.ratio,
        class: class_of(role),
    })
}

const fn class_of(role: Role) -> &'static str {
    match role.class() {
        Some(Class::ServerError) => "dot d5",
        Some(Class::ClientError) => "dot d4",
        Some(Class::Redirect) => "dot d3",
        Some(Class::Success) => "dot d2",
        Some(Class::Informational | Class::Other) => "dot d1",
        None => "dot dt",
    }
}
