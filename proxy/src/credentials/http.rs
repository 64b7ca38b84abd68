//! The calls for keys: small, bounded in time and size, without redirects. What is sent and what comes is secret, so none
//! of it is ever part of an error.

use super::keys::NotGiven;
use crate::base::Base;
use std::sync::OnceLock;
use std::time::Duration;
use zeroize::Zeroizing;

/// More than any giver of keys answers, bytes.
const MOST: usize = 65_536;

/// The two ways: to vendors, through the outbound proxy if there is one, and to this machine's own services, never
/// through it. They are made when they are first used: most keys need no call.
pub(crate) struct Http {
    outbound: Option<Base>,
    clients: OnceLock<Option<Clients>>,
}

struct Clients {
    far: reqwest::Client,
    near: reqwest::Client,
}

/// One call.
pub(crate) struct Call<'a> {
    pub(crate) method: reqwest::Method,
    pub(crate) base: &'a Base,
    /// Path and query.
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    /// Type and text.
    pub(crate) body: Option<(&'a str, Zeroizing<String>)>,
}

/// What came.
pub(crate) struct Came {
    pub(crate) status: u16,
    pub(crate) text: Zeroizing<String>,
    /// Huawei's IAM hands tokens out in a header.
    pub(crate) subject_token: Option<Zeroizing<String>>,
}

impl<'a> Call<'a> {
    /// A GET without anything.
    pub(crate) fn get(base: &'a Base, path: &'a str) -> Self {
        Self {
            method: reqwest::Method::GET,
            base,
            path,
            headers: &[],
            body: None,
        }
    }
}

impl Http {
    /// The ways; `outbound` is the only proxy that is ever used.
    pub(crate) fn new(outbound: Option<Base>) -> Self {
        Self {
            outbound,
            clients: OnceLock::new(),
        }
    }

    /// Sends a call to a vendor.
    ///
    /// # Errors
    /// Why no whole answer came.
    pub(crate) async fn far(&self, call: Call<'_>) -> Result<Came, NotGiven> {
        send(&self.clients()?.far, call).await
    }

    /// Sends a call to a service of this machine.
    ///
    /// # Errors
    /// Why no whole answer came.
    pub(crate) async fn near(&self, call: Call<'_>) -> Result<Came, NotGiven> {
        send(&self.clients()?.near, call).await
    }

    fn clients(&self) -> Result<&Clients, NotGiven> {
        let clients = self.clients.get_or_init(|| self.make());
        clients
            .as_ref()
            .ok_or_else(|| "no TLS client can be made, often for want of a CA bundle".into())
    }

    fn make(&self) -> Option<Clients> {
        // Another part of the process may have chosen a provider already, which is just as good.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = |connect, all| {
            reqwest::Client::builder()
                .user_agent(concat!("originscope/", env!("CARGO_PKG_VERSION")))
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .no_proxy()
                .http1_only()
                .connect_timeout(Duration::from_secs(connect))
                .timeout(Duration::from_secs(all))
                .pool_max_idle_per_host(0)
        };
        let mut far = client(3, 8);
        if let Some(base) = &self.outbound {
            let address = format!("{}://{}", base.scheme, base.authority);
            far = far.proxy(reqwest::Proxy::all(address).ok()?);
        }
        Some(Clients {
            far: far.build().ok()?,
            near: client(1, 3).build().ok()?,
        })
    }
}

async fn send(client: &reqwest::Client, call: Call<'_>) -> Result<Came, NotGiven> {
    let address = format!(
        "{}://{}{}",
        call.base.scheme, call.base.authority, call.path
    );
    let mut request = client.request(call.method, address);
    for (name, value) in call.headers {
        let mut value =
            http::HeaderValue::from_str(value).map_err(|_| "what is to be sent fits no header")?;
        value.set_sensitive(true);
        request = request.header(*name, value);
    }
    if let Some((kind, body)) = call.body {
        request = request
            .header("content-type", kind)
            .body(body.as_bytes().to_vec());
    }
    let mut response = request.send().await.map_err(|error| silence(&error))?;
    let subject_token = response.headers().get("x-subject-token");
    let subject_token = subject_token.and_then(|token| token.to_str().ok());
    let subject_token = subject_token.map(|token| Zeroizing::new(token.to_owned()));
    let status = response.status().as_u16();
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response.chunk().await.map_err(|error| silence(&error))? {
        if body.len().saturating_add(chunk.len()) > MOST {
            return Err("the answer is longer than any with a key".into());
        }
        body.extend_from_slice(&chunk);
    }
    let text = std::str::from_utf8(&body).map_err(|_| "the answer is no text")?;
    Ok(Came {
        status,
        text: Zeroizing::new(text.to_owned()),
        subject_token,
    })
}

fn silence(error: &reqwest::Error) -> NotGiven {
    if error.is_timeout() {
        "it does not answer in time".into()
    } else if error.is_connect() {
        "it cannot be reached".into()
    } else {
        "its answer broke off".into()
    }
}
