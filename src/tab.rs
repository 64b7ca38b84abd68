//! The browser's tab carries the verdict, in words and by shape.

use crate::state::State;
use crate::views::{Inks, Sign, VerdictText, verdict_text};
use leptos::prelude::*;

/// A tab has no tokens: the light theme's colours, all 3:1 or more on white.
const INKS: Inks = Inks {
    red: "#B31532",
    on_red: "#FFFFFF",
    amber: "#B36C03",
    green: "#329B73",
    mark: "#7B8594",
    glyph: "#626B79",
    edge: "#C9CFD8",
};

/// Keeps title and icon equal to the verdict.
pub fn follow(state: State) {
    let text = Memo::new(move |_| state.board.with(|board| verdict_text(state, board)));
    Effect::new(move |_| {
        let domain = state
            .board
            .with(|board| board.domains.first().cloned())
            .unwrap_or_default();
        text.with(|text| document().set_title(&title(text, &domain)));
    });
    let sign = Memo::new(move |_| text.with(|text| text.sign));
    Effect::new(move |_| show_icon(sign.get()));
}

/// `5xx 6.41 % · Origin failing · a.com · Originscope`
fn title(text: &VerdictText, domain: &str) -> String {
    let share = text.share.as_ref().map(|share| format!("5xx {share}"));
    let title = (text.sign != Sign::Reading).then(|| text.title.clone());
    let parts = [
        share,
        title,
        Some(domain.to_owned()),
        Some("Originscope".to_owned()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

fn show_icon(sign: Sign) {
    let link = document().query_selector("link[rel=icon]").ok().flatten();
    let Some(link) = link else { return };
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{}</svg>"#,
        sign.shapes(INKS)
    );
    let svg = String::from(js_sys::encode_uri_component(&svg));
    // A link takes any address; without it the tab keeps the icon before.
    drop(link.set_attribute("href", &format!("data:image/svg+xml,{svg}")));
}
