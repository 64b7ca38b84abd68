//! A pointer over the page's figures.

use crate::browser::Browser;
use crate::places::named;
use crate::proxy::Proxy;
use crate::results::{Row, Section, Value};
use crate::stats::Stat;
use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};

/// The longest range of minutes that the demo's sources give.
pub(crate) const ASKED: &str = "?d=shop.demo.example&from=now-24h&to=now&refresh=off";
const MOVES: u32 = 200;
const ROUNDS: usize = 5;

/// Moves a pointer over the page, a move a frame, and counts what that costs.
const MOVE: &str = "(async () => {
  const plot = document.querySelector('.plot');
  const box = plot.getBoundingClientRect();
  const target = plot.querySelector('canvas');
  const told = new Set();
  for (let move = 0; move < of.moves; move += 1) {
    await new Promise(requestAnimationFrame);
    told.add(document.querySelector('.float .top')?.textContent);
    if (!of.still) {
      const clientX = box.left + 60 + ((move * 37) % Math.max(1, box.width - 90));
      const clientY = box.top + box.height / 2;
      target.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, cancelable: true, pointerType: 'mouse', isPrimary: true, clientX, clientY }));
    }
  }
  await new Promise(requestAnimationFrame);
  return [window.canvasCalls ?? 0, told.size];
})()";

/// Counts every call that draws.
const COUNT: &str = "(() => {
  window.canvasCalls = 0;
  const drawn = CanvasRenderingContext2D.prototype;
  for (const name of ['fillRect', 'clearRect', 'fill', 'stroke', 'fillText', 'strokeText', 'drawImage', 'putImageData', 'beginPath', 'lineTo', 'rect']) {
    const real = drawn[name];
    drawn[name] = function (...all) { window.canvasCalls += 1; return real.apply(this, all); };
  }
})()";

/// Seconds that the browser spent so far.
struct Spent {
    script: f64,
    style: f64,
}

/// What a round cost, how often it drew, and how many slots the readout told of.
struct Moved {
    spent: Spent,
    calls: f64,
    told: f64,
}

async fn spent(browser: &Browser) -> Result<Spent> {
    let said = browser.tell("Performance.getMetrics", json!({})).await?;
    let of = |name: &str| {
        let all = said["metrics"].as_array().into_iter().flatten();
        let found = all
            .filter(|metric| metric["name"] == name)
            .find_map(|metric| metric["value"].as_f64());
        found.with_context(|| format!("no {name}"))
    };
    Ok(Spent {
        script: of("ScriptDuration")?,
        style: of("LayoutDuration")? + of("RecalcStyleDuration")?,
    })
}

/// Script, style and layout a move, beyond what a still pointer costs.
///
/// # Errors
/// The page or the browser failed.
pub(crate) async fn measure() -> Result<Vec<Section>> {
    let proxy = Proxy::demo(&named("ORIGINSCOPE_DIST")?)?;
    let browser = Browser::start(1).await?;
    browser
        .open(&format!("http://127.0.0.1:{}/{ASKED}", proxy.port))
        .await?;
    browser
        .until("document.querySelectorAll('canvas[data-painted]').length >= 3")
        .await?;
    // What arrives meanwhile would be counted as the pointer's, or taken off as a still one's.
    browser
        .until("document.body.innerText.includes('all here')")
        .await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    browser.tell("Performance.enable", json!({})).await?;
    browser.measure(COUNT, json!({})).await?;
    let (mut script, mut style, mut calls) = (Vec::new(), Vec::new(), 0.0);
    for _ in 0..ROUNDS {
        let still = one(&browser, true).await?;
        browser
            .measure("{ window.canvasCalls = 0 }", json!({}))
            .await?;
        let moved = one(&browser, false).await?;
        ensure!(moved.told > 50.0, "the pointer moved nothing on the page");
        script.push((moved.spent.script - still.spent.script).max(0.0) * 1000.0 / f64::from(MOVES));
        style.push((moved.spent.style - still.spent.style).max(0.0) * 1000.0 / f64::from(MOVES));
        calls += moved.calls;
    }
    browser.quit().await;
    let stat = |times: &[f64]| Stat::of(times).context("nothing was measured");
    Ok(vec![Section {
        title: "A move of the pointer".to_owned(),
        about: format!(
            "The page as built over the demo's minutes of a day, all sources, {MOVES} moves a round, one a frame, {ROUNDS} rounds; from each the \
same number of frames with a still pointer is taken off. Times are the browser's own (`Performance.getMetrics`)."
        ),
        rows: vec![
            Row::at_most(
                "script a move",
                Some(0.5),
                Value::ms("ours", stat(&script)?),
            ),
            Row::at_most(
                "style and layout a move",
                Some(0.5),
                Value::ms("ours", stat(&style)?),
            ),
            Row::at_most(
                "calls to a canvas, all moves",
                Some(0.0),
                Value::new("ours", "calls", Stat::one(calls)),
            ),
        ],
    }])
}

async fn one(browser: &Browser, still: bool) -> Result<Moved> {
    let before = spent(browser).await?;
    let said: Json = browser
        .measure(
            &format!("{{ return await {MOVE} }}"),
            json!({ "moves": MOVES, "still": still }),
        )
        .await?;
    let after = spent(browser).await?;
    let spent = Spent {
        script: after.script - before.script,
        style: after.style - before.style,
    };
    Ok(Moved {
        spent,
        calls: said[0].as_f64().unwrap_or(0.0),
        told: said[1].as_f64().unwrap_or(0.0),
    })
}
