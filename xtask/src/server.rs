//! A server of a few folders on 127.0.0.1, for pages that must come over http.
//!
//! Only the folders it's given, only to this machine, only for as long as the task runs. No listings.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Request, Response, Server};

use crate::outcome::{Failure, Outcome, While};

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

/// Starts serving in the background; gives the address of the server's top, without a last slash.
pub(crate) fn serve(mounts: Vec<Mount>) -> Outcome<String> {
    let server = Server::http("127.0.0.1:0").while_doing("cannot serve on 127.0.0.1")?;
    let address =
        server.server_addr().to_ip().ok_or_else(|| Failure::new("the server has no address"))?;
    let (server, mounts) = (Arc::new(server), Arc::new(mounts));
    // A browser keeps connections open, and asks for a page's images over several of them.
    for _ in 0..4 {
        let (server, mounts) = (Arc::clone(&server), Arc::clone(&mounts));
        thread::spawn(move || {
            for request in server.incoming_requests() {
                answer(request, &mounts);
            }
        });
    }
    Ok(format!("http://{address}"))
}

/// A browser that went away before its answer is no fault of ours.
fn answer(request: Request, mounts: &[Mount]) {
    let found = locate(request.url(), mounts);
    let sent = match found.and_then(|path| Some((File::open(&path).ok()?, path))) {
        Some((file, path)) => request.respond(with_type(Response::from_file(file), &path)),
        None => request.respond(Response::empty(404)),
    };
    drop(sent);
}

fn with_type(mut response: Response<File>, path: &Path) -> Response<File> {
    let name = path.to_string_lossy().to_lowercase();
    let known = TYPES.iter().find(|(suffix, _)| name.ends_with(suffix));
    let value = known.map_or("application/octet-stream", |(_, value)| *value);
    if let Ok(header) = Header::from_bytes("Content-Type", value) {
        response.add_header(header);
    }
    response
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
    use super::{Mount, locate};
    use crate::project;

    #[test]
    fn only_files_below_a_mount_are_served() {
        let mounts = [Mount {
            prefix: "/x/",
            folder: project::path("xtask"),
            index: "Cargo.toml".to_owned(),
        }];
        let manifest = Some(project::path("xtask/Cargo.toml"));
        assert_eq!(locate("/x/", &mounts), manifest);
        assert_eq!(locate("/x/Cargo%2Etoml?q=1", &mounts), manifest);
        for outside in [
            "/",
            "/Cargo.toml",
            "/x/../Cargo.toml",
            "/x/%2e%2e/Cargo.toml",
            "/x//etc/passwd",
            "/x/src",
        ] {
            assert_eq!(locate(outside, &mounts), None, "{outside}");
        }
    }
}
