//! What a key means: a pure reducer over what was pressed before it.

use originscope_core::Class;
use std::borrow::Cow;

/// What a key or two keys ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The list of the keys.
    Help,
    /// The domains, ready to be typed.
    Domains,
    /// The menu that hands out what is shown.
    Share,
    /// What was asked and answered.
    Inspect,
    /// The table of what is missing.
    Gaps,
    /// The block under the hands over the whole window, or back.
    Fill,
    /// The compared period, or none.
    Compare,
    /// UTC, or the browser's zone.
    Zone,
    /// The range before the first zoom.
    Unzoom,
    /// Refreshing by itself, or not.
    Pause,
    /// Ask again now.
    Refresh,
    /// Light, or dark.
    Theme,
    /// Only this class, or all again.
    Isolate(Class),
    /// A range twice as long.
    ZoomOut,
    /// The range before.
    Earlier,
    /// The range after.
    Later,
    /// The same range in fixed times.
    Absolute,
    /// The range into the clipboard.
    CopyRange,
    /// The range from the clipboard.
    PasteRange,
    /// Close, drop or free the topmost thing.
    Leave,
}

/// The first key of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// `t`, of the time.
    T,
    /// `d`, of the data.
    D,
    /// `c`, of the colours.
    C,
}

impl First {
    /// The key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::T => "t",
            Self::D => "d",
            Self::C => "c",
        }
    }
}

/// A key that went down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Press<'a> {
    /// Its name in the DOM, as `a`, `ArrowLeft`.
    pub key: &'a str,
    /// Whether shift is held.
    pub is_shifted: bool,
    /// Whether ctrl, alt or meta is held: then it is the browser's or the system's.
    pub is_combined: bool,
    /// Whether it was held down so long that it repeats.
    pub is_repeated: bool,
    /// Whether it goes into a text field.
    pub is_typed: bool,
    /// Whether a sheet covers the page, which keeps its keys to itself.
    pub is_covered: bool,
}

/// What follows from a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing: it is not ours, and what waits keeps waiting.
    Pass,
    /// It ended the wait for a second key and does nothing else.
    Forget,
    /// A second key is waited for.
    Wait(First),
    /// Do this.
    Do(Action),
}

/// What a key means after `waiting`. With `singles` off only keys that are no characters work (WCAG 2.1.4).
pub fn step(waiting: Option<First>, press: Press<'_>, singles: bool) -> Step {
    let is_modifier = matches!(press.key, "Shift" | "Control" | "Alt" | "Meta" | "CapsLock");
    if press.is_combined || press.is_covered || is_modifier {
        return Step::Pass;
    }
    if press.key == "Escape" {
        return if waiting.is_some() {
            Step::Forget
        } else {
            Step::Do(Action::Leave)
        };
    }
    if press.is_typed || press.is_repeated || !singles {
        return Step::Pass;
    }
    let key = plain(press);
    match waiting {
        Some(first) => second(first, &key).map_or(Step::Forget, Step::Do),
        None => alone(&key),
    }
}

