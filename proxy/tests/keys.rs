//! Which keys are used, and how they are spoken of.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_core::{Mode, SourcesAnswer};
use originscope_proxy::{Config, Flags, Proxy, app, simulator_app};
use originscope_sim::{Key, SimConfig, Simulator};
use support::{HOUR, clock, configured, empty_folder, get, listen};

async fn key_ends(file: &str, env: &[(&str, &str)]) -> Vec<Option<String>> {
    let flags = Flags {
        config: Some(file.to_owned()),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let env = |name: &str| {
        env.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    let service = app(Proxy::new(Config::resolve(&flags, &env).unwrap(), clock()).unwrap());
    let answer: SourcesAnswer =
        serde_json::from_slice(&get(&service, "/api/v1/sources").await.body).unwrap();
    let one = |id: &str| {
        answer
            .sources
            .iter()
            .find(|source| source.id == id)
            .unwrap()
            .key_ends
            .clone()
    };
    assert!(
        answer
            .sources
            .iter()
            .all(|source| source.mode != Mode::Demo)
    );
    vec![one("cdn-origin-codes"), one("live-codes")]
}

#[tokio::test]
async fn the_environment_goes_before_the_file() {
    let file = "[accounts.alibaba]\naccess_key_id = \"FILE-KEY-1111\"\naccess_key_secret = \"s\"\n\
                [accounts.huawei]\nak = \"FILE-KEY-2222\"\nsk = \"s\"\nproject_id = \"p\"";
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(key_ends(file, &[]).await, [some("1111"), some("2222")]);
    let newer = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ENV-KEY-3333"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s"),
    ];
    let older = [
        ("ALIYUN_ACCESS_KEY_ID", "ENV-KEY-4444"),
        ("ALIYUN_ACCESS_KEY_SECRET", "s"),
    ];
    assert_eq!(key_ends(file, &newer).await[0], some("3333"));
    assert_eq!(key_ends(file, &older).await[0], some("4444"));
    assert_eq!(
        key_ends(file, &[older, newer].concat()).await[0],
        some("3333")
    );
    let huawei = [
        ("HUAWEICLOUD_SDK_AK", "ENV-KEY-5555"),
        ("HUAWEICLOUD_SDK_SK", "s"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p"),
    ];
    assert_eq!(key_ends("", &huawei).await, [None, some("5555")]);
}

/// The shortest and the oddest keys that a header carries are taken by a vendor that checks the signature.
#[tokio::test]
async fn k10_odd_keys_sign() {
    let long = "k".repeat(4_096);
    for odd in ["a", "/+&=%~", "%2F%%", &long] {
        let sim = SimConfig {
            alibaba_keys: vec![Key::alibaba(odd, odd, Some(odd))],
            huawei_keys: vec![Key::huawei(odd, odd, "p", Some(odd))],
            ..SimConfig::default()
        };
        let at = listen(simulator_app(Simulator::new(sim), clock())).await;
        for signature in ["v3", "v1"] {
            let service = configured(&format!(
                "[accounts.alibaba]\naccess_key_id = \"{odd}\"\naccess_key_secret = \"{odd}\"\nsecurity_token = \"{odd}\"\nsignature = \"{signature}\"\n\
                 [accounts.alibaba.endpoints]\ncdn = \"http://{at}\"\ndcdn = \"http://{at}\"\n\
                 [accounts.huawei]\nak = \"{odd}\"\nsk = \"{odd}\"\nsecurity_token = \"{odd}\"\nproject_id = \"p\"\nendpoint = \"http://{at}\"\n"
            ));
            for source in ["cdn-origin-codes", "live-codes"] {
                let got = get(
                    &service,
                    &format!("/api/v1/series/{source}?domain=a.com&{HOUR}"),
                )
                .await;
                assert_eq!(
                    got.status,
                    200,
                    "{odd:.9} {signature} {source}: {}",
                    got.text()
                );
            }
        }
    }
}
