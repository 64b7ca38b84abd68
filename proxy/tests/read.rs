//! `originscope read`: what it prints of saved answers, and the exit status by which a pipeline acts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use originscope_core::snapshot::{Saving, Snapshot};
use originscope_core::{
    Plan, Problem, Query, Retry, Side, TimeRange, TrafficUnit, Vantage, WindowId, WindowState,
    WindowView, iso_seconds,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// 2020-06-04T07:00:00Z by `date -u -d @1591254000`.
const START: i64 = 1_591_254_000;

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_originscope"))
        .arg("read")
        .args(args)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads files only does not take it.
    let _not_taken = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/apis/fixtures");
    folder.join(name).to_str().unwrap().to_owned()
}

/// A folder of files for one test, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let name = format!("originscope-read-{test}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// Huawei's answer: minutes from the `first` on with 1000 responses, so many of them 503; `None` is no request.
fn live(first: i64, errors: &[Option<u32>]) -> String {
    let slot = |(minute, errors): (usize, &Option<u32>)| {
        let time = iso_seconds(START + (first + i64::try_from(minute).unwrap()) * 60);
        let codes = errors.map(|errors| {
            json!([{"code": 200, "count": 1000 - errors, "proportion": f64::from(1000 - errors) / 1000.0},
                   {"code": 503, "count": errors, "proportion": f64::from(errors) / 1000.0}])
        });
        json!({"time": time, "http_codes": codes.unwrap_or_else(|| json!([]))})
    };
    let slots: Vec<Value> = errors.iter().enumerate().map(slot).collect();
    json!({ "data_series": slots }).to_string()
}

/// Alibaba's answer about origin traffic, an hour a slot.
fn traffic(first: i64, hours: i64) -> String {
    let slot = |hour: i64| json!({"TimeStamp": iso_seconds(first + hour * 3600), "Value": "7200"});
    let slots: Vec<Value> = (0..hours).map(slot).collect();
    json!({"DomainName": "a.com", "DataInterval": "3600", "SrcFlowDataPerInterval": {"DataModule": slots}})
        .to_string()
}

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
fn the_json_object_keeps_its_names() {
    let folder = Folder::new("json");
    let codes = folder.file("codes.json", &live(0, &[Some(200); 30]));
    let output = run(
        &["--json", &codes, &fixture("cdn-origin-traffic/sample.json")],
        b"",
    );
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys = |value: &Value| -> BTreeSet<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let names =
        |list: &str| -> BTreeSet<String> { list.split_whitespace().map(str::to_owned).collect() };
    assert_eq!(
        keys(&json),
        names("originscope_read state exit_status sources not_readable")
    );
    assert_eq!(
        (&json["originscope_read"], &json["state"]),
        (&json!(1), &json!("failing"))
    );
    let [codes, traffic] = json["sources"].as_array().unwrap().as_slice() else {
        panic!("two sources")
    };
    assert_eq!(keys(codes), names(
        "source product api vantage metric domains files request_ids from to grain_s lag_s judged_at coverage slots
         responses classes codes traffic notes verdict",
    ));
    assert_eq!(
        keys(&codes["classes"][0]),
        names("series now now_at mean max max_at min")
    );
    assert_eq!(codes["classes"][0]["series"], "5xx");
    assert_eq!(codes["classes"][0]["mean"], 20.0);
    assert_eq!(codes["codes"][1]["series"], "503");
    assert_eq!(
        keys(&codes["verdict"]),
        names("state reason headline sentence more quadrant rules")
    );
    assert_eq!(
        keys(&codes["verdict"]["rules"][0]),
        names("rule outcome asks found so")
    );
    assert_eq!(
        (&codes["from"], &codes["to"]),
        (
            &json!("2020-06-04T07:00:00Z"),
            &json!("2020-06-04T07:30:00Z")
        )
    );
    assert_eq!(
        keys(&traffic["traffic"]),
        names(
            "now_bps now_at mean_bps max_bps max_at total_bytes seconds p95_bps p95_samples p95_due p95_sample_s",
        )
    );
    assert_eq!(traffic["traffic"]["total_bytes"], 33_886.0 / 8.0);
    assert_eq!(traffic["verdict"], Value::Null);
}

