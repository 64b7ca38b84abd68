//! Keys that change under a running proxy: rows K8 and K9. Where time is paused, the files are looked at when nothing else is
//! to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use originscope_core::SourcesAnswer;
use originscope_proxy::{Flags, Origin, Proxy, app, keep_up, operators};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use support::giver::{Answer, Asked, Giver, alibaba_key};
use support::home::Home;
use support::{NOW, clock, empty_folder, get, until};
use tokio::sync::Notify;

/// A proxy whose files are watched.
struct Watched {
    service: Router,
    operators: Router,
    signal: Arc<Notify>,
}

impl Watched {
    fn new(home: &Home, file: Option<PathBuf>) -> Self {
        let flags = Flags {
            dist: Some(empty_folder()),
            ..Flags::default()
        };
        let origin = Origin::new(flags, file, home.env(&[]));
        let proxy = Proxy::new(origin.read().unwrap(), clock()).unwrap();
        let signal = Arc::new(Notify::new());
        tokio::spawn(keep_up(proxy.clone(), origin, Arc::clone(&signal)));
        Self {
            service: app(proxy.clone()),
            operators: operators(proxy, "127.0.0.1:8787".parse().unwrap()),
            signal,
        }
    }

    async fn key_ends(&self) -> String {
        let answer = get(&self.service, "/api/v1/sources").await;
        let answer: SourcesAnswer = serde_json::from_slice(&answer.body).unwrap();
        let source = answer
            .sources
            .iter()
            .find(|source| source.id == "cdn-origin-codes");
        source.unwrap().key_ends.clone().unwrap_or_default()
    }

    /// Whether `/readyz` says that a changed configuration cannot be used; it is ready all the same.
    async fn warns(&self) -> bool {
        let ready = get(&self.operators, "/readyz").await;
        assert_eq!(ready.status, 200, "{}", ready.text());
        ready.text().contains("the keys before it stay in use")
    }

    async fn reloads(&self, outcome: &str) -> u64 {
        let text = get(&self.operators, "/metrics").await.text();
        let name = format!("originscope_config_reloads_total{{outcome=\"{outcome}\"}} ");
        let line = text.lines().find_map(|line| line.strip_prefix(&name));
        line.map_or(0, |count| count.parse().unwrap())
    }
}

async fn looked() {
    tokio::time::sleep(Duration::from_secs(8)).await;
}

fn profile(id: &str) -> String {
    format!(
        r#"{{"current":"a","profiles":[{{"name":"a","mode":"AK","access_key_id":"{id}","access_key_secret":"s"}}]}}"#
    )
}

const CLI: &str = ".aliyun/config.json";

#[tokio::test(start_paused = true)]
async fn k08_a_broken_file_leaves_the_old_key_in_use() {
    let home = Home::new();
    home.write(CLI, &profile("FILE-KEY-1111"));
    let watched = Watched::new(&home, None);
    assert_eq!(watched.key_ends().await, "1111");
    assert!(!watched.warns().await);
    let whole = profile("FILE-KEY-2222");
    let path = home.path().join(CLI);
    type Breaking<'a> = (&'a str, &'a dyn Fn());
    let breakings: [Breaking<'_>; 8] = [
        ("half-written", &|| {
            drop(home.write(CLI, &whole[..whole.len() / 2]))
        }),
        ("empty", &|| drop(home.write(CLI, ""))),
        ("without a profile", &|| drop(home.write(CLI, "{}"))),
        ("open to all", &|| drop(home.write_as(CLI, &whole, 0o644))),
        ("huge", &|| drop(home.write(CLI, &" ".repeat(10 << 20)))),
        ("a blank in the key", &|| {
            drop(home.write(CLI, &profile("FILE KEY")))
        }),
        ("gone", &|| std::fs::remove_file(&path).unwrap()),
        ("a folder", &|| std::fs::create_dir(&path).unwrap()),
    ];
    for (nth, (what, break_it)) in breakings.iter().enumerate() {
        break_it();
        looked().await;
        assert_eq!(watched.key_ends().await, "1111", "{what}");
        assert!(watched.warns().await, "{what}");
        assert_eq!(
            watched.reloads("failed").await,
            u64::try_from(nth).unwrap() + 1,
            "{what}"
        );
    }
    std::fs::remove_dir(&path).unwrap();
    home.write(CLI, &(whole.replace(',', ",\r\n") + "\n"));
    looked().await;
    assert_eq!(
        watched.key_ends().await,
        "2222",
        "with CRLF and a newline at its end it is whole"
    );
    assert!(!watched.warns().await);
}

