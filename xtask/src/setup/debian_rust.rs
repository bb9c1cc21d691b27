//! Rust for wasm32 out of Debian's packages, where rustup's target can't be had.
//!
//! Debian's `rustc-web` is a current compiler. Its packages are downloaded and unpacked, not installed:
//! they conflict with other Rust packages, and would put another rustc on everybody's `PATH`. Out comes a
//! folder that rustup accepts as a toolchain. The standard library for wasm32 isn't among the packages;
//! it's built from `rust-web-src` the way the compiler's own build does it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::apt;
use crate::outcome::{Failure, Outcome, While};
use crate::shell;
use crate::wasm::{TARGET, Toolchain};

/// What an outer cargo or the user may have set for another compiler.
const FOREIGN_SETTINGS: &[&str] = &[
    "RUSTUP_TOOLCHAIN",
    "RUSTC",
    "RUSTC_WRAPPER",
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_TARGET_DIR",
    "LD_LIBRARY_PATH",
];

/// Makes `toolchain`, all of it or nothing.
pub(super) fn unpack_into(toolchain: &Path) -> Outcome {
    if !apt::is_here() {
        return Err(Failure::new("LEDE_WASM_TOOLCHAIN=debian needs Debian's apt-get"));
    }
    let work = toolchain.with_extension("new");
    remove(&work)?;
    let half = HalfMade {
        packages: work.join("packages"),
        unpacked: work.join("unpacked"),
        made: work.join("made"),
    };
    for folder in [&half.packages, &half.unpacked, &half.made.join("bin"), &half.made.join("lib")] {
        create(folder)?;
    }
    half.download()?;
    half.unpack()?;
    half.assemble()?;
    half.build_std()?;
    half.try_out()?;
    remove(toolchain)?;
    fs::rename(&half.made, toolchain).while_doing("cannot move the toolchain into its place")?;
    remove(&work)
}

/// The folders of a toolchain in the making.
struct HalfMade {
    packages: PathBuf,
    unpacked: PathBuf,
    made: PathBuf,
}

impl HalfMade {
    fn download(&self) -> Outcome {
        apt::refresh_lists();
        // Names follow the version on offer: libstd-rust-web-dev → libstd-rust-web-1.96 → libllvm22.
        let std = dependency("libstd-rust-web-dev", "libstd-rust-web-")?;
        let llvm = dependency(&std, "libllvm")?;
        eprintln!("setup:   downloading rustc-web with {std} and {llvm}");
        apt::download(
            &["rustc-web", "libstd-rust-web-dev", &std, "rust-web-src", &llvm],
            &self.packages,
        )
    }

    fn unpack(&self) -> Outcome {
        for package in entries(&self.packages)? {
            let is_source = file_name(&package).starts_with("rust-web-src_");
            if is_source {
                self.unpack_library_source(&package)
            } else {
                self.unpack_all(&package)
            }?;
        }
        Ok(())
    }

    fn unpack_all(&self, package: &Path) -> Outcome {
        shell::run_quietly(Command::new("dpkg-deb").arg("-x").arg(package).arg(&self.unpacked))
    }

    /// Of the compiler's source, only the standard library: a twentieth of it.
    fn unpack_library_source(&self, package: &Path) -> Outcome {
        let mut dpkg = Command::new("dpkg-deb");
        dpkg.arg("--fsys-tarfile").arg(package).stdout(Stdio::piped());
        let mut reading = dpkg.spawn().while_doing("cannot start `dpkg-deb`")?;
        let stream = reading.stdout.take().ok_or_else(|| Failure::new("dpkg-deb has no output"))?;
        let mut tar = Command::new("tar");
        tar.arg("-x")
            .arg("-C")
            .arg(&self.unpacked)
            .args(["--wildcards", "./usr/src/rustc-*/library"]);
        let unpacked = shell::run_quietly(tar.stdin(stream));
        reading.wait().while_doing("cannot wait for `dpkg-deb`")?;
        unpacked
    }

    /// Puts compiler, its libraries, a linker and a cargo where rustup expects them.
    fn assemble(&self) -> Outcome {
        let (from, to) = (self.unpacked.join("usr"), &self.made);
        copy(&[from.join("bin/rustc"), from.join("bin/rustdoc")], &to.join("bin"))?;
        let libraries = find(&from.join("lib"), &|path| {
            let name = file_name(path);
            name.starts_with("librustc_driver-") || name.starts_with("libLLVM")
        })?;
        copy(&libraries, &to.join("lib"))?;
        copy(&[from.join("lib/rustlib")], &to.join("lib"))?;
        remove(&to.join("lib/rustlib/src"))?;
        self.borrow_from_rustup()?;
        self.install_missing_libraries(&libraries)
    }

