//! What leaves the page is what it showed: the table, the picture, the snapshot, paper; and what is pasted comes in.

use anyhow::{Context, Result, ensure};
use originscope_e2e::{Page, Picture, Proxy, Screen, flow, hue, settled_hour};

const SLOT: f64 = 17.5 / 60.0;

async fn open_hour(page: &Page, domain: &str) -> Result<()> {
    page.open(&format!("?d={domain}&{}", settled_hour()))
        .await?;
    page.see("all here").await
}

/// Opens Share, from the header or from the bar at the thumb, and chooses a row.
async fn share(page: &Page, row: &str) -> Result<()> {
    let node = page
        .wait_for("Share", |tree| {
            let all = tree.all("button", "Share");
            all.into_iter().next_back().cloned()
        })
        .await?;
    let (x, y) = page.middle_of(&node).await?;
    page.click_at(x, y).await?;
    page.click("button", row).await
}

/// The verdict, the tiles and the legend: what a snapshot must bring back.
async fn answer(page: &Page) -> Result<String> {
    let script = "return [...document.querySelectorAll('.verdict h1, .tile .val, table.lg td')].map((e) => e.innerText.trim()).join('|')";
    Ok(page
        .script(script)
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

/// The fields of a table's line. No field of these tables is quoted.
fn fields(line: &str) -> Vec<&str> {
    line.split(',').collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_holds_the_numbers_that_are_shown_and_nothing_for_what_is_missing() -> Result<()>
{
    for (name, screen) in [
        ("share-csv", Screen::DESKTOP),
        ("share-csv-phone", Screen::PHONE),
    ] {
        flow(name, Proxy::demo()?, screen, async |page| {
            let downloads = page.downloads(name).await?;
            open_hour(page, "gap.demo.example").await?;
            share(page, "CSV a row per slot").await?;
            let file = downloads.file(".csv").await?;
            let text = std::fs::read_to_string(&file)?;
            ensure!(
                text.starts_with("time_utc,epoch_s,interval_s,source,vantage,domain,metric,code,share_pct,count,bytes,bps,state\r\n"),
                "{}",
                text.lines().next().unwrap_or_default()
            );
            ensure!(
                text.matches('\n').count() == text.matches("\r\n").count() && text.ends_with("\r\n"),
                "a line does not end as RFC 4180 wants"
            );
            let lines: Vec<Vec<&str>> = text.split("\r\n").skip(1).filter(|line| !line.is_empty()).map(fields).collect();
            ensure!(lines.iter().all(|line| line.len() == 13), "lines of different lengths");
            let at = |minute: &str, code: &str| {
                lines.iter().find(|line| line[0].ends_with(&format!(":{minute}:00Z")) && line[6] == "status-codes" && line[7] == code)
            };
            // The gap is minutes 30 to 41: no numbers at all, and its word.
            let gap = at("35", "502").context("no line for the gap")?;
            ensure!(gap[8..12].iter().all(|cell| cell.is_empty()) && gap[12] == "absent", "{gap:?}");
            let row = at("17", "502").context("no line for minute 17")?;
            ensure!(row[12] == "ok" && row[0].ends_with('Z') && row[2] == "60", "{row:?}");
            // The same slot as a person reads it.
            let (x, y) = page.chart("Errors").await?.place(SLOT, 0.5);
            page.click_at(5.0, 5.0).await?;
            if screen.width < 768 {
                page.touch_screen().await?;
                page.tap(x, y).await?;
                let strip = page.wait_for("strip", |tree| tree.all("button", ":17").into_iter().find(|b| b.name.contains("5xx")).cloned()).await?;
                let (x, y) = page.middle_of(&strip).await?;
                page.tap(x, y).await?;
            } else {
                page.point_at(x, y).await?;
            }
            let shown = page
                .wait_for("readout of minute 17", |tree| {
                    let text = tree.text_of(tree.find("region", "Readout")?);
                    text.contains(":17–").then(|| text.replace(['\u{202f}', '\u{a0}'], " "))
                })
                .await?;
            let share: f64 = row[8].parse()?;
            ensure!(shown.contains(&format!("502 {share:.2} %")), "{share} is not in {shown}");
            let count: f64 = row[9].parse()?;
            ensure!(shown.contains(&format!(" {count:.0} ")) || count >= 1_000.0, "{count} is not in {shown}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_for_excel_has_its_own_name_and_mark() -> Result<()> {
    flow(
        "share-excel",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            let downloads = page.downloads("excel").await?;
            open_hour(page, "shop.demo.example").await?;
            share(page, "CSV a row per slot").await?;
            downloads.file(".csv").await?;
            page.click("button", "CSV for Excel").await?;
            let excel = downloads.file(".excel.csv").await?;
            ensure!(downloads.names()?.len() == 2, "{:?}", downloads.names()?);
            let bytes = std::fs::read(excel)?;
            ensure!(
                bytes.starts_with(&[0xEF, 0xBB, 0xBF]),
                "no byte order mark: {:?}",
                bytes.get(..4)
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_has_its_caption_and_its_figures_at_ratio_two() -> Result<()> {
    for (name, screen) in [
        ("share-png", Screen::DESKTOP),
        ("share-png-phone", Screen::PHONE),
    ] {
        flow(name, Proxy::demo()?, screen, async |page| {
            let downloads = page.downloads(name).await?;
            open_hour(page, "burst.demo.example").await?;
            share(page, "Picture").await?;
            let picture = Picture::open(&downloads.file(".png").await?)?;
            // The design's desk of 1028 and 16 around it, twice as many device pixels; three figures of 440 with captions.
            ensure!(picture.width == 2 * (1028 + 32), "{} wide", picture.width);
            ensure!(picture.height > 2 * 540, "{} high", picture.height);
            let ink = picture.count_like((32, 1_200), (32, 88), hue::INK);
            ensure!(ink > 300, "the title has {ink} pixels of ink");
            let red = picture.count_like((0, picture.width), (200, picture.height), hue::RED);
            ensure!(red > 5_000, "the burst has {red} pixels");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Each figure hands out its own source and its own plot; on a phone, where it fills the window.
#[tokio::test(flavor = "multi_thread")]
async fn one_figure_leaves_the_page_alone() -> Result<()> {
    for (name, screen) in [
        ("share-figure", Screen::DESKTOP),
        ("share-figure-phone", Screen::PHONE),
    ] {
        flow(name, Proxy::demo()?, screen, async |page| {
            let downloads = page.downloads(name).await?;
            open_hour(page, "shop.demo.example").await?;
            if screen.width < 768 {
                page.click("button", "Table, Origin traffic").await?;
            } else {
                page.click("button", "Save, Errors").await?;
                page.click("button", "Picture").await?;
                let picture = Picture::open(&downloads.file(".errors.png").await?)?;
                ensure!(picture.width == 2 * (1028 + 32), "{} wide", picture.width);
                ensure!(
                    picture.height < 2 * 400,
                    "more than one figure: {} high",
                    picture.height
                );
                page.press("Escape").await?;
            }
            page.click("button", "Save, Origin traffic").await?;
            page.axe().await?;
            page.click("button", "CSV a row per slot").await?;
            let file = downloads.file(".csv").await?;
            let text = std::fs::read_to_string(&file)?;
            let sources: std::collections::BTreeSet<&str> = text
                .split("\r\n")
                .skip(1)
                .filter_map(|line| line.split(',').nth(6))
                .collect();
            ensure!(
                sources.len() == 1,
                "more than the figure's own: {sources:?}"
            );
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            ensure!(
                name.contains("traffic"),
                "{name} does not say which source it is"
            );
            page.see("Saved").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_opened_again_says_the_same() -> Result<()> {
    for (name, screen) in [
        ("share-snapshot", Screen::DESKTOP),
        ("share-snapshot-phone", Screen::PHONE),
    ] {
        flow(name, Proxy::demo()?, screen, async |page| {
            let downloads = page.downloads(name).await?;
            open_hour(page, "burst.demo.example").await?;
            let before = answer(page).await?;
            ensure!(before.contains('|'), "nothing to compare: {before}");
            share(page, "Snapshot file").await?;
            let file = downloads.file(".json").await?;
            let text = std::fs::read_to_string(&file)?;
            ensure!(
                text.contains("\"fetched_at\""),
                "it does not say when it was read"
            );
            page.open("?d=shop.demo.example").await?;
            page.see("shop.demo.example").await?;
            page.open_path(&file).await?;
            page.see("snapshot of").await?;
            page.see("burst.demo.example").await?;
            let after = answer(page).await?;
            ensure!(before == after, "before {before}\nafter  {after}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn paper_has_the_charts_and_no_controls() -> Result<()> {
    flow("share-paper", Proxy::demo()?, Screen::DESKTOP, async |page| {
        open_hour(page, "burst.demo.example").await?;
        page.on_paper(true).await?;
        let controls = page
            .script("return [...document.querySelectorAll('.bar button, .tabs, .strip button, .selectbar')].filter((e) => e.getClientRects().length).map((e) => e.className).join()")
            .await?;
        ensure!(controls == "", "on paper there is still {controls}");
        let charts = page
            .script("return [...document.querySelectorAll('.plot canvas')].filter((c) => c.getBoundingClientRect().height > 60).length")
            .await?;
        ensure!(charts == 3, "{charts} charts on paper");
        page.on_paper(false).await?;
        page.find("button", "Share").await.map(drop)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_pasted_anywhere_is_shown() -> Result<()> {
    let sample = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/apis/fixtures/cdn-origin-codes/sample.json"
    );
    let text = std::fs::read_to_string(sample)?;
    for (name, screen) in [
        ("share-paste", Screen::DESKTOP),
        ("share-paste-phone", Screen::PHONE),
    ] {
        flow(name, Proxy::none()?, screen, async |page| {
            page.open("").await?;
            page.find("button", "Open files").await?;
            page.paste(&text).await?;
            page.see("pasted text").await?;
            page.see("28.4").await?;
            page.paste_file("answer.json", &text).await?;
            page.see("answer.json").await
        })
        .await?;
    }
    Ok(())
}

/// A page over plain HTTP has no clipboard; elsewhere its reader may refuse it.
const CLIPBOARDS: [(&str, &str); 2] = [
    ("none", "undefined"),
    (
        "refused",
        "{ writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_cannot_be_copied_stands_there_selected() -> Result<()> {
    for (why, clipboard) in CLIPBOARDS {
        for (name, screen) in [("desktop", Screen::DESKTOP), ("phone", Screen::PHONE)] {
            let name = format!("share-clipboard-{why}-{name}");
            flow(&name, Proxy::demo()?, screen, async |page| {
                open_hour(page, "shop.demo.example").await?;
                let take = format!("Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard}, configurable: true }}); return true;");
                page.script(&take).await?;
                share(page, "Copy link").await?;
                page.see("The browser did not let the page write the clipboard. The link is selected here")
                    .await?;
                page.until(
                    "the whole link is selected",
                    "const field = document.activeElement;
                     const chosen = field.value?.slice(field.selectionStart, field.selectionEnd) ?? '';
                     return field.readOnly === true && chosen.startsWith(location.origin) && /from=\\d{13}&to=\\d{13}/.test(chosen);",
                )
                .await?;
                page.find("textbox", "Copy link").await?;
                page.fits().await?;
                page.axe().await
            })
            .await?;
        }
    }
    Ok(())
}
