//! How costs and memory grow, from the bytes of windows to the picture.

use crate::browser::{Browser, numbers};
use crate::results::{Row, Section, Value, short};
use crate::server;
use crate::stats::Stat;
use anyhow::{Context, Result, ensure};
use originscope_bench::bodies::SOURCES;
use serde_json::{Value as Json, json};

const START: i64 = 1_763_683_200;
const CODES: &str = "cdn-origin-codes";

fn asked(sources: &[&str], days: u32) -> Json {
    json!({ "sources": sources, "start": START, "windows": days, "slots": 1440, "codes": 20, "paint": 10, "rounds": 9 })
}

/// Loads and draws so many days in a page of its own, so that memory starts anew; every slot must be in the pictures.
async fn grown(sources: &[&str], days: u32) -> Result<Json> {
    let browser = harness().await?;
    let said = browser
        .measure("window.bench.growth(of)", asked(sources, days))
        .await?;
    browser.quit().await;
    let slots = sources.len() as u64 * u64::from(days) * 1_440;
    ensure!(
        said["came"].as_u64() == Some(slots),
        "{} of {slots} slots are in the pictures",
        said["came"]
    );
    Ok(said)
}

async fn harness() -> Result<Browser> {
    let address = server::harness().await?;
    let browser = Browser::start(1).await?;
    browser.open(&format!("{address}/web/index.html")).await?;
    browser.until("window.bench").await?;
    Ok(browser)
}

fn stat(said: &Json, name: &str) -> Result<Stat> {
    Stat::of(&numbers(&said[name])).with_context(|| format!("no times of {name}"))
}

/// One source at 1 to 90 days of minutes with 20 codes, then five sources.
///
/// # Errors
/// The browser or the harness failed.
pub(crate) async fn measure() -> Result<Vec<Section>> {
    let mut rows = Vec::new();
    let mut per_answer = Vec::new();
    for days in [1, 7, 30, 90] {
        let said = grown(&[CODES], days).await?;
        let answers = stat(&said, "answers")?;
        println!("  {days} days: an answer {} ms", short(answers.median));
        per_answer.push(answers);
        let slots = u64::from(days) * 1_440;
        let mut row = Row::at_most(
            &format!("decode and merge an answer of a day, {days} days in all"),
            None,
            Value::ms("answer", answers),
        );
        row.values
            .push(Value::ms("picture", stat(&said, "paints")?));
        row.values.push(Value::ms(
            "plan and ask",
            Stat::one(said["planned"].as_f64().unwrap_or(0.0)),
        ));
        rows.push(row.of_points(slots));
        if days == 90 {
            rows.extend(whole(&said, &per_answer)?);
        }
    }
    let refresh = refresh().await?;
    rows.extend(refresh);
    let one = Section {
        title: "From one day to ninety, minutes with 20 codes".to_owned(),
        about: "One source through the page's loader, newest window first, each answer in a task of its own, a picture after the first and then after \
every tenth. A picture is the row of slots, the model and the drawing of a composition 1200 by 180.".to_owned(),
        rows,
    };
    Ok(vec![one, five().await?])
}

/// Five sources at once, the longest view there is.
async fn five() -> Result<Section> {
    let said = grown(&SOURCES, 90).await?;
    let (answers, paints) = (numbers(&said["answers"]), numbers(&said["paints"]));
    let number = |name: &str| said[name].as_f64().with_context(|| format!("no {name}"));
    let ms = |what: &str, most: f64, name: &str, value: f64| {
        Row::at_most(what, Some(most), Value::ms(name, Stat::one(value)))
    };
    let mut answer = ms(
        "longest task of an answer",
        50.0,
        "longest",
        longest(&answers),
    );
    answer
        .values
        .push(Value::ms("each", stat(&said, "answers")?));
    let mut picture = ms(
        "longest task of a picture",
        50.0,
        "longest",
        longest(&paints),
    );
    picture
        .values
        .push(Value::ms("each", stat(&said, "paints")?));
    println!("  five sources: {} slots", said["came"]);
    let megabytes = Stat::one(number("bytes")? / 1e6);
    Ok(Section {
        title: "Five sources, 90 days of minutes, 20 codes".to_owned(),
        about: "As above, all five through one loader: three of codes, two of traffic, 450 answers, and a picture of a source after its first answer and after \
every tenth.".to_owned(),
        rows: vec![
            ms(
                "work until all five have their first picture",
                1_000.0,
                "ours",
                number("untilFirst")?,
            ),
            answer,
            picture,
            ms("all five pictures in one task", 50.0, "ours", number("together")?),
            Row::at_most("memory of the program", None, Value::new("program", "MB", megabytes)),
        ],
    })
}

