//! What an element's `class`, `id` and test ids say about it.
//!
//! In: an attribute's value. Out: a set of hints. Values are split into whole words (at
//! punctuation and camelCase), and only whole words or two in a row count: substring matching is
//! what makes readers drop `.tag-linkedin-ads` wrappers and `.has-section-nav` articles. A hint
//! is one kind of evidence and never decides alone. Words are compiled by us from the taxonomy of
//! nags and the vocabulary of content management systems.

use std::collections::BTreeMap;
use std::ops::{BitOr, BitOrAssign, Range};
use std::sync::OnceLock;

use super::letters;

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Hints(u64);

impl Hints {
    pub(crate) const NONE: Hints = Hints(0);
    pub(crate) const fn any(self, of: Hints) -> bool {
        self.0 & of.0 != 0
    }

    pub(crate) const fn and(self, other: Hints) -> Hints {
        Hints(self.0 & other.0)
    }

    /// Those that aren't in `other`.
    pub(crate) const fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }

    pub(crate) const fn or(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Hints {
    type Output = Hints;

    fn bitor(self, other: Hints) -> Hints {
        self.or(other)
    }
}

impl BitOrAssign for Hints {
    fn bitor_assign(&mut self, other: Hints) {
        self.0 |= other.0;
    }
}

macro_rules! hints {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: Hints = Hints(1 << $bit);)*
        /// Every hint with its name, for reports.
        pub(crate) const NAMES: &[(Hints, &str)] = &[$(($name, stringify!($name)),)*];
    };
}

hints! {
    /// Newsletter and e-mail capture.
    NEWSLETTER = 0;
    /// Subscribing, to a newsletter or to the paper.
    SUBSCRIBE = 1;
    /// Registering and signing in.
    SIGN_IN = 2;
    /// Subscription offers, paywalls, trials.
    OFFER = 3;
    /// App promotion.
    APP = 4;
    /// Links to other articles.
    RELATED = 5;
    /// Paid content.
    SPONSORED = 6;
    /// Advertising slots.
    AD = 7;
    /// Share and follow bars.
    SHARE = 8;
    /// The box about the author.
    AUTHOR_BOX = 9;
    /// Reader comments.
    COMMENTS = 10;
    /// Cookie and consent notices.
    CONSENT = 11;
    /// Any promotion or call to action.
    PROMO = 12;
    /// Modal, popup, overlay.
    OVERLAY = 13;
    /// Navigation.
    NAV = 14;
    /// Page or block header.
    HEADER = 15;
    /// Page or block footer.
    FOOTER = 16;
    /// Sidebar, widget, rail.
    SIDEBAR = 17;
    /// Tags, categories, dates, counts.
    META = 18;
    /// The article or its text.
    CONTENT = 19;
    /// Captions, credits.
    CAPTION = 20;
    /// Galleries, carousels.
    GALLERY = 21;
    /// Hidden from sight.
    HIDDEN = 22;
    /// Left out in print.
    NO_PRINT = 23;
    /// Key points, takeaways, summaries.
    KEY_POINTS = 24;
    /// Donations, membership appeals.
    DONATE = 25;
    /// Audio players, podcasts, "listen".
    AUDIO = 26;
    /// Polls, quizzes, surveys.
    SURVEY = 27;
    /// Footnotes, references.
    REFERENCES = 28;
    /// The byline.
    BYLINE = 29;
    /// Table of contents.
    TOC = 30;
    /// A list of teasers or cards.
    TEASER = 31;
    /// Affiliate boxes and disclosures.
    AFFILIATE = 32;
    /// Events, courses, merchandise.
    EVENT = 33;
    /// Pull quotes.
    PULL_QUOTE = 34;
    /// A forum post, a question or an answer.
    POST = 35;
    /// Requests to allow notifications.
    PUSH = 36;
    /// What is drawn as a button.
    BUTTON = 37;
    /// Vendor of newsletter forms.
    VENDOR_NEWSLETTER = 48;
    /// Vendor of paid recommendations.
    VENDOR_SPONSORED = 49;
    /// Vendor of comment threads.
    VENDOR_COMMENTS = 50;
    /// Vendor of consent notices.
    VENDOR_CONSENT = 51;
    /// Vendor of advertising.
    VENDOR_AD = 52;
    /// Vendor of share buttons.
    VENDOR_SHARE = 53;
    /// Vendor of paywalls and registration.
    VENDOR_OFFER = 54;
    /// Vendor of notifications.
    VENDOR_PUSH = 55;
}

