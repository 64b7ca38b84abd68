//! The published contract against the running proxy: schemathesis makes up calls, right and wrong ones.

use crate::process::{command, root, run, target_dir};
use crate::proxy::{self, Profile, Running};
use crate::python::Environment;
use crate::tally::Tally;
use anyhow::Result;
use std::fs;
use std::path::Path;

const SCHEMATHESIS: Environment = Environment {
    folder: ".venv-openapi",
    requirements: "e2e/openapi/requirements.txt",
    what: "schemathesis",
};

/// A token that opens nothing but this check.
const TOKEN: &str = "a-token-of-the-check-of-32-characters";
/// The paths of the operators' listener; the last is on both.
const OPERATORS: [&str; 3] = ["/readyz", "/metrics", "/healthz"];

/// Asks a demo proxy that is open, one that wants a token, with it and without, and the operators' listener.
///
/// # Errors
/// The environment could not be made (other than for want of the package index), or a proxy did not start.
pub(crate) fn run_check() -> Result<Tally> {
    let mut tally = Tally::default();
    let Some(python) = SCHEMATHESIS.python()? else {
        println!(
            "\n  !!! SKIPPED: the contract was not held against the proxy: the Python package index cannot be reached.\n"
        );
        tally.skipped = 1;
        return Ok(tally);
    };
    let binary = proxy::build(Profile::Dev)?;
    let folder = target_dir().join("openapi");
    let page = folder.join("page");
    fs::create_dir_all(&page)?;
    fs::write(
        page.join("index.html"),
        "<!doctype html><title>Originscope</title>",
    )?;
    fs::copy(root().join("deploy/config.json"), page.join("config.json"))?;
    let admin = free_port()?;
    let open = folder.join("open.toml");
    fs::write(&open, format!("admin = \"127.0.0.1:{admin}\"\n"))?;
    let closed = folder.join("closed.toml");
    fs::write(
        &closed,
        format!(
            "[access]\nmode = \"token\"\nrequests_per_second = 10000\nburst = 10000\n\
             [users.check]\ntoken = \"{TOKEN}\"\nall_domains = true\n"
        ),
    )?;
    private(&closed)?;
    let start = |config: &Path| {
        let (config, page) = (config.to_string_lossy(), page.to_string_lossy());
        let arguments = ["--demo", "--dist", &page, "--config", &config];
        Running::start(&binary, "serve", &arguments)
    };
    let (open, closed) = (start(&open)?, start(&closed)?);
    let mut public = Vec::new();
    for path in &OPERATORS[..2] {
        public.extend(["--exclude-path", path]);
    }
    let operators: Vec<&str> = OPERATORS
        .iter()
        .flat_map(|path| ["--include-path", path])
        .collect();
    let bearer = format!("Authorization: Bearer {TOKEN}");
    for (name, port, which, more) in [
        // Nothing is asked for, so nothing can be left away.
        (
            "open",
            open.port,
            &public,
            &["--exclude-checks", "ignored_auth"][..],
        ),
        ("with a token", closed.port, &public, &["--header", &bearer]),
        ("without a token", closed.port, &public, &[]),
        (
            "operators",
            admin,
            &operators,
            &["--exclude-checks", "ignored_auth"],
        ),
    ] {
        println!("\n-- {name}");
        let mut ask = command(&python.with_file_name("schemathesis").to_string_lossy());
        // It keeps notes of its own in the folder that it is started in.
        ask.current_dir(&folder)
            .arg("--config-file")
            .arg(root().join("e2e/openapi/schemathesis.toml"))
            .arg("run")
            .arg(root().join("docs/openapi.json"))
            .arg("--url")
            .arg(format!("http://127.0.0.1:{port}"))
            // The same calls every time, and a bounded number of them.
            .args(["--seed", "1", "--max-examples", "40"])
            .args(["--phases", "examples,coverage,fuzzing"])
            .args(["--continue-on-failure", "--no-color", "--warnings", "off"])
            .args(which)
            .args(more)
            .env("SCHEMATHESIS_HOOKS", "hooks")
            .env("PYTHONPATH", root().join("e2e/openapi"))
            .env("PYTHONDONTWRITEBYTECODE", "1");
        match run(&mut ask) {
            Ok(()) => tally.passed += 1,
            Err(error) => {
                println!("{error}");
                tally.failed += 1;
            }
        }
    }
    Ok(tally)
}

/// A file with a token in it is its owner's.
#[cfg(unix)]
fn private(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(
        file,
        fs::Permissions::from_mode(0o600),
    )?)
}

#[cfg(not(unix))]
fn private(_file: &Path) -> Result<()> {
    Ok(())
}

/// A port of this machine that nobody listens on now.
fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.port())
}
