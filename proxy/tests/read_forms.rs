//! `originscope read`: the forms in which it prints (JSON, CSV) and reads (HAR, snapshot).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/reading.rs"]
mod reading;

use originscope_core::snapshot::{Saving, Snapshot};
use originscope_core::{
    Plan, Problem, Query, Retry, Side, TimeRange, TrafficUnit, Vantage, WindowId, WindowState,
    WindowView,
};
use reading::{Folder, START, fixture, live, out, run, status, traffic};
use serde_json::{Value, json};
use std::collections::BTreeSet;

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
