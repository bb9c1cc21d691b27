//! The integration tests, in one binary: features seen from outside, bytes in, article and reasons out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on fails")]
mod allowlist;
mod bad_input;
mod chunking;
mod cli;
mod dek;
mod discussions;
mod export;
mod fixture;
mod linear;
mod markdown;
mod nags_anywhere;
mod page_text;
mod pictures;
mod readerable;
mod removals;
mod rules;
mod selection;
mod streams;
mod tidy;
mod whole;
