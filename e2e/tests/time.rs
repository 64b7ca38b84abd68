//! Time: ranges by name, by hand and used last; grains; zones; the refresh and its pauses.

#![allow(
    clippy::disallowed_methods,
    reason = "the simulator lives by the clock"
)]

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, Tree, flow};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const BOTH: [(&str, Screen); 2] = [("desk", Screen::DESKTOP), ("phone", Screen::PHONE)];

/// Waits until the address fits.
async fn address_is(page: &Page, what: &str, fits: impl Fn(&str) -> bool) -> Result<()> {
    for _ in 0..100 {
        if fits(&page.query().await?) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("the address has no {what}: {}", page.query().await?)
}

/// Waits for a button whose name holds all of the words; narrow spaces count as spaces.
async fn button_says(page: &Page, words: &[&str]) -> Result<()> {
    let says = |tree: &Tree| {
        let all = tree.all("button", "");
        let fits = |name: &str| words.iter().all(|word| name.contains(word));
        all.iter()
            .any(|button| fits(&button.name.replace('\u{202f}', " ")))
            .then_some(())
    };
    page.wait_for(&format!("button with {words:?}"), says).await
}

/// Midnight of today, UTC, in seconds.
fn today() -> Result<u64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(now / 86_400 * 86_400)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preset_is_reached_by_its_letters() -> Result<()> {
    flow("time-keys", Proxy::demo()?, Screen::DESKTOP, async |page| {
        page.open("").await?;
        page.see("all here").await?;
        page.click("button", "Range").await?;
        page.find("button", "Today so far").await?;
        page.press("ArrowDown").await?;
        page.press("y").await?;
        page.press("Enter").await?;
        address_is(page, "yesterday", |query| query.contains("from=now-1d")).await?;
        button_says(page, &["Range", "Yesterday"]).await?;
        page.back().await?;
        button_says(page, &["Range", "Last 1 hour"]).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_source_says_how_far_back_it_goes_before_the_click() -> Result<()> {
    for (name, screen) in BOTH {
        let flow_name = format!("time-reach-{name}");
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            page.open("?src=cdn-origin-codes,live-codes").await?;
            page.see("all here").await?;
            page.click("button", "Range").await?;
            button_says(page, &["Last 30 days", "Huawei", "7 d max", "1 h"]).await?;
            page.click("button", "Previous week").await?;
            address_is(page, "the week", |query| query.contains("from=now-1w")).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_time_is_explained_kept_and_offered_again() -> Result<()> {
    for (name, screen) in BOTH {
        let flow_name = format!("time-typed-{name}");
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            // The browser of the tests lives in Asia/Kolkata, UTC+5:30.
            page.open("?tz=browser").await?;
            page.see("all here").await?;
            page.click("button", "Range").await?;
            page.type_into("From", "now-5x").await?;
            page.click("button", "Apply").await?;
            page.see("“now-5x”: write now-, a whole number").await?;
            ensure!(
                page.find("textbox", "From").await?.value == "now-5x",
                "what was typed is gone"
            );
            let day = page
                .script("return new Date(Date.now() - 2 * 86400000).toISOString().slice(0, 10)")
                .await?;
            let day = day.as_str().unwrap_or_default();
            page.type_into("From", &format!("{day} 08:00")).await?;
            page.type_into("To", &format!("{day} 09:00")).await?;
            page.click("button", "Apply").await?;
            let eight = (today()? - 2 * 86_400 + 8 * 3_600 - 19_800) * 1_000;
            address_is(page, "08:00 in Kolkata", |query| {
                query.contains(&format!("from={eight}"))
            })
            .await?;
            page.reload().await?;
            page.see("all here").await?;
            if screen.width < 768 {
                page.until(
                    "the times that the header has no room for",
                    "return document.querySelector('.live')?.innerText.includes('08:00–09:00 UTC+5:30') ?? false;",
                )
                .await?;
            }
            page.click("button", "Go live").await?;
            address_is(page, "no range", |query| !query.contains("from=")).await?;
            page.click("button", "Range").await?;
            page.see("Used last").await?;
            page.click("button", "08:00–09:00 UTC+5:30").await?;
            address_is(page, "the range again", |query| {
                query.contains(&format!("from={eight}"))
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn ranges_are_offered_again_where_the_browser_stores_nothing() -> Result<()> {
    flow(
        "time-stored",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("").await?;
            page.see("all here").await?;
            page.script(
                "for (const name of ['getItem', 'setItem'])
               Storage.prototype[name] = () => { throw new DOMException('refused'); };
             return true;",
            )
            .await?;
            page.click("button", "Range").await?;
            page.type_into("From", "now-95m").await?;
            page.click("button", "Apply").await?;
            address_is(page, "the range", |query| query.contains("from=now-95m")).await?;
            page.click("button", "Range").await?;
            page.see("Used last").await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grain_that_no_source_gives_says_why() -> Result<()> {
    flow(
        "time-grain",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?src=live-codes").await?;
            page.see("all here").await?;
            page.click("button", "Grain").await?;
            button_says(page, &["5 min", "no source gives it here"]).await?;
            let hour = |tree: &Tree| {
                let all = tree.all("button", "no source gives it here");
                (!all.is_empty()).then(|| all.iter().all(|button| !button.enabled))
            };
            ensure!(
                page.wait_for("refused grains", hour).await?,
                "a refused grain can be chosen"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn any_zone_can_be_found_and_stands_beside_the_times() -> Result<()> {
    for (name, screen) in BOTH {
        let flow_name = format!("time-zone-{name}");
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            page.open("").await?;
            page.see("all here").await?;
            if screen.width < 768 {
                page.click("button", "More").await?;
                page.click("button", "Time zone").await?;
            } else {
                page.click("button", "All time zones").await?;
            }
            page.type_into("Find a time zone", "shang").await?;
            page.click("button", "Asia/Shanghai").await?;
            address_is(page, "the zone", |query| {
                query.contains("tz=Asia/Shanghai") || query.contains("tz=Asia%2FShanghai")
            })
            .await?;
            page.see("UTC+8").await?;
            page.reload().await?;
            page.see("UTC+8").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_zone_and_a_night_of_change_are_said() -> Result<()> {
    flow(
        "time-nights",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?tz=Mars/Olympus_Mons").await?;
            page.see("tz=Mars/Olympus_Mons cannot be read").await?;
            page.click("button", "Dismiss").await?;
            // Berlin's clocks go back at 2025-10-26T01:00:00Z, 1761440400.
            page.open("?tz=Europe/Berlin&from=1761433200000&to=1761447600000")
                .await?;
            page.see("Clocks change within this range, at 26 Oct 03:00: from UTC+2 to UTC+1")
                .await?;
            button_says(page, &["Range", "UTC+2/+1"]).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_refresh_says_when_it_comes_and_can_be_held() -> Result<()> {
    for (name, screen) in BOTH {
        let flow_name = format!("time-refresh-{name}");
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            page.open("").await?;
            page.see("all here").await?;
            if screen.width >= 768 {
                page.see("next ").await?;
            }
            let menu = async || -> Result<()> {
                if screen.width < 768 {
                    page.click("button", "More").await?;
                }
                page.click("button", "Auto refresh").await
            };
            menu().await?;
            page.click("button", "5\u{202f}min").await?;
            address_is(page, "the refresh", |query| query.contains("refresh=5m")).await?;
            menu().await?;
            page.see("complete to ").await?;
            page.click("button", "Pause").await?;
            page.find("button", "Resume").await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_slot_stands_in_the_address() -> Result<()> {
    flow("time-pin", Proxy::demo()?, Screen::DESKTOP, async |page| {
        page.open("").await?;
        page.see("all here").await?;
        page.click_chart("Errors", 0.5, 0.5).await?;
        address_is(page, "the pin", |query| query.contains("pin=")).await?;
        page.reload().await?;
        page.find("button", "Unpin").await?;
        page.press("Escape").await?;
        address_is(page, "no pin", |query| !query.contains("pin=")).await
    })
    .await
}
