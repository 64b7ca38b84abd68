//! The states of the page's data: on their way, given up, partial, empty, late; the picture before stays until the next.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)];
const SHOP: &str = "?src=cdn-origin-codes&d=shop.demo.example";

/// Runs the steps on a desk and on a phone.
async fn on_both(name: &str, steps: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    for (screen_name, screen) in SCREENS {
        let name = format!("arrival-{name}-{screen_name}");
        flow(&name, Proxy::demo()?, screen, &steps).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_long_says_how_far_it_is_and_can_be_given_up() -> Result<()> {
    on_both("slow", async |page| {
        // More calls than the browser makes at once, each of which takes seconds.
        page.open("?src=cdn-origin-codes&d=slow.demo.example&from=now-12h")
            .await?;
        page.see("windows here, newest first.").await?;
        page.find("image", "Errors, slow.demo.example").await?;
        page.axe().await?;
        page.until(
            "the calls are counted",
            "return /\\d+ of \\d+ calls/.test(document.body.innerText);",
        )
        .await?;
        page.click("button", "Cancel").await?;
        page.see(" cancelled").await?;
        let text = page.text().await?;
        ensure!(!text.contains("all here"), "it claims all: {text}");
        page.axe().await?;
        page.click("button", "Read the rest").await?;
        page.see("all here").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_before_stays_until_the_next_comes() -> Result<()> {
    on_both("later", async |page| {
        page.open(&format!("{SHOP}&{}", settled_hour())).await?;
        page.see("all here").await?;
        let before = page.chart("Composition").await?.picture;
        page.click("button", "Domains").await?;
        page.type_into(
            "Domains, separated by commas or spaces",
            "slow.demo.example",
        )
        .await?;
        page.press("Enter").await?;
        page.find("button", "Cancel").await?;
        let during = page.chart("Composition").await?.picture;
        ensure!(before == during, "the picture changed before the answer");
        page.find("image", "Composition, shop.demo.example").await?;
        page.find("image", "Composition, slow.demo.example").await?;
        page.see("all here").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_told_where_it_is_and_comes_after_retry() -> Result<()> {
    on_both("partial", async |page| {
        let fail = "if (url.includes('/series/') && !window.healed) {
            const start = Date.parse(new URL(url).searchParams.get('start'));
            window.second ??= start;
            if (start < window.second)
                return problem(502, 'upstream_throttled', 't', { upstream_code: 'Throttling.User' });
        }";
        page.answer(fail).await?;
        page.open(&format!("{SHOP}&from=now-2h")).await?;
        page.see("Throttling.User").await?;
        page.see("failed: Throttling.User").await?;
        page.find("button", "Inspect").await?;
        page.axe().await?;
        page.script("window.healed = true; return true;").await?;
        let cell = page
            .wait_for("a cell that failed", |tree| {
                let cells = tree.all("button", ": Throttling.User");
                cells.first().map(|cell| cell.name.clone())
            })
            .await?;
        ensure!(cell.starts_with("Retry "), "it does not say Retry: {cell}");
        while !page.text().await?.contains("all here") {
            let tree = page.tree().await?;
            // A call of a few minutes is too narrow for a finger: the strip's own button asks for it.
            let cell = tree.find("button", ": Throttling.User");
            let Some(again) = cell.or_else(|| tree.find("button", "Retry")) else {
                break;
            };
            page.click("button", &again.name.clone()).await?;
        }
        page.see("all here").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_has_a_reason_and_one_way_on() -> Result<()> {
    on_both("empty", async |page| {
        page.open(&format!("{SHOP}&from=now-400d&to=now-399d"))
            .await?;
        page.see("Nothing before ").await?;
        page.see("Alibaba CDN keeps 186 d.").await?;
        page.find("button", "Go to last 186").await?;
        page.axe().await?;
        // The newest slot that is published is older than all of this.
        page.open(&format!("{SHOP}&from=now-2m")).await?;
        page.see("Nothing published yet").await?;
        page.click("button", "Go to last 1 hour").await?;
        page.see("all here").await?;
        page.answer(
            "if (url.includes('/series/')) {
                const answer = await (await real()).json();
                answer.RealTimeSrcHttpCodeData.UsageData = [];
                return json(answer);
            }",
        )
        .await?;
        page.open(&format!("{SHOP}&{}", settled_hour())).await?;
        page.see("No slot came").await?;
        page.see("sent no slot for shop.demo.example").await?;
        page.axe().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_has_not_sent_in_time_colours_the_header() -> Result<()> {
    on_both("late", async |page| {
        page.answer(
            "if (url.includes('/series/')) {
                const answer = await (await real()).json();
                const data = answer.RealTimeSrcHttpCodeData;
                const until = Date.now() - 30 * 60_000;
                data.UsageData = data.UsageData.filter(({ TimeStamp }) => Date.parse(TimeStamp) < until);
                return json(answer);
            }",
        )
        .await?;
        page.open(SHOP).await?;
        page.see("min late: Alibaba CDN is complete to ").await?;
        page.see("Cannot tell").await?;
        is_amber(page, true).await?;
        page.axe().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_has_not_asked_for_long_says_so() -> Result<()> {
    on_both("old", async |page| {
        page.open(&format!("{SHOP}&refresh=off")).await?;
        page.see("all here").await?;
        is_amber(page, false).await?;
        let later = "const real = Date.now; Date.now = () => real() + 40 * 60_000; return true;";
        page.script(later).await?;
        page.see("min late: read at ").await?;
        page.see("Cannot tell").await?;
        is_amber(page, true).await?;
        page.axe().await
    })
    .await
}

/// Whether the header has the amber ground.
async fn is_amber(page: &Page, wanted: bool) -> Result<()> {
    let script = "const probe = document.createElement('i');
        probe.style.color = 'var(--warnbg)';
        document.body.append(probe);
        const amber = getComputedStyle(probe).color;
        probe.remove();
        return getComputedStyle(document.querySelector('header')).backgroundColor === amber;";
    let is = page.script(script).await? == true;
    ensure!(is == wanted, "the header is amber: {is}");
    Ok(())
}
