//! The page on a host that sends no header but a type: the policy that the page carries itself is all there is.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

/// S8 without a header: what is not the page's own stands in the document and does not run.
async fn keeps_others_out(page: &Page) -> Result<()> {
    const TRIES: &str = "const script = document.createElement('script');
        script.textContent = 'window.ran.push(\"inline\")';
        document.body.append(script);
        const other = document.createElement('script');
        other.src = 'data:text/javascript,window.ran.push(\"address\")';
        document.body.append(other);
        const link = document.createElement('a');
        link.setAttribute('onclick', 'window.ran.push(\"handler\"); return false');
        document.body.append(link);
        link.click();
        const image = document.createElement('img');
        image.setAttribute('onerror', 'window.ran.push(\"late handler\")');
        image.src = 'data:,no-image';
        document.body.append(image);
        // What the driver itself runs may evaluate texts; what runs later may do only what the page may.
        setTimeout(() => {
            try { new Function('window.ran.push(\"eval\")')(); } catch (refused) { window.refused = refused.name; }
            setTimeout(() => { window.over = true; }, 100);
        }, 0);";
    page.keeps_out(TRIES).await?;
    let refused = page.script("return window.refused").await?;
    ensure!(refused.as_str() == Some("EvalError"), "eval: {refused}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn s08_the_pages_own_policy_is_enough() -> Result<()> {
    for (name, screen) in [("desk", Screen::DESKTOP), ("phone", Screen::PHONE)] {
        let name = format!("bare-host-{name}");
        flow(&name, Proxy::elsewhere()?, screen, async |page| {
            page.open("").await?;
            let sent = page
                .script(
                    "const answer = new XMLHttpRequest(); answer.open('GET', './', false); answer.send(); \
                     return answer.getAllResponseHeaders().toLowerCase()",
                )
                .await?;
            let sent = sent.as_str().unwrap_or_default();
            ensure!(
                sent.contains("content-type") && !sent.contains("security"),
                "the host sends {sent}"
            );
            page.type_into("Proxy address", "/elsewhere").await?;
            page.click("button", "Test and use").await?;
            page.see("Demo data").await?;
            page.see("all here").await?;
            keeps_others_out(page).await
        })
        .await?;
    }
    Ok(())
}
