//! A picture comes with the best address and words that the page has for it, and never as a placeholder.
use lede::{Options, Reader};

const PROSE: &str = "<p>The ferry left at six, as it had every day for forty years, and nobody looked up. The gulls, who had seen it all before, went on with their breakfast.</p>";

/// The article's HTML, with the figure amid its prose.
fn html(figure: &str) -> String {
    read(figure).html()
}

fn read(figure: &str) -> lede::Article {
    let prose = PROSE.repeat(3);
    let mut reader = Reader::new(Options::new());
    reader.write(
        format!(
            "<title>The ferry</title><article><h1>The ferry</h1>{prose}{figure}{prose}</article>"
        )
        .as_bytes(),
    );
    reader.finish()
}

#[test]
fn who_is_quoted_in_a_figure_is_no_caption() {
    let quote = read(
        "<figure><blockquote><p>Nobody looks up who has seen the gulls eat.</p></blockquote><figcaption>Vera Quill, mate</figcaption></figure>",
    );
    assert!(quote.text_without_captions().contains("Vera Quill, mate"), "{}", quote.html());
    let photo = read(
        "<figure><img src=https://img.example/mate.jpg width=800 height=500><figcaption>Vera Quill, mate</figcaption></figure>",
    );
    assert!(photo.html().contains("Vera Quill, mate"), "{}", photo.html());
    assert!(!photo.text_without_captions().contains("Vera Quill, mate"), "{}", photo.html());
}

#[test]
fn a_photo_may_be_called_as_placeholders_are() {
    let caption = "<figcaption>The laziest dog of the harbour</figcaption>";
    let large = html(&format!(
        "<figure><img src=https://img.example/lazy.jpg width=800 height=500>{caption}</figure>"
    ));
    assert!(large.contains("src=\"https://img.example/lazy.jpg\""), "{large}");
    for placeholder in [
        "<img src=https://img.example/lazy.jpg>",
        "<img src=https://img.example/lazy.gif width=800 height=500>",
        "<img src=https://img.example/blank.jpg width=800 height=500>",
    ] {
        let html = html(&format!("<figure>{placeholder}{caption}</figure>"));
        assert!(!html.contains("<img"), "{placeholder}: {html}");
    }
    let loaded = html(
        "<img src=https://img.example/lazy.jpg data-src=https://img.example/dog.jpg width=800 height=500>",
    );
    assert!(loaded.contains("dog.jpg") && !loaded.contains("lazy.jpg"), "{loaded}");
}

#[test]
fn the_copy_for_browsers_without_scripts_says_what_a_picture_shows() {
    let html = html(
        "<figure><img data-src=https://img.example/boat.jpg><noscript><img src=https://img.example/boat.jpg alt='A boat at low tide'></noscript></figure>",
    );
    assert_eq!(html.matches("<img").count(), 1, "{html}");
    assert!(html.contains("alt=\"A boat at low tide\""), "{html}");
}

#[test]
fn a_photo_above_the_headline_leads_and_the_logo_does_not() {
    let read = |above: &str| {
        let mut reader = Reader::new(Options::new());
        let prose = PROSE.repeat(6);
        reader.write(
            format!("<title>The ferry to Vane</title><header><img src=https://img.example/logo.png width=400 height=90></header><main><div><div>{above}<h1>The ferry to Vane</h1></div><div>{prose}</div></div></main>")
                .as_bytes(),
        );
        reader.finish()
    };
    let photo = "<figure><img src=https://img.example/quay.jpg width=1600 height=900 alt=Quay><figcaption>The quay on Tuesday</figcaption></figure>";
    let article = read(photo);
    let lead = article.lead_image.as_ref().map(|it| (it.src.as_str(), it.caption.as_deref()));
    assert_eq!(lead, Some(("https://img.example/quay.jpg", Some("The quay on Tuesday"))));
    assert!(article.html().contains("quay.jpg"), "{}", article.html());
    assert!(read("").lead_image.is_none());
}

#[test]
fn a_link_to_the_same_picture_larger_stays_and_one_to_a_page_goes() {
    let image = "<img src=https://img.example/ferry-800.jpg width=800 height=500>";
    let linked = |href: &str| html(&format!("<figure><a href={href}>{image}</a></figure>"));
    for larger in ["https://img.example/ferry.jpg", "https://other.example/a/ferry.JPG?w=2000"] {
        let html = linked(larger);
        let whole =
            format!("<figure><a href=\"{larger}\"><img src=\"https://img.example/ferry-800.jpg\"");
        assert!(html.contains(&whole), "{html}");
    }
    for page in [
        "https://img.example/ferry-800.jpg",
        "https://img.example/File:Ferry.jpg",
        "https://img.example/ferry.html",
        "javascript:x.jpg",
    ] {
        let html = linked(page);
        assert!(html.contains("<img") && !html.contains("<a"), "{page}: {html}");
    }
    let nameless = "<a href=https://img.example/2000/f71ea2><img src=https://img.example/800/f71ea2 width=800 height=500></a>";
    assert!(html(nameless).contains("<a href=\"https://img.example/2000/f71ea2\"><img"));
    let captioned = format!(
        "<div><a href=https://img.example/ferry.jpg>{image}</a></div><div class=caption>The ferry, early.</div>"
    );
    assert!(
        html(&captioned).contains("</a>\n<figcaption>The ferry, early.</figcaption></figure>"),
        "{}",
        html(&captioned)
    );
    let in_a_line = format!(
        "<ul><li><a href=https://img.example/ferry.jpg>Seen early {image} in autumn</a></ul>"
    );
    assert_eq!(html(&in_a_line).matches("<a ").count(), 1);
}
