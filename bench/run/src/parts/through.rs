//! Signed calls that go through to a vendor, beside an nginx that passes on the same calls, signed before.

use crate::machine::seconds_now;
use crate::nginx::Nginx;
use crate::proxy::Proxy;
use crate::results::{Row, Section, Value, times};
use crate::stats::Stat;
use anyhow::{Context, Result, bail, ensure};
use originscope_apis::{Style, find};
use originscope_core::{Ask, TimeRange, iso_seconds};
use originscope_sign::{Credential, Moment, acs3};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const SOURCE: &str = "cdn-origin-codes";
/// An account's quota is some calls a second, so the load comes from many: each is asked once a round.
const ACCOUNTS: usize = 120;
const ROUNDS: i64 = 20;
const CONNECTIONS: usize = 8;
/// Between two rounds, for the quotas to fill again.
const PAUSE: Duration = Duration::from_millis(500);
/// Length of a window, seconds.
const WINDOW: i64 = 600;

/// # Errors
/// nginx is missing, or something is not answered.
pub(super) async fn measure() -> Result<Section> {
    let upstream = Proxy::start("simulate", &["--alibaba-key", "benchkey:benchsecret"])?;
    let config = config(upstream.port)?;
    let proxy = Proxy::start("serve", &["--config", &config.to_string_lossy()])?;
    let nginx = Nginx::passing(upstream.port).await?;
    let newest = seconds_now() / 3_600 * 3_600 - 4 * 3_600;
    let (mut ours, mut peer) = (Load::default(), Load::default());
    for round in 0..=ROUNDS {
        let range = TimeRange::new(newest - (round + 1) * WINDOW, newest - round * WINDOW);
        let asked = (0..ACCOUNTS).map(|account| plain(proxy.port, account, range));
        let signed = (0..ACCOUNTS).map(|account| signed(upstream.port, account, range));
        let (asked, signed) = (
            asked.collect::<Vec<_>>(),
            signed.collect::<Result<Vec<_>>>()?,
        );
        // The first warms up.
        let is_counted = round > 0;
        ours.add(is_counted, proxy.port, &asked, || proxy.cpu())?;
        peer.add(is_counted, nginx.port, &signed, || nginx.cpu())?;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(Section {
        title: "Signed calls that go through".to_owned(),
        about: format!(
            "{ROUNDS} rounds of {ACCOUNTS} windows that nobody asked before, over {CONNECTIONS} connections, to `originscope simulate`, which checks the signatures. The \
proxy checks, signs, decodes and keeps; nginx passes on (`proxy_pass`, connections kept) calls that were signed before. The proxy keeps to the vendors' quotas, so each call is of an account of its \
own. All share the cores."
        ),
        rows: rows(&ours, &peer)?,
    })
}

/// What the rounds said.
#[derive(Default)]
struct Load {
    per_second: Vec<f64>,
    /// Processor time a call, microseconds.
    cpu: Vec<f64>,
}

impl Load {
    fn add(
        &mut self,
        is_counted: bool,
        port: u16,
        requests: &[String],
        spent: impl Fn() -> Result<f64>,
    ) -> Result<()> {
        let (before, start) = (spent()?, Instant::now());
        drive(port, requests)?;
        let took = start.elapsed().as_secs_f64();
        if is_counted {
            #[allow(clippy::cast_precision_loss)] // some hundred
            let calls = requests.len() as f64;
            self.per_second.push(calls / took);
            self.cpu.push((spent()? - before) * 1e6 / calls);
        }
        Ok(())
    }
}

fn rows(ours: &Load, peer: &Load) -> Result<Vec<Row>> {
    let stat = |list: &[f64]| Stat::of(list).context("nothing went through");
    let (rate, their_rate) = (stat(&ours.per_second)?, stat(&peer.per_second)?);
    let part = rate.median / their_rate.median;
    let a_second = |who: &str, stat| Value::new(who, "a second", stat);
    let mut cpu = Row::at_most(
        "processor time a call",
        Some(180.0),
        Value::new("ours", "µs", stat(&ours.cpu)?),
    );
    cpu.values.push(Value::new("nginx", "µs", stat(&peer.cpu)?));
    Ok(vec![
        Row {
            what: "calls a second".to_owned(),
            figure: times(part),
            target: "≥ 0.7×".to_owned(),
            reached: Some(part >= 0.7),
            values: vec![a_second("ours", rate), a_second("nginx", their_rate)],
            points: None,
        },
        cpu,
    ])
}

/// A configuration of many accounts, each with a domain of its own.
fn config(upstream: u16) -> Result<PathBuf> {
    let mut text = String::from("[access]\nrequests_per_second = 10000\nburst = 10000\n");
    let address = format!("http://127.0.0.1:{upstream}");
    for account in 0..ACCOUNTS {
        // Writing into a String cannot fail.
        let _ = writeln!(
            text,
            "[accounts.a{account}]\nvendor = \"alibaba\"\naccess_key_id = \"benchkey\"\naccess_key_secret = \"benchsecret\"\n\
             domains = [\"{}\"]\n[accounts.a{account}.endpoints]\ncdn = \"{address}\"\ndcdn = \"{address}\"",
            domain(account)
        );
    }
    let name = format!("originscope-bench-through-{}.toml", std::process::id());
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, text)?;
    super::proxy::private(&file)?;
    Ok(file)
}

