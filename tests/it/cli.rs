//! The command line, as a shell sees it: what it prints, where, and how it ends.
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::fixture;

#[test]
fn a_file_is_read_in_each_format() {
    let page = demo();
    let url = "https://www.tidemark.example/article/1";
    let html = lede(&["read", &page, "--url", url, "--format", "html"], b"");
    assert_eq!(html.status.code(), Some(0), "{}", stderr(&html));
    assert!(stdout(&html).contains("<p>It was not an easy birth."));
    assert!(stdout(&html).contains("https://www.tidemark.example/article/lead-"));
    let markdown = stdout(&lede(&["read", &page, "--format", "markdown"], b""));
    assert!(markdown.contains("# Port Averil lights its harbour"), "{markdown}");
    assert!(markdown.contains("\n- The Averil barrage"), "{markdown}");
    let text = stdout(&lede(&["read", &page, "--format", "text"], b""));
    assert!(text.contains("It was not an easy birth.") && !text.contains("<p>"), "{text}");
    let json = stdout(&lede(&["read", &page, "--format=json"], b""));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["byline"], "Maren Holt");
    assert!(json["removals"].as_array().is_some_and(|it| 4 < it.len()));
}

#[test]
fn a_dek_stands_below_the_title_and_not_in_a_batchs_text() {
    let page = fixture::root().join("dek/german/source.html").to_string_lossy().into_owned();
    let dek = "Die neue Uhr geht nach. Elf Reparaturen halfen nichts.";
    let text = stdout(&lede(&["read", &page, "--format", "text"], b""));
    let top = format!("Sechs Minuten in Auenried\n\n{dek}\n\nJette Obermann · ");
    assert!(text.starts_with(&top) && text.matches(dek).count() == 1, "{text}");
    let json = stdout(&lede(&["read", &page, "--format", "json"], b""));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["dek"], dek);
    assert!(!json["text"].to_string().contains(dek), "{json}");
    let answer = stdout(&lede(&["batch"], line("a", "", &page).as_bytes()));
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let text = answer["text"].as_str().unwrap();
    assert!(text.starts_with("Als der Bürgermeister") && !text.contains(dek), "{text}");
}

#[test]
fn standard_input_is_read_with_a_hyphen_and_without() {
    let page = fs::read(demo()).unwrap();
    for arguments in [&["read", "-"][..], &["read"]] {
        let output = lede(arguments, &page);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        assert!(stdout(&output).contains("It was not an easy birth."));
    }
}

#[test]
fn the_whole_of_a_page_is_read_when_it_is_asked_for() {
    let page =
        "<title>Hours</title><h1>Hours</h1><p>Eight to six.</p><p hidden>Nobody sees this.</p>";
    let output = lede(&["read", "--format", "text"], page.as_bytes());
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    let output = lede(&["read", "--whole", "--format", "text"], page.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "Hours\n\nHours\n\nEight to six.\n");
}

#[test]
fn explain_tells_every_verdict_on_a_line() {
    let output = lede(&["read", &demo(), "--explain"], b"");
    let said = stdout(&output) + &stderr(&output);
    assert!(said.contains("Sign up to read this article"), "{said}");
    assert!(said.contains("sign_in"), "{said}");
}

