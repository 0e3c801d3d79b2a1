//! What `yaml-invalid`, `toml-invalid` and `json-invalid` share: a block that cannot be read for a reason that no
//! other rule explains.

use super::flaws::{flaws, is_conflict};
use super::reception::judged;
use super::{Context, Finding, Findings};
use crate::document::recovery::{Flaw, FlawKind};
use crate::document::{Format, FrontMatter, Kind, Node, Style, parse_block, read_block};
use crate::text::Span;

/// Reports what the other rules leave unexplained in a block of one of these languages.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings<'_>, formats: &[Format]) {
    let Some(front_matter) = context.front_matter() else { return };
    if !formats.contains(&front_matter.format) || is_conflict(front_matter) {
        return;
    }
    let refused = front_matter.refused.as_ref().or(front_matter.values().err());
    let flaws = flaws(context, front_matter);
    for flaw in flaws.iter() {
        // What can be read, but as one text, has a rule of its own.
        if refused.is_none() && flaw.kind != FlawKind::Separator {
            continue;
        }
        if let Some((message, advice)) = said(front_matter, flaw, &context.document.source.text) {
            findings.extend(judged(context, Finding::new(flaw.span, message), advice));
        }
    }
    let unexplained = |at| flaws.is_empty() && !is_explained(front_matter, at);
    if let Some(refused) = refused.filter(|refused| unexplained(refused.at)) {
        let text = &context.document.source.text;
        let at = refused.at.clamp(front_matter.block.start, front_matter.block.end);
        let len = text[at..].chars().next().map_or(0, char::len_utf8);
        let finding = Finding::new(Span::new(at, at + len), unreadable(&refused.message));
        findings.extend(judged(context, finding, "mend the line or the one above it"));
    }
}

/// Whether another rule says why readers refuse a block whose tree is whole: a key that stands twice, a date that
/// does not exist.
fn is_explained(front_matter: &FrontMatter<'_>, at: usize) -> bool {
    fn is_date(node: &Node<'_>, at: usize) -> bool {
        let values = node.entries().iter().map(|entry| &entry.value);
        values.chain(node.items()).any(|child| {
            let here = child.span.start <= at && at <= child.span.end;
            here && (is_date(child, at) || is_plain_date(child))
        })
    }
    front_matter.refused.is_none()
        && (!front_matter.tree.duplicates().is_empty() || is_date(&front_matter.tree.root, at))
}

fn is_plain_date(node: &Node<'_>) -> bool {
    matches!(&node.kind, Kind::Scalar(scalar) if scalar.style == Style::Plain
        && scalar.text.starts_with(|first: char| first.is_ascii_digit())
        && scalar.text.contains(['-', ':']))
}

fn unreadable(reason: &str) -> String {
    format!("the front matter cannot be read from here on: {reason}")
}

/// Message and advice for the kinds of flaws that have no rule of their own.
fn said(front_matter: &FrontMatter<'_>, flaw: &Flaw, text: &str) -> Option<(String, &'static str)> {
    let toml = front_matter.format == Format::Toml;
    let line = flaw.span.text(text);
    Some(match flaw.kind {
        FlawKind::BracketOpen => {
            let close = if line == "{" { '}' } else { ']' };
            (
                format!("this `{line}` is never closed"),
                match close {
                    ']' => "close the list with `]`",
                    _ => "close the map with `}`",
                },
            )
        }
        FlawKind::Indentation => (
            "this line is indented unlike its neighbours".to_owned(),
            "give all lines of one list or map the same indentation",
        ),
        FlawKind::Separator if toml => {
            ("TOML wants `=` between key and value".to_owned(), "write `=` in place of the colon")
        }
        FlawKind::Separator => {
            ("YAML wants a colon between key and value".to_owned(), "write `: ` in place of `=`")
        }
        FlawKind::NoKey => (
            "this line has no key".to_owned(),
            "give it one, or join it to the value above in quotes",
        ),
        FlawKind::Other => {
            let format = front_matter.format;
            let reason = parse_block(text, format, flaw.value)
                .err()
                .or_else(|| read_block(text, format, flaw.value).err())
                .or_else(|| front_matter.refused.clone())?;
            (unreadable(&reason.message), "mend this line")
        }
        _ => return None,
    })
}
