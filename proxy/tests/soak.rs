//! Rows of group O that take minutes or thousands of sockets: `cargo xtask soak` runs them, the test command does not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::disallowed_methods,
    reason = "a process is watched in real time"
)]

#[path = "support/running.rs"]
mod running;

use running::{LINES, QUICK, Running, SERVE, originscope, request};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// A connection from 127.0.0.`host`: one address has 64 places.
fn connect_from(host: u8, to: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    let from = SocketAddr::from((Ipv4Addr::new(127, 0, 1, host), 0));
    socket.bind(&from.into())?;
    // A kernel whose queue is full answers nothing; that client gives up.
    socket.connect_timeout(&to.into(), Duration::from_secs(1))?;
    Ok(socket.into())
}

/// A number of kB from the process' status.
fn memory(running: &Running, field: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", running.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn files(running: &Running) -> usize {
    fs::read_dir(format!("/proc/{}/fd", running.child.id()))
        .unwrap()
        .count()
}

fn answers(running: &Running) -> bool {
    running.get(QUICK).starts_with("HTTP/1.1 200")
}

/// The rest of what a peer sends, or that it has closed; nothing else ends this.
fn until_closed(stream: &mut TcpStream, patience: Duration) -> bool {
    stream.set_read_timeout(Some(patience)).unwrap();
    loop {
        match stream.read(&mut [0; 64 * 1024]) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => {
                return !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
            }
        }
    }
}

#[test]
#[ignore = "soak"]
fn o04_killed_a_hundred_times_under_load() {
    let mut running = Running::start(&SERVE, LINES);
    let listen = running.address.to_string();
    for _ in 0..100 {
        let mut load: Vec<TcpStream> = (0..20)
            .map(|_| TcpStream::connect(running.address).unwrap())
            .collect();
        for stream in &mut load {
            stream.write_all(&request(running.address, QUICK)).unwrap();
        }
        assert_eq!(running.signal("KILL"), None);
        running = Running::start(&["serve", "--listen", &listen], LINES);
        assert!(answers(&running));
    }
}

#[test]
#[ignore = "soak"]
fn o07_ten_thousand_idle_clients_cost_little_and_stop_nobody() {
    let running = Running::start(&SERVE, LINES);
    let whole = request(running.address, QUICK);
    let mut held = Vec::new();
    for host in 0..157_u8 {
        for _ in 0..64 {
            if let Ok(mut stream) = connect_from(host, running.address) {
                let _refused = stream.write_all(&whole);
                held.push(stream);
            }
        }
    }
    let peak = memory(&running, "VmHWM");
    assert!(peak < 300 * 1024, "{peak} kB");
    // Idle ones are closed after ten seconds, and whoever waits in the queue has its turn.
    assert!(answers(&running));
    drop(held);
    assert!(answers(&running));
}

#[test]
#[ignore = "soak"]
fn o08_two_thousand_half_heads_are_small_and_closed() {
    let running = Running::start(&SERVE, LINES);
    let before = memory(&running, "VmRSS");
    let mut head = format!("GET / HTTP/1.1\r\nHost: {}\r\n", running.address).into_bytes();
    for line in 0..55 {
        head.extend_from_slice(format!("X-{line}: {}\r\n", "x".repeat(1_080)).as_bytes());
    }
    let mut held: Vec<TcpStream> = (0..1_950_u32)
        .filter_map(|n| connect_from(u8::try_from(n / 60).unwrap(), running.address).ok())
        .collect();
    for stream in &mut held {
        stream.set_nonblocking(true).unwrap();
        let _cut = stream.write(&head);
        stream.set_nonblocking(false).unwrap();
    }
    let grown = memory(&running, "VmRSS").saturating_sub(before);
    assert!(grown < 1_950 * 64, "{grown} kB for {} heads", held.len());
    for stream in &mut held {
        assert!(until_closed(stream, Duration::from_secs(30)));
    }
    assert!(answers(&running));
}

#[test]
#[ignore = "soak"]
fn o09_a_thousand_readers_that_take_nothing_are_closed() {
    let running = Running::start(&SERVE, LINES);
    let one = request(running.address, QUICK);
    let mut held: Vec<TcpStream> = (0..1_000_u32)
        .filter_map(|n| connect_from(u8::try_from(n / 60).unwrap(), running.address).ok())
        .collect();
    for stream in &mut held {
        stream.set_nonblocking(true).unwrap();
        // As many requests as both sides' buffers hold the answers of.
        for _ in 0..4_000 {
            if stream.write(&one).is_err() {
                break;
            }
        }
    }
    assert!(answers(&running), "others are answered meanwhile");
    let end = Instant::now() + Duration::from_secs(120);
    while files(&running) > 100 && Instant::now() < end {
        thread::sleep(Duration::from_secs(1));
    }
    assert!(files(&running) <= 100, "{} files are open", files(&running));
    assert!(answers(&running));
}

