//! lol_html alone, as the yardstick of the core's speed.
//!
//! In: a page. Out: a number that depends on all the work, so that none of it can be left out.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::{HtmlRewriter, Settings, doc_text, element, end_tag};

/// What lol_html's handlers gather.
#[derive(Default)]
struct Gathered {
    n_bytes: usize,
    text: String,
}

/// Every attribute, end tag and piece of text decoded, the text gathered in one string: what a reader
/// that takes all of it from lol_html's own handlers would begin with.
pub(crate) fn attributes_and_text(page: &[u8]) -> usize {
    let gathered = Rc::new(RefCell::new(Gathered::default()));
    let (for_tags, for_text) = (Rc::clone(&gathered), Rc::clone(&gathered));
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", move |element| {
            let mut n_bytes = element.tag_name().len();
            for attribute in element.attributes() {
                n_bytes += attribute.name().len() + attribute.value().len();
            }
            for_tags.borrow_mut().n_bytes += n_bytes;
            if element.can_have_content() {
                let for_ends = Rc::clone(&for_tags);
                element.on_end_tag(end_tag!(move |tag| {
                    for_ends.borrow_mut().n_bytes += tag.name().len();
                    Ok(())
                }))?;
            }
            Ok(())
        }))
        .append_document_content_handler(doc_text!(move |text| {
            for_text.borrow_mut().text.push_str(text.as_str());
            Ok(())
        }));
    let is_whole = rewrite(page, settings);
    let gathered = gathered.borrow();
    gathered.n_bytes + gathered.text.len() + usize::from(is_whole)
}

/// No handler at all: how fast bytes go through lol_html.
pub(crate) fn pass_through(page: &[u8]) -> usize {
    usize::from(rewrite(page, Settings::new().with_strict(false)))
}

fn rewrite(page: &[u8], settings: Settings<'_, '_>) -> bool {
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    // Ordinary pages: lol_html has no reason to fail on them.
    rewriter.write(page).and_then(|()| rewriter.end()).is_ok()
}
