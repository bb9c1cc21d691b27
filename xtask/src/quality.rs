//! `cargo xtask train` and `cargo xtask quality`: the learned model and how good the articles are.
//!
//! Both are the program in xtask/quality, which is built only when asked for.

use crate::outcome::Outcome;
use crate::shell;

/// The word.
pub(crate) fn train(mut arguments: lexopt::Parser) -> Outcome {
    run("train", arguments.raw_args()?)
}

/// The word.
pub(crate) fn quality(mut arguments: lexopt::Parser) -> Outcome {
    run("score", arguments.raw_args()?)
}

/// Runs the program.
pub(crate) fn run(
    word: &str,
    arguments: impl IntoIterator<Item = impl AsRef<std::ffi::OsStr>>,
) -> Outcome {
    let mut cargo = shell::program("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", "quality", "--", word]);
    shell::run(cargo.args(arguments))
}
