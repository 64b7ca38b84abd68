//! The command line of `originscope`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use originscope_core::TimeExpr;
use std::net::SocketAddr;
use std::path::PathBuf;

/// CDN and origin statistics of several vendors on one page.
#[derive(Debug, Parser)]
#[command(name = "originscope", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the page and the API; with no key anywhere, on the embedded simulator.
    Serve(ServeArgs),
    /// Say for every source which key is used, from where, and whether one real call works.
    Check(CheckArgs),
    /// Answer like the vendors do, strictly and deterministically, for trying clients against.
    Simulate(SimulateArgs),
    /// Read saved answers, HARs and snapshots; the exit status says what they show.
    Read(ReadArgs),
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address and port; loopback only; port 0 takes any free one. Default 127.0.0.1:8787.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// A configuration file; originscope.example.toml explains every key.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Answer from saved bodies: a folder per source with sample.json or sample.xml.
    #[arg(long, value_name = "DIR", conflicts_with = "demo")]
    pub replay: Option<PathBuf>,
    /// Use the embedded simulator although there are keys.
    #[arg(long)]
    pub demo: bool,
    /// The folder of the built page. Default: dist in the working directory, if it exists.
    #[arg(long, value_name = "DIR")]
    pub dist: Option<PathBuf>,
}

/// What `check --help` says at its end.
const CHECK_HELP: &str = "\
Exit status:
  0  every source that has a key works
  1  one does not, or none has a key
  78 the configuration is wrong";

/// Options of `check`.
#[derive(Debug, Default, Args)]
#[command(after_help = CHECK_HELP)]
pub struct CheckArgs {
    /// The configuration file that `serve` gets.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// One account only, by its name in the configuration.
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// A domain of the account to ask about. Default: the first of the account's own list, or www.example.com.
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
}

/// Options of `simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// Address and port; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9090")]
    pub listen: SocketAddr,
    /// A key to accept instead of the default one; may be repeated.
    #[arg(long, value_name = "ID:SECRET[:TOKEN]")]
    pub alibaba_key: Vec<String>,
    /// A key to accept instead of the default one; may be repeated.
    #[arg(long, value_name = "AK:SK:PROJECT[:TOKEN]")]
    pub huawei_key: Vec<String>,
    /// Which limits to enforce: those of the vendors' newer pages or of their older ones.
    #[arg(long, value_enum, default_value_t = LimitsArg::Current)]
    pub limits: LimitsArg,
}

/// Which pages' limits the simulator enforces.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LimitsArg {
    /// The older pages.
    Seeds,
    /// The newer pages.
    Current,
}

/// What `read --help` says at its end.
const READ_HELP: &str = "\
Exit status:
  0  fine
  1  degraded
  2  failing
  3  cannot tell (also for traffic alone, which says nothing about errors)
  4  a file cannot be read
  5  quiet: no requests
  64 the command line is wrong
Of several sources and files the worst counts:
  failing, degraded, not readable, cannot tell, quiet, fine.

Answers of the same source about the same domains become one series. Codes and traffic of the same side
about the same domains are judged together.";

/// Options of `read`.
#[derive(Debug, Args)]
#[command(after_help = READ_HELP)]
pub struct ReadArgs {
    /// Saved answers (JSON or XML), HARs, snapshots; none or - is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print one JSON object, with everything that the text says.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print the series as CSV, a row per slot and series.
    #[arg(long)]
    pub csv: bool,
    /// The moment by which freshness and lag are judged, as 2025-06-01T12:34:00Z, seconds since 1970, now or now-1h.
    /// Default: the end of each answer's own range plus its source's lag; a snapshot's own moment.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub now: Option<TimeExpr>,
    /// Which source made a file that two could have made.
    #[arg(long, value_name = "ID", value_parser = source_id)]
    pub source: Option<String>,
}

fn moment(text: &str) -> Result<TimeExpr, String> {
    TimeExpr::parse(text)
        .ok_or_else(|| "not a time; try 2025-06-01T12:34:00Z, now or now-1h".to_owned())
}

fn source_id(text: &str) -> Result<String, String> {
    if originscope_apis::find(text).is_some() {
        return Ok(text.to_owned());
    }
    let ids: Vec<&str> = originscope_apis::registry()
        .iter()
        .map(|api| api.spec().id)
        .collect();
    Err(format!("not a source; there are {}", ids.join(", ")))
}
