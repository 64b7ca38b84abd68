//! What a vendor's error code means, whose side it is on and what to do, in English and Chinese, as data.
//!
//! One code can mean different things in different sources, and `OperationDenied` differs by its message only, so an
//! entry is found by source, code and message together. The vendor's message is read here to tell cases apart and goes
//! no further: some messages echo the string to sign.

/// Rows of the catalogue, one after another, without the layout that struct literals would need.
macro_rules! entries {
    ($($key:literal, $sources:expr, $code:literal, $message:expr, $side:ident, $retry:ident, $safe:expr;
       $en:literal, $zh:literal, $action:expr;)*) => {
        &[$(Entry {
            key: $key,
            sources: $sources,
            code: $code,
            message: $message,
            meaning: Text { en: $en, zh: $zh },
            side: Side::$side,
            action: $action,
            retry: Retry::$retry,
            safe: $safe,
        }),*]
    };
}

mod alibaba;
mod alibaba_gateway;
mod huawei;
mod status;
#[cfg(test)]
mod tests;

use originscope_core::{Retry, Side};
use std::borrow::Cow;

pub use status::status_meaning;

/// One text in the two languages of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English
    pub en: &'static str,
    /// Simplified Chinese
    pub zh: &'static str,
}

/// One error of a vendor, explained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Stable key, sent from the proxy to the page: unique in the catalogue.
    pub key: &'static str,
    /// The sources it holds for; empty for every source of the family.
    pub sources: &'static [&'static str],
    /// The vendor's code; a trailing `*` stands for any ending.
    pub code: &'static str,
    /// Part of the vendor's message that tells this entry from others of the same code, lower case.
    pub message: Option<&'static str>,
    /// What happened.
    pub meaning: Text,
    /// Whose side it is on.
    pub side: Side,
    /// What to do.
    pub action: Text,
    /// Whether the same call may work later.
    pub retry: Retry,
    /// Whether the vendor's own message may be shown: only where a known message is known to echo nothing of the call.
    pub safe: bool,
}

/// The vendor's own message may be shown.
const SHOWN: bool = true;
/// It may echo key ids, signed material or names of the account, so it is not shown.
const HIDDEN: bool = false;
/// For every source of the family.
const ANY: &[&str] = &[];

/// What to do about a call that is repeated anyway.
const WAIT: Text = to(
    "Wait a little; the call is repeated by itself.",
    "请稍候，系统会自动重试。",
);
/// What to do about a call that we built wrongly.
const REPORT: Text = to(
    "This is a fault of the program that built the call: report it with the request id.",
    "这是发起调用的程序的缺陷，请附上请求 ID 反馈。",
);

const fn to(en: &'static str, zh: &'static str) -> Text {
    Text { en, zh }
}

/// The entry for a source's error, or `None` for a code that nobody has explained yet.
///
/// Entries bound to the source come before those of the whole family, one that names a message before one that does
/// not, a whole code before the start of one. Where the source is unknown (a saved error, an empty `source`), both
/// families are searched for entries that are bound to no source.
#[must_use]
pub fn explain(source: &str, code: &str, message: Option<&str>) -> Option<&'static Entry> {
    let message = message.unwrap_or_default().to_lowercase();
    let code = todays(code);
    family(source)
        .filter(|entry| entry.sources.is_empty() || entry.sources.contains(&source))
        .filter(|entry| code_matches(entry.code, &code))
        .filter(|entry| entry.message.is_none_or(|part| message.contains(part)))
        .max_by_key(|entry| {
            let bound = !entry.sources.is_empty();
            let whole = !entry.code.ends_with('*');
            (bound, entry.message.is_some(), whole, entry.code.len())
        })
}

/// The entry with this key, as the proxy named it.
#[must_use]
pub fn by_key(key: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.key == key)
}

/// Every entry, Alibaba's first.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    alibabas().chain(huawei::ENTRIES)
}

fn alibabas() -> impl Iterator<Item = &'static Entry> {
    alibaba::ENTRIES.iter().chain(alibaba_gateway::ENTRIES)
}

/// The entries of the vendor that stands behind a source; all of them if nobody knows the source.
fn family(source: &str) -> Box<dyn Iterator<Item = &'static Entry>> {
    match crate::find(source).map(|api| api.spec().account) {
        Some("huawei") => Box::new(huawei::ENTRIES.iter()),
        Some("alibaba") => Box::new(alibabas()),
        Some(_) => Box::new(std::iter::empty()),
        None => Box::new(all()),
    }
}

/// Huawei's older and dedicated gateways write `APIG.` or `APIC.` for what is `APIGW.` today.
fn todays(code: &str) -> Cow<'_, str> {
    ["APIG.", "APIC."]
        .into_iter()
        .find_map(|old| code.strip_prefix(old))
        .map_or(Cow::Borrowed(code), |rest| {
            Cow::Owned(format!("APIGW.{rest}"))
        })
}

fn code_matches(pattern: &str, code: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => code.starts_with(stem),
        None => pattern == code,
    }
}