/// Two minutes, or as many seconds as `ORIGINSCOPE_SOAK_SECONDS` says: hits, misses and errors; nothing grows.
#[test]
#[ignore = "soak"]
fn o10_nothing_grows_under_mixed_load() {
    let seconds = std::env::var("ORIGINSCOPE_SOAK_SECONDS").ok();
    let seconds: u64 = seconds.map_or(120, |text| text.parse().unwrap());
    let mut command = originscope(&SERVE);
    command.stderr(std::process::Stdio::null());
    let mut running = Running::of(&mut command, LINES);
    let begin = Instant::now();
    let (mut warm, mut asked) = ((0, 0), 0_u64);
    while begin.elapsed() < Duration::from_secs(seconds) {
        let mut stream = TcpStream::connect(running.address).unwrap();
        for _ in 0..50 {
            asked += 1;
            let domain = if asked % 7 == 0 { "denied" } else { "shop" };
            let start = originscope_core::iso_seconds(recent(asked % 60));
            let end = originscope_core::iso_seconds(recent(asked % 60) + 3_600);
            let path = match asked % 3 {
                0 => QUICK.to_owned(),
                1 => format!(
                    "/api/v1/series/cdn-origin-codes?domain={domain}.demo.example&start={start}&end={end}"
                ),
                _ => "/api/v1/series/cdn-origin-codes?domain=&start=x".to_owned(),
            };
            stream.write_all(&request(running.address, &path)).unwrap();
            answer(&mut stream);
            thread::sleep(Duration::from_millis(5));
        }
        drop(stream);
        // What fills caches and pools has come after the first third.
        if warm.0 == 0 && begin.elapsed() > Duration::from_secs(seconds / 3) {
            warm = (memory(&running, "VmRSS"), files(&running));
        }
    }
    let (grown, open) = (memory(&running, "VmRSS"), files(&running));
    assert!(
        grown <= warm.0 + warm.0 / 10,
        "{} kB became {grown}",
        warm.0
    );
    assert!(open <= warm.1 + 4, "{} files became {open}", warm.1);
    let peak = memory(&running, "VmHWM");
    assert!(
        peak < 128 * 1024,
        "o12: a limit of 128 MiB would end it: {peak} kB"
    );
    assert_eq!(running.signal("TERM"), Some(0));
}

/// The start of an hour some hours ago.
fn recent(hours: u64) -> i64 {
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    i64::try_from((now / 3_600 - 2 - hours) * 3_600).unwrap()
}

/// Reads one answer with its length; its body.
fn answer(stream: &mut TcpStream) -> Vec<u8> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    body
}

/// The code of a problem.
fn code(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let code = text.split("\"code\":\"").nth(1).unwrap_or_default();
    code.split('"').next().unwrap_or_default().to_owned()
}

/// Readers that take nothing are waited for until the end of the patience, not longer.
#[test]
#[ignore = "soak"]
fn o02_slow_readers_do_not_hold_up_the_end_for_ever() {
    let mut running = Running::start(&SERVE, LINES);
    let one = request(running.address, QUICK);
    let mut held: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(running.address).unwrap())
        .collect();
    for stream in &mut held {
        stream.set_nonblocking(true).unwrap();
        for _ in 0..4_000 {
            if stream.write(&one).is_err() {
                break;
            }
        }
    }
    running.tell("TERM");
    let (ended, end) = std::sync::mpsc::channel();
    thread::spawn(move || ended.send(running.child.wait().unwrap().code()));
    // Twenty-five seconds, and as much again for a machine that is busy.
    assert_eq!(end.recv_timeout(Duration::from_secs(60)), Ok(Some(0)));
    drop(held);
}

