//! S12: a reader who changes the range faster than it is answered.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)];
/// Every call is made to the end, given up or not, and the earlier it was made, the later its answer comes, until the page is
/// told that nothing is in its way any more.
const LATE: &str = "
    if (!url.includes('/series/') || window.isCalm) return;
    window.asked = (window.asked ?? 0) + 1;
    const wait = Math.max(0, 3000 - 40 * window.asked);
    const signal = request.signal ?? options?.signal;
    const answer = await fetched(url, { headers: request.headers ?? options?.headers });
    const body = await answer.arrayBuffer();
    await new Promise((done) => setTimeout(done, wait));
    window.given = (window.given ?? 0) + 1;
    window.useless = (window.useless ?? 0) + Number(signal.aborted);
    return new Response(body, { status: answer.status, headers: answer.headers });";
/// Fifty clicks in two seconds.
const HURRY: &str = "
    const button = [...document.querySelectorAll('button')].find((button) => NAME.test(button.getAttribute('aria-label') ?? button.innerText));
    let left = 50;
    const step = () => { button.click(); if (--left) setTimeout(step, 40); else window.hurried = true; };
    step();
    return true;";
/// What the page says of the data: the tiles, the legend and the figures' words.
const SHOWN: &str = "return [...document.querySelectorAll('.tile, .side, .charts')].map((part) => part.innerText).join('\\n')";

async fn shown(page: &Page) -> Result<String> {
    page.see("all here").await?;
    let shown = page.script(SHOWN).await?;
    Ok(shown.as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn s12_fifty_ranges_in_two_seconds_show_the_last_and_no_other() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("hurry-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.answer(LATE).await?;
            let start = format!(
                "?src=cdn-origin-codes&d=shop.demo.example&refresh=off&{}",
                settled_hour()
            );
            page.open(&start).await?;
            let first = shown(page).await?;
            page.script(&HURRY.replace("NAME", "/^Earlier/")).await?;
            page.until("fifty clicks", "return window.hurried").await?;
            page.until(
                "every call has its answer",
                "return window.given === window.asked && window.asked > 10",
            )
            .await?;
            let last = shown(page).await?;
            ensure!(last != first, "the range did not change");
            let useless = page.script("return window.useless").await?;
            ensure!(useless.as_u64() > Some(5), "given up were {useless}");
            // What the last address says to somebody who opens it in peace.
            page.before("window.isCalm = true;").await?;
            page.reload().await?;
            let calm = shown(page).await?;
            ensure!(last == calm, "in a hurry:\n{last}\n--- in peace:\n{calm}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
