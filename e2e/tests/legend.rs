//! The legend: one series alone, one hidden, sorted; and the switches of the figures. All of it stands in the address.

use anyhow::{Result, bail, ensure};
use originscope_e2e::{Page, Proxy, Screen, Tree, flow, hue, settled_hour};
use std::time::Duration;

async fn open_burst(page: &Page) -> Result<()> {
    page.open(&format!("?d=burst.demo.example&{}", settled_hour()))
        .await?;
    page.see("all here").await
}

/// Waits until the address holds `wanted`, or no longer does.
async fn address(page: &Page, wanted: &str, is_there: bool) -> Result<()> {
    for _ in 0..100 {
        if page.query().await?.contains(wanted) == is_there {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!(
        "{wanted} should be there: {is_there}; {}",
        page.query().await?
    )
}

/// Waits until a line of that colour runs across a chart, or none does.
async fn painted(page: &Page, chart: &str, colour: [u8; 3], is_there: bool) -> Result<()> {
    let mut width = 0.0;
    for _ in 0..50 {
        width = page.chart(chart).await?.width_of(colour, 0.0, 1.0);
        // The dots of a threshold in the same hue cover a quarter.
        let fits = if is_there { width > 0.6 } else { width < 0.35 };
        if fits {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("{chart}: {colour:?} covers {width}, should be there: {is_there}")
}

/// Waits until something that can be on is so, or not.
async fn is_on(page: &Page, role: &str, name: &str, on: bool) -> Result<()> {
    page.wait_for(&format!("{role} {name} on: {on}"), |tree| {
        tree.find(role, name)
            .filter(|node| node.on == on)
            .map(|_| ())
    })
    .await
}

/// The classes in the order in which the legend has them.
fn classes(tree: &Tree) -> Vec<String> {
    let rows = tree.all("row", "");
    let firsts = rows
        .into_iter()
        .filter_map(|row| tree.text_of(row).split(' ').next().map(str::to_owned));
    firsts.filter(|first| first.ends_with("xx")).collect()
}

async fn alone_and_back(page: &Page) -> Result<()> {
    open_burst(page).await?;
    painted(page, "Composition", hue::GREEN, true).await?;
    page.click("button", "502").await?;
    address(page, "iso=502", true).await?;
    only_502(page).await?;
    page.reload().await?;
    page.see("all here").await?;
    only_502(page).await?;
    page.back().await?;
    address(page, "iso=", false).await?;
    painted(page, "Composition", hue::GREEN, true).await?;
    painted(page, "Errors", hue::AMBER, true).await?;
    page.click("button", "2xx").await?;
    painted(page, "Errors", hue::RED, false).await?;
    page.click("button", "only 2xx").await?;
    address(page, "iso=", false).await?;
    painted(page, "Errors", hue::AMBER, true).await
}

/// One line in the hue of its class on both charts, and nothing else.
async fn only_502(page: &Page) -> Result<()> {
    page.see("only 502").await?;
    is_on(page, "button", "502", true).await?;
    for chart in ["Errors", "Composition"] {
        painted(page, chart, hue::RED, true).await?;
        painted(page, chart, hue::AMBER, false).await?;
        painted(page, chart, hue::GREEN, false).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_shows_only_one_code_and_back_undoes_it() -> Result<()> {
    flow(
        "legend-only",
        Proxy::demo()?,
        Screen::DESKTOP,
        alone_and_back,
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_shows_only_one_code_on_a_phone() -> Result<()> {
    flow(
        "legend-only-phone",
        Proxy::demo()?,
        Screen::PHONE,
        alone_and_back,
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_click_hides_and_the_denominator_stays_unless_chosen() -> Result<()> {
    flow(
        "legend-hide",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            open_burst(page).await?;
            painted(page, "Errors", hue::AMBER, true).await?;
            page.click_with_ctrl("button", "4xx").await?;
            address(page, "hide=4xx", true).await?;
            painted(page, "Errors", hue::AMBER, false).await?;
            page.click_with_ctrl("button", "2xx").await?;
            address(page, "hide=4xx,2xx", true).await?;
            let composition = page.chart("Composition").await?;
            let top = composition.heights_of(hue::RED, 0.0, 1.0);
            let low = top.map_or(1.0, |(_, top)| top);
            ensure!(low < 0.3, "the denominator did not stay: {low}");
            page.click("radio", "of shown").await?;
            address(page, "of=shown", true).await?;
            page.reload().await?;
            page.see("100 % of what is shown").await?;
            page.see("all here").await?;
            painted(page, "Errors", hue::AMBER, false).await?;
            page.click("button", "2 hidden").await?;
            address(page, "hide=", false).await?;
            painted(page, "Errors", hue::AMBER, true).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_finger_hides_on_a_phone() -> Result<()> {
    flow(
        "legend-hide-phone",
        Proxy::demo()?,
        Screen::PHONE,
        async |page| {
            open_burst(page).await?;
            page.hold("button", "4xx").await?;
            address(page, "hide=4xx", true).await?;
            address(page, "iso=", false).await?;
            painted(page, "Errors", hue::AMBER, false).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_sorts_down_then_up_then_not() -> Result<()> {
    flow(
        "legend-sort",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            open_burst(page).await?;
            let natural = ["5xx", "4xx", "3xx", "2xx", "1xx"];
            in_order(page, |found| found == natural).await?;
            page.click("button", "max").await?;
            address(page, "sort=max", true).await?;
            in_order(page, |found| {
                found.first().is_some_and(|class| class == "2xx")
            })
            .await?;
            page.reload().await?;
            in_order(page, |found| {
                found.first().is_some_and(|class| class == "2xx")
            })
            .await?;
            page.click("button", "max").await?;
            address(page, "sort=-max", true).await?;
            in_order(page, |found| {
                found.last().is_some_and(|class| class == "2xx")
            })
            .await?;
            page.click("button", "max").await?;
            address(page, "sort=", false).await?;
            in_order(page, |found| found == natural).await
        },
    )
    .await
}

async fn in_order(page: &Page, fits: impl Fn(&[String]) -> bool) -> Result<()> {
    page.wait_for("classes in that order", |tree| {
        fits(&classes(tree)).then_some(())
    })
    .await
}

async fn switched(page: &Page) -> Result<()> {
    page.open(&format!(
        "?src=live-codes,cdn-origin-traffic-rt&d=burst.demo.example&{}",
        settled_hour()
    ))
    .await?;
    page.see("all here").await?;
    page.click("radio", "count").await?;
    address(page, "mode=count", true).await?;
    page.click("radio", "bytes").await?;
    address(page, "unit=bytes", true).await?;
    page.click("radio", "code").await?;
    address(page, "view=code", true).await?;
    page.reload().await?;
    page.see("all here").await?;
    for name in ["count", "bytes", "code"] {
        is_on(page, "radio", name, true).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_bytes_and_codes_stand_in_the_address() -> Result<()> {
    flow(
        "legend-switches",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            switched(page).await?;
            page.see("responses per 1 min").await?;
            page.see("B per 1 min").await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_switches_stand_below_the_legend_of_a_phone() -> Result<()> {
    flow(
        "legend-switches-phone",
        Proxy::demo()?,
        Screen::PHONE,
        switched,
    )
    .await
}

/// The column of the compared period, and what the dashes are.
async fn compared(page: &Page) -> Result<()> {
    let query = format!("?d=burst.demo.example&{}", settled_hour());
    page.open(&query).await?;
    page.see("all here").await?;
    let heads = |tree: &Tree| tree.all("columnheader", "Δ pp").len();
    ensure!(heads(&page.tree().await?) == 0, "Δ of nothing");
    page.open(&format!("{query}&cmp=1d")).await?;
    page.see("Δ on the day before").await?;
    page.wait_for("a difference of 5xx", |tree| {
        let rows = tree.all("row", "");
        let texts = rows.into_iter().map(|row| tree.text_of(row));
        let mut five = texts.filter(|text| text.starts_with("5xx"));
        let last = five.next()?.rsplit(' ').next()?.to_owned();
        last.starts_with(['+', '\u{2212}', '0']).then_some(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_difference_has_a_column_where_something_is_compared() -> Result<()> {
    flow("legend-delta", Proxy::demo()?, Screen::DESKTOP, compared).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_difference_has_a_column_on_a_phone() -> Result<()> {
    flow(
        "legend-delta-phone",
        Proxy::demo()?,
        Screen::PHONE,
        compared,
    )
    .await
}

/// A class opens into its codes, each with what it means of this side.
async fn opened(page: &Page) -> Result<()> {
    open_burst(page).await?;
    ensure!(
        page.tree().await?.find("button", "404").is_none(),
        "4xx is open"
    );
    page.click("button", "Codes of 4xx").await?;
    page.find("button", "404").await?;
    page.see("not at the origin").await?;
    is_on(page, "button", "Codes of 4xx", true).await?;
    address(page, "iso=", false).await?;
    page.click("button", "Codes of 4xx").await?;
    page.wait_for("4xx closed", |tree| {
        tree.find("button", "404").is_none().then_some(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_opens_into_codes_with_their_meaning() -> Result<()> {
    flow("legend-open", Proxy::demo()?, Screen::DESKTOP, opened).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_opens_into_codes_on_a_phone() -> Result<()> {
    flow("legend-open-phone", Proxy::demo()?, Screen::PHONE, opened).await
}
