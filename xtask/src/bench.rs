//! `cargo xtask bench`: how fast the core is on this machine.
//!
//! Natively criterion measures the stages. With `--wasm FOLDER` the core is measured as the browser runs
//! it, in WebAssembly, on that folder's pages, beside lol_html alone. With `--open PAGE` the whole way is
//! measured: from the press to the article on the screen, in Chromium.

use std::ffi::OsString;

use crate::build;
use crate::outcome::{Failure, Outcome};
use crate::project;
use crate::setup::{self, Program};
use crate::shell;
use crate::wasm::Toolchain;

/// The word.
pub(crate) fn bench(mut arguments: lexopt::Parser) -> Outcome {
    let mut arguments = arguments.raw_args()?.peekable();
    if arguments.next_if(|it| it == "--open").is_some() {
        let (page, times) = what_and_how_often(arguments, "--open PAGE", "a page's file")?;
        build::build()?;
        setup::for_run(Program::Chromium)?;
        return shell::run(shell::node("xtask/browser/measure.mjs").arg(page).args(times));
    }
    if arguments.next_if(|it| it == "--wasm").is_none() {
        let mut cargo = shell::program("cargo");
        cargo.args(["bench", "--package", "lede", "--"]);
        return shell::run(cargo.args(arguments));
    }
    let (folder, times) = what_and_how_often(arguments, "--wasm FOLDER", "a folder of pages")?;
    let module = build_module()?;
    let mut node = shell::node("xtask/wasm-bench/measure.mjs");
    shell::run(node.arg(module).arg(folder).args(times))
}

/// What is measured, and perhaps how often; nothing else may stand there.
fn what_and_how_often(
    mut arguments: impl Iterator<Item = OsString>,
    call: &str,
    what: &str,
) -> Outcome<(OsString, Option<OsString>)> {
    let wrong = |why: String| Failure::new(format!("cargo xtask bench {call} [TIMES]: {why}"));
    let measured = arguments.next().ok_or_else(|| wrong(format!("{what} is missing")))?;
    let times = arguments.next();
    let is_number = |it: &OsString| it.to_str().is_some_and(|it| it.parse::<u32>().is_ok());
    match times.clone().filter(|it| !is_number(it)).or_else(|| arguments.next()) {
        None => Ok((measured, times)),
        Some(other) => Err(wrong(format!("unexpected argument {:?}", other.to_string_lossy()))),
    }
}

/// Builds the core and lol_html alone into one module, made as the extension's is, and gives its folder.
fn build_module() -> Outcome<std::path::PathBuf> {
    const FOLDER: &str = "target/wasm-bench";
    setup::for_build()?;
    let folder = project::path(FOLDER);
    let mut command = Toolchain::chosen()?.tool("wasm-pack")?;
    command.args(["--quiet", "build", "--target", "web", "--release", "--mode", "no-install"]);
    command.args([
        "--no-opt",
        "--no-pack",
        "--no-typescript",
        "--out-name",
        "wasm_bench",
        "--out-dir",
    ]);
    shell::run(command.arg(&folder).arg(project::path("xtask/wasm-bench")))?;
    build::optimize(&folder.join("wasm_bench_bg.wasm"))?;
    Ok(folder)
}
