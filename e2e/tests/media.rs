//! What the reader's device and browser ask for: dark, forced colours, still pictures, large text, a narrow screen, a language.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

async fn never_scrolls_sideways(page: &Page, width: u32) -> Result<()> {
    let wide = page
        .script("return document.documentElement.scrollWidth")
        .await?;
    ensure!(
        wide.as_u64().is_some_and(|wide| wide <= u64::from(width)),
        "the page is {wide} wide on a screen of {width}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn forced_colours_and_little_motion_leave_everything_there() -> Result<()> {
    for (name, screen) in [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)] {
        flow(
            &format!("media-forced-{name}"),
            Proxy::demo()?,
            screen,
            async |page| {
                page.emulate(&[
                    ("forced-colors", "active"),
                    ("prefers-reduced-motion", "reduce"),
                ])
                .await?;
                page.open("").await?;
                page.see("all here").await?;
                page.chart("Errors").await?;
                never_scrolls_sideways(page, screen.width).await?;
                page.axe().await
            },
        )
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn twice_the_size_fits() -> Result<()> {
    // What a window of 1280 by 1024 has left at 200 %.
    let zoomed = Screen {
        width: 640,
        height: 512,
        ratio: 2.0,
    };
    flow("media-zoom", Proxy::demo()?, zoomed, async |page| {
        page.open("").await?;
        page.see("all here").await?;
        never_scrolls_sideways(page, zoomed.width).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_system_turns_dark_and_the_browser_speaks_chinese() -> Result<()> {
    flow(
        "media-wishes",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            const GROUND: &str =
                "return getComputedStyle(document.documentElement).backgroundColor";
            page.emulate(&[("prefers-color-scheme", "light")]).await?;
            page.prefer(&["zh-Hans-CN", "en"]).await?;
            page.open("").await?;
            page.see("全部已到").await?;
            let light = page.script(GROUND).await?;
            page.emulate(&[("prefers-color-scheme", "dark")]).await?;
            ensure!(
                light != page.script(GROUND).await?,
                "dark is as light: {light}"
            );
            // A choice in the address comes before what the browser wishes.
            page.open("?lang=en&theme=light").await?;
            page.see("all here").await?;
            ensure!(
                light == page.script(GROUND).await?,
                "the light theme was not kept"
            );
            Ok(())
        },
    )
    .await
}
