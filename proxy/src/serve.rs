//! `originscope serve`: binds, says where it listens and what it can do, serves.

use crate::credentials::From;
use crate::routes::app;
use crate::server::run_until;
use crate::sources::statuses;
use crate::state::Proxy;
use crate::upstream::Upstream;
use originscope_core::{Mode, SourceStatus};
use std::io::{self, Write};
use tokio::net::TcpListener;

/// Serves until `stop` is done. `out` gets the address and a line a source.
///
/// # Errors
/// Whatever the system says to the address, or to writing.
pub async fn serve(
    listen: std::net::SocketAddr,
    proxy: Proxy,
    out: &mut impl Write,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    write_banner(&proxy, listener.local_addr()?, out)?;
    run_until(listener, app(proxy), stop).await;
    Ok(())
}

fn write_banner(
    proxy: &Proxy,
    address: std::net::SocketAddr,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "Originscope: http://{address}/")?;
    match proxy.upstream() {
        Upstream::Demo(_) => writeln!(
            out,
            "DEMO: every number is simulated. Live use needs a vendor's key; see the README."
        )?,
        Upstream::Replay(_) => writeln!(out, "Replay: every answer comes from a saved file.")?,
        Upstream::Live(_) => {}
    }
    for status in statuses(proxy) {
        writeln!(out, "  {:<22} {}", status.id, describe(proxy, &status))?;
    }
    out.flush()
}

fn describe(proxy: &Proxy, status: &SourceStatus) -> String {
    match status.mode {
        Mode::Demo => "DEMO".to_owned(),
        Mode::Replay => "replay".to_owned(),
        Mode::NoCredential => "no credential".to_owned(),
        Mode::Live => {
            let from = match proxy.keys_from(&status.id) {
                Some(From::Environment) => "from the environment",
                Some(From::File) => "from the configuration",
                Some(From::Simulator) | None => "from the simulator",
            };
            match &status.key_ends {
                Some(ends) => format!("live, key ends {ends}, {from}"),
                None => format!("live, {from}"),
            }
        }
    }
}
