//! The boundary in a real browser: what JavaScript gives and gets.
#![cfg(target_arch = "wasm32")]

use js_sys::futures::JsFuture;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use lede::wasm::{Export, Reader, ReaderOptions, reset, version};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const PAGE: &str = include_str!("fixtures/demo/aggregator/source.html");

#[wasm_bindgen(inline_js = r#"
// The module once more, beside the one that runs the tests: an instance that may trap.
const beside = import("/wasm-bindgen-test.js?beside");

// Reads the page, then again while the memory is spoilt as soon as the page is in it, then again with what the
// engine does after a trap.
export async function readTrapAndReadAgain(page) {
  const core = await beside;
  await core.default({ module_or_path: "/wasm-bindgen-test_bg.wasm" });
  const read = () => {
    const reader = new core.Reader({});
    reader.write(page);
    return reader.finish().found && reader.html();
  };
  const before = read();
  const { set } = Uint8Array.prototype;
  Uint8Array.prototype.set = function setAndSpoil(...args) {
    set.apply(this, args);
    Uint8Array.prototype.set = set;
    this.fill(255);
  };
  let trap = null;
  try {
    read();
  } catch (error) {
    trap = error;
  }
  core.reset();
  core.version();
  return { before, trap: trap instanceof WebAssembly.RuntimeError ? "trap" : String(trap), after: read() };
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = readTrapAndReadAgain)]
    fn read_trap_and_read_again(page: &Uint8Array) -> Promise;
}

fn options(fields: &[(&str, JsValue)]) -> ReaderOptions {
    let object = js_sys::Object::new();
    for (key, value) in fields {
        Reflect::set(&object, &JsValue::from_str(key), value)
            .expect("a plain object takes properties");
    }
    JsValue::from(object).unchecked_into()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(key)).expect("a plain object has properties")
}

fn name_of(error: JsValue) -> String {
    String::from(error.unchecked_into::<js_sys::Error>().name())
}

fn read(chunk_bytes: usize) -> (JsValue, String, String) {
    let mut reader =
        Reader::new(options(&[("url", "https://news.example/a/b".into())])).expect("good options");
    for chunk in PAGE.as_bytes().chunks(chunk_bytes) {
        reader.write(chunk).expect("not finished yet");
    }
    let article = JsValue::from(reader.finish().expect("finished once"));
    (article, reader.html(), reader.explain())
}

#[wasm_bindgen_test]
fn an_article_comes_out_as_plain_values() {
    let (article, html, explain) = read(4096);
    assert_eq!(get(&article, "found"), JsValue::TRUE);
    assert!(get(&article, "noArticle").is_null());
    assert!(
        get(&article, "title").as_string().is_some_and(|title| title.starts_with("Port Averil"))
    );
    assert_eq!(get(&article, "direction").as_string().as_deref(), Some("ltr"));
    let body: Array = get(&article, "body").unchecked_into();
    let first = body.iter().find(Array::is_array).expect("the body holds elements");
    assert_eq!(
        Array::from(&first).get(0).as_string().as_deref(),
        Some("figure"),
        "the lead photo comes first"
    );
    let closes = body.iter().filter(JsValue::is_null).count();
    let opens = body.iter().filter(JsValue::is_object).count();
    assert_eq!(opens, closes, "every element closes");
    let removals: Array = get(&article, "removals").unchecked_into();
    let classes: Vec<String> =
        removals.iter().filter_map(|it| get(&it, "class").as_string()).collect();
    for class in ["sign_in", "offer", "related"] {
        assert!(classes.iter().any(|it| it == class), "{class} in {classes:?}");
    }
    assert!(html.contains("<p>") && explain.contains("drop\t"));
}

#[wasm_bindgen_test]
fn a_dek_comes_out_beside_the_body() {
    let page = include_str!("fixtures/dek/german/source.html");
    let mut reader = Reader::new(options(&[])).expect("good options");
    reader.write(page.as_bytes()).expect("not finished yet");
    let article = JsValue::from(reader.finish().expect("finished once"));
    let dek = get(&article, "dek").as_string().expect("the page has a dek");
    assert!(page.contains(&dek) && !reader.html().contains(&dek), "{dek}");
    let (without, ..) = read(usize::MAX);
    assert!(get(&without, "dek").is_null());
}

