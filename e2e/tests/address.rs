//! What was chosen stands in the address: a link shows it again, and Back undoes.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, Tree, flow};
use std::time::Duration;

/// Waits until the address holds `wanted`.
async fn address_has(page: &Page, wanted: &str) -> Result<()> {
    for _ in 0..100 {
        if page.query().await?.contains(wanted) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("the address has no {wanted}: {}", page.query().await?)
}

/// Waits until the button that chooses `what` says that `chosen` is chosen.
async fn shows(page: &Page, what: &str, chosen: &str) -> Result<()> {
    let says = |tree: &Tree| {
        let buttons = tree.all("button", what);
        buttons
            .iter()
            .any(|button| button.name.contains(chosen))
            .then_some(())
    };
    page.wait_for(&format!("button {what} with {chosen}"), says)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_range_survives_a_reload_and_back_undoes_it() -> Result<()> {
    flow(
        "address-range",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("").await?;
            shows(page, "Range", "Last 1 hour").await?;
            page.see("all here").await?;
            page.click("button", "Range").await?;
            page.click("button", "Last 6 hours").await?;
            shows(page, "Range", "Last 6 hours").await?;
            address_has(page, "from=now-6h").await?;
            page.reload().await?;
            shows(page, "Range", "Last 6 hours").await?;
            page.see("all here").await?;
            page.back().await?;
            shows(page, "Range", "Last 1 hour").await?;
            ensure!(
                !page.query().await?.contains("from="),
                "a default stands in the address: {}",
                page.query().await?
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_domain_and_zone_are_read_from_a_link() -> Result<()> {
    flow(
        "address-link",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open(
                "?src=live-codes,cdn-origin-codes&d=burst.demo.example&tz=browser&theme=dark",
            )
            .await?;
            shows(page, "Domains", "burst.demo.example").await?;
            for vantage in ["origin side", "viewer side"] {
                shows(page, "Sources", vantage).await?;
            }
            ensure!(
                page.find("radio", "Local").await?.on,
                "the zone is not the browser's"
            );
            page.see("all here").await?;
            ensure!(
                page.script("return document.documentElement.dataset.theme")
                    .await?
                    == "dark",
                "the theme is not dark"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_change_the_address_in_place_and_every_key_is_kept() -> Result<()> {
    flow(
        "address-keys",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open(
                "?v=1&later=1%202&hide=206&mode=count&view=code&step=300&from=now-6h&tz=browser",
            )
            .await?;
            page.see("all here").await?;
            let steps = page.script("return history.length").await?;
            page.click("radio", "UTC").await?;
            for _ in 0..100 {
                if !page.query().await?.contains("tz=") {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            let query = page.query().await?;
            let keys = [
                "later=1%202",
                "hide=206",
                "mode=count",
                "view=code",
                "step=300",
                "from=now-6h",
            ];
            for key in keys {
                ensure!(query.contains(key), "{key} is gone: {query}");
            }
            ensure!(
                !query.contains("tz="),
                "a default stands in the address: {query}"
            );
            ensure!(
                page.script("return history.length").await? == steps,
                "another zone made a step in the history"
            );
            page.click("button", "Range").await?;
            page.click("button", "Last 3 hours").await?;
            address_has(page, "from=now-3h").await?;
            ensure!(
                page.script("return history.length").await? != steps,
                "another range made no step in the history"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_says_in_which_unit_traffic_is_drawn() -> Result<()> {
    flow(
        "address-unit",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?d=shop.demo.example&unit=bytes").await?;
            page.see("B per 1 min").await?;
            address_has(page, "unit=bytes").await?;
            // Totals in powers of 1024, by the switch under More and by the address.
            page.open("?d=shop.demo.example").await?;
            page.see("GB in ").await?;
            page.click("button", "More").await?;
            page.click("radio", "GiB, 1024").await?;
            address_has(page, "unit=iec").await?;
            page.reload().await?;
            page.see("GiB in ").await?;
            // Written out, the default is the default and no mistake.
            page.open("?d=shop.demo.example&unit=bps").await?;
            page.see("all here").await?;
            let is_rate = page.find("radio", "bit/s").await?.on;
            ensure!(is_rate, "a rate was asked for");
            let text = page.text().await?;
            ensure!(!text.contains("cannot be read"), "it is noted: {text}");
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_says_what_it_could_not_read() -> Result<()> {
    flow(
        "address-notes",
        Proxy::demo()?,
        Screen::PHONE,
        async |page| {
            page.open("?from=2025-06-02&to=2025-06-01&step=7&step=60&unit=mbps")
                .await?;
            page.see("the range ends before it starts").await?;
            page.see("step=7 cannot be read").await?;
            page.see("unit=mbps cannot be read").await?;
            page.click("button", "Dismiss").await?;
            shows(page, "Range", "Last 1 hour").await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_requests_is_never_shown_as_all() -> Result<()> {
    let phone = Screen {
        width: 390,
        height: 844,
        ratio: 2.0,
    };
    for (name, screen) in [("desktop", Screen::DESKTOP), ("phone", phone)] {
        let name = format!("address-filter-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.open("?src=cdn-origin-codes,live-codes&d=shop.demo.example&isp=unicom")
                .await?;
            page.see("only ISP unicom; Alibaba CDN, codes: all, it cannot be asked for a part")
                .await?;
            page.fits().await?;
            page.axe().await?;
            page.click("button", "Read all").await?;
            page.until(
                "the filter is gone",
                "return !location.search.includes('isp=') && !document.body.innerText.includes('only ISP')",
            )
            .await?;
            page.click("button", "More").await?;
            page.type_into("Region", "beijing").await?;
            page.press("Tab").await?;
            address_has(page, "loc=beijing").await?;
            page.fits().await?;
            page.axe().await?;
            page.press("Escape").await?;
            page.see("only region beijing").await
        })
        .await?;
    }
    Ok(())
}
