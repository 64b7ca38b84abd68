//! Each failure told apart: the proxy gone, the proxy refusing, the vendor refusing, an answer that cannot be read. What is
//! on the page stays there.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)];
/// Nothing is asked again but by the steps.
const SHOP: &str = "?src=cdn-origin-codes&d=shop.demo.example&refresh=off";

/// Runs the steps on a desk and on a phone.
async fn on_both(name: &str, steps: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    for (screen_name, screen) in SCREENS {
        let name = format!("failures-{name}-{screen_name}");
        flow(&name, Proxy::demo()?, screen, &steps).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn s09_a_proxy_that_stops_in_mid_use_is_named_and_the_picture_stays() -> Result<()> {
    on_both("stopped", async |page| {
        page.open(SHOP).await?;
        page.see("all here").await?;
        page.stop_proxy();
        page.click("button", "Domains").await?;
        page.type_into(
            "Domains, separated by commas or spaces",
            "burst.demo.example",
        )
        .await?;
        page.press("Enter").await?;
        for words in [
            "The proxy cannot be reached.",
            "Start it with `originscope serve`",
            "Cannot tell",
            "The charts still show shop.demo.example",
        ] {
            page.see(words).await?;
        }
        page.find("image", "Composition, shop.demo.example").await?;
        page.axe().await?;
        // The same for the same question, asked again.
        page.back().await?;
        page.click("button", "Refresh").await?;
        page.see("proxy_unreachable").await?;
        page.find("image", "Composition, shop.demo.example").await?;
        // A second window may still be asked about. Early in an hour the failed one is all but empty: the verdict stands on nine in ten
        // of the due slots (`coverage_percent`), and says how many came.
        page.until(
            "the verdict no longer calls it fine without its slots",
            "const said = document.querySelector('.verdict').innerText;
            const [came, due] = said.match(/(\\d+)\\/(\\d+)/).slice(1).map(Number);
            return !said.includes('Origin fine') || came / due >= 0.9",
        )
        .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn s09_a_proxy_that_refuses_leads_to_its_sign_in() -> Result<()> {
    on_both("refused", async |page| {
        let refuse = "if (url.includes(window.refused ?? '/sources'))
            return problem(401, 'unauthenticated', 'The proxy does not know who is asking.', { side: 'you', retry: 'after-change' });";
        page.answer(refuse).await?;
        page.open(SHOP).await?;
        page.see("The proxy does not know who is asking.").await?;
        page.find("link", "Sign in").await?;
        page.see("This says nothing about your origin, good or bad.")
            .await?;
        page.axe().await?;
        // A session that ends while the page is open.
        page.script("window.refused = '/nothing'; return true;")
            .await?;
        page.click("button", "Retry").await?;
        page.see("all here").await?;
        page.script("window.refused = '/series/'; return true;")
            .await?;
        page.click("button", "Refresh").await?;
        page.see("unauthenticated").await?;
        page.find("link", "Sign in").await?;
        page.find("image", "Composition, shop.demo.example").await?;
        page.axe().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_refuses_is_told_with_its_code_and_what_to_do() -> Result<()> {
    on_both("vendor", async |page| {
        let slow = "if (window.isSlow && url.includes('/series/')) await new Promise((done) => setTimeout(done, 6000));";
        page.answer(slow).await?;
        page.open("?src=cdn-origin-codes&d=suspended.demo.example&refresh=off")
            .await?;
        for words in [
            "The CDN service of this account is suspended",
            "OperationDenied",
            "Yours: the key, its policy or the account",
            "What to do",
            "Retry helps",
            "RequestId ",
            "This says nothing about your origin, good or bad.",
        ] {
            page.see(words).await?;
        }
        page.find("button", "Copy").await?;
        page.find("button", "Inspect").await?;
        page.axe().await?;
        // What is known stays said while the same is asked again.
        page.script("window.isSlow = true; return true;").await?;
        page.click("button", "Retry").await?;
        page.find("button", "Asking…").await?;
        page.find("button", "Cancel").await?;
        let text = page.text().await?;
        ensure!(text.contains("OperationDenied"), "it forgot why: {text}");
        page.find("button", "Retry").await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_cannot_be_read_is_told_with_the_place_in_it() -> Result<()> {
    on_both("unreadable", async |page| {
        page.answer(
            "if (url.includes('/series/')) {
                const answer = await (await real()).json();
                answer.RealTimeSrcHttpCodeData.UsageData[3].Value = 7;
                return json(answer);
            }",
        )
        .await?;
        // An hour that is over: the window of the present one may have no fourth slot yet.
        page.open(&format!("{SHOP}&{}", settled_hour())).await?;
        page.see("answer_shape").await?;
        page.see("RealTimeSrcHttpCodeData.UsageData[3].Value")
            .await?;
        page.see("This page's").await?;
        page.axe().await?;
        // The path is one long word, and still nothing hangs out of the page.
        page.until(
            "nothing scrolls sideways",
            "return document.documentElement.scrollWidth <= innerWidth;",
        )
        .await?;
        page.click("button", "Inspect").await?;
        page.see("Place in the answer").await?;
        page.see("HTTP 200, ").await?;
        page.axe().await
    })
    .await
}

/// What heads each card, as it is seen.
const CARDS: &str = "return [...document.querySelectorAll('.stage .card')].map((card) => card.innerText.split('\\n')[0].trim()).join('; ')";

#[tokio::test(flavor = "multi_thread")]
async fn sources_that_fail_in_two_ways_have_a_card_each() -> Result<()> {
    on_both("cards", async |page| {
        page.open("?src=cdn-origin-codes,live-codes&d=denied.demo.example&refresh=off")
            .await?;
        for words in [
            "Forbidden.RAM",
            "This key may not read these data.",
            "This identity may not call this API.",
        ] {
            page.see(words).await?;
        }
        let cards = page.script(CARDS).await?;
        ensure!(
            cards == "Alibaba CDN, codes; Huawei Live, codes",
            "the cards are {cards}"
        );
        page.fits().await?;
        page.axe().await?;
        // Each leads to its own call.
        let last = "[...document.querySelectorAll('.stage button')].filter((button) => button.innerText === 'Inspect').pop().click(); return true;";
        page.script(last).await?;
        page.see("/v2/{project_id}/stats/httpcodes").await?;
        // What hits both alike is one card.
        page.open("?src=cdn-origin-codes,cdn-origin-traffic-rt&d=denied.demo.example&refresh=off")
            .await?;
        page.see("Forbidden.RAM").await?;
        page.until(
            "there is one card",
            "return document.querySelectorAll('.stage .card').length === 1",
        )
        .await
    })
    .await
}
