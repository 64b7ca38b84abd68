//! The vendors' own files and variables, read in the order of the vendors' own tools.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_core::SourcesAnswer;
use originscope_proxy::{Config, Flags, Proxy, app};
use support::home::Home;
use support::{clock, empty_folder, get};

/// The last four characters of Alibaba's key and Huawei's; nothing where there is none.
async fn used(home: &Home, env: &[(&str, &str)], config: &str) -> Result<(String, String), String> {
    let flags = Flags {
        config: Some(config.to_owned()),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &home.env(env)).map_err(|error| error.to_string())?;
    let service = app(Proxy::new(config, clock()).unwrap());
    let answer = get(&service, "/api/v1/sources").await;
    let answer: SourcesAnswer = serde_json::from_slice(&answer.body).unwrap();
    let ends = |id: &str| {
        let source = answer.sources.iter().find(|source| source.id == id);
        source.unwrap().key_ends.clone().unwrap_or_default()
    };
    Ok((ends("cdn-origin-codes"), ends("live-codes")))
}

async fn alibaba(home: &Home, env: &[(&str, &str)]) -> Result<String, String> {
    used(home, env, "").await.map(|(ends, _)| ends)
}

async fn huawei(home: &Home, env: &[(&str, &str)]) -> Result<String, String> {
    used(home, env, "").await.map(|(_, ends)| ends)
}

fn ok(ends: &str) -> Result<String, String> {
    Ok(ends.to_owned())
}

/// Without any key the simulator answers with its own.
const NONE: &str = "";

const CLI: &str = ".aliyun/config.json";
const INI: &str = ".alibabacloud/credentials";
const HUAWEI: &str = ".huaweicloud/credentials";

/// As the command line writes it, empty texts and all.
const PROFILES: &str = r#"{"current":"work","profiles":[
  {"name":"default","mode":"AK","access_key_id":"CLI-KEY-1111","access_key_secret":"s","sts_token":"","ram_role_arn":"","expired_seconds":0,"region_id":"cn-hangzhou","site":""},
  {"name":"work","mode":"AK","access_key_id":"CLI-KEY-2222","access_key_secret":"s"},
  {"name":"temporary","mode":"StsToken","access_key_id":"CLI-KEY-3333","access_key_secret":"s","sts_token":"t"},
  {"name":"sso","mode":"CloudSSO","access_key_id":"CLI-KEY-4444","access_key_secret":"s","sts_token":"t","sts_expiration":1795248000},
  {"name":"sso-fresh","mode":"CloudSSO","cloud_sso_account_id":"1"},
  {"name":"program","mode":"External","process_command":"touch /tmp/no"},
  {"name":"circle","mode":"ChainableRamRoleArn","source_profile":"circle","ram_role_arn":"acs:ram::1:role/x"},
  {"name":"half","mode":"AK","access_key_id":"CANARY"},
  {"name":"empty","mode":"AK","access_key_id":"","access_key_secret":""},
  {"name":"odd","mode":"CANARY"}],"meta_path":""}"#;

#[tokio::test]
async fn the_command_lines_profiles_in_their_modes() {
    let home = Home::new();
    assert_eq!(alibaba(&home, &[]).await, ok(NONE), "no file, no key");
    home.write(CLI, PROFILES);
    assert_eq!(alibaba(&home, &[]).await, ok("2222"), "the current one");
    for (profile, ends) in [("default", "1111"), ("temporary", "3333"), ("sso", "4444")] {
        let env = [("ALIBABA_CLOUD_PROFILE", profile)];
        assert_eq!(alibaba(&home, &env).await, ok(ends));
    }
    for (profile, why) in [
        ("sso-fresh", "run the aliyun command line"),
        ("program", "run the aliyun command line"),
        ("circle", "round in a circle"),
        ("half", "only one is there"),
        ("odd", "mode is not known"),
        ("nobody", "in none of the vendor's files"),
        ("empty", "in none of the vendor's files"),
    ] {
        let said = alibaba(&home, &[("ALIBABA_CLOUD_PROFILE", profile)])
            .await
            .unwrap_err();
        assert!(
            said.contains(why) && said.contains(profile) && !said.contains("CANARY"),
            "{profile}: {said}"
        );
    }
    let key = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ENV-KEY-5555"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s"),
    ];
    assert_eq!(
        alibaba(&home, &key).await,
        ok("5555"),
        "the environment first"
    );
    home.write(
        INI,
        "[default]\ntype = access_key\naccess_key_id = INI-KEY-6666\naccess_key_secret = s\n",
    );
    assert_eq!(
        alibaba(&home, &[]).await,
        ok("2222"),
        "then the command line"
    );
    assert_eq!(
        alibaba(&home, &[("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")]).await,
        ok("6666")
    );
}

