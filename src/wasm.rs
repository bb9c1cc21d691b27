//! The boundary to JavaScript: the only file that names wasm_bindgen, js_sys and serde_wasm_bindgen.
//!
//! In: options, bytes. Out: plain values that a message can carry. Four coarse calls a page: new,
//! write, finish, and a format or a file when asked for. After a panic the instance is poisoned and must be
//! thrown away; the caller makes a new one.

use js_sys::Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::{Article, Evidence, EvidenceValue, Extent, Format, Options, RemovedPart, Tree};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What is known of a page before it is read. */
export interface ReaderOptions { url?: string; charset?: string; hints?: Uint8Array; extent?: "page" | "selection" | "whole"; }
/** A step in building the article: text; an element opens; null: it closes; a number: here that removal stood. */
export type Op = string | null | number | [tag: string, attrs: Record<string, string>];
/** What fills a message: how many, what stays as it is, messages that name things, how many in a hundred. */
export type EvidenceValue = number | string | string[] | { percent: number };
/** A piece of evidence: in English, and as the name of a message with what fills it. */
export interface Evidence { kind: string; detail: string; key: string; values: EvidenceValue[]; }
/** A part of the page that is not in the article, and why. */
export interface Removal {
  ordinal: number; class: string; rule: string; place: "before" | "inside" | "after";
  evidence: Evidence[]; excerpt: string; words: number; content: Op[];
}
/** What Lede makes of a page. */
export interface Article {
  found: boolean;
  noArticle: null | { code: "empty" | "binary" | "too_short" | "not_prose" | "limit"; message: string };
  title: string | null; dek: string | null; byline: string | null; site: string | null; published: string | null;
  modified: string | null; canonical: string | null;
  language: string | null; direction: "ltr" | "rtl";
  leadImage: null | { src: string; alt: string; caption: string | null; inBody: boolean };
  excerpt: string | null; wordCount: number; readingMinutes: number; partial: boolean; readerable: boolean;
  bodyFrom: "markup" | "structured_data" | "state";
  body: Op[]; removals: Removal[];
}
/** An article as a file. */
export interface ExportedFile { name: string; mediaType: string; bytes: Uint8Array; }
"#;

#[wasm_bindgen]
extern "C" {
    /// The options as JavaScript has them.
    #[wasm_bindgen(typescript_type = "ReaderOptions")]
    pub type ReaderOptions;
    /// The article as JavaScript has it.
    #[wasm_bindgen(typescript_type = "Article")]
    pub type JsArticle;
    /// A file as JavaScript has it.
    #[wasm_bindgen(typescript_type = "ExportedFile")]
    pub type ExportedFile;
}

/// Makes panics readable in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Throws this instance away: the next call into the module runs on a fresh one. For use after a trap.
#[wasm_bindgen]
pub fn reset() {
    wasm_bindgen::handler::schedule_reinit();
}

/// The version of the core.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads one page.
#[wasm_bindgen]
pub struct Reader {
    state: State,
}

enum State {
    Reading(Box<crate::Reader>),
    Done(Box<Article>),
    /// Between the two.
    Finishing,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Given {
    url: Option<String>,
    charset: Option<String>,
    #[serde(with = "serde_bytes")]
    hints: Vec<u8>,
    extent: GivenExtent,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum GivenExtent {
    #[default]
    Page,
    Selection,
    Whole,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    found: bool,
    no_article: Option<Why>,
    title: Option<&'a str>,
    dek: Option<&'a str>,
    byline: Option<&'a str>,
    site: Option<&'a str>,
    published: Option<&'a str>,
    modified: Option<&'a str>,
    canonical: Option<&'a str>,
    language: Option<&'a str>,
    direction: &'static str,
    lead_image: Option<Lead<'a>>,
    excerpt: Option<&'a str>,
    word_count: u32,
    reading_minutes: u32,
    partial: bool,
    readerable: bool,
    body_from: &'a str,
}

#[derive(Serialize)]
struct Why {
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lead<'a> {
    src: &'a str,
    alt: &'a str,
    caption: Option<&'a str>,
    in_body: bool,
}

#[derive(Serialize)]
struct Part<'a> {
    ordinal: u32,
    class: &'static str,
    rule: &'static str,
    place: &'static str,
    evidence: Vec<Seen>,
    excerpt: &'a str,
    words: u32,
}

#[derive(Serialize)]
struct Seen {
    kind: &'static str,
    detail: String,
    key: &'static str,
    values: Vec<Value>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Count(u32),
    Percent { percent: u8 },
    Verbatim(String),
    Names(Vec<String>),
}

#[wasm_bindgen]
impl Reader {
    /// A reader for one page.
    ///
    /// # Errors
    /// An `Error` named `UnusableUrl`, `UnknownCharset` or `BadOptions`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: ReaderOptions) -> Result<Reader, JsValue> {
        let value = JsValue::from(options);
        let given: Given = if value.is_undefined() || value.is_null() {
            Given::default()
        } else {
            serde_wasm_bindgen::from_value(value)
                .map_err(|error| named("BadOptions", &error.to_string()))?
        };
        let extent = match given.extent {
            GivenExtent::Page => Extent::Page,
            GivenExtent::Selection => Extent::Selection,
            GivenExtent::Whole => Extent::Whole,
        };
        let mut options = Options::new().hints(given.hints).extent(extent);
        if let Some(url) = given.url {
            options = options.url(&url).map_err(|error| into_error(&error))?;
        }
        if let Some(charset) = given.charset {
            options = options.charset(&charset).map_err(|error| into_error(&error))?;
        }
        Ok(Reader { state: State::Reading(Box::new(crate::Reader::new(options))) })
    }

