//! Choosing the zone of all times: UTC, the browser's, or any other that the browser has rules for.

use crate::facts::zone_at;
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover, Rows, Segmented};
use crate::words::{Key, aside, fill};
use crate::zone;
use leptos::prelude::*;
use originscope_core::Zone;
use originscope_core::sort_by_key;

/// How many zones are listed at a time.
const MOST: usize = 8;

/// UTC or local at one click, and a menu with all others.
#[component]
pub fn ZonePicker(state: State) -> impl IntoView {
    let name = Signal::derive(move || state.t(Key::ZoneLabel).to_owned());
    let options = Signal::derive(move || {
        // A named zone takes the place of the local one, which the menu still has: the header has room for two.
        let other = match state.zone.get() {
            Zone::Named(name) => {
                let city = city(&name);
                (name, city)
            }
            Zone::Utc | Zone::Browser => ("browser".to_owned(), state.t(Key::Local).to_owned()),
        };
        vec![("utc".to_owned(), "UTC".to_owned()), other]
    });
    let chosen = Signal::derive(move || value_of(&state.zone.get()));
    let choose = move |value: String| state.query.update(|query| query.zone = zone_of(value));
    let label = Signal::derive(move || state.t(Key::ZoneMenu).to_owned());
    view! {
        <span class="join tabbed zones">
            <Segmented class="desk" name options chosen on_choose=choose/>
            <Popover open=state.menu(Menu::Zone) label class="bare icon" panel="right w300" trigger=move || view! { <Icon glyph=Glyph::Down/> }.into_any()>
                <Choices state/>
            </Popover>
        </span>
    }
}

/// The zone in use with its offset: `UTC+8, Asia/Shanghai`.
pub(super) fn zone_words(state: State) -> String {
    let offset = zone_at(state.offset(), state.range.get().end);
    match state.zone.get() {
        Zone::Utc => "UTC".to_owned(),
        zone => format!("{offset} {}", full_name(state, &zone)),
    }
}

fn full_name(state: State, zone: &Zone) -> String {
    match zone {
        Zone::Utc => "UTC".to_owned(),
        Zone::Named(name) => name.clone(),
        Zone::Browser => {
            let local = state.t(Key::Local).to_owned();
            match zone::browser_name() {
                Some(name) => format!("{local} {}", aside(state.lang.get(), &name))
                    .trim()
                    .to_owned(),
                None => local,
            }
        }
    }
}

fn value_of(zone: &Zone) -> String {
    match zone {
        Zone::Utc => "utc".to_owned(),
        Zone::Browser => "browser".to_owned(),
        Zone::Named(name) => name.clone(),
    }
}

fn zone_of(value: String) -> Zone {
    match value.as_str() {
        "utc" => Zone::Utc,
        "browser" => Zone::Browser,
        _ => Zone::Named(value),
    }
}

/// `Shanghai` of `Asia/Shanghai`.
fn city(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

#[component]
fn Choices(state: State) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let names = StoredValue::new(zone::names());
    let label = Signal::derive(move || state.t(Key::ZoneLabel).to_owned());
    let found = Memo::new(move |_| {
        let wanted = wanted.get();
        names.with_value(|names| search(names, &wanted))
    });
    let fixed = move || {
        let mut zones = vec![Zone::Utc, Zone::Browser];
        if let named @ Zone::Named(_) = state.zone.get() {
            zones.push(named);
        }
        zones
    };
    let rest = move || {
        let (shown, all) = found.with(|(found, all)| (found.len(), *all));
        let lang = state.lang.get();
        match all.saturating_sub(shown) {
            _ if all == 0 => fill(lang, Key::ZoneNone, &[("text", wanted.get().trim())]),
            0 => String::new(),
            more => fill(lang, Key::ZoneMore, &[("n", &more.to_string())]),
        }
    };
    view! {
        <Rows label>
            {move || fixed().into_iter().map(|zone| view! { <Row state zone/> }).collect_view()}
            <hr/>
            <div class="form">
                <input
                    class="inp"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-label=move || state.t(Key::ZoneSearch)
                    placeholder=move || state.t(Key::ZoneSearch)
                    prop:value=wanted
                    on:keydown=|event| if !event.key().starts_with("Arrow") && event.key() != "Escape" { event.stop_propagation() }
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            </div>
            {move || found.with(|(found, _)| found.iter().map(|name| view! { <Row state zone=Zone::Named(name.clone())/> }).collect_view())}
        </Rows>
        <p class="text" role="status">{rest}</p>
    }
}

#[component]
fn Row(state: State, zone: Zone) -> impl IntoView {
    let (mine, named, timed) = (zone.clone(), zone.clone(), zone.clone());
    let is_on = Memo::new(move |_| state.zone.get() == mine);
    let pick = move |_| {
        state.query.update(|query| query.zone = zone.clone());
        state.menu(Menu::Zone).set(false);
    };
    let offset = move || {
        let at = state.range.get().end;
        zone_at(zone::offset_at(&timed, at).into(), at)
    };
    let offset = (named != Zone::Utc).then_some(offset);
    view! {
        <button
            type="button"
            class=move || if is_on.get() { "row on" } else { "row" }
            aria-pressed=move || is_on.get().to_string()
            on:click=pick
        >{move || full_name(state, &named)}<span class="q">{offset}</span></button>
    }
}

/// The zones whose names hold all typed words, those whose city begins with the first of them in front, and how many
/// there are. Without a word all are meant.
fn search(names: &[String], wanted: &str) -> (Vec<String>, usize) {
    let wanted = wanted.to_lowercase().replace('_', " ");
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let plain = |name: &str| name.to_lowercase().replace('_', " ");
    let mut found: Vec<&String> = names
        .iter()
        .filter(|name| words.iter().all(|word| plain(name).contains(word)))
        .collect();
    let first = words.first().copied().unwrap_or_default();
    sort_by_key(&mut found, |name| {
        !city(name).to_lowercase().starts_with(first)
    });
    let all = found.len();
    (found.into_iter().take(MOST).cloned().collect(), all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn zones_are_found_by_part_of_their_names() {
        let names = [
            "America/New_York",
            "Asia/Shanghai",
            "Asia/Singapore",
            "Europe/Sofia",
        ];
        let names = names.map(str::to_owned);
        assert_eq!(search(&names, "shang").0, ["Asia/Shanghai"]);
        assert_eq!(search(&names, "new york").0, ["America/New_York"]);
        assert_eq!(search(&names, "asia").1, 2);
        assert_eq!(
            search(&names, "s").0,
            ["Asia/Shanghai", "Asia/Singapore", "Europe/Sofia"]
        );
        assert_eq!(search(&names, "mars"), (Vec::new(), 0));
        assert_eq!(search(&names, "").1, 4);
    }
}
