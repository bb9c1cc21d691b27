//! Articles as files: what is saved is the article, in a form that others read as they should.
//!
//! E-books are checked here as strictly as their readers check them: the archive, the package, well-formed XML,
//! the content models of HTML, every link. epubcheck, where it is installed, has the last word.
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::process::Command;

use lede::{Article, ElementName, Export, File, Format, Op, Options, Reader};
use roxmltree::{Document, Node};

use crate::fixture;

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The smallest picture there is: one pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0,
    0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T',
    0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0xE5, 0x27, 0xD4, 0xA2, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xAE, 0x42, 0x60, 0x82,
];

fn all() -> Vec<(String, Article, Export)> {
    let articles = fixture::all().into_iter().map(|fixture| {
        let article = fixture.read_in_chunks(usize::MAX);
        let export =
            fixture.string("url").map_or_else(Export::new, |url| Export::new().address(url));
        (fixture.name, article, export)
    });
    articles.filter(|(_, article, _)| article.found()).collect()
}

fn everything_back(article: &Article, export: Export) -> Export {
    (0..article.removals.len()).fold(export, Export::put_back)
}

fn with_pictures(article: &Article, export: Export) -> Export {
    // What is so short stands for a picture that is loaded later.
    let picture = [PNG, &[0; 400]].concat();
    pictures(article).into_iter().fold(export, |export, src| export.picture(&src, picture.clone()))
}

fn pictures(article: &Article) -> Vec<String> {
    let src = |op: &Op| match op {
        Op::Open { tag: ElementName::Img, attrs } => {
            attrs.iter().find(|it| it.0 == "src").map(|it| it.1.clone())
        }
        _ => None,
    };
    article.body.ops.iter().filter_map(src).collect()
}

fn read(page: &str) -> Article {
    let mut reader = Reader::new(Options::new().url("https://harbour.example/news/1").unwrap());
    reader.write(page.as_bytes());
    reader.finish()
}

/// A page around `content`, with prose enough to be an article.
fn article_of(attributes: &str, content: &str) -> Article {
    let prose = "<p>The harbour office counts the boats at every tide, and writes the number on a board that \
                 anyone may read from the quay, in rain and in sunshine, as it has for ninety years.</p>";
    let article = read(&format!(
        "<html {attributes}><title>A day at the harbour</title><article><h1>A day at the harbour</h1>{}{content}{}",
        prose.repeat(4),
        prose.replace("boats", "gulls").repeat(3)
    ));
    assert!(article.found(), "{:?}", article.no_article);
    article
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    for (fixture, whole) in fixture::all().iter().map(|it| (it, it.read_in_chunks(usize::MAX))) {
        let again = fixture.read_in_chunks(97);
        for format in Format::ALL {
            let export = everything_back(&whole, with_pictures(&whole, Export::new()));
            let (first, second) = (whole.export(format, &export), again.export(format, &export));
            assert_eq!(first.name, second.name, "{}", fixture.name);
            assert!(first.bytes == second.bytes, "{}: {format:?} differs", fixture.name);
        }
    }
}

#[test]
fn every_e_book_is_valid() {
    for (name, article, export) in all() {
        let cases = [
            export.clone(),
            everything_back(&article, export.clone()),
            with_pictures(&article, export),
        ];
        for (case, export) in cases.iter().enumerate() {
            check_book(&format!("{name} ({case})"), &article.export(Format::Epub, export));
        }
    }
}

/// What epubcheck would say is said without it.
#[test]
fn each_fault_of_an_e_book_is_found() {
    let article = article_of("lang=en", "<h2>The tide</h2><p>It turns.</p><p><img src=/a.png></p>");
    let book = Book::open(&article.export(Format::Epub, &with_pictures(&article, Export::new())));
    check_whole("sound", &book);
    for (file, sound, wrong) in [
        ("META-INF/container.xml", "oebps-package+xml", "xml"),
        ("EPUB/package.opf", "unique-identifier=\"id\"", "unique-identifier=\"other\""),
        ("EPUB/package.opf", "dcterms:modified\">", "dcterms:modified\">about "),
        ("EPUB/package.opf", "version=\"3.0\"", "version=\"2.0\""),
        ("EPUB/package.opf", "properties=\"nav\"", ""),
        ("EPUB/package.opf", "image/png", "image/jpeg"),
        ("EPUB/package.opf", "text/css", "text/plain"),
        ("EPUB/package.opf", "href=\"style.css\"", "href=\"styles.css\""),
        ("EPUB/package.opf", "<itemref idref=\"article\"/>", ""),
        ("EPUB/package.opf", "idref=\"article\"", "idref=\"nav\""),
        ("EPUB/nav.xhtml", "epub:type=\"toc\"", ""),
        ("EPUB/nav.xhtml", ">The tide</a>", "></a>"),
        ("EPUB/nav.xhtml", "</a>", "</a><p>More</p>"),
        ("EPUB/nav.xhtml", "article.xhtml#", "article.xhtml#no-"),
        ("EPUB/article.xhtml", "</p>", ""),
        ("EPUB/article.xhtml", "xml:lang=\"en\"", "xml:lang=\"de\""),
        ("EPUB/article.xhtml", "href=\"style.css\"", "href=\"other.css\""),
        ("EPUB/article.xhtml", "<p>It turns.</p>", "<form><p>It turns.</p></form>"),
    ] {
        let text = book.text(file);
        assert!(text.contains(sound), "{file}: {sound}");
        let faulty = text.replacen(sound, wrong, 1).into_bytes();
        let mut files = book.files.clone();
        files.insert(file.to_owned(), faulty);
        let said = std::panic::catch_unwind(|| check_whole("faulty", &Book { files }));
        assert!(said.is_err(), "{file}: {sound} → {wrong} goes unseen");
    }
}

