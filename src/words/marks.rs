//! Marks between words that the page puts together itself, and numbers with their sign.

use originscope_core::{Lang, format};

/// Between a word and what it says.
pub const fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    }
}

/// Between the parts of a list in running text.
pub const fn comma(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    }
}

/// Between a name and what is said of it.
pub const fn pause(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    }
}

/// Ends a sentence.
pub const fn stop(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ". ",
        Lang::Zh => "。",
    }
}

/// An aside.
pub fn aside(lang: Lang, text: &str) -> String {
    match lang {
        Lang::En => format!("({text}) "),
        Lang::Zh => format!("（{text}）"),
    }
}

/// A share in percent: `0.45 %` in English, `0.45%` in Chinese.
pub fn share(lang: Lang, percent: f64) -> String {
    format::share_in(percent, lang)
}

/// The same with two decimals, for one slot.
pub fn share_precise(lang: Lang, percent: f64) -> String {
    tight_percent(lang, format::share_precise(percent))
}

/// A change in percent with its sign: `+1.4 %`.
pub fn change(lang: Lang, percent: f64) -> String {
    tight_percent(lang, format!("{}\u{202f}%", format::points(percent)))
}

/// Chinese sets no space before the sign.
pub(super) fn tight_percent(lang: Lang, text: String) -> String {
    match lang {
        Lang::En => text,
        Lang::Zh => text.replace("\u{202f}%", "%"),
    }
}

/// A length of time in the largest whole unit: `5 min`, `5 分钟`.
pub fn span(lang: Lang, seconds: i64) -> String {
    in_units(lang, format::span(seconds))
}

/// A length of time as it was written with `s`, `min`, `h` or `d` after a narrow space, with the language's unit.
pub fn in_units(lang: Lang, text: String) -> String {
    if lang == Lang::En {
        return text;
    }
    let Some((number, unit)) = text.split_once('\u{202f}') else {
        return text;
    };
    let unit = match unit {
        "s" => "秒",
        "min" => "分钟",
        "h" => "小时",
        "d" => "天",
        other => other,
    };
    format!("{number} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn spans_and_shares_follow_the_language() {
        let spans = [1, 300, 7_200, 86_400].map(|seconds| span(Lang::Zh, seconds));
        assert_eq!(spans, ["1 秒", "5 分钟", "2 小时", "1 天"]);
        assert_eq!(span(Lang::En, 300), "5\u{202f}min");
        assert_eq!(share(Lang::Zh, 6.41), "6.41%");
        assert_eq!(share_precise(Lang::Zh, 28.45), "28.45%");
        assert_eq!(share_precise(Lang::En, 28.45), "28.45\u{202f}%");
    }
}
