//! Bytes to columns beside JSON.parse and typed arrays.

use crate::browser::{Browser, numbers};
use crate::results::{Row, Section, Value};
use crate::server;
use crate::stats::Stat;
use anyhow::{Context, Result};
use originscope_bench::bodies::SOURCES;
use serde_json::json;

const START: i64 = 1_763_683_200;
/// Fresh renderers for each of the two.
const FIRSTS: usize = 7;

/// How much is read, in how many answers, with how many codes a slot. A body may have 8 MiB, so a week of 20 codes comes in
/// seven answers, as the page asks for it; 100,000 slots of traffic fit into one.
struct Length {
    name: &'static str,
    slots: i64,
    answers: i64,
    codes: usize,
    rounds: u32,
}

const CODES: [Length; 2] = [
    Length {
        name: "1 day, 20 codes",
        slots: 1_440,
        answers: 1,
        codes: 20,
        rounds: 25,
    },
    Length {
        name: "7 days, 20 codes",
        slots: 1_440,
        answers: 7,
        codes: 20,
        rounds: 11,
    },
];
const TRAFFIC: [Length; 3] = [
    Length {
        name: "1 day",
        slots: 1_440,
        answers: 1,
        codes: 0,
        rounds: 41,
    },
    Length {
        name: "7 days",
        slots: 1_440,
        answers: 7,
        codes: 0,
        rounds: 25,
    },
    Length {
        name: "100,000 slots",
        slots: 100_000,
        answers: 1,
        codes: 0,
        rounds: 9,
    },
];

impl Length {
    fn paths(&self, source: &str) -> Vec<String> {
        let path = |answer: i64| {
            let start = START + answer * self.slots * 60;
            format!("/body/{source}/{start}/{}/{}", self.slots, self.codes)
        };
        (0..self.answers).map(path).collect()
    }
}

/// Warm and first decodes of every source.
///
/// # Errors
/// The browser or the harness failed, or the two decoders disagree.
pub(crate) async fn measure() -> Result<Vec<Section>> {
    let address = server::harness().await?;
    let warm = warm(&address).await?;
    let first = first(&address).await?;
    Ok(vec![
        Section {
            title: "Warm, bytes to columns".to_owned(),
            about: "Ours with the copy of the bytes into the program; the peer is `JSON.parse` of the decoded text, then typed arrays, dates parsed by width. \
Both are checked to read the same sums before they are timed. `parse` is `JSON.parse` alone.".to_owned(),
            rows: warm,
        },
        Section {
            title: "The first decode of a page".to_owned(),
            about: format!("A renderer of its own each time, {FIRSTS} of each, alternating: nothing is compiled by use yet."),
            rows: first,
        },
    ])
}

fn is_traffic(source: &str) -> bool {
    source.contains("traffic")
}

async fn warm(address: &str) -> Result<Vec<Row>> {
    let browser = Browser::start(1).await?;
    browser.open(&format!("{address}/web/index.html")).await?;
    browser.until("window.bench").await?;
    let mut rows = Vec::new();
    for source in SOURCES {
        let lengths: &[Length] = if is_traffic(source) { &TRAFFIC } else { &CODES };
        for length in lengths {
            let of =
                json!({ "source": source, "paths": length.paths(source), "rounds": length.rounds });
            let said = browser.measure("window.bench.decode(of)", of).await?;
            let stat = |name: &str| {
                Stat::of(&numbers(&said[name])).with_context(|| format!("no times of {name}"))
            };
            let least = if is_traffic(source) { 2.5 } else { 1.5 };
            let name = format!("{source}, {}", length.name);
            let ours = Value::ms("ours", stat("ours")?);
            let mut row = Row::faster(&name, Some(least), ours, Value::ms("JS", stat("json")?));
            row.values.push(Value::ms("parse", stat("parse")?));
            println!("  {}: {}", row.what, row.figure);
            rows.push(row.of_points((length.slots * length.answers).unsigned_abs()));
        }
    }
    browser.quit().await;
    Ok(rows)
}

/// Each decode in a renderer that did nothing before: another site is another process.
async fn first(address: &str) -> Result<Vec<Row>> {
    let port = address.rsplit(':').next().unwrap_or_default();
    let browser = Browser::start(1).await?;
    let mut rows = Vec::new();
    let [day, week] = &CODES;
    let [_, _, long] = &TRAFFIC;
    let cases = [
        ("cdn-origin-traffic-rt", long),
        ("cdn-origin-codes", day),
        ("dcdn-ws-codes", week),
        ("live-codes", week),
    ];
    let mut site = 0;
    for (source, length) in cases {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..FIRSTS {
            for (who, times) in ["ours", "json"].into_iter().zip(&mut times) {
                site += 1;
                browser
                    .open(&format!("http://site{site}.localhost:{port}/web/bare.html"))
                    .await?;
                browser.until("window.first").await?;
                let of = json!({ "source": source, "paths": length.paths(source), "who": who });
                let took = browser.measure("window.first(of)", of).await?;
                times.extend(took.as_f64());
            }
        }
        let [ours, json] = times.map(|times| Stat::of(&times));
        let (ours, json) = (ours.context("no times")?, json.context("no times")?);
        let row = Row::faster(
            &format!("{source}, {}", length.name),
            Some(1.0),
            Value::ms("ours", ours),
            Value::ms("JS", json),
        );
        println!("  first, {}: {}", row.what, row.figure);
        rows.push(row);
    }
    browser.quit().await;
    Ok(rows)
}
