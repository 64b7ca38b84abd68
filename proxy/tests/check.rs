//! `originscope check` against the strict simulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_proxy::cli::CheckArgs;
use originscope_proxy::{Clock, Config, Flags, check, simulator_app};
use originscope_sim::{Key, SimConfig, Simulator};
use std::net::SocketAddr;
use support::giver::{Answer, Asked, Giver, alibaba_key};
use support::home::Home;
use support::{NOW, clock, listen, simulator, towards};

/// What it says, and whether all works.
async fn checked(
    home: &Home,
    config: &str,
    env: &[(&str, &str)],
    args: CheckArgs,
    ahead: i64,
) -> Result<(String, bool), String> {
    let flags = Flags {
        config: Some(config.to_owned()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &home.env(env)).map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    let clock = Clock::new(move || NOW + ahead);
    let works = check(config, clock, &args, &mut out)
        .await
        .map_err(|error| error.to_string())?
        .unwrap();
    let said = String::from_utf8(out).unwrap();
    assert!(!said.contains("CANARY"), "{said}");
    Ok((said, works))
}

async fn plain(config: &str, ahead: i64) -> (String, bool) {
    checked(&Home::new(), config, &[], CheckArgs::default(), ahead)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_works_is_said_with_key_and_place() {
    let (said, works) = plain(&towards(simulator().await, "v3"), 0).await;
    assert!(works, "{said}");
    for id in support::SOURCES {
        let (_, after) = said.split_once(id).unwrap();
        let mut lines = after.lines();
        let first = lines.next().unwrap();
        assert!(
            first.contains("key ends ") && first.contains("from the configuration"),
            "{first}"
        );
        assert_eq!(lines.next().unwrap().trim(), "works", "{said}");
    }
    assert!(
        said.contains("alibaba: right to within a minute")
            && said.contains("huawei: right to within"),
        "{said}"
    );
    assert!(
        !said.contains("Version"),
        "nothing is missing, so no policy: {said}"
    );
}

#[tokio::test]
async fn a_wrong_clock_is_measured() {
    let (said, works) = plain(&towards(simulator().await, "v3"), 1_200).await;
    assert!(
        works && said.contains("alibaba: 1200 seconds ahead of the vendor's"),
        "{said}"
    );
}

#[tokio::test]
async fn without_a_key_it_says_what_is_missing_and_where_it_looked() {
    let (said, works) = plain("", 0).await;
    assert!(!works);
    for part in [
        "cdn-origin-codes       no key",
        "live-codes             no key",
        "alibaba has no key: set ALIBABA_CLOUD_ACCESS_KEY_ID",
        "huawei has no key: set HUAWEICLOUD_SDK_AK",
        ".aliyun/config.json (not there)",
        ".alibabacloud/credentials (not there)",
        ".huaweicloud/credentials (not there)",
        "\"cdn:DescribeDomainRealTimeSrcHttpCodeData\"",
        "\"live:statistics:listHttpCodeDimension\"",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
}

#[tokio::test]
async fn a_refused_key_is_said_by_code_only() {
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba("CANARY-ID-1234", "CANARY", None)],
        ..SimConfig::default()
    };
    let at: SocketAddr = listen(simulator_app(Simulator::new(sim), clock())).await;
    let config = format!(
        "[accounts.alibaba]\naccess_key_id = \"CANARY-ID-1234\"\naccess_key_secret = \"CANARY-WRONG\"\n\
         [accounts.alibaba.endpoints]\ncdn = \"http://{at}\"\ndcdn = \"http://{at}\"\n"
    );
    let (said, works) = plain(&config, 0).await;
    assert!(
        !works && said.contains("key ends 1234") && said.contains("SignatureDoesNotMatch"),
        "{said}"
    );
    assert!(said.contains("does not work: "), "{said}");
}

/// A key that may not read: the policy to paste stands below.
#[tokio::test]
async fn a_denied_key_gets_the_policy() {
    let denied = |_: &Asked| -> Answer {
        (
            403,
            None,
            r#"{"RequestId":"R-1","Code":"Forbidden.RAM","Message":"CANARY"}"#.to_owned(),
        )
    };
    let at = Giver::new(denied).await.address;
    let config = format!(
        "[accounts.alibaba]\naccess_key_id = \"CANARY-ID-1234\"\naccess_key_secret = \"s\"\n\
         [accounts.alibaba.endpoints]\ncdn = \"http://{at}\"\ndcdn = \"http://{at}\"\n"
    );
    let (said, works) = plain(&config, 0).await;
    assert!(!works && said.contains("Forbidden.RAM, R-1"), "{said}");
    assert!(
        said.contains("\"Action\"") && said.contains("cdn:DescribeDomainSrcFlowData"),
        "{said}"
    );
}

#[tokio::test]
async fn temporary_keys_and_one_account() {
    let giver = Giver::new(|_: &Asked| -> Answer {
        (
            200,
            None,
            alibaba_key("STS.CANARY-1234", "CANARY", "CANARY", NOW + 3_600),
        )
    })
    .await;
    let sim = SimConfig {
        alibaba_keys: vec![Key::alibaba("STS.CANARY-1234", "CANARY", Some("CANARY"))],
        ..SimConfig::default()
    };
    let at = listen(simulator_app(Simulator::new(sim), clock())).await;
    let config =
        format!("[accounts.alibaba.endpoints]\ncdn = \"http://{at}\"\ndcdn = \"http://{at}\"\n");
    let uri = format!("http://{}/", giver.address);
    let env = [("ALIBABA_CLOUD_CREDENTIALS_URI", uri.as_str())];
    let args = |account: Option<&str>, domain: Option<&str>| CheckArgs {
        config: None,
        account: account.map(str::to_owned),
        domain: domain.map(str::to_owned),
    };
    let home = Home::new();
    let (said, works) = checked(
        &home,
        &config,
        &env,
        args(Some("alibaba"), Some("a.com")),
        0,
    )
    .await
    .unwrap();
    assert!(works && said.contains("key ends 1234, from the address in ALIBABA_CLOUD_CREDENTIALS_URI, good for 60 more minutes"), "{said}");
    assert!(
        !said.contains("live-codes") && giver.asked().len() == 1,
        "{said}"
    );
    let unknown = checked(&home, &config, &env, args(Some("video"), None), 0)
        .await
        .unwrap_err();
    assert_eq!(
        unknown,
        "There is no account video with a key; those with one: alibaba."
    );
    let odd = checked(&home, &config, &env, args(None, Some("a b")), 0)
        .await
        .unwrap_err();
    assert!(odd.contains("--domain"), "{odd}");
    let gone = [("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:1/")];
    let (said, works) = checked(&home, &config, &gone, args(None, None), 0)
        .await
        .unwrap();
    assert!(
        !works
            && said.contains(
                "no key from the address in ALIBABA_CLOUD_CREDENTIALS_URI: it cannot be reached"
            ),
        "{said}"
    );
}
