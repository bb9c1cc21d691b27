//! The dek: the line between headline and body, where it stands outside the article's element, and what only looks
//! like one.
use lede::{Article, Export, Format, Options, Place, Reader};

use crate::export::Book;

const HEADLINE: &str = "The ferry that leaves eleven minutes early";
const DEK: &str =
    "For the ninth time this autumn nobody complained. The captain says the tide can't read.";

const PARAGRAPHS: [&str; 18] = [
    "The morning ferry left the quay eleven minutes before its time on Tuesday, as it has on eight other mornings \
     since September, and nobody who was on board has said a word against it.",
    "Its captain, who has crossed the sound more than twenty thousand times, keeps a log by hand, with the wind and \
     the number of bicycles, and once, in the spring of the year before last, a sofa.",
    "The harbour office takes another view. A timetable is a promise, it wrote to the crew in October, and one that \
     is kept with those who know better isn't kept with anybody else.",
    "Researchers from the mainland have begun to copy the log, since no record of the current is as long as this one, \
     not even that of the lighthouse, which was lost in a fire.",
    "What they have found so far surprised them: the tide in the narrows turns a quarter of an hour sooner than it \
     did when the timetable was printed, and the boat has gone along with it.",
    "On Thursday the council will decide whether the first crossing is at six or when the water allows it. Either \
     way somebody will be late, and the log will say who it was.",
    "The baker on the north shore has moved her ovens forward by a quarter of an hour, so that the bread is on board. \
     She didn't ask anyone, she says, since the smell of it asks for itself all along the quay.",
    "Schoolchildren, who used to run for the second boat, now walk to the first. Their teachers have seen to it that \
     whoever comes early may sit in the library, where the stove is lit at seven, and read what is there.",
    "There have been complaints before. In the winter when the ice came, forty people signed a sheet of paper against \
     the boat's whistle, and thirty of them took their names off again when the fog arrived.",
    "Nobody can say how often the crossing has been late, because nobody has counted. The office counts passengers, \
     cars and dogs, and once a year it weighs the mail; the minutes it leaves to the clock above its door.",
    "That clock has been slow since the storm of last January. A man from the mainland came to look at it, had a cup \
     of coffee, missed the boat that leaves early, and slept at the inn at the council's expense.",
    "A second boat would cost four million, and a longer pier half as much again. The council has a hundred thousand, \
     which it means to spend on a shelter for bicycles and on a new board for the timetable.",
    "What would be written on the board is what they argue about. The captain proposes a single line, to the effect \
     that the ferry leaves when it's time; the office would like to see figures, and in two colours.",
    "Until then those who live here do what they have always done. They look at the water from the kitchen window, \
     put on a coat, and are on the quay a little before the boat is, whatever anybody's watch may show.",
    "Visitors are another matter. They come with the printed timetable in their hands, stand on the empty quay, and \
     are asked in for tea by whoever lives nearest, which some of them now say is the best part of the journey.",
    "One of them, a retired teacher of geography, stayed the week. She has drawn a chart of the narrows on which the \
     hours are written where the depths would be, and has given a copy of it to the captain.",
    "He has hung it beside the wheel. It's wrong in two places, he says, but wrong in the way that the water itself is \
     wrong, and so it will do until somebody comes who draws a better one.",
    "The office has asked for a copy as well. It was told that there is one on the boat, and that the boat leaves at \
     about six, or when the water allows, and that it would be best to be there early.",
];

fn read(page: &str) -> Article {
    let mut reader = Reader::new(Options::new().url("https://sound.example/news/ferry").unwrap());
    reader.write(page.as_bytes());
    let article = reader.finish();
    assert!(article.found(), "{:?}", article.no_article);
    article
}

/// A page of boxes without names: `head` in its head, `header` below the headline, in its box. The text is so long, and so
/// much stands below it, that the article's element is none that holds the headline, too.
fn page(head: &str, header: &str) -> Article {
    page_of(head, header, 1)
}

