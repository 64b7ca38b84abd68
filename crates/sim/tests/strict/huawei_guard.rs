//! Huawei: who is let in, and how everybody else is sent away.

use crate::wire::{HOST, NOW, Sent, huawei, huawei_key, huawei_with, json, outcome, pairs, sim};
use originscope_sign::{AuthToken, Credential, Moment, auth_token, sdk_hmac};
use originscope_sim::{Key, LimitsMode, SimConfig, Simulator, default_keys};

const DOMAIN: [(&str, &str); 1] = [("play_domains", "shop.demo.example")];

fn current() -> Simulator {
    sim(LimitsMode::Current)
}

fn refused(sent: &Sent, status: u16, code: &str) -> String {
    let response = sent.to(&current(), NOW);
    assert_eq!(outcome(&response), (status, code.to_owned()));
    json(&response)["error_msg"].as_str().unwrap().to_owned()
}

#[test]
fn a_signed_call_is_accepted_and_may_be_repeated() {
    let (sim, sent) = (current(), huawei(&DOMAIN));
    assert_eq!(outcome(&sent.to(&sim, NOW)), (200, String::new()));
    assert_eq!(
        outcome(&sent.to(&sim, NOW)),
        (200, String::new()),
        "the algorithm has no nonce"
    );
}

#[test]
fn tampering_breaks_the_signature() {
    let tampers: [fn(&mut Sent); 4] = [
        |sent| sent.raw_query = sent.raw_query.replace("shop", "shap"),
        |sent| sent.raw_query.push_str("&code=200"),
        |sent| sent.host = "127.0.0.1".to_owned(),
        |sent| sent.body = b"{}".to_vec(),
    ];
    for tamper in tampers {
        let mut sent = huawei(&DOMAIN);
        tamper(&mut sent);
        let message = refused(&sent, 401, "APIGW.0301");
        assert!(
            message.contains("canonicalRequest:GET|/v2/"),
            "the gateway echoes: {message}"
        );
    }
    let wrong = Credential::new(huawei_key().id(), "wrong", None);
    refused(
        &huawei_with(&wrong, default_keys().huawei_project, &DOMAIN, NOW),
        401,
        "APIGW.0301",
    );
}

#[test]
fn gateway_refusals_carry_the_request_id() {
    let mut sent = huawei(&DOMAIN);
    sent.headers.retain(|(name, _)| name != "authorization");
    let response = sent.to(&current(), NOW);
    assert_eq!(outcome(&response), (401, "APIGW.0301".to_owned()));
    let id = response
        .headers
        .iter()
        .find(|(name, _)| name == "x-request-id")
        .unwrap()
        .1
        .clone();
    assert_eq!(json(&response)["request_id"], id.as_str());
    assert!(
        id.len() == 32
            && id
                .bytes()
                .all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
    );
}

#[test]
fn unknown_keys_old_clocks_and_odd_dates() {
    let nobody = Credential::new("NOBODY", "s", None);
    let project = default_keys().huawei_project;
    assert!(
        refused(
            &huawei_with(&nobody, project, &DOMAIN, NOW),
            401,
            "APIGW.0301"
        )
        .contains("ak NOBODY not exist")
    );
    for offset in [-901, 901] {
        refused(
            &huawei_with(&huawei_key(), project, &DOMAIN, NOW + offset),
            401,
            "APIGW.0303",
        );
    }
    for offset in [-900, 900] {
        let sent = huawei_with(&huawei_key(), project, &DOMAIN, NOW + offset);
        assert_eq!(outcome(&sent.to(&current(), NOW)).0, 200);
    }
    let mut odd = huawei(&DOMAIN);
    *odd.header_mut("x-sdk-date") = "2027-01-15T08:00:00Z".to_owned();
    refused(&odd, 401, "APIGW.0301");
}

#[test]
fn the_signature_must_cover_its_date() {
    let mut sent = huawei(&DOMAIN);
    let authorization = sent.header_mut("authorization");
    *authorization = authorization.replace(";x-sdk-date", "");
    assert!(refused(&sent, 401, "APIGW.0301").contains("x-sdk-date is not signed"));
}

