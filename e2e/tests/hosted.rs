//! The page as plain files of nginx and of Caddy, with the proxy behind them or elsewhere.

use anyhow::Result;
use originscope_e2e::{Front, Hosting, Page, Proxy, Screen, flow};

const FRONTS: [Front; 2] = [Front::Nginx, Front::Caddy];

/// Everything that is asked for comes, and the verdict is said of it: on a domain that is healthy at every minute.
async fn works(page: &Page) -> Result<()> {
    page.open("?d=shop.demo.example&from=now-6h").await?;
    page.see("all here").await?;
    page.find("heading", "Origin fine").await?;
    page.see("Demo data").await
}

/// S8: what is not the page's own does not run, and reaches nobody.
async fn keeps_others_out(page: &Page) -> Result<()> {
    const TRIES: &str = "const script = document.createElement('script');
        script.textContent = 'window.ran.push(\"inline\")';
        document.body.append(script);
        const image = document.createElement('img');
        image.setAttribute('onerror', 'window.ran.push(\"handler\")');
        image.src = 'data:,no-image';
        document.body.append(image);
        const frame = document.createElement('iframe');
        frame.src = 'https://example.com/';
        document.body.append(frame);
        window.tried = Promise.allSettled([
            fetch('https://example.com/').then(() => window.ran.push('fetch')),
            new Promise((done) => setTimeout(done, 0)).then(() => { new Function('window.ran.push(\"eval\")')(); }),
        ]).then(() => { window.over = true; });";
    page.keeps_out(TRIES).await
}

#[tokio::test(flavor = "multi_thread")]
async fn s08_the_page_works_behind_nginx_and_caddy_under_its_policy() -> Result<()> {
    for front in FRONTS {
        for (below, screen) in [(false, Screen::DESKTOP), (true, Screen::PHONE)] {
            let name = format!("hosted-{front:?}-{below}").to_lowercase();
            let proxy = Proxy::behind(&Hosting::of(front, below))?;
            // A flow fails if anything stands in the console, and a violation does.
            flow(&name, proxy, screen, async |page| works(page).await).await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn s08_what_is_not_the_pages_own_does_not_run() -> Result<()> {
    let hosts = [
        ("alone", Proxy::demo()?),
        ("nginx", Proxy::behind(&Hosting::of(Front::Nginx, false))?),
        ("caddy", Proxy::behind(&Hosting::of(Front::Caddy, true))?),
    ];
    for (name, proxy) in hosts {
        let name = format!("hosted-policy-{name}");
        flow(&name, proxy, Screen::DESKTOP, async |page| {
            works(page).await?;
            keeps_others_out(page).await
        })
        .await?;
    }
    Ok(())
}

/// The way to each reader's own proxy: the page on a host, the proxy on another origin, which knows the page's.
#[tokio::test(flavor = "multi_thread")]
async fn t04_config_json_leads_to_a_proxy_elsewhere_that_knows_the_page() -> Result<()> {
    for (front, screen) in [
        (Front::Nginx, Screen::DESKTOP),
        (Front::Caddy, Screen::PHONE),
    ] {
        let hosting = Hosting {
            config_json: Some("{\"proxy\": \"PROXY\"}"),
            proxy: "cors_origins = [\"FRONT\"]",
            ..Hosting::of(front, false)
        };
        let name = format!("hosted-elsewhere-{front:?}").to_lowercase();
        flow(&name, Proxy::behind(&hosting)?, screen, async |page| {
            works(page).await
        })
        .await?;
    }
    // The same without the page's name: the browser keeps the answer away, and the page says so.
    let hosting = Hosting {
        config_json: Some("{\"proxy\": \"PROXY\"}"),
        ..Hosting::of(Front::Caddy, false)
    };
    flow(
        "hosted-elsewhere-unknown",
        Proxy::behind(&hosting)?,
        Screen::DESKTOP,
        async |page| {
            page.forgive("CORS");
            page.open("?d=burst.demo.example").await?;
            page.see("The proxy cannot be reached.").await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_config_json_is_a_sentence() -> Result<()> {
    for (text, screen, said, chinese) in [
        (
            "{\"proxy\": https://a.test}",
            Screen::DESKTOP,
            "config.json beside this page is not JSON.",
            "本页旁边的 config.json 不是 JSON。",
        ),
        (
            "{\"proxi\": \"https://a.test\"}",
            Screen::PHONE,
            "config.json beside this page has another key than `proxy`",
            "本页旁边的 config.json 里有 `proxy` 以外的键",
        ),
    ] {
        let hosting = Hosting {
            config_json: Some(text),
            ..Hosting::of(Front::Caddy, false)
        };
        let name = format!("hosted-wrong-{}", screen.width);
        flow(&name, Proxy::behind(&hosting)?, screen, async |page| {
            page.open("?d=burst.demo.example").await?;
            page.see(said).await?;
            page.see("Whoever hosts this page has to correct the file")
                .await?;
            page.axe().await?;
            page.open("?d=burst.demo.example&lang=zh").await?;
            page.see(chinese).await
        })
        .await?;
    }
    Ok(())
}
