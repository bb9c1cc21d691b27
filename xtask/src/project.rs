//! Where things are: the repository, its build outputs, the tools' cache, and the versions it names.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::outcome::{Failure, Outcome, While};

/// The repository's top folder.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path inside the repository.
pub(crate) fn path(inside: &str) -> PathBuf {
    root().join(inside)
}

/// Reads a text file of the repository.
pub(crate) fn read(inside: &str) -> Outcome<String> {
    fs::read_to_string(path(inside)).while_doing(format_args!("cannot read {inside}"))
}

/// The folder for tools that are downloaded or built: `$LEDE_CACHE`, else the user's cache folder.
pub(crate) fn cache() -> Outcome<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("LEDE_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|folder| folder.join("lede")))
        .or_else(|| set("HOME").map(|folder| folder.join(".cache/lede")))
        .or_else(|| set("LOCALAPPDATA").map(|folder| folder.join("lede")))
        .map(|folder| std::path::absolute(&folder).unwrap_or(folder))
        .ok_or_else(|| Failure::new("no home folder to keep tools in; set LEDE_CACHE to a folder"))
}

/// Where the cache keeps programs.
pub(crate) fn tools() -> Outcome<PathBuf> {
    Ok(cache()?.join("tools"))
}

/// The extension's version, as manifest.json has it.
pub(crate) fn manifest() -> Outcome<serde_json::Value> {
    serde_json::from_str(&read("manifest.json")?).while_doing("manifest.json is not JSON")
}

/// The version of a crate in Cargo.lock.
pub(crate) fn locked_version(name: &str) -> Outcome<String> {
    version_in(&read("Cargo.lock")?, name)
        .ok_or_else(|| Failure::new(format!("Cargo.lock holds no version of {name}")))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let name_line = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name_line);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.2\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.2"));
        assert_eq!(version_in(lock, "wasm").as_deref(), None);
    }
}
