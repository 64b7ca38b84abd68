//! Saved answers opened on the page, with no proxy running.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

/// A page that no proxy answers, ready for files.
async fn alone(page: &Page) -> Result<()> {
    page.open("").await?;
    page.find("button", "Open files").await?;
    Ok(())
}

/// The page's text with plain blanks.
async fn text(page: &Page) -> Result<String> {
    Ok(page.text().await?.replace(['\u{202f}', '\u{a0}'], " "))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_of_the_vendors_is_shown_without_a_proxy() -> Result<()> {
    // Numbers that a person reads in the samples; `expected.csv` beside each of them.
    const SAMPLES: [(&str, &str, &[&str]); 7] = [
        (
            "cdn-origin-codes/sample.json",
            "2/2 due slots",
            &["28.4", "500"],
        ),
        (
            "cdn-origin-traffic/sample.json",
            "13/13 due slots",
            &["4.24 kB in 65 min"],
        ),
        (
            "cdn-origin-traffic/sample.xml",
            "13/13 due slots",
            &["4.24 kB in 65 min"],
        ),
        (
            "cdn-origin-traffic-rt/sample.json",
            "2/2 due slots",
            &["0 bps"],
        ),
        ("dcdn-ws-codes/sample.json", "3/3 due slots", &["504"]),
        ("dcdn-ws-codes/sample.xml", "3/3 due slots", &["504"]),
        ("live-codes/sample.json", "2/2 due slots", &["46.4"]),
    ];
    for (file, slots, numbers) in SAMPLES {
        let name = format!("file-{}", file.replace(['/', '.'], "-"));
        flow(&name, Proxy::none()?, Screen::DESKTOP, async |page| {
            alone(page).await?;
            page.drop_file(file).await?;
            page.see(slots).await?;
            let said = text(page).await?;
            for number in numbers {
                ensure!(said.contains(number), "{file}: no {number:?} in\n{said}");
            }
            ensure!(
                !said.contains("Proxy unreachable"),
                "the missing proxy covers the file"
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_nothing_of_ours_is_named_and_what_was_shown_stays() -> Result<()> {
    flow(
        "file-refused",
        Proxy::none()?,
        Screen::DESKTOP,
        async |page| {
            alone(page).await?;
            page.open_files(&["cdn-origin-codes/sample.json"]).await?;
            page.see("2/2 due slots").await?;
            page.open_files(&["cdn-origin-codes/expected.csv", "live-codes/error.json"])
                .await?;
            page.see("expected.csv").await?;
            page.see("LIVE.100011001").await?;
            page.see("2/2 due slots").await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_files_are_shown_together_and_the_way_back_is_live() -> Result<()> {
    flow(
        "file-and-back",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?d=shop.demo.example").await?;
            page.see("55/55 due slots").await?;
            page.open_files(&["cdn-origin-traffic/sample.json"]).await?;
            page.see("13/13 due slots").await?;
            page.click("button", "Back to live").await?;
            page.see("55/55 due slots").await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn d27_a_host_that_answers_everything_with_the_page_is_not_a_proxy() -> Result<()> {
    flow(
        "file-fallback",
        Proxy::fallback()?,
        Screen::DESKTOP,
        async |page| {
            page.open("").await?;
            page.see("What answered is not an Originscope proxy.").await
        },
    )
    .await
}

/// The phone that the design was drawn on.
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_opens_files_and_takes_what_is_dropped() -> Result<()> {
    flow("file-phone", Proxy::none()?, PHONE, async |page| {
        page.touch_screen().await?;
        page.open("").await?;
        let button = page.find("button", "Open files").await?;
        let (x, y) = page.middle_of(&button).await?;
        // The system's choice of files is not the page's: that it is opened, and what comes of it.
        let watch = "window.opened = 0;
            HTMLInputElement.prototype.click = function () { window.opened += this.type === 'file' && this.multiple ? 1 : 0; };
            return true;";
        page.script(watch).await?;
        page.tap(x, y).await?;
        page.until("the choice of files is opened", "return window.opened === 1")
            .await?;
        page.open_files(&["cdn-origin-codes/sample.json"]).await?;
        page.see("sample.json: Alibaba CDN, codes").await?;
        page.see("complete to 05:41 UTC • 2/2").await?;
        page.fits().await?;
        page.axe().await?;
        page.drop_file("live-codes/sample.json").await?;
        page.see("live-codes-sample.json: Huawei Live, codes").await?;
        page.see("46.4").await?;
        page.fits().await?;
        // What is nothing of ours is named, and what was shown stays.
        page.drop_file("live-codes/ORIGIN.md").await?;
        page.see("ORIGIN.md").await?;
        page.see("live-codes-sample.json: Huawei Live, codes").await?;
        page.axe().await
    })
    .await
}