/// Real readers' strictness, where it is at hand.
#[test]
fn epubcheck_finds_nothing_where_it_is_installed() {
    let demo = fixture::all().into_iter().find(|it| it.name.starts_with("demo/")).unwrap();
    let article = demo.read_in_chunks(usize::MAX);
    let export = everything_back(&article, with_pictures(&article, Export::new()));
    let file = std::env::temp_dir().join(format!("lede-export-{}.epub", std::process::id()));
    std::fs::write(&file, article.export(Format::Epub, &export).bytes).unwrap();
    let ran = Command::new("java").args(["-jar", "/usr/bin/epubcheck"]).arg(&file).output();
    std::fs::remove_file(&file).unwrap();
    let said = ran.map(|it| [it.stdout, it.stderr].concat()).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    if said.contains("EPUBCheck completed") {
        assert!(said.contains("0 fatals / 0 errors / 0 warnings"), "{said}");
    } else {
        println!("epubcheck isn't installed: only our own checks were made");
    }
}

#[test]
fn a_day_stays_in_its_order_among_words_from_right_to_left() {
    let article = article_of(
        "lang=ar dir=rtl",
        "<meta property=article:published_time content=2026-05-04><p>More.</p>",
    );
    let page = text(&article.export(Format::Page, &Export::new()));
    assert!(page.contains("<time dir=\"ltr\" datetime=\"2026-05-04\">2026-05-04</time>"), "{page}");
}

#[test]
fn a_book_tells_what_the_page_told() {
    let page = "<html lang=ar dir=rtl><link rel=canonical href=https://harbour.example/a?b=1&amp;c=2>\
                <meta name=author content='Maren &amp; Holt'>";
    let article = article_of(
        "lang=ar dir=rtl",
        &format!("{page}<h2>Tides &amp; <em>boats</em></h2><p>More.</p>"),
    );
    let book = Book::open(
        &article.export(Format::Epub, &Export::new().saved("2026-05-04T07:00:00.25+02:00")),
    );
    let package = book.xml("EPUB/package.opf");
    let told = |name: &str| {
        let found = package.descendants().find(|it| it.tag_name().name() == name);
        found.and_then(|it| it.text()).map(str::to_owned)
    };
    assert_eq!(told("title").as_deref(), Some("A day at the harbour"));
    assert_eq!(told("language").as_deref(), Some("ar"));
    assert_eq!(told("source").as_deref(), Some("https://harbour.example/a?b=1&c=2"));
    let modified =
        package.descendants().find(|it| it.attribute("property") == Some("dcterms:modified"));
    assert_eq!(modified.and_then(|it| it.text()), Some("2026-05-04T05:00:00Z"));
    let spine = package.descendants().find(|it| it.tag_name().name() == "spine").unwrap();
    assert_eq!(spine.attribute("page-progression-direction"), Some("rtl"));
    let contents = book.xml("EPUB/nav.xhtml");
    let entries: Vec<&str> = contents
        .descendants()
        .filter(|it| it.has_tag_name((XHTML, "a")))
        .filter_map(|it| it.text())
        .collect();
    assert_eq!(entries, ["A day at the harbour", "Tides & boats"]);
}

/// The identifier is of the article, not of the file.
#[test]
fn a_book_saved_again_is_the_same_book() {
    let article = article_of("", "<p>More.</p>");
    let identifier = |export: &Export| {
        let book = Book::open(&article.export(Format::Epub, export));
        let package = book.xml("EPUB/package.opf");
        let found = package.descendants().find(|it| it.tag_name().name() == "identifier").unwrap();
        found.text().unwrap().to_owned()
    };
    let here = Export::new().address("https://harbour.example/news/1");
    let first = identifier(&here);
    assert!(first.starts_with("urn:uuid:") && first.len() == 45, "{first}");
    assert_eq!(identifier(&here.clone().saved("2030-01-01T00:00:00Z")), first);
    assert_ne!(identifier(&Export::new().address("https://harbour.example/news/2")), first);
    assert_ne!(identifier(&Export::new()), first);
}

#[test]
fn pictures_go_along_where_their_bytes_do() {
    let article = article_of(
        "",
        "<figure><img src=/boats.png alt='Two boats' width=640 height=480></figure><p>And:</p><img src=/tide.svg alt='' width=640 height=480>",
    );
    let src = "https://harbour.example/boats.png";
    let export = Export::new().picture(src, PNG.to_vec()).picture(
        "https://harbour.example/tide.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(),
    );
    let page = text(&article.export(Format::Page, &export));
    assert!(page.contains("<img src=\"data:image/png;base64,iVBORw0KGgo"), "{page}");
    assert!(page.contains("<a href=\"https://harbour.example/tide.svg\">[tide.svg]</a>"), "{page}");
    let without = text(&article.export(Format::Page, &Export::new()));
    assert!(
        without.contains(&format!("<a href=\"{src}\">[Two boats]</a>"))
            && !without.contains("<img"),
        "{without}"
    );

    let book = Book::open(&article.export(Format::Epub, &export));
    assert_eq!(book.files["EPUB/images/1.png"], PNG);
    let package = book.text("EPUB/package.opf");
    assert_eq!(package.matches("image/png").count(), 1, "{package}");
    assert!(!package.contains("svg"), "{package}");
}

