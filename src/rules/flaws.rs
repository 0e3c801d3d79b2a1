//! The flaws of a block, for the rules that each explain some kinds of them.

use std::borrow::Cow;

use super::reception::judged;
use super::{Context, Finding, Findings};
use crate::diagnostic::{Change, Fix};
use crate::document::patch::{Place, Quoting, quote};
use crate::document::recovery::{Flaw, FlawKind, recover};
use crate::document::{FrontMatter, Kind, Node};
use crate::text::{Edit, Span};

/// What is wrong with a block that one of the readers refuses, or that is one text: `title:A` alone.
pub(super) fn flaws<'f>(
    context: &Context<'_>,
    front_matter: &'f FrontMatter<'_>,
) -> Cow<'f, [Flaw]> {
    let one_text = || matches!(front_matter.tree.root.kind, Kind::Scalar(_));
    if front_matter.refused.is_none() && (front_matter.values().is_err() || one_text()) {
        let text = &context.document.source.text;
        return Cow::Owned(recover(text, front_matter.block, front_matter.format).flaws);
    }
    Cow::Borrowed(&front_matter.flaws)
}

/// What a rule says of one flaw.
pub(super) struct Said {
    /// What is wrong.
    pub message: String,
    /// What to do, as the end of a sentence.
    pub advice: &'static str,
    /// How to mend it.
    pub fix: Option<Fix>,
}

/// Reports each flaw of which a rule has something to say, for the engines that do not read the block.
pub(super) fn report(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    say: impl Fn(&FrontMatter<'_>, &Flaw) -> Option<Said>,
) {
    let Some(front_matter) = context.front_matter() else { return };
    for flaw in flaws(context, front_matter).iter() {
        let Some(said) = say(front_matter, flaw) else { continue };
        let finding = Finding::new(flaw.span, said.message).fix(said.fix);
        if let Some(finding) = judged(context, finding, said.advice) {
            findings.add(finding);
        }
    }
}

/// A fix of a block that could not be read.
pub(super) fn repair(message: &str, edits: Vec<Edit>) -> Fix {
    Fix::safe(message, Change::Repair, edits)
}

/// A fix that quotes the value of a flaw as it was meant; none where more of the value stands on the lines below.
pub(super) fn requote(
    context: &Context<'_>,
    front_matter: &FrontMatter<'_>,
    flaw: &Flaw,
    quoting: Quoting,
) -> Option<Vec<Edit>> {
    let text = &context.document.source.text;
    let (meant, place) = find(&front_matter.tree.root, flaw.value, Place::Block)?;
    let line = text[..flaw.value.start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let own = indent(&text[line..flaw.value.start]);
    let below = text[flaw.value.end..front_matter.block.end].split_inclusive(['\n', '\r']).skip(1);
    let next = below.map(|line| line.trim_end()).find(|line| !line.trim().is_empty());
    let alone = next.is_none_or(|next| indent(next) <= own || next.trim_start().starts_with('#'));
    alone
        .then(|| vec![Edit::replace(flaw.value, quote(meant, front_matter.format, quoting, place))])
}

/// The text of the scalar that stands in `span`, and whether it stands in brackets. Children stand in order.
fn find<'n>(node: &'n Node<'_>, span: Span, place: Place) -> Option<(&'n str, Place)> {
    if node.span == span
        && let Some(text) = node.text()
    {
        return Some((text, place));
    }
    match &node.kind {
        Kind::List(list) => {
            let nth = list.items.partition_point(|item| item.span.end <= span.start);
            find(list.items.get(nth)?, span, if list.flow { Place::Flow } else { place })
        }
        Kind::Map(map) => {
            let nth = map.entries.partition_point(|entry| entry.value.span.end <= span.start);
            let place = if map.flow { Place::Flow } else { place };
            find(&map.entries.get(nth)?.value, span, place)
        }
        _ => None,
    }
}

/// Whether the block was left in a conflict: then nothing else in it is worth a word.
pub(super) fn is_conflict(front_matter: &FrontMatter<'_>) -> bool {
    front_matter.flaws.iter().any(|flaw| flaw.kind == FlawKind::Conflict)
}
