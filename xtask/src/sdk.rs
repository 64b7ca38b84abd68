//! The vendors' own Python SDKs as black-box clients of the simulator.

use crate::process::{command, find, root, run, tee};
use crate::proxy::{self, Profile, Running};
use crate::steps::counted;
use crate::system;
use crate::tally::Tally;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// Keys that the simulator knows in this check besides its own: `(flag, value)`. They open nothing else.
const KEYS: [(&str, &str); 4] = [
    ("--alibaba-key", "testid:testsecret"),
    ("--alibaba-key", "stsid:stssecret:sts-token-of-the-check"),
    (
        "--huawei-key",
        "TESTAK:testsk:0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    ),
    (
        "--huawei-key",
        "TEMPAK:tempsk:0a1b2c3d4e5f60718293a4b5c6d7e8f9:sts-token-of-the-check",
    ),
];

/// Starts the simulator and lets every SDK ask it for all five sources, rightly and wrongly signed.
///
/// # Errors
/// The environment could not be made (other than for want of the package index), or nothing was checked.
pub(crate) fn run_check() -> Result<Tally> {
    let Some(python) = environment()? else {
        println!(
            "\n  !!! SKIPPED: the check against the vendors' SDKs did not run, because the Python package index cannot"
        );
        println!(
            "  !!! be reached. Nothing proves that the simulator speaks the vendors' protocol until it does.\n"
        );
        return Ok(Tally {
            skipped: 1,
            ..Tally::default()
        });
    };
    let binary = proxy::build(Profile::Dev)?;
    let arguments: Vec<&str> = KEYS
        .iter()
        .flat_map(|(flag, value)| [*flag, *value])
        .collect();
    let simulator = Running::start(&binary, "simulate", &arguments)?;
    // The SDKs write into the home folder when they are imported, and two of them ignore NO_PROXY.
    let home = root().join(".venv/home");
    fs::create_dir_all(&home)?;
    let mut check = command(&python.to_string_lossy());
    check
        .args(["-u", "-B"])
        .arg("e2e/sdk/check.py")
        .arg(simulator.port.to_string())
        .env("HOME", home);
    for variable in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ] {
        check.env_remove(variable);
    }
    counted(&mut check)
}

/// The Python of a virtual environment with the SDKs in it; none where the package index cannot be reached.
fn environment() -> Result<Option<PathBuf>> {
    let folder = root().join(".venv");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let wanted = fs::read_to_string(root().join("e2e/sdk/requirements.txt"))
        .context("e2e/sdk/requirements.txt")?;
    // Written last, so that an interrupted installation is not taken for a finished one.
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) && python.is_file() {
        return Ok(Some(python));
    }
    if !python.is_file() {
        make_environment(&folder)?;
    }
    println!("Installing the vendors' SDKs into .venv/.");
    let quiet = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        "e2e/sdk/requirements.txt",
    ];
    let (said, succeeded) = tee(command(&python.to_string_lossy()).args(quiet))?;
    if succeeded {
        fs::write(&stamp, &wanted)?;
        return Ok(Some(python));
    }
    // pip says this for a name that does not resolve, a refused connection and a proxy in the way. Anything else is ours.
    let unreachable = [
        "Failed to establish a new connection",
        "Connection refused",
        "Name or service not known",
        "ProxyError",
        "ConnectTimeoutError",
    ];
    if unreachable.iter().any(|sign| said.contains(sign)) {
        return Ok(None);
    }
    bail!("the vendors' SDKs could not be installed")
}

fn make_environment(folder: &std::path::Path) -> Result<()> {
    const HINT: &str = "the SDK check needs Python 3 with its venv module (Debian: python3-venv)";
    let make = || {
        run(command("python3")
            .args(["-m", "venv", "--clear"])
            .arg(folder))
    };
    if find("python3").is_some() && make().is_ok() {
        return Ok(());
    }
    if find("apt-get").is_none() {
        bail!(HINT);
    }
    println!("Installing Python's venv module with apt.");
    system::apt_install(&["python3", "python3-venv"])?;
    make().context(HINT)
}
