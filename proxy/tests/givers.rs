//! Keys that services hand out, each played over real HTTP as its documents describe it; the simulated vendor takes only
//! the key that was handed out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use originscope_proxy::{Config, Flags, Proxy, app, simulator_app};
use originscope_sign::{Credential, Moment, acs3};
use originscope_sim::{Key, SimConfig, Simulator};
use std::net::SocketAddr;
use support::giver::{Answer, Asked, Giver, alibaba_key, sts_answer};
use support::home::Home;
use support::{HOUR, NOW, clock, empty_folder, get, listen};

const ID: &str = "STS.CANARY-ID-1234";
const SECRET: &str = "CANARY-SECRET";
const TOKEN: &str = "CANARY/TOKEN+/=";

/// Vendors that take the handed-out key only.
async fn vendors() -> SocketAddr {
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba(ID, SECRET, Some(TOKEN))],
        huawei_keys: vec![Key::huawei(ID, SECRET, "p1", Some(TOKEN))],
        ..SimConfig::default()
    };
    listen(simulator_app(Simulator::new(sim), clock())).await
}

fn key() -> String {
    alibaba_key(ID, SECRET, TOKEN, NOW + 3_600)
}

fn huawei_key() -> String {
    format!(
        r#"{{"credential":{{"access":"{ID}","secret":"{SECRET}","securitytoken":"{TOKEN}","expires_at":"2026-11-21T07:00:00.000000Z"}}}}"#
    )
}

fn given(text: String) -> Answer {
    (200, None, text)
}

fn refused(status: u16) -> Answer {
    (status, None, "CANARY: no".to_owned())
}

