//! `cargo xtask package`: one zip a store, in dist/.
//!
//! In: manifest.json, _locales/, extension/, the licence and what is linked in. Out: archives that hold just what
//! the extension needs, the same bytes for the same files. Each store's manifest leaves out the other's keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::build;
use crate::notices;
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
    for name in only_in_page_script(&files)? {
        files.remove(&name);
    }
    let manifest = serde_json::to_string_pretty(&manifest_for(store, project::manifest()?));
    let manifest = manifest.while_doing("cannot write a manifest")?;
    files.insert("manifest.json".to_owned(), (manifest + "\n").into_bytes());
    files.insert("THIRD-PARTY.txt".to_owned(), notices::notices()?.into_bytes());
    Ok(files)
}

/// The list of what is in the script that opens a page, and what of that no other script imports or names.
fn only_in_page_script(files: &Files) -> Outcome<BTreeSet<String>> {
    const LIST: &str = "extension/page.json";
    let list: Value = serde_json::from_str(&project::read(LIST)?).while_doing(LIST)?;
    let styles = list["styles"].as_object().into_iter().flat_map(|it| it.values());
    let named = styles.chain([&list["scripts"]]).flat_map(|it| it.as_array().into_iter().flatten());
    let mut inside: BTreeSet<String> =
        named.filter_map(Value::as_str).map(|name| format!("extension/{name}")).collect();
    let others = files.iter().filter(|(name, _)| is_script(name) && !inside.contains(*name));
    let wanted: Vec<String> = others
        .flat_map(|(name, bytes)| {
            let script = String::from_utf8_lossy(bytes);
            let named = script.split('"').filter(|it| it.starts_with("extension/"));
            imports(name, &script).into_iter().chain(named.map(str::to_owned)).collect::<Vec<_>>()
        })
        .collect();
    for name in wanted {
        inside.remove(&name);
    }
    inside.insert(LIST.to_owned());
    Ok(inside)
}

fn is_script(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "js")
}

