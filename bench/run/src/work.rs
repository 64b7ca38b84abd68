//! What is counted and timed natively: one piece of work a name, with its input made beforehand.

use crate::bodies::body;
use anyhow::{Context, Result, ensure};
use originscope_apis::find;
use originscope_core::{Code, CodesBuilder, Frame, Scale, TimeRange, Wish, plan};
use originscope_plot::{Extents, Projection, columns};
use originscope_sign::{Credential, Moment, acs3};

const START: i64 = 1_763_683_200;
const DAY: i64 = 86_400;

/// A piece of work; it returns something that depends on all of it.
pub struct Work {
    run: Box<dyn Fn() -> usize>,
}

impl Work {
    fn new(run: impl Fn() -> usize + 'static) -> Self {
        Self { run: Box::new(run) }
    }

    /// Does it once. The name of this function is what callgrind looks for.
    #[inline(never)]
    pub fn measured_once(&self) -> usize {
        std::hint::black_box((self.run)())
    }
}

/// The names of all of it.
pub const NAMES: [&str; 9] = [
    "merge 7 days of 20 codes",
    "plan 90 days",
    "decimate 129,600 slots",
    "sign a call",
    "decode dcdn-ws-codes",
    "decode cdn-origin-codes",
    "decode live-codes",
    "decode cdn-origin-traffic-rt",
    "decode cdn-origin-traffic",
];

/// The work of that name.
///
/// # Errors
/// There is none, or its input could not be made.
pub fn named(name: &str) -> Result<Work> {
    let work = match name.strip_prefix("decode ") {
        Some(source) => decode(source)?,
        None if name.starts_with("merge") => merge()?,
        None if name.starts_with("plan") => plan_90_days()?,
        None if name.starts_with("decimate") => decimate(),
        None => sign()?,
    };
    ensure!(NAMES.contains(&name), "there is no work {name}");
    Ok(work)
}

/// A day of minutes; of codes 20 a slot.
fn decode(source: &str) -> Result<Work> {
    let api = find(source).context("no such source")?;
    let bytes = body(source, START, 1_440, 20)?;
    ensure!(
        api.decode(&bytes).is_ok(),
        "{source} does not read its answer"
    );
    Ok(Work::new(move || {
        api.decode(&bytes)
            .map_or(0, |decoded| decoded.frame.points())
    }))
}

/// A day of minutes with 20 codes.
fn day(index: i64) -> Frame {
    let mut builder = CodesBuilder::new(Scale::Percent);
    let codes: Vec<(Code, Option<f64>, Option<f64>)> = (0..20)
        .map(|code| (Code::new(400 + code), Some(5.0), Some(5.0)))
        .collect();
    for minute in 0..1_440 {
        builder.slot(START + index * DAY + minute * 60, &codes);
    }
    builder.finish(Some(60))
}

/// A week, day by day.
fn merge() -> Result<Work> {
    let days: Vec<Frame> = (0..7).map(day).collect();
    ensure!(
        days.iter().all(|day| day.len() == 1_440),
        "a day has other slots"
    );
    Ok(Work::new(move || {
        let mut days = days.iter().cloned();
        let Some(mut whole) = days.next() else {
            return 0;
        };
        let merged = days.all(|day| whole.merge(day).is_ok());
        if merged { whole.points() } else { 0 }
    }))
}

fn plan_90_days() -> Result<Work> {
    let spec = find("cdn-origin-codes").context("no such source")?.spec();
    let wish = Wish {
        range: TimeRange::new(START, START + 90 * DAY),
        grain: None,
        domains: vec!["bench.example".to_owned()],
        isp: None,
        region: None,
        now: START + 90 * DAY,
    };
    ensure!(plan(spec, &wish).is_ok(), "there is no plan for 90 days");
    Ok(Work::new(move || {
        plan(spec, &wish).map_or(0, |plan| plan.windows.len())
    }))
}

fn decimate() -> Work {
    let values: Vec<f64> = (0..129_600_u32)
        .map(|slot| f64::from(slot.wrapping_mul(2_654_435_761) >> 12))
        .collect();
    let time = Projection::new(TimeRange::new(START, START + 90 * DAY), 56, 1_156);
    Work::new(move || {
        let extents = Extents::new(&values);
        columns(&values, &extents, 0..values.len(), &time, (START, 60)).len()
    })
}

fn sign() -> Result<Work> {
    let key = Credential::new("benchkey", "benchsecret", None);
    let query: Vec<(String, String)> = [
        ("DomainName", "bench.example"),
        ("StartTime", "2025-11-21T00:00:00Z"),
        ("EndTime", "2025-11-22T00:00:00Z"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    let signed = move || {
        let call = acs3::Request {
            method: "POST",
            host: "cdn.aliyuncs.com",
            path: "/",
            query: &query,
            body: b"",
            action: "DescribeDomainRealTimeSrcHttpCodeData",
            version: "2018-05-10",
        };
        let moment = Moment {
            unix: START,
            nonce: "0123456789abcdef0123456789abcdef",
        };
        acs3::sign(&call, &key, &moment).map_or(0, |signed| signed.url.len())
    };
    ensure!(signed() > 0, "nothing was signed");
    Ok(Work::new(signed))
}
