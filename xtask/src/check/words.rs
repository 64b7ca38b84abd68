//! The texts of the page: each language has every text, alike in its placeholders and set as the language is set; no
//! text is unused, and no view says a word that is not among them.

use super::Finding;
use std::collections::BTreeSet;

/// A catalogue is a folder with its keys and a file a language.
const WORDS: &str = "src/words/";
const KEYS: &str = "key.rs";
const ENGLISH: &str = "en.rs";
const CHINESE: &str = "zh.rs";
/// The proxy's failures in Chinese, by code.
const PROBLEMS: &str = "src/words/problems.rs";
/// Where the proxy names the codes of its failures.
const FAILURES: [&str; 5] = [
    "proxy/src/problem.rs",
    "proxy/src/params.rs",
    "proxy/src/decode_problem.rs",
    "proxy/src/validate/",
    "proxy/src/vendor_error/table.rs",
];
/// Where what is written in a `view!` is seen.
const SEEN: [&str; 3] = ["src/views/", "src/ui/", "src/chart/"];
/// What reads alike in every language: names, marks, keys of the keyboard, classes of status codes.
const ALIKE: [&str; 5] = ["Originscope", "UTC", "Esc", "4xx", "5xx"];
/// Attributes that are read out or shown.
const READ_OUT: [&str; 4] = ["aria-label=\"", " title=\"", "placeholder=\"", "alt=\""];

/// Places where the texts are not complete; `sources` are paths below the root with their contents.
pub(super) fn findings(sources: &[(String, String)]) -> Vec<Finding> {
    let text_of = |path: &str| {
        let file = sources.iter().find(|(other, _)| other == path);
        file.map_or("", |(_, text)| text.as_str())
    };
    let mut findings = Vec::new();
    let key_files = sources
        .iter()
        .filter(|(path, _)| path.starts_with(WORDS) && path.rsplit('/').next() == Some(KEYS));
    for (path, text) in key_files {
        let folder = path.strip_suffix(KEYS).unwrap_or_default();
        findings.extend(of_catalogue(sources, folder, text));
    }
    for (path, text) in sources {
        if FAILURES.iter().any(|start| path.starts_with(start)) {
            let known = text_of(PROBLEMS);
            let unsaid = codes(text)
                .into_iter()
                .filter(|code| !known.contains(&format!("\"{code}\"")));
            findings.extend(
                unsaid.map(|code| finding(PROBLEMS, 0, format!("{code} of {path} has no Chinese"))),
            );
        }
        if SEEN.iter().any(|folder| path.starts_with(folder)) {
            findings.extend(bare(path, text));
        }
    }
    findings
}

/// What one catalogue lacks; `text` is the file of its keys.
fn of_catalogue(sources: &[(String, String)], folder: &str, text: &str) -> Vec<Finding> {
    let paths = [ENGLISH, CHINESE].map(|file| format!("{folder}{file}"));
    let [english_file, chinese_file] = &paths;
    let name = enum_name(text);
    let text_of = |path: &str, key: &str| {
        let (_, file) = sources.iter().find(|(other, _)| other == path)?;
        literal_of(file, name, key)
    };
    let mut findings = Vec::new();
    for key in &keys(text) {
        let [english, chinese] = [english_file, chinese_file].map(|path| text_of(path, key));
        for (path, found) in [(english_file, &english), (chinese_file, &chinese)] {
            if found.as_ref().is_none_or(|text| text.trim().is_empty()) {
                findings.push(finding(path, 0, format!("{key} has no text")));
            }
        }
        let (english, chinese) = (english.unwrap_or_default(), chinese.unwrap_or_default());
        if placeholders(&english) != placeholders(&chinese) && !may_drop(key) {
            let what = format!("{key} has other placeholders than in English");
            findings.push(finding(chinese_file, 0, what));
        }
        let badly_set = setting(&chinese).map(|what| format!("{key}: {what}"));
        findings.extend(badly_set.map(|what| finding(chinese_file, 0, what)));
        if !is_used(sources, &paths, name, key) {
            let what = format!("{key} is used nowhere; take it out");
            findings.push(finding(&format!("{folder}{KEYS}"), 0, what));
        }
    }
    findings
}

/// The name of the enum in a file of keys.
fn enum_name(text: &str) -> &str {
    let rest = text.split_once("pub enum ").map_or("", |(_, rest)| rest);
    rest.split(' ').next().unwrap_or_default()
}

