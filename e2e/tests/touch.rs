//! A finger on the phone: tap, scrub, scroll, select with two handles, and the bar at the thumb.

use anyhow::{Context, Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};

/// A phone as most are.
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};

async fn open_hour(page: &Page) -> Result<()> {
    page.touch_screen().await?;
    page.open(&format!("?d=shop.demo.example&{}", settled_hour()))
        .await?;
    page.see("all here").await
}

/// The middle of a slot of an hour of minutes.
fn slot(number: u32) -> f64 {
    (f64::from(number) + 0.5) / 60.0
}

/// Waits until the strip reads a minute.
async fn strip_reads(page: &Page, minute: &str) -> Result<()> {
    page.wait_for(&format!("strip at {minute}"), |tree| {
        tree.all("button", minute)
            .into_iter()
            .find(|button| button.name.contains("5xx"))
            .map(drop)
    })
    .await
}

/// Left, top, width and height of the first element that a selector finds.
async fn frame(page: &Page, selector: &str) -> Result<[f64; 4]> {
    let script = format!(
        "const r = document.querySelector({selector:?}).getBoundingClientRect(); return [r.left, r.top, r.width, r.height];"
    );
    let frame = page.script(&script).await?;
    let mut sides = [0.0; 4];
    for (place, side) in sides.iter_mut().enumerate() {
        *side = frame[place].as_f64().context("no frame")?;
    }
    Ok(sides)
}

async fn number(page: &Page, script: &str) -> Result<f64> {
    page.script(script).await?.as_f64().context("no number")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_reads_a_drag_scrubs_and_a_vertical_swipe_scrolls() -> Result<()> {
    for (name, screen) in [("touch-390", PHONE), ("touch-320", Screen::PHONE)] {
        flow(name, Proxy::demo()?, screen, async |page| {
            open_hour(page).await?;
            let errors = page.chart("Errors").await?;
            let (x, y) = errors.place(slot(20), 0.4);
            page.tap(x, y).await?;
            strip_reads(page, ":20").await?;
            let to = errors.place(slot(44), 0.4);
            page.swipe((x, y), to).await?;
            strip_reads(page, ":44").await?;
            let scrolled = number(page, "return window.scrollY").await?;
            let (x, y) = errors.place(slot(30), 0.8);
            page.swipe((x, y), (x, y - 160.0)).await?;
            let further = format!("return window.scrollY > {scrolled} + 40");
            page.until("the page scrolls under a swipe up a chart", &further)
                .await?;
            let tree = page.tree().await?;
            ensure!(
                tree.find("region", "Readout").is_none(),
                "a finger pinned a slot"
            );
            let query = page.query().await?;
            ensure!(query.contains(&settled_hour()), "a finger zoomed: {query}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_handles_select_a_range_to_zoom_to_or_to_leave() -> Result<()> {
    flow("touch-select", Proxy::demo()?, PHONE, async |page| {
        open_hour(page).await?;
        page.click("button", "Select a range").await?;
        page.see("30 min").await?;
        page.click("button", "Cancel").await?;
        page.wait_for("no handles", |tree| {
            tree.find("button", "Zoom to it").is_none().then_some(())
        })
        .await?;
        ensure!(
            page.script("return document.querySelector('.handle')")
                .await?
                .is_null(),
            "the handles stay"
        );

        page.click("button", "Select a range").await?;
        page.find("button", "Zoom to it").await?;
        // The middle half: slots 15 to 44. The finger takes the first handle to slot 30.
        let errors = page.chart("Errors").await?;
        let [left, top, width, height] = frame(page, ".handle.first").await?;
        ensure!(
            width >= 44.0 && height >= 44.0,
            "a handle of {width} x {height}"
        );
        let y = top + height / 2.0;
        page.swipe((left + width / 2.0, y), (errors.place(slot(30), 0.0).0, y))
            .await?;
        page.see("15 min").await?;
        page.click("button", "Zoom to it").await?;
        page.see(":30–").await?;
        let query = page.query().await?;
        ensure!(!query.contains(&settled_hour()), "it did not zoom: {query}");
        page.back().await?;
        page.see("60/60").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bar_at_the_thumb_opens_sheets_that_a_finger_can_use() -> Result<()> {
    for (name, screen) in [("touch-bar-390", PHONE), ("touch-bar-320", Screen::PHONE)] {
        flow(name, Proxy::demo()?, screen, async |page| {
            open_hour(page).await?;
            for (tab, dialog) in [
                ("Range", "Range"),
                ("Compare", "Compare"),
                ("Share", "Share"),
            ] {
                let node = page
                    .wait_for(&format!("tab {tab}"), |tree| {
                        let mut all = tree.all("button", tab).into_iter();
                        all.find(|button| button.name == tab).cloned()
                    })
                    .await?;
                let (x, y) = page.middle_of(&node).await?;
                page.click_at(x, y).await?;
                page.find("dialog", dialog).await?;
                is_a_sheet(page).await?;
                page.press("Escape").await?;
                page.click_at(20.0, 100.0).await?;
                page.wait_for("closed sheet", |tree| {
                    tree.find("dialog", dialog).is_none().then_some(())
                })
                .await?;
            }
            // What the header of a desk holds beside these.
            for menu in ["Sources", "Grain", "Auto refresh"] {
                if menu == "Auto refresh" {
                    // An hour that is over does not grow, and what cannot grow is not refreshed.
                    page.open("?d=shop.demo.example").await?;
                    page.see("all here").await?;
                }
                page.click("button", "More").await?;
                page.find("dialog", "More").await?;
                let node = page
                    .wait_for(menu, |tree| {
                        let mut all = tree.all("button", menu).into_iter();
                        // Followed by what is chosen, where something is.
                        all.find(|button| button.name.starts_with(menu)).cloned()
                    })
                    .await?;
                let (x, y) = page.middle_of(&node).await?;
                page.click_at(x, y).await?;
                page.find("dialog", menu).await?;
                is_a_sheet(page).await?;
                page.click_at(20.0, 100.0).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// The open sheet lies at the foot and its rows and fields fit a finger.
async fn is_a_sheet(page: &Page) -> Result<()> {
    let [left, top, width, height] = frame(page, ".pop").await?;
    let (wide, high) = (
        number(page, "return innerWidth").await?,
        number(page, "return innerHeight").await?,
    );
    ensure!(
        left.abs() < 1.0 && (width - wide).abs() < 1.0 && (top + height - high).abs() < 1.0,
        "the sheet lies at {left} {top}, {width} x {height}, in a window of {wide} x {high}"
    );
    let lowest = number(page, "return Math.min(...[...document.querySelectorAll('.pop .row')].filter((r) => r.offsetHeight).map((r) => r.offsetHeight))").await?;
    ensure!(lowest >= 44.0, "a row is {lowest} high");
    let fields = "return Math.min(16, ...[...document.querySelectorAll('.pop input:not([type=checkbox])')].map((i) => parseFloat(getComputedStyle(i).fontSize)))";
    let letters = number(page, fields).await?;
    ensure!(
        letters >= 16.0,
        "a field of {letters} px makes a phone zoom in"
    );
    Ok(())
}
