//! What a machine needs before a task can run, as steps that are skipped when done.
//!
//! Each step says what it does and why, and on failure names the one thing to do by hand: a command, or
//! what to install first. A step installs nothing that it can find; on systems where it can't install, it
//! says what to install.

mod apt;
mod browsers;
mod cargo_tool;
mod debian_rust;
mod node_modules;
mod rust_components;
mod rust_target;
mod rustup;

use std::time::Instant;

use crate::outcome::{Failure, Outcome};

pub(crate) use self::browsers::{Program, find};

use self::browsers::Browsers;
use self::cargo_tool::CargoTool;
use self::node_modules::NodeModules;
use self::rust_components::RustComponents;
use self::rust_target::RustTarget;

/// One thing that a machine needs.
trait Step {
    /// What is set up, as a noun.
    fn name(&self) -> String;

    /// What the project needs it for.
    fn why(&self) -> &'static str;

    /// Whether the machine has it; asked before and after [`Step::act`].
    fn is_done(&self) -> bool;

    /// Sets it up.
    fn act(&self) -> Outcome;

    /// The one thing to do by hand when that has failed, on one line.
    fn by_hand(&self) -> String;
}

/// `cargo xtask setup`: everything that any task needs.
pub(crate) fn task(_arguments: lexopt::Parser) -> Outcome {
    for_tests()?;
    for_check()?;
    eprintln!("setup: everything is there");
    Ok(())
}

/// What `build` needs: to compile the core for the browser.
pub(crate) fn for_build() -> Outcome {
    ensure(&RustTarget::chosen()?)?;
    ensure(&NodeModules)?;
    ensure(&CargoTool::wasm_bindgen()?)?;
    ensure(&CargoTool::wasm_pack())
}

/// What `check` needs: linters and type checkers, for this machine and for the browser.
pub(crate) fn for_check() -> Outcome {
    ensure(&RustComponents)?;
    ensure(&RustTarget::chosen()?)?;
    ensure(&NodeModules)
}

/// What `run` needs besides: one browser.
pub(crate) fn for_run(browser: Program) -> Outcome {
    ensure(&NodeModules)?;
    ensure(&Browsers::new(&[browser]))
}

/// What `test` needs: all of it.
pub(crate) fn for_tests() -> Outcome {
    for_build()?;
    ensure(&Browsers::new(&[Program::Chromium, Program::Chromedriver, Program::Firefox]))
}

fn ensure(step: &dyn Step) -> Outcome {
    if step.is_done() {
        return Ok(());
    }
    eprintln!("setup: {}, {}", step.name(), step.why());
    let start = Instant::now();
    step.act().map_err(|failure| gave_up(step, &failure.to_string()))?;
    if !step.is_done() {
        return Err(gave_up(step, "it was set up, but still can't be found"));
    }
    eprintln!("setup: {} is there, after {} s", step.name(), start.elapsed().as_secs());
    Ok(())
}

fn gave_up(step: &dyn Step, why: &str) -> Failure {
    let (name, by_hand) = (step.name(), step.by_hand());
    Failure::new(format!("cannot set up {name}: {why}\n\nWhat you can do:\n    {by_hand}"))
}
