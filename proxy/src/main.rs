//! The `originscope` command. Only this file reads the clock and the environment of the process.
#![allow(clippy::disallowed_methods)] // here is the one place where they are read

use clap::Parser;
use originscope_proxy::cli::{CheckArgs, Cli, Command, ReadArgs, ServeArgs, SimulateArgs};
use originscope_proxy::{
    Clock, ConfigError, Flags, LogForm, Origin, Proxy, ReadIo, Simulation, check, keep_up,
    log_aside, log_to, read, serve, simulate,
};
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

/// `EX_CONFIG` of sysexits.h: somebody has to change the configuration, a restart does not help.
const CONFIGURATION: u8 = 78;
/// `EX_USAGE` of sysexits.h: for `read`, whose other numbers all say what the data show.
const USAGE: u8 = 64;

/// Threads that answer, at most. More would not help somebody who mostly waits for vendors, and each keeps memory at hand
/// that it does not need.
const THREADS: usize = 4;

fn main() -> ExitCode {
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(processors.min(THREADS))
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(run()),
        Err(error) => told(&format!("Cannot start threads: {error}."), 1),
    }
}

async fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misused(&error),
    };
    let done = match cli.command {
        Command::Serve(args) => run_serve(args).await,
        Command::Check(args) => match run_check(args).await {
            Ok(true) => Ok(()),
            Ok(false) => return ExitCode::FAILURE,
            Err(failure) => Err(failure),
        },
        Command::Simulate(args) => run_simulate(args).await,
        Command::Read(args) => return run_read(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Configuration(sentence)) => told(&sentence, CONFIGURATION),
        Err(Failure::System(sentence)) => told(&sentence, 1),
    }
}

/// Why the command ends early.
enum Failure {
    Configuration(String),
    System(String),
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Configuration(error.to_string())
    }
}

fn told(sentence: &str, code: u8) -> ExitCode {
    let _closed = writeln!(io::stderr(), "originscope: {sentence}");
    ExitCode::from(code)
}

/// Help and version are no misuse; they, too, come as errors.
fn misused(error: &clap::Error) -> ExitCode {
    let _closed = error.print();
    let is_read = std::env::args_os()
        .nth(1)
        .is_some_and(|verb| verb == "read");
    match error.exit_code() {
        0 => ExitCode::SUCCESS,
        _ if is_read => ExitCode::from(USAGE),
        code => ExitCode::from(u8::try_from(code).unwrap_or(1)),
    }
}

fn run_read(args: &ReadArgs) -> ExitCode {
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut io = ReadIo {
        input: &mut io::stdin(),
        out: &mut io::stdout(),
        err: &mut io::stderr(),
        clock: system_clock().now(),
        colour,
    };
    ExitCode::from(read(args, &mut io))
}

/// Begins the log; there is no other yet that could be in the way. It ends with what is returned.
#[must_use]
fn begin_log(form: LogForm) -> impl Sized {
    let level = std::env::var("RUST_LOG").ok();
    let (writer, writing) = log_aside(io::stderr());
    let log = log_to(writer, level.as_deref(), form);
    let _first = tracing::subscriber::set_global_default(log);
    writing
}

async fn run_serve(args: ServeArgs) -> Result<(), Failure> {
    let flags = Flags {
        listen: args.listen,
        config: None,
        replay: args.replay,
        demo: args.demo,
        dist: args.dist,
    };
    let origin = Origin::new(flags, args.config, |name| std::env::var(name).ok());
    let config = origin.read()?;
    let _log = begin_log(config.log);
    let listen = config.listen;
    let proxy = Proxy::new(config, system_clock())?;
    tokio::spawn(keep_up(proxy.clone(), origin, hangups()?));
    serve(listen, proxy, &mut io::stdout(), stopped()?)
        .await
        .map_err(|error| cannot_listen(listen, &error))
}

async fn run_check(args: CheckArgs) -> Result<bool, Failure> {
    let is_logged = std::env::var_os("RUST_LOG").is_some();
    let _log = is_logged.then(|| begin_log(LogForm::Text));
    let flags = Flags::default();
    let origin = Origin::new(flags, args.config.clone(), |name| std::env::var(name).ok());
    let checked = check(origin.read()?, system_clock(), &args, &mut io::stdout()).await?;
    checked.map_err(|error| Failure::System(format!("Cannot write: {error}.")))
}

async fn run_simulate(args: SimulateArgs) -> Result<(), Failure> {
    let _log = begin_log(LogForm::Text);
    let listen = args.listen;
    let simulation = Simulation::of(&args)?;
    simulate(
        listen,
        simulation,
        system_clock(),
        &mut io::stdout(),
        stopped()?,
    )
    .await
    .map_err(|error| cannot_listen(listen, &error))
}

fn cannot_listen(listen: SocketAddr, error: &io::Error) -> Failure {
    Failure::System(format!("Cannot serve on {listen}: {error}."))
}

fn system_clock() -> Clock {
    Clock::new(|| {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

/// Told at every SIGHUP, which then no longer ends the process.
fn hangups() -> Result<Arc<Notify>, Failure> {
    let mut hangups = signal(SignalKind::hangup())
        .map_err(|error| Failure::System(format!("Cannot wait for signals: {error}.")))?;
    let told = Arc::new(Notify::new());
    let tell = Arc::clone(&told);
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            tell.notify_one();
        }
    });
    Ok(told)
}

/// Done at the first SIGINT or SIGTERM. A second one ends the process at once.
fn stopped() -> Result<impl Future<Output = ()>, Failure> {
    let wanted = |kind| {
        signal(kind).map_err(|error| Failure::System(format!("Cannot wait for signals: {error}.")))
    };
    let mut signals = (
        wanted(SignalKind::interrupt())?,
        wanted(SignalKind::terminate())?,
    );
    Ok(async move {
        either(&mut signals).await;
        tokio::spawn(async move {
            either(&mut signals).await;
            std::process::exit(0);
        });
    })
}

async fn either((interrupt, terminate): &mut (Signal, Signal)) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
