//! `cargo xtask fixture TOPIC/NAME`: a new folder under tests/fixtures/, to be filled by hand.

use std::fs;
use std::path::Path;

use crate::outcome::{self, Failure, Outcome, While};
use crate::project;

const FIXTURES: &str = "tests/fixtures";

const SOURCE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title></title>
</head>
<body>
<article>
<h1></h1>
<p></p>
</article>
</body>
</html>
"#;

const EXPECTATIONS: &str = r#"why = "What this page has that no other fixture has."
url = "https://news.example/article"

[article]
found = true
title = ""

# Write these before the first `cargo xtask bless`, from what a reader wants, so that they can fail.
# keeps = ["Words that must stand in the body."]   (above [article])

# [[drops]]
# text = "Words that must go."
# class = "newsletter"
"#;

/// The word.
pub(crate) fn fixture(mut arguments: lexopt::Parser) -> Outcome {
    let asked = match arguments.next()? {
        Some(lexopt::Arg::Value(value)) => value.to_string_lossy().into_owned(),
        Some(other) => return Err(other.unexpected().into()),
        None => {
            return Err(Failure::new("which? as in: cargo xtask fixture nags/newsletter-inside"));
        }
    };
    outcome::no_more(&mut arguments)?;
    if is_word(&asked) {
        let topics = topics()?.join(", ");
        return Err(Failure::new(format!(
            "{asked} has no topic: cargo xtask fixture TOPIC/{asked}; topics so far are {topics}"
        )));
    }
    if !is_topic_and_name(&asked) {
        let rule = "TOPIC/NAME in small letters, digits and hyphens";
        return Err(Failure::new(format!("{asked} is not {rule}")));
    }
    let folder = project::path(FIXTURES).join(&asked);
    if folder.exists() {
        return Err(Failure::new(format!("tests/fixtures/{asked} is there already")));
    }
    fs::create_dir_all(&folder).while_doing("cannot create the folder")?;
    write(&folder.join("source.html"), SOURCE)?;
    write(&folder.join("fixture.toml"), EXPECTATIONS)?;
    println!(
        "tests/fixtures/{asked}: fill source.html and fixture.toml, then run cargo xtask bless {asked}"
    );
    Ok(())
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).while_doing(format_args!("cannot write {}", file.display()))
}

/// The folders that fixtures are in.
fn topics() -> Outcome<Vec<String>> {
    let entries = fs::read_dir(project::path(FIXTURES))
        .while_doing(format_args!("cannot list {FIXTURES}"))?;
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    let mut topics: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    topics.sort();
    Ok(topics)
}

fn is_word(word: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !word.is_empty() && word.chars().all(fits)
}

fn is_topic_and_name(asked: &str) -> bool {
    asked.split_once('/').is_some_and(|(topic, name)| is_word(topic) && is_word(name))
}

#[cfg(test)]
mod tests {
    use super::is_topic_and_name;

    #[test]
    fn a_fixture_has_a_topic_and_a_name() {
        assert!(is_topic_and_name("offer/free-trial"));
        for wrong in ["offer", "offer/", "a/b/c", "../x", "Offer/x", ""] {
            assert!(!is_topic_and_name(wrong), "{wrong}");
        }
    }
}
