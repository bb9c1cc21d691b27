//! The stages, top to bottom.

use url::Url;

use crate::base::access;
use crate::base::span::Span;
use crate::base::tag::Tag;
use crate::decode::{self, Decoder};
use crate::lex::{LexLimit, Lexer, StartTag, TokenSink};
use crate::metadata::delivered::{self, Origin};
use crate::metadata::{Collector, Declared};
use crate::options::{Extent, Options};
use crate::outline::{Builder, MAX_NODES, Outline, ROOT};
use crate::verdict::{self, Judgement, Model};
use crate::write::{self, Article, NoArticle};

/// So many bytes tell binary data from text.
const PREFIX_BYTES: usize = 1024;

/// A page that shows less prose than this, and holds so much in `noscript`, is delivered for
/// browsers without scripts there.
const MIN_PROSE_LETTERS: u32 = 300;
const MIN_NOSCRIPT_BYTES: usize = 1000;

/// Reads one page: bytes in any pieces, then its article.
///
/// ```
/// let mut reader = lede::Reader::new(lede::Options::new());
/// reader.write(b"<p>A page of one sentence is short, ");
/// reader.write(b"but all of it can be read.");
/// let article = reader.finish();
/// assert_eq!(article.word_count, 14);
/// ```
pub struct Reader {
    url: Option<Url>,
    decoder: Decoder,
    lexer: Lexer<Sink>,
    /// The first bytes, until there are enough to tell a page from binary data.
    prefix: Vec<u8>,
    is_binary: Option<bool>,
    n_bytes: usize,
    max_bytes: usize,
    extent: Extent,
    /// Nothing more is read: a limit was hit.
    limit: Option<NoArticle>,
}

/// Both takers of tokens.
struct Sink {
    metadata: Collector,
    outline: Builder,
}

impl TokenSink for Sink {
    fn expect(&mut self, n_read: usize, n_to_come: usize) {
        self.outline.expect(n_read, n_to_come);
    }

    fn start_tag(&mut self, tag: &StartTag<'_>) {
        self.metadata.start_tag(tag);
        self.outline.start_tag(tag);
    }

    fn end_tag(&mut self, tag: Tag) {
        self.metadata.end_tag(tag);
        self.outline.end_tag(tag);
    }

    fn text(&mut self, span: Span, trimmed: Span, source: &str) {
        self.metadata.text(span, trimmed, source);
        self.outline.text(span, trimmed, source);
    }

    fn raw_text(&mut self, owner: Tag, span: Span, source: &str) {
        self.metadata.raw_text(owner, span, source);
        self.outline.raw_text(owner, span, source);
    }
}

impl Reader {
    /// A reader for one page.
    pub fn new(options: Options) -> Self {
        Reader {
            decoder: Decoder::new(options.charset.as_deref()),
            lexer: Lexer::new(Sink {
                metadata: Collector::default(),
                outline: Builder::new(options.hints),
            }),
            url: options.url,
            extent: options.extent,
            prefix: Vec::new(),
            is_binary: None,
            n_bytes: 0,
            max_bytes: options.max_bytes,
            limit: None,
        }
    }

    /// Takes the next bytes of the page. How they are cut doesn't matter.
    pub fn write(&mut self, chunk: &[u8]) {
        if self.limit.is_some() {
            return;
        }
        if self.is_binary.is_none() {
            let missing = PREFIX_BYTES.saturating_sub(self.prefix.len()).min(chunk.len());
            self.prefix.extend_from_slice(&chunk[..missing]);
            if PREFIX_BYTES <= self.prefix.len() {
                self.is_binary = Some(decode::looks_binary(&self.prefix));
                self.prefix = Vec::new();
            }
        }
        self.n_bytes += chunk.len();
        if self.max_bytes < self.n_bytes {
            self.limit = Some(NoArticle::Limit { bound: self.max_bytes, unit: "bytes" });
            return;
        }
        let mut result = Ok(());
        let lexer = &mut self.lexer;
        lexer.expect(chunk.len());
        self.decoder.write(chunk, &mut |text| {
            if result.is_ok() {
                result = lexer.write(text);
            }
        });
        self.limit = result.err().map(over);
    }

    /// Ends the page and reads its article.
    pub fn finish(self) -> Article {
        self.finish_with(Model::shipped())
    }

