//! From nothing to the first painted chart: the page beside one written by hand with uPlot, over the same answers.

use crate::browser::Browser;
use crate::parts::pointer::ASKED;
use crate::places::{bench, named};
use crate::proxy::Proxy;
use crate::results::{Row, Section, Value, short};
use crate::stats::Stat;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Notes when a chart is painted, pixels and all; both pages say it by `data-painted` on the canvas.
const WATCH: &str = "window.paints = [];
new MutationObserver((changes) => {
  for (const { target } of changes) {
    target.getContext('2d').getImageData(0, 0, 1, 1);
    window.paints.push(performance.now());
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-painted'] });
window.firstPaint = () => {
  const series = performance.getEntriesByType('resource').filter((e) => e.name.includes('/api/v1/series/') && e.responseEnd > 0);
  const first = Math.min(...series.map((e) => e.responseEnd));
  return window.paints.find((at) => at >= first);
};";

/// A network that the browser pretends to have.
struct Network {
    name: &'static str,
    conditions: Option<(f64, f64)>,
    rounds: usize,
}

const NETWORKS: [Network; 2] = [
    Network {
        name: "localhost",
        conditions: None,
        rounds: 7,
    },
    // 10 Mbit/s in bytes a second, 40 ms.
    Network {
        name: "10 Mbit/s, 40 ms",
        conditions: Some((1_250_000.0, 40.0)),
        rounds: 5,
    },
];

/// First and repeated visits on both networks, alternating.
///
/// # Errors
/// A page or the browser failed.
pub(crate) async fn measure() -> Result<Vec<Section>> {
    let ours = Proxy::demo(&named("ORIGINSCOPE_DIST")?)?;
    let folder = peer()?;
    let peer = Proxy::demo(&folder)?;
    let our_page = format!("http://127.0.0.1:{}/{ASKED}", ours.port);
    let answers = answers(&our_page).await?;
    let peer_page = format!("http://127.0.0.1:{}/#{answers}", peer.port);
    let mut rows = Vec::new();
    for network in &NETWORKS {
        let times = visits(network, [&our_page, &peer_page]).await?;
        rows.extend(compared(network, &times)?);
    }
    Ok(vec![Section {
        title: "From the address to the first chart with data".to_owned(),
        about: "The page as built against `peers/uplot`, a page by hand that asks the same calls of a proxy of its own, decodes the same answers and draws the \
three figures. Both are served by `originscope serve`, compressed and cached alike, with the proxy's cache warm. A first visit begins with an empty cache of the browser.".to_owned(),
        rows,
    }])
}

/// Ours and the peer's; of each the first and the repeated visits.
type Times = [[Vec<f64>; 2]; 2];

async fn visits(network: &Network, pages: [&str; 2]) -> Result<Times> {
    let mut times = Times::default();
    for round in 0..=network.rounds {
        for (page, times) in pages.iter().zip(&mut times) {
            // A browser that was never anywhere: caches of compiled code are its own.
            let browser = Browser::start(1).await?;
            browser
                .tell(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({ "source": WATCH }),
                )
                .await?;
            if let Some((throughput, latency)) = network.conditions {
                let conditions = json!({
                    "offline": false, "latency": latency,
                    "downloadThroughput": throughput, "uploadThroughput": throughput,
                });
                browser.tell("Network.enable", json!({})).await?;
                browser
                    .tell("Network.emulateNetworkConditions", conditions)
                    .await?;
            }
            // The browser itself is awake then.
            browser.open("data:text/html,<canvas></canvas>").await?;
            for times in times.iter_mut() {
                browser.open(page).await?;
                browser
                    .until("window.firstPaint && window.firstPaint()")
                    .await?;
                let at = browser.measure("window.firstPaint()", json!({})).await?;
                if round > 0 {
                    times.extend(at.as_f64());
                }
                browser.open("data:text/html,<canvas></canvas>").await?;
            }
            browser.quit().await;
        }
    }
    Ok(times)
}

fn compared(network: &Network, [ours, peer]: &Times) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (visit, name) in ["first", "second"].into_iter().enumerate() {
        let stat = |times: &[Vec<f64>; 2]| {
            times
                .get(visit)
                .and_then(|times| Stat::of(times))
                .context("no times")
        };
        let (ours, peer) = (stat(ours)?, stat(peer)?);
        let values = vec![Value::ms("ours", ours), Value::ms("uPlot page", peer)];
        println!(
            "  {}, {name} visit: {} to {} ms",
            network.name,
            short(ours.median),
            short(peer.median)
        );
        let what = format!("{}, {name} visit", network.name);
        let more = ours.median - peer.median;
        let part = more / peer.median * 100.0;
        let (figure, target, reached) = match (network.conditions, visit) {
            (None, 0) => (format!("{part:+.0} %"), "≤ +25 %", part <= 25.0),
            (None, _) => (format!("{part:+.0} %"), "≤ +20 %", part <= 20.0),
            _ => (format!("{more:+.0} ms"), "≤ +100 ms", more <= 100.0),
        };
        rows.push(Row {
            what,
            figure,
            target: target.to_owned(),
            reached: Some(reached),
            values,
            points: None,
        });
    }
    Ok(rows)
}

/// The calls that our page makes, as the part of an address after its `#`.
async fn answers(page: &str) -> Result<String> {
    let browser = Browser::start(1).await?;
    browser.open(page).await?;
    browser
        .until("document.querySelectorAll('canvas[data-painted]').length >= 3")
        .await?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let said = browser
        .measure(
            "encodeURIComponent(JSON.stringify(performance.getEntriesByType('resource').filter((e) => e.name.includes('/api/v1/series/')).map((e) => e.name.slice(e.name.indexOf('/api/')))))",
            json!({}),
        )
        .await?;
    browser.quit().await;
    let text = said.as_str().context("the page asked nothing")?.to_owned();
    ensure!(text.contains("series"), "the page asked for no series");
    Ok(text)
}

/// Puts the peer's page together, with compressed twins as ours has them.
fn peer() -> Result<PathBuf> {
    let folder =
        std::env::temp_dir().join(format!("originscope-bench-peer-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let (here, npm) = (bench(), named("BENCH_NPM")?);
    let uplot = npm.join("uplot").join("dist");
    let files = [
        (here.join("peers/uplot/index.html"), "index.html"),
        (here.join("peers/uplot/page.js"), "page-000000000001.js"),
        (here.join("web/columns.js"), "columns-000000000001.js"),
        (uplot.join("uPlot.iife.min.js"), "uplot-000000000001.js"),
        (uplot.join("uPlot.min.css"), "uplot-000000000001.css"),
    ];
    for (from, name) in files {
        let to = folder.join(name);
        fs::copy(&from, &to).with_context(|| from.display().to_string())?;
        compress(&to)?;
    }
    Ok(folder)
}

fn compress(file: &Path) -> Result<()> {
    for (tool, arguments) in [
        ("brotli", ["--best", "--keep", "--force"]),
        ("gzip", ["-9", "-k", "-f"]),
    ] {
        let done = Command::new(tool).args(arguments).arg(file).status();
        ensure!(
            done.is_ok_and(|status| status.success()),
            "{tool} is needed, so that the peer is served as ours is"
        );
    }
    Ok(())
}
