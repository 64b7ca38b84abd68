//! Every vector of `vectors/`, made by the vendors' official SDKs or printed in their documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use originscope_sign::encode::{canonical_query, form_pairs};
use originscope_sign::{Credential, Moment, acs3, canonical, rpc_v1, same, sdk_hmac, sha256_hex};
use serde_json::Value;
use std::path::Path;

/// Files and how many vectors each has (`vectors/README.md`): a lost vector or file fails.
const FILES: [(&str, usize); 10] = [
    ("alicloud_v3_DescribeDcdnDomainWebsocketHttpCodeData", 11),
    ("alicloud_v3_DescribeDomainRealTimeSrcHttpCodeData", 11),
    ("alicloud_v3_DescribeDomainRealTimeSrcTrafficData", 11),
    ("alicloud_v3_DescribeDomainSrcFlowData", 11),
    ("alicloud_v1_DescribeDcdnDomainWebsocketHttpCodeData", 14),
    ("alicloud_v1_DescribeDomainRealTimeSrcHttpCodeData", 14),
    ("alicloud_v1_DescribeDomainRealTimeSrcTrafficData", 14),
    ("alicloud_v1_DescribeDomainSrcFlowData", 14),
    ("huawei_ListQueryHttpCode", 11),
    ("published", 12),
];

fn vectors(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("vectors")
        .join(format!("{name}.json"));
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// Name and value of a JSON object, in its order.
fn pairs(object: &Value) -> Vec<(String, String)> {
    object
        .as_object()
        .unwrap()
        .iter()
        .map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned()))
        .collect()
}

/// `[["name", "value"], …]`
fn pair_list(list: &Value) -> Vec<(String, String)> {
    let one = |pair: &Value, at: usize| pair[at].as_str().unwrap().to_owned();
    list.as_array()
        .unwrap()
        .iter()
        .map(|pair| (one(pair, 0), one(pair, 1)))
        .collect()
}

fn credential(input: &Value, id: &str, secret: &str) -> Credential {
    let keys = &input["credentials"];
    Credential::new(
        keys[id].as_str().unwrap_or(""),
        text(keys, secret),
        keys["security_token"].as_str(),
    )
}

