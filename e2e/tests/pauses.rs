//! What keeps the page from asking again by itself: each pause is said, and nothing is asked while it lasts.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", PHONE)];
/// The phone that the design was drawn on.
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};
/// The page asks again after a minute or more. Such timers are kept here and go off when a test says so.
const TIMERS: &str = "
    window.later = new Map();
    const set = window.setTimeout.bind(window), clear = window.clearTimeout.bind(window);
    let id = 1e6;
    window.setTimeout = (run, wait, ...rest) => {
        if (!(wait > 5000)) return set(run, wait, ...rest);
        window.later.set(++id, [run, wait]);
        return id;
    };
    window.clearTimeout = (which) => { if (!window.later.delete(which)) clear(which); };
    window.goOff = () => { const all = [...window.later.values()]; window.later.clear(); all.forEach(([run]) => run()); };";
const COUNT: &str = "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('/series/')).length";

async fn calls(page: &Page) -> Result<u64> {
    Ok(page.script(COUNT).await?.as_u64().unwrap_or_default())
}

/// The refresh is due, and comes when its time does.
async fn asks(page: &Page) -> Result<()> {
    page.until("a refresh is due", "return window.later.size === 1")
        .await?;
    let before = calls(page).await?;
    page.script("window.goOff(); return true;").await?;
    let more = format!("{} > {before}", COUNT.replace("return ", "return ("));
    page.until("the page asks again", &more.replace(".length", ".length)"))
        .await?;
    page.see("all here").await
}

/// Nothing is due any more.
async fn rests(page: &Page) -> Result<()> {
    page.until("nothing is due", "return window.later.size === 0")
        .await
}

/// What a reader of the screen hears of the refresh, and what is seen beside the coverage.
async fn says(page: &Page, is_phone: bool, reason: &str) -> Result<()> {
    let heard = format!(
        "return [...document.querySelectorAll('header button .vh')].some((word) => word.textContent.includes({reason:?}))"
    );
    page.until(&format!("the button says {reason:?}"), &heard)
        .await?;
    if !is_phone || !reason.contains("look") {
        page.see("• paused").await?;
    }
    Ok(())
}

async fn start(page: &Page) -> Result<()> {
    page.before(TIMERS).await?;
    page.open("?d=shop.demo.example&src=cdn-origin-codes")
        .await?;
    page.see("all here").await?;
    asks(page).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_tab_and_a_lost_network_pause_it() -> Result<()> {
    for (name, screen) in SCREENS {
        let flow_name = format!("pauses-hidden-{name}");
        let is_phone = name == "phone";
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            start(page).await?;
            let hide = |hidden: bool| {
                format!("Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }});
                    document.dispatchEvent(new Event('visibilitychange', {{ bubbles: true }})); return true;")
            };
            page.script(&hide(true)).await?;
            rests(page).await?;
            says(page, is_phone, "paused while the tab is hidden").await?;
            page.script(&hide(false)).await?;
            asks(page).await?;
            page.script("window.dispatchEvent(new Event('offline')); return true;")
                .await?;
            rests(page).await?;
            says(page, is_phone, "paused while offline").await?;
            page.script("window.dispatchEvent(new Event('online')); return true;")
                .await?;
            asks(page).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn p_holds_it_and_an_open_menu_pauses_it() -> Result<()> {
    for (name, screen) in SCREENS {
        let flow_name = format!("pauses-held-{name}");
        let is_phone = name == "phone";
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            start(page).await?;
            page.press("p").await?;
            rests(page).await?;
            page.see("Auto refresh is on hold").await?;
            says(page, is_phone, "paused by you").await?;
            page.press("p").await?;
            page.see("Auto refresh goes on").await?;
            asks(page).await?;
            page.press("/").await?;
            page.find("textbox", "Domains, separated by commas or spaces")
                .await?;
            says(page, is_phone, "paused while you look").await?;
            page.press("Escape").await?;
            asks(page).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_stays_where_it_is_and_its_verdict_fresh() -> Result<()> {
    for (name, screen) in SCREENS {
        let flow_name = format!("pauses-pinned-{name}");
        let is_phone = name == "phone";
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            start(page).await?;
            let chart = page.chart("Errors").await?;
            let (x, y) = chart.place(0.3, 0.5);
            page.point_at(x, y).await?;
            says(page, is_phone, "paused while you look").await?;
            page.click_at(x, y).await?;
            page.until(
                "a slot is pinned",
                "return location.search.includes('pin=')",
            )
            .await?;
            let pin = page.query().await?;
            page.point_at(2.0, 2.0).await?;
            says(page, is_phone, "paused while you look").await?;
            // A pin may stay for hours: later than else, but before the verdict grows old, it is asked all the same, and the
            // pin stays.
            asks(page).await?;
            ensure!(page.query().await? == pin, "the pin moved");
            says(page, is_phone, "paused while you look").await?;
            page.press("Escape").await?;
            page.until(
                "nothing is pinned",
                "return !location.search.includes('pin=')",
            )
            .await?;
            // A range that is being drawn must not move at all.
            page.tab_to("image", "Errors").await?;
            page.press("ArrowLeft").await?;
            page.press("[").await?;
            rests(page).await?;
            page.press("Escape").await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_grow_is_not_refreshed_and_p_says_so() -> Result<()> {
    for (name, screen) in SCREENS {
        let flow_name = format!("pauses-fixed-{name}");
        flow(&flow_name, Proxy::demo()?, screen, async |page| {
            page.before(TIMERS).await?;
            page.open(&format!("?d=shop.demo.example&{}", settled_hour()))
                .await?;
            page.see("all here").await?;
            rests(page).await?;
            page.find("button", "Go live").await?;
            page.press("p").await?;
            page.see("A fixed range is not refreshed").await?;
            let text = page.text().await?;
            ensure!(
                !text.contains("on hold"),
                "there is nothing to hold: {text}"
            );
            page.open("?d=shop.demo.example&refresh=off").await?;
            page.see("all here").await?;
            rests(page).await?;
            page.press("p").await?;
            page.see("Auto refresh is off").await?;
            page.open_files(&["cdn-origin-codes/sample.json"]).await?;
            page.see("Back to live").await?;
            page.press("p").await?;
            page.see("What was saved is not refreshed").await
        })
        .await?;
    }
    Ok(())
}
