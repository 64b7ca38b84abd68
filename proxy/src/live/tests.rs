//! Rows of group U about the way to the vendor: names, connections, TLS.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::attempts::{Terms, run};
use originscope_sign::Signed;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A call of nothing in particular.
fn call(scheme: &'static str, authority: &str) -> Outgoing {
    Outgoing {
        method: "GET",
        base: Base {
            scheme,
            authority: authority.to_owned(),
        },
        signed: Signed {
            url: "/".to_owned(),
            headers: vec![("authorization".to_owned(), "CANARY".to_owned())],
        },
    }
}

fn client() -> Client {
    Client::new(None).unwrap()
}

/// A resolver that finds nothing, at once or never.
struct Nowhere {
    at_once: bool,
}

impl Resolve for Nowhere {
    fn resolve(&self, _name: Name) -> Resolving {
        let at_once = self.at_once;
        Box::pin(async move {
            if !at_once {
                std::future::pending::<()>().await;
            }
            Err::<Addrs, _>("no such name".into())
        })
    }
}

/// NXDOMAIN and SERVFAIL are one to us: no address. A resolver that says nothing is waited for no longer than a
/// connection.
#[tokio::test(start_paused = true)]
async fn u01_a_name_without_an_address_is_the_networks_side() {
    for at_once in [true, false] {
        let builder = Client::builder(None).unwrap();
        let client = Client::of(builder.dns_resolver(Arc::new(Nowhere { at_once }))).unwrap();
        let began = tokio::time::Instant::now();
        let problem = client
            .send(&call("https", "gone.test"))
            .await
            .err()
            .unwrap();
        assert_eq!(
            (problem.status, problem.code.as_str()),
            (502, "upstream_unreachable")
        );
        assert!(began.elapsed() <= Duration::from_millis(3_500));
    }
}

/// A listener on this address whose queue is full: what comes now is not answered. Nothing if there is no such address.
fn deaf(address: SocketAddr) -> Option<(socket2::Socket, SocketAddr, Vec<std::net::TcpStream>)> {
    let socket = socket2::Socket::new(
        socket2::Domain::for_address(address),
        socket2::Type::STREAM,
        None,
    )
    .ok()?;
    socket.bind(&address.into()).ok()?;
    socket.listen(1).ok()?;
    let address = socket.local_addr().ok()?.as_socket()?;
    let mut held = Vec::new();
    for _ in 0..16 {
        match std::net::TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
            Ok(stream) => held.push(stream),
            Err(_) => return Some((socket, address, held)),
        }
    }
    panic!("a queue for one takes sixteen");
}

#[tokio::test]
async fn u02_an_address_that_says_nothing_is_the_networks_side() {
    let (_socket, address, _held) = deaf(([127, 0, 0, 1], 0).into()).unwrap();
    let problem = client()
        .send(&call("http", &address.to_string()))
        .await
        .err()
        .unwrap();
    assert_eq!(
        (problem.status, problem.code.as_str()),
        (502, "upstream_unreachable")
    );
}

/// Who has two addresses is reached by the one that answers.
#[tokio::test]
async fn u28_an_ipv6_address_that_says_nothing_is_passed_by() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let good = listener.local_addr().unwrap();
    let Some((_socket, deaf, _held)) = deaf((Ipv6Addr::LOCALHOST, good.port()).into()) else {
        return; // No IPv6 here: nothing to pass by.
    };
    answering(listener, |mut stream| async move {
        let _head = stream.read(&mut [0; 4_096]).await;
        let _sent = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
    });
    let builder = Client::builder(None).unwrap();
    let client = Client::of(builder.resolve_to_addrs("dual.test", &[deaf, good])).unwrap();
    let reply = client
        .send(&call("http", &format!("dual.test:{}", good.port())))
        .await;
    assert_eq!(reply.ok().unwrap().status, 204);
}

/// Serves connections one after another, counting them.
fn answering<F>(
    listener: TcpListener,
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> Arc<AtomicUsize>
where
    F: Future<Output = ()> + Send + 'static,
{
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(serve(stream));
        }
    });
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn u05_connections_that_are_closed_while_idle_cost_no_call() {
    closed_while_idle(500).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "soak"]
async fn u05_ten_thousand_calls_over_connections_that_are_closed_while_idle() {
    closed_while_idle(10_000).await;
}

