//! Each rule by itself: what it drops and what it keeps, put between the paragraphs of an article.
//! Page-sized cases are fixtures; here is only what speaks for or against one rule.
use lede::{Class, Options, Reader};

const PROSE: &str = "<p>The ferry left at six, with a piano under a blanket and two dentists on the upper deck, and nobody on the quay to see it go but a boy and his dog.</p>";

/// An article with `part` in its middle.
fn page(part: &str) -> String {
    format!(
        "<title>The ferry to Vane</title><main><article><h1>The ferry to Vane</h1>{}{part}{}</article></main>",
        PROSE.repeat(4),
        PROSE.repeat(4)
    )
}

fn read(part: &str) -> lede::Article {
    read_page(&page(part))
}

fn read_page(html: &str) -> lede::Article {
    let mut reader = Reader::new(Options::new());
    reader.write(html.as_bytes());
    reader.finish()
}

#[track_caller]
fn drops(class: Class, part: &str) {
    let article = read(part);
    let classes: Vec<&str> = article.removals.iter().map(|it| it.class.name()).collect();
    assert!(
        article.removals.iter().any(|it| it.class == class),
        "{classes:?} for {part}\n{}",
        article.explain()
    );
    let prose = article.text().matches("The ferry left at six").count();
    assert_eq!(prose, 8, "prose went with it: {}", article.explain());
    let words = article.text().split_whitespace().count();
    let alone = read("").text().split_whitespace().count();
    assert_eq!(words, alone, "something of it stays: {}", article.explain());
}

#[track_caller]
fn keeps(part: &str, words: &str) {
    let article = read(part);
    assert!(article.text().contains(words), "{words:?} is gone: {}", article.explain());
}

#[test]
fn newsletter() {
    drops(
        Class::Newsletter,
        "<div class=newsletter><h3>The Morning Tide</h3><p>Delivered to your inbox.</p><form><input type=email><button>Sign up</button></form></div>",
    );
    drops(
        Class::Newsletter,
        "<div class=x1><p>Sign up for our newsletter</p><a href=/newsletters>Choose yours</a></div>",
    );
    drops(
        Class::Newsletter,
        "<p>Love ships? Our newsletter has all that float, delivered to your inbox. <a href=/newsletters/ships>Sign up now</a> and be first on deck.</p>",
    );
    // Another's newsletter is none of the page's.
    keeps(
        "<p>He writes of ships that float, and of those that don’t, and whoever asks has it delivered to the inbox before the ferry leaves. <a href=https://ships.example/newsletters/all>Sign up now</a>, his neighbour says to everyone on the quay, and you’ll never sleep again.</p>",
        "never sleep",
    );
    keeps(
        "<p>She signed up for the newsletter of a man who writes about buttons, and it was delivered to her inbox every Tuesday for nine years, until he stopped.</p>",
        "buttons",
    );
    keeps(
        "<div class=newsletter><p>He printed the village newsletter on a machine in the barn. It ran to four pages, and everyone in the valley read it, even those who were in it.</p></div>",
        "four pages",
    );
}

#[test]
fn sign_in() {
    drops(
        Class::SignIn,
        "<div class=q7><h3>Sign up to read this article</h3><p>Already a member? <a href=/login>Sign in here</a></p></div>",
    );
    drops(
        Class::SignIn,
        "<div class=regwall><p>Create a free account to continue reading.</p><a href=/register>Register</a></div>",
    );
    keeps(
        "<p>You must sign in here, said the porter, and pushed the book across the desk. Already a member of the club, she wrote her name for the last time.</p>",
        "porter",
    );
    keeps(
        "<blockquote><p>Already a member? <a href=/login>Sign in</a></p></blockquote>",
        "Already a member",
    );
}

#[test]
fn offer() {
    drops(
        Class::Offer,
        "<div class=paywall><p>Unlimited access for €1 per month. Cancel anytime.</p><a href=/subscribe>Subscribe now</a></div>",
    );
    drops(
        Class::Offer,
        "<section class=z><h3>Start your free trial</h3><p>Fourteen days free</p><a href=/offers>Choose your plan</a></section>",
    );
    keeps(
        "<p>The trial was free, and it ran for thirty days; after that the company asked for nine euros per month, which is what three hundred people went on paying.</p>",
        "three hundred",
    );
    keeps(
        "<div class=premium><p>Premium petrol is what she sells on Sundays, when the boats come in from the south and their owners want to be seen to want the best.</p></div>",
        "Sundays",
    );
}

#[test]
fn app() {
    drops(
        Class::App,
        "<div class=k><p>Download the app</p><a href=https://apps.apple.com/app/id1>App Store</a> <a href=https://play.google.com/store/apps/x>Google Play</a></div>",
    );
    keeps(
        "<p>The <a href=https://apps.apple.com/app/id1>app</a> costs nothing, and does one thing: it tells you where the ferry is, and how late, and for how long it has been so.</p>",
        "how late",
    );
}

