//! Every text of the page. A view names a [`Key`]; the language decides the words.
//!
//! A language is one file with one exhaustive `match`, so a missing text does not compile. Texts with `{name}` are
//! filled by [`fill`]. Codes and numbers are never translated. A part of the page with many texts has a catalogue of its
//! own, in a folder of the same shape.

mod en;
mod key;
mod marks;
mod problems;
mod refusal;
mod states;
mod zh;

pub use key::Key;
pub use marks::{aside, change, colon, comma, in_units, pause, share, share_precise, span, stop};
use originscope_core::{Class, Compare, Lang, Side, Vantage};
pub use problems::chinese;
pub use refusal::{catalogued, refusal_sentence};
pub use states::Say;

/// Something that has a text in every language: a key of a catalogue.
pub trait Worded: Copy {
    /// The text.
    fn text(self, lang: Lang) -> &'static str;
}

impl Worded for Key {
    fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => en::text(self),
            Lang::Zh => zh::text(self),
        }
    }
}

/// The text of `key`.
pub fn t(lang: Lang, key: impl Worded) -> &'static str {
    key.text(lang)
}

/// The text of `key` with its `{names}` replaced.
pub fn fill(lang: Lang, key: impl Worded, values: &[(&str, &str)]) -> String {
    let mut text = t(lang, key).to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    marks::tight_percent(lang, text)
}

/// What a class is called beside its number.
pub const fn class_word(class: Class) -> Key {
    match class {
        Class::ServerError => Key::ServerError,
        Class::ClientError => Key::ClientError,
        Class::Redirect => Key::Redirect,
        Class::Success => Key::Success,
        Class::Informational => Key::Informational,
        Class::Other => Key::OtherCodes,
    }
}

/// What a compared period is called in the menu.
pub const fn compare_word(compare: Compare) -> Key {
    match compare {
        Compare::Day => Key::CompareDay,
        Compare::Week => Key::CompareWeek,
        Compare::Previous => Key::ComparePrevious,
    }
}

/// The name of a vantage.
pub const fn vantage_word(vantage: Vantage) -> Key {
    match vantage {
        Vantage::OriginSide => Key::OriginSide,
        Vantage::ViewerSide => Key::ViewerSide,
    }
}

/// Whose side a failure is on, as an answer to that question.
pub const fn side_word(side: Side) -> Key {
    match side {
        Side::You => Key::SideYou,
        Side::Account => Key::SideAccount,
        Side::Proxy => Key::SideProxy,
        Side::Network => Key::SideNetwork,
        Side::Vendor => Key::SideVendor,
        Side::Page => Key::SidePage,
    }
}
