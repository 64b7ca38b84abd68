//! The page's states: own thresholds, first run, loading, failures told apart, the proxy, what was asked.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", PHONE)];
/// The phone that the design was drawn on.
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};

#[tokio::test(flavor = "multi_thread")]
async fn own_thresholds_are_judged_by_at_once_and_kept() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("states-lines-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            // A few percent of 5xx in some slots of every hour.
            page.open("?src=cdn-origin-codes&d=burst.demo.example&from=now-6h")
                .await?;
            page.see("all here").await?;
            let before = page.chart("Errors").await?.picture;
            edit_thresholds(page).await?;
            page.type_into("Failing from, 5xx share", "0.5").await?;
            page.see("Write more than the degraded line, at most 100.")
                .await?;
            page.type_into("Failing from, 5xx share", "a lot").await?;
            page.see("“a lot” is not a number.").await?;
            page.type_into("Failing from, 5xx share", "2.5").await?;
            page.see("5xx at or over 2.5 %").await?;
            page.see("own thresholds").await?;
            let after = page.chart("Errors").await?.picture;
            ensure!(before != after, "the line in the chart stayed where it was");
            page.reload().await?;
            page.see("all here").await?;
            page.see("own thresholds").await?;
            edit_thresholds(page).await?;
            page.find_value("Failing from, 5xx share", "2.5").await?;
            page.click("button", "Reset to defaults").await?;
            page.see("5xx at or over 5 %").await?;
            let text = page.text().await?;
            ensure!(!text.contains("own thresholds"), "still own: {text}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn edit_thresholds(page: &Page) -> Result<()> {
    page.click("button", "Rules of the verdict").await?;
    page.click("button", "Edit thresholds").await
}