/// Whoever opens the file must be as safe as in the reader view, and as unseen.
#[test]
fn a_saved_page_loads_nothing_and_runs_nothing() {
    for (name, article, export) in all() {
        let page = text(&article.export(Format::Page, &everything_back(&article, export)));
        assert!(page.contains("default-src 'none'; img-src data:"), "{name}");
        let document = scraper::Html::parse_document(&page);
        let selector = scraper::Selector::parse("*").unwrap();
        for element in document.select(&selector) {
            let element = element.value();
            let refused =
                ["script", "iframe", "object", "embed", "form", "base", "svg", "video", "audio"];
            assert!(!refused.contains(&element.name()), "{name}: <{}>", element.name());
            for (attribute, value) in element.attrs() {
                assert!(
                    !attribute.starts_with("on") && attribute != "style",
                    "{name}: {attribute}"
                );
                let loads =
                    matches!(attribute, "src" | "srcset" | "poster" | "background" | "data");
                assert!(!loads || value.starts_with("data:image/"), "{name}: {attribute}={value}");
                assert!(
                    !value.trim_start().to_ascii_lowercase().starts_with("javascript:"),
                    "{name}: {value}"
                );
            }
        }
    }
}

/// On a small screen a table is scrolled, or breaks the words of its sentences before it runs over the edge: the
/// style sheets know such cells by their class.
#[test]
fn cells_with_sentences_are_known_in_files() {
    let article = article_of(
        "",
        "<table><tr><th>Boat<th>What the log says of it<tr><td>112<td>Left early with the tide, as it always has</table>",
    );
    let page = article.export(Format::Page, &Export::new());
    let page = scraper::Html::parse_document(&text(&page));
    let long = scraper::Selector::parse("td.long").unwrap();
    let cells: Vec<String> = page.select(&long).map(|it| it.text().collect()).collect();
    assert_eq!(cells, ["Left early with the tide, as it always has"]);
    assert_eq!(page.select(&scraper::Selector::parse(".long").unwrap()).count(), 1);
    let book = Book::open(&article.export(Format::Epub, &Export::new()));
    let book = book.text("EPUB/article.xhtml");
    assert!(book.contains("<td class=\"long\">Left early") && book.contains("<td>112<"), "{book}");
}

/// A saved page is a page with an article: it can be read by whatever reads pages, Lede first.
#[test]
fn a_saved_page_reads_as_the_page_did() {
    // Code in a title or a byline is no name to anyone who reads it again.
    let usual = |name: &str| !name.starts_with("hostile/");
    for (name, article, export) in all() {
        if article.word_count <= 150 || !usual(&name) {
            continue;
        }
        // A picture's link would add its words.
        let page = article.export(Format::Page, &with_pictures(&article, export));
        let mut reader = Reader::new(Options::new());
        reader.write(&page.bytes);
        let again = reader.finish();
        assert!(again.found(), "{name}: {:?}", again.no_article);
        assert_eq!(again.title, article.title, "{name}");
        assert_eq!(again.byline, article.byline, "{name}");
        assert_eq!(again.language, article.language, "{name}");
        assert_eq!(again.direction, article.direction, "{name}");
        let near = again.word_count.abs_diff(article.word_count) <= 12 + article.word_count / 20;
        assert!(near, "{name}: {} words, then {}", article.word_count, again.word_count);
    }
}

#[test]
fn what_was_put_back_goes_along() {
    let (mut n_parts, mut n_shown) = (0, 0);
    for (name, article, export) in all() {
        for at in 0..article.removals.len() {
            let words = article.removed_content(at).ops.iter().find_map(|op| match op {
                Op::Text(text) if 12 < text.trim().len() => Some(text.trim().to_owned()),
                _ => None,
            });
            let Some(words) = words else { continue };
            let has = |export: &Export| {
                text(&article.export(Format::Text, export)).matches(&words).count()
            };
            let (with, without) = (has(&export.clone().put_back(at)), has(&export));
            n_parts += 1;
            n_shown += usize::from(with == without + 1);
            assert!(without <= with, "{name}: {words}");
        }
    }
    // A part inside a removed part has no place of its own.
    assert!(20 < n_parts && n_parts * 9 / 10 < n_shown, "{n_shown} of {n_parts}");
}

/// In articles with links to their own places, too, whose tree is another one.
#[test]
fn what_was_taken_out_by_hand_is_in_no_file() {
    const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Page];
    let mut n_parts = 0;
    for (name, article, export) in all() {
        for (at, words) in paragraphs(&article.body.ops).into_iter().step_by(3) {
            let out = export.clone().take_out(at);
            for format in FORMATS {
                let count =
                    |export: &Export| text(&article.export(format, export)).matches(&words).count();
                assert_eq!(count(&out) + 1, count(&export), "{name}, {format:?}: {words}");
            }
            n_parts += 1;
        }
        let out = (0..article.body.ops.len()).step_by(5).fold(export, Export::take_out);
        let out = with_pictures(&article, out);
        check_book(&name, &article.export(Format::Epub, &out));
    }
    assert!(200 < n_parts, "{n_parts}");
}

