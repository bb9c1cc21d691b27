//! What the words of `cargo xtask` say of themselves, and of what they have no use for: one clear line.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::process::{Command, Output};

/// A call on a machine without a single program, so that a task that begins after all ends there.
fn xtask(arguments: &[&str]) -> Output {
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask.args(arguments).env("PATH", "").output().unwrap()
}

/// The one line of a call that fails.
fn said(arguments: &[&str]) -> String {
    let output = xtask(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    said
}

#[test]
fn what_a_task_has_no_use_for_is_refused() {
    let cases: &[(&[&str], &str)] = &[
        (&["build", "--quick"], "xtask build: invalid option '--quick'"),
        (&["check", "src"], "xtask check: unexpected argument \"src\""),
        (&["package", "firefox"], "xtask package: unexpected argument \"firefox\""),
        (&["setup", "-v"], "xtask setup: invalid option '-v'"),
        (&["test", "newsletter"], "xtask test: unexpected argument \"newsletter\""),
        (&["run", "--www", "--firefox"], "xtask run: --www opens no browser"),
        (&["bless", "offer", "share"], "xtask bless: unexpected argument \"share\""),
        (&["bless", "--all"], "xtask bless: invalid option '--all'"),
        (&["fixture"], "xtask fixture: which?"),
        (&["fixture", "--new"], "xtask fixture: invalid option '--new'"),
        (&["fixture", "offer/x", "offer/y"], "xtask fixture: unexpected argument \"offer/y\""),
        (&["bench", "--open"], "xtask bench: cargo xtask bench --open PAGE [TIMES]: a page"),
        (&["bench", "--open", "a.html", "often"], "[TIMES]: unexpected argument \"often\""),
        (&["bench", "--wasm", "pages", "9", "b"], "[TIMES]: unexpected argument \"b\""),
        (&["train"], "xtask train: cargo xtask train --corpus DIR [PREDICTIONS]: a folder"),
        (&["train", "--corpus", "a", "b", "c"], "xtask train: unexpected argument \"c\""),
        (&["quality", "--corpus", "a", "b"], "xtask quality: unexpected argument \"b\""),
    ];
    for (arguments, words) in cases {
        let said = said(arguments);
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn a_fixture_without_a_topic_is_told_how_it_is_called() {
    let said = said(&["fixture", "free-trial"]);
    assert!(
        said.contains("free-trial has no topic: cargo xtask fixture TOPIC/free-trial"),
        "{said}"
    );
    assert!(said.contains("nags, "), "{said}");
}

#[test]
fn help_tells_how_each_word_is_called() {
    let help = |arguments: &[&str]| {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&["help"]);
    for call in ["train --corpus DIR [PREDICTIONS]", "quality --corpus DIR", "fixture TOPIC/NAME"] {
        assert!(all.contains(&format!("  {call}\n")), "{all}");
        let word = call.split(' ').next().unwrap();
        assert!(help(&[word, "--help"]).starts_with(&format!("cargo xtask {call}\n")));
    }
}