/// The same with a text so many times as long.
fn page_of(head: &str, header: &str, n_times: usize) -> Article {
    let part = |n: usize| PARAGRAPHS.map(|it| format!("<p>{it} ({n})</p>")).concat();
    let body: String = match n_times {
        1 => PARAGRAPHS.map(|it| format!("<p>{it}</p>")).concat(),
        _ => (0..n_times).map(part).collect(),
    };
    let ferry = |n: u32| {
        format!("<li><a href=/{n}>Ferry no. {n} and what it carried over the sound</a></li>")
    };
    let boats: String = (1..150).map(ferry).collect();
    read(&format!(
        r#"<!doctype html><html lang="en"><head><title>{HEADLINE} | The Sound Post</title>{head}</head><body>
        <div class="a1"><a href="/">The Sound Post</a><ul><li><a href="/sea">Sea</a></li><li><a href="/land">Land</a></li></ul></div>
        <div class="b2"><div class="c3"><h1>{HEADLINE}</h1>{header}</div></div>
        <div class="d4"><div class="e5">{body}</div><ul class="e6">{boats}</ul></div>
        <div class="f6"><a href="/about">About us</a> <a href="/contact">Contact</a></div></body></html>"#
    ))
}

fn described() -> String {
    format!(r#"<meta property="og:description" content="{DEK}">"#)
}

#[test]
fn the_line_below_the_headline_is_the_dek_and_none_of_the_text() {
    for header in [
        format!("<p>{DEK}</p>"),
        format!("<h2>{DEK}</h2>"),
        format!("<div><div>By Ada Example</div><div>3 December 2026</div></div><div>{DEK}</div>"),
        "<p>For the ninth time this <em>autumn</em>\n nobody complained.<br>The captain says the tide can't read.</p>".to_owned(),
    ] {
        let article = page("", &header);
        assert_eq!(article.dek.as_deref(), Some(DEK), "{header}");
        assert!(!article.text().contains("nobody complained."), "{header}");
        assert_eq!(article.title.as_deref(), Some(HEADLINE));
        assert!(article.explain().contains("keep\tdek\t"), "{}", article.explain());
        let before = article.removals.iter().enumerate();
        for (at, _) in before.filter(|(_, it)| it.place == Place::Before) {
            assert!(!article.removed_text(at).contains("nobody complained"), "{header}");
        }
    }
}

#[test]
fn what_the_page_describes_itself_by_is_one_wherever_it_stands_above_the_text() {
    let far = format!(
        "<ul><li><a href=/s>Share</a></li></ul><h3>Why it matters</h3><p>{DEK} By Ada Ex, 3/12</p>"
    );
    let article = page(&described(), &far);
    assert_eq!(article.dek.as_deref(), Some(DEK));
    // Without the page's word it's what the heading heads.
    assert_eq!(page("", &far).dek, None);
}

#[test]
fn what_only_stands_below_the_headline_is_no_dek() {
    for header in [
        "<p>By Ada Example and Bo Sample, 3 December 2026</p>",
        "<p>By Ada Example, 20 May 2026 4:00 a.m.</p>",
        "<div>By Ada Example<br>May 20, 2026 4:00 a.m.</div>",
        "<p>By Ada Example, who has covered the sea since 1999. Photographs by Bo Sample.</p>",
        "<p>Last changed on Wednesday, 20 May 2026, at 4:00 a.m. there</p>",
        "<p>Ada Example, PhD; Bo Sample, MSc, and Cy Pattern, FRS</p>",
        "<p>The Sound Post | 03.12.2026 at 13:36 | Changed the same day | By Ada Example</p>",
        "<p>Home › Sea › Ferries › Timetables of the year</p>",
        "<ul><li>Home and garden and all the rest</li><li>Sea and land and air for everybody</li></ul>",
        "<p>3 beds 2 baths 1 kitchen 1,200 feet</p>",
        "<p>What you should know before you go on board:</p>",
        "<p>“A timetable is a promise, and a promise is kept with everybody.”</p>",
        "<p>The ferry that leaves eleven minutes early quantity</p>",
        "<div><img src=/ferry.jpg width=900 height=500><p>The ferry on the sound, early in the morning of Tuesday.</p></div>",
        "<figure><img src=/ferry.jpg width=900 height=500><figcaption>The ferry on the sound, early in the morning.</figcaption></figure>",
        "<figure><blockquote><p>What the captain says is said by everybody here, and at every hour of the day.</p></blockquote></figure>",
        "<div><p>The sea, every morning in your inbox, before the boat.</p><input type=email placeholder=E-mail></div>",
        "<div class=newsletter-box><p>The sea, every morning, before the first boat leaves.</p></div>",
        "<h3>Find a boat</h3><p>Search for a ferry or a harbour in your neighbourhood.</p>",
        "<p>Ferries today</p>",
    ] {
        let article = page("", header);
        assert_eq!(article.dek, None, "{header}");
    }
}

#[test]
fn a_byline_is_no_dek_even_where_the_page_describes_itself_by_it() {
    for line in [
        "By Ada Example, our reporter on the sound and in all of its harbours",
        "By Ada Example, 20 May 2026 4:00 a.m.",
        "Wednesday, 20 May 2026, at 4:00 a.m.",
    ] {
        let head = format!(r#"<meta name="description" content="{line}">"#);
        let article = page(&head, &format!("<p>{line}</p>"));
        assert_eq!(article.dek, None, "{line}");
    }
    let line = "By the end of May nobody was late any more";
    let head = format!(r#"<meta name="description" content="{line}">"#);
    assert_eq!(page(&head, &format!("<p>{line}</p>")).dek.as_deref(), Some(line));
}

#[test]
fn what_the_text_begins_with_or_the_title_says_is_said_once() {
    let begins = "The morning ferry left the quay eleven minutes before its time, once more.";
    let described = format!(r#"<meta name="description" content="{begins}">"#);
    let header = format!("<p>{begins}</p>");
    assert_eq!(page(&described, &header).dek.as_deref(), Some(begins));
    let again = PARAGRAPHS[0].split_once(", as it").unwrap().0;
    let header = format!("<p>{again}.</p>");
    let described = format!(r#"<meta name="description" content="{again}">"#);
    assert_eq!(page(&described, &header).dek, None);
    let title = format!("<p>{HEADLINE}</p>");
    assert_eq!(page("", &title).dek, None);
}

#[test]
fn first_paragraphs_are_no_dek() {
    let lead = "What follows is the story of a boat and of the people it left behind.";
    let next = "It begins on a Tuesday in autumn, with the tide coming in, a quarter of an hour sooner than anybody had thought.";
    // A long text's element takes in no paragraphs beside the headline.
    for n_times in [1, 3] {
        let article = page_of("", &format!("<p>{lead}</p><p>{next}</p>"), n_times);
        assert_eq!(article.dek, None, "{}", article.explain());
        assert_eq!(page_of("", &format!("<p>{lead}</p>"), n_times).dek.as_deref(), Some(lead));
    }
}

#[test]
fn every_form_shows_the_dek_below_the_headline_and_the_text_goes_without() {
    let header =
        "<p>Nobody *complained* of <b>A &amp; B</b>.<br>The captain says the tide can't read.</p>";
    let dek = "Nobody *complained* of A & B. The captain says the tide can't read.";
    let article = page(r#"<meta name="author" content="Ada Example">"#, header);
    assert_eq!(article.dek.as_deref(), Some(dek));
    let markdown = format!(
        "# {HEADLINE}\n\nNobody \\*complained\\* of A & B. The captain says the tide can't read.\n\n"
    );
    assert!(
        article.markdown().starts_with(&format!("{markdown}The morning")),
        "{}",
        article.markdown()
    );

    let export = Export::new().note("Only a part.");
    let file = |format| article.export(format, &export);
    let text = |format| String::from_utf8(file(format).bytes).unwrap();
    let saved = text(Format::Markdown);
    assert!(saved.contains(&format!("---\n\n{markdown}> Only a part.\n\nThe morning")), "{saved}");
    let saved = text(Format::Text);
    assert!(saved.starts_with(&format!("{HEADLINE}\n\n{dek}\n\nAda Example\n\nOnly")), "{saved}");
    let shown = format!(
        "<h1>{HEADLINE}</h1>\n<p class=\"dek\">Nobody *complained* of A &amp; B. The captain says the tide can&#39;t read.</p>\n<p class=\"about\">"
    );
    let plain = |text: &str| text.replace("&#39;", "'").replace("&apos;", "'");
    let saved = text(Format::Page);
    assert!(plain(&saved).contains(&plain(&shown)), "{saved}");
    let book = Book::open(&file(Format::Epub));
    let book = book.text("EPUB/article.xhtml");
    assert!(plain(book).contains(&plain(&shown)), "{book}");

    for text in
        [article.text(), article.text_without_captions(), article.readable_text(), article.html()]
    {
        assert!(!text.contains("The captain says"), "{text}");
    }
    // Whoever reads what was saved sees it, too.
    let mut reader = Reader::new(Options::new());
    reader.write(saved.as_bytes());
    let again = reader.finish();
    assert!(
        again.dek == article.dek || again.text().contains("The captain says"),
        "{}",
        again.explain()
    );
}

#[test]
fn where_there_is_no_dek_nothing_stands_for_it() {
    let article = page("", "");
    let page = String::from_utf8(article.export(Format::Page, &Export::new()).bytes).unwrap();
    assert!(!page.contains("class=\"dek\""), "{page}");
    assert!(article.markdown().starts_with(&format!("# {HEADLINE}\n\nThe morning")));
}