#[test]
fn what_was_put_back_can_be_taken_out_in_part() {
    let article = article_of(
        "",
        "<div class=newsletter><p>Sign up for our newsletter.</p><form><input type=email><button>Sign up</button></form>\
         <p>The sea, every morning in your inbox.</p></div>",
    );
    let at = article.removals.iter().position(|it| it.class.name() == "newsletter").unwrap();
    let (step, _) = paragraphs(&article.removed_content(at).ops)
        .into_iter()
        .find(|(_, words)| words.starts_with("The sea"))
        .unwrap();
    let saved = |export: &Export| text(&article.export(Format::Text, export));
    let back = Export::new().put_back(at);
    assert!(saved(&back).contains("our newsletter") && saved(&back).contains("The sea, every"));
    let partly = saved(&back.clone().take_out_of(at, step));
    assert!(partly.contains("our newsletter") && !partly.contains("The sea, every"), "{partly}");
    let other = saved(&back.take_out_of(at + 1, step));
    assert!(other.contains("The sea, every"), "{other}");
}

#[test]
fn the_picture_above_can_be_left_out() {
    let article = read(&format!(
        "<title>Boats</title><meta property=og:image content=https://harbour.example/a.png><article><h1>Boats</h1>{}",
        "<p>The harbour office counts the boats at every tide, and writes the number on a board, in rain and in \
         sunshine, as it has for ninety years.</p>".repeat(6)
    ));
    let src = article.lead_image.as_ref().filter(|it| !it.in_body).unwrap().src.clone();
    for format in [Format::Page, Format::Epub, Format::Markdown] {
        let with = Export::new().picture(&src, PNG.to_vec());
        let sizes = [&with, &with.clone().without_lead()]
            .map(|export| article.export(format, export).bytes.len());
        assert!(sizes[1] < sizes[0], "{format:?}: {sizes:?}");
    }
}

/// Where paragraphs of one long text each open.
fn paragraphs(ops: &[Op]) -> Vec<(usize, String)> {
    let starts = ops.windows(3).enumerate().filter_map(|(at, ops)| match ops {
        [Op::Open { tag: ElementName::P, .. }, Op::Text(text), Op::Close] => {
            Some((at, text.trim()))
        }
        _ => None,
    });
    let is_plain = |text: &str| {
        text.chars().all(|it| it.is_alphabetic() || it == ' ' || it == ',' || it == '.')
    };
    starts
        .filter(|(_, it)| 12 < it.len() && is_plain(it))
        .map(|(at, it)| (at, it.to_owned()))
        .collect()
}

#[test]
fn text_begins_with_what_it_is() {
    let article = article_of("", "<p>More.</p>");
    let export = Export::new().address("https://harbour.example/news/1").note("Only a part.");
    let saved = text(&article.export(Format::Text, &export));
    let start = "A day at the harbour\n\nhttps://harbour.example/news/1\n\nOnly a part.\n\nThe harbour office";
    assert!(saved.starts_with(start), "{saved}");
}

/// What a list of books shows under the title is how the text begins.
#[test]
fn a_book_is_described_by_its_first_paragraph() {
    let prose = "<p>The harbour office counts the boats at every tide, and writes the number on a board that \
                 anyone may read from the quay, in rain and in sunshine, as it has for ninety years.</p>";
    for above in [
        "<figure><img src=/quay.jpg width=640 height=480><figcaption><p>The quay at dawn. Photo: Maren Holt</p></figcaption></figure>",
        "<h2>What is counted</h2>",
        "<ul><li><p>Boats with a mast, and those without, at high water</p></li><li>Gulls on the quay</li></ul>",
    ] {
        let article = read(&format!(
            "<title>A day at the harbour</title><article><h1>A day at the harbour</h1>{above}{}</article>",
            prose.repeat(6)
        ));
        let told = article.excerpt.clone().unwrap_or_default();
        assert!(told.starts_with("The harbour office counts"), "{above}: {told}");
        let book = Book::open(&article.export(Format::Epub, &Export::new()));
        let package = book.xml("EPUB/package.opf");
        let found = package.descendants().find(|it| it.tag_name().name() == "description");
        assert_eq!(found.and_then(|it| it.text()), Some(told.as_str()));
    }
}

/// A text file is read by people: its parts stand apart, and look like what they are.
#[test]
fn text_shows_what_its_parts_are() {
    let article = article_of(
        "",
        "<h2>Tides</h2><p>First<br>second.</p>\
         <ul><li>Boats<ol start=3><li>Sloops</li><li>Yawls</li></ol></li><li><p>Gulls</p><p>Many.</p></li></ul>\
         <blockquote><p>Count all.</p><p>Twice.</p></blockquote>\
         <table><tr><th>Day<th>Tide<th>Boats<tr><td>Monday<td><p>High</p><td>12<tr><td>Tuesday<td>Low<td>9</table>\
         <pre>let a = 1;\n\n  let b = 2;</pre>\
         <dl><dt>Neap</dt><dd>A small tide</dd><dt>Spring</dt><dd>A great tide</dd></dl><p>After.</p>",
    );
    let expected = "\n\nTides\n\nFirst\nsecond.\n\n\
        - Boats\n  3. Sloops\n  4. Yawls\n\n- Gulls\n\n  Many.\n\n\
        > Count all.\n>\n> Twice.\n\n\
        Day\tTide\tBoats\nMonday\tHigh\t12\nTuesday\tLow\t9\n\n\
        let a = 1;\n\n  let b = 2;\n\n\
        Neap\n  A small tide\nSpring\n  A great tide\n\nAfter.\n\n";
    let saved = text(&article.export(Format::Text, &Export::new()));
    assert!(saved.contains(expected), "{saved}");
    assert!(article.readable_text().contains(expected), "{}", article.readable_text());
    // Programs that count and compare lines want no more than those.
    assert!(!article.text().contains("\n\n\n") && !article.text().contains("- Boats"));
}

