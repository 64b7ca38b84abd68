//! A column of buttons that arrows, Home, End and the first letters move between, as in a list box.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Letters that come closer together than this make one word, milliseconds.
const ONE_WORD: f64 = 700.0;

/// What was typed so far, and when.
#[derive(Clone, Debug, Default)]
struct Typed {
    word: String,
    at: f64,
}

/// The column: `label` says what is chosen in it.
#[component]
pub fn Rows(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let typed = StoredValue::new(Typed::default());
    let on_key = move |event: KeyboardEvent| {
        let Some(root) = root.get_untracked() else {
            return;
        };
        let rows = buttons_of(&root);
        let active = document().active_element();
        let at = rows
            .iter()
            .position(|row| active.as_ref() == Some(row.unchecked_ref::<Element>()));
        let Some(to) = target(&event, &rows, at, typed) else {
            return;
        };
        event.prevent_default();
        // The page's own keys are letters too.
        event.stop_propagation();
        if let Some(row) = rows.get(to) {
            // A row that cannot take the focus has left the page; nothing is lost.
            drop(row.focus());
        }
    };
    view! { <div class="options" role="group" aria-label=label node_ref=root on:keydown=on_key>{children()}</div> }
}

fn buttons_of(root: &Element) -> Vec<HtmlElement> {
    let Ok(list) = root.query_selector_all("button:not([disabled])") else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into().ok())
        .collect()
}

/// The row that a key leads to; nothing for a key that means nothing here.
fn target(
    event: &KeyboardEvent,
    rows: &[HtmlElement],
    at: Option<usize>,
    typed: StoredValue<Typed>,
) -> Option<usize> {
    let last = rows.len().checked_sub(1)?;
    match event.key().as_str() {
        "ArrowDown" => Some(at.map_or(0, |at| if at >= last { 0 } else { at.saturating_add(1) })),
        "ArrowUp" => Some(at.and_then(|at| at.checked_sub(1)).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        key => {
            let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
            let mut letters = key.chars();
            let letter = letters.next().filter(|c| *c != ' ' && !has_modifier)?;
            if letters.next().is_some() {
                return None;
            }
            let word = typed.try_update_value(|typed| {
                if event.time_stamp() - typed.at > ONE_WORD {
                    typed.word.clear();
                }
                typed.at = event.time_stamp();
                typed.word.extend(letter.to_lowercase());
                typed.word.clone()
            })?;
            let texts: Vec<String> = rows
                .iter()
                .map(|row| row.text_content().unwrap_or_default().trim().to_lowercase())
                .collect();
            found(&texts, &word, at).or(at)
        }
    }
}

/// The next row that begins with a word, or holds a word that does; one letter goes on to the next such row.
fn found(texts: &[String], word: &str, at: Option<usize>) -> Option<usize> {
    let skip = usize::from(word.chars().count() == 1);
    let from = at.map_or(0, |at| at.saturating_add(skip));
    let order = || {
        (0..texts.len()).map(|step| {
            from.saturating_add(step)
                .checked_rem(texts.len())
                .unwrap_or(0)
        })
    };
    let begins = |text: &String| text.starts_with(word);
    let holds = |text: &String| text.split_whitespace().any(|part| part.starts_with(word));
    let find = |fits: &dyn Fn(&String) -> bool| order().find(|at| texts.get(*at).is_some_and(fits));
    find(&begins).or_else(|| find(&holds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn letters_find_the_next_row() {
        let texts = ["last 15 minutes", "last 30 minutes", "yesterday"].map(str::to_owned);
        assert_eq!(found(&texts, "y", Some(0)), Some(2));
        assert_eq!(found(&texts, "l", Some(0)), Some(1));
        assert_eq!(found(&texts, "l", Some(1)), Some(0));
        assert_eq!(found(&texts, "last 3", Some(0)), Some(1));
        assert_eq!(found(&texts, "30", None), Some(1));
        assert_eq!(found(&texts, "x", Some(0)), None);
        assert_eq!(found(&[], "x", None), None);
    }
}
