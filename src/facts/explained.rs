//! A failure's texts in the reader's language: from the catalogue of vendor errors, else as it says itself.

use crate::words::chinese;
use originscope_apis::catalogue::{self, Entry};
use originscope_core::{Lang, Problem, Retry, Side};

/// What a failure means, whose it is, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What happened.
    pub title: String,
    /// What to do.
    pub action: String,
    /// Whose side it is on.
    pub side: Side,
    /// Whether asking again helps.
    pub retry: Retry,
}

/// Explains a failure of a source.
///
/// The proxy picks the entry with the vendor's message, which stays there; so the entry whose English it sent is the
/// right one, and only without such an entry is it looked up by source and code.
pub fn explained(source: &str, problem: &Problem, lang: Lang) -> Explained {
    let Some(entry) = entry(source, problem) else {
        return own_words(problem, lang);
    };
    let text = |text: catalogue::Text| match lang {
        Lang::En => text.en.to_owned(),
        Lang::Zh => text.zh.to_owned(),
    };
    Explained {
        title: text(entry.meaning),
        action: text(entry.action),
        side: entry.side,
        retry: entry.retry,
    }
}

/// The proxy speaks English; its own failures have Chinese words by their codes.
fn own_words(problem: &Problem, lang: Lang) -> Explained {
    let chinese = chinese(problem).filter(|_| lang == Lang::Zh);
    let (title, action) = chinese.unwrap_or((&problem.title, &problem.action));
    Explained {
        title: title.to_owned(),
        action: action.to_owned(),
        side: problem.side,
        retry: problem.retry,
    }
}

fn entry(source: &str, problem: &Problem) -> Option<&'static Entry> {
    let code = problem.upstream_code.as_deref()?;
    let sent = catalogue::all()
        .find(|entry| entry.meaning.en == problem.title && entry.action.en == problem.action);
    sent.or_else(|| catalogue::explain(source, code, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn problem(upstream: Option<&str>, title: &str, action: &str) -> Problem {
        Problem {
            upstream_code: upstream.map(str::to_owned),
            ..Problem::new(
                502,
                "upstream_denied",
                title,
                action,
                Side::Account,
                Retry::No,
            )
        }
    }

    #[test]
    fn the_entry_that_the_proxy_sent_is_said_in_the_readers_language() {
        for entry in catalogue::all() {
            let code = entry.code.trim_end_matches('*');
            let sent = problem(Some(code), entry.meaning.en, entry.action.en);
            let said = explained("cdn-origin-codes", &sent, Lang::Zh);
            assert_eq!(said.title, entry.meaning.zh, "{}", entry.key);
        }
    }

    #[test]
    fn without_a_vendors_code_a_failure_speaks_for_itself() {
        let said = explained("cdn-origin-codes", &problem(None, "t", "a"), Lang::Zh);
        assert_eq!((said.title.as_str(), said.action.as_str()), ("t", "a"));
        let unknown = problem(Some("No.Such.Code.At.All"), "t", "a");
        assert_eq!(explained("cdn-origin-codes", &unknown, Lang::En).title, "t");
    }

    #[test]
    fn a_code_that_came_without_its_texts_is_looked_up() {
        let said = explained(
            "cdn-origin-codes",
            &problem(Some("Throttling"), "t", "a"),
            Lang::En,
        );
        assert!(said.title != "t" && said.retry == Retry::Soon, "{said:?}");
    }
}
