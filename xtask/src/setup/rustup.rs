//! rustup, by which this machine's Rust can be added to.

use crate::outcome::{Failure, Outcome};
use crate::shell;

/// Runs rustup; where there is none, says so.
pub(super) fn run(arguments: &[&str]) -> Outcome {
    must_be_here()?;
    shell::run_quietly(shell::program("rustup").args(arguments))
}

/// A failure where there is no rustup.
pub(super) fn must_be_here() -> Outcome {
    if is_here() { Ok(()) } else { Err(Failure::new("there is no rustup")) }
}

/// What to do by hand; first of all, to get rustup.
pub(super) fn or_its_home(by_hand: &str) -> String {
    if is_here() { by_hand.to_owned() } else { "install rustup from https://rustup.rs".to_owned() }
}

fn is_here() -> bool {
    shell::on_path("rustup").is_some()
}
