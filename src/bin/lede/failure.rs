//! What can go wrong on the command line, and how it's told: one line, and an exit code.

use std::fmt;
use std::io;

/// Why the call failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The call is wrong.
    Usage(String),
    /// A page can't be read, or has no article: its name, and why.
    Page(String, String),
    /// Some of a batch's pages couldn't be read; each was told by itself.
    Batch(usize),
    /// Standard output can't be written.
    Output(io::Error),
    /// Standard output was closed by its reader.
    ClosedOutput,
}

impl Failure {
    /// The exit code, as Unix tools have it.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Failure::Usage(_) => 2,
            _ => 1,
        }
    }

    /// The failure behind an error of writing.
    pub(crate) fn from_output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedOutput,
            _ => Failure::Output(error),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(problem) => write!(f, "{problem} (see lede --help)"),
            Failure::Page(name, problem) => write!(f, "{name}: {problem}"),
            Failure::Batch(1) => f.write_str("1 page could not be read"),
            Failure::Batch(n) => write!(f, "{n} pages could not be read"),
            Failure::Output(error) => write!(f, "cannot write: {error}"),
            Failure::ClosedOutput => f.write_str("standard output was closed"),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Failure::Usage(error.to_string())
    }
}

impl From<lede::Error> for Failure {
    fn from(error: lede::Error) -> Self {
        Failure::Usage(error.to_string())
    }
}
