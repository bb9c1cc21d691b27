//! The report: what became of every block, and why.
//!
//! In: the outline, the judgement, and where what the page declares and shows differ. Out: a line for each field of
//! which the page tells two things, then one line a block: verdict, role or class, tag, text, and why: for what is
//! removed the rule with its evidence. The same bytes give the same report.

use std::fmt::Write as _;

use super::article::BodyFrom;
use crate::base::text;
use crate::metadata::Difference;
use crate::outline::{BlockKind, Outline, Shown};
use crate::verdict::{BlockVerdict, Judgement};

/// Characters of a block's text that the report shows.
const TEXT_CHARS: usize = 72;

/// Writes the report.
pub(super) fn write(
    outline: &Outline,
    judgement: &Judgement,
    body_from: BodyFrom,
    differences: &[Difference],
) -> String {
    let mut out = String::new();
    for Difference { field, taken, other, by } in differences {
        let plain = |text: &str| text::shorten(text, TEXT_CHARS).replace('\t', " ");
        let (taken, other) = (plain(taken), plain(other));
        let _ = writeln!(out, "take\t{field}\t-\t{taken}\t{by}: tells “{other}”");
    }
    match body_from {
        BodyFrom::Markup => {}
        BodyFrom::StructuredData => {
            out.push_str("from\tstructured data\tscript\tthe markup has no article; its JSON-LD has the body\n");
        }
        BodyFrom::State => {
            out.push_str(
                "from\tstate\tscript\tthe markup has no article; a script's JSON has the body\n",
            );
        }
    }
    for (block, verdict) in outline.shown.iter().zip(&judgement.blocks) {
        let tag = outline.node(block.container).tag.name();
        let shown = shown(outline, block);
        // Writing to a string can't fail.
        let _ = match verdict {
            BlockVerdict::Kept(role, why) => {
                writeln!(out, "keep\t{}\t{tag}\t{shown}\t{}", role.name(), why.detail())
            }
            BlockVerdict::Dek => {
                writeln!(out, "keep\tdek\t{tag}\t{shown}\tposition: between headline and text")
            }
            BlockVerdict::Hidden => writeln!(out, "hide\thidden\t{tag}\t{shown}"),
            BlockVerdict::None => writeln!(out, "none\t-\t{tag}\t{shown}"),
            BlockVerdict::Removed(at) => {
                let removal = &judgement.removals[*at as usize];
                let evidence: Vec<String> = removal
                    .evidence
                    .iter()
                    .map(|it| format!("{}: {}", it.kind().name(), it.detail()))
                    .collect();
                writeln!(
                    out,
                    "drop\t{}\t{tag}\t{shown}\t{}: {}",
                    removal.class.name(),
                    removal.rule,
                    evidence.join("; ")
                )
            }
        };
    }
    out
}

fn shown(outline: &Outline, block: &Shown) -> String {
    if block.kind == BlockKind::Media {
        return "[media]".to_owned();
    }
    text::shorten(&outline.text_of(block.nodes(), 4 * TEXT_CHARS), TEXT_CHARS).replace('\t', " ")
}
