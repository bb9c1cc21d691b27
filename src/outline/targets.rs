//! Where links lead: one bit a kind of target.
//!
//! In: an `href` as written. Out: what it says about the link. Paths are matched by whole
//! segments; hosts are those of app stores and sharing services, which the class itself is made
//! of. A target is one kind of evidence and never decides alone.

use std::borrow::Cow;

use crate::base::fnv::NameTable;
use crate::base::letters::n_letters;

/// A set of kinds of link targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Target(u16);

impl Target {
    pub(crate) const NONE: Target = Target(0);
    pub(crate) const SUBSCRIBE: Target = Target(1);
    pub(crate) const NEWSLETTER: Target = Target(1 << 1);
    pub(crate) const SIGN_IN: Target = Target(1 << 2);
    pub(crate) const APP_STORE: Target = Target(1 << 3);
    pub(crate) const SHARE: Target = Target(1 << 4);
    pub(crate) const DONATE: Target = Target(1 << 5);
    pub(crate) const COMMENTS: Target = Target(1 << 6);
    pub(crate) const MAIL: Target = Target(1 << 7);
    pub(crate) const INDEX: Target = Target(1 << 8);
    pub(crate) const PRIVACY: Target = Target(1 << 9);
    pub(crate) const HERE: Target = Target(1 << 10);
    pub(crate) const EVENT: Target = Target(1 << 11);
    pub(crate) const SURVEY: Target = Target(1 << 12);

    pub(crate) const NAMES: &'static [(Target, &'static str, &'static str)] = &[
        (Self::SUBSCRIBE, "subscribe", "a subscription page"),
        (Self::NEWSLETTER, "newsletter", "a newsletter page"),
        (Self::SIGN_IN, "sign_in", "a sign-in page"),
        (Self::APP_STORE, "app_store", "an app store"),
        (Self::SHARE, "share", "a sharing service"),
        (Self::DONATE, "donate", "a donation page"),
        (Self::COMMENTS, "comments", "the comments"),
        (Self::MAIL, "mail", "an e-mail address"),
        (Self::INDEX, "index", "a tag, category or author page"),
        (Self::PRIVACY, "privacy", "a privacy or terms page"),
        (Self::HERE, "here", "this page"),
        (Self::EVENT, "event", "a page of events, podcasts or goods"),
        (Self::SURVEY, "survey", "a survey"),
    ];

    pub(crate) fn any(self, of: Target) -> bool {
        self.0 & of.0 != 0
    }

    #[must_use]
    pub(crate) const fn and(self, other: Target) -> Target {
        Target(self.0 & other.0)
    }

    #[must_use]
    pub(crate) const fn or(self, other: Target) -> Target {
        Target(self.0 | other.0)
    }

    /// The kinds of target that `href` is.
    pub(crate) fn of(href: &str) -> Target {
        // What counts stands near the start; a data address may be megabytes long.
        const MAX_BYTES: usize = 300;
        let href = &href.as_bytes()[..href.len().min(MAX_BYTES)];
        // Most addresses are in small letters.
        let has_capitals = href.iter().fold(false, |any, byte| any | byte.is_ascii_uppercase());
        let href =
            if has_capitals { Cow::Owned(href.to_ascii_lowercase()) } else { Cow::Borrowed(href) };
        let href = href.trim_ascii();
        if href.starts_with(b"mailto:") {
            return if has(href, b"body=") || has(href, b"subject=") {
                Self::SHARE
            } else {
                Self::MAIL
            };
        }
        if href.starts_with(b"whatsapp://") {
            return Self::SHARE;
        }
        if href.starts_with(b"#") {
            return if names_comments(href) { Self::COMMENTS } else { Self::HERE };
        }
        if let Some(service) = service(href) {
            return service;
        }
        by_segments(href)
    }
}