#[test]
fn related() {
    drops(
        Class::Related,
        "<div class=a1><h3>Related stories</h3><ul><li><a href=/1>A bridge too narrow for two</a></li><li><a href=/2>The harbour master retires at last</a></li></ul></div>",
    );
    drops(
        Class::Related,
        "<p>Read more: <a href=/3>Why the ferry is always late on Sundays</a></p>",
    );
    drops(
        Class::Related,
        "<h3>Our picks</h3><ul><li><a href=/1>A bridge too narrow for two</a></li><li><a href=/2>The harbour master retires at last</a></li></ul>",
    );
    keeps(
        "<h3>Related languages</h3><p>Norn and Faroese were spoken on these islands, and a few of their words for the weather still are, mostly by people who work outside.</p>",
        "Norn",
    );
    keeps(
        "<p>Read more slowly, she told the class, and they did, until the bell rang and there were still eleven lines to go of a poem of fourteen.</p>",
        "eleven lines",
    );
}

#[test]
fn sponsored() {
    drops(
        Class::Sponsored,
        "<div id=taboola-below><a href=/x>Doctors hate this trick</a><a href=/y>Ten boats you can own</a></div>",
    );
    drops(
        Class::Sponsored,
        "<div class=sponsored><h4>Sponsored content</h4><a href=/x>Ten boats you can own this year</a></div>",
    );
    keeps(
        "<p>The regatta was sponsored by a maker of paint, whose flags hung from every mast, and whose director fell in on the second day without letting go of his glass.</p>",
        "director",
    );
}

#[test]
fn share() {
    drops(
        Class::Share,
        "<div class=share><a href=https://www.facebook.com/sharer?u=x>Facebook</a> <a href=https://twitter.com/intent/tweet?u=x>Twitter</a></div>",
    );
    keeps(
        "<p>They share a boat, a dog and a debt, and of the three the dog is the only one that neither of them would give up for the sake of the other two.</p>",
        "the dog",
    );
}

#[test]
fn author_box() {
    drops(
        Class::AuthorBox,
        "<div class=author-bio><h4>About the author</h4><p>Jo Doe is a freelance writer.</p><a href=/author/jo>More</a></div>",
    );
    keeps(
        "<p>About the author little is known, save that she kept bees, paid her debts, and wrote all nine of the novels that her brother published under his name.</p>",
        "nine of the novels",
    );
}

#[test]
fn comments() {
    drops(
        Class::Comments,
        "<section id=comments><h3>2 Comments</h3><ol><li><b>Ann</b><p>I was on that ferry, and it was colder than you say.</p></li><li><b>Bo</b><p>So was I.</p></li></ol></section>",
    );
    drops(
        Class::Comments,
        "<div id=disqus_thread></div><div class=disqus><p>Join the conversation</p></div>",
    );
    keeps(
        "<div class=comments-open><p>The comments of the crew were few and mostly about the soup, of which there was too much on Mondays and none at all by Friday noon.</p></div>",
        "soup",
    );
}

#[test]
fn consent() {
    drops(
        Class::Consent,
        "<div class=cookie-banner><p>We use cookies to make this site work.</p><button>Accept all</button></div>",
    );
    keeps(
        "<p>We use cookies, said the cook, and pointed at the crumbs along the rail, to find out which of the passengers walk about at night and which of them sleep.</p>",
        "crumbs",
    );
}

#[test]
fn slot() {
    drops(Class::Slot, "<div class=ad-slot><span>Advertisement</span></div>");
    drops(Class::Slot, "<p>Article continues below</p>");
    keeps(
        "<p>Advertisement for a crew, two pence a line, in the county paper of that week: men who don't mind the cold, and a woman who doesn't mind the men.</p>",
        "two pence",
    );
}

#[test]
fn donate() {
    drops(
        Class::Donate,
        "<section class=x2><h3>Support our journalism</h3><p>Your donation keeps this paper free.</p><a href=/donate>Give £5</a></section>",
    );
    drops(
        Class::Donate,
        "<div class=donate-box><p>Readers like you pay for this.</p><button>Give now</button></div>",
    );
    keeps(
        "<p>Support us, the <a href=/donate>posters</a> said, and the town did: the appeal for the lifeboat raised nine thousand pounds before the paint on them was dry.</p>",
        "lifeboat",
    );
}

#[test]
fn push() {
    drops(
        Class::Push,
        "<div class=k2><p>Turn on notifications to get breaking news alerts</p><button>Allow</button><button>Maybe later</button></div>",
    );
    keeps(
        "<p>He allowed notifications from nobody, and so learned of the flood, the sale and the wedding from the baker, in that order, a week after they had happened.</p>",
        "the baker",
    );
}

