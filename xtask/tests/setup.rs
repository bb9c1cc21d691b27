//! What a newcomer is told whose machine lacks something: what helps, and nothing that can't work either.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Mutex;

/// A program and the shell script that stands for it.
type Program = (&'static str, &'static str);

/// One after the other: a script that's being written while another test starts a program can't be run.
static ONE_MACHINE: Mutex<()> = Mutex::new(());

/// What a task says that fails, on a machine with just these programs.
fn said(word: &str, programs: &[Program], variables: &[(&str, &str)]) -> String {
    let _guard = ONE_MACHINE.lock();
    let folder = std::env::temp_dir().join(format!("lede-{}-machine", std::process::id()));
    let (bin, std) = (folder.join("bin"), folder.join("std"));
    fs::create_dir_all(&bin).unwrap();
    fs::create_dir_all(&std).unwrap();
    fs::write(std.join("libstd-0.rlib"), "").unwrap();
    for (program, script) in programs {
        let file = bin.join(program);
        fs::write(&file, format!("#!/bin/sh\nstd='{}'\n{script}\n", std.display())).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask.arg(word).env("PATH", &bin).env("LEDE_CACHE", folder.join("cache"));
    xtask.env_remove("LEDE_WASM_TOOLCHAIN").envs(variables.iter().copied());
    let output = xtask.output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// The last line, which names the one thing to do.
fn advice(said: &str) -> &str {
    said.lines().last().unwrap_or_default().trim()
}

/// A compiler that has the target: asked for its folder, it names one with a standard library.
const RUSTC: Program = ("rustc", "echo \"$std\"");
const RUSTUP: Program = ("rustup", "echo 'could not download' >&2; exit 1");
const APT: Program = ("apt-get", "exit 1");

#[test]
fn without_rustup_it_says_where_rustup_is() {
    let said = said("setup", &[], &[]);
    assert_eq!(advice(&said), "install rustup from https://rustup.rs", "{said}");
}

#[test]
fn without_node_it_says_where_node_is() {
    let old = [RUSTC, ("node", "echo v18.1.0"), ("npm", "echo 9")];
    for programs in [&[RUSTC][..], &old] {
        let said = said("setup", programs, &[]);
        let node = "install Node 20 or newer, with npm, from https://nodejs.org";
        assert_eq!(advice(&said), node, "{said}");
    }
}

#[test]
fn a_failed_download_has_one_other_way() {
    let target = "rustup target add wasm32-unknown-unknown";
    let failed = said("setup", &[RUSTUP], &[]);
    assert_eq!(advice(&failed), target, "{failed}");
    assert!(failed.contains("could not download"), "{failed}");
    if cfg!(target_os = "linux") {
        let failed = said("setup", &[RUSTUP, APT], &[]);
        assert_eq!(advice(&failed), "LEDE_WASM_TOOLCHAIN=debian cargo xtask setup", "{failed}");
        assert!(!failed.contains(&format!("\n    {target}")), "{failed}");
    }
    let failed = said("setup", &[RUSTUP], &[("LEDE_WASM_TOOLCHAIN", "debian")]);
    assert_eq!(advice(&failed), "LEDE_WASM_TOOLCHAIN=rustup cargo xtask setup", "{failed}");
}

#[test]
fn a_wrong_variable_is_told_with_its_values() {
    let said = said("setup", &[RUSTC], &[("LEDE_WASM_TOOLCHAIN", "foo")]);
    assert_eq!(said, "xtask setup: LEDE_WASM_TOOLCHAIN is foo; it may be rustup or debian\n");
}

/// The part for the browser is linted for its own target, by components that a minimal rustup leaves out.
#[test]
fn a_check_sets_up_what_it_needs() {
    let (all, no_clippy) = (("cargo", "exit 0"), ("cargo", "[ \"$1\" != clippy ]"));
    let failed = said("check", &[RUSTC, no_clippy, RUSTUP], &[]);
    assert_eq!(advice(&failed), "rustup component add rustfmt clippy", "{failed}");
    let failed = said("check", &[RUSTC, no_clippy], &[]);
    assert_eq!(advice(&failed), "install rustup from https://rustup.rs", "{failed}");
    let failed = said("check", &[all, RUSTUP], &[]);
    assert_eq!(advice(&failed), "rustup target add wasm32-unknown-unknown", "{failed}");
}
