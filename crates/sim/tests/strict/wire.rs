//! Requests as a client would send them.

use originscope_apis::{Decoded, Style, find};
use originscope_core::{Ask, TimeRange};
use originscope_sign::{Credential, Moment, Signed, acs3, rpc_v1, sdk_hmac};
use originscope_sim::{LimitsMode, SimConfig, SimRequest, SimResponse, Simulator, default_keys};
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};

/// 2027-01-15T08:00:00Z, the start of an hour.
pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const HOST: &str = "127.0.0.1:9090";
/// Every source, in registry order.
pub(crate) const SOURCES: [&str; 5] = [
    "dcdn-ws-codes",
    "cdn-origin-codes",
    "cdn-origin-traffic-rt",
    "cdn-origin-traffic",
    "live-codes",
];

/// A request that a test may still tamper with.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Sent {
    pub(crate) fn new(method: &str, signed: Signed) -> Self {
        let (path, raw_query) = signed.url.split_once('?').unwrap_or((&signed.url, ""));
        Self {
            method: method.to_owned(),
            host: HOST.to_owned(),
            path: path.to_owned(),
            raw_query: raw_query.to_owned(),
            headers: signed.headers,
            body: Vec::new(),
        }
    }

    pub(crate) fn to(&self, sim: &Simulator, now: i64) -> SimResponse {
        sim.respond(
            &SimRequest {
                method: &self.method,
                host: &self.host,
                path: &self.path,
                raw_query: &self.raw_query,
                headers: &self.headers,
                body: &self.body,
            },
            now,
        )
    }

    pub(crate) fn header_mut(&mut self, name: &str) -> &mut String {
        &mut self
            .headers
            .iter_mut()
            .find(|(key, _)| key == name)
            .unwrap()
            .1
    }
}

pub(crate) fn sim(limits: LimitsMode) -> Simulator {
    Simulator::new(SimConfig {
        limits,
        ..SimConfig::default()
    })
}

pub(crate) fn alibaba_key() -> Credential {
    Credential::new(
        default_keys().alibaba_id,
        default_keys().alibaba_secret,
        None,
    )
}

pub(crate) fn huawei_key() -> Credential {
    Credential::new(default_keys().huawei_ak, default_keys().huawei_sk, None)
}

/// A nonce that no other call of this process has.
pub(crate) fn nonce() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("nonce-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

pub(crate) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

pub(crate) fn v3_with(
    key: &Credential,
    method: &str,
    call: (&str, &str),
    params: &[(&str, &str)],
    at: i64,
) -> Sent {
    let query = pairs(params);
    let request = acs3::Request {
        method,
        host: HOST,
        path: "/",
        query: &query,
        body: b"",
        action: call.0,
        version: call.1,
    };
    Sent::new(
        method,
        acs3::sign(
            &request,
            key,
            &Moment {
                unix: at,
                nonce: &nonce(),
            },
        )
        .unwrap(),
    )
}

pub(crate) fn v3(call: (&str, &str), params: &[(&str, &str)]) -> Sent {
    v3_with(&alibaba_key(), "POST", call, params, NOW)
}

pub(crate) fn v1_with(
    key: &Credential,
    method: &str,
    call: (&str, &str),
    params: &[(&str, &str)],
    at: i64,
) -> Sent {
    let mut all = pairs(&[("Action", call.0), ("Version", call.1)]);
    all.extend(pairs(params));
    Sent::new(
        method,
        rpc_v1::sign(
            method,
            HOST,
            &all,
            key,
            &Moment {
                unix: at,
                nonce: &nonce(),
            },
        )
        .unwrap(),
    )
}

pub(crate) fn v1(call: (&str, &str), params: &[(&str, &str)]) -> Sent {
    v1_with(&alibaba_key(), "GET", call, params, NOW)
}

pub(crate) fn huawei_with(
    key: &Credential,
    project: &str,
    params: &[(&str, &str)],
    at: i64,
) -> Sent {
    let query = pairs(params);
    let path = format!("/v2/{project}/stats/httpcodes");
    let request = sdk_hmac::Request {
        method: "GET",
        host: HOST,
        path: &path,
        query: &query,
        body: b"",
        project_id: project,
    };
    Sent::new(
        "GET",
        sdk_hmac::sign(
            &request,
            key,
            &Moment {
                unix: at,
                nonce: "",
            },
        )
        .unwrap(),
    )
}

pub(crate) fn huawei(params: &[(&str, &str)]) -> Sent {
    huawei_with(&huawei_key(), default_keys().huawei_project, params, NOW)
}

pub(crate) fn ask(domains: &[&str], start: i64, end: i64) -> Ask {
    Ask {
        domains: domains.iter().map(|d| (*d).to_owned()).collect(),
        range: TimeRange::new(start, end),
        grain: None,
        isp: None,
        region: None,
        codes: Vec::new(),
    }
}

/// The call of a source for an ask, signed for `now` as the proxy does it.
pub(crate) fn call(source: &str, ask: &Ask, now: i64) -> Sent {
    let call = find(source).unwrap().call(ask);
    let params: Vec<_> = call
        .params
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    match call.style {
        Style::AlibabaRpc { action, version } => {
            v3_with(&alibaba_key(), "POST", (action, version), &params, now)
        }
        Style::HuaweiRest { .. } => {
            huawei_with(&huawei_key(), default_keys().huawei_project, &params, now)
        }
    }
}

/// Asks and decodes; the answer must be a good one.
pub(crate) fn fetch(sim: &Simulator, source: &str, ask: &Ask, now: i64) -> Decoded {
    let response = call(source, ask, now).to(sim, now);
    let text = String::from_utf8_lossy(&response.body);
    assert_eq!(response.status, 200, "{source}: {text}");
    find(source)
        .unwrap()
        .decode(&response.body)
        .unwrap_or_else(|error| panic!("{source}: {error:?}"))
}

pub(crate) fn json(response: &SimResponse) -> Value {
    serde_json::from_slice(&response.body)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&response.body)))
}

/// Status and code of a JSON failure of either vendor; `(200, "")` for an answer.
pub(crate) fn outcome(response: &SimResponse) -> (u16, String) {
    let body = json(response);
    let code = body["Code"]
        .as_str()
        .or_else(|| body["error_code"].as_str())
        .unwrap_or_default();
    (response.status, code.to_owned())
}
