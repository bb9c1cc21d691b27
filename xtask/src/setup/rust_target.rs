//! The standard library for wasm32, from rustup or, where `LEDE_WASM_TOOLCHAIN=debian` says so, Debian.

use super::{Step, apt, debian_rust, rustup};
use crate::outcome::Outcome;
use crate::wasm::{TARGET, Toolchain};

/// Rust for WebAssembly, by the toolchain that is to compile it.
pub(super) struct RustTarget(Toolchain);

impl RustTarget {
    /// For the toolchain that is chosen from outside, or by what is there.
    pub(super) fn chosen() -> Outcome<Self> {
        Toolchain::chosen().map(Self)
    }
}

impl Step for RustTarget {
    fn name(&self) -> String {
        match &self.0 {
            Toolchain::Rustup => format!("rustup's target {TARGET}"),
            Toolchain::Debian(folder) => {
                format!("Debian's Rust for {TARGET} in {}", folder.display())
            }
        }
    }

    fn why(&self) -> &'static str {
        "to compile the core for the browser"
    }

    fn is_done(&self) -> bool {
        self.0.has_target()
    }

    fn act(&self) -> Outcome {
        match &self.0 {
            Toolchain::Rustup => rustup::run(&["target", "add", TARGET]),
            Toolchain::Debian(folder) => {
                // It's rustup that lets a toolchain be any folder.
                rustup::must_be_here()?;
                debian_rust::unpack_into(folder)
            }
        }
    }

    /// The other way, where there is one: this one has just failed.
    fn by_hand(&self) -> String {
        rustup::or_its_home(&match &self.0 {
            Toolchain::Rustup if apt::is_here() => {
                "LEDE_WASM_TOOLCHAIN=debian cargo xtask setup".to_owned()
            }
            Toolchain::Rustup => format!("rustup target add {TARGET}"),
            Toolchain::Debian(_) => "LEDE_WASM_TOOLCHAIN=rustup cargo xtask setup".to_owned(),
        })
    }
}
