//! XML to JSON of the same shape: repeated elements become an array, every value a text, an empty element `""`.
//!
//! Attributes, comments and processing instructions carry nothing in the vendors' answers and are skipped. A document
//! type is refused, so no entity of its own can grow.

use super::body::line_and_column;
use crate::api::DecodeError;
use quick_xml::{Reader, escape::resolve_xml_entity, events::BytesRef, events::Event};
use std::collections::BTreeMap;

/// Deeper than any answer; six levels are the deepest of the five APIs.
const DEEPEST: usize = 32;

/// An element, while it is read.
#[derive(Debug, Default)]
struct Element {
    name: String,
    children: Vec<Element>,
    text: String,
}

/// The root element's content as JSON; the root's name is dropped, since the documents give placeholders for it.
///
/// # Errors
/// A syntax error, with its place.
pub(crate) fn to_json(text: &str) -> Result<String, DecodeError> {
    let mut reader = Reader::from_str(text);
    match read(&mut reader) {
        Ok(root) => {
            let mut out = String::with_capacity(text.len());
            write(&root, &mut out);
            Ok(out)
        }
        Err(stop) => {
            let at = match stop {
                Stop::Early => text.len(),
                Stop::Fault => usize::try_from(reader.error_position()).unwrap_or(text.len()),
                Stop::Refused => usize::try_from(reader.buffer_position()).unwrap_or(text.len()),
            };
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            // A fault with no tag after it is a tag or reference that was cut.
            let cut = stop == Stop::Early || (stop == Stop::Fault && !rest.contains(&b'>'));
            let (line, column) = line_and_column(text.as_bytes(), at);
            Err(DecodeError::Syntax {
                line,
                column,
                truncated: cut,
            })
        }
    }
}

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// The text ended within an element.
    Early,
    /// The XML reader refused it.
    Fault,
    /// We refuse it.
    Refused,
}

fn read(reader: &mut Reader<&[u8]>) -> Result<Element, Stop> {
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        match reader.read_event().map_err(|_| Stop::Fault)? {
            Event::Start(tag) => open_element(&mut open, root.as_ref(), tag.local_name().as_ref())?,
            Event::Empty(tag) => {
                open_element(&mut open, root.as_ref(), tag.local_name().as_ref())?;
                close_element(&mut open, &mut root);
            }
            Event::End(_) => close_element(&mut open, &mut root),
            Event::Text(text) => add_text(&mut open, &text.decode().map_err(|_| Stop::Fault)?)?,
            Event::CData(text) => add_text(&mut open, &text.decode().map_err(|_| Stop::Fault)?)?,
            Event::GeneralRef(name) => add_text(&mut open, &resolve(&name)?)?,
            Event::DocType(_) => return Err(Stop::Refused),
            Event::Eof => return root.filter(|_| open.is_empty()).ok_or(Stop::Early),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

fn open_element(open: &mut Vec<Element>, root: Option<&Element>, name: &[u8]) -> Result<(), Stop> {
    if root.is_some() || open.len() >= DEEPEST {
        return Err(Stop::Refused);
    }
    open.push(Element {
        name: String::from_utf8_lossy(name).into_owned(),
        ..Element::default()
    });
    Ok(())
}

fn close_element(open: &mut Vec<Element>, root: &mut Option<Element>) {
    let Some(element) = open.pop() else { return };
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

fn add_text(open: &mut [Element], text: &str) -> Result<(), Stop> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(Stop::Refused),
    }
    Ok(())
}

/// The five names of XML itself and numbers; nothing else.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Stop> {
    if let Some(c) = reference.resolve_char_ref().map_err(|_| Stop::Refused)? {
        return Ok(c.to_string());
    }
    let name = reference.decode().map_err(|_| Stop::Refused)?;
    resolve_xml_entity(&name)
        .map(str::to_owned)
        .ok_or(Stop::Refused)
}

/// Depth is bounded by [`DEEPEST`].
fn write(element: &Element, out: &mut String) {
    if element.children.is_empty() {
        return write_text(element.text.trim(), out);
    }
    let mut groups: BTreeMap<&str, Vec<&Element>> = BTreeMap::new();
    for child in &element.children {
        groups.entry(&child.name).or_default().push(child);
    }
    let mut before = '{';
    for (name, group) in groups {
        out.push(before);
        before = ',';
        write_text(name, out);
        out.push(':');
        match group.as_slice() {
            [one] => write(one, out),
            many => {
                let mut before = '[';
                for element in many {
                    out.push(before);
                    before = ',';
                    write(element, out);
                }
                out.push(']');
            }
        }
    }
    out.push('}');
}

fn write_text(text: &str, out: &mut String) {
    // A string always serializes.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn elements_become_members_and_arrays() {
        let xml = "<?xml version='1.0'?>\n<R a='1'><!-- c --><A>1</A><L><M>x</M><M><N> y &lt;&#65; </N></M></L><E/><F></F><A>2</A><![CDATA[]]></R>\n";
        assert_eq!(
            to_json(xml).unwrap(),
            r#"{"A":["1","2"],"E":"","F":"","L":{"M":["x",{"N":"y <A"}]}}"#
        );
    }

    #[test]
    fn faults_have_a_place_and_cuts_are_told_apart() {
        let syntax = |line, column, truncated| {
            Err(DecodeError::Syntax {
                line,
                column,
                truncated,
            })
        };
        assert_eq!(to_json("<R>\n<A>1"), syntax(2, 5, true));
        assert_eq!(to_json("<R>\n<A>1</A></"), syntax(2, 9, true));
        assert_eq!(to_json("<R>\n<A>1</B></R>"), syntax(2, 5, false));
        for text in [
            "<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>",
            "<r>&a;</r>",
            "<r/><r/>",
            "<r/>x",
            &("<a>".repeat(40) + &"</a>".repeat(40)),
        ] {
            assert!(
                matches!(
                    to_json(text),
                    Err(DecodeError::Syntax {
                        truncated: false,
                        ..
                    })
                ),
                "{text}"
            );
        }
    }
}
