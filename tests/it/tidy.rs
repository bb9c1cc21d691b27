//! Tests of the tree itself: the rules of style that a machine can check.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages in the order of the data; each imports only those above it.
const STAGES: &[&str] = &["base", "decode", "lex", "metadata", "outline", "verdict", "write"];

/// Imports that the order alone would allow and the design doesn't.
const REFUSED: &[(&str, &[&str])] = &[
    ("decode", &["lex", "metadata", "outline", "verdict", "write"]),
    ("metadata", &["decode"]),
    ("outline", &["decode", "metadata"]),
];

/// Lines of a function, its attributes and comments not counted.
const LONGEST_FUNCTION: usize = 70;

#[test]
fn a_stage_imports_only_stages_above_it() {
    for (at, stage) in STAGES.iter().enumerate() {
        let refused =
            REFUSED.iter().find(|(it, _)| it == stage).map_or(&[][..], |(_, refused)| *refused);
        for file in rust_files(&root().join("src").join(stage)) {
            let text = code_only(&read(&file));
            for (other_at, other) in STAGES.iter().enumerate() {
                let imports = text.contains(&format!("crate::{other}"));
                let allowed = other_at <= at && !refused.contains(other);
                assert!(!imports || allowed, "{} imports {other}", shown(&file));
            }
            for outer in ["reader", "wasm", "options"] {
                let imports = text.contains(&format!("crate::{outer}"));
                assert!(!imports, "{} imports {outer}, which is above all stages", shown(&file));
            }
        }
    }
}