fn longest(times: &[f64]) -> f64 {
    times.iter().copied().fold(0.0, f64::max)
}

/// What 90 days say about the whole.
fn whole(said: &Json, per_answer: &[Stat]) -> Result<Vec<Row>> {
    let answers = numbers(&said["answers"]);
    let (first, last) = (
        answers.get(..10),
        answers.get(answers.len().saturating_sub(10)..),
    );
    let first = Stat::of(first.unwrap_or_default()).context("too few answers")?;
    let last = Stat::of(last.unwrap_or_default()).context("too few answers")?;
    let slower = last.median / first.median;
    let mut linear = Row::at_most(
        "the last ten answers of 90 days against the first ten",
        Some(1.5),
        Value::new("times as slow", "×", Stat::one(slower)),
    );
    linear
        .values
        .extend([Value::ms("last", last), Value::ms("first", first)]);
    let paints = numbers(&said["paints"]);
    let one = |value: f64| Value::ms("longest", Stat::one(value));
    let day = per_answer.first().context("nothing was measured")?;
    let quarter = per_answer.last().context("nothing was measured")?;
    Ok(vec![
        linear,
        Row::at_most(
            "an answer of 90 days against one of 1 day",
            Some(3.0),
            Value::new("times as slow", "×", Stat::one(quarter.median / day.median)),
        ),
        Row::at_most(
            "longest task of an answer, 90 days",
            Some(50.0),
            one(longest(&answers)),
        ),
        Row::at_most(
            "longest task of a picture, 90 days",
            Some(50.0),
            one(longest(&paints)),
        ),
        Row::at_most(
            "first picture after the first answer, 90 days",
            Some(1_000.0),
            Value::ms(
                "ours",
                Stat::one(said["untilFirst"].as_f64().unwrap_or(f64::NAN)),
            ),
        ),
    ])
}

async fn refresh() -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for days in [1, 30] {
        let browser = harness().await?;
        let said = browser
            .measure("window.bench.refresh(of)", asked(&[CODES], days))
            .await?;
        let asked = said["asked"].as_f64().unwrap_or(f64::NAN);
        let value = Value::ms("ours", stat(&said, "times")?);
        let mut row = Row::at_most(
            &format!("a refresh of {days} closed days, windows asked again"),
            Some(0.0),
            Value::new("asked", "windows", Stat::one(asked)),
        );
        row.values.push(value);
        rows.push(row);
        browser.quit().await;
    }
    Ok(rows)
}

/// What 90 days of minutes keep in the tab.
///
/// # Errors
/// The browser or the harness failed.
pub(crate) async fn memory() -> Result<Vec<Section>> {
    let mut rows = Vec::new();
    let mut held = Vec::new();
    for days in [30, 90] {
        let said = grown(&[CODES], days).await?;
        let bytes = said["bytes"].as_f64().context("no memory")?;
        let slots = f64::from(days) * 1_440.0;
        held.push((slots, bytes));
        let value = Value::new("program", "MB", Stat::one(bytes / 1e6));
        let target = (days == 90).then_some(60.0);
        println!("  {days} days: {} MB", short(bytes / 1e6));
        let mut row = Row::at_most(&format!("{days} days of minutes, 20 codes"), target, value);
        row.values.push(Value::new(
            "a slot",
            "bytes",
            Stat::one((bytes - said["before"].as_f64().unwrap_or(0.0)) / slots),
        ));
        rows.push(row.of_points(u64::from(days) * 1_440));
    }
    if let [(slots, bytes), (more_slots, more_bytes)] = held[..] {
        let a_slot = (more_bytes - bytes) / (more_slots - slots);
        rows.push(Row::at_most(
            "each further slot, from 30 to 90 days",
            None,
            Value::new("ours", "bytes", Stat::one(a_slot)),
        ));
    }
    Ok(vec![Section {
        title: "Memory of the program".to_owned(),
        about: "The memory that the program asked the browser for, at its highest, with the loader's cache, the joined frame, the row of slots and the last \
picture's model. It is what one source costs; memory of WebAssembly never shrinks.".to_owned(),
        rows,
    }])
}
