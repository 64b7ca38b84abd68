//! The command itself: what it prints, what it serves on a free port, how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/running.rs"]
mod running;

use running::{Running, originscope};
use std::io::Write;
use std::net::TcpStream;
use std::process::Output;

#[test]
fn serve_prints_the_real_address_and_ends_with_zero() {
    for signal in ["TERM", "INT"] {
        let mut running = Running::start(&["serve", "--listen", "127.0.0.1:0"], 7);
        assert!(
            running.lines[0].starts_with("Originscope: http://127.0.0.1:"),
            "{:?}",
            running.lines
        );
        assert_ne!(running.address.port(), 0);
        assert!(running.lines[1].starts_with("DEMO: "));
        assert!(running.lines[2].contains("dcdn-ws-codes") && running.lines[2].ends_with("DEMO"));
        // Neither a silent client nor one that never finishes its head holds up the end. They are accepted first.
        let _silent = TcpStream::connect(running.address).unwrap();
        let mut half = TcpStream::connect(running.address).unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
        assert!(
            running
                .get("/api/v1/sources")
                .starts_with("HTTP/1.1 200 OK\r\n")
        );
        assert_eq!(running.signal(signal), Some(0));
    }
}

#[test]
fn serve_says_which_key_it_uses_and_which_it_lacks() {
    let running = Running::start_in(
        &["serve", "--listen", "127.0.0.1:0"],
        &[
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "CANARY-KEY-1A2B"),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "CANARY"),
        ],
        6,
    );
    assert_eq!(
        running.lines[1].split_whitespace().next(),
        Some("dcdn-ws-codes")
    );
    assert!(
        running.lines[1].ends_with("live, key ends 1A2B, from the environment"),
        "{:?}",
        running.lines
    );
    assert!(running.lines[5].contains("live-codes") && running.lines[5].ends_with("no credential"));
    assert!(!running.lines.concat().contains("CANARY"));
}

#[test]
fn simulate_prints_its_keys_and_answers_in_the_vendors_envelope() {
    let mut running = Running::start(&["simulate", "--listen", "127.0.0.1:0"], 3);
    assert!(running.lines[0].starts_with("Originscope simulator: http://127.0.0.1:"));
    assert!(running.lines[1].contains("AccessKeyId") && running.lines[2].contains("project"));
    let answer = running
        .get("/?Action=DescribeDomainRealTimeSrcHttpCodeData&Version=2018-05-10&Format=JSON");
    assert!(
        answer.starts_with("HTTP/1.1 4") && answer.contains("\"Code\""),
        "{answer}"
    );
    assert_eq!(running.signal("TERM"), Some(0));
}

#[test]
fn keys_of_the_command_line_are_not_printed() {
    let running = Running::start(
        &[
            "simulate",
            "--listen",
            "127.0.0.1:0",
            "--alibaba-key",
            "CANARYID:CANARYSECRET",
            "--limits",
            "seeds",
        ],
        2,
    );
    assert!(running.lines[1].contains("Huawei"));
    assert!(!running.lines.concat().contains("CANARY"));
}

fn ends(args: &[&str], env: &[(&str, &str)]) -> (Option<i32>, String) {
    let Output {
        status,
        stderr,
        stdout,
    } = originscope(args)
        .envs(env.iter().copied())
        .output()
        .unwrap();
    assert!(stdout.is_empty());
    (status.code(), String::from_utf8(stderr).unwrap())
}

#[test]
fn configuration_errors_end_with_78_and_one_sentence() {
    let half = [("ALIBABA_CLOUD_ACCESS_KEY_ID", "CANARY")];
    for (args, env, part) in [
        (
            &["serve", "--listen", "0.0.0.0:0"][..],
            &[][..],
            "only loopback",
        ),
        (
            &["serve", "--config", "/no/such/file"],
            &[],
            "/no/such/file cannot be read",
        ),
        (
            &["serve", "--dist", "/no/such/folder"],
            &[],
            "/no/such/folder",
        ),
        (
            &["serve", "--replay", "/no/such/folder"],
            &[],
            "no saved answer",
        ),
        (&["serve"], &half, "only one is set"),
        (&["simulate", "--alibaba-key", "CANARY"], &[], "ID:SECRET"),
        (
            &["simulate", "--huawei-key", "CANARY:b"],
            &[],
            "AK:SK:PROJECT",
        ),
    ] {
        let (code, stderr) = ends(args, env);
        assert_eq!(code, Some(78), "{args:?}: {stderr}");
        assert!(
            stderr.starts_with("originscope: ") && stderr.contains(part),
            "{args:?}: {stderr}"
        );
        assert!(
            stderr.trim_end().lines().count() == 1 && !stderr.contains("CANARY"),
            "{stderr}"
        );
    }
}

