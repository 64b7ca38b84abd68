//! What is refused, and with which words.

use super::*;

#[test]
fn a_file_cut_anywhere_is_a_typed_refusal() {
    let mut files: Vec<Vec<u8>> = Vec::new();
    for api in registry() {
        files.extend(samples(api.spec().id).into_iter().map(|(_, bytes)| bytes));
    }
    files.push(har(&[entry("https://x/中", &text(&sample("live-codes")))]).into_bytes());
    for file in files {
        for end in 0..file.trim_ascii_end().len() {
            let refused = refusal(&file[..end]);
            let fine = match refused {
                NotRecognised::Empty => end == 0,
                NotRecognised::Truncated { line, column } => line > 0 && column > 0,
                _ => false,
            };
            assert!(fine, "cut at {end}: {refused:?}");
        }
    }
}

#[test]
fn what_is_not_ours_is_named() {
    let key = |text: &str| refusal(text.as_bytes()).key();
    for (file, expected) in [
        ("", "empty"),
        ("\u{feff} \n", "empty"),
        ("<!doctype html><p>502", "web_page"),
        ("<html><head></head></html>", "web_page"),
        ("hello", "syntax"),
        ("date,code\n2026,200", "syntax"),
        ("{\"a\":1,}", "syntax"),
        ("{}{}", "syntax"),
        ("{\"a\":NaN}", "syntax"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>", "syntax"),
        ("{\"a\":", "truncated"),
        ("{\"a\":\n-1.", "truncated"),
        ("{\"a\":-\n}", "syntax"),
        ("true.", "syntax"),
        ("<R><A>", "truncated"),
        ("{}", "unknown"),
        ("[1,2]", "unknown"),
        ("null", "unknown"),
        ("<R><A>1</A></R>", "unknown"),
        ("{\"originscope_snapshot\":2}", "newer_snapshot"),
        ("{\"originscope_snapshot\":\"x\"}", "unknown"),
        ("{\"originscope_snapshot\":0}", "unknown"),
        (
            "{\"type\":\"urn:originscope:problem:domain_missing\",\"code\":\"domain_missing\",\"title\":\"t\"}",
            "proxy_problem",
        ),
        ("{\"code\":\"x\",\"message\":\"m\"}", "vendor_error"),
        ("{\"log\":{}}", "har_without_answers"),
        ("{\"data_series\":[{\"http_codes\":[]}]}", "damaged"),
        ("{\"data_series\":7}", "damaged"),
    ] {
        assert_eq!(key(file), expected, "{file}");
    }
    assert_eq!(refusal(b"\xff\xfe{\0}\0"), NotRecognised::NotText, "UTF-16");
    assert_eq!(
        refusal(b"{\n  \"a\": x"),
        NotRecognised::Syntax { line: 2, column: 8 }
    );
}

#[test]
fn foreign_keys_are_shown_cleaned_and_few() {
    let keys: Vec<_> = (0..50)
        .map(|index| format!("\"k{index}\u{202e}\\n{}\":[[1]]", "x".repeat(500)))
        .collect();
    let refused = refusal(format!("{{{}}}", keys.join(",")).as_bytes());
    let NotRecognised::Unknown {
        looks: "an object",
        keys,
    } = &refused
    else {
        panic!("{refused:?}")
    };
    assert_eq!(keys.len(), 8);
    assert!(keys[7].starts_with("k7xxx") && keys.iter().all(|key| key.len() == 40));
    assert!(refused.to_string().len() < 450, "{refused}");
    let list = refusal(b"[]");
    assert_eq!(
        list.to_string(),
        "The file holds an array, not an answer of a known source."
    );
}

#[test]
fn a_saved_error_is_explained() {
    let file =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/live-codes/error.json"))
            .unwrap();
    let NotRecognised::VendorError {
        code,
        candidates,
        entry,
        ..
    } = refusal(&file)
    else {
        panic!()
    };
    assert_eq!(
        (code.as_str(), &candidates[..]),
        ("LIVE.100011001", &["live-codes"][..])
    );
    assert_eq!(entry.unwrap().key, "hw.parameter.domains");

    let ali = r#"<Error><RequestId>A-1</RequestId><Code>OperationDenied</Code><Message>Your CDN service is suspended.</Message></Error>"#;
    let refused = refusal(ali.as_bytes());
    let NotRecognised::VendorError {
        request_id,
        candidates,
        entry,
        ..
    } = &refused
    else {
        panic!()
    };
    assert_eq!((request_id.as_deref(), candidates.len()), (Some("A-1"), 4));
    assert_eq!(entry.unwrap().key, "ali.suspended");
    assert!(
        refused.to_string().contains("OperationDenied") && !refused.to_string().contains("A-1")
    );

    // Three meanings by source: a file does not tell which.
    let start = r#"{"Code":"InvalidStartTime.ValueNotSupported","Message":"m"}"#;
    let NotRecognised::VendorError { entry, .. } = refusal(start.as_bytes()) else {
        panic!()
    };
    assert_eq!(entry.unwrap().key, "ali.start-not-supported");

    // A signature error echoes the key; nothing of it is kept.
    let echo = r#"{"Code":"SignatureDoesNotMatch","Message":"string to sign is:POST AccessKeyId%3DLTAIsecret"}"#;
    let refused = refusal(echo.as_bytes());
    assert!(!format!("{refused} {refused:?}").contains("LTAI"));
    // An error inside the shape of an answer is still the error.
    let mixed = r#"{"SrcFlowDataPerInterval":7,"Code":"Throttling.User","Message":"m"}"#;
    assert_eq!(refusal(mixed.as_bytes()).key(), "vendor_error");
}

#[test]
fn every_refusal_is_a_sentence_with_its_own_key() {
    let shape = DecodeError::Shape {
        path: "data_series[1].time".to_owned(),
        expected: "present",
    };
    let all = [
        NotRecognised::Empty,
        NotRecognised::TooLarge { limit: 8 },
        NotRecognised::TooManyValues { limit: 8 },
        NotRecognised::NotText,
        NotRecognised::WebPage,
        NotRecognised::Truncated { line: 1, column: 2 },
        NotRecognised::Syntax { line: 1, column: 2 },
        NotRecognised::Unknown {
            looks: "an object",
            keys: vec!["a".to_owned()],
        },
        NotRecognised::Damaged {
            source: "live-codes",
            error: shape,
        },
        refusal(b"{\"Code\":\"Nobody.Knows\",\"Message\":\"m\"}"),
        NotRecognised::ProxyProblem {
            code: "x".to_owned(),
        },
        NotRecognised::HarWithoutAnswers {
            entries: 3,
            without_body: 1,
        },
        NotRecognised::NewerSnapshot { version: 2 },
    ];
    let keys: std::collections::BTreeSet<_> = all.iter().map(NotRecognised::key).collect();
    assert_eq!(keys.len(), all.len());
    for refused in all {
        let text = refused.to_string();
        assert!(
            text.starts_with("The ") && text.ends_with('.') && text.len() < 140,
            "{text}"
        );
    }
}

#[test]
fn bombs_and_giants_are_refused() {
    let deep = 2_000_000;
    for (file, expected) in [
        ("[".repeat(deep), "truncated"),
        ("[".repeat(deep) + &"]".repeat(deep), "unknown"),
        ("{\"a\":".repeat(deep), "truncated"),
        (
            format!("{{\"data_series\":{}", "[".repeat(deep)),
            "truncated",
        ),
        (
            format!(
                "{{\"data_series\":{}{}}}",
                "[".repeat(deep),
                "]".repeat(deep)
            ),
            "damaged",
        ),
        (
            format!("{{\"log\":{{\"entries\":[{}", "{\"response\":".repeat(deep)),
            "truncated",
        ),
        ("<a>".repeat(deep), "syntax"),
        (
            format!(
                "{{\"log\":{{\"entries\":[{}{}]}}}}",
                "[".repeat(deep),
                "]".repeat(deep)
            ),
            "har_without_answers",
        ),
    ] {
        assert_eq!(refusal(file.as_bytes()).key(), expected, "{:.30}", file);
    }
    let giant = vec![b'['; 100 * 1024 * 1024];
    assert_eq!(
        refusal(&giant),
        NotRecognised::TooLarge {
            limit: MAX_FILE_BYTES
        }
    );
    let xml = format!("<r>{}</r>", " ".repeat(MAX_BODY_BYTES));
    assert_eq!(
        refusal(xml.as_bytes()),
        NotRecognised::TooLarge {
            limit: MAX_BODY_BYTES
        }
    );
    // An answer has its own limit, even where a HAR would be let in.
    let long = format!("{{\"data_series\":[]}}{}", " ".repeat(MAX_BODY_BYTES));
    assert_eq!(
        refusal(long.as_bytes()),
        NotRecognised::TooLarge {
            limit: MAX_BODY_BYTES
        }
    );
}
