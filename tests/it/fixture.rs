//! A fixture folder: what goes in is `tests/fixtures/<topic>/<name>/`, what comes out is the page's bytes and what
//! its author expects of them. Reads nothing but the folder and judges nothing: `tests/fixtures.rs` does that.
use std::fs;
use std::path::{Path, PathBuf};

use lede::{Article, Options, Reader};

/// One folder under `tests/fixtures`.
pub(crate) struct Fixture {
    /// `topic/name`, the trial's name.
    pub(crate) name: String,
    pub(crate) source: Vec<u8>,
    /// `fixture.toml` as it stands.
    pub(crate) spec: toml::Table,
}

impl Fixture {
    /// What the caller knows beside the bytes: the address, and a charset if a server would have named one.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::new();
        if let Some(url) = self.string("url") {
            options = options.url(url).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        }
        if let Some(charset) = self.string("charset") {
            options =
                options.charset(charset).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        }
        options
    }

    /// Reads the page in chunks of `size` bytes.
    pub(crate) fn read_in_chunks(&self, size: usize) -> Article {
        self.read_chunks(self.source.chunks(size.max(1)))
    }

    /// Reads the page from the chunks given, whatever their number.
    pub(crate) fn read_chunks<'a>(&self, chunks: impl Iterator<Item = &'a [u8]>) -> Article {
        let mut reader = Reader::new(self.options());
        for chunk in chunks {
            reader.write(chunk);
        }
        reader.finish()
    }

    pub(crate) fn string(&self, key: &str) -> Option<&str> {
        self.spec.get(key).and_then(toml::Value::as_str)
    }
}

/// Every folder that holds a `source.html`, in the order of their names.
pub(crate) fn all() -> Vec<Fixture> {
    let root = root();
    let mut fixtures = Vec::new();
    for topic in folders(&root) {
        for folder in folders(&topic) {
            if folder.join("source.html").is_file() {
                fixtures.push(open(&root, &folder));
            }
        }
    }
    assert!(30 < fixtures.len(), "only {} fixtures in {}", fixtures.len(), root.display());
    fixtures
}

/// `tests/fixtures`.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn open(root: &Path, folder: &Path) -> Fixture {
    let spec = folder.join("fixture.toml");
    let text = fs::read_to_string(&spec)
        .unwrap_or_else(|error| panic!("{} can't be read: {error}", spec.display()));
    let spec = text
        .parse::<toml::Table>()
        .unwrap_or_else(|error| panic!("{} is no TOML: {error}", spec.display()));
    let name = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().replace('\\', "/");
    let source = fs::read(folder.join("source.html"))
        .unwrap_or_else(|error| panic!("{name}/source.html can't be read: {error}"));
    Fixture { name, source, spec }
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent)
        .unwrap_or_else(|error| panic!("{} can't be listed: {error}", parent.display()));
    let mut folders: Vec<PathBuf> =
        entries.flatten().map(|it| it.path()).filter(|it| it.is_dir()).collect();
    folders.sort();
    folders
}
