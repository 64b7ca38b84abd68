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

/// Reads one answer with its length.
fn answer(stream: &mut TcpStream) {
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
}
