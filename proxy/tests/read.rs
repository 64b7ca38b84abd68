//! `originscope read`: what it prints of saved answers, and the exit status by which a pipeline acts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/reading.rs"]
mod reading;

use reading::{Folder, err, fixture, live, out, run, status};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

#[test]
fn every_sample_is_read() {
    for (file, lines) in [
        (
            "cdn-origin-codes/sample.json",
            [
                "vantage     origin side",
                // It names 05:33 as its start; nobody knows whether that was asked for.
                "range       2015-11-30T05:39:00Z to 2015-11-30T05:41:00Z",
                "coverage    2 of 2 due slots (100 %)",
            ],
        ),
        (
            "cdn-origin-traffic-rt/sample.json",
            [
                "domains     example.com",
                "grain       1 min",
                "volume      0 B in 2 min of complete slots",
            ],
        ),
        // One slot of 33,886 bits in 5 minutes: 113 bit/s; its 4,236 bytes are all there are.
        (
            "cdn-origin-traffic/sample.json",
            [
                "grain       5 min",
                "volume      4.24 kB in 65 min of complete slots",
                "p95         113 bps, nearest rank of 13 of 13 samples of 5 min",
            ],
        ),
        (
            "cdn-origin-traffic/sample.xml",
            [
                "domains     test.com",
                "coverage    13 of 13 due slots (100 %)",
                "Traffic alone says nothing about errors.",
            ],
        ),
        // 9 of 34 responses are 504, 16 are 404.
        (
            "dcdn-ws-codes/sample.json",
            [
                "vantage     viewer side",
                "504                0 %    26.5 %    50.0 %       0 %  2018-03-01T11:00:00Z",
                "responses   34",
            ],
        ),
        (
            "dcdn-ws-codes/sample.xml",
            [
                "grain       1 h",
                "404              100 %    47.1 %     100 %       0 %  2018-03-01T12:00:00Z",
                "responses   34",
            ],
        ),
        (
            "live-codes/sample.json",
            [
                "domains     not named in the answer",
                "responses   2,400",
                "note        counts contradict the shares; the counts are believed, first at",
            ],
        ),
    ] {
        let output = run(&[&fixture(file)], b"");
        let text = out(&output);
        let source = format!("source      {}", file.split('/').next().unwrap());
        for line in lines.into_iter().chain([source.as_str()]) {
            assert!(
                text.lines().any(|found| found.trim() == line.trim()),
                "{line}\n{text}"
            );
        }
        // Samples are too short to judge: 3, never 0.
        assert_eq!(
            (status(&output), err(&output)),
            (3, String::new()),
            "{text}"
        );
        assert!(text.starts_with("Cannot tell\n"));
        let widest = text
            .lines()
            .filter(|line| !line.starts_with("files") && !line.contains('/'));
        assert!(
            widest.map(|line| line.chars().count()).max() <= Some(80),
            "{text}"
        );
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202f}'));
    }
}

#[test]
fn the_exit_status_is_the_verdict() {
    let last = |errors: u32| {
        let mut minutes = vec![Some(0); 30];
        minutes[24..].fill(Some(errors));
        minutes
    };
    for (minutes, expected, headline) in [
        (last(0), 0, "Viewer side fine"),
        (last(20), 1, "Viewer side degraded"),
        (last(200), 2, "Viewer side failing"),
        (vec![Some(0); 2], 3, "Cannot tell"),
        (vec![None; 30], 5, "Viewer side quiet"),
    ] {
        let output = run(&[], live(0, &minutes).as_bytes());
        let text = out(&output);
        assert_eq!(status(&output), expected, "{text}");
        assert!(text.starts_with(&format!("{headline}\n")), "{text}");
        assert!(text.contains("\nrules\n"), "{text}");
        assert!(
            text.contains("5xx at or over 5 % for 3 complete slots"),
            "{text}"
        );
        let json: Value =
            serde_json::from_slice(&run(&["--json"], live(0, &minutes).as_bytes()).stdout).unwrap();
        assert_eq!(json["exit_status"], expected);
    }
}

