//! `cargo xtask package`: one zip a store, in dist/.
//!
//! In: manifest.json, _locales/, extension/ and the licence. Out: archives that hold just what the
//! extension needs, the same bytes for the same files. Each store's manifest leaves out the other's keys.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::build;
use crate::outcome::{Failure, Outcome, While};
use crate::project;

/// Who takes the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    /// Chrome's and Edge's stores.
    Chromium,
    /// addons.mozilla.org.
    Firefox,
}

impl Store {
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// Keys that mean nothing to this store's browsers: JSON pointers to an object, and the key in it.
    fn foreign_keys(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Chromium => &[
                ("", "browser_specific_settings"),
                ("/background", "scripts"),
                ("/background", "preferred_environment"),
            ],
            Self::Firefox => &[
                ("", "minimum_chrome_version"),
                ("", "message_serialization"),
                ("/background", "service_worker"),
                ("/background", "preferred_environment"),
            ],
        }
    }
}

/// What goes into an archive, by its name there.
type Files = BTreeMap<String, Vec<u8>>;

/// The word.
pub(crate) fn package(_arguments: lexopt::Parser) -> Outcome {
    build::build()?;
    let dist = project::path("dist");
    fs::create_dir_all(&dist).while_doing("cannot create dist")?;
    for store in [Store::Chromium, Store::Firefox] {
        let archive = zip(&shipped(store)?)?;
        let name = format!("lede-{}-{}.zip", store.name(), version()?);
        fs::write(dist.join(&name), &archive)
            .while_doing(format_args!("cannot write dist/{name}"))?;
        println!("dist/{name}: {} bytes", archive.len());
    }
    Ok(())
}

/// Writes what is shipped to a store into a folder, for tools that read folders.
pub(crate) fn lay_out(store: Store) -> Outcome<PathBuf> {
    let folder = project::path("target/shipped").join(store.name());
    if folder.exists() {
        fs::remove_dir_all(&folder).while_doing("cannot empty target/shipped")?;
    }
    for (name, bytes) in shipped(store)? {
        let file = folder.join(&name);
        fs::create_dir_all(file.parent().unwrap_or(&folder))
            .while_doing("cannot create target/shipped")?;
        fs::write(&file, bytes).while_doing(format_args!("cannot write {}", file.display()))?;
    }
    Ok(folder)
}

fn version() -> Outcome<String> {
    let manifest = project::manifest()?;
    let version = manifest["version"].as_str().map(str::to_owned);
    version.ok_or_else(|| Failure::new("manifest.json has no version"))
}

fn shipped(store: Store) -> Outcome<Files> {
    let mut files = Files::new();
    for top in ["_locales", "extension", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT"] {
        collect(&project::path(top), top, &mut files)?;
    }
    let manifest = serde_json::to_string_pretty(&manifest_for(store, project::manifest()?));
    let manifest = manifest.while_doing("cannot write a manifest")?;
    files.insert("manifest.json".to_owned(), (manifest + "\n").into_bytes());
    Ok(files)
}

fn collect(path: &Path, name: &str, files: &mut Files) -> Outcome {
    if path.is_file() {
        let bytes = fs::read(path).while_doing(format_args!("cannot read {name}"))?;
        files.insert(name.to_owned(), bytes);
        return Ok(());
    }
    for entry in fs::read_dir(path).while_doing(format_args!("cannot list {name}"))?.flatten() {
        let inner = entry.file_name().to_string_lossy().into_owned();
        if is_shipped(&inner) {
            collect(&entry.path(), &format!("{name}/{inner}"), files)?;
        }
    }
    Ok(())
}

/// Types are for developers; wasm-pack leaves a .gitignore of its own.
fn is_shipped(file_name: &str) -> bool {
    !file_name.starts_with('.') && !file_name.ends_with(".d.ts") && file_name != "package.json"
}

fn manifest_for(store: Store, mut manifest: Value) -> Value {
    for (place, key) in store.foreign_keys() {
        if let Some(object) = manifest.pointer_mut(place).and_then(Value::as_object_mut) {
            object.shift_remove(*key);
        }
    }
    manifest
}

/// Sorted names, one date, one mode: nothing in it tells when or by whom it was made.
fn zip(files: &Files) -> Outcome<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options).while_doing(format_args!("cannot add {name}"))?;
        writer.write_all(bytes).while_doing(format_args!("cannot add {name}"))?;
    }
    Ok(writer.finish().while_doing("cannot finish the archive")?.into_inner())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Files, Store, is_shipped, manifest_for, zip};

    #[test]
    fn each_manifest_leaves_out_the_other_browsers_keys() {
        let both = json!({
            "name": "n",
            "minimum_chrome_version": "1",
            "background": { "service_worker": "b.js", "scripts": ["b.js"], "type": "module" },
            "browser_specific_settings": {},
        });
        let chromium = json!({ "name": "n", "minimum_chrome_version": "1", "background": { "service_worker": "b.js", "type": "module" } });
        let firefox = json!({ "name": "n", "background": { "scripts": ["b.js"], "type": "module" }, "browser_specific_settings": {} });
        assert_eq!(manifest_for(Store::Chromium, both.clone()), chromium);
        assert_eq!(manifest_for(Store::Firefox, both), firefox);
    }

    #[test]
    fn what_developers_need_is_not_shipped() {
        assert!(is_shipped("lede_bg.wasm") && is_shipped("background.js"));
        assert!(!is_shipped(".gitignore") && !is_shipped("lede.d.ts"));
    }

    #[test]
    fn the_same_files_make_the_same_archive() {
        let files = Files::from([("b".to_owned(), vec![1; 100]), ("a/c".to_owned(), vec![2])]);
        assert_eq!(zip(&files).unwrap(), zip(&files).unwrap());
    }
}