/// An article with two notes, marked up as most programs do; a third mark leads to what isn't there.
fn article_with_notes() -> Article {
    article_of(
        "",
        "<p>Spring tides<sup id=ref-1><a href='#note 1'>[1]</a></sup> and neap tides<a id=ref-2 \
         href=/news/1#n2><sup>2</sup></a> differ, as the board shows<sup><a href=#gone>[3]</a></sup>. \
         See <a href='#counts'>the counts</a>.</p><h3 id=counts>Counts <a href=#counts>#</a></h3>\
         <p>Twelve boats, and nine on Tuesday.</p>\
         <h2>Notes</h2><ol><li id='note 1'><p>When sun and moon stand in one line with the earth. \
         <a href=#ref-1>↩</a></p></li><li><p><a name=n2></a>When they stand at right angles, so that \
         each takes from the other. <a href=#ref-2>↩</a> <a href=#>↑</a></p></li></ol>",
    )
}

#[test]
fn the_notes_of_a_saved_page_are_in_it() {
    let article = article_with_notes();
    let page = text(&article.export(Format::Page, &Export::new()));
    for wanted in [
        "Spring tides<sup id=\"place-1\"><a href=\"#place-4\">[1]</a></sup>",
        "neap tides<a href=\"#place-5\" id=\"place-2\"><sup>2</sup></a>",
        "<a href=\"https://harbour.example/news/1#gone\">[3]</a>",
        "<a href=\"#place-3\">the counts</a>",
        "<h3 id=\"place-3\">Counts</h3>",
        "<li id=\"place-4\">",
        "<a href=\"#place-1\">↩</a>",
        "<p id=\"place-5\">",
        "<a href=\"#place-2\">↩</a>",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains('↑'), "{page}");
    // What others build from has no names in it.
    assert!(!article.html().contains("id=") && !article.html().contains('↩'), "{}", article.html());
}

#[test]
fn the_notes_of_a_book_open_at_their_marks() {
    let file = article_with_notes().export(Format::Epub, &Export::new());
    check_book("notes", &file);
    let book = Book::open(&file);
    let document = book.xml("EPUB/article.xhtml");
    let kind = |it: Node<'_, '_>| {
        it.attribute(("http://www.idpf.org/2007/ops", "type")).map(str::to_owned)
    };
    let of = |wanted: &str| {
        document.descendants().filter(|it| kind(*it).as_deref() == Some(wanted)).collect::<Vec<_>>()
    };
    let (marks, notes) = (of("noteref"), of("footnote"));
    assert_eq!(marks.len(), 2, "{}", book.text("EPUB/article.xhtml"));
    for (mark, note) in marks.iter().zip(&notes) {
        let id = note.attribute("id").unwrap_or_default();
        assert_eq!(mark.attribute("href"), Some(format!("#{id}").as_str()));
        let back = note.descendants().find(|it| it.text() == Some("↩")).unwrap();
        let to = back.attribute("href").unwrap().trim_start_matches('#').to_owned();
        let mut around = mark.ancestors().filter_map(|it| it.attribute("id"));
        assert!(around.any(|id| id == to), "{to}");
    }
}

#[test]
fn the_notes_of_saved_markdown_are_footnotes() {
    let markdown = text(&article_with_notes().export(Format::Markdown, &Export::new()));
    for wanted in [
        "Spring tides[^1] and neap tides[^2] differ, as the board \
         shows<sup>[\\[3\\]](https://harbour.example/news/1#gone)</sup>.",
        "See [the counts](https://harbour.example/news/1#counts).",
        "\n## Notes\n\n[^1]: When sun and moon stand in one line with the earth.\n\n\
         [^2]: When they stand at right angles, so that each takes from the other.\n",
    ] {
        assert!(markdown.contains(wanted), "{wanted}: {markdown}");
    }
}

#[test]
fn notes_of_every_shape_are_footnotes_in_markdown() {
    let mark =
        |name: &str, sign: &str| format!("<sup>[<a id=r-{name} href=#{name}>{sign}</a>]</sup>");
    let prose = "When sun and moon stand in one line with the earth.";
    for (sign, note, expected) in [
        ("1", format!("<p id=n><a href=#r-n>1</a> {prose}</p>"), format!("[^1]: {prose}")),
        ("1", format!("<p id=n>1. {prose}</p>"), format!("[^1]: {prose}")),
        (
            "1",
            format!("<p id=n><sup><a href=#r-n>[1]</a></sup> {prose}</p>"),
            format!("[^1]: {prose}"),
        ),
        ("*", format!("<p id=n>{prose}</p>"), format!("[^place-1]: {prose}")),
        ("n 1", format!("<p id=n>{prose}</p>"), format!("[^n1]: {prose}")),
        (
            "a",
            format!("<ol><li>One.<li id=n><b><a href=#r-n>^</a></b> {prose}<li>Three.</ol>"),
            format!("1. One.\n\n[^a]: {prose}\n\n3. Three."),
        ),
        (
            "2",
            format!("<ol><li id=n><p>{prose}</p><p>Or nearly so.</p></ol>"),
            format!("[^2]: {prose}\n\n    Or nearly so."),
        ),
    ] {
        let marked = mark("n", sign);
        let article =
            article_of("", &format!("<p>Spring tides are high!{marked}</p><h2>Notes</h2>{note}"));
        let markdown = text(&article.export(Format::Markdown, &Export::new()));
        let name = expected.split_once("[^").and_then(|it| it.1.split_once(']')).unwrap().0;
        assert!(markdown.contains(&format!("high\\![^{name}]\n")), "{markdown}");
        assert!(markdown.contains(&expected), "{expected}: {markdown}");
    }
}

