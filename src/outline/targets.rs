//! Where links lead: one bit a kind of target.
//!
//! In: an `href` as written. Out: what it says about the link. Paths are matched by whole
//! segments; hosts are those of app stores and sharing services, which the class itself is made
//! of. A target is one kind of evidence and never decides alone.

use std::borrow::Cow;

/// A set of kinds of link targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

    pub(crate) const NAMES: &'static [(Target, &'static str)] = &[
        (Self::SUBSCRIBE, "a subscription page"),
        (Self::NEWSLETTER, "a newsletter page"),
        (Self::SIGN_IN, "a sign-in page"),
        (Self::APP_STORE, "an app store"),
        (Self::SHARE, "a sharing service"),
        (Self::DONATE, "a donation page"),
        (Self::COMMENTS, "the comments"),
        (Self::MAIL, "an e-mail address"),
        (Self::INDEX, "a tag, category or author page"),
        (Self::PRIVACY, "a privacy or terms page"),
        (Self::HERE, "this page"),
        (Self::EVENT, "a page of events, podcasts or goods"),
        (Self::SURVEY, "a survey"),
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
    for segment in path[path_start.min(path.len())..]
        .split(|byte| matches!(byte, b'/' | b'?' | b'.' | b'&' | b'='))
    {
        target = target.or(of_segment(segment));
    }
    target
}

fn of_segment(segment: &[u8]) -> Target {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=18;
    if !LENGTHS.contains(&segment.len()) {
        return Target::default();
    }
    match segment {
        b"subscribe"
        | b"subscription"
        | b"subscriptions"
        | b"abo"
        | b"abonnement"
        | b"abonnieren"
        | b"join"
        | b"trial"
        | b"free-trial"
        | b"start-trial"
        | b"abonnement-digital"
        | b"suscripcion"
        | b"suscribete"
        | b"suscribirse"
        | b"assine"
        | b"assinatura"
        | b"abbonamenti"
        | b"abonneren"
        | b"prenumerera"
        | b"membership"
        | b"offers"
        | b"offer"
        | b"plans"
        | b"pricing"
        | b"subscribenow"
        | b"premium" => Target::SUBSCRIBE,
        b"newsletter" | b"newsletters" | b"nyhetsbrev" | b"nyhedsbrev" | b"nieuwsbrief"
        | b"nieuwsbrieven" | b"email-signup" | b"signup" | b"sign-up" | b"boletin"
        | b"boletines" | b"newsletter-signup" => Target::NEWSLETTER,
        b"login" | b"log-in" | b"signin" | b"sign-in" | b"register" | b"registration"
        | b"account" | b"auth" | b"sso" | b"create-account" | b"anmelden" | b"einloggen"
        | b"connexion" | b"iniciar-sesion" | b"inloggen" | b"accedi" | b"entrar"
        | b"my-account" | b"oauth" => Target::SIGN_IN,
        b"donate" | b"donation" | b"donations" | b"support-us" | b"contribute" | b"spenden"
        | b"spende" | b"faire-un-don" | b"don" | b"dons" | b"donar" | b"doar" | b"dona"
        | b"doneren" | b"doneer" | b"support-us-now" | b"donasi" | b"bagis" => Target::DONATE,
        b"tickets" | b"ticket" | b"webinar" | b"webinars" | b"events" | b"event" | b"podcast"
        | b"podcasts" | b"shop" | b"store" | b"courses" | b"conference" => Target::EVENT,
        b"survey" | b"surveys" | b"poll" | b"polls" | b"quiz" | b"feedback" => Target::SURVEY,
        b"tag" | b"tags" | b"category" | b"categories" | b"topic" | b"topics" | b"author"
        | b"authors" | b"profile" | b"thema" | b"themen" | b"etiqueta" | b"rubrique" => {
            Target::INDEX
        }
        b"privacy" | b"privacy-policy" | b"terms" | b"terms-of-service" | b"terms-of-use"
        | b"datenschutz" | b"cookie-policy" | b"cookies" => Target::PRIVACY,
        _ => Target::default(),
    }
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
        assert!(Target::of("MAILTO:a@news.example").any(Target::MAIL));
    }
}
