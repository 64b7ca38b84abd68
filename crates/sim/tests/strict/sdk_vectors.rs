//! Requests exactly as the vendors' official Python SDKs send them (the vectors of `crates/sign`) get past the guard.

use crate::wire::{Sent, outcome};
use originscope_core::parse_time;
use originscope_sim::{Key, LimitsMode, SimConfig, Simulator};
use serde_json::Value;
use std::path::Path;

/// Codes that mean: the guard was passed, the rest was judged.
const PASSED: [&str; 6] = [
    "",
    "IllegalOperation",
    "InvalidStartTime.Malformed",
    "InvalidStartTime.ValueNotSupported",
    "LIVE.100011001",
    "APIGW.0302",
];

fn vectors(prefix: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sign/vectors");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with(prefix)
        {
            let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            all.extend(
                file["vectors"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|v| v.get("contested").is_none())
                    .cloned(),
            );
        }
    }
    all
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// The request of a wire URL with some headers.
fn sent(vector: &Value, url: &str, headers: &Value, authorization: Option<&str>) -> Sent {
    let rest = url.strip_prefix("https://").unwrap();
    let (host, target) = rest.split_at(rest.find('/').unwrap());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let none = serde_json::Map::new();
    let named = headers.as_object().unwrap_or(&none).iter();
    let mut headers: Vec<_> = named
        .map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned()))
        .collect();
    headers.extend(authorization.map(|value| ("authorization".to_owned(), value.to_owned())));
    Sent {
        method: text(&vector["input"], "method").to_owned(),
        host: host.to_owned(),
        path: path.to_owned(),
        raw_query: query.to_owned(),
        headers,
        body: text(&vector["input"], "body").as_bytes().to_vec(),
    }
}

fn keys(vector: &Value) -> SimConfig {
    let input = &vector["input"];
    let key = &input["credentials"];
    let token = key["security_token"].as_str();
    SimConfig {
        alibaba_keys: vec![Key::alibaba(
            text(key, "access_key_id"),
            text(key, "access_key_secret"),
            token,
        )],
        huawei_keys: vec![Key::huawei(
            text(key, "ak"),
            text(key, "sk"),
            text(input, "project_id"),
            token,
        )],
        limits: LimitsMode::Current,
        ..SimConfig::default()
    }
}

/// Good as it is, refused after one changed character.
fn check(vector: &Value, sent: &Sent, stamp: &str) {
    let id = text(vector, "id");
    let now = parse_time(stamp).unwrap();
    let (status, code) = outcome(&sent.to(&Simulator::new(keys(vector)), now));
    assert!(PASSED.contains(&code.as_str()), "{id}: {status} {code}");
    let mut tampered = sent.clone();
    tampered.raw_query.push('x');
    let (status, code) = outcome(&tampered.to(&Simulator::new(keys(vector)), now));
    assert!(
        ["SignatureDoesNotMatch", "APIGW.0301"].contains(&code.as_str()),
        "{id}: {status} {code}"
    );
    assert!((400..402).contains(&status));
}

#[test]
fn alibaba_v3() {
    let all = vectors("alicloud_v3");
    assert_eq!(all.len(), 44);
    for vector in &all {
        let sdk = &vector["expected"]["sdk_python"];
        let sent = sent(
            vector,
            text(sdk, "sdk_wire_url"),
            &sdk["signed_headers"],
            sdk["authorization"].as_str(),
        );
        check(vector, &sent, text(&vector["input"], "timestamp"));
    }
}

#[test]
fn alibaba_v1() {
    let all = vectors("alicloud_v1");
    assert_eq!(all.len(), 56);
    for vector in &all {
        let sent = sent(
            vector,
            text(&vector["expected"], "sdk_wire_url"),
            &Value::Null,
            None,
        );
        check(vector, &sent, text(&vector["input"], "timestamp"));
    }
}

#[test]
fn huawei() {
    let all = vectors("huawei");
    assert_eq!(all.len(), 10);
    for vector in &all {
        let sdk = &vector["expected"]["sdk_python"];
        let sent = sent(
            vector,
            text(sdk, "sdk_wire_url"),
            &sdk["signed_headers"],
            sdk["authorization"].as_str(),
        );
        // 20191115T033655Z as 2019-11-15T03:36:55Z
        let date = text(&vector["input"], "x_sdk_date");
        let part = |from, to| date.get(from..to).unwrap();
        let stamp = [
            part(0, 4),
            "-",
            part(4, 6),
            "-",
            part(6, 11),
            ":",
            part(11, 13),
            ":",
            part(13, 16),
        ]
        .concat();
        check(vector, &sent, &stamp);
    }
}
