//! `cargo xtask bench [FILTER]`: the core's stages, measured by criterion on this machine.

use crate::outcome::Outcome;
use crate::shell;

/// The word.
pub(crate) fn bench(mut arguments: lexopt::Parser) -> Outcome {
    let mut cargo = shell::program("cargo");
    shell::run(
        cargo
            .args(["bench", "--package", "lede", "--features", "bench", "--"])
            .args(arguments.raw_args()?),
    )
}
