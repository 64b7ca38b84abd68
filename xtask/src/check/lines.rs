//! Rules about single lines: words that may stand only in some places.

use super::Finding;
use super::files::is_test;

/// In files whose path starts with one of `inside`, and with none of `except`, no line may hold one of `words`.
struct Rule {
    inside: &'static [&'static str],
    except: &'static [&'static str],
    words: &'static [&'static str],
    /// Whether files of tests alone are free to.
    production: bool,
    why: &'static str,
}

const RUST: &[&str] = &[
    "src/", "tests/", "crates/", "proxy/", "e2e/", "xtask/", "bench/",
];
/// This file holds every forbidden word.
const HERE: &str = "xtask/src/check/";

const RULES: [Rule; 9] = [
    Rule {
        inside: &["src/ui/"],
        except: &[],
        words: &[
            "crate::load",
            "crate::chart",
            "crate::views",
            "crate::state",
            "crate::app",
            "originscope_",
        ],
        production: false,
        why: "ui holds plain widgets and knows nothing of ours: pass it properties and callbacks",
    },
    Rule {
        inside: &["src/chart/"],
        except: &[],
        words: &["crate::load", "gloo_net"],
        production: false,
        why: "a chart draws what it is given and loads nothing",
    },
    Rule {
        inside: &["src/load/"],
        except: &[],
        words: &["crate::chart", "crate::views"],
        production: false,
        why: "the loader knows nothing of what is drawn",
    },
    Rule {
        inside: &["src/"],
        except: &["src/load/"],
        words: &["gloo_net::http"],
        production: false,
        why: "only src/load uses the network",
    },
    Rule {
        inside: &["crates/core/", "crates/plot/", "src/"],
        except: &[],
        words: &["aliyun", "acs3", "myhuaweicloud"],
        production: false,
        why: "vendors are known to apis, sign, sim and the proxy only",
    },
    Rule {
        inside: &[
            "crates/core/src/",
            "crates/apis/src/",
            "crates/plot/src/",
            "crates/sign/src/",
            "crates/sim/src/",
            "src/",
        ],
        except: &["src/clock.rs"],
        words: &[
            "SystemTime::now",
            "Instant::now",
            "Utc::now",
            "Local::now",
            "Date::now",
            "Date::new_0",
        ],
        production: true,
        why: "time is an argument: only src/clock.rs and the proxy read a clock",
    },
    Rule {
        inside: RUST,
        except: &[HERE],
        words: &["pub use self::*", "pub(crate) use self::*"],
        production: false,
        why: "name what is exported",
    },
    Rule {
        inside: &[
            "crates/core/src/",
            "crates/apis/src/",
            "crates/plot/src/",
            "crates/sign/src/",
            "crates/sim/src/",
        ],
        except: &[],
        words: &["std::net", "std::fs", "std::env", "tokio::"],
        production: true,
        why: "the crate is pure: no socket, no file, no environment",
    },
    Rule {
        inside: &["style/"],
        except: &["style/tokens.css"],
        words: &["rgb(", "rgba(", "hsl("],
        production: false,
        why: "colours stand in style/tokens.css",
    },
];

/// Breaches of the rules about lines.
pub(crate) fn findings(path: &str, text: &str) -> Vec<Finding> {
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| concerns(rule, path)).collect();
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut found = |what: String| {
            findings.push(Finding {
                path: path.to_owned(),
                line: index + 1,
                what,
            })
        };
        for rule in &rules {
            if let Some(word) = rule.words.iter().find(|word| line.contains(*word)) {
                found(format!("`{word}`: {}", rule.why));
            }
        }
        if !path.starts_with(HERE) {
            if is_glob_export(line) {
                found("a glob re-export: name what is exported".to_owned());
            }
            if has_loose_end(line) {
                found("a loose end without an issue: write the number as #12, or do it".to_owned());
            }
        }
        if path.starts_with("style/") && path != "style/tokens.css" && has_hex_colour(line) {
            found("a colour: colours stand in style/tokens.css".to_owned());
        }
    }
    findings
}

/// Test files may read fixtures and the clock.
fn concerns(rule: &Rule, path: &str) -> bool {
    !(rule.production && is_test(path))
        && rule.inside.iter().any(|start| path.starts_with(start))
        && !rule.except.iter().any(|start| path.starts_with(start))
}

fn is_glob_export(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("pub") && line.contains(" use ") && line.ends_with("::*;")
}

fn has_loose_end(line: &str) -> bool {
    let marked = ["TODO", "FIXME", "XXX", "HACK"]
        .iter()
        .any(|mark| line.contains(mark));
    let numbered = line
        .split('#')
        .skip(1)
        .any(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    marked && !numbered
}

/// `#` with 3, 4, 6 or 8 hexadecimal digits where a value stands; an id selector stands at the start of a line.
fn has_hex_colour(line: &str) -> bool {
    line.split_once(':').is_some_and(|(_, value)| {
        value.split('#').skip(1).any(|rest| {
            let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
            matches!(digits, 3 | 4 | 6 | 8)
                && !rest[digits..].starts_with(|next: char| next.is_alphanumeric() || next == '-')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::findings;

    #[test]
    fn each_kind_of_rule_bites() {
        let breaks = |path: &str, line: &str| findings(path, line).len() == 1;
        assert!(breaks("src/ui/button.rs", "use crate::state::State;"));
        assert!(breaks("src/chart/panel.rs", "use crate::load::start;"));
        assert!(breaks(
            "crates/core/src/plan.rs",
            "let now = SystemTime::now();"
        ));
        assert!(breaks("crates/sim/src/lib.rs", "use std::fs;"));
        assert!(breaks("crates/core/src/lib.rs", "pub use time::*;"));
        assert!(breaks("proxy/src/main.rs", "// TODO: later"));
        assert!(breaks("style/layout.css", "  color: #fff;"));
    }

    #[test]
    fn the_places_that_may_may() {
        let keeps = |path: &str, line: &str| findings(path, line).is_empty();
        assert!(keeps("src/clock.rs", "js_sys::Date::now()"));
        assert!(keeps("src/app.rs", "use crate::load::start;"));
        assert!(keeps("proxy/src/main.rs", "// TODO(#12): later"));
        assert!(keeps(
            "style/layout.css",
            "#boot:target { color: var(--ink); }"
        ));
        assert!(keeps("style/tokens.css", "  --ink: #12161C;"));
    }
}