/// A letter as it is without caps lock; with shift it is another key than without.
fn plain(press: Press<'_>) -> Cow<'_, str> {
    let is_letter = press.key.len() == 1;
    if press.is_shifted || !is_letter {
        return Cow::Borrowed(press.key);
    }
    Cow::Owned(press.key.to_ascii_lowercase())
}

fn alone(key: &str) -> Step {
    let action = match key {
        "t" => return Step::Wait(First::T),
        "d" => return Step::Wait(First::D),
        "c" => return Step::Wait(First::C),
        "?" => Action::Help,
        "/" => Action::Domains,
        "e" => Action::Share,
        "i" => Action::Inspect,
        "g" => Action::Gaps,
        "v" => Action::Fill,
        "x" => Action::Compare,
        "u" => Action::Zone,
        "p" => Action::Pause,
        "0" => Action::Unzoom,
        "1" => Action::Isolate(Class::Informational),
        "2" => Action::Isolate(Class::Success),
        "3" => Action::Isolate(Class::Redirect),
        "4" => Action::Isolate(Class::ClientError),
        "5" => Action::Isolate(Class::ServerError),
        _ => return Step::Pass,
    };
    Step::Do(action)
}

fn second(first: First, key: &str) -> Option<Action> {
    Some(match (first, key) {
        (First::T, "z") => Action::ZoomOut,
        (First::T, "ArrowLeft") => Action::Earlier,
        (First::T, "ArrowRight") => Action::Later,
        (First::T, "a") => Action::Absolute,
        (First::T, "c") => Action::CopyRange,
        (First::T, "v") => Action::PasteRange,
        (First::D, "r") => Action::Refresh,
        (First::C, "t") => Action::Theme,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn press(key: &str) -> Press<'_> {
        Press {
            key,
            ..Press::default()
        }
    }

    #[test]
    fn two_keys_make_one_action() {
        assert_eq!(step(None, press("t"), true), Step::Wait(First::T));
        let after = |first, key| step(Some(first), press(key), true);
        assert_eq!(after(First::T, "z"), Step::Do(Action::ZoomOut));
        assert_eq!(after(First::T, "ArrowLeft"), Step::Do(Action::Earlier));
        assert_eq!(after(First::D, "r"), Step::Do(Action::Refresh));
        assert_eq!(after(First::C, "t"), Step::Do(Action::Theme));
    }

    #[test]
    fn another_second_key_ends_the_wait_and_does_nothing() {
        // Alone `x` compares and `t` waits.
        assert_eq!(step(Some(First::T), press("x"), true), Step::Forget);
        assert_eq!(step(Some(First::D), press("t"), true), Step::Forget);
        assert_eq!(step(Some(First::C), press("Escape"), true), Step::Forget);
        // A modifier is on its way to another key.
        assert_eq!(step(Some(First::T), press("Shift"), true), Step::Pass);
    }

    #[test]
    fn keys_of_others_are_left_to_them() {
        let passes = |press: Press<'_>| step(None, press, true) == Step::Pass;
        let x = press("x");
        assert!(passes(Press {
            is_combined: true,
            ..x
        }));
        assert!(passes(Press {
            is_typed: true,
            ..x
        }));
        assert!(passes(Press {
            is_covered: true,
            ..x
        }));
        assert!(passes(Press {
            is_repeated: true,
            ..x
        }));
        assert!(passes(press("Tab")) && passes(press("ArrowLeft")) && passes(press("y")));
        // A sheet closes itself.
        assert!(passes(Press {
            is_covered: true,
            ..press("Escape")
        }));
    }

    #[test]
    fn letters_can_be_switched_off_and_escape_cannot() {
        for key in ["t", "x", "/", "?", "5", "0"] {
            assert_eq!(step(None, press(key), false), Step::Pass, "{key}");
        }
        assert_eq!(step(None, press("Escape"), false), Step::Do(Action::Leave));
    }

    #[test]
    fn caps_lock_does_not_count_and_shift_does() {
        assert_eq!(step(None, press("X"), true), Step::Do(Action::Compare));
        let shifted = Press {
            is_shifted: true,
            ..press("X")
        };
        assert_eq!(step(None, shifted, true), Step::Pass);
        let asked = Press {
            is_shifted: true,
            ..press("?")
        };
        assert_eq!(step(None, asked, true), Step::Do(Action::Help));
    }

    #[test]
    fn digits_name_their_classes() {
        for (key, name) in [
            ("1", "1xx"),
            ("2", "2xx"),
            ("3", "3xx"),
            ("4", "4xx"),
            ("5", "5xx"),
        ] {
            let done = step(None, press(key), true);
            assert!(
                matches!(done, Step::Do(Action::Isolate(class)) if class.name() == name),
                "{key}: {done:?}"
            );
        }
    }
}