#[test]
fn marks_of_notes_stand_apart_in_saved_text() {
    let told = text(&article_with_notes().export(Format::Text, &Export::new()));
    assert!(
        told.contains("Spring tides[1] and neap tides[2] differ, as the board shows[3]."),
        "{told}"
    );
    assert!(told.contains("\n1. When sun and moon stand in one line with the earth.\n"), "{told}");
}

/// Where names stand in pages: on nothing, on what isn't written, twice on the same text.
#[test]
fn a_link_leads_to_the_text_that_its_name_stands_at() {
    let prose = "When sun and moon stand in one line with the earth, the tide is great.";
    for named in [
        format!("<p id=n></p><p>{prose}</p>"),
        format!("<p><a name=n></a></p><p>{prose}</p>"),
        format!("<a name=n></a><p>{prose}</p>"),
        format!("<section id=n><p>{prose}</p></section>"),
        format!("<section id=other><p id=n>{prose}</p></section>"),
        format!("<p id=other><span id=n>{prose}</span></p>"),
        format!("<table><tr><th>Tide<th>Why<tbody id=n><tr><td>Spring<td>{prose}</table>"),
    ] {
        let article = article_of("", &format!("<p>More is told <a href=#n>below</a>.</p>{named}"));
        let page = text(&article.export(Format::Page, &Export::new()));
        assert!(page.contains("<a href=\"#place-1\">below</a>"), "{named}: {page}");
        let (_, after) = page.split_once("id=\"place-1\">").unwrap_or_default();
        let words = after.trim_start_matches("<td>Spring</td><td class=\"long\">");
        assert!(words.starts_with(prose), "{named}: {page}");
        check_book(&named, &article.export(Format::Epub, &Export::new()));
    }
}

#[test]
fn a_body_that_a_program_changed_is_saved_as_it_is() {
    let mut article = article_with_notes();
    for op in &mut article.body.ops {
        if let Op::Text(text) = op {
            *text = text.replace("Twelve", "Thirteen");
        }
    }
    for format in [Format::Page, Format::Text, Format::Epub] {
        let bytes = article.export(format, &Export::new()).bytes;
        let told = String::from_utf8_lossy(&bytes).into_owned();
        assert!(told.contains("Thirteen boats") && !told.contains("Twelve"), "{told}");
    }
}

/// In every article, what leads into it is there, once, and nothing else has a name.
#[test]
fn links_within_a_saved_page_lead_somewhere() {
    let mut n_links = 0;
    for (name, article, export) in all() {
        for export in [everything_back(&article, export.clone()), export] {
            let page = text(&article.export(Format::Page, &export));
            let document = scraper::Html::parse_document(&page);
            let all = |selector: &str, attribute: &str| {
                let selector = scraper::Selector::parse(selector).unwrap();
                let values = document.select(&selector).filter_map(|it| it.attr(attribute));
                values.map(str::to_owned).collect::<Vec<_>>()
            };
            let ids = all("article [id]", "id");
            let unique: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
            let links = all("article a[href^='#']", "href");
            let led_to: BTreeSet<&str> = links.iter().map(|it| &it[1..]).collect();
            assert_eq!(unique, led_to, "{name}");
            n_links += links.len();
        }
    }
    assert!(8 < n_links, "only {n_links}");
}

#[test]
fn a_page_without_an_article_is_saved_without_a_fault() {
    for format in Format::ALL {
        let file = read("<title>Soon</title><p>Soon.").export(format, &Export::new().put_back(3));
        assert!(!file.bytes.is_empty());
        if format == Format::Epub {
            check_book("no article", &file);
        }
    }
}

fn text(file: &File) -> String {
    String::from_utf8(file.bytes.clone()).unwrap()
}

/// An e-book, unpacked.
pub(crate) struct Book {
    files: BTreeMap<String, Vec<u8>>,
}

impl Book {
    pub(crate) fn open(file: &File) -> Self {
        assert_eq!(file.media_type, "application/epub+zip");
        // Readers tell an e-book by these bytes, at this place.
        assert_eq!(&file.bytes[30..58], b"mimetypeapplication/epub+zip");
        let mut archive = zip::ZipArchive::new(Cursor::new(file.bytes.as_slice())).unwrap();
        let mut files = BTreeMap::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let name = entry.name().unwrap().into_owned();
            assert!(at > 0 || name == "mimetype");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            assert!(files.insert(name, bytes).is_none());
        }
        Book { files }
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).unwrap()
    }

    fn xml(&self, name: &str) -> Document<'_> {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        Document::parse_with_options(self.text(name), options)
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

