//! Whom the proxy asks: the vendors, or the embedded simulator, which gets the very same signed requests.

use crate::deadline::ATTEMPT;
use crate::decode_problem::{BODY_LIMIT, too_large};
use crate::live;
use crate::problem::timeout;
use crate::replay::Replay;
use crate::request::Outgoing;
use originscope_core::Problem;
use originscope_sim::{SimRequest, Simulator};
use std::time::Duration;

/// Where answers come from. One for the whole process, chosen at start.
pub(crate) enum Upstream {
    /// The vendors.
    Live(live::Client),
    /// The embedded simulator.
    Demo(Box<Simulator>),
    /// Saved answers.
    Replay(Replay),
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The headers that are read, in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// Decompressed, [`BODY_LIMIT`] bytes at most.
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The value of a header, by lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Lets the simulator answer a signed request, slow or broken as it likes to.
///
/// # Errors
/// `upstream_timeout` and `upstream_too_large`, as from a vendor.
pub(crate) async fn simulated(
    simulator: &Simulator,
    outgoing: &Outgoing,
    now: i64,
) -> Result<Reply, Problem> {
    let (path, raw_query) = outgoing
        .signed
        .url
        .split_once('?')
        .unwrap_or((&outgoing.signed.url, ""));
    let request = SimRequest {
        method: outgoing.method,
        host: &outgoing.base.authority,
        path,
        raw_query,
        headers: &outgoing.signed.headers,
        body: b"",
    };
    let response = simulator.respond(&request, now);
    let delay = Duration::from_millis(response.delay_ms);
    tokio::time::sleep(delay.min(ATTEMPT)).await;
    if delay >= ATTEMPT {
        return Err(timeout());
    }
    if response.body.len() > BODY_LIMIT {
        return Err(too_large());
    }
    Ok(Reply {
        status: response.status,
        headers: response.headers,
        body: response.body,
    })
}