#[test]
fn a_declared_hash_must_be_the_bodys() {
    let mut sent = huawei(&DOMAIN);
    sent.headers
        .push(("x-sdk-content-sha256".to_owned(), "0".repeat(64)));
    assert!(refused(&sent, 401, "APIGW.0301").contains("x-sdk-content-sha256"));
}

#[test]
fn tokens_must_be_there_exactly_when_they_belong() {
    let project = default_keys().huawei_project;
    let keys = vec![Key::huawei("TEMP", "sk", project, Some("token"))];
    let temporary = Simulator::new(SimConfig {
        huawei_keys: keys,
        ..SimConfig::default()
    });
    for (token, status) in [(Some("token"), 200), (None, 401), (Some("other"), 401)] {
        let sent = huawei_with(&Credential::new("TEMP", "sk", token), project, &DOMAIN, NOW);
        assert_eq!(outcome(&sent.to(&temporary, NOW)).0, status, "{token:?}");
    }
    let surplus = Credential::new(huawei_key().id(), default_keys().huawei_sk, Some("token"));
    refused(
        &huawei_with(&surplus, project, &DOMAIN, NOW),
        401,
        "APIGW.0301",
    );
}

#[test]
fn the_project_must_be_the_keys_and_stand_in_path_and_header() {
    let other = "ffffffffffffffffffffffffffffffff";
    refused(
        &huawei_with(&huawei_key(), other, &DOMAIN, NOW),
        403,
        "APIGW.0302",
    );

    let mut no_header = huawei(&DOMAIN);
    no_header.headers.retain(|(name, _)| name != "x-project-id");
    refused(&no_header, 401, "APIGW.0301"); // it was signed

    let path = format!("/v2/{}/stats/httpcodes", default_keys().huawei_project);
    let call = sdk_hmac::Request {
        method: "GET",
        host: HOST,
        path: &path,
        query: &[],
        body: b"",
        project_id: "elsewhere",
    };
    let signed = sdk_hmac::sign(
        &call,
        &huawei_key(),
        &Moment {
            unix: NOW,
            nonce: "",
        },
    )
    .unwrap();
    assert!(refused(&Sent::new("GET", signed), 400, "LIVE.100011001").contains("X-Project-Id"));
}

#[test]
fn a_user_token_needs_no_signature() {
    let project = default_keys().huawei_project;
    let keys = vec![default_keys().huawei().with_user_token("MIIdemo")];
    let sim = Simulator::new(SimConfig {
        huawei_keys: keys,
        ..SimConfig::default()
    });
    let with = |token: &str, project: &str| {
        let query = pairs(&DOMAIN);
        let path = format!("/v2/{project}/stats/httpcodes");
        let call = sdk_hmac::Request {
            method: "GET",
            host: HOST,
            path: &path,
            query: &query,
            body: b"",
            project_id: project,
        };
        outcome(
            &Sent::new(
                "GET",
                auth_token::sign(&call, &AuthToken::new(token)).unwrap(),
            )
            .to(&sim, NOW),
        )
    };
    assert_eq!(with("MIIdemo", project), (200, String::new()));
    assert_eq!(with("MIIother", project), (401, "APIGW.0307".to_owned()));
    assert_eq!(with("MIIdemo", "elsewhere"), (403, "APIGW.0302".to_owned()));
}

#[test]
fn five_refusals_in_a_row_lock_the_key_for_five_minutes() {
    let sim = current();
    let mut bad = huawei(&DOMAIN);
    bad.raw_query.push_str("&x=1");
    for _ in 0..5 {
        assert_eq!(outcome(&bad.to(&sim, NOW)).0, 401);
    }
    let locked = huawei(&DOMAIN).to(&sim, NOW + 299);
    assert_eq!(locked.status, 401);
    assert!(
        json(&locked)["error_msg"]
            .as_str()
            .unwrap()
            .contains("forbidden")
    );
    assert_eq!(outcome(&huawei(&DOMAIN).to(&sim, NOW + 300)).0, 200);
}

#[test]
fn other_paths_and_methods_do_not_exist() {
    let mut path = huawei(&DOMAIN);
    path.path.push('x');
    refused(&path, 404, "APIGW.0101");
    let mut method = huawei(&DOMAIN);
    method.method = "POST".to_owned();
    refused(&method, 404, "APIGW.0101");
}
