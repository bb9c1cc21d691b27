//! Every task of this repository is one word: `cargo xtask WORD`.
//!
//! In: a word and its arguments. Out: the task done, or one clear message and exit code 1 (2 for a word
//! that doesn't exist). Each task has a file of its name here; what a task needs of the machine is set up
//! by [`setup`], step by step, before the task starts.

#![expect(clippy::print_stdout, reason = "a task's results are for the terminal")]

mod bench;
mod bless;
mod build;
mod check;
mod fixture;
mod outcome;
mod package;
mod project;
mod quality;
mod run;
mod server;
mod setup;
mod shell;
mod test;
mod wasm;

use std::process::ExitCode;

use crate::outcome::Outcome;

/// A word, what follows it, what it does, and the function that does it.
struct Task {
    word: &'static str,
    arguments: &'static str,
    does: &'static str,
    act: fn(lexopt::Parser) -> Outcome,
}

/// In the order in which a newcomer meets them.
const TASKS: &[Task] = &[
    Task {
        word: "run",
        arguments: "[URL or FILE] [--firefox] [--screenshot FILE] [--www]",
        does: "open a browser with the extension on the demo page, reader mode on",
        act: run::run,
    },
    Task {
        word: "build",
        arguments: "",
        does: "build the core for the browser, and the script that opens a page",
        act: build::task,
    },
    Task {
        word: "test",
        arguments: "",
        does: "all tests: core, wasm boundary, extension in Chromium and Firefox",
        act: test::test,
    },
    Task {
        word: "check",
        arguments: "",
        does: "formatting, lints and types, without running anything",
        act: check::check,
    },
    Task {
        word: "package",
        arguments: "",
        does: "build dist/lede-chromium-VERSION.zip and dist/lede-firefox-VERSION.zip",
        act: package::package,
    },
    Task {
        word: "fixture",
        arguments: "TOPIC/NAME",
        does: "start a new fixture folder",
        act: fixture::fixture,
    },
    Task {
        word: "bless",
        arguments: "[FILTER]",
        does: "take what the core now says as every fixture's expectation",
        act: bless::bless,
    },
    Task {
        word: "bench",
        arguments: "[FILTER | --wasm FOLDER [TIMES] | --open PAGE [TIMES]]",
        does: "measure the core's stages, the core in WebAssembly on a folder of pages, or how soon an article is on the screen",
        act: bench::bench,
    },
    Task {
        word: "train",
        arguments: "CORPUS [PREDICTIONS]",
        does: "learn the model from a corpus of pages and their true texts",
        act: quality::train,
    },
    Task {
        word: "quality",
        arguments: "CORPUS",
        does: "measure the articles against a corpus of pages and their true texts",
        act: quality::quality,
    },
    Task {
        word: "setup",
        arguments: "",
        does: "only set up this machine (every other task sets up what it needs)",
        act: setup::task,
    },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let word = words.next().unwrap_or_else(|| "help".to_owned());
    if matches!(word.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(task) = TASKS.iter().find(|task| task.word == word) else {
        eprintln!("xtask: there is no task named {word}\n\n{}", help());
        return ExitCode::from(2);
    };
    match (task.act)(lexopt::Parser::from_args(words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask {word}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let tasks = TASKS.iter().map(|Task { word, arguments, does, .. }| {
        let call = format!("{word} {arguments}");
        format!("  {}\n      {does}\n", call.trim_end())
    });
    format!("cargo xtask WORD\n\n{}\n{VARIABLES}", tasks.collect::<String>())
}

/// What can be set from outside.
const VARIABLES: &str = "\
LEDE_CACHE                      folder for downloaded and built tools [~/.cache/lede]
LEDE_WASM_TOOLCHAIN=debian      take the compiler for wasm32 from Debian instead of rustup
LEDE_CORPUS                     corpus that `test` measures the articles against
LEDE_CHROMIUM, LEDE_FIREFOX, CHROMEDRIVER
                                programs to use instead of those found
";
