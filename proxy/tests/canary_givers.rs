//! No key, token or signature ever gets out on the ways that temporary keys come, at whatever log level.
//!
//! Alone in its file: while there is one subscriber only, a thread without it can switch a log line off for the process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::cli::CheckArgs;
use originscope_proxy::{
    Config, Flags, LogForm, Proxy, app, check, log_to, operators, simulator_app,
};
use originscope_sim::{Key, SimConfig, Simulator};
use support::giver::{Answer, Asked, Giver, alibaba_key, sts_answer};
use support::home::Home;
use support::log::Log;
use support::{HOUR, NOW, clock, empty_folder, get, listen};

/// Hands a key out, or repeats everything that it was sent, as refusals of signatures do.
fn giver(asked: &Asked) -> Answer {
    let key = alibaba_key(
        "STS.CANARY-ID-1234",
        "CANARY-SECRET",
        "CANARY-TOKEN",
        NOW + 3_600,
    );
    let echo = format!("{asked:?}").replace('"', "'");
    match asked.path.as_str() {
        path if path.contains("AssumeRoleWithOIDC") => (200, None, sts_answer(&key)),
        "/good" => (200, None, key),
        "/latest/api/token" => (200, None, "CANARY-MT".to_owned()),
        "/broken" => (200, None, key[..key.len() - 9].to_owned()),
        _ => (
            400,
            None,
            format!(r#"{{"Code":"SignatureDoesNotMatch","Message":"CANARY {echo}"}}"#),
        ),
    }
}

#[tokio::test]
#[allow(clippy::too_many_lines)] // one world, and eight ways into it
async fn no_secret_leaves_on_its_way_in() {
    let log = Log::default();
    let _guard =
        tracing::subscriber::set_default(log_to(log.clone(), Some("trace"), LogForm::Json));
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba(
            "STS.CANARY-ID-1234",
            "CANARY-SECRET",
            Some("CANARY-TOKEN"),
        )],
        ..SimConfig::default()
    };
    let vendor = listen(simulator_app(Simulator::new(sim), clock())).await;
    let giver = Giver::new(giver).await;
    let home = Home::new();
    let token = home.write("token", "CANARY.JWT");
    let file = home.write("file", "[default]\naccess_key_id = CANARY-ID\naccess_key_secret = CANARY-SECRET\nrole_arn = acs:ram::1:role/r\ntype = ram_role_arn\n");
    let broken = home.write("broken", "{\"profiles\":[{\"access_key_id\":\"CANARY\",");
    let uri = |path: &str| format!("http://{}{path}", giver.address);
    let (good, bad, half, gone) = (
        uri("/good"),
        uri("/bad"),
        uri("/broken"),
        "http://127.0.0.1:1/CANARY".to_owned(),
    );
    let named = "ALIBABA_CLOUD_CREDENTIALS_URI";
    let oidc = [
        ("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r"),
        (
            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
            "acs:ram::1:oidc-provider/p",
        ),
        ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", token.to_str().unwrap()),
    ];
    let config = format!(
        "[accounts.alibaba.endpoints]\ncdn = \"http://{vendor}\"\ndcdn = \"http://{vendor}\"\n\
         sts = \"http://{0}\"\nmetadata = \"http://{0}\"\n",
        giver.address
    );
    let mut said = String::new();
    let mut statuses = Vec::new();
    for env in [
        &[(named, good.as_str())][..],
        &[(named, bad.as_str())],
        &[(named, half.as_str())],
        &[(named, gone.as_str())],
        &oidc,
        &[("ALIBABA_CLOUD_ECS_METADATA", "role")],
        &[("ALIBABA_CLOUD_CREDENTIALS_FILE", file.to_str().unwrap())],
        &[("ALIBABA_CLOUD_CREDENTIALS_FILE", broken.to_str().unwrap())],
    ] {
        let flags = Flags {
            config: Some(config.clone()),
            dist: Some(empty_folder()),
            ..Flags::default()
        };
        let resolve = || Config::resolve(&flags, &home.env(env));
        let config = match resolve() {
            Ok(config) => config,
            Err(why) => {
                said.push_str(&format!("{why} {why:?}\n"));
                continue;
            }
        };
        said.push_str(&format!("{config:?}\n"));
        let proxy = Proxy::new(config, clock()).unwrap();
        let (service, operators) = (
            app(proxy.clone()),
            operators(proxy, "127.0.0.1:8787".parse().unwrap()),
        );
        let got = get(
            &service,
            &format!("/api/v1/series/cdn-origin-codes?domain=a.com&{HOUR}"),
        )
        .await;
        statuses.push(got.status);
        said.push_str(&format!("{:?}\n{}\n", got.headers, got.text()));
        said.push_str(&get(&service, "/api/v1/sources").await.text());
        said.push_str(&get(&operators, "/readyz").await.text());
        said.push_str(&get(&operators, "/metrics").await.text());
        let mut out = Vec::new();
        check(resolve().unwrap(), clock(), &CheckArgs::default(), &mut out)
            .await
            .unwrap()
            .unwrap();
        said.push_str(&String::from_utf8(out).unwrap());
    }
    assert!(
        statuses.contains(&200) && statuses.contains(&502),
        "{statuses:?}"
    );
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.contains("key renewed") && logged.contains("key not renewed"),
        "{logged}"
    );
    for canary in [
        "CANARY",
        "Q0FOQVJZ",
        "43414e415259",
        "HMAC-SHA",
        "Signature=",
        "x-acs-",
        "uthorization",
    ] {
        assert!(!said.contains(canary), "{canary} was said:\n{said}");
        assert!(!logged.contains(canary), "{canary} in the log:\n{logged}");
    }
    assert!(said.contains("1234"), "the last four are said");
}
