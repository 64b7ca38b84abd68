//! The server loop. Its own, because axum's has no timer: with it a half-sent header stays open for ever and holds up
//! the end of the process.

mod dressed;
mod places;

use crate::gate::Link;
use axum::Router;
use dressed::Dressed;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use places::{Place, Places};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How much a server lets its clients have.
#[derive(Clone, Debug)]
pub struct Patience {
    /// How long a request's head may take, and how long a connection may idle.
    pub head: Duration,
    /// How long the system may hold bytes that the peer does not take: a slow reader's end.
    pub write: Duration,
    /// How long a connection lasts; the answer under way is finished. Behind a load balancer it spreads anew, and nobody
    /// holds a place for ever.
    pub lifetime: Duration,
    /// How long running answers are waited for at the end.
    pub drain: Duration,
    /// Most connections at a time; further ones wait in the system's queue.
    pub connections: usize,
    /// Most connections of one address; further ones are closed at once.
    pub connections_per_address: usize,
    /// Proxies in front, over which many clients come: they have no share of their own.
    pub fronts: Vec<IpNet>,
}

/// Files that a full house leaves for calls to vendors, the shared Redis, the log and files of the page.
const RESERVED_FILES: u64 = 40;

impl Patience {
    /// The usual limits, with no more connections than this process may have files open; raises that limit first.
    #[must_use]
    pub fn of_this_process() -> Self {
        let usual = Self::default();
        let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(u64::MAX);
        let free = usize::try_from(files.saturating_sub(RESERVED_FILES)).unwrap_or(usize::MAX);
        Self {
            connections: usual.connections.min(free.max(8)),
            ..usual
        }
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            write: Duration::from_secs(30),
            lifetime: Duration::from_secs(600),
            drain: Duration::from_secs(25),
            connections: 2_000,
            connections_per_address: 64,
            fronts: Vec::new(),
        }
    }
}

/// Most bytes of a request's head: cookies of other programs on the same host come along. Beyond: 431.
const HEAD_BYTES: usize = 16 * 1024;
/// Most header fields of a request. Beyond: 431.
const HEADERS: usize = 64;

/// Serves `app` until `stop` is done, then lets running answers end, 25 seconds at most.
pub async fn run_until(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) {
    run_patiently(listener, app, Patience::default(), stop).await;
}

/// The same with other limits.
pub async fn run_patiently(
    listener: TcpListener,
    app: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    // Whoever still serves holds a receiver of the first; the second tells that the end has begun.
    let (serving, _) = watch::channel(());
    let (stopping, stopped) = watch::channel(());
    let (total, share) = (patience.connections, patience.connections_per_address);
    let places = Places::new(total, share, patience.fronts);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places, patience.write) => accepted,
            () = &mut stop => break,
        };
        let Some((stream, link, place)) = accepted else {
            continue;
        };
        let (connection, begun) = connection(stream, link, app.clone(), patience.head);
        let (stopped, held) = (stopped.clone(), serving.subscribe());
        tokio::spawn(async move {
            tokio::select! {
                ended = lasting(connection, patience.lifetime, stopped.clone()) => if let Err(error) = ended {
                    tracing::debug!(peer = %link.peer, %error, "connection ended");
                },
                () = silent(stopped, begun) => {}
            }
            drop((place, held));
        });
    }
    drop((listener, stopping));
    if tokio::time::timeout(patience.drain, serving.closed())
        .await
        .is_err()
    {
        tracing::warn!("some answers did not end in time");
    }
}

/// A connection being served, and whether a request has come over it yet.
fn connection(
    stream: TcpStream,
    link: Link,
    app: Router,
    head: Duration,
) -> (
    impl GracefulConnection<Error = hyper::Error>,
    Arc<AtomicBool>,
) {
    let begun = Arc::new(AtomicBool::new(false));
    let (inner, seen) = (TowerToHyperService::new(app), Arc::clone(&begun));
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        seen.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(link);
        inner.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(Dressed::new(TokioIo::new(stream)), service);
    (connection, begun)
}

/// Serves until the connection ends by itself, its time is over or the server stops; then the answer under way is the
/// last one.
async fn lasting(
    connection: impl GracefulConnection<Error = hyper::Error>,
    lifetime: Duration,
    mut stopped: watch::Receiver<()>,
) -> Result<(), hyper::Error> {
    tokio::pin!(connection);
    tokio::select! {
        ended = connection.as_mut() => return ended,
        () = tokio::time::sleep(lifetime) => {}
        // An error says that the server has let go of its end, which is the signal.
        _ = stopped.changed() => {}
    }
    connection.as_mut().graceful_shutdown();
    connection.await
}

/// Done when the server stops and no request has come yet: browsers open connections in advance, and nobody waits for
/// an answer on those.
async fn silent(mut stopped: watch::Receiver<()>, begun: Arc<AtomicBool>) {
    // An error says that the server has let go of its end, which is the signal.
    let _stopped = stopped.changed().await;
    if begun.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
}

/// The next connection. An error of the system (no file descriptors left) is waited out.
async fn accept(
    listener: &TcpListener,
    places: &Places,
    write: Duration,
) -> Option<(TcpStream, Link, Place)> {
    let total = places.any().await?;
    match listener.accept().await {
        Ok((stream, peer)) => {
            let place = places.of(peer.ip(), total)?;
            let link = prepare(&stream, peer, write)?;
            Some((stream, link, place))
        }
        Err(error) => {
            tracing::warn!(%error, "cannot accept a connection");
            // As long as nobody lets go, two lines a second are enough.
            tokio::time::sleep(Duration::from_millis(500)).await;
            None
        }
    }
}

/// The socket's options, and its two ends; `None` if the peer has gone already.
fn prepare(stream: &TcpStream, peer: SocketAddr, write: Duration) -> Option<Link> {
    // Without it small answers wait for the peer's delayed acknowledgement, some 40 ms.
    let _unsupported = stream.set_nodelay(true);
    // Nothing above the socket sees a reader that takes no bytes: the library waits for the socket.
    let _unsupported = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(write));
    let local = stream.local_addr().ok()?;
    Some(Link { peer, local })
}
