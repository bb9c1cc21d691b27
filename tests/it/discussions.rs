//! Discussions: who speaks, when, and what stays of a post.
use lede::{Article, Options, Reader};

const TEXT: &str = "The kingfisher came back to the weir on Monday, sat on the same post as last year, and took four sticklebacks before the rain began.";

fn read(html: &str, address: &str) -> Article {
    let mut reader = Reader::new(Options::new().url(address).unwrap());
    reader.write(html.as_bytes());
    reader.finish()
}

/// A thread of which each post begins with a line of its own author and ends with `rest`.
fn thread(rest: &str) -> String {
    let post = |name: &str| {
        format!(
            "<div class=message><h4 class=username><a href=/members/{name}>{name}</a></h4><div class=votes>41</div>\
             <time datetime=2026-03-02>2 March 2026</time><div class=text><p>{TEXT}</p><p>{TEXT} It was {name} who saw it.</p>{rest}</div></div>"
        )
    };
    let posts: Vec<String> = ["alder", "bittern", "curlew"].iter().map(|it| post(it)).collect();
    format!("<title>Kingfishers</title><body><h1>Kingfishers</h1><main>{}</main>", posts.concat())
}

#[test]
fn each_post_says_who_wrote_it_and_when() {
    let article = read(&thread(""), "https://birds.example/threads/kingfishers.7/");
    let text = article.text();
    let lines: Vec<&str> = text.lines().collect();
    for name in ["alder", "bittern", "curlew"] {
        assert!(lines.contains(&name), "{name} is gone: {}", article.explain());
    }
    assert_eq!(text.matches("2 March 2026").count(), 3, "{}", article.explain());
    assert!(!lines.contains(&"41"), "votes stay: {}", article.explain());
    assert_eq!(article.html().matches("<hr>").count(), 2, "a line between posts");
}

#[test]
fn numbers_in_a_post_are_no_votes() {
    let rest = "<table><tr><th>Day<th>Fish<tr><td>Monday<td>4<tr><td>Tuesday<td>17</table>";
    let article = read(&thread(rest), "https://birds.example/threads/kingfishers.7/");
    for number in ["<td>4</td>", "<td>17</td>"] {
        assert_eq!(article.html().matches(number).count(), 3, "{number}: {}", article.html());
    }
}

#[test]
fn an_article_has_no_posts() {
    let article = read(&thread(""), "https://birds.example/2026/kingfishers");
    assert!(!article.html().contains("<hr>"), "{}", article.html());
}
