//! `cargo xtask test`: every test there is, in the order in which a fault would be easiest to read.
//!
//! The core on this machine, then the core behind its WebAssembly boundary in a browser, then the
//! extension in Chromium and in Firefox. The first part that fails ends the run.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build;
use crate::outcome::{Failure, Outcome, While};
use crate::package::{self, Store};
use crate::project;
use crate::quality;
use crate::setup::{self, Program};
use crate::shell;
use crate::wasm::Toolchain;

/// Where the end-to-end tests are.
const E2E: &str = "tests/e2e";

/// The word.
pub(crate) fn test(_arguments: lexopt::Parser) -> Outcome {
    setup::for_tests()?;
    heading("the core and its fixtures");
    shell::run(shell::program("cargo").args(["test", "--workspace", "--quiet"]))?;
    match std::env::var_os("LEDE_CORPUS") {
        Some(corpus) => {
            heading("the articles, against a corpus");
            quality::run("score", [corpus])?;
        }
        None => println!("\nLEDE_CORPUS isn't set: the articles aren't measured against a corpus"),
    }
    heading("the core behind its WebAssembly boundary, in Chromium");
    boundary_tests()?;
    heading("the extension, built");
    build::build()?;
    for (browser, store) in
        [(Program::Chromium, Store::Chromium), (Program::Firefox, Store::Firefox)]
    {
        heading(&format!("the extension, in {}", browser.name()));
        end_to_end_tests(browser, &package::lay_out(store)?)?;
    }
    heading("all tests passed");
    Ok(())
}

/// Everything after the crate's folder is for `cargo test`. `--test web` also keeps the other tests, which
/// need a file system, from being compiled for wasm32.
fn boundary_tests() -> Outcome {
    let mut command = Toolchain::chosen()?.tool("wasm-pack")?;
    let webdriver = project::path("xtask/browser/webdriver.json");
    command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver);
    command.args(["test", "--headless", "--chrome", "--mode", "no-install", "--chromedriver"]);
    command.arg(setup::find(Program::Chromedriver)?).arg(project::root());
    shell::run(command.args(build::CORE_FEATURES).args(["--test", "web"]))
}

/// One file after the other: each has a browser of its own. One looks at what is shipped, the others at this tree.
fn end_to_end_tests(browser: Program, shipped: &Path) -> Outcome {
    let mut node = shell::program("node");
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(specs()?);
    shell::run(node.env("LEDE_BROWSER", browser.name()).env("LEDE_SHIPPED", shipped))
}

fn specs() -> Outcome<Vec<PathBuf>> {
    let entries =
        fs::read_dir(project::path(E2E)).while_doing(format_args!("cannot list {E2E}"))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut specs: Vec<PathBuf> =
        paths.filter(|path| path.to_string_lossy().ends_with(".spec.mjs")).collect();
    specs.sort();
    if specs.is_empty() {
        return Err(Failure::new(format!("{E2E} holds no .spec.mjs file")));
    }
    Ok(specs)
}

fn heading(text: &str) {
    println!("\n=== {text}");
}
