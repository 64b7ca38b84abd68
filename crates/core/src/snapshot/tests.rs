#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
use super::*;
use crate::contract::{Retry, Side};
use crate::load::{WindowId, WindowState, WindowView};
use crate::{CodesBuilder, Frame, NoteKind, Plan, Query, Scale, Timeline, TrafficBuilder};
use proptest::prelude::*;

/// Ten minutes from 600, five minutes late.
fn plan(metric: Metric) -> Plan {
    Plan {
        source: "s".to_owned(),
        metric,
        grain: 60,
        lag: 300,
        range: TimeRange::new(600, 1_200),
        windows: vec![],
        out_of_reach: Some(TimeRange::new(600, 660)),
        not_yet: None,
        ignored_filters: vec!["isp"],
        calls_per_minute: 60,
    }
}

fn view(range: TimeRange, state: WindowState, fetched_at: Option<i64>) -> WindowView {
    WindowView {
        id: WindowId {
            source_index: 0,
            window_index: 0,
        },
        source: "s".to_owned(),
        range,
        closed: false,
        state,
        tries: 2,
        fetched_at,
        from_cache: true,
    }
}

fn problem(title: &str) -> Problem {
    Problem::new(503, "busy", title, "Wait.", Side::Vendor, Retry::Soon)
}

fn saved(
    frame: Option<&Frame>,
    windows: &[WindowView],
    domains: &[String],
    view: &str,
) -> Snapshot {
    let metric = frame.map_or(Metric::Traffic, Frame::metric);
    let plan = plan(metric);
    let saving = Saving {
        vantage: Vantage::OriginSide,
        domains,
        plan: &plan,
        windows,
        frame,
        unit: Some(TrafficUnit::Bit),
        provenance: &[Provenance {
            request_id: Some("A-1".to_owned()),
            fetched_at: Some(1_400),
            range: Some(TimeRange::new(600, 1_200)),
        }],
    };
    Snapshot::new(1_500, "0.1.0", &Query::parse(view).0, &[saving])
}

fn again(snapshot: &Snapshot) -> Snapshot {
    serde_json::from_str(&serde_json::to_string(snapshot).unwrap()).unwrap()
}

fn changed(snapshot: &Snapshot, change: impl Fn(&mut serde_json::Value)) -> Result<Opened, String> {
    let mut json = serde_json::to_value(snapshot).unwrap();
    change(&mut json);
    let read: Snapshot = serde_json::from_value(json).map_err(|error| error.to_string())?;
    read.sources[0]
        .open(0)
        .map_err(|error| format!("{error:?}"))
}

fn traffic() -> Frame {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    [660, 780, 1_140]
        .into_iter()
        .for_each(|at| builder.slot(at, 0.1 * at as f64));
    builder.finish(Some(60))
}

#[test]
fn every_state_of_a_window_survives() {
    let at = |from| TimeRange::new(from, from + 60);
    let windows = [
        view(at(660), WindowState::Waiting, None),
        view(at(720), WindowState::InFlight, None),
        view(
            at(780),
            WindowState::Retrying {
                at_ms: 7,
                problem: problem("a"),
            },
            Some(1_000),
        ),
        view(at(840), WindowState::Done, Some(1_100)),
        view(at(900), WindowState::Failed(problem("b")), None),
        view(at(960), WindowState::Cancelled, None),
    ];
    let snapshot = saved(
        Some(&traffic()),
        &windows,
        &["a.com".to_owned()],
        "d=a.com&from=now-10m",
    );
    let read = again(&snapshot);
    assert_eq!(read, snapshot);
    assert_eq!(
        Query::parse(&read.view).0.range(9),
        TimeRange::new(900, 1_500),
        "fixed to its moment"
    );
    let opened = read.sources[0].open(0).unwrap();
    let states: Vec<_> = opened
        .windows
        .iter()
        .map(|window| window.state.clone())
        .collect();
    assert_eq!(states, windows.map(|window| window.state));
    assert_eq!(opened.plan, plan(Metric::Traffic));
    let opened = changed(&snapshot, |json| {
        json["sources"][0]["windows"][0]["state"] = "paused".into();
    });
    assert_eq!(opened.unwrap().windows[0].state, WindowState::Waiting);
}

#[test]
fn what_is_new_is_passed_over() {
    let snapshot = saved(Some(&traffic()), &[], &[], "");
    let opened = changed(&snapshot, |json| {
        json["colour"] = "blue".into();
        json["sources"][0]["x"] = serde_json::json!({"y": [1]});
        json["sources"][0]["plan"]["z"] = 1.into();
        json["sources"][0]["frame"]["notes"] = serde_json::json!([{"kind": "new-oddity", "at": 1, "text": ""}, {"kind": "bad-time", "at": null, "text": "x"}]);
    });
    let frame = opened.unwrap().frame.unwrap();
    assert_eq!(frame.notes.len(), 1);
    assert_eq!(frame.notes[0].kind, NoteKind::BadTime);
}

#[test]
fn a_missing_value_is_a_missing_slot() {
    let snapshot = saved(Some(&traffic()), &[], &[], "");
    let opened = changed(&snapshot, |json| {
        json["sources"][0]["frame"]["bits"][1] = serde_json::Value::Null
    });
    let frame = opened.unwrap().frame.unwrap();
    assert_eq!(frame.times, [660, 1_140]);
    assert!(frame.is_sound());
}

