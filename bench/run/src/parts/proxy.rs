//! The proxy beside nginx, under wrk.

use crate::machine::seconds_now;
use crate::nginx::Nginx;
use crate::proxy::Proxy;
use crate::results::{Row, Section, Value, short, times};
use crate::stats::Stat;
use anyhow::{Context, Result, ensure};
use originscope_core::iso_seconds;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

const ROUNDS: usize = 5;
const SECONDS: u32 = 4;
const USERS: usize = 16;

/// What wrk said in one round, and what the server spent.
#[derive(Default)]
struct Load {
    per_second: Vec<f64>,
    p99_ms: Vec<f64>,
    /// Processor time a request, microseconds.
    cpu: Vec<f64>,
}

/// A cached answer against a file, then what a signed call costs.
///
/// # Errors
/// wrk or nginx is missing, or one of the two answers something else.
pub(crate) async fn measure() -> Result<Vec<Section>> {
    let (config, script) = crowd()?;
    let proxy = Proxy::start("serve", &["--demo", "--config", &config])?;
    let path = series(seconds_now() / 3_600 * 3_600 - 3 * 3_600, 3_600);
    let (_, body) = get(proxy.port, &path)?;
    let nginx = Nginx::serving(&body).await?;
    ensure!(
        get(nginx.port, "/answer.json")?.1 == body,
        "nginx serves something else"
    );
    let (mut ours, mut peer) = (Load::default(), Load::default());
    for _ in 0..ROUNDS {
        let address = format!("http://127.0.0.1:{}{path}", proxy.port);
        ours.add(&address, &script, || proxy.cpu())?;
        let address = format!("http://127.0.0.1:{}/answer.json", nginx.port);
        peer.add(&address, &script, || nginx.cpu())?;
    }
    println!("  {} and {} a second", ours.rate()?, peer.rate()?);
    Ok(vec![
        Section {
            title: format!("A cached answer of {} bytes", body.len()),
            about: format!(
                "`wrk -t2 -c32 -d{SECONDS}s`, {ROUNDS} rounds each, alternating; nginx serves the same bytes from a file, with a worker a core. The load \
generator runs on the same cores. Processor time is that of the server's own threads."
            ),
            rows: cached(&ours, &peer)?,
        },
        super::through::measure().await?,
    ])
}

/// So many users that no one's share of requests (10,000 a second at most) is what is measured: a configuration with all of
/// them, and a script for wrk that asks as one after the other. nginx gets the same requests and does not read the tokens.
fn crowd() -> Result<(String, String)> {
    let token = |user: usize| format!("bench-{user:02}-0123456789abcdef0123456789abcdef");
    let mut config =
        String::from("[access]\nmode = \"token\"\nrequests_per_second = 10000\nburst = 10000\n");
    let mut script = String::from("local asked, at = {}, 0\ninit = function()\n");
    for user in 0..USERS {
        // Writing into a String cannot fail.
        let _ = writeln!(
            config,
            "[users.user{user}]\ntoken = \"{}\"\nall_domains = true",
            token(user)
        );
        let _ = writeln!(
            script,
            "asked[{user}] = wrk.format('GET', nil, {{ ['Authorization'] = 'Bearer {}', ['X-Requested-With'] = 'originscope' }})",
            token(user)
        );
    }
    let _ = writeln!(
        script,
        "end\nrequest = function() at = (at + 1) % {USERS}; return asked[at] end"
    );
    let place = |name: &str| {
        std::env::temp_dir().join(format!("originscope-bench-{}-{name}", std::process::id()))
    };
    let (config_file, script_file) = (place("crowd.toml"), place("crowd.lua"));
    std::fs::write(&config_file, config)?;
    std::fs::write(&script_file, script)?;
    private(&config_file)?;
    let text = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
    Ok((text(config_file), text(script_file)))
}

/// The address of a window of the demo's healthy domain.
fn series(start: i64, length: i64) -> String {
    format!(
        "/api/v1/series/cdn-origin-codes?domain=shop.demo.example&start={}&end={}",
        iso_seconds(start),
        iso_seconds(start + length)
    )
}

