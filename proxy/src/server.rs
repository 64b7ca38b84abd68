//! The server loop. Its own, because axum's has no timer: with it a half-sent header stays open for ever and holds up
//! the end of the process.

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// How long a request's head may take, and how long a connection may idle.
const HEAD: Duration = Duration::from_secs(10);
/// How long running answers are waited for at the end.
const DRAIN: Duration = Duration::from_secs(25);
/// Most connections at a time; further ones wait in the system's queue.
const CONNECTIONS: usize = 2_000;
/// Most bytes of a request's head: cookies of other programs on the same host come along.
const HEAD_BYTES: usize = 64 * 1024;

/// Serves `app` until `stop` is done, then lets running answers end, 25 seconds at most.
pub async fn run_until(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let (stopping, stopped) = watch::channel(());
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stop => break,
        };
        let Some((stream, place)) = accepted else {
            continue;
        };
        let (connection, begun) = connection(stream, app.clone());
        let connection = graceful.watch(connection);
        let stopped = stopped.clone();
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "connection ended");
                },
                () = silent(stopped, begun) => {}
            }
            drop(place);
        });
    }
    drop((listener, stopping));
    if tokio::time::timeout(DRAIN, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some answers did not end in time");
    }
}

/// A connection being served, and whether a request has come over it yet.
fn connection(
    stream: TcpStream,
    app: Router,
) -> (
    impl GracefulConnection<Error = hyper::Error>,
    Arc<AtomicBool>,
) {
    let begun = Arc::new(AtomicBool::new(false));
    let (inner, seen) = (TowerToHyperService::new(app), Arc::clone(&begun));
    let service = service_fn(move |request| {
        seen.store(true, Ordering::Relaxed);
        inner.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    (connection, begun)
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
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => {
            // Without it small answers wait for the peer's delayed acknowledgement, some 40 ms.
            let _unsupported = stream.set_nodelay(true);
            Some((stream, place))
        }
        Err(error) => {
            tracing::warn!(%error, "cannot accept a connection");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}
