//! The colours of the page's stylesheet, as the plot's palette.

use leptos::prelude::window;
use originscope_plot::{Palette, Rgba};
use web_sys::{CssStyleDeclaration, Element};

/// The tokens as the element sees them; a token that is missing or unreadable is the loudest colour there is.
pub(super) fn palette(element: &Element) -> Option<Palette> {
    let style = window().get_computed_style(element).ok()??;
    let color = |name: &str| {
        token(&style, name)
            .as_deref()
            .and_then(Rgba::parse)
            .unwrap_or(UNKNOWN)
    };
    let number = |name: &str| {
        token(&style, name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(1.0)
    };
    Some(Palette {
        surface: color("--surface"),
        sunken: color("--sunken"),
        grid: color("--grid"),
        edge: color("--edge"),
        mark: color("--mark"),
        hatch: color("--hatch"),
        ink: color("--ink"),
        ink2: color("--ink2"),
        ink3: color("--ink3"),
        class: ["--c1", "--c2", "--c3", "--c4", "--c5"].map(color),
        class_text: ["--ink2", "--c2t", "--c3t", "--c4t", "--c5t"].map(color),
        slate: color("--slate"),
        soft: number("--soft"),
        softer: number("--softer"),
        band2: number("--fill2"),
        band3: number("--fill3"),
    })
}

const UNKNOWN: Rgba = Rgba::opaque(255, 0, 255);

fn token(style: &CssStyleDeclaration, name: &str) -> Option<String> {
    style
        .get_property_value(name)
        .ok()
        .map(|text| text.trim().to_owned())
}

/// The typefaces of an element.
pub(super) fn families(element: &Element) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    style
        .and_then(|style| style.get_property_value("font-family").ok())
        .unwrap_or_default()
}