#[test]
fn the_csv_is_the_long_form_and_a_day_of_25_hours_has_no_hour_twice() {
    // Berlin's 2025-10-26 starts at 22:00 UTC (`date -u -d 2025-10-25T22:00Z +%s` is 1761429600) and has 25 hours.
    let output = run(&["--csv"], traffic(1_761_429_600, 25).as_bytes());
    let text = out(&output);
    let rows: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(
        rows[0],
        "time_utc,epoch_s,interval_s,source,vantage,domain,metric,code,share_pct,count,bytes,bps,state"
    );
    assert_eq!(
        rows[1],
        "2025-10-25T22:00:00Z,1761429600,3600,cdn-origin-traffic,origin-side,a.com,traffic,,,,900,2,ok"
    );
    let times: BTreeSet<&str> = rows[1..]
        .iter()
        .map(|row| row.split(',').next().unwrap())
        .collect();
    assert_eq!((rows.len(), times.len()), (26, 25));
    assert_eq!(status(&output), 3);
}

#[test]
fn a_har_gives_each_of_its_answers() {
    let entry = |url: &str, at: &str, body: &str| json!({"startedDateTime": at, "request": {"url": url}, "response": {"content": {"text": body}}});
    let url = "https://p/api/v1/series/live-codes?domain=a.com&start=2020-06-04T07:00:00Z&end=2020-06-04T07:30:00Z";
    let har = json!({"log": {"entries": [
        entry("https://p/app.js", "2020-06-04T07:30:00Z", "let x"),
        entry(url, "2020-06-04T07:40:00Z", &live(0, &[Some(0); 30])),
        entry(url, "2020-06-04T07:35:00Z", &live(0, &[Some(900); 30])),
    ]}})
    .to_string();
    let output = run(&[], har.as_bytes());
    assert!(
        out(&output).contains("domains     a.com\n"),
        "{}",
        out(&output)
    );
    assert_eq!(
        status(&output),
        0,
        "the answer that was fetched later counts: {}",
        out(&output)
    );
    // Fetched at 07:30, the last five minutes were not final; they still are not, however late they are read.
    let early = har
        .replace("07:40:00Z", "07:30:00Z")
        .replace("07:35:00Z", "07:29:00Z");
    let output = run(&[], early.as_bytes());
    assert!(
        out(&output).contains("25 of 25 due slots (100 %), 5 provisional"),
        "{}",
        out(&output)
    );
    assert_eq!(status(&output), 0);
    let late = run(&["--now", "2020-06-05"], early.as_bytes());
    assert!(
        out(&late).contains("25 of 30 due slots (83.3 %), 5 provisional"),
        "{}",
        out(&late)
    );
}

/// A snapshot of half an hour of which the vendor refused the second half.
fn snapshot() -> Snapshot {
    let body = live(0, &[Some(300); 15]);
    let frame = originscope_apis::find("live-codes")
        .unwrap()
        .decode(body.as_bytes())
        .unwrap()
        .frame;
    let range = TimeRange::new(START, START + 1_800);
    let plan = Plan {
        source: "live-codes".to_owned(),
        metric: frame.metric(),
        grain: 60,
        lag: 300,
        range,
        windows: vec![],
        out_of_reach: None,
        not_yet: None,
        ignored_filters: vec![],
        calls_per_minute: 60,
    };
    let problem = Problem::new(
        502,
        "vendor_busy",
        "busy",
        "wait",
        Side::Vendor,
        Retry::Soon,
    );
    let view = |from: i64, state| WindowView {
        id: WindowId {
            source_index: 0,
            window_index: 0,
        },
        source: "live-codes".to_owned(),
        range: TimeRange::new(START + from, START + from + 900),
        closed: true,
        state,
        tries: 3,
        fetched_at: Some(START + 3_600),
        from_cache: false,
    };
    let windows = [
        view(900, WindowState::Failed(problem)),
        view(0, WindowState::Done),
    ];
    let saving = Saving {
        vantage: Vantage::ViewerSide,
        domains: &["a.com".to_owned()],
        plan: &plan,
        windows: &windows,
        frame: Some(&frame),
        unit: Some(TrafficUnit::Bit),
        provenance: &[],
    };
    Snapshot::new(
        START + 3_600,
        "0.1.0",
        &Query::parse("d=a.com").0,
        &[saving],
    )
}

#[test]
fn a_snapshot_is_read_with_its_failures() {
    let mut snapshot = snapshot();
    let output = run(&[], originscope_apis::write_snapshot(&snapshot).as_bytes());
    let text = out(&output);
    assert!(
        text.contains("coverage    15 of 30 due slots (50.0 %), 15 failed"),
        "{text}"
    );
    assert!(
        text.contains("judged at   2020-06-04T08:00:00Z, lag 5 min"),
        "{text}"
    );
    assert!(text.contains("domains     a.com\n"));
    assert_eq!(
        status(&output),
        3,
        "what failed at the end is not known: {text}"
    );
    snapshot.mask_domains();
    let masked = out(&run(
        &[],
        originscope_apis::write_snapshot(&snapshot).as_bytes(),
    ));
    assert!(masked.contains("domains     domain-1.example\n") && !masked.contains("a.com"));
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
