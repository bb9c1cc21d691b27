//! THIRD-PARTY.txt, which goes into each package: whose work is in it besides ours, and under which licence.
//!
//! In: Cargo.lock, and the crates' own files, which are there once the core has been built. Out: each crate that is
//! linked into the module with its licence's text, those with the same text together; the fonts' licences
//! lie beside the fonts. The same lock file gives the same text. A crate without a text is a failure.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::build;
use crate::outcome::{Failure, Outcome, While};
use crate::shell;
use crate::wasm::TARGET;

/// A crate that is linked into the module.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Linked {
    pub(crate) name: String,
    pub(crate) version: String,
    /// As the crate declares it.
    pub(crate) licence: String,
    /// The address of its source; may be empty.
    pub(crate) source: String,
}

const HEAD: &str = "\
Lede's own licence is in LICENSE. Besides Lede's, this package holds the work of others.

The fonts in extension/fonts/ are under the SIL Open Font License; their licences lie beside them.

The module extension/pkg/lede_bg.wasm, and the script beside it that speaks to it, hold the crates below. The source of
each, which is unchanged, is at the address beside it. Where there is a choice of licences, the text is that of the one chosen.
";

const LINE: &str =
    "--------------------------------------------------------------------------------";

/// Part of every module, and no crate of the registry's.
const STANDARD_LIBRARY: &str = "the Rust standard library (MIT OR Apache-2.0)";

/// The text of the MIT licence that the standard library comes with.
const STANDARD_LIBRARY_TEXT: &str = "\
Copyright (c) The Rust Project Contributors

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the \"Software\"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions
of the Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED
TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT
SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN
ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE
OR OTHER DEALINGS IN THE SOFTWARE.
";

/// The whole text.
pub(crate) fn notices() -> Outcome<String> {
    let folders = folders()?;
    let mut texts = Vec::new();
    for linked in linked()? {
        let at = format!("{} {}", linked.name, linked.version);
        let folder = folders
            .get(&at)
            .ok_or_else(|| Failure::new(format!("cargo doesn't know where {at} lies")))?;
        texts.push((linked, text_in(folder)?));
    }
    written(&texts)
}

/// The crates that are linked into the module, ours left out, in the order of their names.
pub(crate) fn linked() -> Outcome<Vec<Linked>> {
    let mut cargo = shell::program("cargo");
    cargo.args(["tree", "--locked", "--package", "lede", "--edges", "normal,no-proc-macro"]);
    cargo.args(build::CORE_FEATURES).args(["--target", TARGET]);
    let tree = shell::answer(cargo.args(["--prefix", "none", "--format", "{p}\t{l}\t{r}"]))?;
    let mut linked: Vec<Linked> = tree.lines().filter_map(linked_in).collect();
    linked.sort();
    linked.dedup();
    Ok(linked)
}

/// "name v1.0.0<tab>MIT<tab>address", and a mark behind it where the crate was listed before.
fn linked_in(line: &str) -> Option<Linked> {
    let mut parts = line.trim_end_matches(" (*)").split('\t');
    let (name, version) = parts.next()?.split_once(" v")?;
    let version = version.split(' ').next()?.to_owned();
    let licence = parts.next()?.replace('/', " OR ");
    let source = parts.next()?.to_owned();
    let is_ours = name == "lede";
    (!is_ours).then(|| Linked { name: name.to_owned(), version, licence, source })
}

/// Where each crate's files lie, by name and version.
fn folders() -> Outcome<BTreeMap<String, PathBuf>> {
    let mut cargo = shell::program("cargo");
    cargo.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET]);
    let metadata: Value =
        serde_json::from_str(&shell::answer(&mut cargo)?).while_doing("cargo metadata")?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let folder = |package: &Value| {
        let at = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
        Some((at, Path::new(package["manifest_path"].as_str()?).parent()?.to_owned()))
    };
    Ok(packages.filter_map(folder).collect())
}

