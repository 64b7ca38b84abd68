//! Alibaba: who is let in, and how everybody else is sent away.

use crate::wire::{HOST, NOW, Sent, alibaba_key, json, outcome, sim, v1, v1_with, v3, v3_with};
use originscope_sign::Credential;
use originscope_sim::{Key, LimitsMode, SimConfig, Simulator};

const CODES: (&str, &str) = ("DescribeDomainRealTimeSrcHttpCodeData", "2018-05-10");
const DOMAIN: [(&str, &str); 1] = [("DomainName", "shop.demo.example")];
const JSON: [(&str, &str); 2] = [("DomainName", "shop.demo.example"), ("Format", "JSON")];

fn current() -> Simulator {
    sim(LimitsMode::Current)
}

fn refused(sent: &Sent, status: u16, code: &str) -> String {
    let response = sent.to(&current(), NOW);
    assert_eq!(outcome(&response), (status, code.to_owned()));
    json(&response)["Message"].as_str().unwrap().to_owned()
}

fn both(params: [(&str, &str); 1], at: i64) -> [Sent; 2] {
    let with_format = [params[0], ("Format", "JSON")];
    [
        v3_with(&alibaba_key(), "POST", CODES, &params, at),
        v1_with(&alibaba_key(), "GET", CODES, &with_format, at),
    ]
}

#[test]
fn get_and_post_are_accepted_in_both_algorithms() {
    let sim = current();
    for method in ["GET", "POST"] {
        assert_eq!(
            outcome(&v3_with(&alibaba_key(), method, CODES, &DOMAIN, NOW).to(&sim, NOW)).0,
            200
        );
        assert_eq!(
            outcome(&v1_with(&alibaba_key(), method, CODES, &JSON, NOW).to(&sim, NOW)).0,
            200
        );
    }
    let mut delete = v3(CODES, &DOMAIN);
    delete.method = "DELETE".to_owned();
    refused(&delete, 400, "UnsupportedHTTPMethod");
}

#[test]
fn v1_may_come_with_the_headers_of_v3() {
    // Both official Python SDKs send these with V1.
    let mut sent = v1(CODES, &JSON);
    for (name, value) in [("x-acs-action", CODES.0), ("x-acs-version", CODES.1)] {
        sent.headers.push((name.to_owned(), value.to_owned()));
    }
    assert_eq!(outcome(&sent.to(&current(), NOW)), (200, String::new()));
}

#[test]
fn parameters_may_stand_in_a_form_body() {
    let mut sent = v1_with(&alibaba_key(), "POST", CODES, &JSON, NOW);
    sent.body = std::mem::take(&mut sent.raw_query).into_bytes();
    sent.headers.push((
        "content-type".to_owned(),
        "application/x-www-form-urlencoded".to_owned(),
    ));
    assert_eq!(outcome(&sent.to(&current(), NOW)), (200, String::new()));
}

#[test]
fn plus_signs_in_the_query_are_spaces() {
    // An official client signs %20 and sends +; the domain is then refused for its blank, not for its signature.
    let mut sent = v3(CODES, &[("DomainName", "a.com,b c.com")]);
    assert!(sent.raw_query.contains("%20"));
    sent.raw_query = sent.raw_query.replace("%20", "+");
    refused(&sent, 403, "IllegalOperation");
}

