//! Answers and their headers: the problems out of the list, the rest by hand.

use crate::cache::How;
use crate::contract::{PROBLEMS, Reach};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What a series answers when all is well.
pub(super) const FOUND: &[(&str, &str)] = &[("200", "Series"), ("304", "Known")];

/// `$ref` to a component.
pub(super) fn reference(kind: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

/// The statuses that a path of this reach can have besides its own, each with the name of its answer.
pub(super) fn problems_of(reach: Reach) -> Vec<(String, String)> {
    let statuses: BTreeSet<u16> = PROBLEMS
        .iter()
        .filter(|(_, _, from)| *from <= reach)
        .map(|(status, _, _)| *status)
        .collect();
    let fixed = [("421", "Misdirected"), ("431", "LongHead")]
        .map(|(status, name)| (status.to_owned(), name.to_owned()));
    statuses
        .into_iter()
        .map(|status| (status.to_string(), format!("{reach:?}{status}")))
        .chain(fixed)
        .collect()
}

fn problem(status: u16, reach: Reach) -> Value {
    let codes: Vec<&str> = PROBLEMS
        .iter()
        .filter(|(of, _, from)| *of == status && *from <= reach)
        .map(|(_, code, _)| *code)
        .collect();
    let schema = json!({
        "allOf": [super::answers::reference("schemas", "Problem")],
        "properties": {"status": {"const": status}, "code": {"enum": codes}},
    });
    let mut headers = Map::new();
    headers.insert(
        "X-Request-Id".to_owned(),
        reference("headers", "X-Request-Id"),
    );
    if matches!(status, 429 | 503) {
        headers.insert(
            "Retry-After".to_owned(),
            reference("headers", "Retry-After"),
        );
    }
    json!({
        "description": codes.join(", "),
        "headers": headers,
        "content": {"application/problem+json": {"schema": schema}},
    })
}

fn bare(description: &str) -> Value {
    json!({"description": description})
}

fn with(description: &str, kind: &str, schema: Value) -> Value {
    json!({"description": description, "content": {kind: {"schema": schema}}})
}

fn text(description: &str, kind: &str) -> Value {
    with(description, kind, json!({"type": "string"}))
}

fn to(description: &str) -> Value {
    json!({"description": description, "headers": {"Location": {"schema": {"type": "string"}, "required": true}}})
}

/// Every answer.
pub(super) fn answers() -> Value {
    let mut all = json!({
        "Sources": with("The state of every source", "application/json", reference("schemas", "Sources")),
        "Series": series(),
        "Known": bare("The caller has it already"),
        "Misdirected": bare("For another host"),
        "LongHead": bare("A head of more than 16 KiB or 64 lines"),
        "Alive": bare("Alive; on the operators' listener with the word ok"),
        "Page": text("The page", "text/html"),
        "Form": text("The form", "text/html"),
        "Hosting": with("Where the proxy is; empty where the page comes from", "application/json", json!({
            "type": "object", "required": ["proxy"], "additionalProperties": false,
            "properties": {"proxy": {"type": "string"}},
        })),
        "NoFile": text("The page was built without it", "text/plain"),
        "ToLogin": to("Nobody has signed in"),
        "NoLogin": bare("The access mode has no form"),
        "NotSignedIn": text("The form again: that did not sign anybody in", "text/html"),
        "SignedOut": to("Back to the page, with the cookie taken away"),
        "OtherSite": bare("Sent by another site"),
        "LongForm": bare("A form of more than 1 KiB"),
        "Ready": with("Ready", "application/json", reference("schemas", "Ready")),
        "NotReady": with("Draining, or without any key", "application/json", reference("schemas", "Ready")),
        "Metrics": text("Counters and gauges; no domain, user or address in them", "application/openmetrics-text"),
    });
    all["SignedIn"] = json!({
        "description": "Back to the page, with the session in a cookie",
        "headers": {
            "Location": {"schema": {"type": "string"}, "required": true},
            "Set-Cookie": {"schema": {"type": "string"}, "required": true},
        },
    });
    all["ManyTries"] = json!({"description": "More than five tries a minute", "headers": {"Retry-After": reference("headers", "Retry-After")}});
    for reach in [Reach::All, Reach::Api, Reach::Series] {
        for (status, name) in problems_of(reach) {
            if let (Ok(status), None) = (status.parse(), all.get(&name)) {
                all[name] = problem(status, reach);
            }
        }
    }
    all
}

/// The vendor's body. XML is what some saved answers are.
fn series() -> Value {
    let names = [
        "X-Request-Id",
        "X-Upstream-Request-Id",
        "X-Cache",
        "ETag",
        "Age",
        "Cache-Control",
        "Vary",
    ];
    let headers: Map<String, Value> = names
        .map(|name| (name.to_owned(), reference("headers", name)))
        .into_iter()
        .collect();
    json!({
        "description": "The vendor's answer, byte for byte",
        "headers": headers,
        "content": {
            "application/json": {"schema": {"type": "object", "minProperties": 1}},
            "application/xml": {"schema": {"type": "string"}},
        },
    })
}

/// The headers that answers name.
pub(super) fn headers() -> Value {
    let header = |required: bool, schema: Value, description: &str| json!({"required": required, "schema": schema, "description": description});
    let words = [How::Hit, How::Miss, How::Joined, How::Shared, How::Stale].map(How::word);
    json!({
        "X-Request-Id": header(true, json!({"type": "string", "pattern": "^[0-9a-f]{32}$"}), "The proxy's id of the request, as in its log."),
        "X-Upstream-Request-Id": header(false, json!({"type": "string", "pattern": "^[A-Za-z0-9-]{1,64}$"}), "The vendor's id of the call."),
        "X-Cache": header(true, json!({"type": "string", "enum": words}), "Where the answer comes from; `stale` is shown to the reader."),
        "ETag": header(true, json!({"type": "string"}), "For If-None-Match."),
        "Age": header(true, json!({"type": "integer", "minimum": 0}), "Seconds since the vendor answered."),
        "Cache-Control": header(true, json!({"type": "string"}), "Always private; settled windows may be kept."),
        "Vary": header(true, json!({"type": "string"}), "Cookie, and Origin where other origins are allowed."),
        "Retry-After": header(false, json!({"type": "integer", "minimum": 0}), "Seconds to wait."),
    })
}