#[test]
fn what_cannot_be_is_refused() {
    let snapshot = saved(Some(&traffic()), &[], &[], "");
    let refused = |path: &str, value: serde_json::Value| {
        changed(&snapshot, |json| {
            *json.pointer_mut(&format!("/sources/0/{path}")).unwrap() = value.clone()
        })
        .unwrap_err()
    };
    assert_eq!(refused("plan/grain", 0.into()), "Plan");
    assert_eq!(refused("plan/lag", (-1).into()), "Plan");
    assert_eq!(refused("plan/range/end", 5.into()), "Plan");
    assert_eq!(refused("plan/range/end", i64::MAX.into()), "Plan");
    assert_eq!(refused("frame/grain", 0.into()), "Plan");
    assert_eq!(refused("plan/range/end", 90_000_000.into()), "TooMany");
    assert_eq!(refused("frame/gaps/0", 0.into()), "Times");
    assert_eq!(refused("frame/gaps/0", i64::MAX.into()), "Times");
    assert_eq!(refused("frame/first", serde_json::Value::Null), "Times");
    assert_eq!(refused("frame/first", (-60).into()), "Times");
    assert_eq!(refused("frame/bits", serde_json::json!([1.0])), "Columns");
    assert_eq!(refused("frame/bits/0", (-1).into()), "Value");
    assert_eq!(refused("metric", "status-codes".into()), "Columns");
    assert!(refused("metric", "latency".into()).contains("unknown variant"));
    let codes = |codes: &[u16], shares: usize| {
        changed(&snapshot, |json| {
            json["sources"][0]["metric"] = "status-codes".into();
            json["sources"][0]["frame"]["bits"].take();
            json["sources"][0]["frame"]["codes"] =
                serde_json::json!({"codes": codes, "shares": vec![[1.0, 1.0, 1.0]; shares]});
        })
        .map(|opened| opened.frame.unwrap().len())
    };
    assert_eq!(codes(&[200, 404], 2), Ok(3));
    assert_eq!(codes(&[200, 404], 1), Err("Columns".to_owned()));
    assert_eq!(codes(&[404, 200], 2), Err("Columns".to_owned()));
    assert_eq!(codes(&[200, 200], 2), Err("Columns".to_owned()));
    assert_eq!(
        codes(&[7, 9], 2),
        Err("Columns".to_owned()),
        "both are other"
    );
}

#[test]
fn masked_domains_are_nowhere() {
    let mut builder = TrafficBuilder::new(TrafficUnit::Bit);
    builder.slot(660, 1.0);
    builder.note(
        NoteKind::BadTime,
        None,
        "IMG.secret.com/x of www.img.secret.com",
    );
    let frame = builder.finish(Some(60));
    let failed = view(
        TimeRange::new(600, 660),
        WindowState::Failed(problem("img.secret.com is off")),
        None,
    );
    let domains = [
        "secret.com".to_owned(),
        "img.secret.com".to_owned(),
        "example".to_owned(),
    ];
    let mut snapshot = saved(
        Some(&frame),
        &[failed],
        &domains,
        "d=img.secret.com,other.org&zoom=SECRET.com",
    );
    snapshot.mask_domains();
    let text = serde_json::to_string(&snapshot).unwrap();
    assert!(
        !text.to_lowercase().contains("secret") && !text.contains("other.org"),
        "{text}"
    );
    let source = &snapshot.sources[0];
    assert_eq!(
        source.domains,
        ["domain-1.example", "domain-2.example", "domain-3.example"]
    );
    let view = Query::parse(&snapshot.view).0;
    assert_eq!(view.domains, ["domain-2.example", "domain-4.example"]);
    assert_eq!(
        view.unknown,
        [("zoom".to_owned(), "domain-1.example".to_owned())]
    );
    let note = &source.frame.as_ref().unwrap().notes[0].text;
    assert_eq!(note, "domain-2.example/x of www.domain-2.example");
    let SavedState::Failed { problem } = &source.windows[0].state else {
        panic!()
    };
    assert_eq!(problem.title, "domain-2.example is off");
    // Masked again it stays what it is: stable.
    let mut twice = snapshot.clone();
    twice.mask_domains();
    assert_eq!(twice, snapshot);
}

proptest! {
    /// The timeline after is the timeline before, whatever came and at whatever moment it is judged.
    #[test]
    fn a_timeline_survives_the_file(
        slots in proptest::collection::vec((0..12_i64, proptest::collection::vec((95..605_i64, 0..5_000_u32), 0..5)), 0..20),
        bits in proptest::collection::vec((0..12_i64, 0.0..1e15_f64), 0..20),
        counted: bool,
        fetched in proptest::option::of(500..1_600_i64),
        now in 500..2_000_i64,
    ) {
        let mut codes = CodesBuilder::new(Scale::Percent);
        for (slot, values) in &slots {
            let sum: u32 = values.iter().map(|(_, count)| count).sum();
            let point = |&(code, count): &(i64, u32)| {
                let share = 100.0 * f64::from(count) / f64::from(sum.max(1));
                (crate::Code::new(code), Some(share), counted.then(|| f64::from(count)))
            };
            codes.slot(600 + slot * 60, &values.iter().map(point).collect::<Vec<_>>());
        }
        let mut traffic = TrafficBuilder::new(TrafficUnit::Byte);
        bits.iter().for_each(|&(slot, bits)| traffic.slot(600 + slot * 60, bits));
        let windows = [
            view(TimeRange::new(600, 900), WindowState::Done, fetched),
            view(TimeRange::new(900, 1_200), WindowState::Failed(problem("x")), None),
        ];
        for frame in [codes.finish(Some(60)), traffic.finish(Some(60))] {
            let read = again(&saved(Some(&frame), &windows, &[], ""));
            let opened = read.sources[0].open(0).unwrap();
            prop_assert_eq!(opened.frame.as_ref(), Some(&frame));
            let before = Timeline::build(&plan(frame.metric()), Some(&frame), &windows, now);
            // NaN differs from itself; its text does not.
            prop_assert_eq!(format!("{:?}", opened.timeline(now)), format!("{before:?}"));
        }
    }
}
