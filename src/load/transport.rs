//! Bytes or a problem from the proxy.

use crate::facts::Told;
use crate::place;
use crate::words::{Key, fill, t};
use gloo_net::http::{Request, Response};
use originscope_core::{Lang, Problem, Retry, Side, SourcesAnswer, Window, iso_seconds};
use web_sys::AbortSignal;

/// Below the place of the proxy.
const ROUTES: &str = "api/v1/";

/// What came of a call that was not given up.
pub struct Answered {
    /// The head of the answer.
    pub told: Told,
    /// The body, byte for byte; empty where none came.
    pub body: Vec<u8>,
    /// Why the body is not what was asked for.
    pub problem: Option<Problem>,
}

/// The page itself ended the call; nobody needs to hear of it.
pub struct Aborted;

/// What the proxy can read.
///
/// # Errors
/// A problem when it cannot be reached, is not a proxy, or refuses.
pub async fn sources(base: &str, lang: Lang) -> Result<SourcesAnswer, Problem> {
    let Ok(answered) = get(&format!("{base}{ROUTES}sources"), None, lang).await else {
        return Err(unreachable_proxy(lang));
    };
    match answered.problem {
        Some(problem) => Err(problem),
        None => serde_json::from_slice(&answered.body).map_err(|_| not_a_proxy(lang, 200)),
    }
}

/// The vendor's answer for one window.
///
/// # Errors
/// It was given up.
pub async fn series(
    window: &Window,
    signal: Option<&AbortSignal>,
    lang: Lang,
) -> Result<Answered, Aborted> {
    let address = format!("{}{}", place::proxy(), route(window));
    let mut answered = get(&address, signal, lang).await?;
    // A static server that answers every path with the page is not a proxy, although it says 200.
    if answered.problem.is_none() && looks_like_html(&answered.body) {
        answered.problem = Some(not_a_proxy(lang, 200));
    }
    Ok(answered)
}

/// The whole address of a window, as people write it down.
pub fn address(window: &Window) -> String {
    format!("{}{}", place::shown(), route(window))
}

fn route(window: &Window) -> String {
    let ask = &window.ask;
    let mut address = format!(
        "{ROUTES}series/{}?domain={}&start={}&end={}",
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

async fn get(address: &str, signal: Option<&AbortSignal>, lang: Lang) -> Result<Answered, Aborted> {
    // The proxy answers only requests that another site's page cannot make without asking it first.
    let sent = Request::get(address)
        .header("X-Requested-With", "originscope")
        .abort_signal(signal)
        .send()
        .await;
    let lost = |told: Told| {
        if signal.is_some_and(AbortSignal::aborted) {
            return Err(Aborted);
        }
        Ok(Answered {
            told,
            body: Vec::new(),
            problem: Some(unreachable_proxy(lang)),
        })
    };
    let Ok(response) = sent else {
        return lost(Told::default());
    };
    let told = told(&response);
    let Ok(body) = response.binary().await else {
        return lost(told);
    };
    let problem = (!response.ok()).then(|| refusal(&response, &body, lang));
    Ok(Answered {
        told,
        body,
        problem,
    })
}

/// What stands above the body.
fn told(response: &Response) -> Told {
    let header = |name: &str| response.headers().get(name);
    Told {
        status: response.status(),
        proxy_id: header("x-request-id"),
        vendor_id: header("x-upstream-request-id"),
        cache: header("x-cache"),
        age: header("age"),
    }
}

/// The problem that a refusing answer carries, or what can be said about one that carries none.
fn refusal(response: &Response, body: &[u8], lang: Lang) -> Problem {
    let status = response.status();
    let kind = response.headers().get("content-type").unwrap_or_default();
    if kind.starts_with("application/problem+json")
        && let Ok(problem) = serde_json::from_slice(body)
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