/// All that a crate's folder says about its licence; empty where it says nothing.
fn text_in(folder: &Path) -> Outcome<String> {
    let entries =
        fs::read_dir(folder).while_doing(format_args!("cannot list {}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut texts = Vec::new();
    for name in chosen(names.collect()) {
        let file = folder.join(name);
        let text = fs::read_to_string(&file)
            .while_doing(format_args!("cannot read {}", file.display()))?;
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        texts.push(lines.join("\n").trim_matches('\n').to_owned());
    }
    Ok(texts.join("\n\n"))
}

/// The files that hold a licence. With a choice of licences, that of MIT and what goes with any.
fn chosen(mut names: Vec<String>) -> Vec<String> {
    let lower = |name: &str| name.to_ascii_lowercase();
    let begins = |name: &str, with: &[&str]| with.iter().any(|it| lower(name).starts_with(it));
    names.retain(|name| {
        begins(name, &["copying", "copyright", "notice", "unlicense"])
            || lower(name).contains("license")
            || lower(name).contains("licence")
    });
    if names.iter().any(|name| begins(name, &["license-mit"])) {
        names.retain(|name| !begins(name, &["license-apache", "unlicense", "copying"]));
    }
    names.sort();
    names
}

/// One part for all crates with the same text. A crate without one has that of another under the same licence.
fn written(crates: &[(Linked, String)]) -> Outcome<String> {
    let mut parts: Vec<(&str, Vec<&Linked>)> = Vec::new();
    for (linked, own) in crates {
        let alike =
            || crates.iter().find(|(it, text)| it.licence == linked.licence && !text.is_empty());
        let text = if own.is_empty() { alike().map_or("", |(_, text)| text) } else { own };
        if text.is_empty() {
            let Linked { name, version, licence, .. } = linked;
            let message =
                format!("{name} {version} comes without the text of its licence, {licence}");
            return Err(Failure::new(message));
        }
        match parts.iter_mut().find(|(it, _)| *it == text) {
            Some((_, those)) => those.push(linked),
            None => parts.push((text, vec![linked])),
        }
    }
    let mut out = HEAD.to_owned();
    let mut part = |heads: &str, text: &str| {
        out.extend(["\n", LINE, "\n", heads, "\n", text.trim_end(), "\n"]);
    };
    for (text, those) in parts {
        let heads = those.iter().map(|Linked { name, version, licence, source }| {
            format!("{name} {version} ({licence}) {source}").trim_end().to_owned() + "\n"
        });
        part(&heads.collect::<String>(), text);
    }
    part(&format!("{STANDARD_LIBRARY}\n"), STANDARD_LIBRARY_TEXT);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Linked, chosen, linked, linked_in, notices, written};

    fn of(name: &str, licence: &str) -> Linked {
        let [name, version, licence] = [name, "1.0.0", licence].map(str::to_owned);
        Linked { name, version, licence, source: "https://a.example".to_owned() }
    }

    #[test]
    fn every_linked_crate_stands_there_with_a_text() {
        let (linked, notices) = (linked().unwrap(), notices().unwrap());
        for name in ["lol_html", "cssparser", "selectors", "encoding_rs", "icu_properties"] {
            assert!(linked.iter().any(|it| it.name == name), "{name}");
        }
        for name in ["lexopt", "flate2", "criterion", "wasm-bindgen-macro", "serde_derive", "lede"]
        {
            assert!(linked.iter().all(|it| it.name != name), "{name} isn't linked");
        }
        for Linked { name, version, licence, source } in &linked {
            let head = format!("\n{name} {version} ({licence}) {source}\n");
            assert_eq!(notices.matches(&head).count(), 1, "{head}");
        }
        let texts = [
            "Mozilla Public License Version 2.0",
            "UNICODE LICENSE V3",
            "Redistributions in binary form must reproduce",
            "The Rust Project Contributors",
            "SIL Open Font License",
        ];
        for text in texts {
            assert!(notices.contains(text), "{text}");
        }
    }

    #[test]
    fn a_line_of_the_tree_is_a_crate() {
        assert_eq!(
            linked_in("a-b v1.0.0\tApache-2.0/MIT\thttps://a.example (*)"),
            Some(of("a-b", "Apache-2.0 OR MIT"))
        );
        assert_eq!(linked_in("lede v0.1.0 (/somewhere/lede)\tMIT OR Apache-2.0\t"), None);
    }

    #[test]
    fn one_licence_of_several_is_chosen() {
        let chosen = |names: &[&str]| chosen(names.iter().map(|it| (*it).to_owned()).collect());
        let both = ["src", "LICENSE-MIT", "LICENSE-APACHE", "Cargo.toml", "entities.json-LICENSE"];
        assert_eq!(chosen(&both), ["LICENSE-MIT", "entities.json-LICENSE"]);
        assert_eq!(chosen(&["UNLICENSE", "COPYING", "LICENSE-MIT"]), ["LICENSE-MIT"]);
        assert_eq!(chosen(&["README.md", "LICENSE"]), ["LICENSE"]);
    }

    #[test]
    fn the_same_text_stands_once_and_none_is_missing() {
        let crates = [
            (of("a", "MPL-2.0"), "The text.".to_owned()),
            (of("b", "MPL-2.0"), String::new()),
            (of("c", "MIT"), "Another.".to_owned()),
        ];
        let text = written(&crates).unwrap();
        assert!(text.contains("\na 1.0.0 (MPL-2.0) https://a.example\nb 1.0.0 (MPL-2.0) https://a.example\n\nThe text.\n"), "{text}");
        assert_eq!(text.matches("The text.").count(), 1);
        let failure = written(&[(of("d", "Zlib"), String::new())]).unwrap_err();
        assert_eq!(failure.to_string(), "d 1.0.0 comes without the text of its licence, Zlib");
    }
}
