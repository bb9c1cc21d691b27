//! The stages one after the other, for `cargo bench`; not part of the library's interface.

use crate::base::span::Span;
use crate::base::tag::Tag;
use crate::decode::Decoder;
use crate::lex::{Lexer, StartTag, TokenSink};
use crate::metadata::Collector;
use crate::outline::Builder;
use crate::verdict;

/// How far a page is taken.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    /// To tokens.
    Lex,
    /// To what the page declares.
    Metadata,
    /// To blocks with their measures.
    Outline,
    /// To verdicts.
    Verdict,
}

/// The stages in their order.
pub const STAGES: [Stage; 4] = [Stage::Lex, Stage::Metadata, Stage::Outline, Stage::Verdict];

impl Stage {
    /// The name of the bench.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Lex => "to tokens",
            Stage::Metadata => "to metadata",
            Stage::Outline => "to blocks",
            Stage::Verdict => "to verdicts",
        }
    }

    /// Takes the page so far; a number that depends on all of the work.
    pub fn run(self, page: &[u8]) -> usize {
        match self {
            Stage::Lex => lex(page, Nothing).map_or(0, |(source, _)| source.len()),
            Stage::Metadata => lex(page, Facts(Collector::default()))
                .map_or(0, |(_, facts)| facts.0.finish(None, false).titles.len()),
            Stage::Outline => lex(page, Builder::new(Vec::new()))
                .map_or(0, |(source, builder)| builder.finish(source).blocks.len()),
            Stage::Verdict => lex(page, Builder::new(Vec::new())).map_or(0, |(source, builder)| {
                let outline = builder.finish(source);
                let declared = crate::metadata::Declared::default();
                verdict::judge(&outline, &declared, verdict::Model::shipped()).removals.len()
            }),
        }
    }
}

fn lex<S: TokenSink + 'static>(page: &[u8], sink: S) -> Option<(String, S)> {
    let mut lexer = Lexer::new(sink);
    let mut decoder = Decoder::new(None);
    let mut result = Ok(());
    decoder.write(page, &mut |text| result = result.and_then(|()| lexer.write(text)));
    decoder.finish(&mut |text| result = result.and_then(|()| lexer.write(text)));
    result.and_then(|()| lexer.finish()).ok()
}

struct Nothing;

impl TokenSink for Nothing {
    fn start_tag(&mut self, _: &StartTag<'_>) {}
    fn end_tag(&mut self, _: Tag) {}
    fn text(&mut self, _: Span, _: Span, _: &str) {}
    fn raw_text(&mut self, _: Tag, _: Span, _: &str) {}
}

struct Facts(Collector);

impl TokenSink for Facts {
    fn start_tag(&mut self, tag: &StartTag<'_>) {
        self.0.start_tag(tag);
    }

    fn end_tag(&mut self, tag: Tag) {
        self.0.end_tag(tag);
    }

    fn text(&mut self, span: Span, trimmed: Span, source: &str) {
        self.0.text(span, trimmed, source);
    }

    fn raw_text(&mut self, owner: Tag, span: Span, source: &str) {
        self.0.raw_text(owner, span, source);
    }
}