#[test]
fn whatever_is_tampered_with_breaks_the_signature() {
    let tampers: [fn(&mut Sent); 6] = [
        |sent| sent.raw_query = sent.raw_query.replace("shop", "shap"),
        |sent| sent.raw_query.push_str("&Extra=1"),
        |sent| sent.method = "GET".to_owned(),
        |sent| sent.host = "127.0.0.1".to_owned(),
        |sent| sent.header_mut("x-acs-signature-nonce").push('x'),
        |sent| sent.body = b"{}".to_vec(),
    ];
    for (index, tamper) in tampers.iter().enumerate() {
        let mut sent = v3(CODES, &DOMAIN);
        tamper(&mut sent);
        let message = refused(&sent, 400, "SignatureDoesNotMatch");
        assert!(
            message.contains("server StringToSign is [ACS3-HMAC-SHA256\n"),
            "{index}"
        );
        assert!(message.contains("server CanonicalRequest is ["), "{index}");
    }
    for (from, to) in [
        ("shop", "shap"),
        ("Format=JSON", "Format=json"),
        ("Signature=", "Signature=A"),
    ] {
        let mut sent = v1(CODES, &JSON);
        sent.raw_query = sent.raw_query.replace(from, to);
        let message = refused(&sent, 400, "SignatureDoesNotMatch");
        // What follows the first colon is the server's string to sign.
        assert!(
            message
                .split_once(':')
                .unwrap()
                .1
                .starts_with("GET&%2F&AccessKeyId%3D")
        );
    }
}

#[test]
fn a_declared_hash_that_is_not_the_bodys_is_refused() {
    let mut sent = v3(CODES, &DOMAIN);
    // SHA-256 of "x".
    *sent.header_mut("x-acs-content-sha256") =
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881".to_owned();
    refused(&sent, 400, "SignatureDoesNotMatch");
}

#[test]
fn a_wrong_secret_is_refused() {
    let key = Credential::new(alibaba_key().id(), "wrong", None);
    refused(
        &v3_with(&key, "POST", CODES, &DOMAIN, NOW),
        400,
        "SignatureDoesNotMatch",
    );
    refused(
        &v1_with(&key, "POST", CODES, &JSON, NOW),
        400,
        "SignatureDoesNotMatch",
    );
}

#[test]
fn an_unknown_key_is_refused() {
    let key = Credential::new("LTAI5tNobody", "s", None);
    refused(
        &v3_with(&key, "POST", CODES, &DOMAIN, NOW),
        404,
        "InvalidAccessKeyId.NotFound",
    );
    refused(
        &v1_with(&key, "POST", CODES, &JSON, NOW),
        404,
        "InvalidAccessKeyId.NotFound",
    );
}

#[test]
fn the_clock_may_be_a_quarter_of_an_hour_off() {
    for offset in [-900, 900] {
        for sent in both(DOMAIN, NOW + offset) {
            assert_eq!(outcome(&sent.to(&current(), NOW)).0, 200, "{offset}");
        }
    }
    for offset in [-901, 901, -86_400] {
        for sent in both(DOMAIN, NOW + offset) {
            refused(&sent, 400, "InvalidTimeStamp.Expired");
        }
    }
    let mut sent = v3(CODES, &DOMAIN);
    *sent.header_mut("x-acs-date") = "20270115T080000Z".to_owned();
    refused(&sent, 400, "InvalidTimeStamp.Format");
}

#[test]
fn a_nonce_is_good_once() {
    for sent in both(DOMAIN, NOW) {
        let sim = current();
        assert_eq!(outcome(&sent.to(&sim, NOW)).0, 200);
        assert_eq!(
            outcome(&sent.to(&sim, NOW + 1)),
            (400, "SignatureNonceUsed".to_owned())
        );
    }
}

#[test]
fn a_refused_signature_does_not_use_up_its_nonce() {
    let sim = current();
    let good = v3(CODES, &DOMAIN);
    let mut bad = good.clone();
    bad.raw_query.push_str("&x=1");
    assert_eq!(outcome(&bad.to(&sim, NOW)).0, 400);
    assert_eq!(outcome(&good.to(&sim, NOW)).0, 200);
}

