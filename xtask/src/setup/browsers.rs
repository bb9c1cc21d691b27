//! Chromium with its driver, and Firefox: found if they're anywhere, installed on Debian and Ubuntu.

use std::path::PathBuf;

use super::{Step, apt};
use crate::outcome::{Failure, Outcome};
use crate::shell;

/// A program that drives or shows pages. Where each may lie is told by xtask/browser/executables.mjs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// The browser that `run` takes by default.
    Chromium,
    /// What `wasm-pack test` talks to Chromium with.
    Chromedriver,
    /// The other browser.
    Firefox,
}

impl Program {
    /// Its name, for the driver and for the user.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Chromedriver => "chromedriver",
            Self::Firefox => "firefox",
        }
    }

    fn debian_package(self) -> &'static str {
        match (self, apt::is_ubuntu()) {
            (Self::Chromium, false) => "chromium",
            (Self::Chromium, true) => "chromium-browser",
            (Self::Chromedriver, false) => "chromium-driver",
            (Self::Chromedriver, true) => "chromium-chromedriver",
            (Self::Firefox, false) => "firefox-esr",
            (Self::Firefox, true) => "firefox",
        }
    }

    fn homebrew_cask(self) -> &'static str {
        match self {
            Self::Chromium => "google-chrome",
            Self::Chromedriver => "chromedriver",
            Self::Firefox => "firefox",
        }
    }

    fn winget_id(self) -> &'static str {
        match self {
            Self::Chromium => "Google.Chrome",
            Self::Chromedriver => "Chromium.ChromeDriver",
            Self::Firefox => "Mozilla.Firefox",
        }
    }
}

/// Where a program is.
pub(crate) fn find(program: Program) -> Outcome<PathBuf> {
    let mut node = shell::node("xtask/browser/executables.mjs");
    shell::answer(node.arg(program.name())).map(PathBuf::from)
}

/// The programs that a task needs.
pub(super) struct Browsers<'a>(&'a [Program]);

impl<'a> Browsers<'a> {
    pub(super) fn new(needed: &'a [Program]) -> Self {
        Self(needed)
    }

    fn missing(&self) -> Vec<Program> {
        self.0.iter().copied().filter(|program| find(*program).is_err()).collect()
    }
}

impl Step for Browsers<'_> {
    fn name(&self) -> String {
        self.0.iter().map(|program| program.name()).collect::<Vec<_>>().join(", ")
    }

    fn why(&self) -> &'static str {
        "to run the extension and its tests in"
    }

    fn is_done(&self) -> bool {
        self.missing().is_empty()
    }

    fn act(&self) -> Outcome {
        let missing = self.missing();
        if !apt::is_here() {
            let names = missing.iter().map(|program| program.name()).collect::<Vec<_>>().join(", ");
            return Err(Failure::new(format!(
                "this system's package manager must install {names}"
            )));
        }
        apt::install(&missing.iter().map(|program| program.debian_package()).collect::<Vec<_>>())
    }

    fn by_hand(&self) -> String {
        let missing = self.missing();
        let all = |name: fn(Program) -> &'static str| {
            missing.iter().map(|it| name(*it)).collect::<Vec<_>>().join(" ")
        };
        if cfg!(target_os = "macos") {
            format!("brew install --cask {}", all(Program::homebrew_cask))
        } else if cfg!(windows) {
            format!("winget install {}", all(Program::winget_id))
        } else if apt::is_here() {
            let install = format!("apt-get install {}", all(Program::debian_package));
            if shell::on_path("sudo").is_some() {
                format!("sudo apt-get update && sudo {install}")
            } else {
                format!("as root: apt-get update && {install}")
            }
        } else if shell::on_path("dnf").is_some() {
            "sudo dnf install chromium chromedriver firefox".to_owned()
        } else if shell::on_path("pacman").is_some() {
            "sudo pacman -S chromium firefox".to_owned()
        } else {
            let variables = "LEDE_CHROMIUM, LEDE_FIREFOX and CHROMEDRIVER";
            let names = all(Program::name);
            format!(
                "install {names} with your package manager, or set {variables} to where they are"
            )
        }
    }
}