#[test]
fn each_outside_library_has_one_door() {
    let doors: &[(&str, &[&str])] = &[
        ("lol_html", &["src/lex/"]),
        ("wasm_bindgen", &["src/wasm.rs"]),
        ("js_sys", &["src/wasm.rs"]),
        ("web_sys", &["src/wasm.rs"]),
        ("serde_wasm_bindgen", &["src/wasm.rs"]),
        ("lexopt", &["src/bin/"]),
        ("flate2", &["src/bin/"]),
    ];
    for file in rust_files(&root().join("src")) {
        let text = code_only(&read(&file));
        for (library, allowed) in doors {
            let named =
                text.contains(&format!("{library}::")) || text.contains(&format!("use {library}"));
            let is_door = allowed.iter().any(|it| shown(&file).starts_with(it));
            assert!(!named || is_door, "{} names {library}", shown(&file));
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["src", "tests", "benches", "xtask/src", "xtask/wasm-bench/src"] {
        for file in rust_files(&root().join(folder)) {
            assert!(read(&file).starts_with("//! "), "{} doesn't open with //!", shown(&file));
        }
    }
}

#[test]
fn functions_fit_a_screen() {
    for folder in ["src", "tests", "benches", "xtask/src", "xtask/wasm-bench/src"] {
        for file in rust_files(&root().join(folder)) {
            for (name, n_lines) in functions(&read(&file)) {
                assert!(
                    n_lines <= LONGEST_FUNCTION,
                    "{}: {name} has {n_lines} lines",
                    shown(&file)
                );
            }
        }
    }
}

#[test]
fn no_file_or_function_is_named_for_nothing() {
    let words = ["utils", "util", "helpers", "helper", "common", "misc", "manager", "process"];
    for file in files(&root().join("src")).into_iter().chain(files(&root().join("extension"))) {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(!words.contains(&stem.as_str()), "{}", shown(&file));
    }
}

#[test]
fn page_text_never_becomes_markup_in_a_script() {
    let writers = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "setHTMLUnsafe",
        "DOMParser",
        "createContextualFragment",
    ];
    // The capture reads the page's HTML; it writes none.
    let reads = |file: &Path, word: &str| word == "outerHTML" && file.ends_with("capture.js");
    for folder in ["extension", "www"] {
        for file in files(&root().join(folder)) {
            let is_script =
                file.extension().is_some_and(|it| it == "js" || it == "html" || it == "mjs");
            if !is_script || shown(&file).starts_with("extension/pkg/") {
                continue;
            }
            let text = without_js_comments(&read(&file));
            for word in writers {
                assert!(!text.contains(word) || reads(&file, word), "{} has {word}", shown(&file));
            }
            let unsafe_words = ["eval(", "new Function", "http://", "fetch(\"http"];
            let is_extension = shown(&file).starts_with("extension/");
            for word in unsafe_words.iter().filter(|_| is_extension) {
                assert!(!text.contains(word) || *word == "http://", "{} has {word}", shown(&file));
            }
        }
    }
}

#[test]
fn all_versions_are_one() {
    let ours = env!("CARGO_PKG_VERSION");
    for file in ["manifest.json", "package.json", "package-lock.json"] {
        let json = json(&root().join(file));
        assert_eq!(json["version"], ours, "{file}");
    }
}

/// `cargo test`, `cargo bench` and `cargo run` skip without a word what isn't in the default features.
#[test]
fn nothing_that_cargo_builds_needs_more_than_the_default_features() {
    let manifest: toml::Table = toml::from_str(&read(&root().join("Cargo.toml"))).unwrap();
    let defaults = manifest["features"]["default"].as_array().unwrap();
    for kind in ["bin", "bench", "test"] {
        for target in manifest[kind].as_array().unwrap() {
            let needed = target.get("required-features").and_then(toml::Value::as_array);
            for feature in needed.into_iter().flatten() {
                assert!(defaults.contains(feature), "{kind} {} needs {feature}", target["name"]);
            }
        }
    }
}

#[test]
fn the_manifest_names_files_that_exist() {
    let manifest = json(&root().join("manifest.json"));
    let mut paths = BTreeSet::new();
    strings(&manifest, &mut |it| {
        let is_path = it.contains('/')
            && [".js", ".html", ".css", ".png", ".svg"].iter().any(|end| it.ends_with(end));
        if is_path && !it.starts_with("https://") {
            paths.insert(it.to_owned());
        }
    });
    assert!(paths.len() > 2, "{paths:?}");
    for path in paths {
        assert!(root().join(&path).is_file(), "manifest.json names {path}");
    }
    let mut wanted: Vec<String> = manifest["permissions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    wanted.sort();
    assert_eq!(wanted, ["activeTab", "contextMenus", "scripting", "storage"]);
    assert!(manifest["host_permissions"].as_array().is_none_or(Vec::is_empty));
    // What the reader is asked for, a site at a time, when she opens a link.
    let optional = &manifest["optional_host_permissions"];
    assert_eq!(*optional, serde_json::json!(["http://*/*", "https://*/*"]));
}

#[test]
fn every_message_is_in_every_locale() {
    let locales = root().join("_locales");
    let english = keys(&json(&locales.join("en/messages.json")));
    assert!(!english.is_empty());
    for file in files(&locales).into_iter().filter(|it| it.ends_with("messages.json")) {
        assert_eq!(keys(&json(&file)), english, "{}", shown(&file));
    }
    let manifest = read(&root().join("manifest.json"));
    for part in manifest.split("__MSG_").skip(1) {
        let key = part.split("__").next().unwrap_or_default();
        assert!(english.contains(key), "manifest.json names the message {key}");
    }
}

#[test]
fn every_fixture_is_listed_by_nothing_but_its_folder() {
    for folder in
        files(&root().join("tests/fixtures")).iter().filter(|it| it.ends_with("source.html"))
    {
        let folder = folder.parent().unwrap();
        assert!(folder.join("fixture.toml").is_file(), "{} has no fixture.toml", shown(folder));
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        assert!(name.chars().all(fits), "{}", shown(folder));
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", shown(file)))
}

fn json(file: &Path) -> serde_json::Value {
    serde_json::from_str(&read(file)).unwrap_or_else(|error| panic!("{}: {error}", shown(file)))
}

fn keys(json: &serde_json::Value) -> BTreeSet<String> {
    json.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
}

fn strings(json: &serde_json::Value, take: &mut dyn FnMut(&str)) {
    match json {
        serde_json::Value::String(text) => take(text),
        serde_json::Value::Array(values) => values.iter().for_each(|it| strings(it, take)),
        serde_json::Value::Object(values) => values.values().for_each(|it| strings(it, take)),
        _ => {}
    }
}

/// All files under a folder, in order; none where there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|it| it.path()) {
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|it| it.extension().is_some_and(|it| it == "rs")).collect()
}

/// Without comments and without the tests at the end of a file, which may import anything.
fn code_only(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|it| !it.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn without_js_comments(text: &str) -> String {
    let is_comment = |it: &&str| {
        let line = it.trim_start();
        line.starts_with("//") || line.starts_with('*') || line.starts_with("/*")
    };
    text.lines().filter(|it| !is_comment(it)).collect::<Vec<_>>().join("\n")
}

/// Name and length of each function: rustfmt puts the closing brace under the `fn`.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let is_function =
            ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn ", "async fn "]
                .iter()
                .any(|it| code.starts_with(it));
        let indent = &line[..line.len() - code.len()];
        if !is_function || code.ends_with(';') || code.ends_with('}') {
            continue;
        }
        let close = format!("{indent}}}");
        let length = lines[start..].iter().position(|it| **it == close).map_or(0, |it| it + 1);
        let name =
            code.split("fn ").nth(1).unwrap_or_default().split('(').next().unwrap_or_default();
        found.push((name.to_owned(), length));
    }
    found
}
