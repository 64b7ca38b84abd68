//! A relay between the proxy and a vendor that makes trouble on the way: it delays, loses, cuts, stalls, trickles.
#![allow(dead_code, clippy::unwrap_used)] // every test file uses a part of it

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;

/// What becomes of the vendor's bytes. Those of the proxy always arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// They arrive.
    None,
    /// Each piece waits for up to twice this long.
    Late(Duration),
    /// Every so many-th connection ends with a reset before its first byte.
    Lost(usize),
    /// After so many bytes there is a reset.
    Cut(usize),
    /// After so many bytes nothing comes any more, and the connection stays.
    Silent(usize),
    /// So many bytes in each pause.
    Narrow(usize, Duration),
}

/// A running relay; what it does can be changed, which ends the connections that there are.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    trouble: watch::Sender<Trouble>,
    connections: Arc<AtomicUsize>,
}

impl Relay {
    /// A relay to `to`, without trouble at first.
    pub(crate) async fn new(to: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (trouble, made) = watch::channel(Trouble::None);
        let relay = Self {
            address: listener.local_addr().unwrap(),
            trouble,
            connections: Arc::default(),
        };
        let count = Arc::clone(&relay.connections);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let nth = count.fetch_add(1, Ordering::SeqCst) + 1;
                let mut made = made.clone();
                let trouble = *made.borrow_and_update();
                tokio::spawn(async move {
                    if matches!(trouble, Trouble::Lost(every) if nth.is_multiple_of(every)) {
                        return reset(&client);
                    }
                    if let Ok(vendor) = TcpStream::connect(to).await {
                        tokio::select! {
                            () = between(client, vendor, trouble, nth) => {}
                            // Another trouble, or the end of the test.
                            _ = made.changed() => {}
                        }
                    }
                });
            }
        });
        relay
    }

    /// Makes this trouble from now on.
    pub(crate) fn make(&self, trouble: Trouble) {
        let _nobody_listens = self.trouble.send(trouble);
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// The socket says so when it is dropped.
fn reset(stream: &TcpStream) {
    let _gone = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
}

/// Both directions, until one of them ends.
async fn between(client: TcpStream, vendor: TcpStream, trouble: Trouble, seed: usize) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_vendor, mut to_vendor) = vendor.into_split();
    let is_cut = tokio::select! {
        _sent = tokio::io::copy(&mut from_client, &mut to_vendor) => false,
        is_cut = answers(&mut from_vendor, &mut to_client, trouble, seed) => is_cut,
    };
    if is_cut && let Ok(client) = from_client.reunite(to_client) {
        reset(&client);
    }
}

/// The vendor's bytes; says whether they end with a reset.
async fn answers(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    trouble: Trouble,
    seed: usize,
) -> bool {
    let (mut piece, mut passed) = ([0_u8; 1_024], 0);
    loop {
        let left = match trouble {
            Trouble::Cut(after) | Trouble::Silent(after) => after.saturating_sub(passed),
            _ => piece.len(),
        };
        if left == 0 {
            if matches!(trouble, Trouble::Silent(_)) {
                std::future::pending::<()>().await;
            }
            return true;
        }
        let most = match trouble {
            Trouble::Narrow(bytes, _) => bytes.min(piece.len()),
            _ => left.min(piece.len()),
        };
        let Ok(read @ 1..) = from.read(&mut piece[..most]).await else {
            return false;
        };
        match trouble {
            // Spread over twice the time, differently for each connection and piece, and the same in every run.
            Trouble::Late(time) => {
                let part = u32::try_from((seed * 7 + passed * 3) % 21).unwrap();
                sleep(time * part / 10).await;
            }
            Trouble::Narrow(_, pause) => sleep(pause).await,
            _ => {}
        }
        if to.write_all(&piece[..read]).await.is_err() {
            return false;
        }
        passed += read;
    }
}
