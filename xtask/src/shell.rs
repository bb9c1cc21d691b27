//! Running other programs: seen by the user, for their answer, or quietly.
//!
//! A program that fails becomes a message with its command line; nothing here retries or guesses.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::outcome::{Failure, Outcome, While};
use crate::project;

/// A program to be started in the repository's top folder.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project::root());
    command
}

/// Node's package manager, which has another file name on Windows.
pub(crate) fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Node running a script of the repository.
pub(crate) fn node(script: &str) -> Command {
    let mut command = program("node");
    command.arg(project::path(script));
    command
}

/// Runs a program; the user sees what it prints.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().while_doing(format_args!("cannot start `{}`", shown(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` failed ({status})", shown(command))))
}

/// Runs a program that says itself, on standard error, why it failed; the user sees what else it prints.
pub(crate) fn run_or_its_word(command: &mut Command) -> Outcome {
    let start = command.stdin(Stdio::inherit()).stdout(Stdio::inherit()).stderr(Stdio::piped());
    let output = start.output().while_doing(format_args!("cannot start `{}`", shown(command)))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        eprint!("{said}");
        return Ok(());
    }
    match said.trim_end() {
        "" => Err(Failure::new(format!("`{}` failed ({})", shown(command), output.status))),
        said => Err(Failure::new(said)),
    }
}

/// Runs a program and gives what it printed to standard output.
pub(crate) fn answer(command: &mut Command) -> Outcome<String> {
    let output = finished(command)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program whose chatter only matters when it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Outcome {
    finished(command).map(drop)
}

fn finished(command: &mut Command) -> Outcome<Output> {
    let output = command.output().while_doing(format_args!("cannot start `{}`", shown(command)))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let status = output.status;
    Err(Failure::new(format!("`{}` failed ({status})\n{}", shown(command), said.trim_end())))
}

/// The command line as one would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Finds a program on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}

/// Puts a folder before all others on a program's `PATH`.
pub(crate) fn put_first_on_path(command: &mut Command, folder: &Path) -> Outcome {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(env::split_paths(&rest));
    let joined = env::join_paths(folders).while_doing("cannot extend PATH")?;
    command.env("PATH", joined);
    Ok(())
}
