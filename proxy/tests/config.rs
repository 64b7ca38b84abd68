//! The configuration: the example file, precedence, and sentences that name key and line but no value.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use originscope_proxy::{Config, Flags};

const EXAMPLE: &str = include_str!("../originscope.example.toml");

fn resolve(file: &str, env: &[(&str, &str)]) -> Result<Config, String> {
    let flags = Flags {
        config: Some(file.to_owned()),
        ..Flags::default()
    };
    let env = |name: &str| {
        env.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Config::resolve(&flags, &env).map_err(|error| error.to_string())
}

fn wrong(file: &str) -> String {
    resolve(file, &[]).unwrap_err()
}

/// The example with every option in use: a line that begins with `#` and no blank is one.
fn example_in_use() -> String {
    let used = EXAMPLE.lines().map(|line| match line.strip_prefix('#') {
        Some(option) if !option.starts_with(' ') => option,
        _ => line,
    });
    used.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_loads_as_it_stands_and_is_the_default() {
    let config = resolve(EXAMPLE, &[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8787");
    assert!(config.dist.is_none());
}

#[test]
fn every_option_of_the_example_is_a_real_one() {
    // The two ways to sign in to Huawei exclude each other, so each is tried without the other.
    let all = example_in_use();
    assert!(wrong(&all).contains("`auth_token`"));
    let without = |prefix: &str| {
        all.lines()
            .filter(|line| !line.starts_with(prefix))
            .collect::<Vec<_>>()
            .join("\n")
    };
    resolve(&without("auth_token"), &[]).unwrap();
    resolve(&without("ak = ").replace("\nsk = \"...\"", ""), &[]).unwrap();
}

/// The keys of the file, as its types have them: the example must have them all.
#[test]
fn the_example_has_every_option() {
    let all = example_in_use();
    let option =
        |line: &str| Some(line.split_once(" = ")?.0.to_owned()).filter(|key| !key.starts_with('#'));
    let options: std::collections::BTreeSet<String> = all.lines().filter_map(option).collect();
    let types = include_str!("../src/config/raw.rs");
    let field = |line: &str| {
        let (name, kind) = line.trim().strip_prefix("pub(super) ")?.split_once(": ")?;
        let is_value = ["Text,", "Texts,", "Flag,", "Number,", "Secret,"].contains(&kind);
        is_value.then(|| name.to_owned())
    };
    let fields: std::collections::BTreeSet<String> = types.lines().filter_map(field).collect();
    assert!(fields.len() > 30, "{fields:?}");
    assert_eq!(
        fields, options,
        "every field of the file's types stands in the example"
    );
}

#[test]
fn errors_name_the_key_and_the_line() {
    for (file, sentence) in [
        (
            "\nlissten = \"x\"",
            "Configuration, line 2: `lissten` is not a key that this file knows",
        ),
        (
            "[accounts.alibabba]",
            "Configuration, line 1: `accounts.alibabba` is an account of which vendor?",
        ),
        (
            "listen = 8787",
            "Configuration, line 1: `listen` has the wrong type: expected a string.",
        ),
        (
            "listen = \"8787\"",
            "Configuration, line 1: `listen` is not an address and port",
        ),
        (
            "dist = \"a\"\ndist = \"b\"",
            "Configuration, line 2: `dist` stands here a second time.",
        ),
        (
            "listen = \"127.0.0.1:1",
            "Configuration, line 1: `listen` cannot be read",
        ),
        (
            "[accounts.alibaba]\nsignature = \"v2\"",
            "Configuration, line 2: `signature` must be \"v3\" or \"v1\".",
        ),
        (
            "[accounts.alibaba]\naccess_key_id = \"a\"",
            "Configuration, line 2: `access_key_id` stands here without its secret.",
        ),
        (
            "[accounts.alibaba]\naccess_key_secret = \"a\"",
            "Configuration, line 2: `access_key_secret` stands here without its id.",
        ),
        (
            "[accounts.alibaba.endpoints]\ncdn = \"http://cdn.aliyuncs.com\"",
            "Configuration, line 2: `cdn` must be https",
        ),
        (
            "[accounts.huawei]\nregion = \"../x\"",
            "Configuration, line 2: `region` is not a region's id",
        ),
        (
            "[accounts.huawei]\nak = \"a\"\nsk = \"b\"",
            "Huawei needs a project id beside the key",
        ),
        (
            "[accounts.huawei]\nak = \"a\"\nsk = \"b\"\nproject_id = \"../x\"",
            "Configuration, line 4: `project_id` is not a project id",
        ),
        (
            "listen = \"0.0.0.0:8787\"",
            "Listening on 0.0.0.0:8787 would let others use the keys",
        ),
    ] {
        let got = wrong(file);
        assert!(
            got.starts_with(sentence) && got.ends_with('.'),
            "{file:?}: {got}"
        );
    }
}

#[test]
fn no_error_repeats_a_value() {
    for file in [
        "[accounts.alibaba]\naccess_key_secret = \"CANARY",
        "[accounts.alibaba]\naccess_key_secret = CANARY",
        "[accounts.alibaba]\naccess_key_secret = [\"CANARY\"]\n",
        "[accounts.alibaba]\naccess_key_id = \"CANARY\"",
        "[accounts.alibaba]\naccess_key_id = \"a\"\naccess_key_secret = \"CANARY CANARY\"",
        "[accounts.huawei]\nak = \"CANARY\"\nsk = \"CANARY\"\nproject_id = \"CANARY/\"",
        "[accounts.huawei]\nauth_token = \"CANARY\\n\"\nproject_id = \"x\"",
        "[accounts.alibaba.endpoints]\ncdn = \"https://user:CANARY@cdn.aliyuncs.com\"",
        "CANARY",
    ] {
        let got = wrong(file);
        assert!(!got.contains("CANARY"), "{file:?}: {got}");
    }
    assert!(!wrong("[accounts.alibaba]\naccess_key_secret = 123456789").contains("123456789"));
}

#[test]
fn only_loopback_is_listened_on() {
    for address in ["127.0.0.1:0", "127.9.9.9:1", "[::1]:8787"] {
        resolve(&format!("listen = \"{address}\""), &[]).unwrap();
    }
    for address in ["0.0.0.0:8787", "[::]:8787", "192.168.1.1:80", "8.8.8.8:80"] {
        assert!(
            wrong(&format!("listen = \"{address}\"")).contains("loopback"),
            "{address}"
        );
    }
}

#[test]
fn half_a_key_in_the_environment_is_said() {
    for name in [
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIYUN_ACCESS_KEY_ID",
        "ALIYUN_ACCESS_KEY_SECRET",
        "HUAWEICLOUD_SDK_AK",
        "HUAWEICLOUD_SDK_SK",
    ] {
        let got = resolve("", &[(name, "CANARY")]).unwrap_err();
        assert!(got.contains(name) && !got.contains("CANARY"), "{got}");
        resolve("", &[(name, "")]).unwrap();
    }
    let blank = [
        ("HUAWEICLOUD_SDK_AK", "CANARY\n"),
        ("HUAWEICLOUD_SDK_SK", "CANARY"),
    ];
    assert!(resolve("", &blank).unwrap_err().contains("blanks"));
}

#[test]
fn a_configuration_cannot_be_printed() {
    let file = "[accounts.alibaba]\naccess_key_id = \"CANARYID1\"\naccess_key_secret = \"CANARY\"";
    let config = resolve(file, &[]).unwrap();
    assert!(!format!("{config:?}").contains("CANARY"));
}
