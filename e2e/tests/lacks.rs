//! A comparison that failed or that a source no longer keeps: said beside the tiles, never a change against nothing.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};

/// The phone that the design was drawn on.
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};
const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", PHONE)];
/// Every call for the day before is refused until the page is told that it is well again.
const REFUSE: &str = "
    const start = Date.parse(new URL(url, location.href).searchParams.get('start'));
    if (url.includes('/series/') && Date.now() - start > 12 * 3600e3 && !window.isWell)
        return problem(502, 'vendor_broken', 'The vendor broke down.', { side: 'vendor', retry: 'no' });";

const CHANGE: &str = r"return /\d\s*pp/.test(document.querySelector('.tile').innerText)";

/// No tile, no head of the legend and no line of the verdict tells a change.
async fn tells_no_change(page: &Page) -> Result<()> {
    let told = r"return (document.body.innerText.match(/[\d.]+\s*pp|yesterday\s+\d|\bNaN\b|[+−-]\d+\s*%/gi) ?? []).join('; ')";
    let told = page.script(told).await?;
    ensure!(told == "", "a change against nothing: {told}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_that_fails_says_whose_fault_it_is_and_what_to_do() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("lacks-failed-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.answer(REFUSE).await?;
            page.open(&format!(
                "?d=shop.demo.example&cmp=1d&refresh=off&{}",
                settled_hour()
            ))
            .await?;
            for words in [
                "Compare, Day before: not whole",
                "Alibaba CDN, codes",
                "(1 of 1 calls failed) The vendor broke down. vendor_broken",
                "Whose side: The vendor",
                "What to do: Do something about it.",
                "earlier failed",
            ] {
                page.see(words).await?;
            }
            tells_no_change(page).await?;
            page.fits().await?;
            page.axe().await?;
            page.script("window.isWell = true; return true;").await?;
            page.click("button", "Retry").await?;
            page.until("a change is told", CHANGE).await?;
            page.until(
                "nothing is missing any more",
                "return !document.body.innerText.includes('not whole')",
            )
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_that_is_kept_no_more_says_how_long_it_was() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("lacks-far-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.open(&format!(
                "?src=cdn-origin-codes&d=shop.demo.example&cmp=1w&refresh=off&{}",
                settled_hour()
            ))
            .await?;
            for words in [
                "Compare, Week before: not whole",
                "Alibaba CDN keeps 7 d: of the compared period nothing is left",
                "Compare with a nearer period",
            ] {
                page.see(words).await?;
            }
            tells_no_change(page).await?;
            page.fits().await?;
            page.axe().await?;
            page.click("button", "Other period").await?;
            page.click("button", "Day before").await?;
            page.until("a change is told", CHANGE).await?;
            let text = page.text().await?;
            ensure!(!text.contains("not whole"), "still missing: {text}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_compared_periods_calls_are_looked_into() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("lacks-inspect-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.answer(REFUSE).await?;
            page.open(&format!(
                "?src=cdn-origin-codes&d=shop.demo.example&cmp=1d&refresh=off&{}",
                settled_hour()
            ))
            .await?;
            page.see("vendor_broken").await?;
            let press = "[...document.querySelectorAll('.lacks button')].find((button) => button.innerText === 'Inspect').click(); return true;";
            page.script(press).await?;
            page.find("dialog", "What was asked and answered").await?;
            for words in [
                "Call 1 of 1, newest first, compared period",
                "The vendor broke down.",
                "HTTP 502",
            ] {
                page.see(words).await?;
            }
            // The same source, once for each period, by name.
            let names = "return [...document.querySelectorAll('dialog option')].map((option) => option.innerText.trim()).join('; ')";
            let names = page.script(names).await?;
            let names = names.as_str().unwrap_or_default();
            ensure!(
                names == "Alibaba CDN, codes; Alibaba CDN, codes, compared period",
                "the choice is {names}"
            );
            page.axe().await?;
            let other = "const select = document.querySelector('dialog select');
                select.value = 'cdn-origin-codes';
                select.dispatchEvent(new Event('change', { bubbles: true }));
                return true;";
            page.script(other).await?;
            page.see("HTTP 200").await?;
            let text = page.text().await?;
            ensure!(!text.contains("newest first, compared"), "{text}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
