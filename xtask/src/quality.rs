//! `cargo xtask train` and `cargo xtask quality`: the learned model and how good the articles are.
//!
//! Both are the program in xtask/quality, which is built only when asked for.

use std::ffi::OsString;

use lexopt::Arg;

use crate::outcome::{Failure, Outcome};
use crate::shell;

/// The word.
pub(crate) fn train(arguments: lexopt::Parser) -> Outcome {
    run("train", given(arguments, "cargo xtask train --corpus DIR [PREDICTIONS]", 1)?)
}

/// The word.
pub(crate) fn quality(arguments: lexopt::Parser) -> Outcome {
    run("score", given(arguments, "cargo xtask quality --corpus DIR", 0)?)
}

/// The corpus, and what stands besides, of which there may be `n_others`.
fn given(mut arguments: lexopt::Parser, usage: &str, n_others: usize) -> Outcome<Vec<OsString>> {
    let (mut corpus, mut others) = (None, Vec::new());
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("corpus") => corpus = Some(arguments.value()?),
            Arg::Value(value) if others.len() < n_others => others.push(value),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let no_corpus =
        || Failure::new(format!("{usage}: a folder of pages with their true texts is missing"));
    Ok(std::iter::once(corpus.ok_or_else(no_corpus)?).chain(others).collect())
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