    /// Takes the next bytes of the page.
    ///
    /// # Errors
    /// An `Error` named `Finished` after `finish`.
    pub fn write(&mut self, chunk: &[u8]) -> Result<(), JsValue> {
        let State::Reading(reader) = &mut self.state else { return Err(finished()) };
        reader.write(chunk);
        Ok(())
    }

    /// Ends the page: its article.
    ///
    /// # Errors
    /// An `Error` named `Finished` when called twice.
    pub fn finish(&mut self) -> Result<JsArticle, JsValue> {
        let State::Reading(reader) = std::mem::replace(&mut self.state, State::Finishing) else {
            return Err(finished());
        };
        let article = Box::new(reader.finish());
        let value = to_js(&article)?;
        self.state = State::Done(article);
        Ok(value.unchecked_into())
    }

    /// The article as clean HTML; empty before `finish`.
    pub fn html(&self) -> String {
        self.article().map(Article::html).unwrap_or_default()
    }

    /// The article as Markdown; empty before `finish`.
    pub fn markdown(&self) -> String {
        self.article().map(Article::markdown).unwrap_or_default()
    }

    /// The article as plain text; empty before `finish`.
    pub fn text(&self) -> String {
        self.article().map(Article::text).unwrap_or_default()
    }

    /// The report, one line a block; empty before `finish`.
    pub fn explain(&self) -> String {
        self.article().map(Article::explain).unwrap_or_default()
    }

    /// The article as a file to keep: markdown, page, text or epub. The same page, pictures and so on
    /// give the same bytes.
    ///
    /// # Errors
    /// An `Error` named `Unfinished` before `finish`, `BadOptions` for another format.
    pub fn export(&self, format: &str, with: &Export) -> Result<ExportedFile, JsValue> {
        let Some(article) = self.article() else {
            return Err(named("Unfinished", "the page has not been finished yet"));
        };
        let Some(format) = Format::ALL.into_iter().find(|it| it.name() == format) else {
            return Err(named("BadOptions", "format: markdown, page, text or epub"));
        };
        let file = article.export(format, &with.given);
        let value = js_sys::Object::new().into();
        set(&value, "name", &file.name.into())?;
        set(&value, "mediaType", &file.media_type.into())?;
        set(&value, "bytes", &js_sys::Uint8Array::from(file.bytes.as_slice()))?;
        Ok(value.unchecked_into())
    }

    fn article(&self) -> Option<&Article> {
        match &self.state {
            State::Done(article) => Some(article),
            _ => None,
        }
    }
}

/// What an article is exported with.
#[wasm_bindgen]
#[derive(Default)]
pub struct Export {
    given: crate::Export,
}