    /// Ends the page and reads its article by another model.
    pub(crate) fn finish_with(self, model: &Model) -> Article {
        let extent = self.extent;
        let (outline, declared) = match self.outline() {
            Ok(done) => done,
            Err(reason) => return Article::none(reason),
        };
        if extent == Extent::Selection {
            let judgement = Judgement::selection(&outline);
            return write::write(outline, declared, judgement);
        }
        let judgement = verdict::judge(&outline, &declared, model);
        if extent == Extent::Whole {
            let whole = judgement.with_all(&outline);
            return write::write(outline, declared, whole);
        }
        if let Some((body, origin)) = delivered(&outline, &declared, &judgement) {
            let whole = Judgement::whole(&body);
            let mut article = write::write(body, declared, whole).with_body_from(origin);
            // A page that delivers an article's text as data is that article's.
            article.is_readerable = true;
            return article;
        }
        if judgement.body.is_err()
            && let Some(brief) = verdict::brief::judge(&outline, &declared)
        {
            let mut article = write::write(outline, declared, brief);
            // There is one only where the page says that it's an article.
            article.is_readerable = article.found();
            return article;
        }
        if judgement.body.is_err()
            && let Some(bare) = verdict::bare::judge(&outline, &declared)
        {
            return write::write(outline, declared, bare);
        }
        let row = verdict::readerable::row(&outline, &declared, &judgement);
        let is_readerable = verdict::readerable::MIN_CHANCE <= model.pages.chance(&row);
        let mut article = write::write(outline, declared, judgement);
        article.is_readerable = article.found() && is_readerable;
        article
    }

    /// Ends the page: its outline and what it declares.
    pub(crate) fn outline(mut self) -> Result<(Outline, Declared), NoArticle> {
        let is_binary = self.is_binary.unwrap_or_else(|| decode::looks_binary(&self.prefix));
        if self.n_bytes > 0 && is_binary {
            return Err(NoArticle::Binary);
        }
        let mut result = Ok(());
        let lexer = &mut self.lexer;
        self.decoder.finish(&mut |text| {
            if result.is_ok() {
                result = lexer.write(text);
            }
        });
        if let Some(limit) = self.limit.or(result.err().map(over)) {
            return Err(limit);
        }
        let (source, sink) = match self.lexer.finish() {
            Ok(done) => done,
            Err(limit) => return Err(over(limit)),
        };
        if sink.outline.overflowed() {
            return Err(NoArticle::Limit { bound: MAX_NODES, unit: "elements and texts" });
        }
        let declared = sink.metadata.finish(self.url.as_ref(), self.extent == Extent::Selection);
        let n_noscript_bytes = sink.outline.n_noscript_bytes();
        let outline = sink.outline.finish(source);
        if MIN_NOSCRIPT_BYTES <= n_noscript_bytes
            && outline.measure(ROOT).prose_letters < MIN_PROSE_LETTERS
            && let Some(without_scripts) = without_scripts(&outline.source)
        {
            return Ok((without_scripts, declared));
        }
        Ok((outline, declared))
    }
}

/// The outline as a browser without scripts would build it: what `noscript` holds is content.
fn without_scripts(source: &str) -> Option<Outline> {
    // An unknown name of the same length: such an element is only a container for what it holds.
    let tags = memchr::memmem::find_iter(source.as_bytes(), "noscript");
    let is_tag = |at: &usize| source[..*at].ends_with('<') || source[..*at].ends_with("</");
    let mut pieces = Vec::new();
    let mut done = 0;
    for at in tags.filter(is_tag) {
        pieces.extend([&source[done..at], "no-scrpt"]);
        done = at + "noscript".len();
    }
    pieces.push(&source[done..]);
    outline_of(&pieces)
}

fn outline_of(pieces: &[&str]) -> Option<Outline> {
    let mut lexer = Lexer::new(Builder::new(Vec::new()));
    lexer.expect(pieces.iter().map(|piece| piece.len()).sum());
    for piece in pieces {
        lexer.write(piece).ok()?;
    }
    let (source, builder) = lexer.finish().ok()?;
    (!builder.overflowed()).then(|| builder.finish(source))
}

