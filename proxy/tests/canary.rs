//! No key, token or signature ever gets out, at whatever log level.
//!
//! Alone in its file: while there is one subscriber only, a thread without it can switch a log line off for the process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::{LogForm, log_to, simulator_app};
use originscope_sim::{Key, SimConfig, Simulator};
use support::log::Log;
use support::{HOUR, SOURCES, clock, get, listen};

const PROJECT: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

fn config(address: std::net::SocketAddr, signature: &str, secret: &str, token: &str) -> String {
    format!(
        "[accounts.alibaba]\naccess_key_id = \"CANARYALIID\"\naccess_key_secret = \"{secret}\"\n\
         security_token = \"{token}\"\nsignature = \"{signature}\"\n\
         [accounts.alibaba.endpoints]\ncdn = \"http://{address}\"\ndcdn = \"http://{address}\"\n\
         [accounts.huawei]\nak = \"CANARYHWAK\"\nsk = \"{secret}\"\nsecurity_token = \"{token}\"\n\
         project_id = \"{PROJECT}\"\nendpoint = \"http://{address}\"\n"
    )
}

/// At trace level, through success and through every refusal that echoes signing material: nothing of a key, a token
/// or a signature is in an answer or in the log.
#[tokio::test]
async fn no_secret_leaves() {
    let log = Log::default();
    let _guard =
        tracing::subscriber::set_default(log_to(log.clone(), Some("trace"), LogForm::Json));
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba(
            "CANARYALIID",
            "CANARYSECRET",
            Some("CANARYTOKEN"),
        )],
        huawei_keys: vec![Key::huawei(
            "CANARYHWAK",
            "CANARYSECRET",
            PROJECT,
            Some("CANARYTOKEN"),
        )],
        ..SimConfig::default()
    };
    let address = listen(simulator_app(Simulator::new(sim), clock())).await;
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let mut answers = String::new();
    let mut statuses = Vec::new();
    for signature in ["v3", "v1"] {
        for (to, secret, token) in [
            (address, "CANARYSECRET", "CANARYTOKEN"),
            (address, "CANARYWRONG", "CANARYTOKEN"),
            (address, "CANARYSECRET", "CANARYEXPIRED"),
            (closed, "CANARYSECRET", "CANARYTOKEN"),
        ] {
            let service = support::configured(&config(to, signature, secret, token));
            for source in SOURCES {
                for query in [
                    format!("domain=secret-customer.example&{HOUR}"),
                    "domain=CANARYQUERY".to_owned(),
                ] {
                    let got = get(&service, &format!("/api/v1/series/{source}?{query}")).await;
                    statuses.push(got.status);
                    answers.push_str(&format!("{:?}\n{}\n", got.headers, got.text()));
                }
            }
            answers.push_str(&get(&service, "/api/v1/sources").await.text());
        }
    }
    assert!(
        statuses.contains(&200) && statuses.contains(&502) && statuses.contains(&400),
        "{statuses:?}"
    );
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.lines().count() > 80 && logged.contains("upstream_auth"),
        "the log was captured: {logged}"
    );
    for canary in [
        "CANARY",
        "Q0FOQVJZ",
        "43414e415259",
        "HMAC-SHA",
        "Signature=",
        "SecurityToken=",
        "x-acs-",
        "Authorization",
        "authorization",
    ] {
        assert!(!answers.contains(canary), "{canary} in an answer");
        assert!(!logged.contains(canary), "{canary} in the log:\n{logged}");
    }
    assert!(
        !logged.contains("secret-customer"),
        "a query string in the log:\n{logged}"
    );
}
