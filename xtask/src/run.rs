//! `cargo xtask run`: the extension in a browser, reader mode on, from nothing.
//!
//! Builds the core, serves the demo page (or a file) on 127.0.0.1, and hands the page's address to
//! xtask/browser/run.mjs, which opens the browser with a new profile. Without a display the browser runs
//! unseen and leaves a picture. `--www` serves the demo page of the core instead.

use std::env;
use std::path::{Path, PathBuf};
use std::thread;

use lexopt::Arg;

use crate::build;
use crate::outcome::{Failure, Outcome, While};
use crate::project;
use crate::server::{self, Mount};
use crate::setup::{self, Program};
use crate::shell;

/// The picture that is left where no screen is.
const PICTURE: &str = "reader.png";

/// What the command line asks for.
struct Wanted {
    page: Page,
    browser: Program,
    screenshot: Option<PathBuf>,
}

/// What is to be read.
#[derive(Debug, PartialEq, Eq)]
enum Page {
    Demo,
    File(PathBuf),
    Url(String),
    /// Not a page to read but www/, the core on a page of its own.
    Www,
}

/// The word.
pub(crate) fn run(arguments: lexopt::Parser) -> Outcome {
    let wanted = parse(arguments)?;
    // Before the build, which takes its time: a file that isn't there is told at once.
    let address = match &wanted.page {
        Page::Demo => serve_demo()?,
        Page::File(file) => serve_file(file)?,
        Page::Url(url) => url.clone(),
        Page::Www => serve_www()?,
    };
    build::build()?;
    if wanted.page != Page::Www {
        return open(&wanted, &address);
    }
    println!("run: {address} is there until you press Ctrl-C");
    loop {
        thread::park();
    }
}

fn parse(mut arguments: lexopt::Parser) -> Outcome<Wanted> {
    let mut wanted = Wanted { page: Page::Demo, browser: Program::Chromium, screenshot: None };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("firefox") => wanted.browser = Program::Firefox,
            Arg::Long("screenshot") => wanted.screenshot = Some(arguments.value()?.into()),
            Arg::Long("www") if wanted.page == Page::Demo => wanted.page = Page::Www,
            Arg::Value(page) if wanted.page == Page::Demo => {
                wanted.page = page_named(&page.to_string_lossy());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let opens_none = wanted.page == Page::Www;
    if opens_none && (wanted.screenshot.is_some() || wanted.browser != Program::Chromium) {
        return Err(Failure::new(
            "--www opens no browser: --firefox and --screenshot don't go with it",
        ));
    }
    if !opens_none && wanted.screenshot.is_none() && !has_display() {
        eprintln!("run: there is no display, so the browser runs unseen and leaves {PICTURE}");
        wanted.screenshot = Some(PICTURE.into());
    }
    Ok(wanted)
}

fn page_named(argument: &str) -> Page {
    let has_scheme = |scheme: &str| {
        argument.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme))
    };
    if has_scheme("http://") || has_scheme("https://") {
        Page::Url(argument.to_owned())
    } else if has_scheme("file://") {
        Page::File(file_at(argument).unwrap_or_else(|| argument.into()))
    } else {
        Page::File(argument.into())
    }
}

/// The file that a browser's address line names.
fn file_at(url: &str) -> Option<PathBuf> {
    let path = url.get("file://".len()..)?.split(['?', '#']).next()?;
    let path = server::decode(path.strip_prefix("localhost").unwrap_or(path))?;
    // On Windows a drive follows the slash.
    let path = if cfg!(windows) { path.strip_prefix('/')? } else { &path };
    Some(path.into())
}

/// Only Linux runs without a screen as a matter of course.
fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn open(wanted: &Wanted, url: &str) -> Outcome {
    setup::for_run(wanted.browser)?;
    let browser = wanted.browser.name();
    eprintln!("run: opening {url} in {browser}, with the extension and a new, empty profile");
    let mut node = shell::node("xtask/browser/run.mjs");
    node.args(["--browser", browser, "--url", url]);
    match &wanted.screenshot {
        Some(picture) => {
            let place =
                std::path::absolute(picture).while_doing("cannot tell where the picture goes")?;
            node.arg("--screenshot").arg(place);
        }
        None => eprintln!("run: close the window or press Ctrl-C to end"),
    }
    shell::run_or_its_word(&mut node)
}

fn demo() -> Mount {
    let folder = project::path("tests/fixtures/demo/aggregator");
    Mount { prefix: "/demo/", folder, index: "source.html".to_owned() }
}

fn serve_demo() -> Outcome<String> {
    Ok(server::serve(vec![demo()])? + "/demo/")
}

/// The file, with its folder, so that its pictures show.
fn serve_file(file: &Path) -> Outcome<String> {
    let whole = file.canonicalize().while_doing(format_args!("cannot open {}", file.display()))?;
    let (Some(folder), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(Failure::new(format!("{} is not a file", file.display())));
    };
    if !whole.is_file() {
        return Err(Failure::new(format!("{} is not a file", file.display())));
    }
    let index = name.to_string_lossy().into_owned();
    let mount = Mount { prefix: "/page/", folder: folder.to_owned(), index };
    Ok(server::serve(vec![mount])? + "/page/")
}

fn serve_www() -> Outcome<String> {
    let folder = |inside: &str| project::path(inside);
    let mounts = vec![
        Mount { prefix: "/www/", folder: folder("www"), index: "index.html".to_owned() },
        Mount { prefix: "/extension/pkg/", folder: folder(build::PKG), index: String::new() },
        demo(),
    ];
    Ok(server::serve(mounts)? + "/www/")
}

#[cfg(test)]
mod tests {
    use super::{Page, page_named, parse};

    #[test]
    fn an_address_and_a_file_are_told_apart() {
        assert_eq!(
            page_named("https://news.example/a"),
            Page::Url("https://news.example/a".to_owned())
        );
        assert_eq!(page_named("page.html"), Page::File("page.html".into()));
        for url in [
            "file:///tmp/a%20b.html",
            "file://localhost/tmp/a%20b.html#part",
            "FILE:///tmp/a b.html",
        ] {
            assert_eq!(page_named(url), Page::File("/tmp/a b.html".into()), "{url}");
        }
        assert_eq!(
            page_named("HTTPS://news.example/"),
            Page::Url("HTTPS://news.example/".to_owned())
        );
    }

    #[test]
    fn one_page_only() {
        assert!(parse(lexopt::Parser::from_args(["a.html", "--screenshot", "x.png"])).is_ok());
        assert!(parse(lexopt::Parser::from_args(["a.html", "b.html"])).is_err());
        assert!(parse(lexopt::Parser::from_args(["--fast"])).is_err());
        assert!(parse(lexopt::Parser::from_args(["--www"])).is_ok());
        for wrong in [["--www", "a.html"], ["a.html", "--www"], ["--www", "--firefox"]] {
            assert!(parse(lexopt::Parser::from_args(wrong)).is_err(), "{wrong:?}");
        }
    }
}
