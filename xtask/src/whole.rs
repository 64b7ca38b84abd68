//! One program with the page in it.

use crate::page;
use crate::proxy::{self, Profile, Running};
use crate::steps::timed;
use crate::tally::Tally;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// Builds what is stale and says where the program is.
///
/// # Errors
/// A tool is missing, or a build failed.
pub(crate) fn build() -> Result<()> {
    timed("page", || page::build(false))?;
    timed("program", || {
        let binary = proxy::build(Profile::Whole)?;
        println!("{}", binary.display());
        Ok(Tally::default())
    })?;
    Ok(())
}

/// Whether the program, away from any folder, gives every file of `dist/` as it is and in each form that lies beside it.
/// Counts as one test.
///
/// # Errors
/// The file that is missing or another one.
pub(crate) fn check(binary: &Path) -> Result<Tally> {
    let proxy = Running::start_in(&std::env::temp_dir(), binary, "serve", &["--demo"])?;
    for entry in fs::read_dir(page::dist())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        for (form, ending) in [("identity", ""), ("br", ".br"), ("gzip", ".gz")] {
            let file = page::dist().join(format!("{name}{ending}"));
            let Ok(expected) = fs::read(&file) else {
                continue;
            };
            let got = get(proxy.port, &name, form).with_context(|| name.clone())?;
            ensure!(got == expected, "the program has another {name} ({form})");
        }
    }
    println!("The program brings the page itself.");
    Ok(Tally {
        passed: 1,
        ..Tally::default()
    })
}

/// The content of an answer of status 200.
fn get(port: u16, name: &str, form: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "GET /{name} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {form}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, content) = answer.split_at(end.context("no head")?);
    ensure!(
        head.starts_with(b"HTTP/1.1 200 "),
        "{}",
        String::from_utf8_lossy(head)
    );
    Ok(content.get(4..).unwrap_or_default().to_vec())
}