/// As Kubernetes changes a volume: the link's target is another folder.
#[tokio::test(start_paused = true)]
async fn k08_a_link_that_points_elsewhere_is_a_change() {
    let home = Home::new();
    home.write("one/config.json", &profile("FILE-KEY-1111"));
    home.write("two/config.json", &profile("FILE-KEY-2222"));
    std::fs::create_dir(home.path().join(".aliyun")).unwrap();
    let (data, next) = (home.path().join("data"), home.path().join("next"));
    std::os::unix::fs::symlink(home.path().join("one"), &data).unwrap();
    std::os::unix::fs::symlink(data.join("config.json"), home.path().join(CLI)).unwrap();
    let watched = Watched::new(&home, None);
    assert_eq!(watched.key_ends().await, "1111");
    std::os::unix::fs::symlink(home.path().join("two"), &next).unwrap();
    std::fs::rename(&next, &data).unwrap();
    looked().await;
    assert_eq!(watched.key_ends().await, "2222");
}

#[tokio::test(start_paused = true)]
async fn the_configuration_itself_is_watched() {
    let home = Home::new();
    let key = |id: &str| {
        format!("[accounts.alibaba]\naccess_key_id = \"{id}\"\naccess_key_secret = \"s\"\n")
    };
    let file = home.write("originscope.toml", &key("CONF-KEY-1111"));
    let watched = Watched::new(&home, Some(file));
    home.write("originscope.toml", &key("CONF-KEY-2222"));
    looked().await;
    assert_eq!(watched.key_ends().await, "2222");
    for broken in ["[accounts.alibaba", "", "listen = 1", "no_such = \"key\""] {
        home.write("originscope.toml", broken);
        looked().await;
        assert_eq!(
            (watched.key_ends().await.as_str(), watched.warns().await),
            ("2222", true),
            "{broken}"
        );
    }
    home.write_as("originscope.toml", &key("CONF-KEY-3333"), 0o644);
    looked().await;
    assert_eq!(
        (watched.key_ends().await.as_str(), watched.warns().await),
        ("2222", true),
        "open to all"
    );
    home.write_as("originscope.toml", &key("CONF-KEY-3333"), 0o600);
    looked().await;
    assert_eq!(
        (watched.key_ends().await.as_str(), watched.warns().await),
        ("3333", false),
        "only its rights changed"
    );
}

#[tokio::test(start_paused = true)]
async fn k09_a_storm_of_signals_is_one() {
    let home = Home::new();
    home.write(CLI, &profile("FILE-KEY-1111"));
    let watched = Watched::new(&home, None);
    for _ in 0..1_000 {
        watched.signal.notify_one();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    looked().await;
    assert!(
        (1..=3).contains(&watched.reloads("ok").await),
        "{}",
        watched.reloads("ok").await
    );
    assert_eq!(watched.key_ends().await, "1111");
}

/// A place that gives no key does not replace one that has given one. In real time, for there are sockets.
#[tokio::test]
async fn k08_keys_are_taken_from_a_new_place_once_it_gives_some() {
    let home = Home::new();
    let file = home.write(
        "originscope.toml",
        "[accounts.alibaba]\naccess_key_id = \"CONF-KEY-1111\"\naccess_key_secret = \"s\"\n",
    );
    let watched = Watched::new(&home, Some(file));
    let role = |at: &str| {
        format!(
            "[accounts.alibaba]\ninstance_role = \"r\"\n[accounts.alibaba.endpoints]\nmetadata = \"http://{at}\"\n"
        )
    };
    home.write("originscope.toml", &role("127.0.0.1:1"));
    watched.signal.notify_one();
    until(async || watched.reloads("failed").await > 0).await;
    assert_eq!(
        (watched.key_ends().await.as_str(), watched.warns().await),
        ("1111", true)
    );
    let machine = |asked: &Asked| -> Answer {
        match asked.path.ends_with("/r") {
            true => (
                200,
                None,
                alibaba_key("STS.KEY-2222", "s", "t", NOW + 3_600),
            ),
            false => (404, None, String::new()),
        }
    };
    let giver = Giver::new(machine).await;
    home.write("originscope.toml", &role(&giver.address.to_string()));
    watched.signal.notify_one();
    until(async || watched.key_ends().await == "2222").await;
    assert!(!watched.warns().await);
}
