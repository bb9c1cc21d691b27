//! `lede batch`: many pages, a JSON object a line, in and out.
//!
//! Each answer is written before the next line is read, so that whoever asks can time and limit
//! each page. A page that can't be read is answered too, with what went wrong as `error`.

use std::io::{self, BufRead, Write};
use std::time::Instant;

use lede::{Options, Reader};
use serde_json::{Value, json};

use super::failure::Failure;
use super::page;

/// Answers all lines of standard input.
pub(crate) fn run() -> Result<(), Failure> {
    let mut n_failed = 0;
    for line in io::stdin().lock().lines() {
        let line =
            line.map_err(|error| Failure::Page(page::STDIN.to_owned(), error.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(&line).unwrap_or_else(|failure| {
            n_failed += 1;
            json!({ "id": id(&line), "text": "", "error": failure.to_string() })
        });
        let mut out = io::stdout().lock();
        writeln!(out, "{answer}").and_then(|()| out.flush()).map_err(Failure::from_output)?;
    }
    if n_failed == 0 { Ok(()) } else { Err(Failure::Batch(n_failed)) }
}

fn id(line: &str) -> Value {
    serde_json::from_str::<Value>(line).map_or(Value::Null, |job| job["id"].clone())
}

fn answer(line: &str) -> Result<Value, Failure> {
    let wrong = |problem: String| Failure::Page(page::STDIN.to_owned(), problem);
    let job: Value =
        serde_json::from_str(line).map_err(|error| wrong(format!("not JSON: {error}")))?;
    let Some(path) = job["path"].as_str() else {
        return Err(wrong("a line has no \"path\"".to_owned()));
    };
    let mut options = Options::new();
    if let Some(url) = job["url"].as_str().filter(|url| !url.is_empty()) {
        // An address that cannot be used leaves links as they are; the article is the same.
        options = options.clone().url(url).unwrap_or(options);
    }
    let bytes = page::bytes(Some(path))?;
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
