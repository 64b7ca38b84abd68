//! The five looks of a slot without a usual number, as the table of a figure tells them.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, Tree, flow, settled_hour};

/// The texts of the rows of the table on the page that has a column for the state of the slot.
fn rows(tree: &Tree) -> Vec<String> {
    let tables = tree.all("table", "").into_iter();
    let stands = tables.filter(|table| tree.text_of(table).contains("State"));
    stands
        .flat_map(|table| tree.below(table, "row"))
        .map(|row| tree.text_of(row).replace(['\u{202f}', '\u{a0}'], " "))
        .collect()
}

/// Turns the errors into their table and waits for a row that ends so.
async fn row(page: &Page, ends: &str) -> Result<String> {
    if rows(&page.tree().await?).is_empty() {
        page.click("button", "Table, Errors").await?;
    }
    page.wait_for(&format!("row that ends with {ends:?}"), |tree| {
        rows(tree).into_iter().find(|row| row.ends_with(ends))
    })
    .await
}

async fn open(page: &Page, query: &str) -> Result<()> {
    page.open(query).await?;
    page.see("all here").await
}

/// Whether a row has a number beside its time.
fn has_number(row: &str) -> bool {
    row.contains('%')
}

async fn five_looks_in_the_table(page: &Page) -> Result<()> {
    let hour = settled_hour();
    // Zero and no requests are two things, and both are values.
    open(
        page,
        &format!("?d=quiet.demo.example&src=cdn-origin-codes&{hour}"),
    )
    .await?;
    ensure!(
        !has_number(&row(page, "no requests").await?),
        "0/0 is no share"
    );
    let complete = row(page, "complete").await?;
    ensure!(
        complete.contains(" 0 %"),
        "a real zero is a zero: {complete}"
    );
    open(
        page,
        &format!("?d=gap.demo.example&src=cdn-origin-codes&{hour}"),
    )
    .await?;
    // The gap is of minutes 30 to 41, of which the newest page has the last.
    ensure!(
        !has_number(&row(page, "no point").await?),
        "a gap is no zero"
    );
    open(page, "?d=shop.demo.example&src=cdn-origin-codes").await?;
    ensure!(
        !has_number(&row(page, "not published yet").await?),
        "what is not published has no number"
    );
    ensure!(
        has_number(&row(page, "provisional").await?),
        "a provisional slot has its number so far"
    );
    page.block("*cdn-origin-traffic*").await?;
    page.open(&format!("?d=shop.demo.example&{hour}")).await?;
    page.see("60/60").await?;
    page.see("failed").await?;
    page.click("button", "Table, Origin traffic").await?;
    let failed = row(page, "failed: proxy_unreachable").await?;
    ensure!(!failed.contains("bps"), "a failed call has no number");
    open(
        page,
        "?d=shop.demo.example&src=live-codes&from=now-9d&to=now-6d",
    )
    .await?;
    page.click("button", "Table, Errors").await?;
    // The oldest are out of reach; the newest stand first.
    page.click("button", "Slot from").await?;
    ensure!(
        !has_number(&row(page, "out of reach").await?),
        "what is out of reach has no number"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_tells_the_five_looks_apart() -> Result<()> {
    flow(
        "looks-table",
        Proxy::demo()?,
        Screen::DESKTOP,
        five_looks_in_the_table,
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_tells_the_five_looks_apart_on_a_phone() -> Result<()> {
    flow(
        "looks-table-phone",
        Proxy::demo()?,
        Screen::PHONE,
        five_looks_in_the_table,
    )
    .await
}

/// The heads of the columns of the open table.
const HEADS: &str = "return [...document.querySelectorAll('.numbers thead th')].slice(1, -1).map((head) => head.innerText.trim()).join(' ')";

async fn follows_the_legend(page: &Page) -> Result<()> {
    let hour = settled_hour();
    let burst = format!("?d=burst.demo.example&src=cdn-origin-codes&{hour}");
    open(page, &format!("{burst}&iso=502")).await?;
    page.click("button", "Table, Errors").await?;
    page.see("only 502").await?;
    ensure!(page.script(HEADS).await? == "502", "more than the figure");
    open(page, &format!("{burst}&hide=502,4xx")).await?;
    page.click("button", "Table, Errors").await?;
    page.see("without 502, 4xx").await?;
    let heads = page.script(HEADS).await?;
    let heads: Vec<&str> = heads.as_str().unwrap_or_default().split(' ').collect();
    ensure!(
        heads.contains(&"5xx") && heads.contains(&"504"),
        "less than the figure: {heads:?}"
    );
    ensure!(
        !heads.contains(&"502") && !heads.contains(&"4xx"),
        "more than the figure: {heads:?}"
    );
    page.fits().await?;
    page.axe().await?;
    // All again, and nothing is named.
    open(page, &burst).await?;
    page.click("button", "Table, Errors").await?;
    row(page, "complete").await?;
    let text = page.text().await?;
    ensure!(!text.contains("without 502"), "still named: {text}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_shows_what_the_legend_leaves_and_names_the_rest() -> Result<()> {
    for (name, screen) in [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)] {
        let name = format!("looks-legend-{name}");
        flow(&name, Proxy::demo()?, screen, follows_the_legend).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_lets_one_figure_fill_the_window() -> Result<()> {
    flow(
        "looks-fill",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            open(page, "?d=shop.demo.example&src=cdn-origin-codes").await?;
            page.click("button", "Fill the window, Composition").await?;
            let fills = "return document.querySelector('figure.cmp')?.getBoundingClientRect().height === innerHeight";
            page.until("the figure fills the window", fills).await?;
            page.axe().await?;
            page.click("button", "Back to the page").await?;
            page.until("the page is back", &fills.replace("===", "<")).await
        },
    )
    .await
}