/// The server answers, keeps the connection for a moment and closes it without a word, in every moment of the next call.
async fn closed_while_idle(calls: usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let connections = answering(listener, |mut stream| async move {
        let (mut head, mut length) = ([0; 4_096], 0);
        while let Ok(some @ 1..) = stream.read(&mut head[length..]).await {
            length += some;
            if head[..length].ends_with(b"\r\n\r\n") {
                let answer =
                    b"HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}";
                let _sent = stream.write_all(answer).await;
                tokio::time::sleep(Duration::from_micros(
                    u64::from(address_of(&stream) % 7) * 100,
                ))
                .await;
                return;
            }
        }
    });
    let client = client();
    for nth in 0..calls {
        let attempt = || async { Ok(client.send(&call("http", &address)).await?) };
        let reply = run(None, Terms::of("alibaba"), || 0.0, attempt).await;
        assert_eq!(reply.map(|reply| reply.status), Ok(200), "call {nth}");
    }
    assert!(connections.load(Ordering::SeqCst) > calls / 10);
}

fn address_of(stream: &TcpStream) -> u16 {
    stream.peer_addr().map_or(0, |peer| peer.port())
}

/// A certificate for this name and this time, signed by the authority or by itself.
fn tls(name: &str, ends: i32, authority: Option<&CertifiedIssuer<'_, KeyPair>>) -> ServerConfig {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(ends, 1, 1);
    let certificate = match authority {
        Some(authority) => params.signed_by(&key, authority),
        None => params.self_signed(&key),
    };
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.unwrap().der().clone()], key)
        .unwrap()
}

/// What a server at this address did with connections, and what it read after the handshake.
async fn behind_tls(config: ServerConfig) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let count = answering(listener, move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            let _head = stream.read(&mut [0; 4_096]).await;
            let _sent = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
            let _closed = stream.shutdown().await;
        }
    });
    (port, count)
}

#[tokio::test]
async fn u03_a_certificate_that_proves_nothing_gets_no_call_and_no_second_try() {
    let _already = rustls::crypto::ring::default_provider().install_default();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let root = reqwest::Certificate::from_der(authority.as_ref().der()).unwrap();
    let all = [
        ("good", tls("vendor.test", 2_100, Some(&authority)), None),
        (
            "expired",
            tls("vendor.test", 2_021, Some(&authority)),
            Some("upstream_untrusted"),
        ),
        (
            "another host",
            tls("other.test", 2_100, Some(&authority)),
            Some("upstream_untrusted"),
        ),
        (
            "signed by itself",
            tls("vendor.test", 2_100, None),
            Some("upstream_untrusted"),
        ),
    ];
    for (what, config, expected) in all {
        let (port, connections) = behind_tls(config).await;
        let builder = Client::builder(None)
            .unwrap()
            .tls_certs_only([root.clone()]);
        let here = SocketAddr::from(([127, 0, 0, 1], port));
        let client = Client::of(builder.resolve("vendor.test", here)).unwrap();
        let to = format!("vendor.test:{port}");
        let attempt = || async { Ok(client.send(&call("https", &to)).await?) };
        let done = run(None, Terms::of("alibaba"), || 0.0, attempt).await;
        let code = done.err().map(|problem| problem.code);
        assert_eq!(code.as_deref(), expected, "{what}");
        assert_eq!(connections.load(Ordering::SeqCst), 1, "{what}");
    }
}

/// An alert for an old version, and an answer without any TLS: nothing of the call was sent before, and nobody asks again.
#[tokio::test]
async fn u03_what_speaks_no_tls_gets_nothing_of_the_call_and_no_second_try() {
    for said in [
        &b"\x15\x03\x01\x00\x02\x02\x46"[..],
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let to = listener.local_addr().unwrap().to_string();
        let (tell, mut heard) = tokio::sync::mpsc::unbounded_channel();
        let connections = answering(listener, move |mut stream| {
            let tell = tell.clone();
            async move {
                let mut hello = vec![0; 16_384];
                let read = stream.read(&mut hello).await.unwrap();
                let _sent = stream.write_all(said).await;
                let _closed = stream.shutdown().await;
                hello.truncate(read);
                let _rest = stream.read_to_end(&mut hello).await;
                tell.send(hello).unwrap();
            }
        });
        let client = client();
        let attempt = || async { Ok(client.send(&call("https", &to)).await?) };
        let done = run(None, Terms::of("alibaba"), || 0.0, attempt).await;
        let problem = done.err().unwrap();
        assert_eq!(
            (problem.status, problem.code.as_str()),
            (502, "upstream_untrusted")
        );
        let heard = heard.recv().await.unwrap();
        assert!(!heard.windows(6).any(|six| six == b"CANARY"));
        assert_eq!(connections.load(Ordering::SeqCst), 1);
    }
}
