//! Addresses of links and images: made absolute, and let out only with an allowed scheme.
//!
//! In: the address as it stands in an attribute, character references decoded, and the page's
//! base. Out: an absolute address as the URL standard writes it, or nothing. An address that can't
//! be made absolute is nothing: a relative one means something else wherever the article goes.
//! Tracking parameters stay: an address without them may be another page.

use url::{Position, Url};

/// The types of `data:` images that are let out: raster, so that no script can be in them.
const RASTER_TYPES: [&str; 6] =
    ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif"];

/// The address that a link leads to: http, https or mailto.
pub(crate) fn link(base: Option<&Url>, raw: &str) -> Option<String> {
    if let Some(address) = as_written(base, raw) {
        return Some(address);
    }
    let url = resolve(base, raw)?;
    (is_web(&url) || url.scheme() == "mailto").then(|| url.into())
}

/// The address of an image: http, https, or a raster image within the address itself.
pub(crate) fn image(base: Option<&Url>, raw: &str) -> Option<String> {
    if let Some(address) = as_written(base, raw) {
        return Some(address);
    }
    if is_plain_data(raw) {
        return Some(raw.to_owned());
    }
    let url = resolve(base, raw)?;
    (is_web(&url) || is_raster_data(&url)).then(|| url.into())
}

/// The page's base: what its `<base href>` says, where that is a web address.
pub(crate) fn base(page: Option<&Url>, raw: &str) -> Option<Url> {
    resolve(page, raw).filter(is_web)
}

/// The absolute address, where `raw` is one that the URL standard would write just as it stands, or
/// a whole path of that kind: most are, and needn't be taken apart.
fn as_written(base: Option<&Url>, raw: &str) -> Option<String> {
    if let Some(path) = raw.strip_prefix('/') {
        let base = base.filter(|base| is_web(base) && !path.starts_with('/') && is_plain(path))?;
        return Some([&base[..Position::BeforePath], raw].concat());
    }
    let rest = raw.strip_prefix("https://").or_else(|| raw.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    // A last label of letters: neither a number, which is an address of its own kind, nor encoded.
    let (_, last) = host.rsplit_once('.').unwrap_or(("", host));
    let is_host = host.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'))
        && host.split('.').all(|label| !label.is_empty() && !label.starts_with("xn--"))
        && last.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_host && is_plain(path)).then(|| raw.to_owned())
}

