//! The proxy against a strict simulator behind a socket, and against an upstream that misbehaves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use originscope_core::{Mode, SourcesAnswer};
use originscope_sim::{Key, SimConfig, Simulator, default_keys};
use std::sync::{Arc, Mutex};
use support::{HOUR, SOURCES, clock, configured, get, listen, simulator, towards};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// The simulator's traffic is a function of seed, domain and time: two of them with one seed say the same, byte by
/// byte, but for the request ids, which are random in neither.
#[tokio::test]
async fn both_signatures_are_accepted_and_the_body_is_untouched() {
    for signature in ["v3", "v1"] {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let address = listen(recording(Arc::clone(&seen))).await;
        let app = configured(&towards(address, signature));
        for source in SOURCES {
            let got = get(
                &app,
                &format!("/api/v1/series/{source}?domain=www.example.com&{HOUR}"),
            )
            .await;
            assert_eq!(got.status, 200, "{signature} {source}: {}", got.text());
            let sent = seen.lock().unwrap().pop().unwrap();
            assert_eq!(got.body, sent, "{signature} {source}");
        }
    }
}

/// The simulator's service, keeping every body that it sends.
fn recording(seen: Arc<Mutex<Vec<Vec<u8>>>>) -> axum::Router {
    let app = originscope_proxy::simulator_app(Simulator::new(SimConfig::default()), clock());
    app.layer(axum::middleware::map_response(
        move |response: axum::response::Response| {
            let seen = Arc::clone(&seen);
            async move {
                let (head, body) = response.into_parts();
                let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
                seen.lock().unwrap().push(bytes.to_vec());
                axum::response::Response::from_parts(head, axum::body::Body::from(bytes))
            }
        },
    ))
}

#[tokio::test]
async fn temporary_keys_and_user_tokens_are_accepted() {
    let keys = default_keys();
    let config = SimConfig {
        alibaba_keys: vec![Key::alibaba("STS.temporary", "s3cret", Some("sts-token"))],
        huawei_keys: vec![
            Key::huawei("TEMPORARYAK", "sk", keys.huawei_project, Some("hw-token"))
                .with_user_token("user-token"),
        ],
        ..SimConfig::default()
    };
    let address = listen(originscope_proxy::simulator_app(
        Simulator::new(config),
        clock(),
    ))
    .await;
    let project = keys.huawei_project;
    let alibaba = |signature| {
        format!(
            "[accounts.alibaba]\naccess_key_id = \"STS.temporary\"\naccess_key_secret = \"s3cret\"\n\
             security_token = \"sts-token\"\nsignature = \"{signature}\"\n\
             [accounts.alibaba.endpoints]\ncdn = \"http://{address}\"\ndcdn = \"http://{address}\"\n"
        )
    };
    let huawei = format!("project_id = \"{project}\"\nendpoint = \"http://{address}\"\n");
    let ak = format!(
        "[accounts.huawei]\nak = \"TEMPORARYAK\"\nsk = \"sk\"\nsecurity_token = \"hw-token\"\n{huawei}"
    );
    let token = format!("[accounts.huawei]\nauth_token = \"user-token\"\n{huawei}");
    for (config, source) in [
        (alibaba("v3"), "cdn-origin-codes"),
        (alibaba("v1"), "dcdn-ws-codes"),
        (ak, "live-codes"),
        (token, "live-codes"),
    ] {
        let got = get(
            &configured(&config),
            &format!("/api/v1/series/{source}?domain=a.com&{HOUR}"),
        )
        .await;
        assert_eq!(got.status, 200, "{source}: {}", got.text());
    }
}

#[tokio::test]
async fn a_vendor_without_a_key_is_not_asked() {
    let address = simulator().await;
    let config = towards(address, "v3");
    let alibaba_only = config.split("[accounts.huawei]").next().unwrap();
    let app = configured(alibaba_only);
    let got = get(
        &app,
        &format!("/api/v1/series/live-codes?domain=a.com&{HOUR}"),
    )
    .await;
    assert_eq!(
        (got.status, got.problem().code.as_str()),
        (403, "no_credential")
    );
    let answer: SourcesAnswer =
        serde_json::from_slice(&get(&app, "/api/v1/sources").await.body).unwrap();
    for source in answer.sources {
        let live = source.id != "live-codes";
        assert_eq!(
            source.mode,
            if live { Mode::Live } else { Mode::NoCredential }
        );
        assert_eq!(
            source.key_ends.as_deref(),
            live.then_some("mo01"),
            "{}",
            source.id
        );
    }
}

