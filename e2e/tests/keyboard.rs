//! The keyboard alone: what keys open and close, numbers in place of plots, and what is read out.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

const BURST: &str = "?src=cdn-origin-codes&d=burst.demo.example&from=now-6h";

/// The sheet of the keys opens and closes, and its switch turns single characters off.
async fn the_sheet(page: &Page) -> Result<()> {
    page.open(BURST).await?;
    page.see("all here").await?;
    page.press("?").await?;
    page.find("dialog", "Keyboard").await?;
    page.click("switch", "Single characters are keys").await?;
    page.press("Escape").await?;
    gone(page, "dialog", "Keyboard").await?;
    page.press("?").await?;
    ensure!(
        page.tree().await?.find("dialog", "Keyboard").is_none(),
        "a character that is switched off opened the sheet"
    );
    Ok(())
}

/// A figure is read as a table, in the whole window, and left again.
async fn the_table(page: &Page) -> Result<()> {
    page.open(BURST).await?;
    page.see("all here").await?;
    page.click("button", "Table, Errors").await?;
    page.find("columnheader", "502").await?;
    page.find("rowheader", ":").await?;
    page.see("Page 1 of").await?;
    page.click("button", "Page after").await?;
    page.see("Page 2 of").await
}

async fn gone(page: &Page, role: &str, name: &str) -> Result<()> {
    page.wait_for(&format!("end of {role} {name:?}"), |tree| {
        tree.find(role, name).is_none().then_some(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_the_sheet_of_keys_and_its_switch_turns_them_off() -> Result<()> {
    flow("keys-sheet", Proxy::demo()?, Screen::DESKTOP, the_sheet).await?;
    flow("keys-sheet-phone", Proxy::demo()?, Screen::PHONE, the_sheet).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_is_read_as_a_table_a_page_at_a_time() -> Result<()> {
    flow("keys-table", Proxy::demo()?, Screen::DESKTOP, the_table).await?;
    flow("keys-table-phone", Proxy::demo()?, Screen::PHONE, the_table).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_keys_move_the_range_and_what_is_missing_is_listed() -> Result<()> {
    flow("keys-two", Proxy::demo()?, Screen::DESKTOP, async |page| {
        page.open(BURST).await?;
        page.see("all here").await?;
        page.press("t").await?;
        page.see("zoom out").await?;
        page.press("ArrowLeft").await?;
        let moved = async || Ok::<bool, anyhow::Error>(!page.query().await?.contains("now-6h"));
        for _ in 0..50 {
            if moved().await? {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        ensure!(moved().await?, "t and left did not move the range");
        // What a key does without a trace on the page is told where keys answer.
        page.press("t").await?;
        page.press("c").await?;
        page.until(
            "what t and c did is seen",
            "return (document.querySelector('.keyhint')?.innerText ?? '').includes('Range copied');",
        )
        .await?;
        page.press("g").await?;
        page.find("dialog", "What is missing").await?;
        page.press("Escape").await?;
        gone(page, "dialog", "What is missing").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_is_read_out_once() -> Result<()> {
    flow(
        "keys-verdict",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            // Healthy at every minute of the hour; the burst is at times too young to be judged.
            page.open("?src=cdn-origin-codes&d=shop.demo.example&from=now-6h")
                .await?;
            page.see("all here").await?;
            let said = page
                .heard("the verdict", |said| said.starts_with("Origin "))
                .await?;
            let tree = page.tree().await?;
            let all = tree.all("status", "").into_iter();
            let same = all.filter(|node| tree.text_of(node).starts_with("Origin "));
            ensure!(same.count() == 1, "more than one status says {said:?}");
            Ok(())
        },
    )
    .await
}