/// C9 and U12 in one process: more windows than the cache holds, and then vendors that send more than is read, to as many
/// calls as there are places.
#[test]
#[ignore = "soak"]
fn o12_full_caches_and_large_answers_stay_under_128_mib() {
    let hours = |hours: u64| {
        let (start, end) = (
            recent(30),
            recent(30) + i64::try_from(hours).unwrap() * 3_600,
        );
        let [start, end] = [start, end].map(originscope_core::iso_seconds);
        format!("start={start}&end={end}")
    };
    let demo = Running::start(&SERVE, LINES);
    let day = ask(
        &demo,
        &format!(
            "/api/v1/series/cdn-origin-codes?domain=shop.demo.example&{}",
            hours(24)
        ),
    );
    assert!(day.len() > 10_000, "{}", String::from_utf8_lossy(&day));
    let windows = (80 << 20) / day.len();
    let (config, running) = vendor_of(day);
    for nth in 0..windows {
        let domain = format!("d{nth}.example.com");
        let path = format!(
            "/api/v1/series/cdn-origin-codes?domain={domain}&{}",
            hours(24)
        );
        let body = ask(&running, &path);
        assert!(body.len() > 10_000, "{}", String::from_utf8_lossy(&body));
    }
    let full = memory(&running, "VmHWM");
    let calls: Vec<_> = (0..48)
        .map(|nth| {
            let source = [
                "cdn-origin-codes",
                "cdn-origin-traffic-rt",
                "cdn-origin-traffic",
            ][nth % 3];
            let path = format!("/api/v1/series/{source}?domain=large{nth}.com&{}", hours(1));
            let mut stream = TcpStream::connect(running.address).unwrap();
            stream.write_all(&request(running.address, &path)).unwrap();
            thread::spawn(move || answer(&mut stream))
        })
        .collect();
    for call in calls {
        let code = code(&call.join().unwrap());
        assert!(
            ["upstream_too_large", "overloaded"].contains(&code.as_str()),
            "{code}"
        );
    }
    let peak = memory(&running, "VmHWM");
    let _gone = fs::remove_file(config);
    eprintln!("{windows} windows: {full} kB at most; then large answers: {peak} kB");
    assert!(peak < 128 * 1024, "{full} kB, then {peak} kB");
}

/// One answer over a connection of its own.
fn ask(running: &Running, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(running.address).unwrap();
    stream.write_all(&request(running.address, path)).unwrap();
    answer(&mut stream)
}

/// A proxy whose vendor gives this body for everything, and a hundred megabytes of blanks for domains called large; with its
/// configuration's file.
fn vendor_of(body: Vec<u8>) -> (std::path::PathBuf, Running) {
    let vendor = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = vendor.local_addr().unwrap();
    let body: std::sync::Arc<[u8]> = body.into();
    thread::spawn(move || {
        for mut stream in vendor.incoming().flatten() {
            let body = std::sync::Arc::clone(&body);
            thread::spawn(move || {
                let mut head = [0; 16_384];
                let read = stream.read(&mut head).unwrap_or_default();
                let is_large = String::from_utf8_lossy(&head[..read]).contains("large");
                let _sent = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
                let blanks = vec![b' '; 1 << 20];
                if is_large {
                    (0..100).all(|_| stream.write_all(&blanks).is_ok())
                } else {
                    stream.write_all(&body).is_ok()
                }
            });
        }
    });
    let config = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("o12-{}.toml", std::process::id()));
    let text = format!(
        "[accounts.alibaba]\naccess_key_id = \"LTAIdemo\"\naccess_key_secret = \"demo\"\n\
         [accounts.alibaba.endpoints]\ncdn = \"http://{address}\"\ndcdn = \"http://{address}\"\n"
    );
    fs::write(&config, text).unwrap();
    fs::set_permissions(&config, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let path = config.to_str().unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--config", path];
    let running = Running::start(&serve, 6);
    (config, running)
}

/// One processor, a flood of passwords to verify, and somebody who only asks: every question is answered before the last
/// of the passwords, so none waits for all of them.
#[test]
#[ignore = "soak"]
fn o13_a_flood_of_sign_ins_holds_up_nobody() {
    let config = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("o13-{}.toml", std::process::id()));
    // The hash of the example configuration: 19 MiB and two passes, as everybody's.
    let text = "[access]\nmode = \"password\"\n[users.alice]\n\
        password = \"$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG\"\nall_domains = true\n";
    fs::write(&config, text).unwrap();
    fs::set_permissions(&config, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let mut command = std::process::Command::new("taskset");
    command.args([
        "-c",
        "0",
        env!("CARGO_BIN_EXE_originscope"),
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--demo",
        "--config",
    ]);
    command
        .arg(&config)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("RUST_LOG", "error");
    command
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped());
    let running = Running::of(&mut command, LINES);
    let address = running.address;
    let (told, ended) = std::sync::mpsc::channel();
    for host in 0..30_u8 {
        let mut stream = connect_from(host, address).unwrap();
        let body = "name=alice&secret=wrong";
        let login = format!(
            "POST /login HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(login.as_bytes()).unwrap();
        let told = told.clone();
        thread::spawn(move || {
            answer(&mut stream);
            told.send("password")
        });
    }
    thread::spawn(move || {
        for _ in 0..10 {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(&request(address, "/healthz")).unwrap();
            answer(&mut stream);
        }
        told.send("questions")
    });
    let order: Vec<&str> = ended.iter().take(31).collect();
    let _gone = fs::remove_file(config);
    assert_ne!(order.last(), Some(&"questions"), "{order:?}");
}
