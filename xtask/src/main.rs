//! Every task of this repository is one word: `cargo xtask WORD`.
//!
//! In: a word and its arguments. Out: the task done, or one clear message and exit code 1 (2 for a word
//! that doesn't exist). What a task has no use for is refused, not ignored. Each task has a file of its name here; what a task needs of the machine is set up
//! by [`setup`], step by step, before the task starts.

#![expect(clippy::print_stdout, reason = "a task's results are for the terminal")]

mod bench;
mod bless;
mod build;
mod check;
mod fixture;
mod notices;
mod outcome;
mod package;
mod project;
mod quality;
mod run;
mod server;
mod setup;
mod shell;
mod shots;
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
        word: "shots",
        arguments: "[FOLDER] [--firefox]",
        does: "pictures of the reader view in every theme at three widths, in target/shots",
        act: shots::shots,
    },
    Task {
        word: "train",
        arguments: "--corpus DIR [PREDICTIONS]",
        does: "learn the model from a corpus of pages and their true texts; what each page is read as meanwhile goes into the file PREDICTIONS",
        act: quality::train,
    },
    Task {
        word: "quality",
        arguments: "--corpus DIR",
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
    let mut words = std::env::args_os().skip(1).peekable();
    let word = words.next().unwrap_or_else(|| "help".into());
    let word = word.to_string_lossy();
    let asks_help = |word: &str| matches!(word, "help" | "--help" | "-h");
    if asks_help(&word) {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(task) = TASKS.iter().find(|task| task.word == word) else {
        eprintln!("xtask: there is no task named {word}\n\n{}", help());
        return ExitCode::from(2);
    };
    if words.peek().is_some_and(|next| next.to_str().is_some_and(asks_help)) {
        print!("cargo xtask {}", task.help().trim_start());
        return ExitCode::SUCCESS;
    }
    match task.run(lexopt::Parser::from_args(words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask {word}: {failure}");
            ExitCode::FAILURE
        }
    }
}

impl Task {
    /// Does it, unless it's given what it has no use for.
    fn run(&self, mut arguments: lexopt::Parser) -> Outcome {
        if self.arguments.is_empty() {
            outcome::no_more(&mut arguments)?;
        }
        (self.act)(arguments)
    }

    fn help(&self) -> String {
        let call = format!("{} {}", self.word, self.arguments);
        format!("  {}\n      {}\n", call.trim_end(), self.does)
    }
}

fn help() -> String {
    format!("cargo xtask WORD\n\n{}\n{VARIABLES}", TASKS.iter().map(Task::help).collect::<String>())
}

/// What can be set from outside.
const VARIABLES: &str = "\
LEDE_CACHE                      folder for downloaded and built tools [~/.cache/lede]
LEDE_WASM_TOOLCHAIN=debian      take the compiler for wasm32 from Debian instead of rustup
LEDE_CORPUS                     corpus that `test` measures the articles against
LEDE_CHROMIUM, LEDE_FIREFOX, CHROMEDRIVER
                                programs to use instead of those found
";