#[test]
fn an_article_is_saved_as_a_file() {
    let (page, folder) = (demo(), Scratch::folder());
    let picture = fixture::root().join("demo/aggregator/lead-1280.jpg");
    let address = "https://www.tidemark.example/article/lead-1280.jpg";
    let image = format!("{address}={}", picture.display());
    for (format, start) in [
        ("epub", "PK"),
        ("page", "<!DOCTYPE html>"),
        ("markdown", "---\n"),
        ("text", "Port Averil"),
    ] {
        let arguments = ["read", &page, "--url", "https://www.tidemark.example/article/1"];
        let more = ["--format", format, "--image", &image, "--output", &folder.path()];
        let output = lede(&[&arguments[..], &more[..]].concat(), b"");
        assert_eq!(output.status.code(), Some(0), "{format}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{format}");
        let saved: Vec<PathBuf> =
            fs::read_dir(folder.path()).unwrap().flatten().map(|it| it.path()).collect();
        assert_eq!(saved.len(), 1, "{saved:?}");
        assert!(saved[0].file_name().unwrap().to_string_lossy().starts_with("Port Averil"));
        let bytes = fs::read(&saved[0]).unwrap();
        assert!(bytes.starts_with(start.as_bytes()), "{format}");
        let held = fs::read(&picture).unwrap();
        let holds = bytes.windows(64).any(|it| it == &held[..64]);
        assert_eq!(holds, format == "epub", "{format}");
        fs::remove_file(&saved[0]).unwrap();
    }
    let printed = lede(&["read", &page, "--format", "epub"], b"");
    assert!(printed.stdout.starts_with(b"PK"), "{}", stderr(&printed));
    let wrong = folder.path() + "/no/such/folder/x.epub";
    let output = lede(&["read", &page, "--format", "epub", "--output", &wrong], b"");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let nothing =
        lede(&["read", "-", "--format", "epub"], b"<title>Soon</title><p>Coming soon.</p>");
    assert!(nothing.stdout.is_empty() && nothing.status.code() == Some(1));
}

#[test]
fn relative_links_need_something_to_be_relative_to() {
    let prose = "<p>The ferry left at six, as it had every day for forty years, and nobody looked up. The \
        gulls, who had seen it <a href=\"all?of=it\">all</a> before, went on with their breakfast.</p>";
    let page = format!("<article>{}</article>", prose.repeat(6));
    let base = format!("<base href=\"https://sound.example/log/\">{page}");
    let url = "https://sound.example/log/";
    let resolved = "<a href=\"https://sound.example/log/all?of=it\">all</a> before";
    for (arguments, page, shown) in [
        (&["read"][..], &page, "seen it all before"),
        (&["read", "--url", url], &page, resolved),
        (&["read"], &base, resolved),
    ] {
        let html = stdout(&lede(arguments, page.as_bytes()));
        assert!(html.contains(shown), "{arguments:?}: {html}");
    }
    assert!(stdout(&lede(&["--help"], b"")).contains("relative links become text"));
}

