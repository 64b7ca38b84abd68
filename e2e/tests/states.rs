//! The page's states: own thresholds, first run, loading, failures told apart, the proxy, what was asked.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", PHONE)];
/// The phone that the design was drawn on.
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};

#[tokio::test(flavor = "multi_thread")]
async fn own_thresholds_are_judged_by_at_once_and_kept() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("states-lines-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            // A few percent of 5xx in some slots of every hour.
            page.open("?src=cdn-origin-codes&d=burst.demo.example&from=now-6h")
                .await?;
            page.see("all here").await?;
            let before = page.chart("Errors").await?.picture;
            edit_thresholds(page).await?;
            page.type_into("Failing from, 5xx share", "0.5").await?;
            page.see("Write more than the degraded line, at most 100.")
                .await?;
            page.type_into("Failing from, 5xx share", "a lot").await?;
            page.see("“a lot” is not a number.").await?;
            page.type_into("Failing from, 5xx share", "2.5").await?;
            page.see("5xx at or over 2.5 %").await?;
            page.see("own thresholds").await?;
            let after = page.chart("Errors").await?.picture;
            ensure!(before != after, "the line in the chart stayed where it was");
            page.reload().await?;
            page.see("all here").await?;
            page.see("own thresholds").await?;
            edit_thresholds(page).await?;
            page.find_value("Failing from, 5xx share", "2.5").await?;
            page.click("button", "Reset to defaults").await?;
            page.see("5xx at or over 5 %").await?;
            let text = page.text().await?;
            ensure!(!text.contains("own thresholds"), "still own: {text}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn edit_thresholds(page: &Page) -> Result<()> {
    page.click("button", "Rules of the verdict").await?;
    page.click("button", "Edit thresholds").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_a_proxy_offers_three_ways_in_and_takes_an_address() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("states-first-run-{name}");
        flow(&name, Proxy::elsewhere()?, screen, async |page| {
            page.open("").await?;
            for way in [
                "Drop a response file",
                "Connect a proxy",
                "Browse demo incidents",
            ] {
                page.find("heading", way).await?;
            }
            page.type_into("Proxy address", "ftp://cdn.example.com")
                .await?;
            page.click("button", "Test and use").await?;
            page.see("This is not an address").await?;
            page.type_into("Proxy address", "/nowhere").await?;
            page.click("button", "Test and use").await?;
            page.see("What answered is not an Originscope proxy.")
                .await?;
            page.type_into("Proxy address", "/elsewhere").await?;
            page.click("button", "Test and use").await?;
            page.see("Demo data").await?;
            page.see("all here").await?;
            page.click("button", "Vendor gap").await?;
            page.find("button", "Domains gap.demo.example").await?;
            page.click("button", "Hide the ways in").await?;
            page.open("").await?;
            page.see("all here").await?;
            let text = page.text().await?;
            ensure!(!text.contains("Connect a proxy"), "still there: {text}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proxy_says_what_it_is_and_what_its_keys_need() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("states-proxy-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.open("?src=cdn-origin-codes&d=shop.demo.example")
                .await?;
            page.see("all here").await?;
            page.click("button", "More").await?;
            page.click("button", "Proxy").await?;
            page.find("dialog", "Proxy").await?;
            for words in [
                "yes, Originscope",
                "agrees with this browser's within a second",
                "Limits in force",
                "calls a minute",
                "cdn:DescribeDomainRealTimeSrcHttpCodeData",
                "live:statistics:listHttpCodeDimension",
            ] {
                page.see(words).await?;
            }
            page.press("Escape").await?;
            page.wait_for("page without the sheet", |tree| {
                tree.find("dialog", "Proxy").is_none().then_some(())
            })
            .await
        })
        .await?;
    }
    Ok(())
}
