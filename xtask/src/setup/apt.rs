//! Debian's package tools, run as root or through sudo.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Once;

use crate::outcome::{Failure, Outcome, While};
use crate::shell;

/// Whether this machine has Debian's package tools.
pub(super) fn is_here() -> bool {
    cfg!(target_os = "linux") && shell::on_path("apt-get").is_some()
}

/// Whether this is Ubuntu, whose browser packages have other names.
pub(super) fn is_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}

/// Installs packages, without what they merely recommend.
pub(super) fn install(packages: &[&str]) -> Outcome {
    refresh_lists();
    let mut command = as_root("apt-get")?;
    command.args(["-qq", "install", "-y", "--no-install-recommends"]).args(packages);
    shell::run_quietly(&mut command)
}

/// Downloads packages into a folder without installing them; needs no rights.
pub(super) fn download(packages: &[&str], folder: &Path) -> Outcome {
    let mut command = Command::new("apt-get");
    command.args(["-qq", "-o", "APT::Sandbox::User=root", "download"]).args(packages);
    shell::run_quietly(command.current_dir(folder))
}

/// The packages that a package depends on, in the lists' order.
pub(super) fn dependencies(package: &str) -> Outcome<Vec<String>> {
    let mut command = shell::program("apt-cache");
    let answer = shell::answer(command.args(["depends", "--no-recommends", package]))?;
    Ok(dependencies_in(&answer))
}

fn dependencies_in(answer: &str) -> Vec<String> {
    let names = answer.lines().filter_map(|line| line.trim().strip_prefix("Depends: "));
    // A name in <> is a virtual package, whose providers follow on lines of their own.
    names.filter(|name| !name.starts_with('<')).map(str::to_owned).collect()
}

/// Fetches the package lists anew, once; a new machine has none, and an old machine's may be stale.
pub(super) fn refresh_lists() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let refreshed =
            as_root("apt-get").and_then(|mut apt| shell::run_quietly(apt.args(["-qq", "update"])));
        if let Err(failure) = refreshed {
            eprintln!("setup: going on with the package lists as they are: {failure}");
        }
    });
}

fn as_root(name: &str) -> Outcome<Command> {
    let user =
        shell::answer(shell::program("id").arg("-u")).while_doing("cannot tell who runs this")?;
    let mut command = if user == "0" {
        shell::program("env")
    } else if shell::on_path("sudo").is_some() {
        shell::program("sudo")
    } else {
        return Err(Failure::new(format!("{name} needs root, and there is no sudo")));
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", name]);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::dependencies_in;

    #[test]
    fn virtual_packages_are_left_out() {
        let answer = "libstd\n  Depends: libc6\n  Depends: <awk>\n    mawk\n  Suggests: doc\n  Depends: libllvm22\n";
        assert_eq!(dependencies_in(answer), ["libc6", "libllvm22"]);
    }
}
