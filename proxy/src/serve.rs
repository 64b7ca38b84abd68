//! `originscope serve`: binds, says where it listens and what it can do, serves.

use crate::admin::admin;
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
    let operators = match proxy.admin() {
        Some(address) => Some(TcpListener::bind(address).await?),
        None => None,
    };
    write_banner(&proxy, listener.local_addr()?, out)?;
    let operators = match operators {
        Some(operators) => {
            writeln!(
                out,
                "  for operators: http://{}/readyz",
                operators.local_addr()?
            )?;
            // It goes on saying "not ready" until the last answer is out.
            let never = std::future::pending();
            Some(tokio::spawn(run_until(
                operators,
                admin(proxy.clone()),
                never,
            )))
        }
        None => None,
    };
    out.flush()?;
    let ending = proxy.clone();
    let stop = async move {
        stop.await;
        ending.drain();
    };
    run_until(listener, app(proxy), stop).await;
    if let Some(operators) = operators {
        operators.abort();
    }
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