#[tokio::test]
async fn alibabas_credentials_files() {
    let home = Home::new();
    let one = |id: &str| {
        format!(
            "\u{feff}# mine\r\n[default]\r\ntype = access_key   # the usual\r\naccess_key_id = {id} # one\r\naccess_key_secret = s\r\n"
        )
    };
    home.write(INI, &one("INI-KEY-1111"));
    assert_eq!(alibaba(&home, &[]).await, ok("1111"));
    home.write(&format!("{INI}.ini"), &one("INI-KEY-2222"));
    assert_eq!(
        alibaba(&home, &[]).await,
        ok("2222"),
        "the spelling of the Python and Java SDKs first"
    );
    let more = "[a]\naccess_key_id=INI-KEY-3333\naccess_key_secret=s\n[b]\ntype=rsa_key_pair\n[c]\nenable=false\naccess_key_id=x\naccess_key_secret=s\n[d]\ntype=access_key\naccess_key_id=CANARY";
    let file = home.write("elsewhere", more);
    let env = |profile| {
        [
            ("ALIBABA_CLOUD_CREDENTIALS_FILE", file.to_str().unwrap()),
            ("ALIBABA_CLOUD_PROFILE", profile),
        ]
    };
    assert_eq!(alibaba(&home, &env("a")).await, ok("3333"));
    for (profile, why) in [
        ("b", "type is not known"),
        ("c", "in none"),
        ("d", "access_key_secret is missing"),
        ("e", "in none"),
    ] {
        let said = alibaba(&home, &env(profile)).await.unwrap_err();
        assert!(
            said.contains(why) && !said.contains("CANARY"),
            "{profile}: {said}"
        );
    }
}

#[tokio::test]
async fn huaweis_credentials_file() {
    let home = Home::new();
    home.write(
        HUAWEI,
        "[basic]\nak = HW-KEY-1111\nsk = a%%b\nproject_id = p1\n[global]\nak = x\nsk = y\n",
    );
    assert_eq!(huawei(&home, &[]).await, ok("1111"));
    let file = home.write("elsewhere", "[basic]\nak = HW-KEY-2222\nsk = s\n");
    let other = ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.to_str().unwrap());
    let said = huawei(&home, &[other]).await.unwrap_err();
    assert!(said.contains("project id"), "{said}");
    assert_eq!(
        huawei(&home, &[other, ("HUAWEICLOUD_SDK_PROJECT_ID", "p2")]).await,
        ok("2222")
    );
    let half = home.write("half", "[basic]\nak = CANARY\n");
    let said = huawei(
        &home,
        &[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", half.to_str().unwrap())],
    )
    .await
    .unwrap_err();
    assert!(
        said.contains("not both there") && !said.contains("CANARY"),
        "{said}"
    );
}

/// Everything that a file can be instead of a file with keys, at start.
#[tokio::test]
async fn k08_a_file_that_cannot_be_used_is_said() {
    let home = Home::new();
    for (text, mode, why) in [
        (PROFILES, 0o644, "chmod 600"),
        (PROFILES, 0o606, "chmod 600"),
        (
            &PROFILES[..300],
            0o600,
            "not a file of the aliyun command line",
        ),
        ("[]", 0o600, "not a file of the aliyun command line"),
        ("CANARY", 0o600, "not a file of the aliyun command line"),
    ] {
        home.write_as(CLI, text, mode);
        let said = alibaba(&home, &[]).await.unwrap_err();
        assert!(
            said.contains(why) && said.contains(CLI) && said.ends_with('.'),
            "{said}"
        );
        assert!(
            !said.contains("CANARY") && !said.contains("CLI-KEY"),
            "{said}"
        );
    }
    home.write(CLI, &" ".repeat(10 << 20));
    assert!(
        alibaba(&home, &[])
            .await
            .unwrap_err()
            .contains("longer than 1 MiB")
    );
    for nothing in ["", "\n", "{}"] {
        home.write(CLI, nothing);
        assert_eq!(
            alibaba(&home, &[]).await,
            ok(NONE),
            "an empty file is no file"
        );
    }
    std::fs::remove_file(home.path().join(CLI)).unwrap();
    std::fs::create_dir(home.path().join(CLI)).unwrap();
    assert!(
        alibaba(&home, &[])
            .await
            .unwrap_err()
            .contains("is not a file")
    );
    std::fs::remove_dir(home.path().join(CLI)).unwrap();
    // A volume of Kubernetes: a link to a file that the group may read.
    let real = home.write_as("..data/config", &PROFILES.replace('\n', "\r\n"), 0o440);
    std::os::unix::fs::symlink(real, home.path().join(CLI)).unwrap();
    assert_eq!(alibaba(&home, &[]).await, ok("2222"));
}