#[test]
fn survey() {
    drops(
        Class::Survey,
        "<div class=b9><p>Was this article helpful?</p><button>Yes</button><button>No</button></div>",
    );
    drops(Class::Survey, "<p><a href=https://forms.gle/x>Take our survey</a></p>");
    keeps(
        "<ul><li><input type=checkbox> A rope, twice as long as the quay is high</li><li><input type=checkbox> A lamp and dry matches</li></ul>",
        "dry matches",
    );
    keeps(
        "<p>In the poll that the harbour board held in May, six of ten asked to keep the ferry; the rest asked, in the words of one, to be told when it sinks.</p>",
        "six of ten",
    );
}

#[test]
fn event() {
    drops(Class::Event, "<p><a href=/podcasts/tide>Listen to our podcast about the ferry</a></p>");
    drops(
        Class::Event,
        "<div class=v1><h4>The ferry ball</h4><p>Book your tickets</p><button>Get tickets now</button></div>",
    );
    keeps(
        "<p>The ball is held in the <a href=/events/ball>boat shed</a>, on the last Friday of the month, and whoever comes by sea pays half.</p>",
        "pays half",
    );
}

#[test]
fn affiliate() {
    drops(
        Class::Affiliate,
        "<p><em>When you buy through links on our site, we may earn an affiliate commission.</em></p>",
    );
    keeps(
        "<ul><li>A <a href=https://shop.example/dp/1?tag=x-20>rope</a>, thirty metres</li></ul>",
        "thirty metres",
    );
    keeps(
        "<p>“We may earn a commission,” the brochure says in its smallest letters, and the widow who sells the tickets reads it out to everyone who asks.</p>",
        "smallest letters",
    );
}

/// Buttons of companies' blogs, and appeals of newspapers.
#[test]
fn demos_and_appeals() {
    drops(Class::Offer, "<div class=x3><a class=q href=/go>Book a demo today!</a></div>");
    drops(
        Class::Donate,
        "<p>If you like to read of ferries, consider supporting our work by <a href=/subscribe>subscribing</a>. Whoever has a subscription keeps the lamps of the harbour lit for the stories that nobody else tells.</p>",
    );
    keeps(
        "<p>The captain gave a demo of the new horn, and whoever stood on the quay that day has been <a href=/horn>hard of hearing</a> since; they are supporting our mayor in his lawsuit.</p>",
        "demo of the new horn",
    );
}

/// A line that is little more than a link to a shop; what it stands beside is the article's.
#[test]
fn buy_button() {
    for line in [
        "<p><a class=btn href=https://shop.example/k>Shop the Sparrow kettle</a></p>",
        "<div><span><a href=https://shop.example/k>Get the Sparrow kettle at Amazon</a></span></div>",
        "<p><a href=https://shop.example/k>Buy the Sparrow</a> | <a href=https://other.example/k>Buy the Wren</a></p>",
        "<div class=x2><a class=q href=/quote>Get a quote from Vane Movers</a></div>",
        "<p><a class=q href=https://shop.example/k>Now $325 on Amazon</a><a class=q href=https://other.example/k>$330 at Vane</a></p>",
        "<div class=x4><a href=/talk><span>Get in touch today about the lamp that you need!</span></a></div>",
    ] {
        drops(Class::Affiliate, line);
    }
    keeps(
        "<p><a href=/old>Shop the old quarter</a> before the ferries come in, when the bakers still have bread and nobody asks for the price twice.</p>",
        "Shop the old quarter",
    );
    let loose = "<section><p>Vane Movers carried the piano up the quay without a scratch, which the dentists still speak of.</p><span><a href=/quote>Get a quote</a> <a href=tel:1>(01) 23 45</a></span><h4>What went well</h4><p>Nobody had to wait, and nobody was charged for the dog.</p></section>";
    assert!(!read(loose).text().contains("Get a quote"), "{}", read(loose).explain());
    keeps(loose, "What went well");
    let card = "<div class=offer><h3>The Sparrow kettle</h3><p>It boils in two minutes and sings a third lower than the Wren.</p><p><a href=https://shop.example/k>Shop the Sparrow kettle</a></p></div>";
    keeps(card, "The Sparrow kettle");
    keeps(card, "sings a third lower");
    keeps(
        "<ul><li><a href=/oars>Book your oars</a></li><li>Pack a lamp</li><li><a href=/tar>Buy tar</a> for the seams</li></ul>",
        "Book your oars",
    );
    keeps(
        "<h3><a href=/kettles>Shop by the bridge</a></h3><p>The shop by the bridge sells kettles to whoever waits for the ferry, and mends them, too.</p>",
        "Shop by the bridge",
    );
}

