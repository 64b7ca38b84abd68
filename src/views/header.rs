//! The header: what is read, over which range, how it is shown; and the tabs that replace most of it on a phone.

use super::compare::ComparePicker;
use super::domains::DomainsPicker;
use super::grain::GrainPicker;
use super::more::MoreMenu;
use super::range::{LiveAgain, RangePicker};
use super::refresh::RefreshPicker;
use super::share::ShareMenu;
use super::sources::SourcesPicker;
use super::zone::ZonePicker;
use crate::refresh::Pulse;
use crate::state::{Menu, State};
use crate::ui::{Button, Glyph, Icon};
use crate::words::Key;
use leptos::prelude::*;
use originscope_core::Mode;

/// The banner.
#[component]
pub fn Header(state: State, pulse: Pulse) -> impl IntoView {
    let refresh = Signal::derive(move || state.t(Key::Refresh).to_owned());
    let is_late = Memo::new(move |_| state.late().is_some());
    view! {
        <header class="bar" class:late=move || is_late.get()>
            <span class="brand desk"><Logo/>"Originscope"</span>
            <ModeBadge state/>
            <SourcesPicker state/>
            <DomainsPicker state/>
            <span class="grow"></span>
            <RangePicker state/>
            <span class="join tabbed">
                <GrainPicker state/>
                <Button class="icon desk" label=refresh glyph=Glyph::Refresh disabled=state.is_file on_click=move || state.refresh()/>
                <RefreshPicker state pulse/>
                <LiveAgain state/>
            </span>
            <ZonePicker state/>
            <ComparePicker state/>
            <ShareMenu state/>
            <MoreMenu state is_live=pulse.is_live/>
            <LoadBar state/>
        </header>
    }
}

#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
            <path d="M17.5 10A7.5 7.5 0 1 1 12.6 2.970"></path>
            <path d="M2.5 10H8l2-3.5 2 7 1.5-3.5"></path>
        </svg>
    }
}

/// Says that what is shown is not live.
#[component]
fn ModeBadge(state: State) -> impl IntoView {
    let has = move |mode: Mode| state.modes().contains(&mode);
    view! {
        <Show when=move || state.is_file.get()>
            <span class="badge" title=move || state.t(Key::FileHint)>{move || state.t(Key::FileBadge)}</span>
        </Show>
        <Show when=move || has(Mode::Demo)>
            <span class="badge" title=move || state.t(Key::DemoHint)>{move || state.t(Key::DemoData)}</span>
        </Show>
        <Show when=move || has(Mode::Replay)>
            <span class="badge" title=move || state.t(Key::ReplayHint)>{move || state.t(Key::Replay)}</span>
        </Show>
    }
}

/// Two pixels under the header while windows are on their way.
#[component]
fn LoadBar(state: State) -> impl IntoView {
    let width = move || {
        state.board.with(|board| {
            let (done, all) = board.progress();
            if board.is_loading() {
                Some(
                    done.saturating_mul(100)
                        .checked_div(all.max(1))
                        .unwrap_or(0),
                )
            } else {
                None
            }
        })
    };
    move || {
        width().map(|percent| view! { <span class="progress" style:width=format!("{}%", percent.max(2))></span> })
    }
}

/// The phone's bottom bar: what a thumb needs again and again.
#[component]
pub fn Tabs(state: State) -> impl IntoView {
    let tab = move |menu: Menu, glyph: Glyph, word: Key| {
        let open = state.menu(menu);
        let show = move |_| {
            state.close_menus();
            open.set(true);
        };
        view! {
            <button type="button" aria-haspopup="dialog" aria-expanded=move || open.get().to_string() on:click=show>
                <Icon glyph/><span>{move || state.t(word)}</span>
            </button>
        }
    };
    view! {
        <nav class="tabs" aria-label=move || state.t(Key::TabsLabel)>
            {tab(Menu::Range, Glyph::Clock, Key::RangeTab)}
            {tab(Menu::Compare, Glyph::Compare, Key::CompareTab)}
            <button type="button" disabled=state.is_file on:click=move |_| state.refresh()>
                <Icon glyph=Glyph::Refresh/><span>{move || state.t(Key::Refresh)}</span>
            </button>
            {tab(Menu::Share, Glyph::Share, Key::ShareLabel)}
        </nav>
    }
}