/// Does the URL standard leave the path, and what follows it, as they are? A segment that starts
/// with a dot, or with one encoded, may be a step up.
fn is_plain(path: &str) -> bool {
    static PLAIN: [bool; 256] = {
        let signs = b"/-_~.=&?+,:@#%;!*$()";
        let mut plain = [false; 256];
        let mut byte = 0;
        while byte < plain.len() {
            plain[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        let mut at = 0;
        while at < signs.len() {
            plain[signs[at] as usize] = true;
            at += 1;
        }
        plain
    };
    let bytes = path.as_bytes();
    let may_step = |rest: &[u8]| rest.starts_with(b".") || rest.starts_with(b"%2");
    let steps = memchr::memchr_iter(b'/', bytes).any(|at| may_step(&bytes[at + 1..]));
    !may_step(bytes) && !steps && bytes.iter().all(|byte| PLAIN[usize::from(*byte)])
}

/// `raw` made absolute, whatever its scheme. Empty is nothing: the page itself isn't meant.
fn resolve(base: Option<&Url>, raw: &str) -> Option<Url> {
    let raw = raw.trim_matches(|c: char| c <= ' ');
    if raw.is_empty() {
        return None;
    }
    match base {
        Some(base) => base.join(raw).ok(),
        None => Url::parse(raw).ok(),
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

fn is_raster_data(url: &Url) -> bool {
    if url.scheme() != "data" {
        return false;
    }
    let kind = url.path().split([';', ',']).next().unwrap_or("").trim();
    RASTER_TYPES.iter().any(|raster| kind.eq_ignore_ascii_case(raster))
}

/// Is it a raster image that the URL standard would write just as it stands? It may be long.
fn is_plain_data(raw: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'+' | b'/' | b'=');
    let rest = RASTER_TYPES.iter().find_map(|kind| raw.strip_prefix("data:")?.strip_prefix(kind));
    rest.and_then(|rest| rest.strip_prefix(";base64,"))
        .is_some_and(|data| data.bytes().fold(true, |all, byte| all & is_base64(byte)))
}

/// Is a picture within the address itself? A shorter one is blank.
pub(crate) fn holds_picture(address: &str) -> bool {
    const MIN_BYTES: usize = 400;
    address.starts_with("data:") && MIN_BYTES <= address.len()
}

/// The host that an address names as written, if it names one.
pub(crate) fn host(href: &str) -> Option<&str> {
    let bytes = href.as_bytes();
    let slashes = memchr::memchr_iter(b'/', bytes).find(|at| bytes.get(at + 1) == Some(&b'/'))?;
    let rest = &href[slashes + 2..];
    let is_end = |byte: u8| matches!(byte, b'/' | b':' | b'?' | b'#');
    Some(rest.bytes().position(is_end).map_or(rest, |end| &rest[..end]))
}

/// The site that a host belongs to: its last two labels, or three where the last two are short (`co.uk`). A guess;
/// the list of all public suffixes is larger than the core.
pub(crate) fn site(host: &str) -> &str {
    const SHORT: usize = "co.uk".len();
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at).skip(1);
    let Some(second) = dots.next() else { return host };
    let start = if host.len() - (second + 1) <= SHORT { dots.next() } else { Some(second) };
    start.map_or(host, |dot| &host[dot + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Option<Url> {
        Url::parse("https://example.org/a/b.html?c#d").ok()
    }

    fn check_link(raw: &str, expected: Option<&str>) {
        assert_eq!(link(page().as_ref(), raw).as_deref(), expected, "{raw:?}");
    }

    #[test]
    fn makes_links_absolute() {
        check_link("x.html", Some("https://example.org/a/x.html"));
        check_link(" /x?utm_source=y#z ", Some("https://example.org/x?utm_source=y#z"));
        check_link("//other.example/", Some("https://other.example/"));
        check_link("#note", Some("https://example.org/a/b.html?c#note"));
        check_link("mailto:a@example.org", Some("mailto:a@example.org"));
        check_link("", None);
        check_link("http://[", None);
    }

    #[test]
    fn what_is_let_out_as_written_is_what_the_standard_writes() {
        let addresses = [
            "https://example.org/",
            "http://a-b.example.org/x/y_z~1.html?q=1&r=a+b,c#d:e@f",
            "https://example.org/a/../b",
            "https://example.org/.",
            "https://example.org/a/./b",
            "https://example.org/a/.hidden",
            "https://example.org//a?b?c#d#e",
            "https://EXAMPLE.org/",
            "https://example.org",
            "https://example.org:443/",
            "https://user@example.org/",
            "https://1.2.3/",
            "https://0x7f.1/",
            "https://example.1e/",
            "https://.example.org/",
            "https://example..org/",
            "https://example.org./",
            "https://-example.org/",
            "https://xn--a/",
            "https:///example.org/",
            "https://example.org/a b",
            "https://example.org/%2e%2E/a",
            "https://example.org/a/%2E",
            "https://example.org/a/.%2e/b",
            "https://example.org/%E4%BD%A0/100%/a%.b%zz?%E4=%2#%2e",
            "/a;b=1/w_80,c(d)!*$e.jpg?a;b(c)!*$#(d);!*$",
            "https://example.org/'\"<>`{}|^\\",
            "/",
            "/x/y?z=/a#/b",
            "//other.example/",
            "/../x",
            "/x/..",
        ];
        let mut n_as_written = 0;
        for raw in addresses {
            let standard: Option<String> = resolve(page().as_ref(), raw).map(Into::into);
            let as_written = as_written(page().as_ref(), raw);
            n_as_written += usize::from(as_written.is_some());
            assert!(as_written.is_none() || as_written == standard, "{raw}: {standard:?}");
        }
        assert_eq!(n_as_written, 8);
    }

    #[test]
    fn without_a_base_lets_out_absolute_links_only() {
        assert_eq!(link(None, "http://example.org"), Some("http://example.org/".to_owned()));
        assert_eq!(link(None, "x.html"), None);
        assert_eq!(link(None, "//example.org"), None);
    }

    #[test]
    fn lets_out_no_other_scheme() {
        for raw in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}\u{1f} javascript:alert(1)",
            "javascript\r\n:alert(1)",
            "vbscript:x",
            "data:text/html,<script>alert(1)</script>",
            "data:image/png;base64,AAAA",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "ftp://example.org/",
            "chrome://settings",
            "view-source:https://example.org/",
            "tel:123",
        ] {
            check_link(raw, None);
        }
    }

    #[test]
    fn an_address_that_only_looks_like_script_is_a_path() {
        check_link("./javascript:x", Some("https://example.org/a/javascript:x"));
        check_link("\0javascript:x", None);
        check_link("java script:x", Some("https://example.org/a/java%20script:x"));
    }

    #[test]
    fn lets_out_raster_images_in_data() {
        let out = |raw: &str| image(page().as_ref(), raw);
        assert_eq!(out("a.png"), Some("https://example.org/a/a.png".to_owned()));
        assert!(out("data:image/png;base64,AAAA").is_some());
        for raw in [
            "data:image/png;base64,aZ09+/==",
            "data:image/webp;base64,",
            "data:image/png;base64,a b?c#d",
        ] {
            let standard = resolve(None, raw).map(String::from);
            assert!(!is_plain_data(raw) || standard.as_deref() == Some(raw), "{raw}");
            assert_eq!(out(raw), standard, "{raw}");
        }
        assert!(out("DATA:IMAGE/WEBP;base64,AAAA").is_some());
        assert!(out("data:image/gif,x").is_some());
        assert_eq!(out("data:image/svg+xml,<svg onload=alert(1)>"), None);
        assert_eq!(out("data:text/html;image/png,<script>"), None);
        assert_eq!(out("data:,x"), None);
        assert_eq!(out("mailto:a@example.org"), None);
        assert_eq!(out("javascript:alert(1)"), None);
    }

    #[test]
    fn markup_in_an_address_is_escaped_or_harmless_text() {
        let url = link(page().as_ref(), "x\"><script>").unwrap();
        assert!(!url.contains(['"', '<', '>']), "{url}");
    }

    #[test]
    fn a_base_is_a_web_address() {
        assert_eq!(
            base(page().as_ref(), "/x/").map(String::from),
            Some("https://example.org/x/".to_owned())
        );
        assert_eq!(base(page().as_ref(), "javascript:x"), None);
        assert_eq!(base(page().as_ref(), "data:text/html,x"), None);
    }

    #[test]
    fn hosts_of_one_site() {
        for (one, other, is_same) in [
            ("www.example.org", "example.org", true),
            ("news.example.org", "Sport.Example.org", true),
            ("one.co.uk", "two.co.uk", false),
            ("www.one.co.uk", "one.co.uk", true),
            ("example.org", "example.com", false),
            ("localhost", "localhost", true),
            ("", "example.org", false),
        ] {
            assert_eq!(site(one).eq_ignore_ascii_case(site(other)), is_same, "{one} {other}");
        }
    }
}