/// A link to more of a thing goes; the thing's name stays.
#[test]
fn more_of_a_thing() {
    let card = "<div class=x5><h3>The Wren 2</h3><div><a href=/wren-2>Read the review</a></div></div><p>The Wren is a kettle for one, and its lid has to be held while it pours, which takes some getting used to.</p>";
    keeps(card, "The Wren 2");
    assert!(!read(card).text().contains("Read the review"), "{}", read(card).explain());
    drops(Class::Related, "<p>Read our full <a href=/wren-2>review of the Wren 2</a></p>");
    drops(
        Class::Related,
        "<div class=x6><h4>Related stories</h4><div><a href=/a>The boy and his dog</a></div></div>",
    );
}

/// A table of contents goes where its entries are the headings below; a list of questions that are answered
/// nowhere else doesn't.
#[test]
fn contents() {
    let sections = "<h3 id=a>The piano</h3><p>It was lashed to the funnel, where it was warm, and played until the lamps of Vane came up.</p><h3 id=b>The dentists</h3><p>They had never been to sea, and they mended the sails with silk, as they would have mended a lip.</p><h3 id=c>The dog</h3><p>It was sick only once, on the second day, and then it slept in the lifeboat until the evening.</p>";
    let list = "<div><p>In this story</p><ul><li><a href='#a'>The piano</a></li><li><a href='#b'>The dentists</a></li><li><a href='#c'>The dog</a></li></ul></div>";
    let article = read(&format!("{list}{sections}"));
    assert_eq!(article.text().matches("The dentists\n").count(), 1, "{}", article.explain());
    keeps(
        &format!(
            "<ul><li><a href='#a'>Who lashed the piano to the funnel, and why there</a></li><li><a href='#b'>What the dentists mended</a></li><li><a href='#c'>Where the dog slept</a></li></ul>{sections}"
        ),
        "What the dentists mended",
    );
}

/// Links, and lines of a few letters, that stand in the article's element and outside the rules' one go; a short line
/// of the text doesn't.
#[test]
fn strays() {
    let mut day = 0;
    let mut told = |n: u32| {
        let tell = |_| {
            day += 1;
            format!(
                "<p>On day {day} the ferry left at six, with a piano under a blanket and {} dentists on the upper deck, and nobody on the quay to see it go but a boy and his {} dogs. It was the {}th crossing of that summer, and the mate had painted the number on the funnel.</p>",
                day + 3,
                day + 7,
                day + 30
            )
        };
        (0..n).map(tell).collect::<String>()
    };
    let widget =
        |text: &str| format!("<div><div><div class=widget-container>{text}</div></div></div>");
    let entry = |at: u32| {
        format!("<div><a href='#x{at}'><span>{at}</span> <span>Island number {at}</span></a></div>")
    };
    let entries: String = (0..6).map(entry).collect();
    let first = widget(&format!(
        "{}<div><div><b>Pages</b> <span><a href='#'>hide</a></span></div><div>{entries}</div></div><h2>The sail</h2>{}",
        told(1),
        told(1)
    ));
    let sections: Vec<String> =
        (0..20).map(|at| format!("<h2>The mast {at}</h2>{}", told(2))).collect();
    let second = widget(&format!("{}<p>And so it went.</p>{}", sections.concat(), told(1)));
    let article = read_page(&format!(
        "<title>The ferry to Vane</title><main><article><h1>The ferry to Vane</h1>{first}{second}</article></main>"
    ));
    let text = article.text();
    assert_eq!(text.matches("the ferry left at six").count(), 43, "{}", article.explain());
    assert!(text.contains("And so it went."), "{}", article.explain());
    assert!(!text.contains("Island number"), "{}", article.explain());
    assert!(!text.contains("Pages"), "{}", article.explain());
}

/// What goes with something that the page hasn't delivered.
#[test]
fn leftovers() {
    for left in [
        "<div class=slide><img alt='A ferry' class=lazyload><figcaption>Credit: Pim Aalto</figcaption></div>",
        "<div class=wp-caption><img src='data:image/svg+xml,%3Csvg/%3E' alt='A ferry'><p class=wp-caption-text>The ferry at the quay</p></div>",
        "<p>{{banner=\"/banners/ferry\"}}</p>",
        "<p>[gallery ids=\"4,5\" size=large]</p>",
        "<p class=gallery-noscript>This gallery needs scripts to be seen.</p>",
    ] {
        drops(Class::Boilerplate, left);
    }
    keeps(
        "<div class=slide><img alt='A ferry' data-later=/img/ferry.jpg><figcaption>The ferry of Vane</figcaption></div>",
        "The ferry of Vane",
    );
    keeps(
        "<div class=wp-caption><a href=/img/ferry.jpg><img src='data:image/svg+xml,%3Csvg/%3E' alt='A ferry'></a><p class=wp-caption-text>The ferry at the quay</p></div>",
        "The ferry at the quay",
    );
    keeps(
        "<div class=slide><img alt='A ferry'><p>The mate says so.</p><p class=caption>The mate himself</p></div>",
        "The mate himself",
    );
    keeps("<p>[The mate laughs]</p>", "The mate laughs");
    keeps("<p><code>{{ ferry }}</code></p>", "{{ ferry }}");
    keeps("<p>{{ ferry }} stands for the ferry, and {{ dog }}</p>", "stands for the ferry");
}