async fn proxy(home: &Home, env: &[(&str, &str)], config: &str) -> Router {
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

async fn asks(service: &Router, source: &str) -> (u16, String) {
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

const WORKS: (u16, &str) = (200, "");

fn is(got: &(u16, String), expected: (u16, &str)) -> bool {
    (got.0, got.1.as_str()) == expected
}

/// The metadata service of an Alibaba machine: with a token only, as the second version has it.
fn machine(asked: &Asked) -> Answer {
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

#[tokio::test]
async fn the_role_of_an_alibaba_machine() {
    let (home, giver) = (Home::new(), Giver::new(machine).await);
    let metadata = format!("metadata = \"http://{}\"", giver.address);
    let by_name = proxy(
        &home,
        &[("ALIBABA_CLOUD_ECS_METADATA", "the-role")],
        &metadata,
    )
    .await;
    assert!(is(&asks(&by_name, "cdn-origin-codes").await, WORKS));
    assert!(is(&asks(&by_name, "dcdn-ws-codes").await, WORKS));
    let paths: Vec<_> = giver.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(
        paths.len(),
        3,
        "one token, one key, one owner for two calls: {paths:?}"
    );

    let auto = format!("{metadata}\n[accounts.alibaba]\ninstance_role = \"auto\"");
    let auto = proxy(&home, &[], &auto).await;
    assert!(is(&asks(&auto, "cdn-origin-codes").await, WORKS));
    home.write(".aliyun/config.json", r#"{"current":"m","profiles":[{"name":"m","mode":"EcsRamRole","ram_role_name":"the-role"}]}"#);
    let profile = proxy(&home, &[], &metadata).await;
    assert!(is(&asks(&profile, "cdn-origin-codes").await, WORKS));
    let other = proxy(
        &Home::new(),
        &[("ALIBABA_CLOUD_ECS_METADATA", "another")],
        &metadata,
    )
    .await;
    assert!(is(
        &asks(&other, "cdn-origin-codes").await,
        (502, "credentials_expired")
    ));
}

#[tokio::test]
async fn a_machine_with_the_first_version_only() {
    let first = |asked: &Asked| match asked.path.as_str() {
        "/latest/meta-data/ram/security-credentials/r" => given(key()),
        _ => refused(404),
    };
    let (home, giver) = (Home::new(), Giver::new(first).await);
    let metadata = format!("metadata = \"http://{}\"", giver.address);
    let role = ("ALIBABA_CLOUD_ECS_METADATA", "r");
    let service = proxy(&home, &[role], &metadata).await;
    assert!(is(&asks(&service, "cdn-origin-codes").await, WORKS));
    let count = giver.asked().len();
    let strict = proxy(
        &home,
        &[role, ("ALIBABA_CLOUD_IMDSV1_DISABLED", "true")],
        &metadata,
    )
    .await;
    assert!(is(
        &asks(&strict, "cdn-origin-codes").await,
        (502, "credentials_expired")
    ));
    assert_eq!(
        giver.asked().len(),
        count + 1,
        "after the token was refused nothing else is asked"
    );
}

/// Checks the signature as STS does: sign the same call with the same key, moment and nonce.
fn assume(asked: &Asked, id: &str, secret: &str, token: Option<&str>) -> bool {
    let query: Vec<_> = originscope_sign::encode::form_pairs(asked.path.split_once('?').unwrap().1);
    let unix = originscope_core::parse_time(asked.header("x-acs-date")).unwrap();
    let moment = Moment {
        unix,
        nonce: asked.header("x-acs-signature-nonce"),
    };
    let request = acs3::Request {
        method: "POST",
        host: asked.header("host"),
        path: "/",
        query: &query,
        body: asked.body.as_bytes(),
        action: "AssumeRole",
        version: "2015-04-01",
    };
    let signed = acs3::sign(&request, &Credential::new(id, secret, token), &moment).unwrap();
    asked.method == "POST" && signed.header("authorization") == Some(asked.header("authorization"))
}

#[tokio::test]
async fn a_role_assumed_with_another_key() {
    let sts = |asked: &Asked| {
        let is_signed = assume(asked, "CLI-KEY-1", "s", None);
        let is_meant = asked.query("RoleArn") == "acs:ram::1:role/reader"
            && asked.query("RoleSessionName") == "me"
            && asked.query("DurationSeconds") == "900"
            && asked.query("ExternalId") == "ext"
            && asked.query("Policy") == "{}";
        match (is_signed, is_meant) {
            (true, true) => given(sts_answer(&key())),
            _ => (
                403,
                None,
                r#"{"Code":"NoPermission","Message":"CANARY"}"#.to_owned(),
            ),
        }
    };
    let (home, giver) = (Home::new(), Giver::new(sts).await);
    let endpoint = format!("sts = \"http://{}\"", giver.address);
    let profile = |duration: i64| {
        format!(
            r#"{{"current":"r","profiles":[{{"name":"r","mode":"RamRoleArn","access_key_id":"CLI-KEY-1","access_key_secret":"s",
            "ram_role_arn":"acs:ram::1:role/reader","ram_session_name":"me","expired_seconds":{duration},"external_id":"ext","policy":"{{}}"}}]}}"#
        )
    };
    home.write(".aliyun/config.json", &profile(900));
    let service = proxy(&home, &[], &endpoint).await;
    assert!(
        is(&asks(&service, "cdn-origin-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
    home.write(".aliyun/config.json", &profile(901));
    let service = proxy(&home, &[], &endpoint).await;
    let got = get(
        &service,
        &format!("/api/v1/series/cdn-origin-codes?domain=a.com&{HOUR}"),
    )
    .await;
    let problem = got.problem();
    assert_eq!(
        (problem.code.as_str(), problem.upstream_code.as_deref()),
        ("credentials_expired", Some("NoPermission"))
    );
}

/// A profile that stands upon a profile, and a role that the configuration names.
#[tokio::test]
async fn roles_upon_roles() {
    let sts = |asked: &Asked| match asked.query("RoleArn").as_str() {
        "acs:ram::1:role/first" if assume(asked, "CLI-KEY-1", "s", None) => given(sts_answer(
            &alibaba_key("STS.MIDDLE", "m", "middle", NOW + 900),
        )),
        "acs:ram::2:role/second" if assume(asked, "STS.MIDDLE", "m", Some("middle")) => {
            given(sts_answer(&key()))
        }
        _ => refused(403),
    };
    let (home, giver) = (Home::new(), Giver::new(sts).await);
    let endpoint = format!("sts = \"http://{}\"", giver.address);
    let first = r#"{"name":"first","mode":"RamRoleArn","access_key_id":"CLI-KEY-1","access_key_secret":"s","ram_role_arn":"acs:ram::1:role/first"}"#;
    let second = r#"{"name":"second","mode":"ChainableRamRoleArn","source_profile":"first","ram_role_arn":"acs:ram::2:role/second"}"#;
    home.write(
        ".aliyun/config.json",
        &format!(r#"{{"current":"second","profiles":[{second},{first}]}}"#),
    );
    let service = proxy(&home, &[], &endpoint).await;
    assert!(
        is(&asks(&service, "cdn-origin-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
    let named = format!(
        "{endpoint}\n[accounts.alibaba]\nprofile = \"first\"\nrole_arn = \"acs:ram::2:role/second\""
    );
    let service = proxy(&home, &[], &named).await;
    assert!(
        is(&asks(&service, "cdn-origin-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
}

#[tokio::test]
async fn a_role_by_oidc() {
    let sts = |asked: &Asked| {
        let is_meant = asked.method == "POST"
            && asked.query("Action") == "AssumeRoleWithOIDC"
            && asked.query("Version") == "2015-04-01"
            && asked.query("Timestamp") == "2026-11-21T06:00:00Z"
            && asked.form("RoleArn") == "acs:ram::1:role/pod"
            && asked.form("OIDCProviderArn") == "acs:ram::1:oidc-provider/ack"
            && asked.form("OIDCToken") == "CANARY.JWT-1"
            && asked.header("authorization").is_empty();
        if is_meant {
            given(sts_answer(&key()))
        } else {
            refused(400)
        }
    };
    let (home, giver) = (Home::new(), Giver::new(sts).await);
    let endpoint = format!("sts = \"http://{}\"", giver.address);
    let file = home.write_as("token", "CANARY.JWT-1\n", 0o644);
    let env = [
        ("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/pod"),
        (
            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
            "acs:ram::1:oidc-provider/ack",
        ),
        ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", file.to_str().unwrap()),
    ];
    let service = proxy(&home, &env, &endpoint).await;
    assert!(
        is(&asks(&service, "cdn-origin-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
    let asked = giver.asked().remove(0);
    assert!(!asked.path.contains("CANARY"), "the token is in no address");
    std::fs::remove_file(&file).unwrap();
    let service = proxy(&home, &env, &endpoint).await;
    assert!(is(
        &asks(&service, "cdn-origin-codes").await,
        (502, "credentials_expired")
    ));
}

#[tokio::test]
async fn an_address_that_hands_out_keys() {
    let uri = |asked: &Asked| match asked.path.as_str() {
        "/keys?for=me" => given(key()),
        _ => refused(404),
    };
    let (home, giver) = (Home::new(), Giver::new(uri).await);
    for (path, expected) in [("/keys?for=me", WORKS), ("/", (502, "credentials_expired"))] {
        let address = format!("http://{}{path}", giver.address);
        let service = proxy(&home, &[("ALIBABA_CLOUD_CREDENTIALS_URI", &address)], "").await;
        assert!(is(&asks(&service, "cdn-origin-codes").await, expected));
    }
}

/// Whatever comes instead of a key is no key, and none of it is repeated.
#[tokio::test]
async fn answers_that_are_no_keys() {
    let key = key();
    let huge = "x".repeat(100_000);
    for bad in [
        "",
        "{}",
        "CANARY",
        "<html>CANARY</html>",
        &key[..key.len() / 2],
        &key.replace("Success", "Failed"),
        &key.replace("Expiration", "Expired"),
        &key.replace("2026-11-21T07:00:00Z", "CANARY"),
        &key.replace("2026-11-21T07:00:00Z", "2026-11-21T05:00:00Z"),
        &key.replace(SECRET, "CANARY\\nSECRET"),
        &huge,
    ] {
        let text = bad.to_owned();
        let giver = Giver::new(move |_: &Asked| given(text.clone())).await;
        let address = format!("http://{}/", giver.address);
        let service = proxy(
            &Home::new(),
            &[("ALIBABA_CLOUD_CREDENTIALS_URI", &address)],
            "",
        )
        .await;
        let got = asks(&service, "cdn-origin-codes").await;
        assert!(is(&got, (502, "credentials_expired")), "{bad:.80}: {got:?}");
    }
}

const HUAWEI: &str = "[accounts.huawei]\nproject_id = \"p1\"\nendpoint = \"http://VENDORS\"\n";

#[tokio::test]
async fn the_agency_of_a_huawei_machine() {
    let machine = |asked: &Asked| match (asked.method.as_str(), asked.path.as_str()) {
        ("PUT", "/meta-data/latest/api/token")
            if asked.header("x-metadata-token-ttl-seconds") == "21600" =>
        {
            given("CANARY-MT".to_owned())
        }
        ("GET", "/openstack/latest/securitykey")
            if asked.header("x-metadata-token") == "CANARY-MT" =>
        {
            given(huawei_key())
        }
        _ => refused(401),
    };
    let giver = Giver::new(machine).await;
    let config = format!(
        "{HUAWEI}instance_role = \"auto\"\n[accounts.huawei.endpoints]\nmetadata = \"http://{}\"",
        giver.address
    );
    let service = proxy(&Home::new(), &[], &config).await;
    assert!(
        is(&asks(&service, "live-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
    // A machine with the first version only says so with 405.
    let first = |asked: &Asked| match asked.method.as_str() {
        "PUT" => refused(405),
        _ => given(huawei_key()),
    };
    let giver = Giver::new(first).await;
    let config = format!(
        "{HUAWEI}instance_role = \"auto\"\n[accounts.huawei.endpoints]\nmetadata = \"http://{}\"",
        giver.address
    );
    let service = proxy(&Home::new(), &[], &config).await;
    assert!(
        is(&asks(&service, "live-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
}

#[tokio::test]
async fn huaweis_tokens_of_others() {
    let sts = |asked: &Asked| {
        let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap_or_default();
        match asked.path.as_str() {
            "/v5/agencies/assume-with-oidc"
                if body["provider_urn"] == "iam::1:oidc"
                    && body["agency_urn"] == "iam::1:agency:x"
                    && body["id_token"] == "CANARY.JWT" =>
            {
                given(
                    huawei_key()
                        .replace("credential\"", "credentials\"")
                        .replace("access\"", "access_key_id\"")
                        .replace("secret\"", "secret_access_key\"")
                        .replace("securitytoken", "security_token")
                        .replace("expires_at", "expiration"),
                )
            }
            "/v3.0/OS-AUTH/id-token/tokens"
                if asked.header("x-idp-id") == "idp"
                    && body["auth"]["id_token"]["id"] == "CANARY.JWT" =>
            {
                (
                    201,
                    Some(("x-subject-token", "CANARY-IAM".to_owned())),
                    "{}".to_owned(),
                )
            }
            "/v3.0/OS-CREDENTIAL/securitytokens"
                if body["auth"]["identity"]["token"]["id"] == "CANARY-IAM" =>
            {
                (201, None, huawei_key())
            }
            "/pod" if asked.method == "POST" && asked.header("authorization") == "CANARY.JWT" => {
                given(huawei_key())
            }
            _ => (
                403,
                None,
                r#"{"error_code":"PAP5.0012","error_msg":"CANARY"}"#.to_owned(),
            ),
        }
    };
    let (home, giver) = (Home::new(), Giver::new(sts).await);
    let file = home.write_as("token", "CANARY.JWT\n", 0o644);
    let (file, at) = (file.to_str().unwrap(), format!("http://{}", giver.address));
    let pod = format!("{at}/pod");
    let config = format!("{HUAWEI}[accounts.huawei.endpoints]\nsts = \"{at}\"\niam = \"{at}\"");
    let agency = [
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "iam::1:oidc"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "iam::1:agency:x"),
    ];
    for env in [
        &[agency[0], agency[1], ("HUAWEICLOUD_OIDC_TOKEN_FILE", file)][..],
        &[
            agency[0],
            agency[1],
            ("HUAWEICLOUD_OIDC_ID_TOKEN", "CANARY.JWT"),
        ],
        &[
            ("HUAWEICLOUD_SDK_IDP_ID", "idp"),
            ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", file),
        ],
        &[
            ("HC_CONTAINER_CREDENTIALS_FULL_URI", &pod),
            ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", file),
        ],
    ] {
        let service = proxy(&home, env, &config).await;
        assert!(
            is(&asks(&service, "live-codes").await, WORKS),
            "{env:?} {:?}",
            giver.asked()
        );
    }
    let profile = format!(
        "[basic]\nidp_id = idp\nid_token_file = {file}\niam_endpoint = {at}\nproject_id = p1\n"
    );
    home.write(".huaweicloud/credentials", &profile);
    let service = proxy(&home, &[], &HUAWEI.replace("project_id = \"p1\"\n", "")).await;
    assert!(
        is(&asks(&service, "live-codes").await, WORKS),
        "{:?}",
        giver.asked()
    );
}

/// Whoever answers with another address does not get what was meant for the first.
#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let elsewhere = Giver::new(|_: &Asked| given(key())).await;
    let to = format!("http://{}/keys", elsewhere.address);
    let giver =
        Giver::new(move |_: &Asked| (302, Some(("location", to.clone())), String::new())).await;
    let home = Home::new();
    let file = home.write("token", "CANARY.JWT");
    let uri = format!("http://{}/", giver.address);
    let endpoints = format!(
        "sts = \"http://{0}\"\nmetadata = \"http://{0}\"",
        giver.address
    );
    for env in [
        &[("ALIBABA_CLOUD_CREDENTIALS_URI", uri.as_str())][..],
        &[("ALIBABA_CLOUD_ECS_METADATA", "role")],
        &[
            ("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/pod"),
            (
                "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
                "acs:ram::1:oidc-provider/ack",
            ),
            ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", file.to_str().unwrap()),
        ],
    ] {
        let service = proxy(&home, env, &endpoints).await;
        assert!(is(
            &asks(&service, "cdn-origin-codes").await,
            (502, "credentials_expired")
        ));
    }
    assert!(!giver.asked().is_empty() && elsewhere.asked().is_empty());
}
