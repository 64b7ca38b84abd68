//! Bytes or a problem from the proxy.

use crate::place;
use crate::words::{Key, fill, t};
use gloo_net::http::{Request, Response};
use originscope_core::{Lang, Problem, Retry, Side, SourcesAnswer, Window, iso_seconds};
use web_sys::AbortSignal;

/// Below the place of the proxy.
const ROUTES: &str = "api/v1/";

/// Why no bytes came.
pub enum Failure {
    /// The page itself ended the call; nobody needs to hear of it.
    Aborted,
    /// Something to show.
    Problem(Box<Problem>),
}

/// What the proxy can read.
///
/// # Errors
/// A problem when it cannot be reached, is not a proxy, or refuses.
pub async fn sources(base: &str, lang: Lang) -> Result<SourcesAnswer, Problem> {
    let bytes = match get(&format!("{base}{ROUTES}sources"), None, lang).await {
        Ok(bytes) => bytes,
        Err(Failure::Problem(problem)) => return Err(*problem),
        Err(Failure::Aborted) => return Err(unreachable_proxy(lang)),
    };
    serde_json::from_slice(&bytes).map_err(|_| not_a_proxy(lang, 200))
}

/// The vendor's answer for one window, byte for byte.
///
/// # Errors
/// See [`Failure`].
pub async fn series(window: &Window, signal: &AbortSignal, lang: Lang) -> Result<Vec<u8>, Failure> {
    let bytes = get(&address(window), Some(signal), lang).await?;
    // A static server that answers every path with the page is not a proxy, although it says 200.
    if looks_like_html(&bytes) {
        Err(Failure::Problem(Box::new(not_a_proxy(lang, 200))))
    } else {
        Ok(bytes)
    }
}

fn address(window: &Window) -> String {
    let ask = &window.ask;
    let mut address = format!(
        "{}{ROUTES}series/{}?domain={}&start={}&end={}",
        place::proxy(),
        encode(&window.source),
        encode(&ask.domains.join(",")),
        iso_seconds(ask.range.start),
        iso_seconds(ask.range.end),
    );
    if let Some(grain) = ask.grain {
        address.push_str(&format!("&grain={grain}"));
    }
    for (name, value) in [("isp", &ask.isp), ("region", &ask.region)] {
        if let Some(value) = value {
            address.push_str(&format!("&{name}={}", encode(value)));
        }
    }
    if !ask.codes.is_empty() {
        let codes: Vec<String> = ask.codes.iter().map(u16::to_string).collect();
        address.push_str(&format!("&code={}", codes.join(",")));
    }
    address
}

fn encode(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

async fn get(address: &str, signal: Option<&AbortSignal>, lang: Lang) -> Result<Vec<u8>, Failure> {
    // The proxy answers only requests that another site's page cannot make without asking it first.
    let sent = Request::get(address)
        .header("X-Requested-With", "originscope")
        .abort_signal(signal)
        .send()
        .await;
    let aborted = || signal.is_some_and(AbortSignal::aborted);
    let Ok(response) = sent else {
        return Err(if aborted() {
            Failure::Aborted
        } else {
            Failure::Problem(Box::new(unreachable_proxy(lang)))
        });
    };
    if response.ok() {
        return response.binary().await.map_err(|_| {
            if aborted() {
                Failure::Aborted
            } else {
                Failure::Problem(Box::new(unreachable_proxy(lang)))
            }
        });
    }
    Err(Failure::Problem(Box::new(refusal(response, lang).await)))
}

/// The problem that a refusing answer carries, or what can be said about one that carries none.
async fn refusal(response: Response, lang: Lang) -> Problem {
    let status = response.status();
    let kind = response.headers().get("content-type").unwrap_or_default();
    if kind.starts_with("application/problem+json")
        && let Ok(bytes) = response.binary().await
        && let Ok(problem) = serde_json::from_slice(&bytes)
    {
        return problem;
    }
    if kind.starts_with("text/html") || status == 404 || status == 405 {
        return not_a_proxy(lang, status);
    }
    let title = fill(lang, Key::ProxyOdd, &[("status", &status.to_string())]);
    let retry = if status >= 500 {
        Retry::Soon
    } else {
        Retry::AfterChange
    };
    Problem::new(
        status,
        "proxy_odd",
        &title,
        t(lang, Key::ProxyOddDo),
        Side::Proxy,
        retry,
    )
}

fn unreachable_proxy(lang: Lang) -> Problem {
    let (title, action) = (
        t(lang, Key::ProxyUnreachable),
        t(lang, Key::ProxyUnreachableDo),
    );
    Problem::new(
        0,
        "proxy_unreachable",
        title,
        action,
        Side::Proxy,
        Retry::Soon,
    )
}

fn not_a_proxy(lang: Lang, status: u16) -> Problem {
    let (title, action) = (t(lang, Key::NotAProxy), t(lang, Key::NotAProxyDo));
    Problem::new(
        status,
        "not_a_proxy",
        title,
        action,
        Side::Proxy,
        Retry::AfterChange,
    )
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let head: Vec<u8> = start.iter().take(15).map(u8::to_ascii_lowercase).collect();
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html")
}
