//! With what the reader points, as far as the browser tells: for hints that name a key.

use leptos::prelude::*;

/// A way to point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A finger.
    Finger,
    /// A mouse beside a keyboard of Apple's, on which Ctrl-click opens a menu.
    MouseAndCmd,
    /// A mouse beside any other keyboard.
    MouseAndCtrl,
}

/// What the browser says now.
pub fn hand() -> Hand {
    let is_coarse = window().match_media("(pointer: coarse)").ok().flatten();
    if is_coarse.is_some_and(|query| query.matches()) {
        return Hand::Finger;
    }
    let agent = window().navigator().user_agent().unwrap_or_default();
    if agent.contains("Mac OS") {
        Hand::MouseAndCmd
    } else {
        Hand::MouseAndCtrl
    }
}
