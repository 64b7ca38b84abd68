//! Typefaces and widths of texts on a canvas.

use std::cell::RefCell;
use std::collections::HashMap;
use web_sys::CanvasRenderingContext2d;

/// Which typefaces a canvas writes in: those of the element it is in.
pub(super) struct Faces {
    families: String,
}

impl Faces {
    /// The families as CSS computed them, with a fallback where it says nothing.
    pub(super) fn new(families: String) -> Self {
        Self {
            families: if families.is_empty() {
                "system-ui, sans-serif".to_owned()
            } else {
                families
            },
        }
    }

    /// A canvas font: 600 or 400, this many device pixels.
    pub(super) fn font(&self, bold: bool, px: f64) -> String {
        format!("{} {px}px {}", if bold { 600 } else { 400 }, self.families)
    }
}

/// Widths of texts, measured once: measuring is the dear part of text, and the same labels come again each time.
#[derive(Default)]
pub(super) struct Widths {
    known: RefCell<HashMap<(String, String), f64>>,
}

/// Distinct texts after which the cache starts anew; a page has a few dozen.
const MOST: usize = 2_000;

impl Widths {
    /// Width of a text in device pixels; changes the context's font only where the text is new.
    pub(super) fn of(&self, context: &CanvasRenderingContext2d, font: &str, text: &str) -> f64 {
        let key = (font.to_owned(), text.to_owned());
        if let Some(width) = self.known.borrow().get(&key) {
            return *width;
        }
        let before = context.font();
        context.set_font(font);
        let width = context
            .measure_text(text)
            .map_or(0.0, |metrics| metrics.width());
        context.set_font(&before);
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, width);
        width
    }
}