/// All vendors: their names are nobody's words.
pub(crate) const VENDORS: Hints = VENDOR_NEWSLETTER
    .or(VENDOR_SPONSORED)
    .or(VENDOR_COMMENTS)
    .or(VENDOR_CONSENT)
    .or(VENDOR_AD)
    .or(VENDOR_SHARE)
    .or(VENDOR_OFFER)
    .or(VENDOR_PUSH);

/// The hints of a `class`, `id` or test id.
pub(crate) fn of(value: &str) -> Hints {
    // Longer values are generated, not named; utility classes run long but say nothing.
    const MAX_BYTES: usize = 600;
    let mut end = value.len().min(MAX_BYTES);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    let value = &value.as_bytes()[..end];
    let lookup = Lookup::get();
    let mut minified = None;
    let mut says = |key: Key| {
        MIN_BYTES_MINIFIED <= key.len() || !*minified.get_or_insert_with(|| is_minified(value))
    };
    let mut hints = Hints::default();
    let mut before = 0..0;
    words(value, |key, joined| {
        let word = lookup.word(key).filter(|_| says(key));
        let both = if joined && before.start < before.end {
            lookup.pair(&before, key)
        } else {
            Hints::NONE
        };
        if let Some(word) = word.filter(|_| !both.any(ANOTHER)) {
            hints |= word.hints;
        }
        hints |= both.without(ANOTHER);
        before = word.map_or(0..0, |word| word.pairs.clone());
    });
    hints
}

/// The hints of an `aria-label`: prose, so only the words that name a thing for sure.
pub(crate) fn of_label(value: &str) -> Hints {
    let all = of(value);
    let sure =
        NEWSLETTER | SIGN_IN | RELATED | SHARE | COMMENTS | CONSENT | NAV | SPONSORED | AD | TOC;
    Hints(all.0 & sure.0)
}

/// The longest word in the tables.
const LONGEST: usize = 16;

/// Of a list of minified names, words with fewer letters say nothing.
const MIN_BYTES_MINIFIED: usize = 4;

/// Is the value a list of names that a program made as short as can be, as in "ac fl ad ag nl"?
fn is_minified(value: &[u8]) -> bool {
    const MIN_SHORT: usize = 4;
    let (mut n_names, mut n_short) = (0, 0);
    for name in value.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty()) {
        n_names += 1;
        let is_short = name.len() < MIN_BYTES_MINIFIED && name.iter().all(u8::is_ascii_alphabetic);
        n_short += usize::from(is_short);
    }
    MIN_SHORT <= n_short && n_names < 2 * n_short
}

/// Calls `word` with every word in lower case that isn't too long, and whether it belongs to the same
/// name as the one before. Letters behind a digit are part of a digest, and no word.
fn words(value: &[u8], mut word: impl FnMut(Key, bool)) {
    let mut at = 0;
    let mut joined = false;
    while let Some(&byte) = value.get(at) {
        if !byte.is_ascii_alphabetic() {
            joined &= !byte.is_ascii_whitespace();
            at += 1;
            continue;
        }
        let is_digest = at > 0 && value[at - 1].is_ascii_digit();
        while value.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let start = at;
            let mut key = Key::default();
            // A small letter and a capital behind it belong to two words.
            while let Some(&byte) = value.get(at).filter(|byte| byte.is_ascii_uppercase()) {
                key.set(byte.to_ascii_lowercase().into(), at - start);
                at += 1;
            }
            loop {
                let eight = letters::eight(&value[at..]);
                let n = letters::n_small_letters(eight);
                // What is behind them isn't of the word.
                let small = if n < 8 { eight & ((1 << (8 * n)) - 1) } else { eight };
                key.set(small, at - start);
                at += n;
                if n < 8 {
                    break;
                }
            }
            if at - start <= LONGEST && !is_digest {
                word(key, joined);
            }
            joined = true;
        }
    }
}

