//! x
#![allow(clippy::print_stdout)]
use anyhow::Result;
use originscope_e2e::{Proxy, Screen, flow};
async fn look(name: &str, proxy: Proxy, query: &str) -> Result<()> {
    flow(name, proxy, Screen::DESKTOP, async |page| {
        page.open(query).await?;
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
        println!("{}\n-----\n{}\n----{}", page.tree().await?.outline(), page.text().await?, page.query().await?);
        println!("{}", page.script("return [...document.querySelectorAll('canvas')].map(c=>c.outerHTML).join('\\n')").await?.as_str().unwrap_or_default());
        Ok(())
    }).await
}
#[tokio::test(flavor = "multi_thread")]
async fn demo() -> Result<()> { look("probe-demo", Proxy::demo()?, "").await }
#[tokio::test(flavor = "multi_thread")]
async fn replay_codes() -> Result<()> { look("probe-codes", Proxy::replay()?, "?src=cdn-origin-codes").await }
#[tokio::test(flavor = "multi_thread")]
async fn replay_traffic() -> Result<()> { look("probe-traffic", Proxy::replay()?, "?src=cdn-origin-traffic").await }
#[tokio::test(flavor = "multi_thread")]
async fn replay_ws() -> Result<()> { look("probe-ws", Proxy::replay()?, "?src=dcdn-ws-codes").await }
#[tokio::test(flavor = "multi_thread")]
async fn replay_live() -> Result<()> { look("probe-live", Proxy::replay()?, "?src=live-codes").await }
#[tokio::test(flavor = "multi_thread")]
async fn replay_rt() -> Result<()> { look("probe-rt", Proxy::replay()?, "?src=cdn-origin-traffic-rt").await }
