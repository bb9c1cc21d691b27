//! Where links lead: one bit a kind of target.
//!
//! In: an `href` as written. Out: what it says about the link. Paths are matched by whole
//! segments; hosts are those of app stores and sharing services, which the class itself is made
//! of. A target is one kind of evidence and never decides alone.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

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
        let mut lower = [0_u8; MAX_BYTES];
        let len = href.len().min(MAX_BYTES);
        lower[..len].copy_from_slice(&href.as_bytes()[..len]);
        lower[..len].make_ascii_lowercase();
        let href = lower[..len].trim_ascii();
        if href.starts_with(b"mailto:") {
            return if has(href, b"body=") || has(href, b"subject=") {
                Self::SHARE
            } else {
                Self::MAIL
            };
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

const SHARE: &[&[u8]] = &[
    b"facebook.com/sharer",
    b"facebook.com/share",
    b"facebook.com/dialog",
    b"twitter.com/intent",
    b"twitter.com/share",
    b"x.com/intent",
    b"x.com/share",
    b"linkedin.com/share",
    b"pinterest.com/pin/create",
    b"reddit.com/submit",
    b"api.whatsapp.com/send",
    b"wa.me/?",
    b"whatsapp://",
    b"t.me/share",
    b"telegram.me/share",
    b"tumblr.com/widgets/share",
    b"getpocket.com/save",
    b"news.ycombinator.com/submitlink",
    b"bsky.app/intent",
    b"threads.net/intent",
    b"share.flipboard",
    b"vk.com/share",
    b"line.me/r/msg",
    b"xing.com/spi/shares",
    b"b.hatena.ne.jp/add",
    b"google.com/preferences/source",
    b"news.google.com/publications",
    b"whatsapp.com/channel",
    b"line.me/r/ti",
];

const APP_STORE: &[&[u8]] = &[
    b"apps.apple.com",
    b"itunes.apple.com",
    b"play.google.com/store",
    b"app.link",
    b"onelink.me",
    b"appgallery",
    b"app.adjust.com",
];

/// Services that ask.
const SURVEY: &[&[u8]] = &[
    b"surveymonkey.com",
    b"typeform.com",
    b"docs.google.com/forms",
    b"forms.gle/",
    b"qualtrics.com",
];

/// The service that the address is of. One automaton looks for all of them.
fn service(href: &[u8]) -> Option<Target> {
    static SERVICES: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let all = || SERVICES_OF.iter().flat_map(|(addresses, _)| *addresses);
    let services = SERVICES.get_or_init(|| AhoCorasick::new(all()).ok());
    let is_absolute = href[..href.len().min(24)].contains(&b':') || href.starts_with(b"//");
    let found = services.as_ref().filter(|_| is_absolute)?.find(href)?;
    let mut at = found.pattern().as_usize();
    for (addresses, target) in SERVICES_OF {
        match at.checked_sub(addresses.len()) {
            None => return Some(*target),
            Some(rest) => at = rest,
        }
    }
    None
}

const SERVICES_OF: &[(&[&[u8]], Target)] =
    &[(SHARE, Target::SHARE), (APP_STORE, Target::APP_STORE), (SURVEY, Target::SURVEY)];

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
    let path_start = href.windows(3).position(|it| it == b"://").map_or(0, |at| at + 3);
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
