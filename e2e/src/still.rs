//! The built page as plain files, with no proxy of its own: what a static host serves.

use crate::child::named;
use crate::proxy::root;
use anyhow::Result;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::{fs, thread};

/// What a host does beside handing out the page's files.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Host {
    /// Nothing.
    Plain,
    /// Every path that is no file is the page itself, as on hosts of single-page apps.
    FallsBack,
    /// A proxy at that port is reached below `/elsewhere/`.
    Beside(u16),
    /// The program is asked for and never comes.
    Stalled,
}

/// Serves the page's files on a free port for as long as the test's process lives; returns the port.
///
/// # Errors
/// No port is free.
pub(crate) fn serve(host: Host) -> Result<u16> {
    let dist = PathBuf::from(named("ORIGINSCOPE_DIST", root().join("dist")));
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let dist = dist.clone();
            // A browser that hangs up early is no fault of the test.
            thread::spawn(move || answer(stream, &dist, host).ok());
        }
    });
    Ok(port)
}

fn answer(mut stream: TcpStream, dist: &Path, host: Host) -> Result<()> {
    let mut head = BufReader::new(stream.try_clone()?).lines();
    let request = head.next().transpose()?.unwrap_or_default();
    // The rest of the head is read, or closing would reset the connection.
    while head
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let path = request.split(' ').nth(1).unwrap_or("/");
    if let (Some(rest), Host::Beside(port)) = (path.strip_prefix("/elsewhere/"), host) {
        return forward(stream, rest, port);
    }
    let name = path
        .split('?')
        .next()
        .unwrap_or("/")
        .trim_start_matches('/');
    let name = if name.is_empty() { "index.html" } else { name };
    if host == Host::Stalled && name.ends_with(".wasm") {
        // Ends when the browser gives up, or with the test.
        std::io::copy(&mut stream, &mut std::io::sink())?;
        return Ok(());
    }
    let file = (!name.contains(['/', '\\']))
        .then(|| fs::read(dist.join(name)).ok())
        .flatten();
    let (status, kind, body) = match file {
        Some(body) => ("200 OK", kind(name), body),
        None if host == Host::FallsBack => (
            "200 OK",
            kind("index.html"),
            fs::read(dist.join("index.html"))?,
        ),
        None => ("404 Not Found", "text/html", b"<h1>404</h1>".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)?;
    Ok(())
}

/// Asks the proxy for a path, as the page would.
fn forward(mut stream: TcpStream, path: &str, port: u16) -> Result<()> {
    let mut proxy = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        proxy,
        "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Requested-With: originscope\r\nConnection: close\r\n\r\n"
    )?;
    std::io::copy(&mut proxy, &mut stream)?;
    Ok(())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