#[tokio::test]
async fn a_wrong_secret_is_the_accounts_side_and_echoes_nothing() {
    let address = simulator().await;
    let keys = default_keys();
    for signature in ["v3", "v1"] {
        let config = towards(address, signature)
            .replace(keys.alibaba_secret, "another-secret")
            .replace(keys.huawei_sk, "another-secret");
        let app = configured(&config);
        for source in ["cdn-origin-codes", "live-codes"] {
            let got = get(
                &app,
                &format!("/api/v1/series/{source}?domain=a.com&{HOUR}"),
            )
            .await;
            let problem = got.problem();
            assert_eq!(
                (got.status, problem.code.as_str()),
                (502, "upstream_auth"),
                "{source}"
            );
            assert!(
                problem.upstream_code.is_some() && problem.upstream_request_id.is_some(),
                "{source}"
            );
            for secret in [
                keys.alibaba_id,
                keys.huawei_ak,
                "another-secret",
                "HMAC",
                "x-acs-",
                "Signature=",
            ] {
                assert!(
                    !got.text().contains(secret),
                    "{source}: {secret} in {}",
                    got.text()
                );
            }
        }
    }
}

/// An upstream that reads one request and answers with these bytes, as they are, to every connection.
async fn raw(answer: Vec<u8>) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0_u8; 16_384];
            let _read = stream.read(&mut head).await;
            let _sent = stream.write_all(&answer).await;
            let _closed = stream.shutdown().await;
        }
    });
    address
}

fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
    .into_bytes()
}

#[tokio::test]
async fn every_broken_body_has_its_code() {
    let sample =
        std::fs::read_to_string(support::fixtures().join("live-codes/sample.json")).unwrap();
    let half = &sample[..sample.len() / 2];
    let huge = format!(
        "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}",
        " ".repeat(9 << 20)
    );
    let error = r#"{"error_code":"LIVE.100011001","error_msg":"MARKER"}"#;
    for (answer, status, code) in [
        (http("200 OK", "", ""), 502, "upstream_empty"),
        (http("200 OK", "", " \n"), 502, "upstream_empty"),
        (
            http("200 OK", "", "<!doctype html><html>MARKER</html>"),
            502,
            "upstream_html",
        ),
        (http("200 OK", "", "MARKER"), 502, "upstream_not_json"),
        (http("200 OK", "", half), 502, "upstream_truncated"),
        (
            http("200 OK", "", r#"{"MARKER":[]}"#),
            502,
            "upstream_shape",
        ),
        (
            http("200 OK", "", error),
            400,
            "upstream_rejected_parameter",
        ),
        (huge.into_bytes(), 502, "upstream_too_large"),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n".to_vec(),
            502,
            "upstream_too_large",
        ),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".to_vec(),
            502,
            "upstream_truncated",
        ),
        (
            http(
                "302 Found",
                "location: http://169.254.169.254/MARKER\r\n",
                "",
            ),
            502,
            "upstream_redirect",
        ),
        (
            http("400 Bad Request", "", error),
            400,
            "upstream_rejected_parameter",
        ),
        (
            http("502 Bad Gateway", "", "<html>MARKER</html>"),
            503,
            "upstream_unavailable",
        ),
        (
            http("429 Too Many Requests", "retry-after: 7\r\n", ""),
            503,
            "upstream_throttled",
        ),
        (http("418 Teapot", "", ""), 502, "upstream_error"),
        (b"MARKER\r\n\r\n".to_vec(), 502, "upstream_unreachable"),
        (Vec::new(), 502, "upstream_unreachable"),
    ] {
        let app = configured(&towards(raw(answer.clone()).await, "v3"));
        let got = get(
            &app,
            &format!("/api/v1/series/live-codes?domain=a.com&{HOUR}"),
        )
        .await;
        let what = String::from_utf8_lossy(&answer[..answer.len().min(80)]).into_owned();
        let problem = got.problem();
        assert_eq!(
            (got.status, problem.code.as_str()),
            (status, code),
            "{what}"
        );
        assert!(!got.text().contains("MARKER"), "{what}");
        if code == "upstream_throttled" {
            assert_eq!(
                (problem.retry_after_ms, got.header("retry-after")),
                (Some(7_000), "7")
            );
        }
    }
}

/// 16 MiB of blanks in 16 KiB: the limit counts what comes out of the decompression.
#[tokio::test]
async fn a_compressed_body_is_counted_as_it_unfolds() {
    let bomb = include_bytes!("support/blanks-16-mib.gz");
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        bomb.len()
    )
    .into_bytes();
    answer.extend_from_slice(bomb);
    let app = configured(&towards(raw(answer).await, "v3"));
    let got = get(
        &app,
        &format!("/api/v1/series/live-codes?domain=a.com&{HOUR}"),
    )
    .await;
    assert_eq!(
        (got.status, got.problem().code.as_str()),
        (502, "upstream_too_large")
    );
}

#[tokio::test]
async fn nobody_there_is_the_networks_side() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let app = configured(&towards(address, "v3"));
    let got = get(
        &app,
        &format!("/api/v1/series/live-codes?domain=a.com&{HOUR}"),
    )
    .await;
    assert_eq!(
        (got.status, got.problem().code.as_str()),
        (502, "upstream_unreachable")
    );
}

#[tokio::test]
async fn an_upstream_that_stalls_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = configured(&towards(address, "v3"));
    let got = get(
        &app,
        &format!("/api/v1/series/live-codes?domain=a.com&{HOUR}"),
    )
    .await;
    assert_eq!(
        (got.status, got.problem().code.as_str()),
        (504, "upstream_timeout")
    );
    drop(listener);
}
