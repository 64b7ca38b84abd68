//! What the keys do: each action of the map on the page's state.

use super::map::Action;
use crate::compare::toggle_compare;
use crate::facts::Rest;
use crate::refresh::{rest, toggle_pause};
use crate::series::isolate;
use crate::state::{Menu, State};
use crate::theme::is_dark;
use crate::travel;
use crate::views::blocks_of;
use crate::words::Key;
use crate::zoom::unzoom;
use leptos::prelude::*;
use originscope_core::{Series, Theme, Zone};

/// Does it; whether there was anything to do.
pub(super) fn perform(state: State, action: Action, is_in_chart: bool) -> bool {
    match action {
        Action::Help => open(state, Menu::Keys),
        Action::Domains => open(state, Menu::Domains),
        Action::Share => open(state, Menu::Share),
        Action::Inspect => open(state, Menu::Inspect),
        Action::Gaps => open(state, Menu::Gaps),
        Action::Fill => state.blocks.toggle_full(&untrack(|| blocks_of(state))),
        Action::Leave => return leave(state, is_in_chart),
        Action::Refresh => state.refresh(),
        Action::Theme => turn_theme(state),
        Action::Zone => turn_zone(state),
        Action::Unzoom => unzoom(state),
        Action::Compare => toggle_compare(state),
        Action::Isolate(class) => isolate(state, Series::Class(class)),
        Action::Pause => pause(state),
        Action::ZoomOut => travel::zoom_out(state),
        Action::Earlier => travel::shift(state, -1),
        Action::Later => travel::shift(state, 1),
        Action::Absolute => travel::fix(state),
        Action::CopyRange => travel::copy_range(state),
        Action::PasteRange => travel::paste_range(state),
    }
    true
}

/// Opens a menu, or closes it if it is the open one. One is open at a time, and none behind a block that fills the
/// window.
fn open(state: State, menu: Menu) {
    let is_open = state.menu(menu).get_untracked();
    state.close_menus();
    state.blocks.leave();
    state.menu(menu).set(!is_open);
}

/// Closes, drops or frees what lies on top: a menu, the selection, the pinned slot, the full block.
///
/// A focused chart drops and frees by itself, and ends a drag with it.
fn leave(state: State, is_in_chart: bool) -> bool {
    let has_selection = state.selection.get_untracked().is_some();
    let has_pin = state.pinned.get_untracked().is_some();
    if untrack(|| state.has_open_menu()) {
        state.close_menus();
    } else if is_in_chart && (has_selection || has_pin) {
        return false;
    } else if has_selection {
        state.selection.set(None);
        state.selecting.set(false);
    } else if has_pin {
        state.unpin();
    } else if state.blocks.full.get_untracked().is_some() {
        state.blocks.leave();
    } else {
        return false;
    }
    true
}

/// Light becomes dark and dark light, whatever was chosen before.
fn turn_theme(state: State) {
    state.query.update(|query| {
        query.theme = if is_dark(query.theme) {
            Theme::Light
        } else {
            Theme::Dark
        };
    });
}

fn turn_zone(state: State) {
    state.query.update(|query| {
        query.zone = if query.zone == Zone::Utc {
            Zone::Browser
        } else {
            Zone::Utc
        };
    });
}

/// Auto refresh is held or goes on, and the reader hears which, or that there is none: without it the keys would have no
/// answer.
fn pause(state: State) {
    let key = match untrack(|| rest(state)) {
        Some(Rest::Fixed) => Key::SaidFixed,
        Some(Rest::Saved) => Key::SaidSaved,
        Some(Rest::Off) => Key::SaidOff,
        None => {
            toggle_pause(state);
            if state.held.get_untracked() {
                Key::SaidHeld
            } else {
                Key::SaidResumed
            }
        }
    };
    super::report(state, key);
}
