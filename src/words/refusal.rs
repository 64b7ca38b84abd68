//! Why a file is not shown, as a sentence.

use super::{Key, fill, t};
use crate::facts::{Refusal, source_name};
use originscope_apis::catalogue::Text;
use originscope_apis::{DecodeError, NotRecognised, SnapshotError};
use originscope_core::Lang;

/// The text of the catalogue in a language.
pub const fn catalogued(lang: Lang, text: Text) -> &'static str {
    match lang {
        Lang::En => text.en,
        Lang::Zh => text.zh,
    }
}

/// Why a file is not shown.
pub fn refusal_sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotRead => t(lang, Key::FileNotRead).to_owned(),
        Refusal::NotRecognised(why) => not_recognised(lang, why),
        Refusal::Snapshot(why) => snapshot(lang, why),
    }
}

fn not_recognised(lang: Lang, why: &NotRecognised) -> String {
    let with = |key: Key, values: &[(&str, String)]| {
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        fill(lang, key, &values)
    };
    let at = |key: Key, line: usize, column: usize| {
        with(
            key,
            &[("line", line.to_string()), ("column", column.to_string())],
        )
    };
    match why {
        NotRecognised::Empty => t(lang, Key::FileEmpty).to_owned(),
        NotRecognised::TooLarge { limit } => {
            let mib = (limit / (1024 * 1024)).to_string();
            with(Key::FileTooLarge, &[("n", mib)])
        }
        NotRecognised::TooManyValues { limit } => {
            with(Key::FileTooManyValues, &[("n", limit.to_string())])
        }
        NotRecognised::NotText => t(lang, Key::FileNotText).to_owned(),
        NotRecognised::WebPage => t(lang, Key::FileWebPage).to_owned(),
        NotRecognised::Truncated { line, column } => at(Key::FileTruncated, *line, *column),
        NotRecognised::Syntax { line, column } => at(Key::FileSyntax, *line, *column),
        NotRecognised::Unknown { keys, .. } if keys.is_empty() => {
            t(lang, Key::FileUnknown).to_owned()
        }
        NotRecognised::Unknown { keys, .. } => {
            with(Key::FileUnknownKeys, &[("keys", keys.join(", "))])
        }
        NotRecognised::Damaged { source, error } => damaged(lang, source, error),
        NotRecognised::VendorError { code, entry, .. } => {
            let sentence = with(Key::FileVendorError, &[("code", code.clone())]);
            let meaning = entry.map(|entry| catalogued(lang, entry.meaning));
            let action = entry.map(|entry| catalogued(lang, entry.action));
            let parts: Vec<&str> = [Some(sentence.as_str()), meaning, action]
                .into_iter()
                .flatten()
                .collect();
            parts.join(if lang == Lang::Zh { "" } else { " " })
        }
        NotRecognised::ProxyProblem { code } => {
            with(Key::FileProxyProblem, &[("code", code.clone())])
        }
        NotRecognised::HarWithoutAnswers {
            entries,
            without_body: 0,
        } => with(Key::FileHarEmpty, &[("n", entries.to_string())]),
        NotRecognised::HarWithoutAnswers {
            entries,
            without_body,
        } => {
            let values = [("n", entries.to_string()), ("m", without_body.to_string())];
            with(Key::FileHarNoBody, &values)
        }
        NotRecognised::NewerSnapshot { version } => {
            with(Key::FileNewerSnapshot, &[("version", version.to_string())])
        }
    }
}

fn damaged(lang: Lang, source: &str, error: &DecodeError) -> String {
    let product =
        originscope_apis::find(source).map_or(source, |api| source_name(lang, api.spec()));
    match error {
        DecodeError::Shape { path, .. } => fill(
            lang,
            Key::FileDamaged,
            &[("product", product), ("path", path)],
        ),
        other => fill(lang, Key::NotDecoded, &[("why", &other.to_string())]),
    }
}

fn snapshot(lang: Lang, why: &SnapshotError) -> String {
    match why {
        SnapshotError::NewerVersion { version } => fill(
            lang,
            Key::FileNewerSnapshot,
            &[("version", &version.to_string())],
        ),
        SnapshotError::Unreadable { line, column } => fill(
            lang,
            Key::FileSnapshotBad,
            &[("where", &format!("{line}:{column}"))],
        ),
        SnapshotError::NotASnapshot => t(lang, Key::FileUnknown).to_owned(),
        SnapshotError::Unsound { place, .. } => {
            fill(lang, Key::FileSnapshotUnsound, &[("n", &place.to_string())])
        }
    }
}
