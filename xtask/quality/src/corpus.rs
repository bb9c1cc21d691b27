//! A corpus of pages with their true texts.
//!
//! In: the folder of a clone of the Web Content Extraction Benchmark, or any folder with the same
//! shape: `html/ID.html.gz` and `ground-truth/ID.json`. Out: pages, in the order of their ids.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value;
use url::Url;

/// A page with its truth.
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) html: Vec<u8>,
    pub(crate) address: String,
    /// What the page is: article, forum, product and so on.
    pub(crate) kind: String,
    /// The article's true text.
    pub(crate) text: String,
}

impl Page {
    /// The site: the last two labels of the host, or three where the last two are short.
    pub(crate) fn site(&self) -> String {
        let url = Url::parse(&self.address).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or(&self.id);
        let labels: Vec<&str> = host.split('.').collect();
        let n = labels.len();
        let is_short = 2 < n && labels[n - 1].len() + labels[n - 2].len() <= 5;
        labels[n.saturating_sub(if is_short { 3 } else { 2 })..].join(".")
    }
}

/// Reads all pages of the corpus in `folder`.
pub(crate) fn read(folder: &Path) -> Result<Vec<Page>, String> {
    let truths = folder.join("ground-truth");
    let entries =
        fs::read_dir(&truths).map_err(|error| format!("{}: {error}", truths.display()))?;
    let mut ids: Vec<String> = entries
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
        .collect();
    ids.sort();
    ids.into_iter().map(|id| page(folder, id)).collect()
}

fn page(folder: &Path, id: String) -> Result<Page, String> {
    let truth = folder.join("ground-truth").join(format!("{id}.json"));
    let html = folder.join("html").join(format!("{id}.html.gz"));
    let text =
        fs::read_to_string(&truth).map_err(|error| format!("{}: {error}", truth.display()))?;
    let value: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", truth.display()))?;
    let file = fs::File::open(&html).map_err(|error| format!("{}: {error}", html.display()))?;
    let mut bytes = Vec::new();
    GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("{}: {error}", html.display()))?;
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(Page {
        id,
        html: bytes,
        address: word(&value["url"]),
        kind: word(&value["_internal"]["page_type"]["primary"]),
        text: word(&value["ground_truth"]["main_content"]),
    })
}
