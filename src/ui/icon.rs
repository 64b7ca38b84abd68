//! The page's icons, drawn on 16 units with the text's colour.

use leptos::prelude::*;

/// Which drawing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    Down,
    Up,
    Right,
    Left,
    Refresh,
    Pause,
    Share,
    Save,
    More,
    Pin,
    Cross,
    Check,
    Clock,
    Copy,
    Compare,
    Alert,
    File,
    Plug,
    Play,
    Full,
    None,
}

/// One icon. It is never read out: the control around it has the words.
#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] small: bool) -> impl IntoView {
    view! {
        <svg class=if small { "i s" } else { "i" } viewBox="0 0 16 16" aria-hidden="true">
            <path d=path(glyph)></path>
        </svg>
    }
}

const fn path(glyph: Glyph) -> &'static str {
    match glyph {
        Glyph::Down => "M4.5 6.5 8 10l3.5-3.5",
        Glyph::Up => "M4.5 9.5 8 6l3.5 3.5",
        Glyph::Right => "M6.5 4.5 10 8l-3.5 3.5",
        Glyph::Left => "M9.5 4.5 6 8l3.5 3.5",
        Glyph::Refresh => "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3",
        Glyph::Pause => "M6 4.500v7M10 4.500v7",
        Glyph::Share => "M8 9.5v-7M5.5 4.5 8 2l2.5 2.5M4 7.5H3v6h10v-6h-1",
        Glyph::Save => "M8 2.5v7M5.5 7.500 8 10l2.5-2.500M3 11v2.500h10V11",
        Glyph::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
        Glyph::Pin => "M8 10v4M5 2.500h6M6 2.500v4L4.5 9v1h7V9L10 6.500v-4",
        Glyph::Cross => "m4.5 4.5 7 7m0-7-7 7",
        Glyph::Check => "m3.5 8.5 3 3 6-7",
        Glyph::Clock => {
            "M8 4.500V8l2.5 1.500M13.500 8a5.500 5.500 0 1 1-11 0a5.500 5.500 0 0 1 11 0Z"
        }
        Glyph::Compare => "M2 11.5 5.500 7l3 2.500L13.500 3M2 14h2m2.500 0h2m2.500 0h2",
        Glyph::Copy => "M6 6h7v7H6zM10 6V3H3v7h3",
        Glyph::Alert => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 5v3.500M8 11h.01",
        Glyph::File => "M9 2H4v12h8V5L9 2Zm0 0v3h3M8 7v4.500M6.200 9.700 8 11.500l1.800-1.800",
        Glyph::Plug => "M6 2v3m4-3v3M4.500 5h7v2.500a3.500 3.500 0 0 1-7 0V5ZM8 11v3",
        Glyph::Play => "M5 3.500v9l7.500-4.500L5 3.500Z",
        Glyph::Full => "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",
        Glyph::None => "",
    }
}
