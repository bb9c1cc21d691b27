//! Lede on the command line: the same core as in the browser.
//!
//! In: pages as files or on standard input. Out: their articles on standard output or as a file; what went wrong
//! on standard error, one line each. Exit codes: 0 done, 1 no article or an unreadable page, 2 a
//! wrong call.

#[path = "lede/args.rs"]
mod args;
#[path = "lede/batch.rs"]
mod batch;
#[path = "lede/failure.rs"]
mod failure;
#[path = "lede/json.rs"]
mod json;
#[path = "lede/page.rs"]
mod page;
#[path = "lede/read.rs"]
mod read;

use std::io::Write;
use std::process::ExitCode;

use args::Command;
use failure::Failure;

fn main() -> ExitCode {
    match run() {
        // Where nobody reads any more, as with `lede … | head`, that's no news.
        Ok(()) | Err(Failure::ClosedOutput) => ExitCode::SUCCESS,
        Err(failure) => {
            // If standard error is closed too, the exit code still tells.
            let _ = writeln!(std::io::stderr(), "lede: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn run() -> Result<(), Failure> {
    match args::parse(lexopt::Parser::from_env())? {
        Command::Help => print(args::HELP.as_bytes()),
        Command::Version => print(concat!("lede ", env!("CARGO_PKG_VERSION"), "\n").as_bytes()),
        Command::Read(call) => read::run(&call),
        Command::Batch => batch::run(),
    }
}

/// Writes to standard output.
fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(Failure::from_output)
}