#[cfg(unix)]
#[test]
fn a_name_need_not_be_utf_8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Scratch::folder_of("names");
    let name = |bytes: &[u8]| folder.0.join(OsStr::from_bytes(bytes));
    let (page, saved) = (name(b"\xe9t\xe9.html"), name(b"\xe9t\xe9.md"));
    fs::copy(demo(), &page).unwrap();
    let mut call = command(&["read", "--format", "markdown", "--output"]);
    let output = call.arg(&saved).arg(&page).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(fs::read_to_string(&saved).unwrap().contains("It was not an easy birth."));
    let output = command(&["read"]).arg(name(b"no-\xe9t\xe9.html")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).ends_with("no-\u{fffd}t\u{fffd}.html: no such file\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_cannot_be_read_gives_one_line_and_a_code() {
    let folder = fixture::root();
    let folder = folder.to_string_lossy();
    let whole = gzip(&fs::read(demo()).unwrap());
    let no_gzip = Scratch::file("no-gzip.html.gz", &fs::read(demo()).unwrap());
    let short = Scratch::file("short.html.gz", b"<p>");
    let nothing = Scratch::file("nothing.html.gz", b"");
    let cut = Scratch::file("cut.html.gz", &whole[..whole.len() / 2]);
    let damaged = [&whole[..200], &[0xff; 200], &whole[400..]].concat();
    let damaged = Scratch::file("damaged.html.gz", &damaged);
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend([0, 1, 2, 3, 255, 254].repeat(400));
    let cases: &[(&[&str], &[u8], &str)] = &[
        (&["read", "no/such/file.html"], b"", "no/such/file.html"),
        (&["read", &folder], b"", "directory"),
        (&["read", &no_gzip.path()], b"", "no-gzip.html.gz: not a gzip file"),
        (&["read", &short.path()], b"", "short.html.gz: not a whole gzip file"),
        (&["read", &nothing.path()], b"", "nothing.html.gz: "),
        (&["read", &cut.path()], b"", "cut.html.gz: not a whole gzip file"),
        (&["read", &damaged.path()], b"", "damaged.html.gz: not a gzip file, or a damaged one"),
        (&["read", "-"], &picture, "binary"),
        (&["read", "-"], b"", "empty"),
        (&["read", "-"], b"<title>Soon</title><p>Coming soon.</p>", "article"),
    ];
    for (arguments, input, word) in cases {
        let output = lede(arguments, input);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{arguments:?}: {said}");
        assert!(said.starts_with("lede: "), "{arguments:?}: {said}");
        assert!(said.to_lowercase().contains(word), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

/// What never ends isn't taken in whole before it's refused.
#[test]
fn no_more_is_read_than_a_page_may_hold() {
    const TOO_LARGE: &str = "too large: more than 67108864 bytes";
    let words = b"all work and no play ".repeat(1 << 15);
    let mut child = command(&["read"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let piece = words.clone();
    let writer = std::thread::spawn(move || (0..400).all(|_| stdin.write_all(&piece).is_ok()));
    let output = child.wait_with_output().unwrap();
    assert!(stderr(&output).contains(TOO_LARGE), "{}", stderr(&output));
    assert!(!writer.join().unwrap(), "all of a page of 275 MB was read");

    let mut packed = gzip(&words.repeat(100));
    packed.truncate(packed.len() - 100); // nobody gets so far
    let packed = Scratch::file("large.html.gz", &packed);
    let output = lede(&["read", &packed.path()], b"");
    assert!(stderr(&output).contains(TOO_LARGE), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    let image = format!("https://www.tidemark.example/lead.jpg={}", packed.path());
    let output = lede(&["read", &demo(), "--format", "epub", "--image", &image], b"");
    assert!(
        stderr(&output).contains("large.html.gz: the image is too large"),
        "{}",
        stderr(&output)
    );
    assert!(output.stdout.is_empty() && output.status.code() == Some(1));
}

#[test]
fn wrong_use_gives_the_usage_and_another_code() {
    let page = demo();
    let cases: &[&[&str]] = &[
        &["read", &page, "--format", "pdf"],
        &["read", "--no-such-option"],
        &["read", &page, "and-another.html"],
        &["read", ""],
        &["--version", "--nope"],
        &["help", "reed"],
        &["batch", &page],
        &["reed"],
        &[],
    ];
    for arguments in cases {
        let output = lede(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(
            said.starts_with("lede: ") && said.contains("lede --help"),
            "{arguments:?}: {said}"
        );
        assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    for arguments in [&["--help"][..], &["-h"], &["--version"], &["read", "--help"]] {
        let output = lede(arguments, b"");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        assert!(stdout(&output).contains("lede"), "{arguments:?}");
    }
    assert!(stdout(&lede(&["--version"], b"")).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_batch_answers_line_by_line() {
    let packed = Scratch::file("demo.html.gz", &gzip(&fs::read(demo()).unwrap()));
    let lines = [
        line("a", "https://www.tidemark.example/article/1", &demo()),
        line("b", "https://www.tidemark.example/article/1", &packed.path()),
        line("c", "https://nothing.example/", "no/such/file"),
        "this is no JSON".to_owned(),
        line("d", "not a url", &demo()),
    ];
    let output = lede(&["batch"], (lines.join("\n") + "\n").as_bytes());
    let said = stdout(&output);
    let answers: Vec<serde_json::Value> =
        said.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(
        answers.len(),
        lines.len(),
        "one line in, one line out: {said}\n{}",
        stderr(&output)
    );
    for answer in &answers[..2] {
        let text = answer["text"].as_str().unwrap();
        assert!(text.lines().any(|it| it.starts_with("It was not an easy birth.")), "{text}");
        assert!(!text.contains("Families with lanterns"), "a caption in the text: {text}");
        assert!(answer["title"].as_str().is_some_and(|it| it.starts_with("Port Averil")));
        assert_eq!(answer["byline"], "Maren Holt");
        assert!(answer["ms"].is_number());
    }
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[0]["html"], answers[1]["html"], "packed and plain differ");
    assert_eq!(answers[2]["id"], "c");
    assert!(answers[4]["text"].as_str().is_some_and(|it| it.contains("It was not an easy birth.")));
}

#[test]
fn a_batch_tells_why_there_is_no_article_and_the_help_names_each_reason() {
    let soon = Scratch::file("soon.html", b"<title>Soon</title><p>Coming soon.</p>");
    let output = lede(&["batch"], line("a", "", &soon.path()).as_bytes());
    let answer: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["noArticle"], "too_short", "{answer}");
    assert!(answer.get("error").is_none() && answer["text"] == "", "{answer}");
    let help = stdout(&lede(&["--help"], b""));
    for word in ["\"noArticle\"", "empty", "binary", "too_short", "not_prose", "limit"] {
        assert!(help.contains(word), "{word}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_answered_too() {
    let mut input = Vec::new();
    for line in [
        b"{\"id\": \"latin\", \"path\": \"no/\xe9t\xe9.html\"}".to_vec(),
        br#"{"id": "nowhere"}"#.to_vec(),
        [vec![b'x'; 3 << 20], line("long", "", &demo()).into_bytes()].concat(),
        line("good", "https://www.tidemark.example/article/1", &demo()).into_bytes(),
    ] {
        input.extend(line);
        input.push(b'\n');
    }
    let output = lede(&["batch"], &input);
    let said = stdout(&output);
    let answers: Vec<serde_json::Value> =
        said.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let ids: Vec<Option<&str>> = answers.iter().map(|it| it["id"].as_str()).collect();
    let expected = [Some("latin"), Some("nowhere"), None, Some("good")];
    assert_eq!(ids, expected, "{}", stderr(&output));
    for answer in &answers[..3] {
        assert!(answer["error"].is_string(), "{answer}");
        for key in ["title", "byline", "published", "ms"] {
            assert_eq!(answer.get(key), Some(&serde_json::Value::Null), "{key}: {answer}");
        }
        assert!(answer["text"] == "" && answer["html"] == "", "{answer}");
    }
    assert!(answers[3]["error"].is_null() && answers[3]["ms"].is_number());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(stderr(&output), "lede: 3 pages could not be read\n");
}

/// A pipe may wait for each answer before it asks again.
#[test]
fn a_batch_flushes_each_answer() {
    use std::io::{BufRead as _, BufReader};
    let mut child = command(&["batch"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for id in ["one", "two"] {
        writeln!(input, "{}", line(id, "https://www.tidemark.example/article/1", &demo())).unwrap();
        input.flush().unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(answer.contains(id), "{answer}");
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// `lede read page | head -1` is no error worth a backtrace.
#[test]
fn a_closed_pipe_is_quiet() {
    let mut child = command(&["read", &demo()]).spawn().unwrap();
    drop(child.stdout.take());
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
}

fn line(id: &str, url: &str, path: &str) -> String {
    serde_json::json!({ "id": id, "url": url, "path": path }).to_string()
}

fn demo() -> String {
    fixture::root().join("demo/aggregator/source.html").to_string_lossy().into_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A file that is gone after the test.
struct Scratch(PathBuf);

impl Scratch {
    fn file(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("lede-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        Self(path)
    }

    fn folder() -> Self {
        Self::folder_of("saved")
    }

    fn folder_of(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("lede-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
        drop(fs::remove_dir_all(&self.0));
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lede"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn lede(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that doesn't read its input closes the pipe, which isn't our failure.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
