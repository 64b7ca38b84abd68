//! Several domains one by one: announced, sorted by worst 5xx, honest about what cannot be read.

use anyhow::{Context, Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, Tree, flow};

const THREE: &str = "d=shop.demo.example,burst.demo.example,cacheloss.demo.example";

/// The names of the domains' buttons from top to bottom, once `ready` holds for them.
async fn domains(
    page: &Page,
    what: &str,
    ready: impl Fn(&[String]) -> bool,
) -> Result<Vec<String>> {
    let look = |tree: &Tree| {
        let buttons = tree.all("button", "Only ");
        let names: Vec<String> = buttons
            .iter()
            .map(|button| button.name.replace('\u{202f}', " "))
            .collect();
        ready(&names).then_some(names)
    };
    page.wait_for(what, look).await
}

fn are_read(names: &[String], count: usize) -> bool {
    names.len() == count && names.iter().all(|name| name.contains("worst"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calls_are_said_before_and_the_worst_domain_stands_first() -> Result<()> {
    flow(
        "split-desktop",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open(&format!("?{THREE}")).await?;
            page.see("all here").await?;
            ensure!(!page.text().await?.contains("worst 5xx first"));
            page.click("button", "Domains").await?;
            let switch = page.find("checkbox", "Each domain alone as well").await?;
            let calls: usize = switch
                .name
                .split_whitespace()
                .find_map(|word| word.parse().ok())
                .context("no number of calls")?;
            ensure!(calls >= 3 && !switch.on, "{switch:?}");
            page.click("checkbox", "Each domain alone as well").await?;
            page.see("Domains, worst 5xx first").await?;
            page.see(&format!("{calls} of {calls} calls")).await?;
            let names = domains(page, "three domains", |names| are_read(names, 3)).await?;
            let order = ["burst", "cacheloss", "shop"];
            ensure!(
                names
                    .iter()
                    .zip(order)
                    .all(|(name, domain)| name.contains(domain)),
                "not sorted: {names:?}"
            );
            ensure!(page.query().await?.contains("split=1"));
            page.click("button", "Only burst.demo.example").await?;
            page.wait_for("burst alone", |tree| {
                tree.find("button", "Domains burst.demo.example")
                    .map(|_| ())
            })
            .await?;
            ensure!(!page.query().await?.contains("shop.demo.example"));
            page.back().await?;
            domains(page, "three domains", |names| are_read(names, 3)).await?;
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_that_cannot_be_read_says_why_and_spoils_no_other() -> Result<()> {
    flow(
        "split-denied",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?d=denied.demo.example,burst.demo.example&split=1")
                .await?;
            page.see("1 not read in full").await?;
            let names = domains(page, "both domains", |names| {
                names.len() == 2 && names.iter().any(|name| name.contains("worst"))
            })
            .await?;
            let [first, last] = names.as_slice() else {
                anyhow::bail!("not two: {names:?}")
            };
            ensure!(first.contains("burst"), "{names:?}");
            ensure!(
                last.contains("This key may not read these data.") && !last.contains("worst"),
                "no reason: {last}"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_twelve_domains_are_lines_without_a_chart() -> Result<()> {
    flow(
        "split-many",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            let many: Vec<String> = (1..15).map(|n| format!("d{n}.example.com")).collect();
            page.open(&format!(
                "?src=cdn-origin-codes&d={}&split=1",
                many.join(",")
            ))
            .await?;
            domains(page, "fourteen domains", |names| are_read(names, 14)).await?;
            let charts = page
                .script("return document.querySelectorAll('.split svg').length")
                .await?;
            ensure!(charts.as_u64() == Some(12), "{charts} charts");
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_the_domains_stand_in_one_column() -> Result<()> {
    flow("split-phone", Proxy::demo()?, Screen::PHONE, async |page| {
        page.open(&format!("?{THREE}&split=1")).await?;
        domains(page, "three domains", |names| are_read(names, 3)).await?;
        let sides = page
            .script(
                "const lefts = [...document.querySelectorAll('.multiples li')].map((li) => li.getBoundingClientRect().left);
                 return [lefts.length, new Set(lefts).size, document.documentElement.scrollWidth]",
            )
            .await?;
        ensure!(sides == serde_json::json!([3, 1, 320]), "{sides}");
        Ok(())
    })
    .await
}
