//! Rust's formatter and linter, which rustup's minimal profile leaves out.

use super::{Step, rustup};
use crate::outcome::Outcome;
use crate::shell;

/// rustfmt and clippy, for the compiler that cargo uses.
pub(super) struct RustComponents;

impl Step for RustComponents {
    fn name(&self) -> String {
        "rustfmt and clippy".to_owned()
    }

    fn why(&self) -> &'static str {
        "to check the format of Rust code, and what can be said about it"
    }

    fn is_done(&self) -> bool {
        let answers =
            |tool: &str| shell::answer(shell::program("cargo").args([tool, "--version"])).is_ok();
        answers("fmt") && answers("clippy")
    }

    fn act(&self) -> Outcome {
        rustup::run(&["component", "add", "rustfmt", "clippy"])
    }

    fn by_hand(&self) -> String {
        rustup::or_its_home("rustup component add rustfmt clippy")
    }
}
