//! Generated pages: nags of every class at every place of an article. All the prose survives, all the
//! nags go, and no removal holds what makes the article one. The seed is fixed: a failure is the same
//! everywhere.
use lede::{Article, Class, Options, Place, Reader};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A nag: its class, its markup, and words of it that nothing else on the page says.
const NAGS: &[(Class, &str, &str)] = &[
    (
        Class::Newsletter,
        "<div class=c-newsletter><h3>The Tide</h3><p>Delivered to your inbox.</p><form><input type=email><button>Sign up</button></form></div>",
        "Delivered to your inbox",
    ),
    (
        Class::SignIn,
        "<div class=q7><p>Create a free account to keep reading.</p><p>Already a member? <a href=/login>Sign in here</a></p></div>",
        "Already a member?",
    ),
    (
        Class::Offer,
        "<section class=z><p>Start your free trial: unlimited access</p><a href=/subscribe>Choose your plan</a></section>",
        "Start your free trial",
    ),
    (
        Class::App,
        "<div class=k><p>Download the app</p><a href=https://apps.apple.com/app/id1>App Store</a> <a href=https://play.google.com/store/apps/x>Google Play</a></div>",
        "Download the app",
    ),
    (
        Class::Related,
        "<div class=a1><h3>Related stories</h3><ul><li><a href=/1>A crane that danced</a></li><li><a href=/2>The warden retires at last</a></li></ul></div>",
        "A crane that danced",
    ),
    (
        Class::Related,
        "<p>Read more: <a href=/3>Why the tram is always late on Sundays</a></p>",
        "Why the tram is always late",
    ),
    (
        Class::Sponsored,
        "<div class=sponsored><h4>Sponsored content</h4><a href=/x>Ten hats you can own this year</a></div>",
        "Ten hats you can own",
    ),
    (
        Class::Share,
        "<div class=share><span>Share this article</span><a href=https://www.facebook.com/sharer?u=x>Facebook</a></div>",
        "Share this article",
    ),
    (
        Class::AuthorBox,
        "<div class=author-bio><h4>About the author</h4><p>Jo Doe is a freelance writer.</p><a href=/author/jo>More</a></div>",
        "is a freelance writer",
    ),
    (
        Class::Comments,
        "<section id=comments><h3>Comments</h3><ol><li><b>Ann</b><p>Colder than you say.</p></li><li><b>Bo</b><p>So was I.</p></li></ol></section>",
        "Colder than you say",
    ),
    (
        Class::Consent,
        "<div class=cookie-banner><p>We use cookies to make this site work.</p><button>Accept all</button></div>",
        "We use cookies",
    ),
    (Class::Slot, "<div class=ad-slot><span>Advertisement</span></div>", "Advertisement"),
    (Class::Slot, "<p>Article continues below</p>", "Article continues below"),
    (
        Class::Donate,
        "<section><h3>Support our journalism</h3><p>Your donation keeps us free.</p><a href=/donate>Give</a></section>",
        "Your donation keeps us free",
    ),
    (
        Class::Push,
        "<div class=k2><p>Turn on notifications</p><button>Allow</button></div>",
        "Turn on notifications",
    ),
    (
        Class::Survey,
        "<div class=b9><p>Was this article helpful?</p><button>Yes</button><button>No</button></div>",
        "Was this article helpful?",
    ),
    (
        Class::Event,
        "<p><a href=/podcasts/tide>Listen to our podcast about the tide</a></p>",
        "Listen to our podcast",
    ),
    (
        Class::Affiliate,
        "<p><em>When you buy through links on our site, we may earn a commission.</em></p>",
        "we may earn a commission",
    ),
    (
        Class::SummaryPromo,
        "<div class=q1><button>Listen to this article</button></div>",
        "Listen to this article",
    ),
    (
        Class::Overlay,
        "<div class=popup role=dialog aria-modal=true><p>Stay a little longer</p><button>Close</button></div>",
        "Stay a little longer",
    ),
];

/// Sentences of the story, each a paragraph.
const PROSE: &[&str] = &[
    "The ferry left at six, with a piano under a blanket and two dentists on the upper deck, and nobody on the quay to see it go but a boy and his dog.",
    "Its captain had been told of the storm by letter, which he had put aside to read on the way, since he held that news of weather keeps better than fish.",
    "Off the lighthouse the piano began to move, a hand’s breadth with each wave, and the dentists were asked to sit on it for as long as they could bear to.",
    "They bore it for two hours. One of them, who had played as a child, found that the lower keys answered when the ship rolled, and made what he could of that.",
    "On the island they heard the music before they saw the lamps, and some of the older people put on their coats and went down to the landing without a word.",
    "When the ropes were fast, the captain read his letter aloud to everyone, and it was agreed that it had been a very good account of the night they had had.",
    "The piano stands in the school now. It has never been tuned, since nobody on the island would know any longer what to ask of the man who came to do it.",
];

/// What stands between the paragraphs in the second kind of article: after which one, its markup, and words of it.
const BETWEEN: &[(usize, &str, &[&str])] = &[
    (1, "<h2>A letter put aside</h2>", &["A letter put aside"]),
    (
        2,
        "<ul><li>A rope</li><li>Dry matches</li><li>Comments on the soup</li></ul>",
        &["A rope", "Dry matches", "Comments on the soup"],
    ),
    (
        3,
        "<blockquote><p>The sea is no place for furniture, she said.</p></blockquote>",
        &["no place for furniture"],
    ),
    (
        4,
        "<figure><img src=https://img.example/quay.jpg width=800 height=500 alt=''><figcaption>The quay by night</figcaption></figure>",
        &["quay.jpg", "The quay by night"],
    ),
    (4, "<h3>What was in it</h3>", &["What was in it"]),
    (
        5,
        "<table><tr><th>Load</th><th>Share</th></tr><tr><td>Pianos</td><td>1 of 2</td></tr><tr><td>Dentists</td><td>2 of 9</td></tr></table>",
        &["Pianos", "1 of 2", "Dentists"],
    ),
    (6, "<pre><code>sign in: piano\nsign out: none</code></pre>", &["sign out: none"]),
];

