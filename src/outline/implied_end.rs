//! Which open elements a start tag closes though no end tag says so.
//!
//! HTML leaves out many end tags (standard, 13.1.2.4, and the "in body" and "in table" insertion
//! modes, 13.2.6.4). In: the open elements, innermost last, and the tag that comes. Out: how many
//! of them stay open. Foster parenting and reopened formatting aren't done: they move text about
//! but don't change what a reader reads.

use crate::base::tag::Tag;

/// How many of `open` (outermost first) stay open when a start tag `tag` comes; `is_among` tells whether one is among
/// them, so that none is looked for in vain.
pub(super) fn keep_open(open: &[Tag], tag: Tag, is_among: impl Fn(Tag) -> bool) -> usize {
    let mut keep = open.len();
    if tag.closes_p() && is_among(Tag::P) {
        keep = before_nearest(&open[..keep], |t| t == Tag::P, |t| t.is_scope() || t == Tag::Button);
    }
    match tag {
        Tag::Li | Tag::A | Tag::Nobr | Tag::Button if !is_among(tag) => keep,
        Tag::Li => before_nearest(&open[..keep], |t| t == Tag::Li, Tag::stops_list_items),
        Tag::Dd | Tag::Dt => {
            before_nearest(&open[..keep], |t| matches!(t, Tag::Dd | Tag::Dt), Tag::stops_list_items)
        }
        Tag::Option => before_last(&open[..keep], |t| t == Tag::Option),
        Tag::Optgroup => {
            before_last(&open[..before_last(&open[..keep], |t| t == Tag::Option)], |t| {
                t == Tag::Optgroup
            })
        }
        Tag::Rb | Tag::Rtc if is_among(Tag::Ruby) => before_all_last(&open[..keep], ends_in_ruby),
        Tag::Rt | Tag::Rp if is_among(Tag::Ruby) => {
            before_all_last(&open[..keep], |t| t != Tag::Rtc && ends_in_ruby(t))
        }
        Tag::Td | Tag::Th => {
            in_table(&open[..keep], |t| matches!(t, Tag::Td | Tag::Th | Tag::Caption))
        }
        Tag::Tr => in_table(&open[..keep], |t| matches!(t, Tag::Tr | Tag::Caption | Tag::Colgroup)),
        Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Colgroup => in_section(&open[..keep]),
        Tag::A | Tag::Nobr | Tag::Button => {
            before_nearest(&open[..keep], |t| t == tag, |t| t != tag && t.is_block())
        }
        Tag::Select => before_nearest(&open[..keep], |t| t == Tag::Select, Tag::is_block),
        Tag::Body => before_nearest(&open[..keep], |t| t == Tag::Head, |_| false),
        _ if tag.is_heading() => before_last(&open[..keep], Tag::is_heading),
        _ => keep,
    }
}

/// Up to the innermost element that `closes`, unless one that `stops` comes first.
fn before_nearest(
    open: &[Tag],
    closes: impl Fn(Tag) -> bool,
    stops: impl Fn(Tag) -> bool,
) -> usize {
    for (at, &tag) in open.iter().enumerate().rev() {
        if closes(tag) {
            return at;
        }
        if stops(tag) {
            break;
        }
    }
    open.len()
}

/// Up to the innermost element if it `closes`.
fn before_last(open: &[Tag], closes: impl Fn(Tag) -> bool) -> usize {
    open.len() - usize::from(open.last().is_some_and(|&tag| closes(tag)))
}

/// Up to the innermost element that doesn't `close`.
fn before_all_last(open: &[Tag], closes: impl Fn(Tag) -> bool) -> usize {
    open.iter().rposition(|&tag| !closes(tag)).map_or(0, |at| at + 1)
}

/// What a part of a ruby ends (standard, 13.2.6.3, "generate implied end tags").
fn ends_in_ruby(tag: Tag) -> bool {
    use Tag::{Dd, Dt, Li, Optgroup, Option, P, Rb, Rp, Rt, Rtc};
    matches!(tag, Dd | Dt | Li | Optgroup | Option | P | Rb | Rp | Rt | Rtc)
}

fn in_table(open: &[Tag], closes: impl Fn(Tag) -> bool) -> usize {
    before_nearest(open, closes, |t| matches!(t, Tag::Table | Tag::Template))
}

/// A row group ends the row group before it, and whatever stands between.
fn in_section(open: &[Tag]) -> usize {
    let group = in_table(open, |t| {
        matches!(t, Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Colgroup | Tag::Caption)
    });
    if group < open.len() { group } else { in_table(open, |t| t == Tag::Tr) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closes_what_html_closes() {
        use Tag::{A, B, Body, Div, Li, P, Rb, Rp, Rt, Rtc, Ruby, Table, Tbody, Td, Tr, Ul};
        use Tag::{Optgroup, Option, Select};
        let cases: &[(&[Tag], Tag, usize)] = &[
            (&[Body, P], Div, 1),
            (&[Body, P, B], P, 1),
            (&[Body, P, Table, Tr, Td], P, 5),
            (&[Ul, Li, P], Li, 1),
            (&[Ul, Li, Ul], Li, 3),
            (&[Ul, Li, Div, P], Li, 1),
            (&[Table, Tbody, Tr, Td, P], Td, 3),
            (&[Table, Tbody, Tr, Td], Tr, 2),
            (&[Table, Tbody, Tr, Td], Tbody, 1),
            (&[Table, Tr, Td, Table], Tr, 4),
            (&[Body, A, B], A, 1),
            (&[Body, A, Div], A, 3),
            (&[Select, Option], Option, 1),
            (&[Select, Optgroup, Option], Option, 2),
            (&[Select, Optgroup, Option], Optgroup, 1),
            (&[Select, Optgroup], Optgroup, 1),
            (&[Select, Optgroup], Option, 2),
            (&[Ruby, Rt], Rt, 1),
            (&[Ruby, Rp], Rt, 1),
            (&[Ruby, Rt], Rp, 1),
            (&[Ruby, Rb], Rb, 1),
            (&[Ruby, Rb], Rt, 1),
            (&[Ruby, Rt], Rtc, 1),
            (&[Ruby, Rtc], Rt, 2),
            (&[Ruby, Rtc, Rt], Rt, 2),
            (&[Ruby, Rtc, Rt], Rtc, 1),
            (&[Ruby, Rtc, Rt], Rb, 1),
            (&[Ruby, Rtc], Rb, 1),
            (&[Ruby, Rt, B], Rt, 3),
            (&[Body, Rt], Rt, 2),
        ];
        for &(open, tag, keep) in cases {
            assert_eq!(
                keep_open(open, tag, |it| open.contains(&it)),
                keep,
                "{open:?} then {tag:?}"
            );
        }
    }
}
