//! Streams of other stories that are longer than the story above them: what they speak of tells.
use lede::{Class, Evidence, Options, Reader};

const TEXT: &[&str] = &[
    "The lighthouse of Vand has a new lamp, and the fishermen of Vand don’t like it. The old lamp was yellow, they say, and you knew where you were; the new lamp is white, and you could be anywhere.",
    "The harbour board bought the lamp in March for forty thousand crowns. It needs no keeper, which pleased the board, and it can’t be repaired with a hammer, which didn’t please the keeper, who owns the hammer.",
    "On Monday eleven fishermen rowed out to the lighthouse in the fog to look at the lamp from below. They agreed that it was bright. They agreed that it was white. Nine of them found the harbour again before noon.",
    "The board says that a lamp is a lamp, and that the fog is to blame. The keeper, asked about the lamp, pointed at his hammer. A yellow pane of glass is said to be on its way to the lighthouse, by boat, in the fog.",
    "The fishermen have offered to paint the lamp. The board has answered that whoever paints the lamp pays for the lamp, and that a yellow lighthouse lamp is against a rule, which the board is looking for.",
    "Until then the keeper lights the old lamp at dusk, on the quay, beside the new one’s crate. Every boat of Vand has come home by it so far, fog or no fog, and the board has asked him for the bill of its oil.",
];

const STORIES: &[(&str, &str)] = &[
    (
        "Baker sues orchestra over a stolen waltz",
        "Nineteen violins rehearsed beneath her ovens every Thursday, and when the gala opened its programme she recognised each bar; lawyers for both parties have been humming ever since.",
    ),
    (
        "Three ways to prune a pear tree badly",
        "Gardeners admit to shears, saws and, in one celebrated orchard near Lund, a goat named Professor; our columnist ranks their crimes by how many summers passed without a single pear.",
    ),
    (
        "Parliament debates the length of Fridays",
        "Deputies from seven parties proposed ending the week after lunch. Economists warn of longer Thursdays; unions want both, and a chocolate manufacturer has offered to sponsor whichever wins.",
    ),
    (
        "Swimmer crosses strait with a parcel in her teeth",
        "Postal workers on either coast had wagered against it. Inside was a cheese, dry, undamaged and addressed to somebody who moved away during the previous government.",
    ),
    (
        "Why your neighbour’s piano sounds worse at night",
        "Acousticians measured sixty apartments. Humidity explains a third of complaints, mortgages another; nobody could account for the Schubert, which seems to travel through radiators.",
    ),
    (
        "Museum returns an umbrella after ninety years",
        "It had hung between two Flemish landscapes, catalogued as a study in black. The owner’s granddaughter identified the handle, a duck, and asked whether they had the other one.",
    ),
    (
        "Cyclists win the right to sing in tunnels",
        "Engineers had feared for the tiles. After a winter of experiments with tenors, baritones and one alto, they concluded that sopranos alone should dismount before the second bend.",
    ),
    (
        "Chess grandmaster opens with a sandwich",
        "Arbiters searched the rulebook for eleven minutes before play resumed. His opponent, who had brought soup, resigned on move thirty, calling the mustard an unnecessary provocation.",
    ),
];

fn page(cards: &[(&str, &str)]) -> String {
    let text = format!("<p>{}</p>", TEXT.join("</p><p>"));
    let card = |(at, (title, says)): (usize, &(&str, &str))| {
        format!(
            "<li class=k7q><a href=https://news.vand.example/{at}><img src=/{at}.jpg width=180 height=120></a>\
             <h3><a href=https://news.vand.example/{at}>{title}</a></h3><p>{says}</p></li>"
        )
    };
    let cards = cards.iter().enumerate().map(card).collect::<Vec<_>>().concat();
    format!(
        "<html lang=en><title>The new lamp of Vand</title><link rel=canonical href=https://www.vand.example/lamp>\
         <div class=c1><h1>The new lamp of Vand</h1>{text}</div><div class=w8><ul class=s6>{cards}</ul></div>"
    )
}

fn read(page: &str) -> lede::Article {
    // The address says nothing of the site, as that of a saved page.
    let options = Options::new().url("file:///home/me/saved.html").unwrap();
    let mut reader = Reader::new(options);
    reader.write(page.as_bytes());
    reader.finish()
}

#[test]
fn a_stream_that_speaks_of_other_things_goes_however_long_it_is() {
    let article = read(&page(STORIES));
    let text = article.text();
    assert!(text.contains("by boat, in the fog"), "{}", article.explain());
    for (title, says) in STORIES {
        assert!(!text.contains(title) && !text.contains(says), "{}", article.explain());
    }
    let stream = article.removals.iter().find(|it| it.rule == "teasers");
    let stream = stream.filter(|it| it.class == Class::Related);
    let told = stream.map(|it| it.evidence.iter().map(Evidence::detail).collect::<Vec<_>>());
    let told = told.unwrap_or_default();
    assert!(told.iter().any(|it| it == "8 items alike"), "{}", article.explain());
    assert!(told.iter().any(|it| it.starts_with("speaks of other things: ")), "{told:?}");
}

#[test]
fn items_that_speak_of_the_same_stay() {
    // The lamp once more, item by item: the page may be a list.
    let items: Vec<(String, String)> = (0..8)
        .map(|at| {
            let text = TEXT[at % TEXT.len()];
            (format!("Number {at}: the lamp, the fog and the fishermen"), text[..170].to_owned())
        })
        .collect();
    let items: Vec<(&str, &str)> = items.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    let article = read(&page(&items));
    assert!(!article.removals.iter().any(|it| it.rule == "teasers"), "{}", article.explain());
}
