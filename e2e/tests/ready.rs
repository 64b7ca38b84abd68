//! From nothing to the verdict: the skeleton, the ways in which a page cannot start, and the tab.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

const SCREENS: [(&str, Screen); 2] = [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)];

/// The page says that it failed and whose fault it is, and offers to load again, to copy the details and to report them.
async fn owns_up(page: &Page, title: &str, details: &[&str]) -> Result<()> {
    page.find("heading", title).await?;
    page.find("button", "Reload").await?;
    for words in details {
        page.see(words).await?;
    }
    let link = page.find("link", "Report this").await?;
    let letter = page
        .script("return decodeURIComponent(document.querySelector('#boot-report').href)")
        .await?;
    let letter = letter.as_str().unwrap_or_default();
    ensure!(
        letter.starts_with("mailto:?subject=Originscope: ")
            && details.iter().all(|words| letter.contains(words)),
        "{} leads to {letter}",
        link.name
    );
    let said = page.script("return document.title").await?;
    ensure!(
        said.as_str() == Some(&format!("{title} · Originscope")),
        "the tab says {said}"
    );
    page.fits().await?;
    page.axe().await?;
    page.click("button", "Copy details").await?;
    page.wait_for("word that it is copied or selected", |tree| {
        tree.find("button", "Copied")
            .or_else(|| tree.find("button", "Selected: copy it"))
            .cloned()
    })
    .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_skeleton_stands_before_the_program_is_here() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("ready-skeleton-{name}");
        flow(&name, Proxy::stalled()?, screen, async |page| {
            page.open("").await?;
            page.find("heading", "Starting").await?;
            page.see("The page is on its way.").await?;
            // Of the size of what will stand there, or the page jumps when it comes.
            // A phone has no third tile and no panel of coverage. The tree is there before the style sheets are.
            let wanted = if screen.width < 768 { 7 } else { 9 };
            let places = format!(
                "return [...document.querySelectorAll('#boot .tile, #boot .fig')]
                .filter((place) => place.getBoundingClientRect().height > 40).length === {wanted}"
            );
            page.until(&format!("the skeleton has {wanted} places"), &places)
                .await?;
            page.fits().await?;
            page.axe().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn s10_a_browser_without_webassembly_is_told_so() -> Result<()> {
    for (name, screen) in SCREENS {
        let name = format!("ready-no-wasm-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.forgive("WebAssembly");
            page.before("delete window.WebAssembly").await?;
            page.open("").await?;
            page.see("This browser has no WebAssembly.").await?;
            owns_up(page, "The page cannot start", &["WebAssembly: undefined"]).await?;
            page.open("?lang=zh").await?;
            page.find("heading", "页面无法启动").await?;
            page.find("button", "重新加载").await?;
            page.axe().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn s10_a_program_that_does_not_load_is_named() -> Result<()> {
    flow(
        "ready-not-loaded",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.forgive("");
            page.block("*.wasm").await?;
            page.open("").await?;
            owns_up(page, "The page cannot start", &["Originscope 0."]).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn s11_a_panic_in_mid_use_is_owned_up_to() -> Result<()> {
    // A browser that suddenly makes no elements: the next thing that is built panics.
    const BREAK: &str = "const makers = [[Document, 'createElement'], [Document, 'createElementNS'], [Node, 'cloneNode']];
        const whole = makers.map(([kind, name]) => kind.prototype[name]);
        window.mend = () => makers.forEach(([kind, name], i) => { kind.prototype[name] = whole[i]; });
        for (const [kind, name] of makers) kind.prototype[name] = () => { throw new Error('none left'); };
        return true;";
    for (name, screen) in SCREENS {
        let name = format!("ready-panic-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.forgive("");
            page.open("?d=burst.demo.example&from=now-6h").await?;
            page.see("all here").await?;
            page.script(BREAK).await?;
            page.click("button", "Why").await?;
            page.find("heading", "The page stopped").await?;
            page.script("window.mend(); return true").await?;
            page.see("a fault of the page, not of what the CDN serves")
                .await?;
            owns_up(page, "The page stopped", &["panicked at", "none left"]).await?;
            // What was chosen is still there after it.
            page.click("button", "Reload").await?;
            page.see("all here").await?;
            let query = page.query().await?;
            ensure!(query.contains("d=burst.demo.example"), "it asks {query}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_serves_the_page_says_where_reports_go() -> Result<()> {
    // As the file would read after an edit.
    const EDIT: &str = "new MutationObserver(() => {
            const report = document.querySelector(\"meta[name='originscope:report']\");
            if (report) report.content = window.reports;
        }).observe(document, { childList: true, subtree: true });
        delete window.WebAssembly;";
    flow(
        "ready-report",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.forgive("WebAssembly");
            page.before(EDIT).await?;
            page.before("window.reports = 'https://example.net/new-report'")
                .await?;
            page.open("").await?;
            page.find("link", "Report this").await?;
            let link = page
                .script("return document.querySelector('#boot-report').href")
                .await?;
            ensure!(
                link == "https://example.net/new-report",
                "the link is {link}"
            );
            page.before("window.reports = ''").await?;
            page.open("").await?;
            page.find("button", "Reload").await?;
            ensure!(
                page.tree().await?.find("link", "Report this").is_none(),
                "there is a link to nowhere"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn title_and_icon_carry_the_verdict() -> Result<()> {
    const ICON: &str = "return document.querySelector('link[rel=icon]').href";
    for (name, screen) in SCREENS {
        let name = format!("ready-tab-{name}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.open("?d=shop.demo.example").await?;
            page.see("all here").await?;
            let fine = page.script(ICON).await?;
            let title = page.script("return document.title").await?;
            let says = |words: &str| title.as_str().is_some_and(|title| title.contains(words));
            ensure!(
                says("shop.demo.example") && says("5xx"),
                "the tab says {title}"
            );
            page.open("?src=cdn-origin-codes&d=denied.demo.example")
                .await?;
            page.see("Forbidden.RAM").await?;
            ensure!(fine != page.script(ICON).await?, "the icon stays {fine}");
            ensure!(
                page.script("return document.title").await? != title,
                "the title stays {title}"
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_jumps_while_answers_arrive() -> Result<()> {
    // What moved, by how much of the window and how far: https://web.dev/articles/cls calls a sum under 0.1 good; this page halves it.
    const WATCH: &str = "window.moved = 0;
        window.movers = [];
        new PerformanceObserver((list) => { for (const shift of list.getEntries()) {
            window.moved += shift.value;
            for (const { node, previousRect, currentRect } of shift.sources)
                window.movers.push([shift.value.toFixed(3), node?.className, previousRect.y, currentRect.y].join(' '));
        } }).observe({ type: 'layout-shift', buffered: true });";
    // Every second answer so late that the band has begun to count them.
    const LATE: &str = "const real = window.fetch; let asked = 0;
        window.fetch = async (...call) => {
            if (String(call[0].url ?? call[0]).includes('series') && asked++ % 2) await new Promise((go) => setTimeout(go, 4000));
            return real(...call);
        };";
    let ways = SCREENS
        .iter()
        .flat_map(|one| [(one, "swift", ""), (one, "late", LATE)]);
    for (&(name, screen), pace, slow) in ways {
        let name = format!("ready-still-{name}-{pace}");
        flow(&name, Proxy::demo()?, screen, async |page| {
            page.before(WATCH).await?;
            page.before(slow).await?;
            page.open("").await?;
            page.see("all here").await?;
            page.chart("Errors").await?;
            let moved = page.script("return window.moved").await?;
            let movers = page
                .script("return window.movers.sort().reverse().join('; ')")
                .await?;
            ensure!(
                moved.as_f64().is_some_and(|moved| moved < 0.05),
                "what stood there moved: {moved}, by part, from and to: {movers}"
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}
