//! Addresses of links and images: made absolute, and let out only with an allowed scheme.
//!
//! In: the address as it stands in an attribute, character references decoded, and the page's
//! base. Out: an absolute address as the URL standard writes it, or nothing. An address that can't
//! be made absolute is nothing: a relative one means something else wherever the article goes.
//! Tracking parameters stay: an address without them may be another page.

use url::Url;

/// The types of `data:` images that are let out: raster, so that no script can be in them.
const RASTER_TYPES: [&str; 6] =
    ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif"];

/// The address that a link leads to: http, https or mailto.
pub(crate) fn link(base: Option<&Url>, raw: &str) -> Option<String> {
    let url = resolve(base, raw)?;
    (is_web(&url) || url.scheme() == "mailto").then(|| url.into())
}

/// The address of an image: http, https, or a raster image within the address itself.
pub(crate) fn image(base: Option<&Url>, raw: &str) -> Option<String> {
    let url = resolve(base, raw)?;
    (is_web(&url) || is_raster_data(&url)).then(|| url.into())
}

/// The page's base: what its `<base href>` says, where that is a web address.
pub(crate) fn base(page: Option<&Url>, raw: &str) -> Option<Url> {
    resolve(page, raw).filter(is_web)
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
}