#[test]
fn a_port_in_use_is_said_in_one_line() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, stderr) = ends(&["serve", "--listen", &address], &[]);
    assert_eq!(code, Some(1));
    assert!(
        stderr.contains(&format!("Cannot serve on {address}"))
            && stderr.trim_end().lines().count() == 1
    );
}

/// A file of the test's own, closed to others.
fn file(name: &str, text: &str, mode: u32) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    path
}

#[test]
fn k11_k12_a_wrong_configuration_ends_with_78_and_the_line() {
    let key = "[accounts.huawei]\nak = \"CANARY\"\nsk = \"CANARY\"\n";
    let user = "[users.alice]\ntoken = \"CANARYCANARYCANARYCANARYCANARYCANARY\"\n";
    for (text, part) in [
        (
            format!("{key}project_id = \"../x\"\n"),
            "line 4: `project_id`",
        ),
        (
            format!("{key}region = \"nowhere/else\"\n"),
            "line 4: `region`",
        ),
        (
            format!("{key}projectid = \"x\"\n"),
            "line 4: `projectid` is not a key",
        ),
        (
            format!("{user}{user}"),
            "line 3: `users.alice` stands here a second time",
        ),
        (
            "[accounts.alibaba]\nprofile = \"CANARY\"\n".to_owned(),
            "line 2: `profile`",
        ),
    ] {
        let path = file("k12.toml", &text, 0o600);
        for verb in ["serve", "check"] {
            let (code, stderr) = ends(&[verb, "--config", path.to_str().unwrap()], &[]);
            assert_eq!(code, Some(78), "{text}: {stderr}");
            assert!(
                stderr.contains(part) && !stderr.contains("CANARY"),
                "{text}: {stderr}"
            );
        }
    }
}

/// Keys are never arguments: everybody on the machine can read those.
#[test]
fn k12_no_option_takes_a_key() {
    for option in [
        "--access-key-id",
        "--access-key-secret",
        "--ak",
        "--sk",
        "--token",
    ] {
        for verb in ["serve", "check"] {
            let output = originscope(&[verb, option, "x"]).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{verb} {option}");
        }
    }
}

#[test]
fn k08_a_configuration_with_keys_is_closed_to_others() {
    // Where nothing is refused the address, which is taken, ends it.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let serve = |path: &std::path::Path| {
        let path = path.to_str().unwrap();
        ends(&["serve", "--listen", &address, "--config", path], &[])
    };
    let text = "[accounts.alibaba]\naccess_key_id = \"CANARY-1\"\naccess_key_secret = \"CANARY\"\n";
    let (code, stderr) = serve(&file("k08.toml", text, 0o644));
    assert_eq!(code, Some(78), "{stderr}");
    assert!(
        stderr.contains("chmod 600") && !stderr.contains("CANARY"),
        "{stderr}"
    );
    assert_eq!(serve(&file("k08.toml", text, 0o640)).0, Some(1));
    // Without a secret it may be anybody's.
    let open = "[accounts.alibaba]\nsignature = \"v3\"\n";
    assert_eq!(serve(&file("k08-open.toml", open, 0o644)).0, Some(1));
}

/// A running proxy takes a new key at SIGHUP, and does not end by it.
#[test]
fn k09_a_hangup_reads_the_keys_again() {
    let key = |id: &str| {
        format!("[accounts.alibaba]\naccess_key_id = \"{id}\"\naccess_key_secret = \"s\"\n")
    };
    let path = file("k09.toml", &key("CONF-KEY-1111"), 0o600);
    let mut running = Running::start(
        &[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--config",
            path.to_str().unwrap(),
        ],
        6,
    );
    assert!(running.get("/api/v1/sources").contains("1111"));
    file("k09.toml", &key("CONF-KEY-2222"), 0o600);
    running.tell("HUP");
    // It is read within the second; a thousand answers take longer.
    let came = (0..20_000).any(|_| running.get("/api/v1/sources").contains("2222"));
    assert!(came, "the new key did not come");
    assert_eq!(running.signal("TERM"), Some(0));
}

#[test]
fn check_ends_with_one_where_nothing_works() {
    let output = originscope(&["check"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("alibaba has no key") && said.contains("\"Version\""),
        "{said}"
    );
    let running = Running::start(&["simulate", "--listen", "127.0.0.1:0"], 3);
    let keys: Vec<&str> = running.lines[1].split_whitespace().collect();
    let at = running.address;
    let text = format!(
        "[accounts.alibaba]\naccess_key_id = \"{}\"\naccess_key_secret = \"{}\"\n[accounts.alibaba.endpoints]\ncdn = \"http://{at}\"\ndcdn = \"http://{at}\"\n",
        keys[2], keys[4]
    );
    let path = file("check.toml", &text, 0o600);
    let output = originscope(&[
        "check",
        "--config",
        path.to_str().unwrap(),
        "--account",
        "alibaba",
    ])
    .output()
    .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(said.matches("works").count(), 4, "{said}");
}
