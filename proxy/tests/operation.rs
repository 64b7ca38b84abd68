//! The command in operation: group O of the acceptance rows, as far as they are quick; the rest is in `soak.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::disallowed_methods,
    reason = "a process is watched in real time"
)]

#[path = "support/running.rs"]
mod running;

use running::{LINES, QUICK, Running, SERVE, originscope, request};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The simulator takes four seconds for this one.
fn slow() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let hour = i64::try_from(now.as_secs()).unwrap() / 3_600 * 3_600;
    let [start, end] = [hour - 7_200, hour - 3_600].map(originscope_core::iso_seconds);
    format!("/api/v1/series/live-codes?domain=slow.demo.example&start={start}&end={end}")
}

fn ask(stream: &mut TcpStream, path: &str) {
    let host = stream.peer_addr().unwrap();
    stream.write_all(&request(host, path)).unwrap();
}

#[test]
fn o01_answers_under_way_are_finished_and_nobody_else_is_let_in() {
    let mut running = Running::start(&SERVE, LINES);
    // One address has 64 places; the second half comes from another.
    let mut held: Vec<TcpStream> = (0..60)
        .map(|_| TcpStream::connect(running.address).unwrap())
        .collect();
    for stream in &mut held {
        ask(stream, &slow());
    }
    // All of them have begun when a later one has been answered.
    assert!(running.get(QUICK).starts_with("HTTP/1.1 200"));
    thread::sleep(Duration::from_millis(300));
    running.tell("TERM");
    while TcpStream::connect(running.address).is_ok() {
        thread::sleep(Duration::from_millis(20));
    }
    for mut stream in held {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.ends_with('}'), "cut: {answer}");
    }
    assert_eq!(running.child.wait().unwrap().code(), Some(0));
}

#[test]
fn o02_idle_and_half_sent_connections_do_not_hold_up_the_end() {
    let mut running = Running::start(&SERVE, LINES);
    let connect = || TcpStream::connect(running.address).unwrap();
    let mut half = connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    let mut idle = connect();
    ask(&mut idle, QUICK);
    assert_eq!(idle.read(&mut [0; 1]).unwrap(), 1);
    let _silent = connect();
    assert_eq!(running.signal("TERM"), Some(0));
}

#[test]
fn o03_the_second_signal_ends_it_at_once() {
    let mut running = Running::start(&SERVE, LINES);
    let mut waiting = TcpStream::connect(running.address).unwrap();
    ask(&mut waiting, &slow());
    assert!(running.get(QUICK).starts_with("HTTP/1.1 200"));
    running.tell("INT");
    while TcpStream::connect(running.address).is_ok() {
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(running.signal("TERM"), Some(0));
    // Nothing came: the answer would have taken longer than the process lived.
    let mut answer = String::new();
    let _reset = waiting.read_to_string(&mut answer);
    assert_eq!(answer, "");
}

#[test]
fn o03_nobody_reading_what_it_prints_is_no_reason_to_end() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    drop(taken);
    let listen = address.to_string();
    let mut child = originscope(&["serve", "--listen", &listen])
        .spawn()
        .unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    let running = loop {
        assert!(child.try_wait().unwrap().is_none(), "it ended");
        if TcpStream::connect(address).is_ok() {
            break Running {
                child,
                lines: Vec::new(),
                address,
            };
        }
        thread::sleep(Duration::from_millis(20));
    };
    for _ in 0..3 {
        assert!(running.get(QUICK).starts_with("HTTP/1.1 200"));
    }
}

#[test]
fn o04_killed_and_started_again_on_the_same_port() {
    let mut running = Running::start(&SERVE, LINES);
    let listen = running.address.to_string();
    for _ in 0..5 {
        let mut held = TcpStream::connect(running.address).unwrap();
        ask(&mut held, &slow());
        assert_eq!(running.signal("KILL"), None);
        running = Running::start(&["serve", "--listen", &listen], LINES);
        assert!(running.get(QUICK).starts_with("HTTP/1.1 200"));
    }
}