/// Words in a wrapper's class that say nothing against what it holds.
const WRAPPERS: &[&str] = &[
    "",
    "tag-linkedin-ads",
    "has-section-nav",
    "newsletter",
    "hero",
    "paywall-active",
    "modal-open",
    "comments-open",
    "subscribe-enabled",
    "event",
    "donate",
    "survey-open",
    "affiliate",
    "push-enabled",
    "css-1q2w3e",
];

const TITLE: &str = "The ferry to Vane";
const LEAD: &str = "<figure><img src=https://img.example/ferry-at-vane.jpg alt=''><figcaption>The ferry at low water.</figcaption></figure>";

/// A page: how it's built, and where which nag stands.
#[derive(Clone, Debug)]
struct Plan {
    shape: usize,
    wrapper: &'static str,
    /// Stands more than paragraphs in it?
    is_varied: bool,
    /// Which nag stands before which paragraph; the last place is the end.
    nags: Vec<(usize, usize)>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let nag = (0..NAGS.len(), 0..=PROSE.len());
    let nags = prop::collection::vec(nag, 1..4);
    (0..3_usize, prop::sample::select(WRAPPERS), any::<bool>(), nags)
        .prop_map(|(shape, wrapper, is_varied, nags)| Plan { shape, wrapper, is_varied, nags })
}

fn page(plan: &Plan) -> String {
    let mut body = String::from(LEAD);
    for at in 0..=PROSE.len() {
        for (nag, _) in plan.nags.iter().filter(|(_, place)| *place == at) {
            body.push_str(NAGS[*nag].1);
        }
        if let Some(prose) = PROSE.get(at) {
            body.extend(["<p>", prose, "</p>"]);
        }
        for (_, markup, _) in BETWEEN.iter().filter(|it| plan.is_varied && it.0 == at + 1) {
            body.push_str(markup);
        }
    }
    let head = format!(
        "<!DOCTYPE html><html lang=en><head><title>{TITLE}</title><meta property=og:type content=article>\
         <meta property=og:image content=https://img.example/ferry-at-vane.jpg></head>"
    );
    let wrapper = plan.wrapper;
    let inner = match plan.shape {
        0 => format!("<main class='{wrapper}'><article><h1>{TITLE}</h1>{body}</article></main>"),
        1 => format!(
            "<div id=page class='{wrapper}'><div class=x><h1>{TITLE}</h1><div class=y>{body}</div></div></div>"
        ),
        _ => format!(
            "<article class='post {wrapper}'><header><h1>{TITLE}</h1></header><div class='entry-content {wrapper}'>{body}</div></article>"
        ),
    };
    format!(
        "{head}<body class='{wrapper}'><header><a href=/>Vane Post</a><nav><a href=/n>News</a> <a href=/s>Sport</a></nav></header>{inner}<footer><a href=/i>Imprint</a></footer></body></html>"
    )
}

fn read(html: &str) -> Article {
    let mut reader = Reader::new(Options::new());
    reader.write(html.as_bytes());
    reader.finish()
}

/// What must hold of a page; what doesn't, in words.
fn check(plan: &Plan) -> Result<(), String> {
    let article = read(&page(plan));
    let text = article.text();
    let told = || article.explain();
    for prose in PROSE {
        if text.matches(prose).count() != 1 {
            return Err(format!("prose is lost: {prose}\n{}", told()));
        }
    }
    let html = article.html();
    for words in BETWEEN.iter().filter(|_| plan.is_varied).flat_map(|it| it.2) {
        if !html.contains(words) {
            return Err(format!("{words} is lost\n{}", told()));
        }
    }
    for (nag, _) in &plan.nags {
        let (class, _, words) = NAGS[*nag];
        if text.contains(words) {
            return Err(format!("{} stays: {words}\n{}", class.name(), told()));
        }
    }
    if article.title.as_deref() != Some(TITLE) || !html.contains("ferry-at-vane.jpg") {
        return Err(format!("the headline or the lead image is lost\n{}", told()));
    }
    let all: u32 = PROSE.iter().map(|it| it.split_whitespace().count() as u32).sum();
    for removal in article.removals.iter().filter(|it| it.place == Place::Inside) {
        let holds_prose = PROSE.iter().any(|it| removal.excerpt.contains(&it[..40]));
        if holds_prose || all / 10 < removal.words {
            return Err(format!("a removal holds too much: {}\n{}", removal.excerpt, told()));
        }
    }
    Ok(())
}

/// Every nag by itself at every place, in every shape.
#[test]
fn a_nag_of_any_class_goes_from_any_place() {
    for nag in 0..NAGS.len() {
        for place in 0..=PROSE.len() {
            for (shape, is_varied) in (0..3).flat_map(|it| [(it, false), (it, true)]) {
                let plan = Plan { shape, wrapper: "", is_varied, nags: vec![(nag, place)] };
                check(&plan).unwrap_or_else(|what| panic!("{plan:?}: {what}"));
            }
        }
    }
}

/// Several nags, beside each other too, in wrappers with misleading names.
#[test]
fn several_nags_go_and_all_prose_stays() {
    const CASES: u32 = 2500;
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let tried = runner.run(&plan(), |plan| check(&plan).map_err(TestCaseError::fail));
    tried.unwrap_or_else(|error| panic!("{error}"));
}
