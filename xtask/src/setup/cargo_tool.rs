//! Programs that cargo builds: wasm-bindgen and wasm-pack, each of one version, in the cache folder.

use super::Step;
use crate::outcome::Outcome;
use crate::project;
use crate::shell;

/// The version of wasm-pack that the tasks are written for.
const WASM_PACK_VERSION: &str = "0.15.1";

/// Quick to build rather than quick to run: these tools work for seconds, and took minutes to build.
const QUICK_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// One crate to install, and the program it brings.
pub(super) struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    why: &'static str,
}

impl CargoTool {
    /// wasm-bindgen's version must be the crate's own, to the last digit.
    pub(super) fn wasm_bindgen() -> Outcome<Self> {
        Ok(Self {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: project::locked_version("wasm-bindgen")?,
            why: "to write the JavaScript around the core, and to run its tests in a browser (about two minutes)",
        })
    }

    /// wasm-pack drives cargo and wasm-bindgen.
    pub(super) fn wasm_pack() -> Self {
        Self {
            package: "wasm-pack",
            program: "wasm-pack",
            version: WASM_PACK_VERSION.to_owned(),
            why: "to drive the core's build and its browser tests (about two minutes)",
        }
    }

    fn install(&self, locking: &[&str]) -> Outcome {
        let mut cargo = shell::program("cargo");
        cargo.envs(QUICK_BUILD.iter().copied());
        for setting in
            ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_TARGET_DIR"]
        {
            cargo.env_remove(setting);
        }
        cargo.args(["install", "--quiet", "--force", self.package, "--version", &self.version]);
        cargo.args(locking).arg("--root").arg(project::tools()?);
        shell::run_quietly(&mut cargo)
    }
}

impl Step for CargoTool {
    fn name(&self) -> String {
        format!("{} {}", self.program, self.version)
    }

    fn why(&self) -> &'static str {
        self.why
    }

    fn is_done(&self) -> bool {
        let mut command = shell::program(self.program);
        let Ok(tools) = project::tools() else { return false };
        let asked = shell::put_first_on_path(&mut command, &tools.join("bin"))
            .and_then(|()| shell::answer(command.arg("--version")));
        asked.is_ok_and(|answer| answer.split_whitespace().nth(1) == Some(&self.version))
    }

    /// With the versions its authors tested, or, should one of them have been withdrawn, without.
    fn act(&self) -> Outcome {
        self.install(&["--locked"]).or_else(|_| self.install(&[]))
    }

    fn by_hand(&self) -> String {
        let root = project::tools().unwrap_or_default();
        let (package, version) = (self.package, &self.version);
        format!("cargo install {package} --version {version} --root {}", root.display())
    }
}