fn finding(path: &str, line: usize, what: String) -> Finding {
    Finding {
        path: path.to_owned(),
        line,
        what,
    }
}

/// No text may drop a placeholder so far; the place for an exception, with its reason.
const fn may_drop(_key: &str) -> bool {
    false
}

/// The codes of failures: alone on their line, first in a call or after a status.
fn codes(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut before = "";
    let mut out = Vec::new();
    for line in code.lines().map(str::trim) {
        let opens = before.ends_with('(') || before.trim_end_matches(',').parse::<u16>().is_ok();
        let literal = line
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix("\","));
        let is_code = |name: &&str| {
            name.chars()
                .all(|each| each.is_ascii_lowercase() || each == '_')
        };
        out.extend(literal.filter(|_| opens).filter(is_code));
        before = line;
    }
    out
}

/// The variants of the enum, one a line.
fn keys(text: &str) -> Vec<String> {
    let variant = |line: &str| {
        let name = line.strip_prefix("    ")?.strip_suffix(',')?;
        let is_name = name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.chars().all(|each| each.is_ascii_alphanumeric());
        is_name.then(|| name.to_owned())
    };
    text.lines().filter_map(variant).collect()
}

/// The literal of a key in the file of a language.
fn literal_of(file: &str, name: &str, key: &str) -> Option<String> {
    let (_, rest) = file.split_once(&format!(" {name}::{key} =>"))?;
    let (_, rest) = rest.split_once('"')?;
    let (literal, _) = rest.split_once('"')?;
    Some(literal.replace("\\u{202f}", "\u{202f}"))
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let name = |part: &str| part.split_once('}').map(|(name, _)| name.to_owned());
    text.split('{').skip(1).filter_map(name).collect()
}

const fn is_han(each: char) -> bool {
    matches!(each, '\u{4e00}'..='\u{9fff}')
}

/// What is set wrongly in a Chinese text.
fn setting(text: &str) -> Option<&'static str> {
    let letters: Vec<char> = text.chars().collect();
    let pairs = letters.iter().zip(letters.iter().skip(1));
    for (one, two) in pairs {
        if (is_han(*one) && ",:;!?()".contains(*two)) || (is_han(*two) && ",:;!?()".contains(*one))
        {
            return Some("half-width punctuation beside Han");
        }
        if (is_han(*one) && two.is_ascii_alphanumeric())
            || (is_han(*two) && one.is_ascii_alphanumeric())
        {
            return Some("no space between Han and Latin");
        }
        if (is_han(*one) && *two == '{') || (is_han(*two) && *one == '}') {
            return Some("no space between Han and a value");
        }
        if matches!(one, ' ' | '\u{202f}') && *two == '%' && text.contains('{') {
            return Some("a space before %");
        }
    }
    None
}

fn is_used(sources: &[(String, String)], tables: &[String; 2], name: &str, key: &str) -> bool {
    let name = format!("{name}::{key}");
    let is_part = |next: char| next.is_ascii_alphanumeric();
    let is_word = |text: &str| {
        text.match_indices(&name).any(|(at, _)| {
            let after = text.get(at.saturating_add(name.len())..);
            let before = text.get(..at);
            !after.unwrap_or_default().starts_with(is_part)
                && !before.unwrap_or_default().ends_with(is_part)
        })
    };
    sources
        .iter()
        .filter(|(path, _)| path.starts_with("src/") && !tables.contains(path))
        .any(|(_, text)| is_word(text))
}

/// Literals that a view shows or has read out.
fn bare(path: &str, text: &str) -> Vec<Finding> {
    // Raw literals hold drawings, with quotes of their own.
    const RAW: &str = "r#\"";
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut before = "";
    let mut findings = Vec::new();
    for (place, line) in code.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("//") || line.contains(RAW) {
            continue;
        }
        let shown = shown_literals(line, before);
        findings.extend(
            shown
                .into_iter()
                .filter(|literal| says(literal))
                .map(|literal| {
                    let what = format!("“{literal}” is shown in every language; give it a key");
                    finding(path, place.saturating_add(1), what)
                }),
        );
        before = line;
    }
    findings
}

