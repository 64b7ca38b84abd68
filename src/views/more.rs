//! Everything that is not needed at first sight: theme, the unit of the volume numbers, what the proxy is.

use super::filters::FilterFields;
use super::time_rows::TimeRows;
use crate::facts::source_name;
use crate::lang;
use crate::state::{Menu, State};
use crate::ui::{Glyph, Icon, Popover, Segmented};
use crate::words::{Key, Say, fill};
use leptos::prelude::*;
use originscope_core::{Lang, Metric, Spec, Theme, TrafficUnit};

/// Clocks may differ by this many seconds before it is worth a line: vendors refuse at 900.
const SKEW_WORTH_SAYING: i64 = 30;

/// The menu behind the three dots.
#[component]
pub fn MoreMenu(
    state: State,
    /// Whether what is shown can grow, so that it can be refreshed.
    is_live: Memo<bool>,
) -> impl IntoView {
    let label = Signal::derive(move || state.t(Key::MoreLabel).to_owned());
    view! {
        <Popover
            open=state.menu(Menu::More)
            label
            class="bare icon"
            panel="right w340"
            trigger=move || view! { <Icon glyph=Glyph::More/> }.into_any()
        >
            <OpenRow state/>
            <LanguageChoice state/>
            <ThemeChoice state/>
            <TimeRows state is_live/>
            <UnitChoices state/>
            <FilterFields state/>
            <ProxyRow state/>
        </Popover>
    }
}

/// Opens files, as dropping them anywhere does; on a phone it also leads to the menus that have no room in its header.
#[component]
fn OpenRow(state: State) -> impl IntoView {
    let lead = move |menu: Menu, word: Key| {
        let show = move |_| {
            state.close_menus();
            state.menu(menu).set(true);
        };
        view! { <button type="button" class="row phone-row" aria-haspopup="dialog" on:click=show>{move || state.t(word)}</button> }
    };
    view! {
        <button type="button" class="row" on:click=move |_| state.press_open()>
            {move || state.t(Key::OpenFiles)}
            <span class="q">{move || state.t(Key::OpenFilesHint)}</span>
        </button>
        {lead(Menu::Sources, Key::SourcesLabel)}
        {[(Menu::Gaps, Key::GapsLabel, "g"), (Menu::Keys, Key::KeysLabel, "?")].map(|(menu, text, key)| view! {
            <button type="button" class="row" on:click=move |_| { state.menu(Menu::More).set(false); state.menu(menu).set(true); }>
                {move || state.t(text)}<span class="q desk"><kbd>{key}</kbd></span>
            </button>
        })}
        <hr/>
    }
}

#[component]
fn LanguageChoice(state: State) -> impl IntoView {
    let name = Signal::derive(move || state.t(Key::LanguageLabel).to_owned());
    let options = Signal::derive(move || {
        [Lang::En, Lang::Zh]
            .map(|lang| (lang::tag(lang).to_owned(), lang::own_name(lang).to_owned()))
            .into()
    });
    let chosen = Signal::derive(move || lang::tag(state.lang.get()).to_owned());
    let choose = move |value: String| {
        if let Some(lang) = lang::from_tag(&value) {
            lang::choose(state, lang);
        }
    };
    view! {
        <div class="row"><span>{name}</span><span class="grow"></span>
            <Segmented small=true name options chosen on_choose=choose/>
        </div>
    }
}

#[component]
fn ThemeChoice(state: State) -> impl IntoView {
    let name = Signal::derive(move || state.t(Key::ThemeLabel).to_owned());
    let options = Signal::derive(move || {
        [
            ("auto", Key::ThemeAuto),
            ("light", Key::ThemeLight),
            ("dark", Key::ThemeDark),
        ]
        .map(|(value, key)| (value.to_owned(), state.t(key).to_owned()))
        .into()
    });
    let chosen = Signal::derive(move || {
        let value = match state.query.with(|query| query.theme) {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        value.to_owned()
    });
    let choose = move |value: String| {
        let theme = match value.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        };
        state.query.update(|query| query.theme = theme);
    };
    view! {
        <div class="row"><span>{name}</span><span class="grow"></span>
            <Segmented small=true name options chosen on_choose=choose/>
        </div>
    }
}

