//! `lede batch`: many pages, a JSON object a line, in and out.
//!
//! Each answer is written before the next line is read, so that whoever asks can time and limit
//! each page. A page or a line that can't be read is answered too, with what went wrong as `error`.

use std::io::{self, BufRead, Read as _, Write};
use std::path::Path;
use std::time::Instant;

use lede::{Options, Reader};
use serde_json::{Value, json};

use super::failure::Failure;
use super::page;

/// The most bytes of a line: a number, an address and a path are far shorter.
const MAX_LINE_BYTES: usize = 1 << 20;

/// Answers all lines of standard input.
pub(crate) fn run() -> Result<(), Failure> {
    let mut n_failed = 0;
    let mut input = io::stdin().lock();
    while let Some(line) = next_line(&mut input).map_err(|error| wrong(error.to_string()))? {
        if line.len() <= MAX_LINE_BYTES && line.trim_ascii().is_empty() {
            continue;
        }
        let answer = answer(&line).unwrap_or_else(|failure| {
            n_failed += 1;
            unanswered(&line, &failure)
        });
        let mut out = io::stdout().lock();
        writeln!(out, "{answer}").and_then(|()| out.flush()).map_err(Failure::from_output)?;
    }
    if n_failed == 0 { Ok(()) } else { Err(Failure::Batch(n_failed)) }
}

/// The next line without its end; of a line too long, no more than a byte too much is kept.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if input.by_ref().take(MAX_LINE_BYTES as u64 + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if MAX_LINE_BYTES < line.len() {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

/// The answer to what can't be read has the keys of every other, so that no reader of it trips.
fn unanswered(line: &[u8], failure: &Failure) -> Value {
    // The id may be readable where a path isn't.
    let job: Value = serde_json::from_str(&String::from_utf8_lossy(line)).unwrap_or_default();
    json!({
        "id": job["id"],
        "title": null,
        "byline": null,
        "published": null,
        "text": "",
        "html": "",
        "ms": null,
        "error": failure.to_string(),
    })
}

fn wrong(problem: String) -> Failure {
    Failure::Page(page::STDIN.to_owned(), problem)
}

fn answer(line: &[u8]) -> Result<Value, Failure> {
    if MAX_LINE_BYTES < line.len() {
        return Err(wrong(format!("a line has more than {MAX_LINE_BYTES} bytes")));
    }
    let line = str::from_utf8(line).map_err(|_| wrong("a line is not UTF-8".to_owned()))?;
    let job: Value =
        serde_json::from_str(line).map_err(|error| wrong(format!("not JSON: {error}")))?;
    let Some(path) = job["path"].as_str() else {
        return Err(wrong("a line has no \"path\"".to_owned()));
    };
    let mut options = Options::new();
    if let Some(url) = job["url"].as_str().filter(|url| !url.is_empty()) {
        // An address that cannot be used is like none; the article's text is the same.
        options = options.clone().url(url).unwrap_or(options);
    }
    let bytes = page::bytes(Some(Path::new(path)))?;
    let start = Instant::now();
    let mut reader = Reader::new(options);
    reader.write(&bytes);
    let article = reader.finish();
    let (text, html) = (article.text_without_captions(), article.html());
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    let mut answer = json!({
        "id": job["id"],
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "text": text,
        "html": html,
        "ms": ms,
    });
    if let Some(reason) = article.no_article {
        answer["noArticle"] = json!(reason.code());
    }
    Ok(answer)
}