/// The body that came with the page in a script, where the markup plainly lacks it and nothing
/// speaks for the page's withholding it.
fn delivered(
    outline: &Outline,
    declared: &Declared,
    judgement: &Judgement,
) -> Option<(Outline, Origin)> {
    let shown = verdict::delivered::shown_letters(outline, judgement);
    let is_short = |html: &str| verdict::delivered::is_much_more(html.len() as u32, shown);
    let is_told_longer = declared.article_body.as_deref().is_some_and(is_short);
    let may_be_in_state = judgement.body.is_err() && !declared.states.is_empty();
    if !is_told_longer && !may_be_in_state || access::is_declared_not_free(&outline.source) {
        return None;
    }
    let told = if is_told_longer { delivered::in_structured_data(declared) } else { None };
    let (html, origin) = match told {
        Some(html) => (html, Origin::StructuredData),
        None if may_be_in_state => (delivered::in_state(declared, &outline.source)?, Origin::State),
        None => return None,
    };
    let body = outline_of(&[&html])?;
    let letters = body.measure(ROOT).size.letters;
    let text = body.text_of(ROOT..body.node(ROOT).end, usize::MAX);
    let fits = verdict::delivered::is_much_more(letters, shown)
        && !verdict::delivered::may_be_withheld(outline, declared, judgement, &text);
    fits.then_some((body, origin))
}