/// What single words say.
const WORDS: &[(Hints, &str)] = &[
    (
        NEWSLETTER,
        "newsletter newsletters signup optin mailinglist nieuwsbrief nyhetsbrev nyhedsbrev \
     emailsignup mailing",
    ),
    (
        SUBSCRIBE,
        "subscribe subscription subscriptions subscriber subscribers inscription suscripcion \
     iscrizione anmeldung abo",
    ),
    (
        SIGN_IN,
        "regwall registerwall registration register login signin gate gated accesswall \
     metered meter loginwall",
    ),
    (OFFER, "paywall offer offers upsell pricing trial barrier premium plans"),
    (APP, "smartbanner appbanner appstore applink"),
    (
        RELATED,
        "related recirc recirculation recommended recommendation recommendations recommend \
     recommends reco readnext mostread trending popular similar upnext onward yarpp \
     crosslinks readmore alsoread morestories featuredlink featuredlinks learnmore interlink interlinks",
    ),
    (SPONSORED, "sponsored sponsor sponsors promoted advertorial paidcontent"),
    (
        AD,
        "ad ads advert adverts advertisement advertisements advertising adslot adunit adbox \
     adcontainer adwrapper adsense adsbygoogle dfp mpu leaderboard anzeige werbung \
     publicidad pubblicita",
    ),
    (
        SHARE,
        "share shares sharing sharebar social socials sharer follow shareicons sharebuttons \
     socialmedia",
    ),
    (AUTHOR_BOX, "authorbox authorbio bio biography"),
    (COMMENTS, "comment comments respond replies commentlist kommentare"),
    (CONSENT, "cookie cookies consent gdpr ccpa cookiebar cookiebanner"),
    (PROMO, "promo promos promotion cta marketing banner calltoaction"),
    (OVERLAY, "modal popup overlay interstitial lightbox popin toast popover"),
    (
        NAV,
        "nav navigation navbar menu submenu breadcrumb breadcrumbs pagination pager toolbar \
     prevnext",
    ),
    (HEADER, "header masthead topbar"),
    (FOOTER, "footer colophon copyright foot"),
    (SIDEBAR, "sidebar rail widget widgets sidenav"),
    (
        META,
        "meta metadata tags taglist categories dateline timestamp postmeta entrymeta tagcloud \
     topics",
    ),
    (
        CONTENT,
        "article content entry story prose richtext articlebody storybody postcontent \
     entrycontent articlecontent articletext bodytext blog",
    ),
    (CAPTION, "caption captions credit figcaption"),
    (GALLERY, "gallery carousel slideshow slider swiper"),
    (HIDDEN, "hidden invisible"),
    (NO_PRINT, "noprint nonprint"),
    (KEY_POINTS, "highlights takeaways keypoints tldr takeaway"),
    (DONATE, "donate donation donations contribute contribution fundraising spenden supportus"),
    (AUDIO, "audio podcast podcasts listen"),
    (SURVEY, "poll polls quiz survey feedback umfrage encuesta sondage"),
    (REFERENCES, "footnote footnotes references reflist citations endnotes"),
    (BYLINE, "byline bylines"),
    (TOC, "toc tableofcontents"),
    (TEASER, "teaser teasers cards cardlist"),
    (AFFILIATE, "affiliate affiliates disclosure disclaimer buybox"),
    (EVENT, "event events merch webinar tickets"),
    (PUSH, "webpush pushnotification notifications notification"),
    (PULL_QUOTE, "pullquote"),
    (POST, "answer question reply message"),
    (BUTTON, "button buttons btn btns"),
    (
        VENDOR_NEWSLETTER,
        "mailchimp mailerlite convertkit beehiiv sailthru mailpoet klaviyo aweber getresponse \
     optinmonster mailmunch followit hellobar sumome",
    ),
    (
        VENDOR_SPONSORED,
        "outbrain taboola revcontent mgid zergnet dianomi nativo sharethrough teads engageya \
     plista ligatus strossle",
    ),
    (
        VENDOR_COMMENTS,
        "disqus viafoura spotim openweb hyvor livefyre intensedebate utterances giscus \
     commento",
    ),
    (
        VENDOR_CONSENT,
        "onetrust didomi cookiebot usercentrics truste osano iubenda borlabs klaro quantcast \
     trustarc cookieyes complianz",
    ),
    (VENDOR_AD, "adthrive mediavine ezoic doubleclick"),
    (VENDOR_SHARE, "addtoany sharedaddy addthis sharethis jssocials heateor shareaholic"),
    (VENDOR_OFFER, "tinypass zephr poool evolok"),
    (VENDOR_PUSH, "onesignal pushengage pushcrew izooto pushowl"),
];

