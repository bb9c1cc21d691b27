//! Whether a page gives its text to everybody.
//!
//! In: the page's text. Out: whether it declares that its articles aren't free. What such a page hides may be what it
//! withholds, so that nothing hidden is shown there.

/// Does the page's text say that its articles aren't free, in any of the forms that are in use?
pub(crate) fn is_declared_not_free(source: &str) -> bool {
    /// A value stands so near to its name, in bytes.
    const REACH: usize = 60;
    let says = |name: &str, values: &[&str]| {
        memchr::memmem::find_iter(source.as_bytes(), name).any(|at| {
            let after = &source.as_bytes()[at + name.len()..];
            let near = after[..after.len().min(REACH)].to_ascii_lowercase();
            values.iter().any(|value| memchr::memmem::find(&near, value.as_bytes()).is_some())
        })
    };
    says("isAccessibleForFree", &["false", "\"no\"", "'no'"])
        || says("content_tier", &["locked", "metered", "paid", "premium"])
}