/// The scripts that a script imports, by their names in the archive.
fn imports(name: &str, script: &str) -> Vec<String> {
    let folder: Vec<&str> = name.split('/').collect();
    let of_line = |line: &str| {
        let quoted = line.strip_prefix("import ")?.rsplit_once('"')?.0.rsplit_once('"')?.1;
        let mut path = folder[..folder.len() - 1].to_vec();
        for part in quoted.split('/') {
            match part {
                "." => {}
                ".." => drop(path.pop()),
                part => path.push(part),
            }
        }
        Some(path.join("/"))
    };
    script.lines().filter_map(of_line).collect()
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

/// Types are for developers, and so are the drawings of which the icons are made; wasm-pack leaves a .gitignore of
/// its own.
fn is_shipped(file_name: &str) -> bool {
    const OF_DEVELOPERS: [&str; 5] = [".d.ts", ".svg", ".map", ".md", ".mjs"];
    !file_name.starts_with('.')
        && file_name != "package.json"
        && !OF_DEVELOPERS.iter().any(|suffix| file_name.ends_with(suffix))
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
    use std::collections::BTreeMap;
    use std::io::{Cursor, Read};

    use serde_json::json;
    use zip::ZipArchive;

    use super::{Files, Store, imports, is_shipped, manifest_for, shipped, zip};

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
        for name in [".gitignore", "lede.d.ts", "lede.svg", "page.js.map", "a.spec.mjs"] {
            assert!(!is_shipped(name), "{name}");
        }
    }

    #[test]
    fn each_archive_holds_what_the_extension_asks_for_and_nothing_else() {
        for store in [Store::Chromium, Store::Firefox] {
            let files = unpacked(store);
            for asked in asked_for(&files) {
                assert!(files.contains_key(&asked), "{store:?} lacks {asked}");
            }
            for name in files.keys() {
                assert!(is_law(name) || is_named(name, &files), "nobody asks {store:?} for {name}");
            }
            for name in ["THIRD-PARTY.txt", "LICENSE", "extension/fonts/OFL-opendyslexic.txt"] {
                assert!(files.contains_key(name), "{store:?} lacks {name}");
            }
            assert!(files["THIRD-PARTY.txt"].contains("\nlol_html "));
        }
    }

    /// An archive as a store opens it, text only. What the build makes may not be there yet: its names are.
    fn unpacked(store: Store) -> BTreeMap<String, String> {
        let mut files = shipped(store).unwrap();
        for (name, text) in [("lede.js", "\"lede_bg.wasm\""), ("lede_bg.wasm", ""), ("page.js", "")]
        {
            files.entry(format!("extension/pkg/{name}")).or_insert_with(|| text.into());
        }
        let mut archive = ZipArchive::new(Cursor::new(zip(&files).unwrap())).unwrap();
        let read = |at| {
            let (mut file, mut bytes) = (archive.by_index(at).unwrap(), Vec::new());
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned())
        };
        let unpacked: BTreeMap<String, String> = (0..files.len()).map(read).collect();
        assert_eq!(unpacked.len(), files.len());
        unpacked
    }

    /// What the manifest, the scripts and the pages name.
    fn asked_for(files: &BTreeMap<String, String>) -> Vec<String> {
        let mut asked = Vec::new();
        for (name, text) in files.iter().filter(|(name, _)| is_code(name)) {
            asked.extend(imports(name, text));
            for quoted in text.split(['"', '`']) {
                let path = quoted.strip_prefix('/').unwrap_or(quoted);
                let path = path.split('?').next().unwrap_or_default();
                let is_path =
                    path.starts_with("extension/") && !path.contains(['$', '*', ' ', '\n']);
                if is_path && path.contains('.') {
                    asked.push(path.to_owned());
                }
                if name == "extension/parts.js"
                    && [".js", ".css"].iter().any(|it| path.ends_with(it))
                    && !path.contains(['/', '$'])
                {
                    asked.push(format!("extension/view/{path}"));
                }
            }
        }
        assert!(60 < asked.len(), "{asked:?}");
        asked
    }

    fn is_code(name: &str) -> bool {
        let is_manifest = name == "manifest.json";
        is_manifest || [".js", ".html"].iter().any(|suffix| name.ends_with(suffix))
    }

    /// What browsers, or the law, ask for by themselves.
    fn is_law(name: &str) -> bool {
        ["manifest.json", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY.txt"]
            .contains(&name)
            || (name.starts_with("_locales/") && name.ends_with("/messages.json"))
            || name.starts_with("extension/fonts/OFL-")
    }

    /// Whether another file has the name; those of fonts and icons are put together from parts.
    fn is_named(name: &str, files: &BTreeMap<String, String>) -> bool {
        let file = name.rsplit('/').next().unwrap();
        let (stem, suffix) = file.rsplit_once('.').unwrap();
        let is_composed = ["woff2", "png"].contains(&suffix);
        let parts: Vec<&str> =
            if is_composed { stem.split('-').chain([suffix]).collect() } else { vec![file] };
        let others = files.iter().filter(|(other, _)| *other != name && is_code(other));
        others.into_iter().any(|(_, text)| parts.iter().all(|part| text.contains(part)))
    }

    #[test]
    fn what_a_script_imports_is_named_from_the_top() {
        let script =
            "import \"../browser.js\";\nimport { a } from \"./b/c.js\";\nconst it = \"./d.js\";";
        assert_eq!(imports("x/y/z.js", script), ["x/browser.js", "x/y/b/c.js"]);
    }

    #[test]
    fn the_same_files_make_the_same_archive() {
        let files = Files::from([("b".to_owned(), vec![1; 100]), ("a/c".to_owned(), vec![2])]);
        assert_eq!(zip(&files).unwrap(), zip(&files).unwrap());
    }
}