#[test]
fn tokens_must_be_there_exactly_when_they_belong() {
    let config = SimConfig {
        alibaba_keys: vec![Key::alibaba("STS.demo", "secret", Some("token"))],
        ..SimConfig::default()
    };
    let temporary = Simulator::new(config);
    let cases = [
        (Some("token"), 200, ""),
        (None, 400, "MissingSecurityToken"),
        (
            Some("other"),
            400,
            "InvalidSecurityToken.MismatchWithAccessKey",
        ),
    ];
    for (token, status, code) in cases {
        let key = Credential::new("STS.demo", "secret", token);
        let sent = [
            v3_with(&key, "POST", CODES, &DOMAIN, NOW),
            v1_with(&key, "POST", CODES, &JSON, NOW),
        ];
        for sent in sent {
            assert_eq!(
                outcome(&sent.to(&temporary, NOW)),
                (status, code.to_owned()),
                "{token:?}"
            );
        }
    }
    let permanent_with_token = Credential::new(
        alibaba_key().id(),
        "not-a-secret-simulator-only-01",
        Some("token"),
    );
    let sent = v3_with(&permanent_with_token, "POST", CODES, &DOMAIN, NOW);
    refused(&sent, 400, "InvalidSecurityToken.MismatchWithAccessKey");
}

#[test]
fn a_signature_must_cover_the_headers_that_matter() {
    let mut unsigned_header = v3(CODES, &DOMAIN);
    unsigned_header
        .headers
        .push(("x-acs-extra".to_owned(), "1".to_owned()));
    refused(&unsigned_header, 400, "IncompleteSignature");

    let mut lost_header = v3(CODES, &DOMAIN);
    lost_header
        .headers
        .retain(|(name, _)| name != "x-acs-content-sha256");
    refused(&lost_header, 400, "IncompleteSignature");

    let mut shorter_list = v3(CODES, &DOMAIN);
    let authorization = shorter_list.header_mut("authorization");
    *authorization = authorization.replace("host;", "");
    refused(&shorter_list, 400, "IncompleteSignature");

    let mut changed_action = v3(CODES, &DOMAIN);
    *changed_action.header_mut("x-acs-action") = "DescribeDomainRealTimeSrcTrafficData".to_owned();
    refused(&changed_action, 400, "SignatureDoesNotMatch");

    let mut no_signature = v3(CODES, &DOMAIN);
    no_signature
        .headers
        .retain(|(name, _)| name != "authorization");
    refused(&no_signature, 400, "IncompleteSignature");
}

#[test]
fn unknown_actions_and_versions_are_refused() {
    for call in [
        ("DescribeNothing", "2018-05-10"),
        (CODES.0, "2014-11-11"),
        ("DescribeDomainSrcFlowData", "2018-05-10"),
    ] {
        refused(&v3(call, &DOMAIN), 404, "InvalidApi.NotFound");
        refused(&v1(call, &JSON), 404, "InvalidApi.NotFound");
    }
    let mut other_path = v3(CODES, &DOMAIN);
    other_path.path = "/x".to_owned();
    refused(&other_path, 404, "InvalidApi.NotFound");
}

#[test]
fn errors_come_in_the_format_of_the_call() {
    let call = ("DescribeNothing", "1");
    let plain_v1 = v1(call, &DOMAIN).to(&current(), NOW);
    let text = String::from_utf8(plain_v1.body).unwrap();
    assert!(
        text.contains("<Error><RequestId>") && text.contains("<Code>InvalidApi.NotFound</Code>"),
        "{text}"
    );
    assert!(text.contains(&format!("<HostId>{HOST}</HostId>")));
    // One official client reads XML only under exactly this type.
    assert_eq!(plain_v1.headers[0].1, "text/xml;charset=utf-8");
    let xml_v3 = v3(call, &[("Format", "XML")]).to(&current(), NOW);
    assert!(String::from_utf8(xml_v3.body).unwrap().contains("<Error>"));
    let json_v3 = json(&v3(call, &[]).to(&current(), NOW));
    assert_eq!(json_v3["HostId"], HOST);
    assert!(
        json_v3["Recommend"]
            .as_str()
            .unwrap()
            .starts_with("https://api.aliyun.com/troubleshoot?q=InvalidApi.NotFound")
    );
}
