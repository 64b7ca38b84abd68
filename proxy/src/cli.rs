//! The command line of `originscope`.

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// Answer like the vendors do, strictly and deterministically, for trying clients against.
    Simulate(SimulateArgs),
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
