//! `originscope serve`: binds, says where it listens and what it can do, serves.

use crate::admin;
use crate::reload::keep_good;
use crate::routes::app;
use crate::server::{Patience, run_patiently, run_until};
use crate::sources::statuses;
use crate::state::Proxy;
use crate::upstream::Upstream;
use originscope_core::{Mode, SourceStatus};
use std::io::{self, Write};
use tokio::net::TcpListener;

/// Serves until `stop` is done. `out` gets the address and a line a source.
///
/// # Errors
/// Whatever the system says to the address.
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
    // Whoever does not read it can serve all the same.
    let _unread = write_banner(&proxy, listener.local_addr()?, out);
    let operators = match operators {
        Some(operators) => {
            let local = operators.local_addr()?;
            let _unread = writeln!(out, "  for operators: http://{local}/readyz");
            // It goes on saying "not ready" until the last answer is out.
            let never = std::future::pending();
            let service = admin::operators(proxy.clone(), local);
            Some(tokio::spawn(run_until(operators, service, never)))
        }
        None => None,
    };
    let _unread = out.flush();
    let keys = tokio::spawn(keep_good(proxy.clone()));
    let ending = proxy.clone();
    let stop = async move {
        stop.await;
        ending.drain();
    };
    let patience = Patience {
        fronts: proxy.access().proxies.clone(),
        ..Patience::of_this_process()
    };
    run_patiently(listener, app(proxy), patience, stop).await;
    keys.abort();
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
            let accounts = proxy.accounts();
            let of = originscope_apis::find(&status.id).map(|api| accounts.of(api.spec()));
            let of = of.unwrap_or_default();
            let many = of.len() > 1;
            let each = of.iter().map(|account| {
                let key = account.key_ends().map(|ends| format!("key ends {ends}, "));
                let name = if many {
                    format!("{}: ", account.name)
                } else {
                    String::new()
                };
                format!(
                    "{name}{}from {}",
                    key.unwrap_or_default(),
                    account.keeper.source().words()
                )
            });
            format!("live, {}", each.collect::<Vec<_>>().join("; "))
        }
    }
}
