//! How a task ends: well, or with one message for the person at the terminal.

use std::fmt;

/// What every task and step gives.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a task could not be done, in words; nothing in here is meant to be matched on.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure with this message: lowercase, no full stop.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says what was being done when something failed.
pub(crate) trait While<T> {
    /// Turns any error into a [`Failure`] that starts with `doing`.
    fn while_doing(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn while_doing(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{doing}: {error}")))
    }
}

/// Refuses what a task has no use for.
pub(crate) fn no_more(arguments: &mut lexopt::Parser) -> Outcome {
    arguments.next()?.map_or(Ok(()), |argument| Err(argument.unexpected().into()))
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}
