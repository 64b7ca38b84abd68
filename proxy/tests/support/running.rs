//! The command as a process of its own.
#![allow(dead_code, reason = "each test file uses its part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};

/// The command with nothing of this process' environment.
pub(crate) fn originscope(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_originscope"));
    command
        .args(args)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The running command and the address that it printed; stopped when the test ends.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) lines: Vec<String>,
    pub(crate) address: SocketAddr,
}

impl Running {
    pub(crate) fn start(args: &[&str], expected_lines: usize) -> Self {
        Self::start_in(args, &[], expected_lines)
    }

    pub(crate) fn start_in(args: &[&str], env: &[(&str, &str)], expected_lines: usize) -> Self {
        Self::of(originscope(args).envs(env.iter().copied()), expected_lines)
    }

    /// Any command that ends in serving.
    pub(crate) fn of(command: &mut Command, expected_lines: usize) -> Self {
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let lines: Vec<String> = out
            .lines()
            .take(expected_lines)
            .map(Result::unwrap)
            .collect();
        let address = lines[0]
            .split("http://")
            .nth(1)
            .unwrap()
            .trim_end_matches('/')
            .parse()
            .unwrap();
        Self {
            child,
            lines,
            address,
        }
    }

    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nX-Requested-With: originscope\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub(crate) fn signal(&mut self, name: &str) -> Option<i32> {
        self.tell(name);
        self.child.wait().unwrap().code()
    }

    /// Sends a signal and does not wait.
    pub(crate) fn tell(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// `serve` on a free port.
pub(crate) const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
/// Lines that it prints on demo data.
pub(crate) const LINES: usize = 7;
/// What is answered at once.
pub(crate) const QUICK: &str = "/api/v1/sources";

/// A request as the page sends it, in one piece.
pub(crate) fn request(address: SocketAddr, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nX-Requested-With: originscope\r\n\r\n")
        .into_bytes()
}