/// The literals of a line that stand where a text node or the value of a read attribute stands.
fn shown_literals(line: &str, before: &str) -> Vec<String> {
    let mut out = Vec::new();
    let parts: Vec<&str> = line.split('"').collect();
    for (place, literal) in parts.iter().enumerate().skip(1).step_by(2) {
        let left = parts
            .get(place.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let right = parts
            .get(place.saturating_add(1))
            .copied()
            .unwrap_or_default();
        let starts = match left.trim_end() {
            "" if place == 1 => {
                before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->")
            }
            left => (left.ends_with('>') && !left.ends_with("=>")) || left.ends_with('}'),
        };
        let ends = right.is_empty() || right.starts_with(['<', '{']);
        let is_node = starts && ends;
        let is_read = READ_OUT
            .iter()
            .any(|name| format!("{left}\"").ends_with(name));
        if is_node || is_read {
            out.push((*literal).to_owned());
        }
    }
    out
}

/// Whether a literal is words and not a mark or a name.
fn says(literal: &str) -> bool {
    let letters = literal.chars().filter(char::is_ascii_alphabetic).count();
    letters > 1 && !ALIKE.contains(&literal.trim())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sources(english: &str, chinese: &str, view: &str) -> Vec<(String, String)> {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        vec![
            file("src/words/key.rs", "pub enum Key {\n    Hello,\n}\n"),
            file("src/words/en.rs", &format!(" Key::Hello => \"{english}\",")),
            file("src/words/zh.rs", &format!(" Key::Hello => \"{chinese}\",")),
            file("src/views/a.rs", view),
        ]
    }

    fn whats(english: &str, chinese: &str, view: &str) -> Vec<String> {
        let found = findings(&sources(english, chinese, view));
        found.into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn the_texts_of_the_page_are_complete() {
        let sources = super::super::files::sources(&crate::process::root()).unwrap();
        let refusals = sources
            .iter()
            .find(|(path, _)| path == "proxy/src/problem.rs")
            .unwrap();
        assert!(codes(&refusals.1).contains(&"upstream_timeout"));
        let first = sources
            .iter()
            .find(|(path, _)| path == "src/words/key.rs")
            .unwrap();
        assert!(keys(&first.1).len() > 100);
        let found = findings(&sources);
        let lines: Vec<String> = found
            .iter()
            .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.what))
            .collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }

    #[test]
    fn each_fault_of_a_text_is_found() {
        const VIEW: &str = "t(Key::Hello)";
        assert!(whats("Hi {n}", "你好 {n}", VIEW).is_empty());
        assert_eq!(whats("Hi", "", VIEW), ["Hello has no text"]);
        assert_eq!(
            whats("Hi {n}", "你好", VIEW),
            ["Hello has other placeholders than in English"]
        );
        for wrong in ["你好,他好", "你好: a", "你好a", "5个", "你{n}"] {
            let english = if wrong.contains('{') { "{n}" } else { "Hi" };
            assert_eq!(whats(english, wrong, VIEW).len(), 1, "{wrong}");
        }
        assert_eq!(
            whats("Hi", "你好", "t(Key::HelloThere)"),
            ["Hello is used nowhere; take it out"]
        );
    }

    #[test]
    fn a_second_catalogue_is_held_to_the_same() {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let mut all = sources("Hi", "你好", "t(Key::Hello) t(Say::Hello)");
        all.push(file(
            "src/words/more/key.rs",
            "pub enum Say {\n    Hello,\n    Bye,\n}\n",
        ));
        all.push(file(
            "src/words/more/en.rs",
            " Say::Hello => \"Hi\",\n Say::Bye => \"Bye\",",
        ));
        all.push(file("src/words/more/zh.rs", " Say::Hello => \"嗨\","));
        let found: Vec<String> = findings(&all).into_iter().map(|f| f.what).collect();
        assert_eq!(
            found,
            ["Bye has no text", "Bye is used nowhere; take it out"]
        );
    }

    #[test]
    fn a_bare_word_in_a_view_is_found() {
        let count = |view: &str| whats("Hi", "你好", &format!("Key::Hello\n{view}")).len();
        assert_eq!(count("<b>\"Sorry\"</b>"), 1);
        assert_eq!(count("<b>{name}\" failed \"{code}</b>"), 1);
        assert_eq!(count("<p>\n    \"Sorry\"\n</p>"), 1);
        assert_eq!(count("<p aria-label=\"Close it\">"), 1);
        assert_eq!(
            count("<b class=\"cut\">\"Originscope\"</b>\" \"<kbd>\"Esc\"</kbd>"),
            0
        );
        assert_eq!(count("Theme::Dark => \"dark\","), 0);
        assert_eq!(count("// <b>\"Sorry\"</b>"), 0);
    }
}
