//! The readout: beside the slot under the pointer, docked once pinned, in a strip on a phone; and what it says of a slot
//! that has no numbers.

use anyhow::{Context, Result, ensure};
use originscope_e2e::{Chart, Page, Proxy, Screen, flow, settled_hour};

/// Charts that lie over each other in one panel: the point is in one of them.
const CHARTS: [&str; 3] = ["Errors", "Composition", "Origin traffic"];

async fn open_hour(page: &Page, domain: &str) -> Result<()> {
    page.open(&format!("?d={domain}&{}", settled_hour()))
        .await?;
    page.see("all here").await
}

/// An hour whose codes come and whose traffic does not.
async fn open_failing(page: &Page) -> Result<()> {
    page.open(&format!("?d=shop.demo.example&{}", settled_hour()))
        .await?;
    page.see("60/60").await?;
    page.see("failed").await
}

/// The text of the readout in one line.
async fn readout(page: &Page, wanted: &str) -> Result<String> {
    page.wait_for(&format!("readout with {wanted:?}"), |tree| {
        let region = tree.find("region", "Readout")?;
        let text = tree.text_of(region).replace(['\u{202f}', '\u{a0}'], " ");
        text.contains(wanted).then_some(text)
    })
    .await
}

async fn paints(page: &Page) -> Result<String> {
    let script =
        "return [...document.querySelectorAll('canvas')].map((c) => c.dataset.painted).join()";
    Ok(page.script(script).await?.to_string())
}

/// The middle of a slot of an hour of minutes.
fn slot(number: u32) -> f64 {
    (f64::from(number) + 0.5) / 60.0
}