/// 64 files, 150 clients: some wait in the system's queue, and calls to vendors keep their files.
#[test]
fn o06_few_files_are_enough_to_live() {
    let program = env!("CARGO_BIN_EXE_originscope");
    let script = format!("ulimit -n 64 && exec {program} serve --listen 127.0.0.1:0");
    let mut command = Command::new("sh");
    command
        .args(["-c", &script])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut running = Running::of(&mut command, LINES);
    let crowd: Vec<TcpStream> = (0..150)
        .filter_map(|_| TcpStream::connect(running.address).ok())
        .collect();
    assert_eq!(running.child.try_wait().unwrap(), None);
    drop(crowd);
    assert!(running.get(QUICK).starts_with("HTTP/1.1 200"));
    assert_eq!(running.signal("TERM"), Some(0));
}

#[test]
fn o11_a_log_that_nobody_takes_holds_up_nothing() {
    // Its pipe is never read, and holds 64 KiB.
    let mut child = originscope(&SERVE);
    child.env("RUST_LOG", "trace");
    let running = Running::of(&mut child, LINES);
    let mut stream = TcpStream::connect(running.address).unwrap();
    for _ in 0..600 {
        ask(&mut stream, "/no-such-path");
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        assert!(head.starts_with(b"HTTP/1.1 "), "{head:?}");
        let mut rest = vec![0; 64 * 1024];
        let read = stream.read(&mut rest).unwrap();
        if String::from_utf8_lossy(&rest[..read]).contains("connection: close") {
            stream = TcpStream::connect(running.address).unwrap();
        }
    }
    assert!(running.get(QUICK).starts_with("HTTP/1.1 200"));
}

/// The first answers come before anybody whom the configuration names has said a word: neither the start nor they wait for
/// vendors, a shared cache or a way out.
#[test]
fn o14_the_first_answer_waits_for_nobody() {
    let (told, heard) = std::sync::mpsc::channel();
    let mute = || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let told = told.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let told = told.clone();
                thread::spawn(move || {
                    let _asked = std::io::copy(&mut stream, &mut std::io::sink());
                    // Nobody waits here any more.
                    let _over = told.send("given up");
                });
            }
        });
        address
    };
    let text = format!(
        "cache = \"redis://{}/0\"\noutbound_proxy = \"http://{}\"\n\
         [accounts.alibaba]\naccess_key_id = \"LTAIdemo\"\naccess_key_secret = \"demo\"\n\
         [accounts.alibaba.endpoints]\ncdn = \"http://{}\"\n",
        mute(),
        mute(),
        mute()
    );
    let config = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("o14-{}.toml", std::process::id()));
    std::fs::write(&config, text).unwrap();
    std::fs::set_permissions(&config, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let path = config.to_str().unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--config", path];
    let running = Running::start(&serve, 6);
    for path in [QUICK, "/healthz"] {
        let answer = running.get(path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }
    told.send("answered").unwrap();
    let _gone = std::fs::remove_file(&config);
    assert_eq!(heard.recv(), Ok("answered"));
}

#[test]
fn o15_what_cannot_be_listened_on_is_said_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for listen in [taken.as_str(), "nonsense", "127.0.0.1:99999"] {
        let output = originscope(&["serve", "--listen", listen])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_ne!(output.status.code(), Some(0), "{listen}");
        assert!(
            said.contains(listen) && !said.contains("panicked"),
            "{listen}: {said}"
        );
    }
    let six = Running::start(&["serve", "--listen", "[::1]:0"], LINES);
    assert!(six.address.is_ipv6());
    assert!(six.get(QUICK).starts_with("HTTP/1.1 200"));
}

/// No home, and a working folder in which nothing can be written.
#[test]
fn o17_nothing_but_the_program_is_needed_for_the_demo() {
    let mut command = originscope(&SERVE);
    command.current_dir("/proc");
    let running = Running::of(&mut command, LINES);
    assert!(running.get(QUICK).starts_with("HTTP/1.1 200"));
}

/// Without any authority no certificate would be believed: said at the start, not to the first reader.
#[test]
fn o17_without_any_authority_it_does_not_start() {
    let mut command = originscope(&SERVE);
    command
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIexample")
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret")
        .env("SSL_CERT_FILE", "/nonexistent")
        .env("SSL_CERT_DIR", "/nonexistent");
    let ended = command.output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(78), "{said}");
    assert!(
        said.contains("CA bundle") && said.lines().count() == 1,
        "{said}"
    );
}
