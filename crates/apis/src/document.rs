//! Writing an answer: one small tree, printed as JSON or as XML.

use crate::api::{AnswerSlot, Format};
use originscope_core::iso_seconds;
use std::fmt::{Display, Write};

/// A value of an answer; objects keep the vendor's order of keys.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Named members.
    Object(Vec<(&'static str, Node)>),
    /// In JSON an array, in XML the element repeated.
    List(Vec<Node>),
    /// Text, still unescaped.
    Text(String),
    /// Digits that need no quotes.
    Number(String),
}

/// Text out of anything that prints.
pub(crate) fn text(value: impl Display) -> Node {
    Node::Text(value.to_string())
}

/// A number out of anything that prints as one.
pub(crate) fn number(value: impl Display) -> Node {
    Node::Number(value.to_string())
}

/// A list of nodes.
pub(crate) fn list(nodes: impl Iterator<Item = Node>) -> Node {
    Node::List(nodes.collect())
}

impl Node {
    /// Prints the tree; `action` names the XML root (`<ActionResponse>`).
    pub(crate) fn write(&self, action: &str, format: Format) -> Vec<u8> {
        let mut out = String::new();
        match format {
            Format::Json => self.json(&mut out),
            Format::Xml => {
                out.push_str("<?xml version='1.0' encoding='UTF-8'?>");
                self.xml(&format!("{action}Response"), &mut out);
            }
        }
        out.into_bytes()
    }

    fn json(&self, out: &mut String) {
        match self {
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => json_text(text, out),
            Self::List(nodes) => {
                out.push('[');
                for (index, node) in nodes.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    node.json(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, node)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    json_text(name, out);
                    out.push(':');
                    node.json(out);
                }
                out.push('}');
            }
        }
    }

    fn xml(&self, name: &str, out: &mut String) {
        if let Self::List(nodes) = self {
            for node in nodes {
                node.xml(name, out);
            }
            return;
        }
        // Writing into a String cannot fail.
        let _ = write!(out, "<{name}>");
        match self {
            Self::Number(text) | Self::Text(text) => xml_text(text, out),
            Self::Object(members) => {
                for (name, node) in members {
                    node.xml(name, out);
                }
            }
            Self::List(_) => {}
        }
        let _ = write!(out, "</{name}>");
    }
}

fn json_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn xml_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // XML 1.0 has no way to write most control characters.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}

/// One code of a slot with its count and the count of the whole slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    /// The code as a number; 0 for what is no status code.
    pub(crate) code: u16,
    /// Responses with this code.
    pub(crate) count: u64,
    /// Responses in the slot.
    pub(crate) total: u64,
}

/// The codes of a slot, those without a request too.
pub(crate) fn counted_with_zeros(slot: &AnswerSlot) -> impl Iterator<Item = Counted> + '_ {
    let total = slot
        .counts
        .iter()
        .fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
    slot.counts.iter().map(move |(code, count)| Counted {
        code: code.number().unwrap_or(0),
        count: *count,
        total,
    })
}

/// The codes of a slot that had a request.
pub(crate) fn counted(slot: &AnswerSlot) -> impl Iterator<Item = Counted> + '_ {
    counted_with_zeros(slot).filter(|c| c.count > 0)
}

/// A share in percent with 15 significant digits and no trailing zeros, as in the vendor's sample: `0.155038759689922`.
pub(crate) fn percent(count: u64, total: u64) -> String {
    let share = ratio(count, total) * 100.0;
    // Digits after the point that make 15 significant ones; a share is never above 100.
    let decimals = match share {
        s if s >= 100.0 => 12,
        s if s >= 10.0 => 13,
        s if s >= 1.0 => 14,
        _ => 15,
    };
    trimmed(format!("{share:.decimals$}"))
}

/// A share from 0 to 1 with at most four decimals: `0.5211`, `1`, `0`.
pub(crate) fn fraction(count: u64, total: u64) -> String {
    trimmed(format!("{:.4}", ratio(count, total)))
}

#[allow(clippy::cast_precision_loss)] // counts of one slot lie far below 2^53
fn ratio(count: u64, total: u64) -> f64 {
    if total == 0 {
        0.0
    } else {
        count as f64 / total as f64
    }
}

fn trimmed(digits: String) -> String {
    if digits.contains('.') {
        digits
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    } else {
        digits
    }
}

/// Slots of a traffic answer, in the order given.
pub(crate) fn volumes<'a>(
    slots: impl Iterator<Item = &'a AnswerSlot>,
) -> impl Iterator<Item = Node> {
    slots.map(|slot| {
        Node::Object(vec![
            ("TimeStamp", text(iso_seconds(slot.at))),
            ("Value", text(slot.bits)),
        ])
    })
}

/// The slots out of order, the same way every time.
pub(crate) fn shuffled(slots: &[AnswerSlot]) -> Vec<&AnswerSlot> {
    let mut slots: Vec<_> = slots.iter().collect();
    // Steps of SplitMix64 (Steele, Lea, Flood 2014) spread neighbouring times over the whole range.
    slots.sort_by_key(|slot| {
        let x = slot.at.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x ^ (x >> 27)
    });
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_in_the_vendors_samples() {
        // 66.046511627907, 0.155038759689922 and 0.62015503875969 stand in the sample of Alibaba CDN: 426, 1, 4 of 645.
        assert_eq!(percent(426, 645), "66.046511627907");
        assert_eq!(percent(1, 645), "0.155038759689922");
        assert_eq!(percent(4, 645), "0.62015503875969");
        assert_eq!(percent(16, 16), "100");
        assert_eq!(percent(9, 18), "50");
        assert_eq!(percent(0, 0), "0");
        assert_eq!(
            (fraction(750, 1400), fraction(1, 1), fraction(0, 7)),
            ("0.5357".into(), "1".into(), "0".into())
        );
    }

    #[test]
    fn json_and_xml_escape_what_they_must() {
        let node = Node::Object(vec![
            ("A", text("a\"\\<&>\n")),
            ("B", list([number(1), number(2)].into_iter())),
        ]);
        assert_eq!(
            String::from_utf8_lossy(&node.write("Do", Format::Json)),
            r#"{"A":"a\"\\<&>\u000a","B":[1,2]}"#
        );
        assert_eq!(
            String::from_utf8_lossy(&node.write("Do", Format::Xml)),
            "<?xml version='1.0' encoding='UTF-8'?><DoResponse><A>a\"\\&lt;&amp;&gt; </A><B>1</B><B>2</B></DoResponse>"
        );
    }

    #[test]
    fn shuffling_is_the_same_every_time_and_loses_nothing() {
        let slots: Vec<_> = (0..13)
            .map(|i| AnswerSlot {
                at: i * 300,
                counts: Vec::new(),
                bits: 0,
            })
            .collect();
        let once: Vec<_> = shuffled(&slots).iter().map(|s| s.at).collect();
        assert_eq!(
            once,
            shuffled(&slots).iter().map(|s| s.at).collect::<Vec<_>>()
        );
        assert!(
            !once.is_sorted() && !once.iter().rev().is_sorted(),
            "{once:?}"
        );
        let mut sorted = once;
        sorted.sort_unstable();
        assert_eq!(sorted, slots.iter().map(|s| s.at).collect::<Vec<_>>());
    }
}
