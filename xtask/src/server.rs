//! A server of a few folders on 127.0.0.1, for pages that must come over http.
//!
//! Only the folders it's given, only to this machine, only for as long as the task runs. No listings.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::outcome::{Outcome, While};

/// A folder, and where it appears.
pub(crate) struct Mount {
    /// First part of the path, with both slashes, such as "/demo/".
    pub(crate) prefix: &'static str,
    /// What is served there.
    pub(crate) folder: PathBuf,
    /// The file that the prefix itself stands for.
    pub(crate) index: String,
}

/// Content types by file name suffix. Of any other file, such as `.txt`, the content decides: a browser
/// would take what it doesn't know as a download.
const TYPES: &[(&str, &str)] = &[
    (".html", HTML),
    (".htm", HTML),
    (".xhtml", "application/xhtml+xml"),
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".mjs", "text/javascript; charset=utf-8"),
    (".json", "application/json"),
    (".wasm", "application/wasm"),
    (".svg", "image/svg+xml"),
    (".png", "image/png"),
    (".jpg", "image/jpeg"),
    (".jpeg", "image/jpeg"),
    (".gif", "image/gif"),
    (".webp", "image/webp"),
    (".avif", "image/avif"),
    (".woff2", "font/woff2"),
];

/// Of HTML; with a charset where it declares none.
const HTML: &str = "text/html";

/// Elements that what has no suffix is known by as HTML, as browsers do where a server tells nothing.
const FIRST_ELEMENTS: &[&str] = &[
    "html", "head", "body", "title", "meta", "link", "script", "style", "main", "article", "div",
    "table", "h1", "p", "a", "b", "br", "font", "iframe",
];

/// So many bytes tell binary data from text.
const PREFIX_BYTES: usize = 1024;

/// A request line and its headers are no longer than this.
const MAX_REQUEST_BYTES: u64 = 64 * 1024;

/// A browser opens connections before it knows what for; one that says nothing is closed after this.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts serving in the background; gives the address of the server's top, without a last slash.
pub(crate) fn serve(mounts: Vec<Mount>) -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0").while_doing("cannot serve on 127.0.0.1")?;
    let address = listener.local_addr().while_doing("the server has no address")?;
    let mounts = Arc::new(mounts);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let mounts = Arc::clone(&mounts);
            // A browser that went away before its answer is no fault of ours.
            thread::spawn(move || drop(answer(&connection, &mounts)));
        }
    });
    Ok(format!("http://{address}"))
}

/// One request and one answer; then the connection is closed, which ends the answer.
fn answer(mut connection: &TcpStream, mounts: &[Mount]) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let asked = request_line(connection)?;
    let found = path_asked_for(&asked).and_then(|path| locate(path, mounts));
    let Some((bytes, path)) = found.and_then(|path| Some((fs::read(&path).ok()?, path))) else {
        return connection.write_all(
            b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        );
    };
    let (content_type, length) = (content_type(&path, &bytes), bytes.len());
    write!(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nCache-Control: no-store\r\n")?;
    write!(connection, "Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n")?;
    connection.write_all(&bytes)
}

/// The first line; the headers after it are read too, lest closing the connection cut off the answer.
fn request_line(connection: &TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(connection.take(MAX_REQUEST_BYTES)).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    Ok(first)
}

fn path_asked_for(request_line: &str) -> Option<&str> {
    request_line.strip_prefix("GET ")?.split(' ').next()
}

fn content_type(path: &Path, bytes: &[u8]) -> &'static str {
    let name = path.to_string_lossy().to_lowercase();
    let known = TYPES.iter().find(|(suffix, _)| name.ends_with(suffix));
    let is_binary = || bytes.iter().take(PREFIX_BYTES).any(|byte| matches!(byte, 0..=8 | 14..=26));
    match known {
        Some((_, HTML)) => html_type(bytes),
        Some((_, value)) => value,
        None if is_html(bytes) => html_type(bytes),
        None if is_binary() => "application/octet-stream",
        None if str::from_utf8(bytes).is_ok() => "text/plain; charset=utf-8",
        None => "text/plain",
    }
}

/// A page that was saved may have lost the header that told its charset, and browsers guess one of the last
/// century's.
fn html_type(bytes: &[u8]) -> &'static str {
    const NAME: &[u8] = b"charset";
    let start = &bytes[..bytes.len().min(PREFIX_BYTES)];
    let declares = start.windows(NAME.len()).any(|it| it.eq_ignore_ascii_case(NAME));
    let is_told = declares || bytes.starts_with(b"\xef\xbb\xbf") || bytes.is_ascii();
    let is_utf8 = !is_told && str::from_utf8(bytes).is_ok();
    if is_utf8 { "text/html; charset=utf-8" } else { HTML }
}