#[test]
fn now_moves_what_is_due() {
    let body = live(0, &[Some(0); 30]);
    let at = |now: &str| {
        let output = run(&["--json", "--now", now], body.as_bytes());
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let source = &json["sources"][0];
        (
            status(&output),
            source["coverage"]["due"].as_i64().unwrap(),
            source["slots"]["provisional"].as_i64().unwrap(),
        )
    };
    // The lag is 5 minutes: at 07:30 the slots to 07:25 are due, the others may still grow.
    assert_eq!(at("2020-06-04T07:30:00Z"), (0, 25, 5));
    assert_eq!(at("1591255800"), (0, 25, 5));
    assert_eq!(at("2020-06-04T07:35:00Z"), (0, 30, 0));
    assert_eq!(at("2020-06-04T07:05:00Z"), (3, 0, 30));
    assert_eq!(at("now").1, 30);
}

#[test]
fn files_of_one_source_become_one_series() {
    let folder = Folder::new("merge");
    let first = folder.file("1.json", &live(0, &[Some(0); 15]));
    let second = folder.file("2.json", &live(15, &[Some(0); 15]));
    let later = folder.file("3.json", &live(45, &[Some(0); 15]));
    let text = out(&run(&[&second, &first], b""));
    assert_eq!(text.matches("source ").count(), 1);
    assert!(
        text.contains("coverage    30 of 30 due slots (100 %)\n"),
        "{text}"
    );
    let output = run(&[&first, &second, &later], b"");
    let text = out(&output);
    assert!(
        text.contains("45 of 60 due slots (75.0 %), 15 in none of the files"),
        "{text}"
    );
    assert_eq!(status(&output), 3, "what nobody read is not called fine");
    // The same from standard input, in the place where it is named.
    let mixed = run(&[&first, "-"], live(15, &[Some(0); 15]).as_bytes());
    assert!(out(&mixed).contains("coverage    30 of 30"));
}

#[test]
fn the_worst_counts() {
    let folder = Folder::new("worst");
    let viewers = folder.file("viewers.json", &live(0, &[Some(0); 30]));
    let failing = folder.file("failing.json", &live(0, &[Some(300); 30]));
    let thin = fixture("dcdn-ws-codes/sample.json");
    let garbage = folder.file("garbage.json", "{\"a\":1}");
    let of = |files: &[&str]| status(&run(files, b""));
    assert_eq!(of(&[&viewers]), 0);
    assert_eq!(of(&[&viewers, &thin]), 3);
    assert_eq!(of(&[&viewers, &thin, &garbage]), 4);
    assert_eq!(
        of(&[&failing, &garbage]),
        2,
        "a failure is not hidden by a broken file"
    );
    // Traffic is evidence beside the codes, not a verdict of its own.
    assert_eq!(
        of(&[&viewers, &fixture("cdn-origin-traffic/sample.json")]),
        0
    );
}

#[test]
fn what_cannot_be_read_is_explained() {
    let sample = std::fs::read(fixture("live-codes/sample.json")).unwrap();
    let error = std::fs::read(fixture("live-codes/error.json")).unwrap();
    let suspended = br#"{"Code":"OperationDenied","Message":"Your CDN service is suspended.","RequestId":"A-1"}"#;
    for (body, says) in [
        (&b""[..], "The file is empty."),
        (b" \n", "The file is empty."),
        (b"<html><body>502", "The file is a web page, not data."),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (
            b"hello",
            "neither JSON nor XML: it cannot be read at line 1",
        ),
        (
            &sample[..200],
            "it was cut. Save the answer once more, whole.",
        ),
        (b"{\"a\":1}", "not an answer of a known source; it has a."),
        (
            &error,
            "LIVE.100011001, not data. Huawei does not accept the domains. Check the spelling",
        ),
        (suspended, "OperationDenied"),
        (b"{\"originscope_snapshot\":9}", "version 9"),
        (
            b"{\"originscope_snapshot\":1}",
            "The snapshot cannot be read at line 1",
        ),
        (b"{\"log\":{\"entries\":[]}}", "no answer of a known source"),
    ] {
        for form in [&[][..], &["--csv"]] {
            let output = run(form, body);
            assert_eq!(status(&output), 4, "{says}");
            assert!(
                err(&output).starts_with("originscope: standard input: The "),
                "{}",
                err(&output)
            );
            assert!(err(&output).contains(says), "{} / {says}", err(&output));
            assert_eq!(err(&output).lines().count(), 1);
        }
        let output = run(&["--json"], body);
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (status(&output), &json["state"]),
            (4, &json!("not-readable"))
        );
        assert!(json["not_readable"][0]["reason"].is_string());
    }
    let output = run(&["/nowhere/a.json", env!("CARGO_MANIFEST_DIR")], b"");
    assert_eq!(status(&output), 4);
    assert_eq!(err(&output).matches("The file cannot be opened").count(), 2);
}

