//! What goes wrong: each failure is a sentence with its code, and what is on the page stays.

use anyhow::{Result, ensure};
use originscope_e2e::{Proxy, Screen, flow};

/// A domain of the simulator with a fate of its own, the sentence about it, and the code beside the sentence.
const FATES: [(&str, &str, &str); 8] = [
    (
        "denied",
        "This key may not read these data.",
        "Forbidden.RAM",
    ),
    (
        "notfound",
        "The domain does not exist or belongs to another account.",
        "InvalidDomain.NotFound",
    ),
    (
        "offline",
        "The domain is disabled in the CDN.",
        "InvalidDomain.Offline",
    ),
    (
        "suspended",
        "The CDN service of this account is suspended",
        "OperationDenied",
    ),
    (
        "malformed",
        "The vendor's answer ends too early.",
        "upstream_truncated",
    ),
    (
        "html",
        "A web page came instead of the vendor's data.",
        "upstream_html",
    ),
    (
        "error200",
        "Alibaba's service is not available at the moment.",
        "ServiceUnavailable",
    ),
    (
        "huge",
        "The vendor's answer is larger than 8 MiB.",
        "upstream_too_large",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_fate_of_a_domain_is_a_sentence_with_its_code() -> Result<()> {
    flow("bad-fates", Proxy::demo()?, Screen::DESKTOP, async |page| {
        for (domain, sentence, code) in FATES {
            page.open(&format!("?src=cdn-origin-codes&d={domain}.demo.example"))
                .await?;
            page.see(sentence).await?;
            page.see(code).await?;
            page.see("This says nothing about your origin, good or bad.")
                .await?;
            page.find("button", "Retry").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_throttled_call_says_so_and_is_tried_again() -> Result<()> {
    flow(
        "bad-throttled",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?src=cdn-origin-codes&d=throttled.demo.example")
                .await?;
            page.see("Alibaba is limiting the calls of this account.")
                .await?;
            page.see("Throttling").await?;
            // Each window was asked more than once before the page gave up.
            let script = "const asked = {};
                for (const { name } of performance.getEntriesByType('resource'))
                    if (name.includes('/series/')) asked[name] = (asked[name] || 0) + 1;
                return Object.values(asked);";
            let asked = page.script(script).await?;
            let times = asked.as_array().map(Vec::as_slice).unwrap_or_default();
            let again = times.iter().all(|times| times.as_u64() > Some(1));
            ensure!(again && !times.is_empty(), "not asked again: {asked}");
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_the_page_stays_when_the_next_answer_fails() -> Result<()> {
    flow(
        "bad-old-data-stay",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?src=cdn-origin-codes&d=shop.demo.example")
                .await?;
            page.see("all here").await?;
            let before = page.chart("Composition").await?.picture;
            page.click("button", "Domains").await?;
            page.type_into(
                "Domains, separated by commas or spaces",
                "denied.demo.example",
            )
            .await?;
            page.press("Enter").await?;
            page.see("This key may not read these data.").await?;
            page.see("The charts still show shop.demo.example").await?;
            let after = page.chart("Composition").await?.picture;
            ensure!(before == after, "the failure changed the chart");
            // It is the answer for the domain before, and says so to who cannot see it.
            page.find("image", "Composition, shop.demo.example").await?;
            // Back to what works.
            page.back().await?;
            page.see("all here").await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_words_in_the_address_and_in_fields_are_named() -> Result<()> {
    flow("bad-words", Proxy::demo()?, Screen::DESKTOP, async |page| {
        page.open("?src=no-such-source").await?;
        page.see("There is no source “no-such-source”.").await?;
        page.open("?src=cdn-origin-codes&from=yesterdayish").await?;
        page.see("In the address, from=yesterdayish cannot be read")
            .await?;
        page.see("all here").await?;
        page.click("button", "Domains").await?;
        page.type_into("Domains, separated by commas or spaces", "not a domain!")
            .await?;
        page.press("Enter").await?;
        page.see("“not” is not a domain name.").await?;
        page.press("Escape").await?;
        page.click("button", "Range").await?;
        page.type_into("From", "now").await?;
        page.type_into("To", "now-1h").await?;
        page.press("Enter").await?;
        page.see("The start is not before the end.").await
    })
    .await
}
