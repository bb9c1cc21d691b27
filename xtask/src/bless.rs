//! `cargo xtask bless [FILTER]`: rewrites every fixture's expected output with what the core now says.
//!
//! The hand-written part of a fixture (fixture.toml) is still held to, and `git diff` shows the rest.

use crate::outcome::{self, Outcome};
use crate::shell;

/// The word.
pub(crate) fn bless(mut arguments: lexopt::Parser) -> Outcome {
    let filter = match arguments.next()? {
        Some(lexopt::Arg::Value(filter)) => Some(filter),
        Some(other) => return Err(other.unexpected().into()),
        None => None,
    };
    outcome::no_more(&mut arguments)?;
    let mut cargo = shell::program("cargo");
    cargo.args(["test", "--test", "fixtures", "--"]).args(filter);
    shell::run(cargo.env("LEDE_BLESS", "1"))
}
