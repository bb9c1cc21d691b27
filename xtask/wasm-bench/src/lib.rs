//! The core and the yardstick in one WebAssembly module, so that both are measured in the same run.
//!
//! In: a page's bytes. Out: a number that depends on all the work. `measure.mjs` calls these.
#![cfg(target_arch = "wasm32")]

#[path = "../../../benches/yardstick.rs"]
mod yardstick;

use wasm_bindgen::prelude::wasm_bindgen;

/// A page read to its article.
#[wasm_bindgen]
pub fn core(page: &[u8]) -> usize {
    let mut reader = lede::Reader::new(lede::Options::new());
    reader.write(page);
    let article = reader.finish();
    usize::from(article.found()) + article.removals.len()
}

/// lol_html's attributes, end tags and text.
#[wasm_bindgen(js_name = attributesAndText)]
pub fn attributes_and_text(page: &[u8]) -> usize {
    yardstick::attributes_and_text(page)
}

/// lol_html without handlers.
#[wasm_bindgen(js_name = passThrough)]
pub fn pass_through(page: &[u8]) -> usize {
    yardstick::pass_through(page)
}
