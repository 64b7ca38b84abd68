//! A vendor that takes only the key that was handed out, and the proxy before it.
#![allow(dead_code, clippy::unwrap_used)] // every test file uses a part of it

use super::giver::{Answer, Asked, alibaba_key};
use super::home::Home;
use super::{HOUR, NOW, clock, empty_folder, get, listen};
use axum::Router;
use originscope_proxy::{Config, Flags, Proxy, app, simulator_app};
use originscope_sim::{Key, SimConfig, Simulator};
use std::net::SocketAddr;

pub(crate) const ID: &str = "STS.CANARY-ID-1234";
pub(crate) const SECRET: &str = "CANARY-SECRET";
pub(crate) const TOKEN: &str = "CANARY/TOKEN+/=";

/// Vendors that take the handed-out key only.
pub(crate) async fn vendors() -> SocketAddr {
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba(ID, SECRET, Some(TOKEN))],
        huawei_keys: vec![Key::huawei(ID, SECRET, "p1", Some(TOKEN))],
        ..SimConfig::default()
    };
    listen(simulator_app(Simulator::new(sim), clock())).await
}

pub(crate) fn key() -> String {
    alibaba_key(ID, SECRET, TOKEN, NOW + 3_600)
}

pub(crate) fn huawei_key() -> String {
    format!(
        r#"{{"credential":{{"access":"{ID}","secret":"{SECRET}","securitytoken":"{TOKEN}","expires_at":"2026-11-21T07:00:00.000000Z"}}}}"#
    )
}

pub(crate) fn given(text: String) -> Answer {
    (200, None, text)
}

pub(crate) fn refused(status: u16) -> Answer {
    (status, None, "CANARY: no".to_owned())
}

pub(crate) async fn proxy(home: &Home, env: &[(&str, &str)], config: &str) -> Router {
    let vendors = vendors().await;
    let config = format!(
        "[accounts.alibaba.endpoints]\ncdn = \"http://{vendors}\"\ndcdn = \"http://{vendors}\"\n{config}\n"
    )
    .replace("VENDORS", &vendors.to_string());
    let flags = Flags {
        config: Some(config),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &home.env(env)).unwrap();
    app(Proxy::new(config, clock()).unwrap())
}

pub(crate) async fn asks(service: &Router, source: &str) -> (u16, String) {
    let got = get(
        service,
        &format!("/api/v1/series/{source}?domain=a.com&{HOUR}"),
    )
    .await;
    assert!(!got.text().contains("CANARY"), "{}", got.text());
    let code = if got.status == 200 {
        String::new()
    } else {
        got.problem().code
    };
    (got.status, code)
}

pub(crate) const WORKS: (u16, &str) = (200, "");

pub(crate) fn is(got: &(u16, String), expected: (u16, &str)) -> bool {
    (got.0, got.1.as_str()) == expected
}

/// The metadata service of an Alibaba machine: with a token only, as the second version has it.
pub(crate) fn machine(asked: &Asked) -> Answer {
    let path = "/latest/meta-data/ram/security-credentials/";
    let token = asked.header("x-aliyun-ecs-metadata-token");
    match (asked.method.as_str(), asked.path.as_str()) {
        ("PUT", "/latest/api/token")
            if asked.header("x-aliyun-ecs-metadata-token-ttl-seconds") == "21600" =>
        {
            given("CANARY-MT".to_owned())
        }
        ("GET", _) if token != "CANARY-MT" => refused(403),
        ("GET", "/latest/meta-data/owner-account-id") => given("1234567890".to_owned()),
        ("GET", asked) if asked == path => given("the-role\n".to_owned()),
        ("GET", asked) if asked == format!("{path}the-role") => given(key()),
        _ => refused(404),
    }
}
