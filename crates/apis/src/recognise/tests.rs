#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod hars;
mod refusals;

use super::*;
use crate::registry;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use originscope_core::parse_time_strict;
use std::path::Path;

/// The saved answers of a source: name and bytes.
fn samples(id: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(id);
    let names = ["sample.json", "sample.xml"].into_iter();
    let read = |name: &str| Some((name.to_owned(), std::fs::read(folder.join(name)).ok()?));
    names.filter_map(read).collect()
}

fn sample(id: &str) -> String {
    String::from_utf8(samples(id).swap_remove(0).1).unwrap()
}

/// The one answer in a file.
fn one(bytes: &[u8]) -> SavedAnswer {
    match recognise(bytes).expect("recognised").as_slice() {
        [Recognised::Answer(answer)] => answer.as_ref().clone(),
        other => panic!("{other:?}"),
    }
}

fn refusal(bytes: &[u8]) -> NotRecognised {
    recognise(bytes).expect_err("refused")
}

/// A HAR entry with this address and content.
fn entry(url: &str, content: &str) -> String {
    format!(
        r#"{{"startedDateTime":"2026-11-21T08:00:00.997+01:00","time":12,"request":{{"method":"GET","url":{url:?},"headers":[]}},
            "response":{{"status":200,"content":{content},"headers":[]}},"cache":{{}},"timings":{{}}}}"#
    )
}

/// A HAR `content` object with this body as text.
fn text(body: &str) -> String {
    format!(
        r#"{{"size":1,"mimeType":"application/json","text":{}}}"#,
        serde_json::to_string(body).unwrap()
    )
}

fn har(entries: &[String]) -> String {
    format!(
        r#"{{"log":{{"version":"1.2","creator":{{}},"entries":[{}],"pages":[]}}}}"#,
        entries.join(",")
    )
}

#[test]
fn every_sample_is_recognised_as_its_own_source() {
    let mut seen = 0;
    for api in registry() {
        let id = api.spec().id;
        for (name, bytes) in samples(id) {
            let answer = one(&bytes);
            assert_eq!(
                (answer.source, &answer.candidates[..]),
                (id, &[id][..]),
                "{name}"
            );
            assert_eq!(answer.decoded, api.decode(&bytes).unwrap(), "{id} {name}");
            assert_eq!((answer.origin, answer.fetched_at), (Origin::Saved, None));
            // The name of the root element is a placeholder in one of the documents.
            if name.ends_with("xml") {
                let xml = String::from_utf8(bytes).unwrap();
                let root = xml
                    .trim_start_matches('<')
                    .split('>')
                    .next()
                    .unwrap()
                    .to_owned();
                assert_eq!(
                    one(xml.replace(&root, "APINAMEResponse").as_bytes()).source,
                    id
                );
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 7, "five in JSON, two in XML");
}

#[test]
fn the_range_that_the_answer_names_is_kept() {
    let range = |start, end| {
        Some(TimeRange::new(
            parse_time_strict(start).unwrap(),
            parse_time_strict(end).unwrap(),
        ))
    };
    for (name, bytes) in samples("dcdn-ws-codes") {
        assert_eq!(
            one(&bytes).asked,
            range("2018-03-01T05:00:00Z", "2018-03-01T13:00:00Z"),
            "{name}"
        );
    }
    // Minutes, no seconds.
    for (name, bytes) in samples("cdn-origin-traffic") {
        assert_eq!(
            one(&bytes).asked,
            range("2015-12-10T20:00:00Z", "2015-12-10T21:00:00Z"),
            "{name}"
        );
    }
    assert_eq!(
        one(sample("live-codes").as_bytes()).asked,
        None,
        "it names none"
    );
}

#[test]
fn a_snapshot_is_handed_over_whole() {
    // Even if it holds what would mark an answer.
    for text in [
        "{\"originscope_snapshot\":1,\"view\":{}}",
        " {\"data_series\":[],\"log\":1,\"originscope_snapshot\":1.0}\n",
    ] {
        let file = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), file.as_bytes()] {
            assert_eq!(
                recognise(bytes),
                Ok(vec![Recognised::Snapshot { version: 1, text }])
            );
        }
    }
    let newer = r#"{"originscope_snapshot":7,"#;
    assert_eq!(
        refusal(newer.as_bytes()).key(),
        "truncated",
        "first of all it must be whole"
    );
    let newer = refusal(b"{\"originscope_snapshot\":7}");
    assert_eq!(newer, NotRecognised::NewerSnapshot { version: 7 });
}