/// The addresses of services that share, sell apps and ask, from the host on or from where it is the same
/// everywhere; at most 64, each with a dot in it.
const SERVICES: &[(&[u8], Target)] = &[
    (b"facebook.com/sharer", Target::SHARE),
    (b"facebook.com/share", Target::SHARE),
    (b"facebook.com/dialog", Target::SHARE),
    (b"twitter.com/intent", Target::SHARE),
    (b"twitter.com/share", Target::SHARE),
    (b"x.com/intent", Target::SHARE),
    (b"x.com/share", Target::SHARE),
    (b"linkedin.com/share", Target::SHARE),
    (b"pinterest.com/pin/create", Target::SHARE),
    (b"reddit.com/submit", Target::SHARE),
    (b"api.whatsapp.com/send", Target::SHARE),
    (b"wa.me/?", Target::SHARE),
    (b"t.me/share", Target::SHARE),
    (b"telegram.me/share", Target::SHARE),
    (b"tumblr.com/widgets/share", Target::SHARE),
    (b"getpocket.com/save", Target::SHARE),
    (b"news.ycombinator.com/submitlink", Target::SHARE),
    (b"bsky.app/intent", Target::SHARE),
    (b"threads.net/intent", Target::SHARE),
    (b"share.flipboard", Target::SHARE),
    (b"vk.com/share", Target::SHARE),
    (b"line.me/r/msg", Target::SHARE),
    (b"xing.com/spi/shares", Target::SHARE),
    (b"b.hatena.ne.jp/add", Target::SHARE),
    (b"google.com/preferences/source", Target::SHARE),
    (b"news.google.com/publications", Target::SHARE),
    (b"whatsapp.com/channel", Target::SHARE),
    (b"line.me/r/ti", Target::SHARE),
    (b"apps.apple.com", Target::APP_STORE),
    (b"itunes.apple.com", Target::APP_STORE),
    (b"play.google.com/store", Target::APP_STORE),
    (b"app.link", Target::APP_STORE),
    (b"onelink.me", Target::APP_STORE),
    (b"appgallery.huawei", Target::APP_STORE),
    (b"appgallery.cloud", Target::APP_STORE),
    (b"app.adjust.com", Target::APP_STORE),
    (b"surveymonkey.com", Target::SURVEY),
    (b"typeform.com", Target::SURVEY),
    (b"docs.google.com/forms", Target::SURVEY),
    (b"forms.gle/", Target::SURVEY),
    (b"qualtrics.com", Target::SURVEY),
];

/// The service that the address is of: the first whose address stands in it.
fn service(href: &[u8]) -> Option<Target> {
    let is_absolute = href[..href.len().min(24)].contains(&b':') || href.starts_with(b"//");
    if !is_absolute {
        return None;
    }
    memchr::memchr_iter(b'.', href).find_map(|dot| {
        let (before, after) = (href.get(dot.checked_sub(1)?)?, href.get(dot + 1)?);
        let mut may_be = DOTS.before[usize::from(*before)] & DOTS.after[usize::from(*after)];
        while may_be != 0 {
            let (address, target) = SERVICES[may_be.trailing_zeros() as usize];
            let start = dot.checked_sub(first_dot(address));
            if start.is_some_and(|start| href[start..].starts_with(address)) {
                return Some(target);
            }
            may_be &= may_be - 1;
        }
        None
    })
}

/// For each byte the services, a bit each, that have it before the first dot of their address, and after.
struct Dots {
    before: [u64; 256],
    after: [u64; 256],
}

static DOTS: Dots = {
    let mut dots = Dots { before: [0; 256], after: [0; 256] };
    let mut at = 0;
    while at < SERVICES.len() {
        let address = SERVICES[at].0;
        let dot = first_dot(address);
        dots.before[address[dot - 1] as usize] |= 1 << at;
        dots.after[address[dot + 1] as usize] |= 1 << at;
        at += 1;
    }
    dots
};

const fn first_dot(address: &[u8]) -> usize {
    let mut at = 0;
    while address[at] != b'.' {
        at += 1;
    }
    at
}

fn has(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}

/// Is a fragment, with its `#`, the name of a comments section? A reference's name may well hold the
/// word: `#cite_ref-correspondence_1`.
fn names_comments(fragment: &[u8]) -> bool {
    let starts = [&b"#comment"[..], b"#respond", b"#disqus"];
    starts.iter().any(|start| fragment.starts_with(start)) || fragment.ends_with(b"comments")
}

fn by_segments(href: &[u8]) -> Target {
    let mut colons = memchr::memchr_iter(b':', href);
    let path_start = colons.find(|&at| href[at + 1..].starts_with(b"//")).map_or(0, |at| at + 3);
    let (path, fragment) = match memchr::memchr(b'#', href) {
        Some(at) => (&href[..at.max(path_start)], &href[at..]),
        None => (href, &[][..]),
    };
    let mut target = Target::default();
    if names_comments(fragment) {
        target = target.or(Target::COMMENTS);
    }
    let mut rest = &path[path_start.min(path.len())..];
    loop {
        let end = segment_len(rest);
        target = target.or(of_segment(&rest[..end]));
        match rest.get(end + 1..) {
            Some(after) => rest = after,
            None => return target,
        }
    }
}

/// How long the segment is that `path` begins with.
fn segment_len(path: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += n_letters(&path[at..]);
        match path.get(at) {
            None | Some(b'/' | b'?' | b'.' | b'&' | b'=') => return at,
            Some(_) => at += 1,
        }
    }
}

fn of_segment(segment: &[u8]) -> Target {
    PLACES.place(segment).map_or(Target::NONE, |place| TARGETS[place])
}

