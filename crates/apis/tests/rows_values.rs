//! The acceptance rows for the decoders about numbers: shares, counts, codes and volumes: bad and odd inputs, each with what must come of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use originscope_apis::DecodeError;
use originscope_core::{Code, Data, NoteKind};
use support::made::{FIRST, bits, code, counts, one, traffic, ws};
use support::{decode, kinds, share};

#[test]
fn d08_shares_of_any_type() {
    for (sent, read) in [
        ("\"66.046511627907\"", 66.046_511_627_907),
        ("\"43\"", 43.0),
        ("43", 43.0),
        ("43.0", 43.0),
        ("\"1e2\"", 100.0),
    ] {
        assert_eq!(
            share(&one("200", "null", sent), 200, FIRST),
            Some(read),
            "{sent}"
        );
    }
    // Neither share nor count: nothing to draw.
    let frame = one("200", "null", "\"\"");
    assert_eq!(
        (frame.times.len(), kinds(&frame)),
        (0, vec![NoteKind::BadValue])
    );
}

#[test]
fn d09_values_that_are_no_numbers_are_gaps() {
    for bad in [
        "\"NaN\"",
        "\"inf\"",
        "\"-Infinity\"",
        "\"1e400\"",
        "\"-5\"",
        "\"1e-400\"",
        "\" 1\"",
        "\"1,5\"",
        "\"50%\"",
        "\"٣\"",
        "true",
        "[]",
        "{}",
        "-5",
        "[[1]]",
    ] {
        for frame in [one("200", "1", bad), traffic(&[bad])] {
            assert_eq!(
                (frame.times.len(), kinds(&frame)),
                (0, vec![NoteKind::BadValue]),
                "{bad}"
            );
        }
    }
    // The text is kept for the reader.
    assert_eq!(one("200", "1", "\"50%\"").notes[0].text, "50%");
}

#[test]
fn d10_what_json_does_not_know_has_a_place() {
    for raw in ["NaN", "Infinity", "1e400", "01", "+1", "1,", "/* c */ 1"] {
        let codes = format!("[\n{}]", code("200", "1", raw));
        let error = ws("3600", &[(FIRST, &codes)]).unwrap_err();
        assert!(
            matches!(
                error,
                DecodeError::Syntax {
                    line: 2,
                    truncated: false,
                    ..
                }
            ),
            "{raw}: {error:?}"
        );
    }
}

#[test]
fn d11_sums_are_told_and_never_made_fit() {
    for (sum, odd) in [
        (99.99, false),
        (100.01, false),
        (100.4, false),
        (50.0, true),
        (0.0, false),
        (250.0, true),
        (1.0, true),
    ] {
        let frame = one("200", "null", &sum.to_string());
        assert_eq!(kinds(&frame) == [NoteKind::SumMismatch], odd, "{sum}");
        assert_eq!(share(&frame, 200, FIRST), Some(sum));
    }
    for (sum, odd) in [("0.9999", false), ("1.0001", false), ("100", true)] {
        let body = format!(
            r#"{{"data_series":[{{"time":"{FIRST}","http_codes":[{{"code":200,"proportion":{sum}}}]}}]}}"#
        );
        let frame = decode("live-codes", &body).unwrap().frame;
        assert_eq!(kinds(&frame) == [NoteKind::SumMismatch], odd, "{sum}");
    }
}