fn check_book(name: &str, file: &File) {
    check_whole(name, &Book::open(file));
}

fn check_whole(name: &str, book: &Book) {
    let container = book.xml("META-INF/container.xml");
    let root = container.descendants().find_map(|it| it.attribute("full-path"));
    assert_eq!(root, Some("EPUB/package.opf"));
    let package = book.xml("EPUB/package.opf");
    let items: Vec<Node<'_, '_>> =
        package.descendants().filter(|it| it.tag_name().name() == "item").collect();
    let told: BTreeSet<String> =
        items.iter().map(|it| format!("EPUB/{}", it.attribute("href").unwrap())).collect();
    let mut held: BTreeSet<String> = book.files.keys().cloned().collect();
    for file in ["mimetype", "META-INF/container.xml", "EPUB/package.opf"] {
        held.remove(file);
    }
    assert_eq!(told, held, "{name}");
    let ids: BTreeSet<_> = items.iter().filter_map(|it| it.attribute("id")).collect();
    assert_eq!(ids.len(), items.len(), "{name}");
    check_container(&container);
    check_package(name, package.root_element());
    for item in &items {
        check_media_type(name, book, *item);
    }
    check_order(name, &package, &items);
    for document in ["EPUB/nav.xhtml", "EPUB/article.xhtml"] {
        check_document(name, book, document);
        check_head(name, book, document);
    }
    check_contents(name, &book.xml("EPUB/nav.xhtml"));
}

fn children<'a>(node: Node<'a, 'a>, tag: &str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|it| it.is_element() && it.tag_name().name() == tag).collect()
}

fn check_container(container: &Document<'_>) {
    let root = container.descendants().find(|it| it.tag_name().name() == "rootfile").unwrap();
    assert_eq!(root.attribute("media-type"), Some("application/oebps-package+xml"));
    assert_eq!(container.root_element().attribute("version"), Some("1.0"));
}

/// What a package must tell of its book, once each.
fn check_package(name: &str, package: Node<'_, '_>) {
    assert_eq!(package.attribute("version"), Some("3.0"), "{name}");
    let told = |tag: &str| -> Vec<Node<'_, '_>> {
        package.descendants().filter(|it| it.tag_name().name() == tag).collect()
    };
    for wanted in ["title", "language", "identifier"] {
        let text = told(wanted).first().and_then(Node::text).unwrap_or_default().trim().to_owned();
        assert!(!text.is_empty(), "{name}: {wanted}");
    }
    let identifier = package.attribute("unique-identifier");
    assert!(told("identifier").iter().any(|it| it.attribute("id") == identifier), "{name}");
    let modified: Vec<_> = told("meta")
        .into_iter()
        .filter(|it| it.attribute("property") == Some("dcterms:modified"))
        .filter_map(|it| it.text())
        .collect();
    let is_time = |it: &str| {
        it.bytes()
            .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte })
            .eq(*b"0000-00-00T00:00:00Z")
    };
    assert!(matches!(modified[..], [time] if is_time(time)), "{name}: {modified:?}");
}

/// Each file is what the manifest calls it: its own bytes tell.
fn check_media_type(name: &str, book: &Book, item: Node<'_, '_>) {
    let href = item.attribute("href").unwrap();
    let bytes = book.files[&format!("EPUB/{href}")].as_slice();
    let is = match item.attribute("media-type").unwrap() {
        "application/xhtml+xml" => {
            book.xml(&format!("EPUB/{href}")).root_element().has_tag_name((XHTML, "html"))
        }
        "text/css" => std::str::from_utf8(bytes).is_ok_and(|it| it.contains('{')),
        "image/png" => bytes.starts_with(b"\x89PNG"),
        "image/jpeg" => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        "image/gif" => bytes.starts_with(b"GIF8"),
        "image/webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        other => panic!("{name}: {href} is {other}, which a reading system needn't know"),
    };
    assert!(is, "{name}: {href} isn't {:?}", item.attribute("media-type"));
}

/// The spine holds every document that is read, once; the manifest names one table of contents and one cover at most.
fn check_order(name: &str, package: &Document<'_>, items: &[Node<'_, '_>]) {
    let with = |property: &str| -> Vec<_> {
        let has = |it: &&Node<'_, '_>| {
            it.attribute("properties").is_some_and(|it| it.split(' ').any(|it| it == property))
        };
        items.iter().filter(has).filter_map(|it| it.attribute("href")).collect()
    };
    assert_eq!(with("nav"), ["nav.xhtml"], "{name}");
    let covers = with("cover-image");
    assert!(
        covers.len() <= 1 && covers.iter().all(|it| it.starts_with("images/")),
        "{name}: {covers:?}"
    );
    let spine = package.descendants().find(|it| it.tag_name().name() == "spine").unwrap();
    let order: Vec<_> =
        children(spine, "itemref").iter().map(|it| it.attribute("idref").unwrap()).collect();
    let read: Vec<_> = items
        .iter()
        .filter(|it| it.attribute("media-type") == Some("application/xhtml+xml"))
        .filter(|it| it.attribute("href") != Some("nav.xhtml"))
        .map(|it| it.attribute("id").unwrap())
        .collect();
    assert_eq!(order, read, "{name}");
}

