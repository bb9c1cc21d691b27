//! Which compiler makes WebAssembly, and how a program is started so that it uses that one.
//!
//! There are two routes. Normally it's the compiler that cargo uses anyway, with rustup's wasm32 target.
//! Where that target can't be had, Debian's compiler stands in, unpacked in the cache folder; rustup
//! accepts a toolchain's path in `RUSTUP_TOOLCHAIN`, so nothing global changes.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::outcome::{Failure, Outcome};
use crate::project;
use crate::shell;

/// The only target the core is built for, apart from the machine's own.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Where the compiler for [`TARGET`] comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one that cargo uses for everything else.
    Rustup,
    /// Debian's, unpacked into this folder.
    Debian(PathBuf),
}

impl Toolchain {
    /// The one to use: what `LEDE_WASM_TOOLCHAIN` says, else rustup's, unless only Debian's is there.
    pub(crate) fn chosen() -> Outcome<Self> {
        let debian = Self::Debian(project::cache()?.join("toolchain"));
        match env::var("LEDE_WASM_TOOLCHAIN").unwrap_or_default().as_str() {
            "debian" => Ok(debian),
            "" if !Self::Rustup.has_target() && debian.has_target() => Ok(debian),
            "" | "rustup" => Ok(Self::Rustup),
            other => {
                let message = format!("LEDE_WASM_TOOLCHAIN is {other}; it may be rustup or debian");
                Err(Failure::new(message))
            }
        }
    }

    /// Whether the standard library for [`TARGET`] lies where this compiler looks for it.
    pub(crate) fn has_target(&self) -> bool {
        let mut rustc = self.program("rustc");
        let folder = shell::answer(rustc.args(["--print", "target-libdir", "--target", TARGET]));
        folder.is_ok_and(|folder| holds_std(Path::new(&folder)))
    }

    /// A program that will compile with this toolchain.
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut command = shell::program(name);
        if let Self::Debian(folder) = self {
            command.env("RUSTUP_TOOLCHAIN", folder);
            // Set by the cargo that runs us, to libraries of another compiler.
            command.env_remove("LD_LIBRARY_PATH");
        }
        command
    }

    /// A tool from the cache, such as wasm-pack, that will compile with this toolchain.
    pub(crate) fn tool(&self, name: &str) -> Outcome<Command> {
        let mut command = self.program(name);
        shell::put_first_on_path(&mut command, &project::tools()?.join("bin"))?;
        Ok(command)
    }
}

/// rustup's file has a checksum in its name, the one we build has none.
fn holds_std(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else { return false };
    let is_std = |name: &str| name == "libstd.rlib" || name.starts_with("libstd-");
    entries.flatten().any(|entry| entry.file_name().to_str().is_some_and(is_std))
}