/// After the first word the second is another than by itself, and says nothing.
const ANOTHER: Hints = Hints(1 << 63);

/// What two words of one name say that follow each other: one of the first, one of the second.
const PAIRS: &[(Hints, &str, &str)] = &[
    (NEWSLETTER, "sign", "up"),
    (NEWSLETTER, "nl", "signup subscribe form box"),
    (NEWSLETTER, "mailing", "list"),
    (NEWSLETTER, "email", "capture form subscribe optin"),
    (NEWSLETTER, "opt", "in"),
    (VENDOR_NEWSLETTER, "mc", "embed"),
    (SIGN_IN, "sign log", "in"),
    (SIGN_IN, "reg registration access", "wall"),
    (PUSH, "push", "notification notifications prompt banner"),
    (PUSH, "web", "push"),
    (DONATE, "support", "us"),
    (DONATE, "donation", "box"),
    (AUDIO, "listen", "article"),
    (AUDIO, "audio", "player"),
    (AUDIO, "text", "speech"),
    (OFFER, "pay", "wall"),
    (OFFER, "free", "trial"),
    (APP, "app", "banner promo download install store badges links"),
    (APP, "get download", "app"),
    (RELATED, "read", "next more also"),
    (RELATED, "more", "stories from on news articles posts"),
    (RELATED, "most", "read popular viewed"),
    (RELATED, "up", "next"),
    (RELATED, "you", "may might"),
    (RELATED, "see", "also"),
    (RELATED, "also", "read"),
    (RELATED, "further", "reading"),
    (RELATED, "latest recent top", "news stories posts articles"),
    (SHARE, "social", "share links icons media"),
    (SHARE, "follow", "us"),
    (AUTHOR_BOX, "author", "bio box info card profile description"),
    (AUTHOR_BOX, "about post", "author"),
    (CONTENT, "post entry article", "body content text"),
    (CONTENT, "story", "body text"),
    (CONTENT, "body", "text copy"),
    (META, "post entry", "meta tags info footer"),
    (VENDOR_CONSENT, "sp", "message"),
    (VENDOR_CONSENT, "qc", "cmp"),
    (VENDOR_COMMENTS, "fb", "comments"),
    (PROMO, "call", "action"),
    (HIDDEN, "sr", "only"),
    (HIDDEN, "visually", "hidden"),
    (HIDDEN, "screen", "reader"),
    (NO_PRINT, "no hide", "print"),
    (NO_PRINT, "print", "hidden hide"),
    (KEY_POINTS, "key", "points takeaways facts"),
    (TOC, "table", "contents"),
    (TEASER, "card post", "list grid"),
    (PULL_QUOTE, "pull", "quote"),
    (BYLINE, "by", "line"),
    // Formulas have one for the right button.
    (ANOTHER, "ctxt context", "menu"),
];

/// A word of at most `LONGEST` letters as two numbers of eight: its bytes one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    last: u64,
    first: u64,
}

impl Key {
    fn of(word: &str) -> Self {
        let mut key = Key::default();
        for (at, byte) in word.bytes().enumerate() {
            key.set(byte.into(), at);
        }
        key
    }

    /// Sets up to eight letters, from the one at `at` on; of a word that is too long anything.
    fn set(&mut self, letters: u64, at: usize) {
        let by = 8 * (at % 8) as u32;
        if at < 8 {
            self.first |= letters << by;
            // Twice, since by all of its bits a number isn't moved.
            self.last |= letters >> 8 >> (56 - by);
        } else {
            self.last |= letters << by;
        }
    }

    /// How many letters the word has.
    fn len(self) -> usize {
        let len = |letters: u64| (u64::BITS - letters.leading_zeros()).div_ceil(8) as usize;
        if self.last == 0 { len(self.first) } else { 8 + len(self.last) }
    }
}

/// `WORDS` and `PAIRS`, to be found quickly: most words of a page are in neither.
struct Lookup {
    /// Places in `words`, plus one, by hash; 0 for none.
    slots: Vec<u16>,
    words: Vec<Word>,
    pairs: Vec<(Key, Key, Hints)>,
}