fn over(limit: LexLimit) -> NoArticle {
    NoArticle::Limit {
        bound: limit.max_held_bytes,
        unit: "bytes of open elements, or of one tag or comment",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::BodyFrom;

    const BODY: &str = "The keepers of the lights went back to work on Tuesday evening, nine days after they had put \
        down their cans, and everyone slept.";

    fn read(page: &str) -> Article {
        let mut reader = Reader::new(Options::new());
        reader.write(page.as_bytes());
        reader.finish()
    }

    /// A page whose article stands in its JSON-LD, with `more` in that and `markup` in its body.
    fn page(more: &str, markup: &str) -> String {
        let body = [BODY; 6].join("\\n");
        format!(
            r#"<title>Lights</title><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Lights",
            {more} "articleBody": "{body}"}}</script>{markup}<div id=app></div>"#
        )
    }

    #[test]
    fn a_body_in_structured_data_stands_for_a_missing_one() {
        let article = read(&page("", ""));
        assert_eq!(article.body_from, BodyFrom::StructuredData);
        assert_eq!(article.text().lines().count(), 6);
        assert!(article.explain().starts_with("from\tstructured data"));
    }

    #[test]
    fn what_a_page_withholds_stays_withheld() {
        let begins = format!("<article><p>{BODY}</p></article>");
        for (more, markup) in [
            (r#""isAccessibleForFree": false,"#, ""),
            (r#""isAccessibleForFree": "False","#, ""),
            (r#""hasPart": {"isAccessibleForFree": "False"},"#, ""),
            ("", r#"<meta property="article:content_tier" content="metered">"#),
            ("", r#"<meta itemprop="isAccessibleForFree" content="false">"#),
            ("", r#"<div class="paywall"></div>"#),
            ("", "<p>Subscribe to continue reading</p>"),
            ("", "<p>Already a subscriber? Log in</p>"),
            ("", &begins),
        ] {
            let article = read(&page(more, markup));
            assert_eq!(article.body_from, BodyFrom::Markup, "{more} {markup}");
        }
    }

    #[test]
    fn a_state_that_speaks_of_walls_says_nothing() {
        let state = |flag: &str| {
            let body = format!("<p>{}</p>", [BODY; 6].join("</p><p>"));
            let state = format!(
                r#"{{"a": {{"title": "The lights of Vand", "content": "{body}"}}, {flag}}}"#
            );
            read(&format!(
                r#"<title>The lights of Vand</title><script type="application/json">{state}</script>"#
            ))
        };
        assert_eq!(state(r#""b": 1"#).body_from, BodyFrom::State);
        assert_eq!(state(r#""isPremium": false"#).body_from, BodyFrom::State);
        for flag in [
            r#""isPremium": true"#,
            r#""paywall": {"locked": true}"#,
            r#""isFree": false"#,
            r#""tier": "metered""#,
        ] {
            assert_eq!(state(flag).body_from, BodyFrom::Markup, "{flag}");
        }
    }

    const HTML: &str = "<p>One lamp of Vand, which had burned for a hundred years, went out on a Tuesday, and nobody in the town saw \
        it but a dog.<\\/p><p>The keeper lit it again with a match that he had been keeping for his pipe, and wrote nothing about \
        it.<\\/p><h2>The book<\\/h2><p>In the book of the light that night has a line of its own, in which there is a drawing of a dog, \
        and it is a good one, said the inspector, who had come about the oil and stayed for \
        the soup, and for the stories of the keeper's wife, which are longer than the winter and have as many nights in them.<\\/p>";

    #[test]
    fn a_body_in_any_framework_s_state_stands_for_a_missing_one() {
        let title = "The lights of Vand";
        let text = HTML.replace("<\\/", "</");
        let (n_bytes, coded) = (text.len(), HTML.replace('<', "\\u003C"));
        let twice = coded.replace('\\', "\\\\");
        for script in [
            format!(
                r#"<script>window.__INITIAL_STATE__ = {{"a":{{"title":"{title}","content":"{HTML}"}}}};(function(){{var s;}}())</script>"#
            ),
            format!(
                r#"<script>window.__PRELOADED_STATE__=JSON.parse("{{\"a\":{{\"title\":\"{title}\",\"body\":\"{twice}\"}}}}")</script>"#
            ),
            format!(
                r#"<script>window.__APOLLO_STATE__={{"Article:1":{{"headline":"{title}","body":"{coded}"}}}}</script>"#
            ),
            format!(
                r#"<script>window.Fusion=window.Fusion||{{}};Fusion.x=1;Fusion.globalContent={{"headlines":{{"basic":"{title}"}},"content_elements":[{{"type":"text","content":"{HTML}"}}]}};</script>"#
            ),
            format!(
                r#"<script>window.__remixContext = {{"state":{{"loaderData":{{"routes/a":{{"post":{{"title":"{title}","html":"{coded}"}}}}}}}},"f":undefined}};</script>"#
            ),
            format!(
                r#"<script>window.__NUXT__=(function(a,b,c){{c.x=1;return {{layout:"d",data:[{{post:{{id:7,title:a,draft:b,body:"{coded}"}},f:function(){{return "}}"}}}}],e:void 0}}}}("{title}",false,{{}}));</script>"#
            ),
            format!(
                r#"<script type="application/json" id="__NUXT_DATA__">[["ShallowReactive",1],{{"data":2}},["Reactive",3],{{"post":4}},{{"title":5,"id":6,"body":7}},"{title}",12,"{coded}"]</script>"#
            ),
            format!(
                r#"<script type="application/json" data-sveltekit-fetched data-url="/a">{{"status":200,"body":"{{\"title\":\"{title}\",\"content\":\"{twice}\"}}"}}</script>"#
            ),
            format!(
                r#"<script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push([1,"5:[\"$\",\"$L6\",null,{{\"post\":{{\"title\":\"{title}\",\"conte"])</script><script>self.__next_f.push([1,"nt\":\"$1f\"}}}}]\n1f:T{n_bytes:x},{coded}7:null\n"])</script>"#
            ),
            format!(
                r#"<script>self.__next_f.push([1,"0:[\"$\",\"article\",null,{{\"children\":[[\"$\",\"h1\",null,{{\"children\":\"{title}\"}}],[\"$\",\"div\",\"b\",{{\"dangerouslySetInnerHTML\":{{\"__html\":\"{twice}\"}}}}]]}}]\n"])</script>"#
            ),
            format!(
                r#"<script>window.__reactRouterContext.streamController.enqueue("[{{\"_1\":2,\"_3\":4}},\"title\",\"{title}\",\"html\",\"{twice}\"]\n");</script>"#
            ),
        ] {
            let article =
                read(&format!("<title>{title} | Vand Post</title><div id=app></div>{script}"));
            assert_eq!(article.body_from, BodyFrom::State, "{script}");
            let text = article.text();
            assert!(
                text.contains("a dog.\nThe keeper") && text.contains("\nThe book\n"),
                "{text} {script}"
            );
        }
    }

    #[test]
    fn a_script_that_speaks_of_walls_says_nothing() {
        let state = |more: &str| {
            read(&format!(
                r#"<title>The lights of Vand</title><script>window.__STATE__={{a:{{title:"The lights of Vand",body:"{HTML}"}},b:[{more}]}}</script>"#
            ))
        };
        assert_eq!(state("!1,null").body_from, BodyFrom::State);
        for more in ["{isPremium:!0}", "{paywall:true}", "{isFree:!1}", r#""{\"premium\":true}""#] {
            let more = format!("{more}, \"{}\"", "x".repeat(400));
            let expected = if more.starts_with('"') { BodyFrom::State } else { BodyFrom::Markup };
            assert_eq!(state(&more).body_from, expected, "{more}");
        }
    }
}