fn cached(ours: &Load, peer: &Load) -> Result<Vec<Row>> {
    let stat = |list: &[f64]| Stat::of(list).context("wrk said nothing");
    let (rate, their_rate) = (stat(&ours.per_second)?, stat(&peer.per_second)?);
    let (p99, their_p99) = (stat(&ours.p99_ms)?, stat(&peer.p99_ms)?);
    let part = rate.median / their_rate.median;
    let slower = p99.median / their_p99.median;
    let row = |what: &str, figure: String, target: &str, reached: bool, values| Row {
        what: what.to_owned(),
        figure,
        target: target.to_owned(),
        reached: Some(reached),
        values,
        points: None,
    };
    let a_second = |who: &str, stat| Value::new(who, "a second", stat);
    let rates = vec![a_second("ours", rate), a_second("nginx", their_rate)];
    let latencies = vec![Value::ms("ours", p99), Value::ms("nginx", their_p99)];
    let mut cpu = Row::at_most(
        "processor time a request",
        None,
        Value::new("ours", "µs", stat(&ours.cpu)?),
    );
    cpu.values.push(Value::new("nginx", "µs", stat(&peer.cpu)?));
    Ok(vec![
        row(
            "requests a second",
            times(part),
            "≥ 0.8×",
            part >= 0.8,
            rates.clone(),
        ),
        row(
            "requests a second, alone",
            format!("{:.0}", rate.median),
            "≥ 30,000 on two quiet cores",
            rate.median >= 30_000.0,
            rates,
        ),
        row(
            "99th percentile of the latency",
            times(slower),
            "≤ 2×",
            slower <= 2.0,
            latencies,
        ),
        cpu,
    ])
}

impl Load {
    /// A round of wrk.
    fn add(&mut self, address: &str, script: &str, spent: impl Fn() -> Result<f64>) -> Result<()> {
        let before = spent()?;
        let said = Command::new("wrk")
            .args([
                "-t2",
                "-c32",
                &format!("-d{SECONDS}s"),
                "--latency",
                "-s",
                script,
                address,
            ])
            .output()
            .context("wrk is not installed")?;
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        ensure!(!text.contains("Non-2xx"), "not all was answered: {text}");
        let after = |name: &str| {
            let line = text
                .lines()
                .find(|line| line.trim_start().starts_with(name));
            line.and_then(|line| line.split_whitespace().nth(1))
                .with_context(|| format!("wrk said no {name}: {text}"))
        };
        let requests = text.lines().find(|line| line.contains(" requests in "));
        let requests: f64 = requests
            .and_then(|line| line.split_whitespace().next()?.parse().ok())
            .context("wrk counted nothing")?;
        self.per_second.push(after("Requests/sec:")?.parse()?);
        self.p99_ms.push(milliseconds(after("99%")?)?);
        self.cpu.push((spent()? - before) * 1e6 / requests);
        Ok(())
    }

    fn rate(&self) -> Result<String> {
        Ok(short(
            Stat::of(&self.per_second).context("no rounds")?.median,
        ))
    }
}

/// `1.23ms`, `640.00us` or `1.02s`.
fn milliseconds(text: &str) -> Result<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1_000.0)];
    let read =
        |(unit, factor): (&str, f64)| Some(text.strip_suffix(unit)?.parse::<f64>().ok()? * factor);
    units
        .into_iter()
        .find_map(read)
        .with_context(|| format!("{text} is no time"))
}

#[cfg(unix)]
pub(super) fn private(file: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(
        file,
        std::fs::Permissions::from_mode(0o600),
    )?)
}

#[cfg(not(unix))]
pub(super) fn private(_file: &std::path::Path) -> Result<()> {
    Ok(())
}

/// Head and body of an answer of status 200.
fn get(port: u16, path: &str) -> Result<(String, Vec<u8>)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Requested-With: originscope\r\nAuthorization: Bearer bench-00-0123456789abcdef0123456789abcdef\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("no head")?;
    let (head, body) = answer.split_at(end);
    let head = String::from_utf8_lossy(head).into_owned();
    ensure!(head.starts_with("HTTP/1.1 200 "), "{path}: {head}");
    Ok((head, body.get(4..).unwrap_or_default().to_vec()))
}