#[wasm_bindgen_test]
fn chunks_do_not_matter() {
    let (_, whole, reasons) = read(usize::MAX);
    for chunk_bytes in [1, 7, 1000] {
        let (_, html, explain) = read(chunk_bytes);
        assert_eq!(html, whole);
        assert_eq!(explain, reasons);
    }
}

#[wasm_bindgen_test]
fn layout_hints_cross_as_bytes() {
    let hints = Uint8Array::new_with_length(9);
    let page = format!("<div id=a>{}</div>", "<p>A paragraph that is long enough to be read as prose by anyone who looks at it, twice over.</p>".repeat(8));
    hints.fill(1, 0, 9);
    let mut hidden = Reader::new(options(&[("hints", hints.into())])).expect("good options");
    hidden.write(page.as_bytes()).expect("not finished yet");
    let article = JsValue::from(hidden.finish().expect("finished once"));
    assert_eq!(get(&article, "found"), JsValue::FALSE, "all of it is hidden");
    let mut shown = Reader::new(options(&[])).expect("good options");
    shown.write(page.as_bytes()).expect("not finished yet");
    let article = JsValue::from(shown.finish().expect("finished once"));
    assert_eq!(get(&article, "found"), JsValue::TRUE);
}

#[wasm_bindgen_test]
fn misuse_is_an_error_with_a_name() {
    let error = Reader::new(options(&[("url", "not a url".into())])).err().expect("a bad address");
    assert_eq!(name_of(error), "UnusableUrl");
    let error =
        Reader::new(options(&[("charset", "klingon".into())])).err().expect("a bad charset");
    assert_eq!(name_of(error), "UnknownCharset");
    let error = Reader::new(options(&[("url", 7.into())])).err().expect("a number");
    assert_eq!(name_of(error), "BadOptions");
    let mut reader = Reader::new(options(&[])).expect("good options");
    let article = JsValue::from(reader.finish().expect("finished once"));
    assert_eq!(get(&get(&article, "noArticle"), "code").as_string().as_deref(), Some("empty"));
    assert_eq!(name_of(reader.write(b"more").err().expect("too late")), "Finished");
    assert_eq!(name_of(reader.finish().err().expect("twice")), "Finished");
}

#[wasm_bindgen_test]
async fn a_new_instance_reads_after_a_trap() {
    let page = Uint8Array::from(PAGE.as_bytes());
    let told = JsFuture::from(read_trap_and_read_again(&page)).await.expect("nothing else throws");
    let before = get(&told, "before").as_string().expect("an article");
    assert!(before.contains("<p>"), "{before}");
    assert_eq!(get(&told, "trap").as_string().as_deref(), Some("trap"));
    assert_eq!(get(&told, "after").as_string().as_deref(), Some(&*before));
}

#[wasm_bindgen_test]
fn an_article_comes_out_as_a_file() {
    let mut reader = Reader::new(options(&[])).expect("good options");
    reader.write(PAGE.as_bytes()).expect("not finished yet");
    let mut with = Export::new();
    with.address("https://www.tidemark.example/article/1");
    with.note("Only a part.");
    with.put_back(0);
    let early = reader.export("epub", &with).err().expect("not finished yet");
    assert_eq!(name_of(early), "Unfinished");
    reader.finish().expect("finished once");
    let file = JsValue::from(reader.export("epub", &with).expect("a format"));
    let name = get(&file, "name").as_string().unwrap_or_default();
    assert!(name.starts_with("Port Averil") && name.ends_with(".epub"), "{name}");
    assert_eq!(get(&file, "mediaType").as_string().as_deref(), Some("application/epub+zip"));
    let bytes = get(&file, "bytes").unchecked_into::<Uint8Array>().to_vec();
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let again = JsValue::from(reader.export("epub", &with).expect("a format"));
    assert_eq!(get(&again, "bytes").unchecked_into::<Uint8Array>().to_vec(), bytes);
    let wrong = reader.export("pdf", &with).err().expect("no format of ours");
    assert_eq!(name_of(wrong), "BadOptions");
}

#[wasm_bindgen_test]
fn version_is_the_crates() {
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
    // Only named here, so that it is there: throwing the instance away would end this test's own.
    let _: fn() = reset;
}