    /// Cargo and the linker come from the toolchain that is in use; rust-lld finds its LLVM by its real path.
    fn borrow_from_rustup(&self) -> Outcome {
        let sysroot = PathBuf::from(shell::answer(clean("rustc").args(["--print", "sysroot"]))?);
        let host = shell::answer(clean("rustc").args(["--print", "host-tuple"]))?;
        let tools = Path::new("lib/rustlib").join(host).join("bin");
        link(&sysroot.join("bin/cargo"), &self.made.join("bin/cargo"))?;
        link(&sysroot.join(&tools), &self.made.join(&tools))
    }

    /// LLVM's own needs, which a system without a compiler may lack.
    fn install_missing_libraries(&self, libraries: &[PathBuf]) -> Outcome {
        let mut ldd = Command::new("ldd");
        ldd.arg(self.made.join("bin/rustc")).env("LD_LIBRARY_PATH", self.made.join("lib"));
        if !shell::answer(&mut ldd)?.contains("not found") {
            return Ok(());
        }
        let is_llvm = |path: &&PathBuf| file_name(path).starts_with("libLLVM");
        let version = libraries.iter().find(is_llvm).map(|path| digits(&file_name(path)));
        let needed = apt::dependencies(&format!("libllvm{}", version.unwrap_or_default()))?;
        eprintln!("setup:   installing what LLVM needs: {}", needed.join(" "));
        apt::install(&needed.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The `sysroot` crate under its `dist` profile, as the compiler's own build has it: optimized, and
    /// with bitcode for link-time optimization.
    fn build_std(&self) -> Outcome {
        eprintln!("setup:   building the standard library for {TARGET} (about a minute)");
        let sources = entries(&self.unpacked.join("usr/src"))?;
        let source = sources.first().ok_or_else(|| Failure::new("rust-web-src holds no source"))?;
        let built = self.packages.with_file_name("std");
        let mut cargo = clean("cargo");
        cargo.current_dir(source.join("library")).env("RUSTUP_TOOLCHAIN", &self.made);
        // The standard library may use unstable features with a stable compiler; these two say so.
        cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zforce-unstable-if-unmarked");
        cargo.args([
            "build",
            "--quiet",
            "-Zprofile-rustflags",
            "--profile",
            "dist",
            "--target",
            TARGET,
        ]);
        cargo
            .args(["-p", "sysroot", "--features", "compiler-builtins-mem", "--target-dir"])
            .arg(&built);
        shell::run_quietly(&mut cargo)?;
        let place = self.made.join("lib/rustlib").join(TARGET).join("lib");
        create(&place)?;
        let is_part = |path: &Path| {
            path.extension() == Some("rlib".as_ref()) && !file_name(path).starts_with("libsysroot-")
        };
        copy(&find(&built.join(TARGET).join("dist/deps"), &is_part)?, &place)
    }

    /// Compiles and links a library that allocates, so that a broken toolchain is told here and now.
    fn try_out(&self) -> Outcome {
        let source = self.packages.with_file_name("trial.rs");
        let text =
            "#[unsafe(no_mangle)] pub extern \"C\" fn f(n: usize) -> usize { vec![1u8; n].len() }";
        fs::write(&source, text).while_doing("cannot write a trial program")?;
        let mut rustc = Toolchain::Debian(self.made.clone()).program("rustc");
        rustc.args(["--edition", "2024", "--target", TARGET, "--crate-type", "cdylib", "-O", "-o"]);
        shell::run_quietly(rustc.arg(source.with_extension("wasm")).arg(&source))
    }
}

/// A program free of settings meant for another compiler.
fn clean(name: &str) -> Command {
    let mut command = shell::program(name);
    for setting in FOREIGN_SETTINGS {
        command.env_remove(setting);
    }
    command
}

fn dependency(package: &str, prefix: &str) -> Outcome<String> {
    let all = apt::dependencies(package)?;
    let fits = |name: &&String| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let found = all.iter().find(fits).cloned();
    found.ok_or_else(|| {
        Failure::new(format!("the package lists know no {package} that needs a {prefix}N"))
    })
}

fn digits(name: &str) -> String {
    name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let doing = format!("cannot list {}", folder.display());
    let listing = fs::read_dir(folder).while_doing(&doing)?;
    let mut paths = listing
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<Vec<_>, _>>()
        .while_doing(&doing)?;
    paths.sort();
    Ok(paths)
}

/// Files whose names fit, in this folder and those below.
fn find(folder: &Path, fits: &dyn Fn(&Path) -> bool) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() && !path.is_symlink() {
            found.extend(find(&path, fits)?);
        } else if fits(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Copies files and folders as they are, links as links.
fn copy(from: &[PathBuf], folder: &Path) -> Outcome {
    shell::run_quietly(Command::new("cp").arg("-a").args(from).arg(folder))
}

fn create(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).while_doing(format_args!("cannot create {}", folder.display()))
}

fn remove(folder: &Path) -> Outcome {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).while_doing(format_args!("cannot remove {}", folder.display()))
}

fn link(target: &Path, place: &Path) -> Outcome {
    if let Some(folder) = place.parent() {
        create(folder)?;
    }
    shell::run_quietly(Command::new("ln").arg("-sfn").arg(target).arg(place))
}
