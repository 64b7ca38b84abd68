//! Asks the page's host where the proxy is, before anything else is asked.

use crate::facts::{Misconfigured, hosting};
use crate::place;
use crate::words::{Key, t};
use gloo_net::http::Request;
use originscope_core::{Lang, Problem, Retry, Side};

/// The file beside the page; index.html fetches it ahead.
const FILE: &str = "config.json";

/// Takes what the host says. A reader's own choice goes before it, and a host that says nothing means its own address.
///
/// # Errors
/// The file is there and wrong: guessing would ask whoever happens to answer.
pub async fn settle(lang: Lang) -> Result<(), Problem> {
    if place::chosen().is_some() {
        return Ok(());
    }
    let Some(text) = file().await else {
        return Ok(());
    };
    match hosting(&text) {
        Ok(base) => {
            place::hosted(base);
            Ok(())
        }
        Err(why) => Err(misconfigured(lang, why)),
    }
}

/// Its text; nothing where there is none, also where a host answers every path with the page.
async fn file() -> Option<String> {
    let response = Request::get(FILE).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    let text = response.text().await.ok()?;
    (!text.trim_start().starts_with('<')).then_some(text)
}

fn misconfigured(lang: Lang, why: Misconfigured) -> Problem {
    let (code, title) = match why {
        Misconfigured::NotJson => ("config_not_json", Key::ConfigNotJson),
        Misconfigured::Keys => ("config_keys", Key::ConfigKeys),
        Misconfigured::Address => ("config_address", Key::ConfigAddress),
    };
    let action = t(lang, Key::ConfigDo);
    Problem::new(
        0,
        code,
        t(lang, title),
        action,
        Side::Page,
        Retry::AfterChange,
    )
}