/// Cards that lead to other articles. Where they are most of what there is, they are the article.
#[test]
fn inset() {
    let card = "<a href=/maps><div><h3>The maps of Vane</h3><p>All the islands on one sheet, and the wrecks on another.</p></div></a>";
    drops(Class::Related, card);
    let item = "<div itemscope itemtype=https://schema.org/BlogPosting><h3><a href=/maps>The maps of Vane</a></h3><p>All the islands on one sheet, and the wrecks on another.</p></div>";
    drops(Class::Related, item);
    keeps(
        "<h3><a href=/maps>The maps of Vane</a></h3><p>All the islands are on one sheet, and the wrecks on another, which the dentists had brought along.</p>",
        "The maps of Vane",
    );
    keeps("<a href=/maps><h3>The maps of Vane</h3></a>", "The maps of Vane");
    let rows: String =
        (0..9).map(|at| card.replace("The maps", &format!("The {at} maps"))).collect();
    keeps(&rows, "The 8 maps of Vane");
}

/// What a company's blog puts between its paragraphs.
#[test]
fn promo_box() {
    drops(
        Class::Event,
        "<div class=blog-cta><h3>Plan your own crossing</h3><p>Our planners know every ferry on the coast.</p><a class=btn href=/planners>Talk to a planner</a></div>",
    );
    drops(
        Class::Event,
        "<section class=promo-banner><div><h4>Crossings made simple</h4><p>One ticket for all islands.</p></div><p><a class=\"button primary\" href=/tickets>See how</a></p></section>",
    );
    keeps(
        "<div class=banner><p>The banner over the bow was sewn by the dentists, who had never sewn before.</p></div>",
        "sewn by the dentists",
    );
    keeps(
        "<div class=banner-wide><p>The piano was tuned on the second day, when the sea was flat, by a passenger who had learned it from her father and had not done it since he died; he had tuned for the opera.</p><p>Nobody paid her, but the captain let her steer for an hour, and the boy wrote in his book that the ship had never gone straighter, and that his dog had been sick only once.</p><p>On the third day the piano was lashed to the funnel, where it was warm, and the passenger played until the lamps of Vane came up over the water and the mate took the wheel from her.</p><a class=btn href=/piano>More</a></div>",
        "tuned for the opera",
    );
}

#[test]
fn summary_promo() {
    drops(
        Class::SummaryPromo,
        "<div class=q1><button>Listen to this article</button><span>4 min</span></div>",
    );
    drops(Class::SummaryPromo, "<div class=q2><a href=/ai>Summarize with AI</a></div>");
    keeps(
        "<h3>Summary</h3><ul><li>The ferry will stay until the bridge is built.</li><li>The bridge will not be built.</li></ul>",
        "will not be built",
    );
}

#[test]
fn overlay() {
    drops(
        Class::Overlay,
        "<div class=popup role=dialog aria-modal=true><p>Stay a little longer</p><button>Close</button></div>",
    );
    keeps(
        "<figure class=lightbox><img src=/boat.jpg alt=''><figcaption>The ferry at low water, with the piano still on board.</figcaption><button>Enlarge</button></figure>",
        "low water",
    );
}

/// What a page adds to make itself preferred, and where else it can be followed.
#[test]
fn preferred_source() {
    drops(
        Class::Share,
        "<p><a href=https://www.google.com/preferences/source?q=x>Add us as a preferred source on Google</a></p>",
    );
    drops(
        Class::Share,
        "<div class=w><a href=https://whatsapp.com/channel/1>Join our WhatsApp channel</a></div>",
    );
}

/// What a paper says of its own text is part of it.
#[test]
fn notes_and_key_points_stay() {
    for (part, words) in [
        (
            "<p><em>Correction: an earlier version gave the wrong hour of sailing.</em></p>",
            "wrong hour",
        ),
        (
            "<div class=editors-note><p>Editor’s note: this article was updated after the ferry had left.</p></div>",
            "had left",
        ),
        (
            "<div class=key-points><h3>Key points</h3><ul><li>The ferry left at six.</li><li>Nobody saw it go.</li></ul></div>",
            "Nobody saw",
        ),
        (
            "<aside><p>The quay was built in 1811 by prisoners, who were paid in bread, and its stones still carry the marks that they cut into them at night.</p></aside>",
            "paid in bread",
        ),
        (
            "<figure><img src=/q.jpg alt=''><figcaption>The quay in winter. Subscribe now, says the poster.</figcaption></figure>",
            "says the poster",
        ),
    ] {
        keeps(part, words);
    }
}

