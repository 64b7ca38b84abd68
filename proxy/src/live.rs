//! The HTTP client towards the vendors: no redirects, no surprise proxies, no silent retries, bounded in time and size.

#[cfg(test)]
mod tests;

use crate::base::Base;
use crate::deadline::ATTEMPT;
use crate::decode_problem::{BODY_LIMIT, too_large, truncated};
use crate::problem::{internal, timeout, unreachable, untrusted};
use crate::request::Outgoing;
use crate::room::Growing;
use crate::upstream::Reply;
use originscope_core::Problem;
use std::error::Error;
use std::time::Duration;

/// One client for all vendors; it keeps connections open between calls.
pub(crate) struct Client(reqwest::Client);

/// The headers of an answer that anybody here reads.
const READ: [&str; 5] = [
    "date",
    "x-request-id",
    "x-acs-request-id",
    "x-acs-retry-after",
    "retry-after",
];

impl Client {
    /// A client; `outbound` is the only proxy that it will ever use.
    ///
    /// # Errors
    /// A sentence if the system has no usable certificates or the proxy's address none.
    pub(crate) fn new(outbound: Option<&Base>) -> Result<Self, String> {
        Self::of(Self::builder(outbound)?)
    }

    /// All that is set about the client, before it is made.
    fn builder(outbound: Option<&Base>) -> Result<reqwest::ClientBuilder, String> {
        // Another part of the process may have chosen a provider already, which is just as good.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("originscope/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .http1_only()
            .gzip(true)
            .connect_timeout(Duration::from_secs(3))
            .read_timeout(Duration::from_secs(5))
            .timeout(ATTEMPT)
            .pool_idle_timeout(Duration::from_secs(15))
            .pool_max_idle_per_host(8)
            .tcp_nodelay(true)
            .tcp_keepalive(Duration::from_secs(30));
        if let Some(base) = outbound {
            let proxy = reqwest::Proxy::all(format!("{}://{}", base.scheme, base.authority))
                .map_err(|_| "The address of the outbound proxy cannot be used.".to_owned())?;
            builder = builder.proxy(proxy);
        }
        Ok(builder)
    }

    fn of(builder: reqwest::ClientBuilder) -> Result<Self, String> {
        builder.build().map(Self).map_err(|error| {
            format!(
                "No TLS client can be made, often for want of a CA bundle: {}.",
                error.without_url()
            )
        })
    }

    /// Sends a call exactly as it was signed and reads the whole answer.
    ///
    /// # Errors
    /// Why no whole answer came. The log has the cause, never the address, which may carry a signature.
    pub(crate) async fn send(&self, outgoing: &Outgoing) -> Result<Reply, Problem> {
        let text = format!(
            "{}://{}{}",
            outgoing.base.scheme, outgoing.base.authority, outgoing.signed.url
        );
        let url = reqwest::Url::parse(&text).map_err(|_| internal())?;
        if url.as_str() != text {
            // What would be sent is not what was signed.
            tracing::error!("the signed address does not survive as it is");
            return Err(internal());
        }
        let method = if outgoing.method == "POST" {
            reqwest::Method::POST
        } else {
            reqwest::Method::GET
        };
        let mut request = self.0.request(method, url);
        for (name, value) in &outgoing.signed.headers {
            // The client writes Host itself, from the same authority.
            if !name.eq_ignore_ascii_case("host") {
                request = request.header(name, sensitive(value)?);
            }
        }
        if outgoing.method == "POST" {
            request = request.header("content-length", "0");
        }
        let response = request.send().await.map_err(failed)?;
        read(response).await
    }
}

/// A header value that HTTP libraries do not print.
fn sensitive(value: &str) -> Result<http::HeaderValue, Problem> {
    let mut value = http::HeaderValue::from_str(value).map_err(|_| internal())?;
    value.set_sensitive(true);
    Ok(value)
}

/// The body in pieces, counted after decompression, so that a bomb does not get to unfold.
async fn read(mut response: reqwest::Response) -> Result<Reply, Problem> {
    let status = response.status().as_u16();
    let headers = READ
        .iter()
        .filter_map(|name| {
            Some((
                (*name).to_owned(),
                response.headers().get(*name)?.to_str().ok()?.to_owned(),
            ))
        })
        .collect();
    let limit = u64::try_from(BODY_LIMIT).unwrap_or(u64::MAX);
    if response
        .content_length()
        .is_some_and(|length| length > limit)
    {
        return Err(too_large());
    }
    let mut body = Growing::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        body.push(&chunk)?;
    }
    Ok(Reply {
        status,
        headers,
        body: body.whole(),
    })
}

/// How the client's failures read; which is which was tried against a hostile server.
fn failed(error: reqwest::Error) -> Problem {
    let error = error.without_url();
    let problem = if error.is_connect() && is_tls(&error) {
        // Tried again it would be the same: the same certificate, the same version, the same lack of TLS.
        untrusted()
    } else if error.is_connect() {
        // Also where the way there takes too long: the vendor has not been asked yet.
        unreachable()
    } else if error.is_timeout() {
        timeout()
    } else if error.is_body() || error.is_decode() {
        truncated()
    } else {
        unreachable()
    };
    tracing::warn!(code = problem.code, cause = %innermost(&error), "no answer");
    problem
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        (*error).source()
    })
}

/// The TLS library's error hides in I/O errors, one within another, which name what is within theirs as their source. A
/// connection that is lost during the handshake has none.
fn is_tls(error: &(dyn Error + 'static)) -> bool {
    if error.is::<rustls::Error>() {
        return true;
    }
    let within = error
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref);
    match within {
        Some(within) => is_tls(within),
        None => error.source().is_some_and(is_tls),
    }
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error)
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}