struct Word {
    key: Key,
    hints: Hints,
    /// Its place among the pairs, if it is the first of some.
    pairs: Range<u16>,
}

impl Lookup {
    /// A power of two, several times the number of words.
    const N_SLOTS: usize = 2048;

    fn get() -> &'static Lookup {
        static LOOKUP: OnceLock<Lookup> = OnceLock::new();
        LOOKUP.get_or_init(Lookup::new)
    }

    fn new() -> Self {
        let mut all: BTreeMap<Key, Hints> = BTreeMap::new();
        for (hints, words) in WORDS {
            for word in words.split_ascii_whitespace() {
                *all.entry(Key::of(word)).or_default() |= *hints;
            }
        }
        let mut pairs = Vec::new();
        for (hints, firsts, seconds) in PAIRS {
            for first in firsts.split_ascii_whitespace() {
                all.entry(Key::of(first)).or_default();
                let seconds = seconds.split_ascii_whitespace();
                pairs.extend(seconds.map(|second| (Key::of(first), Key::of(second), *hints)));
            }
        }
        pairs.sort_unstable_by_key(|&(first, ..)| first);
        let mut lookup = Lookup { slots: vec![0; Self::N_SLOTS], words: Vec::new(), pairs };
        for (key, hints) in all {
            let mut slot = Self::slot(key);
            while lookup.slots[slot] != 0 {
                slot = (slot + 1) % Self::N_SLOTS;
            }
            let start = lookup.pairs.partition_point(|it| it.0 < key) as u16;
            let end = lookup.pairs.partition_point(|it| it.0 <= key) as u16;
            lookup.words.push(Word { key, hints, pairs: start..end });
            lookup.slots[slot] = lookup.words.len() as u16;
        }
        lookup
    }

    fn slot(key: Key) -> usize {
        let folded = key.first ^ key.last.rotate_left(29);
        (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize % Self::N_SLOTS
    }

    fn word(&self, key: Key) -> Option<&Word> {
        let mut slot = Self::slot(key);
        loop {
            let word = self.words.get(usize::from(self.slots[slot]).checked_sub(1)?)?;
            if word.key == key {
                return Some(word);
            }
            slot = (slot + 1) % Self::N_SLOTS;
        }
    }

    /// What the word that is first in these pairs says with `second` behind it.
    fn pair(&self, pairs: &Range<u16>, second: Key) -> Hints {
        let pairs = &self.pairs[usize::from(pairs.start)..usize::from(pairs.end)];
        let said = pairs.iter().filter(|it| it.1 == second);
        said.fold(Hints::NONE, |all, it| all.or(it.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_and_pairs_count() {
        assert_eq!(of("c-newsletter__box"), NEWSLETTER);
        assert_eq!(of("signUpForm"), NEWSLETTER);
        assert!(of("read-next").any(RELATED));
        assert!(!of("read next").any(RELATED), "a pair is one name");
        assert!(!of("thread unread").any(RELATED));
        assert_eq!(of("badges radical"), Hints::default());
        assert_eq!(of("css-1q2w3e"), Hints::default());
    }

    #[test]
    fn what_programs_shortened_says_nothing() {
        assert_eq!(of("z ac fx ad fl ae nav mg"), Hints::NONE);
        assert_eq!(of("css-1ad5x9"), Hints::NONE);
        assert_eq!(of("_7share1"), Hints::NONE);
        assert_eq!(of("as-p as-17 as-nl rs-2"), Hints::NONE);
        assert_eq!(of("chat-gpt-in-the-shop"), Hints::NONE);
        assert_eq!(of("ad w-1 p-2 mx-4"), AD);
        assert_eq!(of("div-gpt-ad-1234567"), AD);
        assert_eq!(of("ad300x250"), AD);
        assert_eq!(of("nl-signup"), NEWSLETTER);
    }

    #[test]
    fn a_menu_for_the_right_button_is_no_navigation() {
        assert!(of("main-menu").any(NAV));
        assert_eq!(of("MathJax CtxtMenu_Attached_0"), Hints::NONE);
        assert_eq!(of("context-menu"), Hints::NONE);
    }

    #[test]
    fn vendors_are_known_by_their_ids() {
        assert!(of("mc_embed_signup").any(VENDOR_NEWSLETTER));
        assert!(of("onetrust-banner-sdk").any(VENDOR_CONSENT));
    }
}