/// A quotation that is but a link to another story quotes nobody.
#[test]
fn linked_quotations() {
    drops(
        Class::Related,
        "<blockquote><p><a href=/3>Read more: Why the ferry is always late on Sundays</a></p></blockquote>",
    );
}

/// Names of a wrapper say nothing against the article in it.
#[test]
fn a_wrapper_loses_nothing_for_its_names() {
    for name in [
        "tag-linkedin-ads",
        "has-section-nav",
        "newsletter",
        "hero",
        "paywall-active",
        "modal-open",
        "comments-open",
        "related",
    ] {
        let page = page("")
            .replace("<main>", &format!("<main class='{name}'>"))
            .replace("<article>", &format!("<article class='{name}' id='{name}'>"));
        let article = read_page(&page);
        assert_eq!(
            article.text().matches("The ferry left at six").count(),
            8,
            "{name}: {}",
            article.explain()
        );
    }
}

#[test]
fn a_list_of_sources_is_no_author_box_for_one_of_its_links() {
    let source = |n: u32| {
        format!(
            "<li><a href=https://college{n}.example/fees>College {n}</a>, Tuition and Fees in a year of floods</li>"
        )
    };
    let sources = (1..=12).map(source).collect::<Vec<_>>().concat();
    let list = format!(
        "<h2>Sources</h2><ul>{sources}<li><a href=/category/ferries>Harbour office</a>, Tables</li></ul>"
    );
    let html = format!(
        "<title>The ferry to Vane</title><main><article><h1>The ferry to Vane</h1>{}{list}</article></main>",
        PROSE.repeat(8)
    );
    let article = read_page(&html);
    for n in 1..=12 {
        let source = format!("College {n}, Tuition and Fees");
        assert!(article.text().contains(&source), "{source}: {}", article.explain());
    }
}

#[test]
fn a_heading_stays_with_the_paragraph_below_it() {
    keeps(
        "<h3 class=further-reading>Further reading</h3><p>Of the two histories of the ferry the longer one is the better, since its author was on board, and was asked to leave, and tells why.</p>",
        "Further reading\nOf the two histories",
    );
    let article = read(
        "<h3 class=further-reading>Further reading</h3><div class=related-links><a href=/a>The dentists of Vane</a> <a href=/b>A dog on the quay</a> <a href=/c>Pianos at sea</a></div>",
    );
    assert!(!article.text().contains("Further reading"), "{}", article.explain());
}

#[test]
fn a_list_of_addresses_is_no_row_of_commands() {
    let link = |to: &str| format!("<li><a href=https://{to}>https://{to}</a></li>");
    let links = [
        "docks.example/api/inspector.html",
        "docks.example/guides/debugging",
        "tide.example/tools/devtools",
    ];
    keeps(
        &format!("<p>What we read for this:</p><ul>{}</ul>", links.map(link).concat()),
        "docks.example/api/inspector",
    );
}

#[test]
fn a_list_that_a_sentence_introduces_stays() {
    keeps(
        "<p>The harbour office has a book that leaves these three to the pilots:</p><ul><li><a href=/ref/a>AnchorBackend</a></li><li><a href=/ref/b>BuoyBackend</a></li><li><a href=/ref/c>ChainBackend</a></li></ul>",
        "BuoyBackend",
    );
}

#[test]
fn code_between_paragraphs_stays() {
    let example = |code: &str| {
        format!(
            "<div class=code-example><div class=example-header><span class=language-name>js</span></div><pre class=language-js><code>{code}</code></pre></div>"
        )
    };
    let part = ["tide()", "post(new Buoy({ name: 'Vane' }), { signal })", "exit"].map(example);
    for code in ["tide()", "new Buoy", "exit"] {
        keeps(&part.join(PROSE), code);
    }
}

#[test]
fn a_sentence_about_a_shop_of_apps_stays() {
    keeps(
        "<p>The Long Ferry <em>is to be had from</em> <a href=\"https://play.google.com/store/movies/details?id=ferry\">Google Play</a> <em>and</em> <a href=https://video.example/>Video</a>.</p>",
        "is to be had from",
    );
}

#[test]
fn a_recipe_is_no_comments_for_a_link_to_them() {
    let steps = "<li>Stir the flour into the water, cover the bowl and leave it on the sill until the ferry is back.</li>";
    keeps(
        &format!(
            "<div class=recipe-card><a class=jump-to-comments href=#commentform>Rate this recipe</a><h2>Ferry bread</h2><ul>{}</ul><ol>{}</ol></div>",
            "<li>Two cups of rye</li>".repeat(12),
            steps.repeat(9)
        ),
        "Stir the flour",
    );
}

