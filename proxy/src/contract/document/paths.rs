//! Paths, methods and parameters.

use super::answers::{FOUND, problems_of, reference};
use crate::contract::Reach;
use crate::gate::MARK;
use crate::params::Params;
use originscope_core::Spec;
use serde_json::{Map, Value, json};

/// Every path.
pub(super) fn paths() -> Value {
    let mut paths = Map::new();
    paths.insert("/api/v1/sources".to_owned(), sources());
    for api in originscope_apis::registry() {
        paths.insert(
            format!("/api/v1/series/{}", api.spec().id),
            series(api.spec()),
        );
    }
    for (path, operations) in [
        ("/healthz", health()),
        ("/login", login()),
        ("/logout", logout()),
        ("/", page()),
        ("/config.json", hosting()),
        (
            "/readyz",
            operators(
                "Whether to send requests here",
                &[("200", "Ready"), ("503", "NotReady")],
            ),
        ),
        (
            "/metrics",
            operators("Metrics as OpenMetrics has them", &[("200", "Metrics")]),
        ),
    ] {
        paths.insert(path.to_owned(), operations);
    }
    Value::Object(paths)
}

/// An operation whose answers are its own and the problems that its path can have.
fn operation(summary: &str, own: &[(&str, &str)], reach: Reach, more: Value) -> Value {
    let mut answers = Map::new();
    for (status, name) in problems_of(reach) {
        answers.insert(status, reference("responses", &name));
    }
    for (status, name) in own {
        answers.insert((*status).to_owned(), reference("responses", name));
    }
    let mut operation = json!({"summary": summary, "responses": answers});
    if let (Value::Object(operation), Value::Object(more)) = (&mut operation, more) {
        operation.extend(more);
    }
    operation
}

fn signed_in() -> Value {
    json!([{"token": []}, {"session": []}])
}

fn sources() -> Value {
    json!({"get": operation("What the proxy can do for each source", &[("200", "Sources")], Reach::Api, json!({
        "operationId": "sources",
        "security": signed_in(),
        "parameters": [reference("parameters", "mark")],
    }))})
}

fn series(spec: &Spec) -> Value {
    let wanted = |name: &str| match name {
        "grain" => spec.limits.grain_is_asked,
        "isp" | "region" | "code" => spec.filters.contains(&name),
        _ => true,
    };
    let named = Params::default()
        .slots()
        .map(|(name, _)| name)
        .into_iter()
        .filter(|name| wanted(name))
        .map(|name| {
            if name == "grain" {
                grain(spec)
            } else {
                reference("parameters", name)
            }
        });
    let parameters: Vec<Value> = ["mark", "if-none-match"]
        .map(|name| reference("parameters", name))
        .into_iter()
        .chain(named)
        .collect();
    let summary = format!("One window of {}: {}", spec.product, spec.api);
    json!({"get": operation(&summary, FOUND, Reach::Series, json!({
        "operationId": spec.id,
        "description": format!(
            "The body is that of the vendor's {} ({}), byte for byte; at most {} domains a call.",
            spec.api, spec.doc, spec.limits.max_domains.0.max(spec.limits.max_domains.1),
        ),
        "security": signed_in(),
        "parameters": parameters,
    }))})
}

/// The one parameter whose values differ between sources.
fn grain(spec: &Spec) -> Value {
    let tiers = spec.limits.current.iter().chain(spec.limits.seeds);
    let mut grains: Vec<i64> = tiers.map(|tier| tier.grain).collect();
    grains.sort_unstable();
    grains.dedup();
    json!({
        "name": "grain", "in": "query", "schema": {"type": "integer", "enum": grains},
        "description": "Length of a slot in seconds; without it the vendor chooses.",
    })
}

