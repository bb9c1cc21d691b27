//! The standard library for wasm32, from rustup or, where `LEDE_WASM_TOOLCHAIN=debian` says so, Debian.

use super::{Step, apt, debian_rust};
use crate::outcome::{Failure, Outcome};
use crate::shell;
use crate::wasm::{TARGET, Toolchain};

/// Rust for WebAssembly.
pub(super) struct RustTarget;

impl Step for RustTarget {
    fn name(&self) -> String {
        match Toolchain::chosen() {
            Ok(Toolchain::Debian(folder)) => {
                format!("Debian's Rust for {TARGET} in {}", folder.display())
            }
            _ => format!("rustup's target {TARGET}"),
        }
    }

    fn why(&self) -> &'static str {
        "to compile the core for the browser"
    }

    fn is_done(&self) -> bool {
        Toolchain::chosen().is_ok_and(|toolchain| toolchain.has_target())
    }

    fn act(&self) -> Outcome {
        if shell::on_path("rustup").is_none() {
            return Err(Failure::new("there is no rustup; install it from https://rustup.rs"));
        }
        match Toolchain::chosen()? {
            Toolchain::Rustup => {
                shell::run_quietly(shell::program("rustup").args(["target", "add", TARGET]))
            }
            Toolchain::Debian(folder) => debian_rust::unpack_into(&folder),
        }
    }

    fn by_hand(&self) -> String {
        let debian_is_next =
            apt::is_here() && Toolchain::chosen().is_ok_and(|it| it == Toolchain::Rustup);
        let by_rustup = format!("rustup target add {TARGET}");
        if debian_is_next {
            format!(
                "{by_rustup}\nor, to take the compiler from Debian:\n    LEDE_WASM_TOOLCHAIN=debian cargo xtask setup"
            )
        } else {
            format!("{by_rustup} && LEDE_WASM_TOOLCHAIN=rustup cargo xtask setup")
        }
    }
}