#[test]
fn one_odd_point_does_not_hide_the_others() {
    // Slots in 1970 and in 2020 would make a grid of 27 million minutes.
    let far = r#"{"data_series":[{"time":"1970-01-01T00:00:00Z","http_codes":[]},{"time":"2020-06-04T07:00:00Z","http_codes":[]},{"time":"2020-06-04T07:01:00Z","http_codes":[]}]}"#;
    let output = run(&[], far.as_bytes());
    for line in [
        "range       2020-06-04T07:00:00Z to 2020-06-04T07:02:00Z",
        "coverage    2 of 2 due slots (100 %)",
        "note        ",
    ] {
        assert!(out(&output).contains(line), "{}", out(&output));
    }
}

#[test]
fn an_answer_without_slots_tells_nothing() {
    let output = run(&[], b"{\"data_series\":[]}");
    assert_eq!(status(&output), 3);
    assert!(out(&output).contains("holds no slot"), "{}", out(&output));
    // The range is known: every slot of it is absent.
    let empty = br#"{"DomainName":"a.com","StartTime":"2015-12-10T20:00:00Z","EndTime":"2015-12-10T20:30:00Z","DataInterval":"60","RealTimeSrcTrafficDataPerInterval":{"DataModule":[]}}"#;
    let output = run(&[], empty);
    assert_eq!(status(&output), 3);
    assert!(
        out(&output).contains("0 of 30 due slots (0 %), 30 absent"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_wrong_command_line_is_no_verdict() {
    for args in [
        &["--nonsense"][..],
        &["--json", "--csv"],
        &["--now", "yesterday"],
        &["--source", "nobody"],
    ] {
        let output = run(args, b"");
        assert_eq!(
            (status(&output), out(&output).as_str()),
            (64, ""),
            "{args:?}"
        );
    }
    assert!(err(&run(&["--source", "nobody"], b"")).contains("dcdn-ws-codes, cdn-origin-codes"));
    let help = run(&["--help"], b"");
    assert_eq!(status(&help), 0);
    let help = out(&help);
    for line in [
        "0  fine",
        "1  degraded",
        "2  failing",
        "3  cannot tell",
        "4  a file",
        "5  quiet",
        "64 the",
    ] {
        assert!(help.contains(&format!("\n  {line}")), "{help}");
    }
    assert!(help.contains("failing, degraded, not readable, cannot tell, quiet, fine"));
}

#[test]
fn a_source_that_nobody_sent_is_missed() {
    let body = live(0, &[Some(0); 30]);
    assert_eq!(
        status(&run(&["--source", "live-codes"], body.as_bytes())),
        0
    );
    let output = run(&["--source", "cdn-origin-codes"], body.as_bytes());
    assert_eq!(status(&output), 4);
    assert!(err(&output).contains("None of the files is an answer of cdn-origin-codes."));
}

#[test]
fn a_reader_that_hangs_up_does_not_change_the_verdict() {
    let folder = Folder::new("pipe");
    let file = folder.file("failing.json", &live(0, &[Some(300); 600]));
    let mut child = Command::new(env!("CARGO_BIN_EXE_originscope"))
        .args(["read", "--csv", &file])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}
