//! Keys that Alibaba's services hand out, each played over real HTTP as its documents describe it; the simulated vendor
//! takes only the key that was handed out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_sign::{Credential, Moment, acs3};
use support::given::{SECRET, WORKS, asks, given, is, key, machine, proxy, refused};
use support::giver::{Asked, Giver, alibaba_key, sts_answer};
use support::home::Home;
use support::{HOUR, NOW, get};

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