/// The vendors' documents disagree about what their volume numbers count, so the reader may overrule the default.
#[component]
fn UnitChoices(state: State) -> impl IntoView {
    let traffic = move || {
        let chosen = state.chosen.get();
        chosen
            .sources
            .iter()
            .map(|(spec, _)| *spec)
            .filter(|spec| spec.metric == Metric::Traffic)
            .collect::<Vec<_>>()
    };
    move || {
        let specs = traffic();
        (!specs.is_empty()).then(|| {
            view! {
                <hr/>
                <h3>{state.t(Key::UnitHeading)}</h3>
                {specs.into_iter().map(|spec| view! { <UnitChoice state spec/> }).collect_view()}
                <TotalsChoice state/>
            }
        })
    }
}

/// Vendors' bills count in powers of 1000, some of their consoles in powers of 1024.
#[component]
fn TotalsChoice(state: State) -> impl IntoView {
    let name = Signal::derive(move || state.t(Key::TotalsIn).to_owned());
    let texts = [("si", Key::TotalsDecimal), ("iec", Key::TotalsBinary)];
    let options = Signal::derive(move || {
        texts
            .map(|(value, text)| (value.to_owned(), state.t(text).to_owned()))
            .to_vec()
    });
    let chosen = Signal::derive(move || {
        let is_binary = state.watched.with(|watched| watched.binary);
        if is_binary { "iec" } else { "si" }.to_owned()
    });
    let choose = move |value: String| state.query.update(|query| query.binary = value == "iec");
    view! {
        <div class="row"><span>{name}</span><span class="grow"></span>
            <Segmented small=true name options chosen on_choose=choose/>
        </div>
    }
}

#[component]
fn UnitChoice(state: State, spec: &'static Spec) -> impl IntoView {
    let product = move || source_name(state.lang.get(), spec);
    let name =
        Signal::derive(move || fill(state.lang.get(), Key::UnitLabel, &[("product", product())]));
    let options = Signal::derive(move || {
        vec![
            ("bit".to_owned(), state.t(Key::UnitBits).to_owned()),
            ("byte".to_owned(), state.t(Key::UnitBytes).to_owned()),
        ]
    });
    let chosen = Signal::derive(move || {
        if state.unit_of(spec) == TrafficUnit::Bit {
            "bit"
        } else {
            "byte"
        }
        .to_owned()
    });
    let choose = move |value: String| {
        state.set_unit(
            spec,
            if value == "byte" {
                TrafficUnit::Byte
            } else {
                TrafficUnit::Bit
            },
        );
    };
    view! {
        <div class="row"><span>{product}</span><span class="grow"></span>
            <Segmented small=true name options chosen on_choose=choose/>
        </div>
    }
}

/// Leads to what is known of the proxy.
#[component]
fn ProxyRow(state: State) -> impl IntoView {
    let show = move |_| {
        state.close_menus();
        state.menu(Menu::Proxy).set(true);
    };
    let note = move || {
        let answer = state.catalogue()?;
        Some(fill(
            state.lang.get(),
            Key::ProxyLine,
            &[("version", &answer.version)],
        ))
    };
    let skew_line = move || {
        let skew = state.clock_skew.get().abs();
        let text = || {
            fill(
                state.lang.get(),
                Key::ProxySkew,
                &[("n", &skew.to_string())],
            )
        };
        (skew > SKEW_WORTH_SAYING).then(|| view! { <p class="text">{text()}</p> })
    };
    view! {
        <hr/>
        <button type="button" class="row" aria-haspopup="dialog" on:click=show>
            {move || state.t(Key::ProxyHeading)}
            <span class="q">{note}</span>
        </button>
        {skew_line}
        <button type="button" class="row" aria-haspopup="dialog" on:click=move |_| state.inspect(None)>
            {move || state.t(Say::Inspect)}
            <span class="q">{move || state.t(Say::InspectCalls)}</span>
        </button>
    }
}
