//! The colours of the page's stylesheet, or of the system, as the plot's palette.

use leptos::prelude::{document, window};
use originscope_plot::{Palette, Rgba};
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement};

/// For what a panel is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A screen, in the page's theme.
    Screen,
    /// Paper: the light theme, and patterns for those who print in grey.
    Print,
    /// A screen whose colours the user forces.
    Forced,
}

impl Look {
    /// What the browser asks for now.
    pub(super) fn current() -> Self {
        if matches("print") {
            Self::Print
        } else if matches("(forced-colors: active)") {
            Self::Forced
        } else {
            Self::Screen
        }
    }
}

fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// The palette for a look, with the tokens as the element sees them.
pub(super) fn palette(element: &Element, look: Look) -> Option<Palette> {
    match look {
        Look::Screen => tokens(element),
        Look::Print => in_light(|| tokens(element)).map(|palette| Palette {
            patterned: true,
            ..palette
        }),
        Look::Forced => forced(element),
    }
}

/// The stylesheet's tokens; one that is missing or unreadable is the loudest colour there is.
fn tokens(element: &Element) -> Option<Palette> {
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
        ghost: number("--ghost"),
        soft: number("--soft"),
        softer: number("--softer"),
        band2: number("--fill2"),
        band3: number("--fill3"),
        patterned: false,
    })
}

const UNKNOWN: Rgba = Rgba::opaque(255, 0, 255);

fn token(style: &CssStyleDeclaration, name: &str) -> Option<String> {
    style
        .get_property_value(name)
        .ok()
        .map(|text| text.trim().to_owned())
}

/// Reads with the light theme on the root element. Nothing is painted between the two changes.
fn in_light<T>(read: impl FnOnce() -> T) -> T {
    let Some(root) = document().document_element() else {
        return read();
    };
    let before = root.get_attribute("data-theme");
    let _ = root.set_attribute("data-theme", "light");
    let found = read();
    let _ = match before {
        Some(theme) => root.set_attribute("data-theme", &theme),
        None => root.remove_attribute("data-theme"),
    };
    found
}

/// The user's own colours: text and lines CanvasText, grid GrayText, on Canvas. What is paler is mixed from the two.
fn forced(element: &Element) -> Option<Palette> {
    let probe = element.dyn_ref::<HtmlElement>()?;
    let style = window().get_computed_style(element).ok()??;
    // A custom property keeps the keyword; only a real colour property resolves it.
    let system = |name: &str| {
        let _ = probe.style().set_property("color", name);
        token(&style, "color").as_deref().and_then(Rgba::parse)
    };
    let (ground, text, grey) = (system("Canvas"), system("CanvasText"), system("GrayText"));
    let _ = probe.style().remove_property("color");
    let (ground, text, grey) = (ground?, text?, grey?);
    let mix = |part: f64| text.over(ground, part);
    Some(Palette {
        surface: ground,
        sunken: mix(0.15),
        grid: grey.over(ground, 0.5),
        edge: grey,
        mark: text,
        hatch: grey,
        ink: text,
        ink2: text,
        ink3: text,
        class: [text; 5],
        class_text: [text; 5],
        slate: text,
        ghost: 1.0,
        soft: 0.2,
        softer: 0.1,
        band2: 0.12,
        band3: 0.45,
        patterned: true,
    })
}

/// The typefaces of an element.
pub(super) fn families(element: &Element) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    style
        .and_then(|style| style.get_property_value("font-family").ok())
        .unwrap_or_default()
}
