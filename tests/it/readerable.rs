//! Which pages offer themselves for reading: our own articles do, a shop and a list of services don't, though
//! text to show is found on them.
use std::fs;
use std::path::Path;

use lede::{Article, Options, Reader};

fn read(html: &[u8], address: &str) -> Article {
    let mut reader = Reader::new(Options::new().url(address).unwrap_or_default());
    reader.write(html);
    reader.finish()
}

#[test]
fn news_in_any_language_is_for_reading() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/language");
    let (mut all, mut readerable) = (0, 0);
    for folder in fs::read_dir(fixtures).expect("fixtures").map(|it| it.expect("a folder").path()) {
        let html = fs::read(folder.join("source.html")).expect("a page");
        let article = read(&html, "https://paper.example/2026/02/11/the-key-in-the-lunch-box");
        all += 1;
        readerable += usize::from(article.is_readerable);
    }
    assert!(all >= 78, "{all}");
    assert!(readerable * 100 >= all * 95, "{readerable} of {all}");
}

#[test]
fn a_shop_is_not() {
    let shop = r#"<html lang="en"><head><title>Walnut spoon | Spoonery</title>
<meta property="og:type" content="product"></head><body>
<nav><a href="/spoons">Spoons</a> <a href="/forks">Forks</a> <a href="/cart">Cart (0)</a></nav>
<main><div class="gallery"><img src="/1.jpg" width="600" height="600"><img src="/2.jpg" width="600" height="600"></div>
<h1>Walnut spoon</h1><p class="price">€24.00</p><form><button>Add to cart</button><button>Wish list</button></form>
<div class="description"><p>Each spoon is cut from one piece of walnut that has dried for three years in our yard, and oiled twice before it is sent to you. No two are alike, and yours may be darker than the picture.</p>
<ul><li>Length 24 cm</li><li>Weight 38 g</li><li>Not for the dishwasher</li></ul></div>
<section><h2>You may also like</h2><ul><li><a href="/a">Ash fork</a> €19.00</li><li><a href="/b">Elm ladle</a> €31.00</li><li><a href="/c">Plum bowl</a> €48.00</li></ul></section>
</main><footer><a href="/terms">Terms</a></footer></body></html>"#;
    assert!(!read(shop.as_bytes(), "https://spoonery.example/p/walnut-spoon").is_readerable);
}

#[test]
fn nor_is_a_front_page_of_services() {
    let services = r#"<html lang="en"><head><title>Accounting for small firms | Ledgerly</title></head><body>
<nav><a href="/services">Services</a> <a href="/pricing">Pricing</a> <a href="/contact">Contact</a></nav>
<main><h1>Accounting, done by Friday</h1><p>We keep the books of four hundred small firms, and every one of them hears from us on Friday.</p><a class="button" href="/demo">Book a demo</a>
<section><h2>Our services</h2><div class="card"><h3><a href="/s/books">Bookkeeping</a></h3><p>Your receipts go in the box, and your figures come out of it, sorted and checked by people who like doing it.</p></div>
<div class="card"><h3><a href="/s/pay">Payroll</a></h3><p>Wages are paid on the day that you choose, with the right deductions, to the right people.</p></div>
<div class="card"><h3><a href="/s/tax">Tax</a></h3><p>Returns are filed before they are due, and explained to you in a page and a half.</p></div></section>
<section><h2>What clients say</h2><div class="card"><p>They found three years of mistakes in a week.</p></div></section>
<section><h2>Plans</h2><div class="card"><h3>Small</h3><p>$90 a month</p><button>Choose</button></div><div class="card"><h3>Large</h3><p>$240 a month</p><button>Choose</button></div></section>
<form><label>Your e-mail <input type="email"></label><button>Get started</button></form></main></body></html>"#;
    assert!(!read(services.as_bytes(), "https://ledgerly.example/").is_readerable);
}
