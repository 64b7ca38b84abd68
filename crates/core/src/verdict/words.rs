//! A verdict as sentences, in English and in Chinese. They say what the evidence carries and no more.

mod en;
mod pen;
mod rules_en;
mod rules_zh;
mod zh;

use super::thresholds::RuleId;
use super::{Outcome, RuleResult, Verdict};
use crate::offsets::Offsets;
use crate::query::Lang;
use pen::Pen;

/// A verdict as sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Two or three words: `Origin failing`.
    pub headline: String,
    /// What is so, since when, and what is usual.
    pub first: String,
    /// What else is known of it; may be empty.
    pub second: String,
    /// Each rule with its evidence, in the order of the evidence.
    pub rules: Vec<RuleWords>,
    /// What traffic and 5xx say together, in a few words, where they say something.
    pub quadrant: Option<String>,
}

/// A rule as three cells of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleWords {
    /// Its id.
    pub id: RuleId,
    /// Whether it holds.
    pub outcome: Outcome,
    /// What it asks.
    pub rule: String,
    /// What was found.
    pub evidence: String,
    /// What follows.
    pub so: String,
}

/// The sentences of a verdict. Times are shown in a zone: its offsets, or one number of seconds east of UTC.
#[must_use]
pub fn say(verdict: &Verdict, lang: Lang, zone: impl Into<Offsets>) -> Words {
    let pen = Pen {
        verdict,
        lang,
        zone: zone.into(),
    };
    let row = |result: &RuleResult| {
        let (rule, evidence, so) = match lang {
            Lang::En => rules_en::rule(&pen, result),
            Lang::Zh => rules_zh::rule(&pen, result),
        };
        RuleWords {
            id: result.rule,
            outcome: result.outcome,
            rule,
            evidence,
            so,
        }
    };
    let rules = verdict.evidence.iter().map(row).collect();
    match lang {
        Lang::En => Words {
            headline: en::headline(verdict).to_owned(),
            first: en::first(&pen),
            second: joined(en::second(&pen), " "),
            rules,
            quadrant: verdict.quadrant.map(|it| en::quadrant(it).to_owned()),
        },
        Lang::Zh => Words {
            headline: zh::headline(verdict).to_owned(),
            first: zh::first(&pen),
            second: joined(zh::second(&pen), ""),
            rules,
            quadrant: verdict.quadrant.map(|it| zh::quadrant(it).to_owned()),
        },
    }
}

fn joined(sentences: Vec<String>, joint: &str) -> String {
    let said: Vec<String> = sentences
        .into_iter()
        .filter(|sentence| !sentence.is_empty())
        .collect();
    said.join(joint)
}

#[cfg(test)]
mod tests;
