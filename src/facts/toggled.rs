//! What is hidden after one series was shown or hidden.

use originscope_core::{Class, Code, Series};

/// The hidden series after `series` was toggled, where `only` was the only one shown, if any, and `codes` occur on the
/// page. Beside an only series another one is added, so all others are hidden then; toggling the only one shows what
/// was shown before it.
pub fn toggled(
    only: Option<Series>,
    hidden: &[Series],
    series: Series,
    codes: &[Code],
) -> Vec<Series> {
    let mut hidden = match only {
        Some(only) if only == series => return hidden.to_vec(),
        Some(only) => all_but(only, codes),
        None => hidden.to_vec(),
    };
    let class = Series::Class(series.class());
    let was_hidden = hidden.contains(&class);
    match series {
        Series::Class(_) => {
            let is_part = |other: &Series| other.class() == series.class();
            hidden.retain(|other| !is_part(other));
            if !was_hidden {
                hidden.push(series);
            }
        }
        Series::Code(code) if was_hidden => {
            hidden.retain(|other| *other != class);
            hidden.extend(siblings(code, codes));
        }
        Series::Code(_) if hidden.contains(&series) => hidden.retain(|other| *other != series),
        Series::Code(_) => hidden.push(series),
    }
    hidden
}

fn all_but(only: Series, codes: &[Code]) -> Vec<Series> {
    let others = Class::STACK
        .into_iter()
        .filter(|class| *class != only.class());
    let mut hidden: Vec<Series> = others.map(Series::Class).collect();
    if let Series::Code(code) = only {
        hidden.extend(siblings(code, codes));
    }
    hidden
}

fn siblings(code: Code, codes: &[Code]) -> Vec<Series> {
    let same_class = codes
        .iter()
        .filter(|other| other.class() == code.class() && **other != code);
    same_class.map(|other| Series::Code(*other)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn series(text: &str) -> Series {
        Series::parse(text).unwrap_or(Series::Class(Class::Other))
    }

    fn after(only: Option<&str>, hidden: &[&str], toggle: &str) -> Vec<String> {
        let codes = [200, 404, 502, 503, 504].map(Code::new);
        let hidden: Vec<Series> = hidden.iter().map(|text| series(text)).collect();
        let found = toggled(only.map(series), &hidden, series(toggle), &codes);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn one_is_hidden_and_shown_again() {
        assert_eq!(after(None, &[], "502"), ["502"]);
        assert_eq!(after(None, &["502", "4xx"], "502"), ["4xx"]);
        assert_eq!(
            after(None, &["502"], "5xx"),
            ["5xx"],
            "the class holds its codes"
        );
        assert!(after(None, &["5xx"], "5xx").is_empty());
    }

    #[test]
    fn a_code_of_a_hidden_class_comes_alone() {
        assert_eq!(after(None, &["5xx"], "503"), ["502", "504"]);
    }

    #[test]
    fn another_one_joins_the_only_one() {
        assert_eq!(
            after(Some("5xx"), &[], "2xx"),
            ["4xx", "3xx", "1xx", "other"]
        );
        let joined = after(Some("502"), &[], "504");
        assert_eq!(joined, ["4xx", "3xx", "2xx", "1xx", "other", "503"]);
        assert!(after(Some("5xx"), &[], "5xx").is_empty());
    }
}
