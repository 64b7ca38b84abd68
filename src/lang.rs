//! The language of a reader whose address names none: the stored choice, else the browser's.

use crate::state::State;
use leptos::prelude::*;
use originscope_core::Lang;

/// Where the choice is kept in this browser.
const STORED: &str = "originscope.lang";

/// The stored choice, else the first language of the browser that the page has, else English.
pub fn preferred() -> Lang {
    stored().unwrap_or_else(|| of_browser(&browser_languages()))
}

/// Keeps a choice in this browser and shows it. An address that names a language follows.
pub fn choose(state: State, lang: Lang) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Where storing is refused, as in private windows, the choice holds until the page is closed.
        drop(storage.set_item(STORED, tag(lang)));
    }
    state.own_lang.set(lang);
    if state.query.with_untracked(|query| query.lang.is_some()) {
        state.query.update(|query| query.lang = Some(lang));
    }
}

/// The language as a tag of BCP 47; Han glyphs take their mainland forms.
pub const fn html_tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh-CN",
    }
}

/// A language in its own words.
pub const fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Zh => "中文",
    }
}

/// The short name of a language, as the address writes it.
pub const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    }
}

/// The language with a short name.
pub fn from_tag(tag: &str) -> Option<Lang> {
    [Lang::En, Lang::Zh]
        .into_iter()
        .find(|lang| self::tag(*lang) == tag)
}

fn stored() -> Option<Lang> {
    let text = window().local_storage().ok()??.get_item(STORED).ok()??;
    from_tag(&text)
}

fn browser_languages() -> Vec<String> {
    let languages = window().navigator().languages();
    languages
        .iter()
        .filter_map(|language| language.as_string())
        .collect()
}

/// The first of a browser's languages, in its order of preference, that the page has; any Chinese is taken as Chinese.
fn of_browser(languages: &[String]) -> Lang {
    languages
        .iter()
        .find_map(|language| {
            let primary = language.split(['-', '_']).next()?;
            from_tag(&primary.to_ascii_lowercase())
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_first_language_that_the_page_has_is_taken() {
        let of = |languages: &[&str]| {
            let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
            of_browser(&languages)
        };
        assert_eq!(of(&["zh-CN", "en"]), Lang::Zh);
        assert_eq!(of(&["zh-Hant-TW"]), Lang::Zh);
        assert_eq!(of(&["ZH"]), Lang::Zh);
        assert_eq!(of(&["fr", "en-GB", "zh"]), Lang::En);
        assert_eq!(of(&["zhx"]), Lang::En);
        assert_eq!(of(&[]), Lang::En);
    }
}
