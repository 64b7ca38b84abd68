//! Nothing on the page bars people: axe-core looks at every state, with every menu and sheet opened, on a desk and on a phone;
//! and nobody has to scroll sideways, at 320 px or at a zoom of 200 %.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};

/// States by their address, and the words by which each is known to have come.
const STATES: [(&str, &str); 16] = [
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
    (
        "?d=burst.demo.example&cmp=1d&tz=Asia/Shanghai",
        "Earlier period: ",
    ),
    ("?d=shop.demo.example&cmp=1w&theme=dark&lang=zh", "全部已到"),
    (
        "?d=shop.demo.example,burst.demo.example&split=1&theme=dark",
        "Domains, worst 5xx first",
    ),
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
        for broken in [page.axe().await, page.fits().await] {
            if let Err(broken) = broken {
                self.0.push(format!("{state}: {broken:#}"));
            }
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
        async |page| {
            every_menu(page, "", "all here", true).await?;
            every_menu(page, "?lang=zh&theme=dark", "全部已到", true).await
        },
    )
    .await
}

/// A window of 1440 by 900 at a zoom of 200 %.
#[tokio::test(flavor = "multi_thread")]
async fn every_state_and_menu_at_200_percent() -> Result<()> {
    let zoomed = Screen {
        width: 720,
        height: 450,
        ratio: 2.0,
    };
    flow("axe-zoomed", Proxy::demo()?, zoomed, async |page| {
        every_state(page).await?;
        every_menu(page, "", "all here", true).await
    })
    .await
}

/// What is reached from inside a menu, or from a failure.
async fn the_depths(page: &Page) -> Result<()> {
    const DEPTHS: [(&str, &str, &[&str]); 6] = [
        ("?theme=dark", "all here", &["Why", "Edit thresholds"]),
        ("", "all here", &["Why", "Edit thresholds"]),
        ("?lang=zh", "全部已到", &["依据", "修改阈值"]),
        (
            "?src=cdn-origin-codes&d=denied.demo.example",
            "Forbidden.RAM",
            &["About the proxy"],
        ),
        (
            "?src=cdn-origin-codes&d=denied.demo.example&theme=dark&lang=zh",
            "Forbidden.RAM",
            &["代理状态"],
        ),
        (
            "?d=shop.demo.example,burst.demo.example&split=1",
            "worst 5xx first",
            &["Only burst.demo.example"],
        ),
    ];
    let mut found = Found::default();
    for (query, words, names) in DEPTHS {
        page.open(query).await?;
        page.see(words).await?;
        for name in names {
            page.click("button", name).await?;
        }
        // Where a click scrolled to, a bar that sticks may cover half a button; scrolling on frees it.
        page.script("scrollTo(0, 0)").await?;
        found.look(page, &format!("{query} after {names:?}")).await;
    }
    found.none()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_menus_and_failures_lead_to() -> Result<()> {
    for (name, screen) in [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)] {
        let name = format!("axe-depths-{name}");
        flow(&name, Proxy::demo()?, screen, the_depths).await?;
    }
    Ok(())
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
                page.see("2/2").await?;
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

/// The phone that the design was drawn on.
const WIDE_PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};

#[tokio::test(flavor = "multi_thread")]
async fn chinese_tables_and_the_sheet_of_gaps_on_a_phone() -> Result<()> {
    flow("axe-tables-zh", Proxy::demo()?, WIDE_PHONE, async |page| {
        let mut found = Found::default();
        for query in [
            "?lang=zh&d=gap.demo.example",
            "?lang=zh&theme=dark&d=gap.demo.example&src=live-codes,cdn-origin-traffic-rt",
        ] {
            page.open(&format!("{query}&{}", settled_hour())).await?;
            page.see("全部已到").await?;
            for figure in ["错误", "构成", "回源流量"] {
                let button = format!("表格、{figure}");
                page.click("button", &button).await?;
                page.wait_for("the table", |tree| {
                    tree.all("rowheader", "").into_iter().next().cloned()
                })
                .await?;
                page.script("scrollTo(0, 0)").await?;
                found.look(page, &format!("{query} with {button}")).await;
                page.click("button", &button).await?;
            }
            page.press("g").await?;
            page.find("dialog", "缺失的数据").await?;
            page.see("30").await?;
            found.look(page, &format!("{query} with the gaps")).await;
        }
        found.none()
    })
    .await
}
