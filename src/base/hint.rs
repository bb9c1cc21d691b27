//! What an element's `class`, `id` and test ids say about it.
//!
//! In: an attribute's value. Out: a set of hints. Values are split into whole words (at
//! punctuation and camelCase), and only whole words or two in a row count: substring matching is
//! what makes readers drop `.tag-linkedin-ads` wrappers and `.has-section-nav` articles. A hint
//! is one kind of evidence and never decides alone. Words are compiled by us from the taxonomy of
//! nags and the vocabulary of content management systems.

use std::ops::{BitOr, BitOrAssign};

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints(u64);

impl Hints {
    pub(crate) const NONE: Hints = Hints(0);
    pub(crate) const fn any(self, of: Hints) -> bool {
        self.0 & of.0 != 0
    }

    pub(crate) const fn and(self, other: Hints) -> Hints {
        Hints(self.0 & other.0)
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

/// The hints of a `class`, `id` or test id.
pub(crate) fn of(value: &str) -> Hints {
    // Longer values are generated, not named; utility classes run long but say nothing.
    const MAX_BYTES: usize = 600;
    let mut end = value.len().min(MAX_BYTES);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    let mut hints = Hints::default();
    let mut before = [0_u8; LONGEST];
    let mut before_len = 0;
    words(&value.as_bytes()[..end], |word, joined| {
        hints |= of_word(word);
        if joined && before_len > 0 {
            hints |= of_pair(&before[..before_len], word);
        }
        before[..word.len()].copy_from_slice(word);
        before_len = word.len();
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

/// Calls `word` with every word in lower case, and whether it belongs to the same name as the one before.
fn words(value: &[u8], mut word: impl FnMut(&[u8], bool)) {
    let mut lower = [0_u8; LONGEST];
    let mut len = 0;
    let mut too_long = false;
    let mut joined = false;
    let mut last_was_lower = false;
    let mut flush = |lower: &[u8], len: &mut usize, too_long: &mut bool, joined: bool| {
        if *len > 0 && !*too_long {
            word(&lower[..*len], joined);
        }
        *len = 0;
        *too_long = false;
    };
    for &byte in value {
        let is_word = byte.is_ascii_alphabetic();
        let camel = last_was_lower && byte.is_ascii_uppercase();
        if !is_word || camel {
            let had_word = len > 0 || too_long;
            flush(&lower, &mut len, &mut too_long, joined);
            joined = (joined || had_word) && !byte.is_ascii_whitespace();
        }
        if is_word {
            if len < LONGEST {
                lower[len] = byte.to_ascii_lowercase();
                len += 1;
            } else {
                too_long = true;
            }
        }
        last_was_lower = byte.is_ascii_lowercase();
    }
    flush(&lower, &mut len, &mut too_long, joined);
}

fn of_word(word: &[u8]) -> Hints {
    match word {
        b"newsletter" | b"newsletters" | b"nl" | b"signup" | b"optin" | b"mailinglist"
        | b"nieuwsbrief" | b"nyhetsbrev" | b"nyhedsbrev" | b"emailsignup" | b"mailing" => {
            NEWSLETTER
        }
        b"subscribe" | b"subscription" | b"subscriptions" | b"subscriber" | b"subscribers"
        | b"inscription" | b"suscripcion" | b"iscrizione" | b"anmeldung" | b"abo" => SUBSCRIBE,
        b"regwall" | b"registerwall" | b"registration" | b"register" | b"login" | b"signin"
        | b"gate" | b"gated" | b"accesswall" | b"metered" | b"meter" | b"loginwall" => SIGN_IN,
        b"paywall" | b"offer" | b"offers" | b"upsell" | b"pricing" | b"trial" | b"barrier"
        | b"premium" | b"plans" => OFFER,
        b"smartbanner" | b"appbanner" | b"appstore" | b"applink" => APP,
        b"related" | b"recirc" | b"recirculation" | b"recommended" | b"recommendation"
        | b"recommendations" | b"recommend" | b"recommends" | b"reco" | b"readnext"
        | b"mostread" | b"trending" | b"popular" | b"similar" | b"upnext" | b"onward"
        | b"yarpp" | b"crosslinks" | b"readmore" | b"alsoread" | b"morestories" => RELATED,
        b"sponsored" | b"sponsor" | b"sponsors" | b"promoted" | b"advertorial" | b"paidcontent" => {
            SPONSORED
        }
        b"ad" | b"ads" | b"advert" | b"adverts" | b"advertisement" | b"advertisements"
        | b"advertising" | b"adslot" | b"adunit" | b"adbox" | b"adcontainer" | b"adwrapper"
        | b"adsense" | b"adsbygoogle" | b"dfp" | b"gpt" | b"mpu" | b"leaderboard" | b"anzeige"
        | b"werbung" | b"publicidad" | b"pubblicita" => AD,
        b"share" | b"shares" | b"sharing" | b"sharebar" | b"social" | b"socials" | b"sharer"
        | b"follow" | b"shareicons" | b"sharebuttons" | b"socialmedia" => SHARE,
        b"authorbox" | b"authorbio" | b"bio" | b"biography" => AUTHOR_BOX,
        b"comment" | b"comments" | b"discussion" | b"respond" | b"replies" | b"commentlist"
        | b"kommentare" => COMMENTS,
        b"cookie" | b"cookies" | b"consent" | b"gdpr" | b"ccpa" | b"cookiebar"
        | b"cookiebanner" => CONSENT,
        b"promo" | b"promos" | b"promotion" | b"cta" | b"marketing" | b"banner"
        | b"calltoaction" => PROMO,
        b"modal" | b"popup" | b"overlay" | b"interstitial" | b"lightbox" | b"popin" | b"toast"
        | b"popover" => OVERLAY,
        b"nav" | b"navigation" | b"navbar" | b"menu" | b"submenu" | b"breadcrumb"
        | b"breadcrumbs" | b"pagination" | b"pager" | b"toolbar" | b"prevnext" => NAV,
        b"header" | b"masthead" | b"topbar" => HEADER,
        b"footer" | b"colophon" | b"copyright" | b"foot" => FOOTER,
        b"sidebar" | b"rail" | b"widget" | b"widgets" | b"sidenav" => SIDEBAR,
        b"meta" | b"metadata" | b"tags" | b"taglist" | b"categories" | b"dateline"
        | b"timestamp" | b"postmeta" | b"entrymeta" | b"tagcloud" | b"topics" => META,
        b"article" | b"content" | b"entry" | b"story" | b"prose" | b"richtext" | b"articlebody"
        | b"storybody" | b"postcontent" | b"entrycontent" | b"articlecontent" | b"articletext"
        | b"bodytext" | b"blog" => CONTENT,
        b"caption" | b"captions" | b"credit" | b"figcaption" => CAPTION,
        b"gallery" | b"carousel" | b"slideshow" | b"slider" | b"swiper" => GALLERY,
        b"hidden" | b"invisible" => HIDDEN,
        b"noprint" | b"nonprint" => NO_PRINT,
        b"highlights" | b"takeaways" | b"keypoints" | b"tldr" | b"takeaway" => KEY_POINTS,
        b"donate" | b"donation" | b"donations" | b"contribute" | b"contribution"
        | b"fundraising" | b"spenden" | b"supportus" => DONATE,
        b"audio" | b"podcast" | b"podcasts" | b"listen" => AUDIO,
        b"poll" | b"polls" | b"quiz" | b"survey" | b"feedback" | b"umfrage" | b"encuesta"
        | b"sondage" => SURVEY,
        b"footnote" | b"footnotes" | b"references" | b"reflist" | b"citations" | b"endnotes" => {
            REFERENCES
        }
        b"byline" | b"bylines" => BYLINE,
        b"toc" | b"tableofcontents" => TOC,
        b"teaser" | b"teasers" | b"cards" | b"cardlist" => TEASER,
        b"affiliate" | b"affiliates" | b"disclosure" | b"disclaimer" | b"buybox" => AFFILIATE,
        b"event" | b"events" | b"merch" | b"webinar" | b"tickets" => EVENT,
        b"webpush" | b"pushnotification" | b"notifications" | b"notification" => PUSH,
        b"pullquote" => PULL_QUOTE,
        b"answer" | b"question" | b"reply" | b"message" => POST,
        _ => of_vendor(word),
    }
}

fn of_vendor(word: &[u8]) -> Hints {
    match word {
        b"mailchimp" | b"mailerlite" | b"convertkit" | b"beehiiv" | b"sailthru" | b"mailpoet"
        | b"klaviyo" | b"aweber" | b"getresponse" | b"optinmonster" | b"mailmunch"
        | b"followit" | b"hellobar" | b"sumome" => VENDOR_NEWSLETTER,
        b"outbrain" | b"taboola" | b"revcontent" | b"mgid" | b"zergnet" | b"dianomi"
        | b"nativo" | b"sharethrough" | b"teads" | b"engageya" | b"plista" | b"ligatus"
        | b"strossle" => VENDOR_SPONSORED,
        b"disqus" | b"viafoura" | b"spotim" | b"openweb" | b"hyvor" | b"livefyre"
        | b"intensedebate" | b"utterances" | b"giscus" | b"commento" => VENDOR_COMMENTS,
        b"onetrust" | b"didomi" | b"cookiebot" | b"usercentrics" | b"truste" | b"osano"
        | b"iubenda" | b"borlabs" | b"klaro" | b"quantcast" | b"trustarc" | b"cookieyes"
        | b"complianz" => VENDOR_CONSENT,
        b"adthrive" | b"mediavine" | b"ezoic" | b"doubleclick" => VENDOR_AD,
        b"addtoany" | b"sharedaddy" | b"addthis" | b"sharethis" | b"jssocials" | b"heateor"
        | b"shareaholic" => VENDOR_SHARE,
        b"tinypass" | b"zephr" | b"poool" | b"evolok" => VENDOR_OFFER,
        b"onesignal" | b"pushengage" | b"pushcrew" | b"izooto" | b"pushowl" => VENDOR_PUSH,
        _ => Hints::default(),
    }
}

fn of_pair(first: &[u8], second: &[u8]) -> Hints {
    match (first, second) {
        (b"sign", b"up")
        | (b"mailing", b"list")
        | (b"email", b"capture" | b"form" | b"subscribe" | b"optin")
        | (b"opt", b"in") => NEWSLETTER,
        (b"mc", b"embed") => VENDOR_NEWSLETTER,
        (b"sign" | b"log", b"in") | (b"reg" | b"registration" | b"access", b"wall") => SIGN_IN,
        (b"push", b"notification" | b"notifications" | b"prompt" | b"banner")
        | (b"web", b"push") => PUSH,
        (b"support", b"us") | (b"donation", b"box") => DONATE,
        (b"listen", b"article") | (b"audio", b"player") | (b"text", b"speech") => AUDIO,
        (b"pay", b"wall") | (b"free", b"trial") => OFFER,
        (
            b"app",
            b"banner" | b"promo" | b"download" | b"install" | b"store" | b"badges" | b"links",
        )
        | (b"get" | b"download", b"app") => APP,
        (b"read", b"next" | b"more" | b"also")
        | (b"more", b"stories" | b"from" | b"on" | b"news" | b"articles" | b"posts")
        | (b"most", b"read" | b"popular" | b"viewed")
        | (b"up", b"next")
        | (b"you", b"may" | b"might")
        | (b"see", b"also")
        | (b"also", b"read")
        | (b"further", b"reading")
        | (b"latest" | b"recent" | b"top", b"news" | b"stories" | b"posts" | b"articles") => {
            RELATED
        }
        (b"social", b"share" | b"links" | b"icons" | b"media") | (b"follow", b"us") => SHARE,
        (b"author", b"bio" | b"box" | b"info" | b"card" | b"profile" | b"description")
        | (b"about" | b"post", b"author") => AUTHOR_BOX,
        (b"post" | b"entry" | b"article", b"body" | b"content" | b"text")
        | (b"story", b"body" | b"text")
        | (b"body", b"text" | b"copy") => CONTENT,
        (b"post" | b"entry", b"meta" | b"tags" | b"info" | b"footer") => META,
        (b"sp", b"message") | (b"qc", b"cmp") => VENDOR_CONSENT,
        (b"fb", b"comments") => VENDOR_COMMENTS,
        (b"call", b"action") => PROMO,
        (b"sr", b"only") | (b"visually", b"hidden") | (b"screen", b"reader") => HIDDEN,
        (b"no" | b"hide", b"print") | (b"print", b"hidden" | b"hide") => NO_PRINT,
        (b"key", b"points" | b"takeaways" | b"facts") => KEY_POINTS,
        (b"table", b"contents") => TOC,
        (b"card" | b"post", b"list" | b"grid") => TEASER,
        (b"pull", b"quote") => PULL_QUOTE,
        (b"by", b"line") => BYLINE,
        _ => Hints::default(),
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
    fn vendors_are_known_by_their_ids() {
        assert!(of("mc_embed_signup").any(VENDOR_NEWSLETTER));
        assert!(of("onetrust-banner-sdk").any(VENDOR_CONSENT));
    }
}