#[test]
fn a_heading_stays_whatever_the_id_below_it_says() {
    keeps(
        "<h2><strong>What the tide says to newsletter writers</strong><div class=a1><div class=a2><div id=what-the-tide-says-to-newsletter-writers></div><button>#</button></div></div></h2>",
        "to newsletter writers",
    );
}

#[test]
fn a_heading_stays_above_the_place_of_an_ad() {
    keeps(
        "<div class=wrap><h2>Rubber floors for ferries</h2><div class=ad></div></div>",
        "Rubber floors",
    );
}

#[test]
fn names_that_programs_made_say_nothing() {
    keeps("<div class=\"z ac fx ad fl ae mg nl\"><p>Six bells</p></div>", "Six bells");
    keeps("<div class=css-1ad5x9><p>Install the anchor</p></div>", "Install the anchor");
    keeps(
        "<section id=chat-gpt-takes-the-helm><h2>ChatGPT takes the helm</h2></section>",
        "takes the helm",
    );
}

#[test]
fn lines_of_the_text_stay_whatever_they_are_called() {
    let line = "<div class=product-meta>Feels good in the hand at sea</div>";
    keeps(&format!("<h3>What we liked</h3>{}", line.repeat(4)), "Feels good");
}

#[test]
fn further_reading_that_a_reference_names_stays() {
    let last = "<p>See also the <a href=/ref/anchor>anchor</a> of this harbour.</p></article>";
    let article = read_page(&page("").replace("</article>", last));
    assert!(article.text().contains("See also the anchor"), "{}", article.explain());
    drops(Class::Related, "<p>See also: <a href=/2024/05/gulls>Gulls learn the timetable</a></p>");
}

#[test]
fn who_is_quoted_twice_is_named_twice() {
    let quote = |says: &str| {
        format!(
            "<figure><blockquote><p>{says}</p></blockquote><figcaption>Oda Brandt, who has been the harbour master of Vane since the year of the great flood and of the second ferry</figcaption></figure>"
        )
    };
    let part = [
        quote("A ferry is a promise that floats, and a piano is a heavy one."),
        PROSE.to_owned(),
        quote("Nobody asked me about the dentists, and nobody is going to."),
    ]
    .concat();
    let article = read(&part);
    assert_eq!(article.text().matches("Oda Brandt").count(), 2, "{}", article.explain());
}

/// The article with `part` after its last paragraph.
fn read_at_end(part: &str) -> lede::Article {
    read_page(&page("").replace("</article>", &format!("{part}</article>")))
}

#[test]
fn a_section_at_the_end_that_mentions_what_nags_ask_for_stays() {
    for (part, text) in [
        (
            "<h2>Timeline</h2><ul><li>1974: first plan</li><li>2021: last survey</li><li>2024: vote</li></ul>",
            "2021: last survey",
        ),
        (
            "<h2>How it is done</h2><ol><li>Open the hatch.</li><li>Log in.</li><li>Turn the key twice.</li></ol>",
            "Log in.",
        ),
        (
            "<h2>Where to get it</h2><p>The timetable is available on the App Store and Google Play.</p>",
            "available on the App Store",
        ),
        (
            "<h2>How to get your tickets aboard</h2><p>At the hatch.</p>",
            "How to get your tickets aboard",
        ),
        ("<p>Subscribers can cancel at any time, the office says.</p>", "cancel at any time"),
        (
            "<p><em>Anmerkung der Redaktion: Dieser Text erschien zuerst in unserem Newsletter.</em></p>",
            "erschien zuerst",
        ),
    ] {
        let article = read_at_end(part);
        assert!(article.text().contains(text), "{part}: {}", article.explain());
    }
    for nag in [
        "<p>Sign up for our newsletter: <a href=/newsletter>Sign up</a></p>",
        "<h2>Newsletter</h2><p><a href=/newsletter>Get our newsletter in your inbox</a></p>",
        "<ul><li><a href=/subscribe>Subscribe now</a></li><li><a href=/app>Download the app</a></li></ul>",
    ] {
        let article = read_at_end(nag);
        assert!(
            !article.text().contains("Sign up") && !article.text().contains("Get our"),
            "{nag}: {}",
            article.text()
        );
        assert!(!article.text().contains("Subscribe now"), "{nag}: {}", article.text());
    }
}

