//! The inspect drawer: what was asked, what came back, how long it took; from the strip, from an error, from the menu.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)];
const DRAWER: &str = "What was asked and answered";

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_of_the_strip_leads_to_its_call() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("inspect-cell-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.open("?src=cdn-origin-codes,live-codes&d=shop.demo.example&from=now-6h")
                .await?;
            page.see("all here").await?;
            let cell = page
                .wait_for("a cell that is here", |tree| {
                    let cells = tree.all("image", "");
                    let here = |cell: &&&originscope_e2e::Node| cell.name.ends_with(": here");
                    cells.iter().find(here).map(|cell| (*cell).clone())
                })
                .await?;
            let (x, y) = page.middle_of(&cell).await?;
            page.click_at(x, y).await?;
            page.find("dialog", DRAWER).await?;
            for words in [
                "/api/v1/series/cdn-origin-codes?domain=shop.demo.example&start=",
                "Action=DescribeDomainRealTimeSrcHttpCodeData",
                "DomainName=shop.demo.example",
                "ms to the last byte",
                "HTTP 200, ",
                "miss",
                "Request id, proxy",
                "Request id, vendor",
                "responses, in percent of the slot",
                "calls a minute",
                "\"RealTimeSrcHttpCodeData\": {",
            ] {
                page.see(words).await?;
            }
            let text = page.text().await?.to_lowercase();
            for secret in ["signature=", "accesskey", "authorization", "nonce"] {
                ensure!(!text.contains(secret), "{secret} is shown: {text}");
            }
            page.axe().await?;
            walk(page).await
        })
        .await?;
    }
    Ok(())
}

/// To the next call, to the other source, and out. The first cell of a row is the oldest call.
async fn walk(page: &Page) -> Result<()> {
    let text = page.text().await?;
    let said = text.split("Call ").nth(1).unwrap_or_default();
    let words: Vec<&str> = said.split([' ', ',']).collect();
    let (place, all): (usize, usize) = (words[0].parse()?, words[2].parse()?);
    ensure!(
        place == all && all > 1,
        "not the oldest: Call {place} of {all}"
    );
    page.click("button", "Newer call").await?;
    page.see(&format!("Call {} of {all}", place - 1)).await?;
    let other = "const select = document.querySelector('dialog select');
        select.value = 'live-codes';
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    page.script(other).await?;
    page.see("/v2/{project_id}/stats/httpcodes").await?;
    page.see("play_domains=shop.demo.example").await?;
    page.press("Escape").await?;
    page.wait_for("page without the drawer", |tree| {
        tree.find("dialog", DRAWER).is_none().then_some(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_leads_to_its_call_with_what_the_vendor_said() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("inspect-error-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.open("?src=cdn-origin-codes&d=denied.demo.example&refresh=off")
                .await?;
            page.see("Forbidden.RAM").await?;
            page.click("button", "Inspect").await?;
            page.find("dialog", DRAWER).await?;
            for words in [
                "This key may not read these data.",
                "Yours: the key, its policy or the account",
                "HTTP 502",
                "account_denied",
                "DomainName=denied.demo.example",
            ] {
                page.see(words).await?;
            }
            page.axe().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_answer_is_copied_as_it_came() -> Result<()> {
    let proxy = Proxy::replay()?;
    flow("inspect-copy", proxy, Screen::DESKTOP, async |page| {
        page.open("?src=cdn-origin-codes").await?;
        page.click("button", "More").await?;
        page.click("button", "Inspect").await?;
        page.find("dialog", DRAWER).await?;
        let catch = "window.copied = ''; navigator.clipboard.writeText = async (text) => { window.copied = text; }; return true;";
        page.script(catch).await?;
        let press = "[...document.querySelectorAll('dialog .answer button')][0].click(); return true;";
        page.until("there is an answer", "return !!document.querySelector('dialog .answer button')")
            .await?;
        page.script(press).await?;
        page.until(
            "the answer is copied byte for byte",
            "const list = performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/series/'));
             const request = new XMLHttpRequest();
             request.open('GET', list[0], false);
             request.setRequestHeader('X-Requested-With', 'originscope');
             request.send();
             return request.responseText.length > 100 && window.copied === request.responseText;",
        )
        .await?;
        page.see("Copied").await
    })
    .await
}