/// A document has a title and its style, says its language twice alike, and holds nothing that the manifest would have to warn of.
fn check_head(name: &str, book: &Book, file: &str) {
    let document = book.xml(file);
    let html = document.root_element();
    let language = html.attribute("lang");
    assert_eq!(
        html.attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
        language,
        "{name}: {file}"
    );
    let head = children(html, "head")[0];
    assert!(
        children(head, "title")[0].text().is_some_and(|it| !it.trim().is_empty()),
        "{name}: {file}"
    );
    for link in children(head, "link") {
        assert!(
            book.files.contains_key(&format!("EPUB/{}", link.attribute("href").unwrap())),
            "{name}: {file}"
        );
    }
    let warned = ["script", "svg", "math", "form", "iframe", "object", "embed", "switch"];
    let found = document.descendants().find(|it| warned.contains(&it.tag_name().name()));
    assert!(found.is_none(), "{name}: {file} has {found:?}");
}

/// One list of links, of which each has words, and lists below them that aren't empty.
fn check_contents(name: &str, nav: &Document<'_>) {
    const OPS: &str = "http://www.idpf.org/2007/ops";
    let tables: Vec<_> =
        nav.descendants().filter(|it| it.attribute((OPS, "type")) == Some("toc")).collect();
    assert!(matches!(tables[..], [it] if it.has_tag_name((XHTML, "nav"))), "{name}");
    let lists: Vec<_> = tables[0].children().filter(Node::is_element).collect();
    assert!(matches!(lists[..], [it] if it.has_tag_name((XHTML, "ol"))), "{name}");
    for list in nav.descendants().filter(|it| it.has_tag_name((XHTML, "ol"))) {
        let entries = children(list, "li");
        assert!(!entries.is_empty(), "{name}: an empty list");
        for entry in entries {
            let inside: Vec<_> =
                entry.children().filter(Node::is_element).map(|it| it.tag_name().name()).collect();
            assert!(matches!(inside[..], ["a"] | ["a", "ol"]), "{name}: {inside:?}");
            let words: String =
                children(entry, "a")[0].descendants().filter_map(|it| it.text()).collect();
            assert!(!words.trim().is_empty(), "{name}: an entry without words");
        }
    }
}

fn check_document(name: &str, book: &Book, file: &str) {
    let document = book.xml(file);
    let mut ids = BTreeSet::new();
    for element in document.descendants().filter(Node::is_element) {
        let tag = element.tag_name().name();
        if let Some(id) = element.attribute("id") {
            assert!(ids.insert(id), "{name}: two elements are {id}");
        }
        if let Some(src) = element.attribute("src") {
            assert!(book.files.contains_key(&format!("EPUB/{src}")), "{name}: {src}");
        }
        if let Some(href) = element.attribute("href").filter(|_| tag == "a") {
            check_link(name, book, file, href);
        }
        check_model(name, element);
    }
}

fn check_link(name: &str, book: &Book, file: &str, href: &str) {
    let (path, id) = href.split_once('#').unwrap_or((href, ""));
    if path.contains(':') {
        assert!(url::Url::parse(href).is_ok(), "{name}: {href}");
        return;
    }
    let target = if path.is_empty() { file.to_owned() } else { format!("EPUB/{path}") };
    let target = book.xml(&target);
    assert!(
        id.is_empty() || target.descendants().any(|it| it.attribute("id") == Some(id)),
        "{name}: {href}"
    );
}

/// HTML's rules of what stands in what, as far as articles come near to breaking them.
fn check_model(name: &str, element: Node<'_, '_>) {
    let tag = element.tag_name().name();
    let parent = element.parent_element().map_or("", |it| it.tag_name().name());
    let wanted: &[&str] = match tag {
        "li" => &["ul", "ol"],
        "dt" | "dd" => &["dl"],
        "tr" => &["thead", "tbody", "tfoot"],
        "td" | "th" => &["tr"],
        "thead" | "tbody" | "tfoot" | "caption" => &["table"],
        "figcaption" => &["figure"],
        "rt" => &["ruby"],
        _ => &[],
    };
    assert!(wanted.is_empty() || wanted.contains(&parent), "{name}: <{tag}> in <{parent}>");
    let children: Vec<&str> =
        element.children().filter(Node::is_element).map(|it| it.tag_name().name()).collect();
    let only: &[&str] = match tag {
        "ul" | "ol" => &["li"],
        "dl" => &["dt", "dd"],
        "tr" => &["td", "th"],
        "thead" | "tbody" | "tfoot" => &["tr"],
        "table" => &["caption", "thead", "tbody", "tfoot"],
        _ => &[],
    };
    let has_text = element
        .children()
        .any(|it| it.is_text() && it.text().is_some_and(|it| !it.trim().is_empty()));
    let fits = only.is_empty() || (children.iter().all(|it| only.contains(it)) && !has_text);
    assert!(fits, "{name}: <{tag}> holds {children:?}");
    let line = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "a", "em", "strong", "b", "i", "code",
        "span", "caption",
    ];
    let blocks = [
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "blockquote",
        "pre",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
    ];
    let block = children.iter().find(|it| line.contains(&tag) && blocks.contains(it));
    assert!(block.is_none(), "{name}: <{block:?}> in <{tag}>");
    assert!(
        tag != "a" || element.ancestors().skip(1).all(|it| it.tag_name().name() != "a"),
        "{name}: <a> in <a>"
    );
}
