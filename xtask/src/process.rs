//! Starting other programs: where they run, what is printed, what becomes of their output.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The root that `cargo install` and npm install the project's own tools into.
pub(crate) fn tools_root() -> PathBuf {
    root().join(".tools")
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The search path, with the project's own tools first.
fn search_path() -> OsString {
    let tools = tools_root();
    let own = [tools.join("bin"), tools.join("node_modules/.bin")];
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&rest))).unwrap_or(rest)
}

/// The program of that name on the search path.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&search_path())
        .map(|dir| dir.join(name))
        .find(|file| file.is_file())
}

/// A command at the root of the repository that finds the project's own tools first and reads no input.
pub(crate) fn command(program: &str) -> Command {
    // Resolved here, because the search path given to a child does not decide which file is started.
    let file = find(program).unwrap_or_else(|| PathBuf::from(program));
    let mut command = Command::new(file);
    command
        .current_dir(root())
        .env("PATH", search_path())
        .stdin(Stdio::null());
    command
}

/// Cargo, with the toolchain that the repository names.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command("cargo");
    // Set for us by the cargo that runs xtask. Its children would rebuild because of them: the build script of ring asks to be
    // run again when they change, and everything that speaks TLS follows.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo.args(arguments);
    cargo
}

fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Prints the command, runs it to its end and fails if it fails.
///
/// # Errors
/// The program could not be started, or said that it failed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line_of(command);
    println!("  $ {line}");
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs the command, shows its output as it comes and returns it with whether the command succeeded.
///
/// # Errors
/// The program could not be started.
pub(crate) fn tee(command: &mut Command) -> Result<(String, bool)> {
    let line = line_of(command);
    println!("  $ {line}");
    let (reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    // Our own ends of the pipe live in the command: without them gone the reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut text = String::new();
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    std::io::stdout().flush()?;
    Ok((text, child.wait()?.success()))
}

/// What the command prints on standard output, or nothing if it cannot be had.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