#[wasm_bindgen]
impl Export {
    /// Nothing known, nothing put back.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Export {
        Export::default()
    }

    /// The address that the page was read at.
    pub fn address(&mut self, address: &str) {
        self.with(|given| given.address(address));
    }

    /// The bytes of the picture at an address; a picture without is a link.
    pub fn picture(&mut self, address: &str, bytes: Vec<u8>) {
        self.with(|given| given.picture(address, bytes));
    }

    /// Puts a removed part back, by its place in `removals`.
    #[wasm_bindgen(js_name = putBack)]
    pub fn put_back(&mut self, at: usize) {
        self.with(|given| given.put_back(at));
    }

    /// Takes out what opens at step `at` of the article's body.
    #[wasm_bindgen(js_name = takeOut)]
    pub fn take_out(&mut self, at: usize) {
        self.with(|given| given.take_out(at));
    }

    /// Takes what opens at step `at` out of a removed part, by its place in `removals`.
    #[wasm_bindgen(js_name = takeOutOf)]
    pub fn take_out_of(&mut self, removal: usize, at: usize) {
        self.with(|given| given.take_out_of(removal, at));
    }

    /// Leaves out the lead image that the body doesn't hold.
    #[wasm_bindgen(js_name = withoutLead)]
    pub fn without_lead(&mut self) {
        self.with(crate::Export::without_lead);
    }

    /// Now, in RFC 3339; e-books tell it where the article has no date.
    pub fn saved(&mut self, time: &str) {
        self.with(|given| given.saved(time));
    }

    /// A line that stands under the title.
    pub fn note(&mut self, note: &str) {
        self.with(|given| given.note(note));
    }

    fn with(&mut self, set: impl FnOnce(crate::Export) -> crate::Export) {
        self.given = set(std::mem::take(&mut self.given));
    }
}

fn to_js(article: &Article) -> Result<JsValue, JsValue> {
    let fields = Fields {
        found: article.found(),
        no_article: article
            .no_article
            .map(|why| Why { code: why.code(), message: why.to_string() }),
        title: article.title.as_deref(),
        dek: article.dek.as_deref(),
        byline: article.byline.as_deref(),
        site: article.site.as_deref(),
        published: article.published.as_deref(),
        modified: article.modified.as_deref(),
        canonical: article.canonical.as_deref(),
        language: article.language.as_deref(),
        direction: article.direction.name(),
        lead_image: article.lead_image.as_ref().map(|lead| Lead {
            src: &lead.src,
            alt: &lead.alt,
            caption: lead.caption.as_deref(),
            in_body: lead.in_body,
        }),
        excerpt: article.excerpt.as_deref(),
        word_count: article.word_count,
        reading_minutes: article.reading_minutes,
        partial: article.is_partial,
        readerable: article.is_readerable,
        body_from: article.body_from.name(),
    };
    let value = serialize(&fields)?;
    set(&value, "body", &ops(&article.body))?;
    let removals = Array::new();
    for (at, part) in article.removals.iter().enumerate() {
        let value = removal(part)?;
        set(&value, "content", &ops(&article.removed_content(at)))?;
        removals.push(&value);
    }
    set(&value, "removals", &removals)?;
    Ok(value)
}

fn removal(part: &RemovedPart) -> Result<JsValue, JsValue> {
    serialize(&Part {
        ordinal: part.ordinal,
        class: part.class.name(),
        rule: part.rule,
        place: part.place.name(),
        evidence: part.evidence.iter().map(seen).collect(),
        excerpt: &part.excerpt,
        words: part.words,
    })
}

fn seen(evidence: &Evidence) -> Seen {
    let values = evidence.values().into_iter().map(|it| match it {
        EvidenceValue::Count(count) => Value::Count(count),
        EvidenceValue::Percent(percent) => Value::Percent { percent },
        EvidenceValue::Verbatim(text) => Value::Verbatim(text),
        EvidenceValue::Names(names) => Value::Names(names),
    });
    Seen {
        kind: evidence.kind().name(),
        detail: evidence.detail(),
        key: evidence.key(),
        values: values.collect(),
    }
}

fn serialize(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).map_err(|error| named("BadValue", &error.to_string()))
}

fn set(object: &JsValue, key: &str, value: &JsValue) -> Result<(), JsValue> {
    js_sys::Reflect::set(object, &JsValue::from_str(key), value).map(|_| ())
}

/// The tree as an array of steps.
fn ops(tree: &Tree) -> JsValue {
    let out = Array::new();
    for op in &tree.ops {
        let step = match op {
            crate::Op::Open { tag, attrs } => {
                let object = js_sys::Object::new();
                for (name, value) in attrs {
                    // Setting a property of a new plain object can't fail.
                    let _ = js_sys::Reflect::set(
                        &object,
                        &JsValue::from_str(name),
                        &JsValue::from_str(value),
                    );
                }
                Array::of2(&JsValue::from_str(tag), &object).into()
            }
            crate::Op::Text(text) => JsValue::from_str(text),
            crate::Op::Close => JsValue::NULL,
            crate::Op::Removed(at) => JsValue::from_f64(*at as f64),
        };
        out.push(&step);
    }
    out.into()
}

fn into_error(error: &crate::Error) -> JsValue {
    named(error.name(), &error.to_string())
}

fn finished() -> JsValue {
    named("Finished", "the page has been finished already")
}

fn named(name: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name(name);
    error.into()
}
