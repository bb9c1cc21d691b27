//! `cargo xtask check`: everything that can be said about the code without running it.
//!
//! Formatting, Rust lints (for this machine and for the browser), JavaScript types and lints, and the
//! rules of the extension stores on exactly the files that are shipped.

use crate::build;
use crate::outcome::Outcome;
use crate::package::{self, Store};
use crate::project;
use crate::setup;
use crate::shell;
use crate::wasm::{TARGET, Toolchain};

/// The word.
pub(crate) fn check(_arguments: lexopt::Parser) -> Outcome {
    setup::for_check()?;
    shell::run(shell::program("cargo").args(["fmt", "--all", "--check"]))?;
    shell::run(clippy().args(["--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    boundary()?;
    // The types of the core's JavaScript are among what is checked.
    if !project::path(build::PKG).join("lede.d.ts").exists() {
        build::build()?;
    }
    shell::run(shell::node("node_modules/typescript/bin/tsc").args(["-p", "."]))?;
    shell::run(shell::node("node_modules/eslint/bin/eslint.js").args([
        "--max-warnings",
        "0",
        ".",
    ]))?;
    stores()?;
    println!("check: nothing to say");
    Ok(())
}

fn clippy() -> std::process::Command {
    let mut command = shell::program("cargo");
    command.args(["clippy", "--quiet"]);
    command
}

/// The part that is only compiled for the browser. Debian's compiler comes without clippy: compiled only.
fn boundary() -> Outcome {
    let toolchain = Toolchain::chosen()?;
    let mut command = toolchain.program("cargo");
    let lint = if toolchain == Toolchain::Rustup { "clippy" } else { "check" };
    command.args([lint, "--quiet", "--target", TARGET]).args(build::CORE_FEATURES);
    if toolchain == Toolchain::Rustup {
        command.args(["--", "-D", "warnings"]);
    }
    shell::run(&mut command)
}

fn stores() -> Outcome {
    let folder = package::lay_out(Store::Firefox)?;
    let mut lint = shell::node("node_modules/web-ext/bin/web-ext.js");
    shell::run(lint.args(["lint", "--warnings-as-errors", "--source-dir"]).arg(folder))
}
