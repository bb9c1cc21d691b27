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

/// Content types by file name suffix; a browser takes anything else as a download.
const TYPES: &[(&str, &str)] = &[
    (".html", "text/html"),
    (".htm", "text/html"),
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
    let (content_type, length) = (content_type(&path), bytes.len());
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

fn content_type(path: &Path) -> &'static str {
    let name = path.to_string_lossy().to_lowercase();
    let known = TYPES.iter().find(|(suffix, _)| name.ends_with(suffix));
    known.map_or("application/octet-stream", |(_, value)| value)
}

fn locate(url: &str, mounts: &[Mount]) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let (mount, rest) =
        mounts.iter().find_map(|mount| Some((mount, path.strip_prefix(mount.prefix)?)))?;
    let inside = decode(if rest.is_empty() { &mount.index } else { rest })?;
    let is_plain =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\\');
    let file = inside.split('/').all(is_plain).then(|| mount.folder.join(&inside))?;
    file.is_file().then_some(file)
}

/// Undoes the percent signs of an address.
fn decode(text: &str) -> Option<String> {
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

    use super::{Mount, locate, serve};
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
