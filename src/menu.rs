//! What can be opened over the page: one open flag each, so that keys and the phone's tabs open what the header holds.

use leptos::prelude::*;

/// The page's menus, sheets and drawers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Sources
    Sources,
    /// Domains
    Domains,
    /// Range
    Range,
    /// Grain
    Grain,
    /// The zone of all times
    Zone,
    /// Auto refresh
    Refresh,
    /// The period that is compared with
    Compare,
    /// Links, files and paper
    Share,
    /// Theme, language, units
    More,
    /// The verdict's rules and thresholds
    Why,
    /// The keys
    Keys,
    /// What was asked and answered
    Inspect,
    /// What the proxy holds and allows
    Proxy,
    /// What is missing
    Gaps,
}

impl Menu {
    /// Every one.
    const ALL: [Self; 14] = [
        Self::Sources,
        Self::Domains,
        Self::Range,
        Self::Grain,
        Self::Zone,
        Self::Refresh,
        Self::Compare,
        Self::Share,
        Self::More,
        Self::Why,
        Self::Keys,
        Self::Inspect,
        Self::Proxy,
        Self::Gaps,
    ];
}

/// The open flags of all menus.
#[derive(Clone, Copy)]
pub struct Menus([RwSignal<bool>; Menu::ALL.len()]);

impl Menus {
    /// All closed.
    pub fn new() -> Self {
        Self(Menu::ALL.map(|_| RwSignal::new(false)))
    }

    /// The flag of one.
    pub fn of(&self, menu: Menu) -> RwSignal<bool> {
        let [first, ..] = self.0;
        let place = Menu::ALL.iter().position(|other| *other == menu);
        place
            .and_then(|place| self.0.get(place).copied())
            .unwrap_or(first)
    }

    /// Whether any is open; follows all of them.
    pub fn has_open(&self) -> bool {
        self.0.iter().any(|open| open.get())
    }

    /// Closes every one.
    pub fn close_all(&self) {
        for open in self.0 {
            if open.get_untracked() {
                open.set(false);
            }
        }
    }
}
