//! A HAR whose only entry has the first line as its address and the rest as its body: the same as the body alone, or
//! skipped.
#![no_main]

use originscope_apis::{NotRecognised, Recognised, recognise};

/// A JSON text.
fn text(plain: &str) -> String {
    let mut out = String::from("\"");
    for c in plain.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}

libfuzzer_sys::fuzz_target!(|input: &str| {
    let (url, body) = input.split_once('\n').unwrap_or(("", input));
    let (url, body_json) = (text(url), text(body));
    let har = format!(
        r#"{{"log":{{"entries":[{{"request":{{"url":{url}}},"response":{{"content":{{"text":{body_json}}}}}}}]}}}}"#
    );
    match recognise(har.as_bytes()) {
        Ok(found) => {
            let [Recognised::Answer(inside)] = found.as_slice() else {
                panic!("{found:?}");
            };
            assert!(inside.decoded.frame.is_sound());
            // A snapshot is one only as a file of its own.
            if let Ok([Recognised::Answer(alone)]) = recognise(body.as_bytes()).as_deref() {
                assert!(alone.candidates.contains(&inside.source));
            }
        }
        Err(NotRecognised::HarWithoutAnswers { entries: 1, .. }) => {
            let alone = recognise(body.as_bytes());
            assert!(
                !matches!(alone.as_deref(), Ok([Recognised::Answer(answer)]) if answer.origin == originscope_apis::Origin::Saved)
            );
        }
        Err(other) => panic!("{other}"),
    }
});