#[tokio::test]
async fn accounts_of_the_configuration_name_their_keys() {
    let home = Home::new();
    home.write(CLI, PROFILES);
    let file = home.write(
        "more",
        "[video]\naccess_key_id = INI-KEY-7777\naccess_key_secret = s\n",
    );
    let ends = async |config: &str| used(&home, &[], config).await.map(|(ends, _)| ends);
    assert_eq!(
        ends("[accounts.alibaba]\nprofile = \"temporary\"").await,
        ok("3333")
    );
    let config = format!(
        "[accounts.alibaba]\ncredentials_file = \"{}\"\nprofile = \"video\"",
        file.display()
    );
    assert_eq!(ends(&config).await, ok("7777"));
    for (config, sentence) in [
        (
            "[accounts.alibaba]\nprofile = \"nobody\"",
            "Configuration, line 2: `profile` is in none of the vendor's files.",
        ),
        (
            "[accounts.alibaba]\ncredentials_file = \"/no/such\"",
            "Configuration, line 2: `credentials_file` names a file without",
        ),
        (
            "\n[accounts.video]\nprofile = \"work\"",
            "Configuration, line 2: `accounts.video` is an account of which vendor?",
        ),
        (
            "[accounts.video]\nvendor = \"aws\"",
            "Configuration, line 2: `vendor` must be \"alibaba\" or \"huawei\".",
        ),
        (
            "[accounts.video]\nvendor = \"alibaba\"",
            "Configuration, line 1: `accounts.video` names no key",
        ),
        (
            "[accounts.huawei]\naccess_key_id = \"a\"",
            "Configuration, line 2: `access_key_id` is a key of Alibaba's accounts",
        ),
        (
            "[accounts.alibaba]\nak = \"a\"",
            "Configuration, line 2: `ak` is a key of Huawei's accounts",
        ),
        (
            "[accounts.alibaba]\nsources = [\"live-codes\"]",
            "Configuration, line 2: `sources` has an entry that is no source of this vendor",
        ),
        (
            "[accounts.alibaba]\ndomains = [\"*\"]",
            "Configuration, line 2: `domains` has an entry that is no domain",
        ),
        (
            "[accounts.video]\nvendor = \"alibaba\"\nprofile = \"work\"",
            "Configuration: the accounts alibaba and video are both for the same domains",
        ),
        (
            "[accounts.\"a b\"]\nvendor = \"alibaba\"",
            "Configuration, line 1: `accounts` has a name with other characters",
        ),
    ] {
        let said = ends(config).await.unwrap_err();
        assert!(
            said.starts_with(sentence) && said.ends_with('.'),
            "{config:?}: {said}"
        );
    }
}

/// Who wants the simulator gets it, whatever is wrong with the keys.
#[tokio::test]
async fn a_demonstration_needs_no_keys() {
    let home = Home::new();
    home.write_as(CLI, PROFILES, 0o644);
    let flags = Flags {
        demo: true,
        config: Some("[accounts.alibaba]\nprofile = \"nobody\"".to_owned()),
        dist: Some(empty_folder()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &home.env(&[])).unwrap();
    let service = app(Proxy::new(config, clock()).unwrap());
    let answer = get(&service, "/api/v1/sources").await;
    assert!(answer.text().contains("\"demo\""), "{}", answer.text());
}