async fn point(page: &Page, chart: &Chart, number: u32) -> Result<f64> {
    let (x, y) = chart.place(slot(number), 0.5);
    page.point_at(x, y).await?;
    Ok(x)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pointer_reads_every_chart_and_paints_none() -> Result<()> {
    flow(
        "readout-floats",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            open_hour(page, "shop.demo.example").await?;
            let before = paints(page).await?;
            for title in CHARTS {
                let chart = page.chart(title).await?;
                for number in [0, 1, 17, 30, 45, 58, 59] {
                    let x = point(page, &chart, number).await?;
                    let clock = format!(":{number:02}–");
                    readout(page, &clock).await?;
                    let node = page.find("region", "Readout").await?;
                    let (left, _, width, _) = page.frame_of(&node).await?;
                    ensure!(
                        left > x || left + width < x,
                        "{title}: the readout from {left} lies over the point at {x}"
                    );
                    ensure!(
                        left >= chart.frame.0 && left + width <= chart.frame.0 + chart.frame.2,
                        "{title}: the readout leaves the charts: {left}"
                    );
                    ensure!((width - 304.0).abs() < 1.0, "{width} wide");
                }
            }
            ensure!(paints(page).await? == before, "the pointer painted a chart");
            page.point_at(5.0, 5.0).await?;
            page.wait_for("no readout", |tree| {
                tree.find("region", "Readout").is_none().then_some(())
            })
            .await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_stays_in_sight_and_the_hovered_series_is_bold() -> Result<()> {
    flow(
        "readout-burst",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            open_hour(page, "burst.demo.example").await?;
            let errors = page.chart("Errors").await?;
            // 5xx are over 1 % from minute 20 or 21 on, up to minute 44.
            let from = errors.place(20.0 / 60.0, 0.0).0;
            for number in [24, 30, 42] {
                point(page, &errors, number).await?;
                readout(page, &format!(":{number}–")).await?;
                let node = page.find("region", "Readout").await?;
                let (left, _, width, _) = page.frame_of(&node).await?;
                let to = errors.place(45.0 / 60.0, 0.0).0;
                ensure!(
                    left + width <= from + 16.0 || left >= to - 16.0,
                    "the readout at {left} lies over the burst from {from} to {to}"
                );
            }
            let composition = page.chart("Composition").await?;
            let bold = "return [...document.querySelectorAll('.read tr.on th')].map((th) => th.textContent).join()";
            for (up, name) in [(0.5, "2xx"), (0.02, "50")] {
                let (x, y) = composition.place(slot(32), up);
                page.point_at(x, y).await?;
                readout(page, ":32–").await?;
                let said = page.script(bold).await?;
                ensure!(
                    said.as_str().is_some_and(|said| said.contains(name)),
                    "at {up} of the stack {said} is bold, not {name}"
                );
            }
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_slot_docks_is_sorted_on_demand_and_shows_its_zeros() -> Result<()> {
    flow(
        "readout-pinned",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            open_hour(page, "shop.demo.example").await?;
            page.click_chart("Errors", slot(30), 0.5).await?;
            let stack = readout(page, "pinned slot").await?;
            // The shown zone, and the reader's own: the tests' browsers live 5:30 east of UTC.
            ensure!(
                stack.contains("UTC") && stack.contains("UTC+5:30"),
                "{stack}"
            );
            ensure!(
                stack.contains("responses") && stack.contains("1 min"),
                "{stack}"
            );
            let node = page.find("region", "Readout").await?;
            let (left, ..) = page.frame_of(&node).await?;
            let errors = page.chart("Errors").await?;
            ensure!(
                left >= errors.frame.0 + errors.frame.2,
                "pinned, it still covers the charts at {left}"
            );
            ensure!(order(&stack)? == ["502", "4xx", "3xx", "2xx"], "{stack}");
            page.click("button", "share").await?;
            let sorted = page
                .wait_for("rows by share", |tree| {
                    let region = tree.find("region", "Readout")?;
                    let text = tree.text_of(region);
                    order(&text)
                        .ok()
                        .filter(|order| order[0] == "2xx")
                        .map(|_| text)
                })
                .await?;
            ensure!(order(&sorted)? == ["2xx", "3xx", "4xx", "502"], "{sorted}");
            page.click("button", "at 0").await?;
            readout(page, "1xx").await?;
            page.press("Escape").await?;
            page.point_at(5.0, 5.0).await?;
            page.wait_for("no readout", |tree| {
                tree.find("region", "Readout").is_none().then_some(())
            })
            .await
        },
    )
    .await
}

/// Some names in the order in which they stand in a text.
fn order(text: &str) -> Result<Vec<&'static str>> {
    let mut all = Vec::new();
    for name in ["502", "4xx", "3xx", "2xx"] {
        let at = text
            .find(&format!("{name} "))
            .with_context(|| format!("no {name} in {text}"))?;
        all.push((at, name));
    }
    all.sort_unstable();
    Ok(all.into_iter().map(|(_, name)| name).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_slot_says_why() -> Result<()> {
    flow(
        "readout-empty",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            let at = async |slot: f64, words: &str| -> Result<()> {
                let (x, y) = page.chart("Errors").await?.place(slot, 0.5);
                page.point_at(x, y).await?;
                readout(page, words).await.map(drop)
            };
            open_hour(page, "gap.demo.example").await?;
            at(slot(35), "The vendor sent no point for this slot.").await?;
            open_hour(page, "quiet.demo.example").await?;
            // Ten minutes of every thirty have no requests; which, the clock says.
            let quiet = async || -> Result<()> {
                for number in [5, 15, 25] {
                    let (x, y) = page.chart("Errors").await?.place(slot(number), 0.5);
                    page.point_at(x, y).await?;
                    let text = readout(page, &format!(":{number:02}–")).await?;
                    if text.contains("no requests") {
                        return Ok(());
                    }
                }
                anyhow::bail!("no slot says that it had no requests")
            };
            quiet().await?;
            page.open("?d=shop.demo.example").await?;
            page.see("all here").await?;
            at(0.999, "Not published yet. Due about").await?;
            page.block("*cdn-origin-traffic*").await?;
            open_failing(page).await?;
            let failed =
                "The call for this slot failed. proxy_unreachable: The proxy cannot be reached.";
            at(slot(30), failed).await?;
            page.open("?d=shop.demo.example&src=live-codes&from=now-9d&to=now-6d")
                .await?;
            page.see("all here").await?;
            at(
                0.05,
                "Out of reach: the vendor does not keep this slot. Huawei Live keeps 7 d.",
            )
            .await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_phones_strip_reads_the_newest_slot_and_opens_into_all_of_it() -> Result<()> {
    flow(
        "readout-phone",
        Proxy::demo()?,
        Screen::PHONE,
        async |page| {
            open_hour(page, "shop.demo.example").await?;
            let strip = page
                .wait_for("strip", |tree| {
                    tree.all("button", ":59")
                        .into_iter()
                        .find(|button| button.name.contains("5xx"))
                        .cloned()
                })
                .await?;
            ensure!(!strip.on, "the strip is open");
            page.click("button", &strip.name).await?;
            let all = readout(page, "responses").await?;
            ensure!(order(&all).is_ok(), "{all}");
            let wide = page
                .script("return document.documentElement.scrollWidth")
                .await?;
            ensure!(wide.as_u64().is_some_and(|wide| wide <= 320), "{wide} wide");
            Ok(())
        },
    )
    .await
}
