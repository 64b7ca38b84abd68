//! `cargo xtask test`: every check there is, cheapest first, and one line of totals.

use crate::process::{cargo, find, run as run_command};
use crate::proxy::Profile;
use crate::steps::{counted, timed};
use crate::tally::Tally;
use crate::{browser, check, e2e, lighthouse, openapi, page, sdk, size, system, tools};
use anyhow::{Result, bail};

struct Step {
    name: &'static str,
    run: fn() -> Result<Tally>,
}

/// In the order in which they run: what fails fastest comes first.
const STEPS: [Step; 12] = [
    Step {
        name: "fmt",
        run: fmt,
    },
    Step {
        name: "check",
        run: check::run,
    },
    Step {
        name: "clippy",
        run: clippy,
    },
    Step {
        name: "clippy-page",
        run: clippy_page,
    },
    Step {
        name: "native",
        run: native,
    },
    Step {
        name: "sdk",
        run: sdk::run_check,
    },
    Step {
        name: "openapi",
        run: openapi::run_check,
    },
    Step {
        name: "browser",
        run: browser::run,
    },
    Step {
        name: "page",
        run: || page::build(false),
    },
    Step {
        name: "size",
        run: size::report,
    },
    Step {
        name: "e2e",
        run: || e2e::tests(&[]),
    },
    Step {
        name: "lighthouse",
        run: || lighthouse::measure(Profile::DevWhole),
    },
];

/// Runs the named steps, or all, until one fails, and prints the totals in either case.
///
/// # Errors
/// A step has no such name, or a step failed.
pub(crate) fn run(names: &[String]) -> Result<()> {
    if let Some(name) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "there is no step {name}; the steps are {}",
            known.join(", ")
        );
    }
    let steps = STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name));
    let mut total = Tally::default();
    let mut not_run = Vec::new();
    for step in steps {
        if total.failed > 0 {
            not_run.push(step.name);
            continue;
        }
        total += timed(step.name, step.run).unwrap_or(Tally::FAILURE);
    }
    if !not_run.is_empty() {
        println!("\nNot run after the failure: {}.", not_run.join(", "));
    }
    // CI reads this very line, alone on its line and last.
    println!("\n{total}");
    if total.failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn fmt() -> Result<Tally> {
    run_command(&mut cargo(&["fmt", "--all", "--check"]))?;
    Ok(Tally::default())
}

fn clippy() -> Result<Tally> {
    let arguments = [
        "clippy",
        "--locked",
        "--workspace",
        "--exclude",
        "originscope-page",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    run_command(&mut cargo(&arguments))?;
    Ok(Tally::default())
}

fn clippy_page() -> Result<Tally> {
    tools::wasm_target()?;
    let target = [
        "--target",
        "wasm32-unknown-unknown",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    // The benchmark draws with files of the page.
    for package in ["originscope-page", "originscope-bench-wasm"] {
        let mut page = cargo(&["clippy", "--locked", "--package", package]);
        run_command(page.args(target))?;
    }
    Ok(Tally::default())
}

fn native() -> Result<Tally> {
    system::redis()?;
    const WHICH: [&str; 6] = [
        "--locked",
        "--workspace",
        "--exclude",
        "originscope-page",
        "--exclude",
        "originscope-e2e",
    ];
    let mut tests = if find("cargo-nextest").is_some() {
        cargo(&[
            "nextest",
            "run",
            "--no-fail-fast",
            "--status-level",
            "fail",
            "--final-status-level",
            "fail",
        ])
    } else {
        cargo(&["test", "--no-fail-fast", "--all-targets"])
    };
    counted(tests.args(WHICH))
}