/// What a segment of a path says of where it leads.
const SEGMENTS: [(Target, &[&str]); 8] = [
    (
        Target::SUBSCRIBE,
        &[
            "subscribe",
            "subscription",
            "subscriptions",
            "abo",
            "abonnement",
            "abonnieren",
            "join",
            "trial",
            "free-trial",
            "start-trial",
            "abonnement-digital",
            "suscripcion",
            "suscribete",
            "suscribirse",
            "assine",
            "assinatura",
            "abbonamenti",
            "abonneren",
            "prenumerera",
            "membership",
            "offers",
            "offer",
            "plans",
            "pricing",
            "subscribenow",
            "premium",
        ],
    ),
    (
        Target::NEWSLETTER,
        &[
            "newsletter",
            "newsletters",
            "nyhetsbrev",
            "nyhedsbrev",
            "nieuwsbrief",
            "nieuwsbrieven",
            "email-signup",
            "signup",
            "sign-up",
            "boletin",
            "boletines",
            "newsletter-signup",
        ],
    ),
    (
        Target::SIGN_IN,
        &[
            "login",
            "log-in",
            "signin",
            "sign-in",
            "register",
            "registration",
            "account",
            "auth",
            "sso",
            "create-account",
            "anmelden",
            "einloggen",
            "connexion",
            "iniciar-sesion",
            "inloggen",
            "accedi",
            "entrar",
            "my-account",
            "oauth",
        ],
    ),
    (
        Target::DONATE,
        &[
            "donate",
            "donation",
            "donations",
            "support-us",
            "contribute",
            "spenden",
            "spende",
            "faire-un-don",
            "don",
            "dons",
            "donar",
            "doar",
            "dona",
            "doneren",
            "doneer",
            "support-us-now",
            "donasi",
            "bagis",
        ],
    ),
    (
        Target::EVENT,
        &[
            "tickets",
            "ticket",
            "webinar",
            "webinars",
            "events",
            "event",
            "podcast",
            "podcasts",
            "shop",
            "store",
            "courses",
            "conference",
        ],
    ),
    (Target::SURVEY, &["survey", "surveys", "poll", "polls", "quiz", "feedback"]),
    (
        Target::INDEX,
        &[
            "tag",
            "tags",
            "category",
            "categories",
            "topic",
            "topics",
            "author",
            "authors",
            "profile",
            "thema",
            "themen",
            "etiqueta",
            "rubrique",
        ],
    ),
    (
        Target::PRIVACY,
        &[
            "privacy",
            "privacy-policy",
            "terms",
            "terms-of-service",
            "terms-of-use",
            "datenschutz",
            "cookie-policy",
            "cookies",
        ],
    ),
];

const N_SEGMENTS: usize = {
    let (mut n, mut at) = (0, 0);
    while at < SEGMENTS.len() {
        n += SEGMENTS[at].1.len();
        at += 1;
    }
    n
};

/// The segments one by one, and the target of each.
const NAMES: [&[u8]; N_SEGMENTS] = one_by_one().0;
const TARGETS: [Target; N_SEGMENTS] = one_by_one().1;

static PLACES: NameTable = NameTable::new(&NAMES);

const fn one_by_one() -> ([&'static [u8]; N_SEGMENTS], [Target; N_SEGMENTS]) {
    let (mut names, mut targets): ([&[u8]; N_SEGMENTS], _) =
        ([b""; N_SEGMENTS], [Target::NONE; N_SEGMENTS]);
    let (mut n, mut at) = (0, 0);
    while at < SEGMENTS.len() {
        let (target, segments) = SEGMENTS[at];
        let mut nth = 0;
        while nth < segments.len() {
            names[n] = segments[nth].as_bytes();
            targets[n] = target;
            (n, nth) = (n + 1, nth + 1);
        }
        at += 1;
    }
    (names, targets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_count_by_whole_segments() {
        assert!(Target::of("/newsletters/daily?x=1").any(Target::NEWSLETTER));
        assert!(Target::of("https://news.example/login?next=/a").any(Target::SIGN_IN));
        assert_eq!(Target::of("/how-to-login-to-your-router"), Target::default());
        assert!(Target::of("#comments").any(Target::COMMENTS));
        assert!(Target::of("/a.html#reader-comments").any(Target::COMMENTS));
        assert_eq!(Target::of("#cite_ref-correspondence_1"), Target::HERE);
        assert!(Target::of("/author/jo").any(Target::INDEX));
        assert!(Target::of("/privacy-policy").any(Target::PRIVACY));
        assert!(Target::of("/abonnement-digital/").any(Target::SUBSCRIBE));
        assert_eq!(Target::of("/abonnement-xigital/"), Target::NONE);
        assert!(Target::of("MAILTO:a@news.example").any(Target::MAIL));
    }
}
