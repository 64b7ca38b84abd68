//! Nothing on the page bars people: axe-core looks at every state, with every menu and sheet opened, on a desk and on a phone.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

/// States by their address, and the words by which each is known to have come.
const STATES: [(&str, &str); 13] = [
    ("", "all here"),
    ("?theme=dark", "all here"),
    ("?lang=zh", "全部已到"),
    ("?lang=zh&theme=dark", "全部已到"),
    ("?src=dcdn-ws-codes,live-codes&from=now-6h", "all here"),
    (
        "?src=cdn-origin-codes&d=burst.demo.example&from=now-6h",
        "all here",
    ),
    ("?d=gap.demo.example&theme=dark", "all here"),
    ("?d=quiet.demo.example", "all here"),
    ("?d=slow.demo.example", "Reading"),
    (
        "?src=cdn-origin-codes&d=denied.demo.example",
        "Forbidden.RAM",
    ),
    (
        "?src=cdn-origin-codes&d=denied.demo.example&theme=dark",
        "Forbidden.RAM",
    ),
    ("?src=no-such-source", "There is no source"),
    (
        "?src=cdn-origin-codes&from=yesterdayish&tz=Nowhere/Else",
        "yesterdayish",
    ),
];

/// What axe found wrong, state by state.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    async fn look(&mut self, page: &Page, state: &str) {
        if let Err(broken) = page.axe().await {
            self.0.push(format!("{state}: {broken:#}"));
        }
    }

    fn none(self) -> Result<()> {
        ensure!(self.0.is_empty(), "{}", self.0.join("\n"));
        Ok(())
    }
}

async fn every_state(page: &Page) -> Result<()> {
    let mut found = Found::default();
    for (query, words) in STATES {
        page.open(query).await?;
        page.see(words).await?;
        found.look(page, query).await;
    }
    found.none()
}

/// Opens each thing that can be opened, one at a time, on a page that was just loaded.
async fn every_menu(page: &Page, query: &str, words: &str, is_phone: bool) -> Result<()> {
    let mut found = Found::default();
    page.open(query).await?;
    page.see(words).await?;
    let tree = page.tree().await?;
    let in_header = tree.all("button", "").into_iter().filter(|node| node.opens);
    let in_tabs = tree.within("navigation", "button");
    let tabs = in_tabs.into_iter().filter(|_| is_phone);
    // Without the time or the number that some names end with: it may be another after a reload.
    let label = |name: &str| {
        name.split(|c: char| c.is_ascii_digit())
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let mut names: Vec<String> = in_header
        .chain(tabs)
        .map(|node| label(&node.name))
        .collect();
    names.sort();
    names.dedup();
    ensure!(names.len() >= 4, "hardly anything opens: {names:?}");
    let mut opened = 0;
    for name in &names {
        page.open(query).await?;
        page.see(words).await?;
        page.click("button", name).await?;
        opened += page.tree().await?.all("dialog", "").len();
        found
            .look(page, &format!("{query} with {name:?} open"))
            .await;
    }
    ensure!(
        opened + 2 >= names.len(),
        "of {names:?} only {opened} opened"
    );
    found.none()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_on_a_desk() -> Result<()> {
    flow("axe-desktop", Proxy::demo()?, Screen::DESKTOP, every_state).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_on_a_phone() -> Result<()> {
    flow("axe-phone", Proxy::demo()?, Screen::PHONE, every_state).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_menu_on_a_desk() -> Result<()> {
    flow(
        "axe-menus-desktop",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            every_menu(page, "", "all here", false).await?;
            every_menu(page, "?lang=zh&theme=dark", "全部已到", false).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_menu_on_a_phone() -> Result<()> {
    flow(
        "axe-menus-phone",
        Proxy::demo()?,
        Screen::PHONE,
        async |page| every_menu(page, "", "all here", true).await,
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_a_missing_proxy() -> Result<()> {
    for (name, screen) in [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)] {
        flow(
            &format!("axe-files-{name}"),
            Proxy::none()?,
            screen,
            async |page| {
                let mut found = Found::default();
                page.open("").await?;
                page.find("button", "Open files").await?;
                found.look(page, "without a proxy").await;
                page.open_files(&["cdn-origin-codes/sample.json"]).await?;
                page.see("2/2 due slots").await?;
                found.look(page, "a file").await;
                page.open_files(&["live-codes/error.json"]).await?;
                page.see("LIVE.100011001").await?;
                found.look(page, "a file that is an error").await;
                found.none()
            },
        )
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_that_is_pinned() -> Result<()> {
    for (name, screen) in [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)] {
        flow(
            &format!("axe-pinned-{name}"),
            Proxy::demo()?,
            screen,
            async |page| {
                page.open("?src=cdn-origin-codes&from=now-3h").await?;
                page.see("all here").await?;
                page.click_chart("Composition", 0.5, 0.5).await?;
                // Where the click scrolled to, a bar that sticks may cover half a button; scrolling on frees it.
                page.script("scrollTo(0, 0)").await?;
                page.axe().await
            },
        )
        .await?;
    }
    Ok(())
}
