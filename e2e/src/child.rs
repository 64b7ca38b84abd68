//! A program that runs as long as a test needs it.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

/// A running program; it ends when this is dropped.
pub(crate) struct Running {
    child: Mutex<Child>,
    output: Arc<Mutex<String>>,
}

impl Running {
    /// Starts the program and reads its output until `find` sees in a line what it waits for.
    ///
    /// # Errors
    /// It cannot be started, or it ended before.
    pub(crate) fn start<T>(
        command: &mut Command,
        find: impl Fn(&str) -> Option<T>,
    ) -> Result<(Self, T)> {
        let name = command.get_program().to_string_lossy().into_owned();
        let (reader, writer) = std::io::pipe()?;
        command
            .stdin(Stdio::null())
            .stdout(writer.try_clone()?)
            .stderr(writer);
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        // Our own ends of the pipe: while they are open, reading would not end with the program.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let output = Arc::new(Mutex::new(String::new()));
        let running = Self {
            child: Mutex::new(child),
            output: Arc::clone(&output),
        };
        let mut lines = BufReader::new(reader);
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                bail!("{name} ended too early; it said:\n{}", running.said());
            }
            keep(&output, &line);
            if let Some(found) = find(&line) {
                thread::spawn(move || drain(&mut lines, &output));
                return Ok((running, found));
            }
        }
    }

    /// All that it printed so far.
    pub(crate) fn said(&self) -> String {
        self.output
            .lock()
            .map(|text| text.clone())
            .unwrap_or_default()
    }

    /// Ends it, and waits for its end.
    pub(crate) fn stop(&self) {
        if let Ok(mut child) = self.child.lock() {
            let _already_gone = child.kill();
            let _status = child.wait();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Keeps the pipe empty: a program that cannot print stops.
fn drain(lines: &mut impl Read, output: &Mutex<String>) {
    let mut buffer = [0; 4096];
    while let Ok(length) = lines.read(&mut buffer) {
        match buffer.get(..length) {
            Some(bytes) if length > 0 => keep(output, &String::from_utf8_lossy(bytes)),
            _ => return,
        }
    }
}

fn keep(output: &Mutex<String>, text: &str) {
    if let Ok(mut output) = output.lock() {
        output.push_str(text);
    }
}

/// The port after `before` in a line.
pub(crate) fn port_after(line: &str, before: &str) -> Option<u16> {
    let (_, rest) = line.split_once(before)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// A file named by an environment variable, or this one.
pub(crate) fn named(variable: &str, otherwise: impl AsRef<OsStr>) -> std::ffi::OsString {
    std::env::var_os(variable).unwrap_or_else(|| otherwise.as_ref().to_owned())
}
