//! A picture comes with the best address and words that the page has for it, and never as a placeholder.
use lede::{Options, Reader};

const PROSE: &str = "<p>The ferry left at six, as it had every day for forty years, and nobody looked up. The gulls, who had seen it all before, went on with their breakfast.</p>";

/// The article's HTML, with the figure amid its prose.
fn html(figure: &str) -> String {
    let prose = PROSE.repeat(3);
    let mut reader = Reader::new(Options::new());
    reader.write(
        format!(
            "<title>The ferry</title><article><h1>The ferry</h1>{prose}{figure}{prose}</article>"
        )
        .as_bytes(),
    );
    reader.finish().html()
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