/// The parameters that are alike everywhere.
pub(super) fn parameters() -> Value {
    let query = |name: &str, required: bool, schema: Value, description: &str| json!({"name": name, "in": "query", "required": required, "schema": schema, "description": description});
    let list = |name: &str, required: bool, schema: Value, description: &str| {
        let mut list = query(name, required, schema, description);
        list["style"] = json!("form");
        list["explode"] = json!(false);
        list
    };
    let time = || {
        json!({
            "type": "string", "format": "date-time", "minLength": 20, "maxLength": 20,
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        })
    };
    let plain = || json!({"type": "string", "pattern": "^[A-Za-z0-9_-]{0,64}$"});
    let domain = json!({"type": "string", "minLength": 1, "maxLength": 253, "examples": ["www.example.com"]});
    json!({
        "mark": {
            "name": "X-Requested-With", "in": "header", "required": true,
            "schema": {"type": "string", "const": MARK.1},
            "description": "Only a page of this proxy, or a program, can send it.",
        },
        "if-none-match": {
            "name": "If-None-Match", "in": "header", "required": false, "schema": {"type": "string"},
            "description": "The `ETag` of an answer that the caller has.",
        },
        "domain": list("domain", true, json!({"type": "array", "minItems": 1, "maxItems": 100, "items": domain}),
            "Accelerated domains, separated by commas: names as in DNS, or with letters beyond ASCII. Wildcards, IP \
             addresses and local names are refused."),
        "start": query("start", true, time(), "Where the window begins, UTC."),
        "end": query("end", true, time(), "Where it ends, UTC, not included; not later than now."),
        "isp": query("isp", false, plain(), "Only this provider's part, in the vendor's spelling."),
        "region": query("region", false, plain(), "Only this region's part, in the vendor's spelling."),
        "code": list("code", false, json!({
            "type": "array", "maxItems": 44, "items": {"type": "integer", "minimum": 100, "maximum": 599},
        }), "Only these status codes, separated by commas."),
    })
}

/// GET, and HEAD with the same statuses.
fn both(summary: &str, own: &[(&str, &str)]) -> Value {
    let one = || operation(summary, own, Reach::All, json!({}));
    json!({"get": one(), "head": one()})
}

fn health() -> Value {
    both(
        "Alive, for a load balancer; nothing is looked at",
        &[("200", "Alive")],
    )
}

fn page() -> Value {
    let answers = [("200", "Page"), ("303", "ToLogin"), ("304", "Known")];
    both(
        "The page; without a session, in the modes that have one, the way to /login",
        &answers,
    )
}

fn hosting() -> Value {
    let answers = [("200", "Hosting"), ("304", "Known"), ("404", "NoFile")];
    both(
        "What whoever hosts the page says about it: where its proxy is",
        &answers,
    )
}

fn login() -> Value {
    let mut login = both(
        "The form to sign in",
        &[("200", "Form"), ("404", "NoLogin")],
    );
    let answers = [
        ("303", "SignedIn"),
        ("401", "NotSignedIn"),
        ("403", "OtherSite"),
        ("404", "NoLogin"),
        ("413", "LongForm"),
        ("429", "ManyTries"),
    ];
    login["post"] = operation(
        "Signs in: five tries a minute and address",
        &answers,
        Reach::All,
        json!({
            "parameters": of_this_page(),
            "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": {
                "type": "object", "required": ["secret"],
                "properties": {
                    "name": {"type": "string", "description": "In mode `password`."},
                    "secret": {"type": "string", "description": "The password, or the token."},
                },
            }}}},
        }),
    );
    login
}

fn logout() -> Value {
    let answers = [("303", "SignedOut"), ("403", "OtherSite")];
    let more = json!({"parameters": of_this_page()});
    json!({"post": operation("Ends the session", &answers, Reach::All, more)})
}

/// What a browser says by itself about a form. One of the two must be there and right, else it is another site's.
fn of_this_page() -> Value {
    let header = |name: &str, schema: Value, description: &str| json!({"name": name, "in": "header", "schema": schema, "description": description});
    json!([
        header(
            "Sec-Fetch-Site",
            json!({"type": "string", "const": "same-origin"}),
            "Newer browsers send it."
        ),
        header(
            "Origin",
            json!({"type": "string"}),
            "The proxy's own; it counts where Sec-Fetch-Site is not sent."
        ),
    ])
}

/// On the listener that only this machine reaches. Other methods are refused there without a word.
fn operators(summary: &str, own: &[(&str, &str)]) -> Value {
    let answers: Map<String, Value> = own
        .iter()
        .chain(&[("421", "Misdirected")])
        .map(|(status, name)| ((*status).to_owned(), reference("responses", name)))
        .collect();
    json!({
        "servers": [{"url": "http://127.0.0.1:9091", "description": "`admin` in the configuration"}],
        "get": {"summary": summary, "responses": answers},
    })
}