/// Whether the first thing in it is a doctype, a comment or an element of HTML.
fn is_html(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts = |start: &str| {
        text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()))
    };
    let is_element = |name: &str| {
        let ends =
            text.get(1 + name.len()).is_some_and(|it| it.is_ascii_whitespace() || *it == b'>');
        ends && starts(&format!("<{name}"))
    };
    starts("<!doctype html") || starts("<!--") || FIRST_ELEMENTS.iter().any(|name| is_element(name))
}

fn locate(url: &str, mounts: &[Mount]) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let (mount, rest) =
        mounts.iter().find_map(|mount| Some((mount, path.strip_prefix(mount.prefix)?)))?;
    if rest.is_empty() {
        // A name of a file, in which a percent sign is one.
        return Some(mount.folder.join(&mount.index)).filter(|file| file.is_file());
    }
    let inside = decode(rest)?;
    let is_plain =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\\');
    let file = inside.split('/').all(is_plain).then(|| mount.folder.join(&inside))?;
    file.is_file().then_some(file)
}

/// Undoes the percent signs of an address.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'%', [high, low, after @ ..]) => (hex(*high)? * 16 + hex(*low)?, after),
            _ => (first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::{Mount, content_type, locate, serve};
    use crate::project;

    fn mounts() -> Vec<Mount> {
        vec![Mount {
            prefix: "/x/",
            folder: project::path("xtask"),
            index: "Cargo.toml".to_owned(),
        }]
    }

    #[test]
    fn only_files_below_a_mount_are_served() {
        let manifest = Some(project::path("xtask/Cargo.toml"));
        assert_eq!(locate("/x/", &mounts()), manifest);
        assert_eq!(locate("/x/Cargo%2Etoml?q=1", &mounts()), manifest);
        let outside = [
            "/",
            "/Cargo.toml",
            "/x/../Cargo.toml",
            "/x/%2e%2e/Cargo.toml",
            "/x//etc/passwd",
            "/x/src",
        ];
        for path in outside {
            assert_eq!(locate(path, &mounts()), None, "{path}");
        }
    }

    #[test]
    fn a_file_is_shown_whatever_its_name() {
        for (name, bytes, expected) in [
            ("a.html", &b"text"[..], "text/html"),
            ("a.html", "<p>caf\u{e9}".as_bytes(), "text/html; charset=utf-8"),
            ("b.html", "<meta charset=utf-8><p>caf\u{e9}".as_bytes(), "text/html"),
            ("c.html", b"<p>caf\xe9", "text/html"),
            ("notes.txt", "caf\u{e9}".as_bytes(), "text/plain; charset=utf-8"),
            ("notes.txt", b"caf\xe9", "text/plain"),
            ("saved.txt", b"\xef\xbb\xbf\n <!DOCTYPE html><p>text", "text/html"),
            ("index.php", b"<HTML lang=en>", "text/html"),
            ("page", b"<!-- saved --><title>A</title>", "text/html"),
            ("page", b"<p class=a>text", "text/html"),
            ("page", b"<pre-amble>", "text/plain; charset=utf-8"),
            ("page", b"1 < 2", "text/plain; charset=utf-8"),
            ("page", b"", "text/plain; charset=utf-8"),
            ("page", b"\x1f\x8b\x08\0", "application/octet-stream"),
            ("logo.PNG", b"<p>", "image/png"),
        ] {
            assert_eq!(content_type(name.as_ref(), bytes), expected, "{name}: {bytes:?}");
        }
    }

    #[test]
    fn the_file_of_a_prefix_may_have_any_name() {
        let folder = std::env::temp_dir().join(format!("lede-{}-served", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for name in ["100%.html", "a%20b.html", "a b?.html"] {
            std::fs::write(folder.join(name), "").unwrap();
            let mount = Mount { prefix: "/x/", folder: folder.clone(), index: name.to_owned() };
            assert_eq!(locate("/x/", &[mount]), Some(folder.join(name)), "{name}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn idle_connections_keep_nobody_waiting() {
        let address = serve(mounts()).unwrap();
        let host = address.strip_prefix("http://").unwrap();
        let idle: Vec<_> = (0..20).map(|_| TcpStream::connect(host).unwrap()).collect();
        let mut connection = TcpStream::connect(host).unwrap();
        connection.write_all(b"GET /x/ HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("name = \"xtask\""),
            "{answer}"
        );
        drop(idle);
    }
}
