//! O20: a page and a proxy of different versions, from the start and after the proxy was replaced under an open page.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)];
/// The proxy says that it is of this version, from when `window.replaced` is set.
const REPLACED: &str = "
    if (!url.endsWith('/sources') || !window.replaced) return;
    return json({ ...await (await real()).json(), version: '9.8.7' });";
const SAID: &str = "and the proxy of 9.8.7: something may be missing or wrong. Reload the page.";

async fn says_nothing(page: &Page) -> Result<()> {
    page.see("all here").await?;
    let text = page.text().await?;
    ensure!(!text.contains("and the proxy of"), "{text}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn o20_a_proxy_of_another_version_is_said_with_what_to_do() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("other-version-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.answer(REPLACED).await?;
            page.open("?d=shop.demo.example").await?;
            says_nothing(page).await?;
            page.before("window.replaced = true;").await?;
            page.open("?d=shop.demo.example&lang=zh").await?;
            page.see("代理版本为 9.8.7").await?;
            page.open("?d=shop.demo.example").await?;
            page.see(SAID).await?;
            page.fits().await?;
            page.axe().await?;
            page.click("button", "More").await?;
            page.click("button", "Proxy").await?;
            let told = format!(
                "return document.querySelector('dialog[open]').innerText.includes({SAID:?})"
            );
            page.until("the panel says it too", &told).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn o20_a_page_that_stays_open_hears_of_a_new_proxy() -> Result<()> {
    flow(
        "other-version-open",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.answer(REPLACED).await?;
            page.open("?d=shop.demo.example").await?;
            says_nothing(page).await?;
            page.script("window.replaced = true; return true;").await?;
            // Asked again at once it is still taken for what it was.
            page.click("button", "Refresh").await?;
            says_nothing(page).await?;
            let later = "const now = Date.now; Date.now = () => now() + 11 * 60e3; return true;";
            page.script(later).await?;
            page.click("button", "Refresh").await?;
            page.see(SAID).await
        },
    )
    .await
}