#[test]
fn what_an_editor_says_of_the_text_stays_whatever_it_stands_in() {
    for (part, text) in [
        (
            "<footer><p>• This article was amended on 14 March. An earlier version gave the wrong hour.</p></footer>",
            "amended on 14 March",
        ),
        (
            "<div class=article-footer><p>Correction: An earlier version gave the wrong hour of the ferry.</p></div>",
            "wrong hour",
        ),
        (
            "<aside class=correction><h4>Correction</h4><p>The ferry leaves at seven.</p></aside>",
            "leaves at seven",
        ),
        (
            "<footer><p>Anmerkung der Redaktion: Die Fähre fährt um sieben.</p></footer>",
            "um sieben",
        ),
        ("<footer><p>訂正：船は七時に出る。</p></footer>", "七時に出る"),
    ] {
        let article = read_at_end(part);
        assert!(article.text().contains(text), "{part}: {}", article.explain());
    }
}

#[test]
fn a_heading_stays_whatever_its_wrapper_is_called() {
    for name in ["has-section-nav", "meta-nav", "footer-widgets", "comments-open", "sidebar-right"]
    {
        keeps(
            &format!("<div class={name}><h2>How the vote went</h2></div>{PROSE}"),
            "How the vote went",
        );
    }
}

#[test]
fn a_headline_that_says_something_else_than_the_title_stays() {
    let titled = |title: &str| {
        let html = page("").replace(
            "<title>The ferry to Vane</title>",
            &format!("<title>{title}</title><meta property=og:title content='{title}'>"),
        );
        read_page(&html)
    };
    let other = titled("A morning in the harbour of Orrin");
    assert_eq!(other.title.as_deref(), Some("A morning in the harbour of Orrin"));
    assert!(
        other.html().starts_with("<h1>The ferry to Vane</h1>")
            || other.html().starts_with("<h2>The ferry to Vane</h2>"),
        "{}",
        &other.html()[..80]
    );
    assert!(!titled("The ferry to Vane").html().contains("The ferry to Vane</h"));
}

/// Many paragraphs, no two alike.
fn log(n: usize) -> String {
    const WHO: [&str; 7] = ["mate", "cook", "pilot", "stoker", "purser", "boy", "second dentist"];
    const WHAT: [&str; 11] = [
        "fog over the sound",
        "price of coal",
        "piano in the hold",
        "light at Vane",
        "wind from the north",
        "leak in the galley",
        "letter from the harbour board",
        "tide in the narrows",
        "paint on the funnel",
        "herring off the point",
        "clock on the bridge",
    ];
    const THEN: [&str; 13] = [
        "went to bed",
        "asked for soup",
        "turned the glass",
        "blamed the barometer",
        "played two songs",
        "mended a sock",
        "counted the lamps",
        "woke the captain",
        "drew a map of it",
        "wrote home",
        "bet a week's tobacco",
        "sounded the horn",
        "read the almanac aloud",
    ];
    let day = |day: usize| {
        let (who, what) = (WHO[day % 7], WHAT[day % 11]);
        let (then, other) = (THEN[day % 13], WHAT[(day * 5 + 3) % 11]);
        format!(
            "<p>On day {day} the {who} noted the {what}, {then}, and said that nobody who had seen the {other} \
             in a winter like this one would take the ferry for pleasure, whatever the {} might think of it.</p>",
            WHO[(day * 3 + 1) % 7]
        )
    };
    (1..=n).map(day).collect()
}

/// First paragraphs in a box of their own are a small part of a long text, and no less of it.
#[test]
fn a_long_text_keeps_what_it_begins_with() {
    let lede = "<p>Nobody had meant to winter at Vane. The ferry was to call, to land a piano and two dentists, \
                and to be home before the ice was thick enough to skate on.</p><p>Then the pin of the rudder broke. \
                What follows is from the log, which the crew wrote in turn, a day each, by the light of the galley \
                stove, until the ice let them go in April.</p>";
    let page = |above: &str| {
        format!(
            "<title>A winter at Vane</title><main><div class=top><h1>A winter at Vane</h1><div class=opening>{above}\
             </div></div><div class=columns><div class=rail><a href=/a>Skates</a> <a href=/b>Stoves</a></div>\
             <div class=story>{}</div></div></main>",
            log(80)
        )
    };
    let article = read_page(&page(lede));
    let text = article.text();
    assert!(text.starts_with("Nobody had meant to winter"), "{}", article.explain());
    assert!(text.contains("let them go in April.\nOn day 1 "), "{}", article.explain());
    assert!(text.contains("On day 80 ") && !text.contains("Skates"), "{}", article.explain());
    assert!(
        article.removals.iter().all(|it| !it.excerpt.contains("Nobody")),
        "{}",
        article.explain()
    );
    // A dek is said beside the title, and no part of the text.
    let dek = "<p>What the crew of a ferry wrote while the ice held them.</p>";
    let article = read_page(&page(dek));
    assert!(article.text().starts_with("On day 1 "), "{}", article.explain());
}