fn domain(account: usize) -> String {
    format!("d{account}.bench.example")
}

/// A question to the proxy.
fn plain(port: u16, account: usize, range: TimeRange) -> String {
    format!(
        "GET /api/v1/series/{SOURCE}?domain={}&start={}&end={} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Requested-With: originscope\r\n\r\n",
        domain(account),
        iso_seconds(range.start),
        iso_seconds(range.end)
    )
}

/// The same as a signed call to the vendor.
fn signed(upstream: u16, account: usize, range: TimeRange) -> Result<String> {
    let call = find(SOURCE).context("no such source")?.call(&Ask {
        domains: vec![domain(account)],
        range,
        grain: None,
        isp: None,
        region: None,
        codes: Vec::new(),
    });
    let Style::AlibabaRpc { action, version } = call.style else {
        bail!("{SOURCE} is no call of Alibaba's");
    };
    let params = call.params.into_iter();
    let query: Vec<(String, String)> = params
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let host = format!("127.0.0.1:{upstream}");
    let request = acs3::Request {
        method: "POST",
        host: &host,
        path: "/",
        query: &query,
        body: b"",
        action,
        version,
    };
    let key = Credential::new("benchkey", "benchsecret", None);
    let nonce = format!("{account}-{}", range.start);
    let moment = Moment {
        unix: seconds_now(),
        nonce: &nonce,
    };
    let signed = acs3::sign(&request, &key, &moment)?;
    let mut text = format!("POST {} HTTP/1.1\r\ncontent-length: 0\r\n", signed.url);
    for (name, value) in &signed.headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    Ok(text + "\r\n")
}

/// Sends all requests over some connections, on each one after the other.
fn drive(port: u16, requests: &[String]) -> Result<()> {
    let of_each = requests.len().div_ceil(CONNECTIONS);
    std::thread::scope(|scope| {
        let threads = requests
            .chunks(of_each)
            .map(|part| scope.spawn(move || ask(port, part)));
        let threads: Vec<_> = threads.collect();
        for thread in threads {
            thread
                .join()
                .ok()
                .context("a connection ended in a panic")??;
        }
        Ok(())
    })
}

fn ask(port: u16, requests: &[String]) -> Result<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut answers = BufReader::new(stream.try_clone()?);
    for request in requests {
        stream.write_all(request.as_bytes())?;
        let length = length_after_head(&mut answers)?;
        let read = std::io::copy(&mut answers.by_ref().take(length), &mut std::io::sink())?;
        ensure!(read == length, "an answer was cut");
    }
    Ok(())
}

/// Reads the head of an answer of status 200; the length of its body.
fn length_after_head(answers: &mut BufReader<TcpStream>) -> Result<u64> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    ensure!(
        line.starts_with("HTTP/1.1 200 "),
        "it did not go through: {line}"
    );
    let mut length = None;
    loop {
        line.clear();
        answers.read_line(&mut line)?;
        let lower = line.trim().to_ascii_lowercase();
        if lower.is_empty() {
            return length.context("an answer without a length");
        }
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = Some(value.trim().parse()?);
        }
        ensure!(lower != "x-cache: hit", "it came from the cache");
    }
}