#[test]
fn d12_counts_are_believed_where_shares_contradict_them() {
    let codes = r#"[{"code":200,"count":750,"proportion":0.5211},{"code":400,"count":650,"proportion":0.4789}]"#;
    let body = format!(r#"{{"data_series":[{{"time":"{FIRST}","http_codes":{codes}}}]}}"#);
    let frame = decode("live-codes", &body).unwrap().frame;
    assert!((share(&frame, 200, FIRST).unwrap() - 750.0 / 14.0).abs() < 1e-9);
    assert_eq!(kinds(&frame), [NoteKind::CountsContradict]);
    assert_eq!(counts(&frame), [[750.0], [650.0]]);
}

#[test]
fn d13_no_requests_missing_shares_missing_counts() {
    let quiet = one("500", "0", "0");
    assert_eq!(
        (share(&quiet, 500, FIRST), counts(&quiet), quiet.notes.len()),
        (Some(0.0), vec![vec![0.0]], 0)
    );
    let by_count = ws(
        "3600",
        &[(
            FIRST,
            &format!(
                "[{},{}]",
                code("200", "3", "null"),
                code("500", "1", "null")
            ),
        )],
    )
    .unwrap();
    assert_eq!(share(&by_count, 500, FIRST), Some(25.0));
    let by_share = one("500", "null", "100");
    assert_eq!(
        (share(&by_share, 500, FIRST), counts(&by_share).len()),
        (Some(100.0), 0)
    );
}

#[test]
fn d14_counts() {
    assert_eq!(kinds(&one("200", "-1", "100")), [NoteKind::BadValue]);
    for (sent, read) in [
        ("16.5", 16.5),
        ("\"16\"", 16.0),
        ("9007199254740993", 9_007_199_254_740_992.0),
        ("1e30", 1e30),
    ] {
        assert_eq!(counts(&one("200", sent, "100")), [[read]], "{sent}");
    }
}

#[test]
fn d15_codes() {
    for (sent, label) in [
        ("0", "0"),
        ("9", "9"),
        ("99", "99"),
        ("600", "600"),
        ("999", "999"),
        ("-1", "-1"),
        ("\"0200\"", "0200"),
        ("\"2xx\"", "2xx"),
        ("\"\"", ""),
        ("2147483648", "2147483648"),
        ("null", "null"),
        ("200.5", "200.5"),
        ("[]", "[]"),
    ] {
        let frame = one(sent, "1", "100");
        let Data::Codes(columns) = &frame.data else {
            panic!("codes")
        };
        assert_eq!(columns.codes, [Code::OTHER], "{sent}");
        assert_eq!(
            (frame.notes[0].kind, frame.notes[0].text.as_str()),
            (NoteKind::UnknownCode, label),
            "{sent}"
        );
    }
    for sent in ["200", "\"200\""] {
        assert_eq!(
            share(&one(sent, "1", "100"), 200, FIRST),
            Some(100.0),
            "{sent}"
        );
    }
}

#[test]
fn d16_one_code_twice_and_ten_thousand_codes() {
    let twice = format!("[{},{}]", code("500", "1", "50"), code("500", "1", "50"));
    let frame = ws("3600", &[(FIRST, &twice)]).unwrap();
    assert_eq!(
        (share(&frame, 500, FIRST), counts(&frame), kinds(&frame)),
        (Some(100.0), vec![vec![2.0]], vec![NoteKind::DuplicateCode])
    );
    let many: Vec<_> = (0..10_000)
        .map(|n| code(&n.to_string(), "1", "0.01"))
        .collect();
    let frame = ws("3600", &[(FIRST, &format!("[{}]", many.join(",")))]).unwrap();
    let Data::Codes(columns) = &frame.data else {
        panic!("codes")
    };
    assert_eq!(columns.codes.len(), 501);
    assert!(
        (columns
            .shares
            .iter()
            .map(|share| share.get(0).unwrap())
            .sum::<f64>()
            - 100.0)
            .abs()
            < 1e-6
    );
    assert!(frame.notes.len() <= 200);
}

#[test]
fn d19_volumes() {
    for missing in ["\"\"", "null", "\"-\""] {
        let frame = traffic(&[missing, "1"]);
        assert_eq!(
            (bits(&frame), frame.notes.len()),
            (vec![1.0], 0),
            "{missing}"
        );
    }
    assert_eq!(
        bits(&traffic(&["0", "\"0\"", "33886"])),
        [0.0, 0.0, 33_886.0]
    );
    // As large as text can say, yet the total over a range stays finite.
    let large = bits(&traffic(&["\"1.7976931348623157e308\""; 60]));
    assert!(
        large.len() == 60 && large.iter().sum::<f64>().is_finite(),
        "{large:?}"
    );
    assert_eq!(kinds(&traffic(&["\"-1\""])), [NoteKind::BadValue]);
    // Bits of a day may exceed what an f64 counts exactly.
    assert_eq!(
        bits(&traffic(&["\"18446744073709551616\""])),
        [18_446_744_073_709_551_616.0]
    );
}
