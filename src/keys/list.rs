//! All keys of the page in groups, as the sheet lists them.

use crate::words::Key;

/// One line of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is pressed, one after the other.
    pub keys: &'static [&'static str],
    /// What it does.
    pub does: Key,
    /// Whether it is a character, which the switch turns off.
    pub is_single: bool,
}

/// Lines under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its heading.
    pub title: Key,
    /// Its lines.
    pub entries: &'static [Entry],
}

const fn single(keys: &'static [&'static str], does: Key) -> Entry {
    Entry {
        keys,
        does,
        is_single: true,
    }
}

const fn always(keys: &'static [&'static str], does: Key) -> Entry {
    Entry {
        keys,
        does,
        is_single: false,
    }
}

const TIME: &[Entry] = &[
    single(&["t", "z"], Key::DoesZoomOut),
    single(&["t", "←"], Key::DoesEarlier),
    single(&["t", "→"], Key::DoesLater),
    single(&["t", "a"], Key::DoesAbsolute),
    single(&["t", "c"], Key::DoesCopyRange),
    single(&["t", "v"], Key::DoesPasteRange),
];

const PAGE: &[Entry] = &[
    single(&["?"], Key::DoesHelp),
    single(&["/"], Key::DoesDomains),
    single(&["e"], Key::DoesShare),
    single(&["i"], Key::DoesInspect),
    single(&["g"], Key::DoesGaps),
    single(&["d", "r"], Key::DoesRefresh),
    single(&["p"], Key::DoesPause),
    single(&["c", "t"], Key::DoesTheme),
    single(&["u"], Key::DoesZone),
    always(&["Esc"], Key::DoesLeave),
];

const CHARTS: &[Entry] = &[
    single(&["1", "…", "5"], Key::DoesIsolate),
    single(&["x"], Key::DoesCompare),
    single(&["v"], Key::DoesFill),
    single(&["0"], Key::DoesUnzoom),
];

const FOCUSED: &[Entry] = &[
    always(&["←", "→"], Key::DoesSlot),
    always(&["Shift", "←", "→"], Key::DoesTenSlots),
    always(&["Home", "End"], Key::DoesEnds),
    always(&["↑", "↓"], Key::DoesSeries),
    always(&["Enter"], Key::DoesPin),
    always(&["[", "]"], Key::DoesSelect),
    always(&["z"], Key::DoesZoomIn),
];

/// Every key.
pub const GROUPS: [Group; 4] = [
    Group {
        title: Key::KeysPage,
        entries: PAGE,
    },
    Group {
        title: Key::KeysTime,
        entries: TIME,
    },
    Group {
        title: Key::KeysCharts,
        entries: CHARTS,
    },
    Group {
        title: Key::KeysFocused,
        entries: FOCUSED,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::map::{Press, Step, step};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The name in the DOM of a key as it is written.
    fn dom(key: &str) -> &str {
        match key {
            "←" => "ArrowLeft",
            "→" => "ArrowRight",
            "Esc" => "Escape",
            other => other,
        }
    }

    #[test]
    fn every_line_that_is_not_a_charts_does_something() {
        for group in GROUPS
            .iter()
            .filter(|group| group.title != Key::KeysFocused)
        {
            for entry in group.entries {
                let mut waiting = None;
                let mut last = Step::Pass;
                for key in entry.keys.iter().filter(|key| **key != "…") {
                    let press = Press {
                        key: dom(key),
                        ..Press::default()
                    };
                    last = step(waiting, press, true);
                    waiting = if let Step::Wait(first) = last {
                        Some(first)
                    } else {
                        None
                    };
                }
                assert!(matches!(last, Step::Do(_)), "{entry:?} does {last:?}");
            }
        }
    }

    #[test]
    fn what_the_switch_leaves_is_no_character() {
        for entry in GROUPS.iter().flat_map(|group| group.entries) {
            let Some(key) = entry.keys.first().filter(|_| entry.keys.len() == 1) else {
                continue;
            };
            let press = Press {
                key: dom(key),
                ..Press::default()
            };
            let works = step(None, press, false) != Step::Pass;
            assert!(!entry.is_single || !works, "{entry:?} works while off");
        }
    }
}
