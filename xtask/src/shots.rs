//! `cargo xtask shots`: pictures of the reader view, to be looked at: every theme at three widths on seven pages.

use lexopt::Arg;

use crate::build;
use crate::outcome::{Outcome, While as _};
use crate::project;
use crate::setup::{self, Program};
use crate::shell;

/// Where the pictures go, unless a folder is named.
const FOLDER: &str = "target/shots";

/// The word.
pub(crate) fn shots(mut arguments: lexopt::Parser) -> Outcome {
    let (mut browser, mut folder) = (Program::Chromium, project::path(FOLDER));
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("firefox") => browser = Program::Firefox,
            Arg::Value(named) => {
                folder =
                    std::path::absolute(named).while_doing("cannot tell where the pictures go")?;
            }
            other => return Err(other.unexpected().into()),
        }
    }
    build::build()?;
    setup::for_run(browser)?;
    let mut node = shell::node("xtask/browser/shots.mjs");
    shell::run(node.args(["--browser", browser.name()]).arg("--folder").arg(folder))
}