/// Seconds of `2023-10-26T10:22:32Z` or `20231026T102232Z`; the vectors hold whole valid times only.
fn unix(time: &str) -> i64 {
    let digits: String = time.chars().filter(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits[from..to].parse::<i64>().unwrap();
    let (year, month, day) = (part(0, 4), part(4, 6), part(6, 8));
    let leap = |y: i64| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let mut days: i64 = (1970..year).map(|y| if leap(y) { 366 } else { 365 }).sum();
    let lengths = [
        31,
        if leap(year) { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    days += lengths
        .iter()
        .take(usize::try_from(month).unwrap() - 1)
        .sum::<i64>()
        + day
        - 1;
    days * 86_400 + part(8, 10) * 3_600 + part(10, 12) * 60 + part(12, 14)
}

fn query_of(url: &str) -> &str {
    url.split_once('?').map_or("", |(_, query)| query)
}

/// Canonical request of the header set that is given, all of it signed.
fn canonical_for(
    input: &Value,
    uri: &str,
    query: &[(String, String)],
    headers: &[(String, String)],
) -> String {
    let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    canonical::request(&canonical::Parts {
        method: text(input, "method"),
        uri,
        query,
        headers,
        signed: &names,
        payload_hash: &sha256_hex(text(input, "body").as_bytes()),
    })
    .unwrap()
}

fn check_v3_sign(vector: &Value) {
    let (id, input, expected) = (
        text(vector, "id"),
        &vector["input"],
        &vector["expected"]["minimal"],
    );
    let query = pairs(&input["query"]);
    let key = credential(input, "access_key_id", "access_key_secret");
    let headers = pairs(&input["headers_minimal"]);
    let header = |name: &str| headers.iter().find(|(k, _)| k == name).unwrap().1.clone();

    let canonical = canonical_for(input, text(input, "path"), &query, &headers);
    assert_eq!(canonical, text(expected, "canonical_request"), "{id}");
    assert_eq!(
        sha256_hex(canonical.as_bytes()),
        text(expected, "hashed_canonical_request"),
        "{id}"
    );
    let string = acs3::string_to_sign(&canonical);
    assert_eq!(string, text(expected, "string_to_sign"), "{id}");
    let authorization = text(expected, "authorization");
    let signature = acs3::signature(&key, &string).unwrap();
    assert_eq!(
        acs3::authorization(authorization).unwrap().signature,
        signature,
        "{id}"
    );

    let (host, action, version) = (
        header("host"),
        header("x-acs-action"),
        header("x-acs-version"),
    );
    let (date, nonce) = (header("x-acs-date"), header("x-acs-signature-nonce"));
    let call = acs3::Request {
        method: text(input, "method"),
        host: &host,
        path: text(input, "path"),
        query: &query,
        body: text(input, "body").as_bytes(),
        action: &action,
        version: &version,
    };
    let signed = acs3::sign(
        &call,
        &key,
        &Moment {
            unix: unix(&date),
            nonce: &nonce,
        },
    )
    .unwrap();
    assert_eq!(signed.header("authorization"), Some(authorization), "{id}");
    for (name, value) in &headers {
        assert_eq!(signed.header(name), Some(value.as_str()), "{id} {name}");
    }
    if let Some(url) = expected["url"].as_str() {
        assert_eq!(signature, text(expected, "signature"), "{id}");
        assert_eq!(
            canonical_query(&query),
            text(&vector["expected"], "canonical_query"),
            "{id}"
        );
        assert_eq!(format!("https://{host}{}", signed.url), url, "{id}");
    }
}

/// As a verifier meets the official Python SDK: its own header set, its own spelling of the URL.
fn check_v3_verify(vector: &Value) {
    let (id, input, expected) = (
        text(vector, "id"),
        &vector["input"],
        &vector["expected"]["sdk_python"],
    );
    let key = credential(input, "access_key_id", "access_key_secret");
    let query = form_pairs(query_of(text(expected, "sdk_wire_url")));
    let sent = acs3::authorization(text(expected, "authorization")).unwrap();
    let headers = pairs(&expected["signed_headers"]);
    let canonical = canonical::request(&canonical::Parts {
        method: text(input, "method"),
        uri: "/",
        query: &query,
        headers: &headers,
        signed: &sent.signed,
        payload_hash: &sha256_hex(text(input, "body").as_bytes()),
    });
    let canonical = canonical.unwrap();
    assert_eq!(canonical, text(expected, "canonical_request"), "{id}");
    let string = acs3::string_to_sign(&canonical);
    assert_eq!(string, text(expected, "string_to_sign"), "{id}");
    assert_eq!(sent.key_id, key.id(), "{id}");
    assert!(
        same(&acs3::signature(&key, &string).unwrap(), sent.signature),
        "{id}"
    );
    assert!(
        !same(
            &acs3::signature(&key, &format!("{string}x")).unwrap(),
            sent.signature
        ),
        "{id}"
    );
}

fn check_v1(vector: &Value) {
    let (id, input, expected) = (text(vector, "id"), &vector["input"], &vector["expected"]);
    let params = pairs(&input["signed_params"]);
    let key = credential(input, "access_key_id", "access_key_secret");
    let method = text(input, "method");
    assert_eq!(
        canonical_query(&params),
        text(expected, "canonical_query"),
        "{id}"
    );
    let string = rpc_v1::string_to_sign(method, &params);
    assert_eq!(string, text(expected, "string_to_sign"), "{id}");
    assert_eq!(
        rpc_v1::signature(&key, &string).unwrap(),
        text(expected, "signature"),
        "{id}"
    );

    let Some(url) = expected["url_canonical"].as_str() else {
        return;
    };
    let wire = form_pairs(query_of(text(expected, "sdk_wire_url")));
    assert_eq!(
        rpc_v1::string_to_sign(method, &wire),
        string,
        "{id}: the SDK's URL verifies"
    );
    let business: Vec<_> = params
        .into_iter()
        .filter(|(name, _)| !rpc_v1::RESERVED.contains(&name.as_str()))
        .collect();
    let moment = Moment {
        unix: unix(text(input, "timestamp")),
        nonce: text(input, "nonce"),
    };
    let host = text(input, "host");
    let signed = rpc_v1::sign(method, host, &business, &key, &moment).unwrap();
    assert_eq!(format!("https://{host}{}", signed.url), url, "{id}");
}

fn check_huawei_blocks(
    vector: &Value,
    set: &str,
    headers: &[(String, String)],
    query: &[(String, String)],
) -> String {
    let (id, input, expected) = (
        text(vector, "id"),
        &vector["input"],
        &vector["expected"][set],
    );
    let key = credential(input, "ak", "sk");
    let canonical = canonical_for(
        input,
        &sdk_hmac::canonical_uri(text(input, "path")),
        query,
        headers,
    );
    assert_eq!(canonical, text(expected, "canonical_request"), "{id} {set}");
    let string = sdk_hmac::string_to_sign(text(input, "x_sdk_date"), &canonical);
    assert_eq!(string, text(expected, "string_to_sign"), "{id} {set}");
    let signature = sdk_hmac::signature(&key, &string).unwrap();
    let sent = sdk_hmac::authorization(text(expected, "authorization")).unwrap();
    assert_eq!(
        (sent.key_id, sent.signature),
        (key.id(), signature.as_str()),
        "{id} {set}"
    );
    signature
}

fn check_huawei(vector: &Value) {
    let (id, input, expected) = (text(vector, "id"), &vector["input"], &vector["expected"]);
    let query = pair_list(&input["query_pairs"]);
    let headers = pairs(&input["headers_minimal"]);
    let signature = check_huawei_blocks(vector, "minimal", &headers, &query);
    assert_eq!(signature, text(&expected["minimal"], "signature"), "{id}");

    let Some(url) = expected["minimal"]["url"].as_str() else {
        return;
    };
    assert_eq!(
        canonical_query(&query),
        text(expected, "canonical_query"),
        "{id}"
    );
    assert_eq!(
        sdk_hmac::canonical_uri(text(input, "path")),
        text(expected, "canonical_uri"),
        "{id}"
    );
    let host = text(input, "host");
    let call = sdk_hmac::Request {
        method: text(input, "method"),
        host,
        path: text(input, "path"),
        query: &query,
        body: text(input, "body").as_bytes(),
        project_id: text(input, "project_id"),
    };
    let moment = Moment {
        unix: unix(text(input, "x_sdk_date")),
        nonce: "",
    };
    let signed = sdk_hmac::sign(&call, &credential(input, "ak", "sk"), &moment).unwrap();
    assert_eq!(
        signed.header("authorization"),
        Some(text(&expected["minimal"], "authorization")),
        "{id}"
    );
    assert_eq!(format!("https://{host}{}", signed.url), url, "{id}");

    let sdk = &expected["sdk_python"];
    let wire = form_pairs(query_of(text(sdk, "sdk_wire_url")));
    check_huawei_blocks(vector, "sdk_python", &pairs(&sdk["signed_headers"]), &wire);
}

#[test]
fn every_vector() {
    let (mut minimal, mut verified, mut contested) = (0, 0, 0);
    for (file, count) in FILES {
        let all = vectors(file);
        assert_eq!(all.len(), count, "{file}");
        for vector in &all {
            if vector.get("contested").is_some() {
                contested += 1;
                continue;
            }
            match text(vector, "algorithm") {
                "ACS3-HMAC-SHA256" => check_v3_sign(vector),
                "alicloud-rpc-v1-hmac-sha1" => check_v1(vector),
                "SDK-HMAC-SHA256" => check_huawei(vector),
                other => panic!("unknown algorithm {other}"),
            }
            minimal += 1;
            if vector["expected"].get("sdk_python").is_some() {
                if text(vector, "algorithm") == "ACS3-HMAC-SHA256" {
                    check_v3_verify(vector);
                }
                verified += 1;
            }
        }
    }
    // 4 × 11 + 4 × 14 + 11 + 12 vectors, one of them contested; 44 of V3 and 10 of Huawei with the SDK's headers.
    assert_eq!((minimal, verified, contested), (122, 54, 1));
}

#[test]
fn no_file_is_left_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<_> = names
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    let mut listed = FILES.map(|(name, _)| name.to_owned()).to_vec();
    found.sort();
    listed.sort();
    assert_eq!(found, listed);
}
