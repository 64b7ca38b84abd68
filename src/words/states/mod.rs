//! The texts of the page's states: first run, failures, the proxy, what was asked, thresholds.

mod en;
mod key;
mod zh;

use super::Worded;
pub use key::Say;
use originscope_core::Lang;

impl Worded for Say {
    fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => en::text(self),
            Lang::Zh => zh::text(self),
        }
    }
}
