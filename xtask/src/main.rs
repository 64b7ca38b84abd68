//! Every verb a developer needs. CI calls the same ones, so that what is green there is green here.

#![expect(
    clippy::print_stdout,
    reason = "a command line tool talks on standard output"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a tool reads its environment where it needs it, and times its steps"
)]

mod bench;
mod browser;
mod check;
mod e2e;
mod fuzz;
mod lighthouse;
mod mutants;
mod npm;
mod openapi;
mod page;
mod process;
mod proxy;
mod python;
mod run;
mod sdk;
mod seal;
mod size;
mod soak;
mod steps;
mod system;
mod tally;
mod test;
mod tools;
mod whole;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The verbs of this project", version)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Install what is missing, build the page and the proxy, and serve them.
    Run {
        /// Go on to `originscope serve`: `cargo xtask run -- --listen 127.0.0.1:9000`.
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Everything that CI does, up to the first failure; ends with one line of totals.
    Test {
        /// Only these steps, by name; all of them where none is named.
        steps: Vec<String>,
    },
    /// The rules of the house that neither the compiler nor clippy knows.
    Check,
    /// Build the page into `dist/`, if a source of it is newer.
    Page {
        /// Build it in any case.
        #[arg(long)]
        force: bool,
    },
    /// One program with the page in it, for a machine that has nothing else: `target/release/originscope`.
    Build,
    /// Put the policy for its scripts into a built page; trunk does it after every build.
    Seal {
        /// The folder with index.html; trunk names it in TRUNK_STAGING_DIR.
        folder: Option<PathBuf>,
    },
    /// The whole product in a headless browser; the arguments go on to the test runner.
    E2e {
        /// Names of tests, or options of the runner.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Make the pictures of `docs/pictures` anew, on simulated data.
    Pictures,
    /// Every decoder and parser against made-up input, a minute each; needs nightly.
    Fuzz {
        /// Only these targets; all of them where none is named.
        targets: Vec<String>,
        /// How long each runs.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// The proxy's tests that take minutes or thousands of sockets.
    Soak,
    /// Change signer, validation, errors and access in one place at a time, and see whether a test notices: minutes a set, but
    /// hours for access.
    Mutants {
        /// Only these sets; all of them where none is named.
        sets: Vec<String>,
    },
    /// Lighthouse on the built page, on a desk and on a phone: fails under what the page promises.
    Lighthouse,
    /// Measure the page and the proxy beside their peers and write bench/RESULTS.md; minutes.
    Bench {
        /// Only these parts; all of them where none is named. The others stay in the report as they were.
        parts: Vec<String>,
        /// With a program and a proxy that are quicker to build: to try something, not to report it.
        #[arg(long)]
        quick: bool,
    },
    /// Install what the other verbs need: the wasm target, trunk, wasm-bindgen, wasm-opt.
    Tools,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Run { arguments } => run::run(&arguments),
        Verb::Test { steps } => test::run(&steps),
        Verb::Check => steps::timed("check", check::run).map(drop),
        Verb::Page { force } => steps::timed("page", || page::build(force)).map(drop),
        Verb::Build => whole::build(),
        Verb::Seal { folder } => seal::folder(folder),
        Verb::E2e { arguments } => e2e::run(&arguments).map(drop),
        Verb::Pictures => e2e::run(&["--ignored", "pictures_of"].map(str::to_owned)).map(drop),
        Verb::Fuzz { targets, seconds } => fuzz::run_targets(&targets, seconds),
        Verb::Soak => soak::soak(),
        Verb::Mutants { sets } => mutants::verb(&sets),
        Verb::Lighthouse => lighthouse::verb().map(drop),
        Verb::Bench { parts, quick } => bench::bench(&parts, quick),
        Verb::Tools => tools::for_page(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
