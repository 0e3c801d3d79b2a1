//! Writes comments by which all findings of a post are left out from now on.
//!
//! A comment is a fix like any other: it is proved to change no value and nothing that the body comes to. For each
//! finding the narrowest comment that can stand is taken: above its entry or block, behind its line, for the whole file.

mod one;
mod spot;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub use one::{can_ignore, ignore_one};
use spot::{Spot, Spots};

use super::{Find, Fixed, fix, remark};
use crate::diagnostic::{Applicability, Change, Diagnostic, Fix, Severity};
use crate::document::{Document, Format};
use crate::rules::suppression_unused;
use crate::text::{Edit, Source, Span};

/// Where a comment stands to what it speaks of, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// On a line of its own, above an entry, a line or a block of code or HTML.
    Above,
    /// At the end of the line.
    Behind,
    /// On a line of its own, for the whole file.
    WholeFile,
}

/// A text with its comments.
#[derive(Debug)]
pub struct Ignored {
    /// The new text under the old name; the old one where no comment could be written.
    pub source: Source,
    /// How many findings are left out now that were not before.
    pub silenced: usize,
    /// What is found in the new text, and remarks on where no comment can stand.
    pub left: Vec<Diagnostic>,
}

/// Whether a text can stand as the reason in any comment: one line that ends no comment and is no template tag.
#[must_use]
pub fn is_reason(text: &str) -> bool {
    let is_tag = ["-->", "--!>", "{{", "{%", "{#"].iter().any(|mark| text.contains(mark));
    !is_tag && !text.chars().any(char::is_control)
}

/// Writes a comment with this reason, which [`is_reason`] allows, for everything that `find` finds.
#[must_use]
pub fn ignore(source: Source, reason: &str, find: &Find<'_>) -> Ignored {
    let mut left = find(&Document::parse(&source));
    let before = left.len();
    let mut current = source;
    // A comment that stands now can name a rule for which no new one could be written.
    let mut rest = usize::MAX;
    while left.len() < rest {
        rest = left.len();
        for way in [Way::Above, Way::Behind, Way::WholeFile] {
            if current.invalid_at.is_none() && left.iter().any(is_ignorable) {
                (current, left) = pass(current, left, way, reason, find);
            }
        }
    }
    let silenced = before.saturating_sub(left.len());
    left.extend(why_left(&Document::parse(&current), &left));
    left.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    Ignored { source: current, silenced, left }
}

/// Writes the comments that can stand in one way, and says what is found then. Rules that a comment does not leave out
/// there, or that newly find something because of it, get none.
fn pass(
    source: Source,
    found: Vec<Diagnostic>,
    way: Way,
    reason: &str,
    find: &Find<'_>,
) -> (Source, Vec<Diagnostic>) {
    let Source { path, text: old, .. } = source;
    let before = by_rule(&found);
    let mut vain = BTreeSet::new();
    loop {
        let offer = |document: &Document<'_>| offered(document, way, reason, &vain, find(document));
        let Fixed { source, .. } =
            fix(Source::new(path.clone(), old.clone()), Applicability::Safe, &offer);
        if source.text == old {
            return (source, found);
        }
        let left = find(&Document::parse(&source));
        let more = by_rule(&left)
            .into_iter()
            .filter(|(rule, count)| before.get(rule).is_none_or(|old| count > old));
        let more: BTreeSet<_> = more.map(|(rule, _)| rule).collect();
        if more.is_empty() {
            return (source, left);
        }
        let known = vain.len();
        let unused = left.iter().filter(|one| !is_ignorable(one) && more.contains(&one.rule));
        vain.extend(unused.map(|one| Cow::Owned(one.span.text(&source.text).to_owned())));
        vain.extend(more);
        if vain.len() == known {
            return (Source::new(path, old), found);
        }
    }
}

fn by_rule(found: &[Diagnostic]) -> BTreeMap<Cow<'static, str>, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in found {
        *counts.entry(diagnostic.rule.clone()).or_default() += 1;
    }
    counts
}

/// The findings, with a comment for a fix; of those that share one, the first has it.
fn offered(
    document: &Document<'_>,
    way: Way,
    reason: &str,
    vain: &BTreeSet<Cow<'static, str>>,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<Spot, Vec<usize>> = BTreeMap::new();
    let spots = Spots::new(document);
    for (index, diagnostic) in found.iter_mut().enumerate() {
        diagnostic.fix = None;
        if is_ignorable(diagnostic)
            && !vain.contains(&diagnostic.rule)
            && let Some(spot) = spots.of(way, diagnostic)
        {
            groups.entry(spot).or_default().push(index);
        }
    }
    for (spot, indexes) in groups {
        let mut rules: Vec<&str> = indexes.iter().map(|index| &*found[*index].rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let edit: Edit = spot.comment(way, &rules, reason);
        let message = format!("leave {} out by a comment", rules.join(", "));
        found[indexes[0]].fix = Some(Fix::safe(message, Change::Comment, vec![edit]));
    }
    found
}

/// A comment that is not used can only be taken away.
fn is_ignorable(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule != suppression_unused::RULE.name
}

/// Says why there is no comment for what is left.
fn why_left(document: &Document<'_>, left: &[Diagnostic]) -> Option<Diagnostic> {
    let first = left.iter().find(|diagnostic| is_ignorable(diagnostic))?;
    let block =
        document.front_matter.as_ref().filter(|_| !document.body.contains(first.span.start));
    let reason = match block {
        _ if document.source.invalid_at.is_some() => {
            "the file is not valid UTF-8, and writing it would change it"
        }
        Some(block) if matches!(block.format, Format::Json | Format::HexoJson) => {
            "JSON has no comments"
        }
        Some(block) if block.refused.is_some() => {
            "in front matter that cannot be read no comment counts"
        }
        _ => "none can stand there without changing what the post comes to",
    };
    let message = format!(
        "no comment was written for {}: {reason}; name the file in [per-file-ignores] of masthead.toml instead",
        first.rule
    );
    Some(remark("ignore-withheld", Severity::Info, Span::at(first.span.start), message))
}
