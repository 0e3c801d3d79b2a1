//! A block whose closing line is missing.

use super::reception::judged;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::{Format, FrontMatter, OddityKind};
use crate::text::{Edit, Source};

/// `front-matter-unclosed`
pub const RULE: Rule = Rule {
    name: "front-matter-unclosed",
    group: Group::Syntax,
    page: include_str!("../../rules/front-matter-unclosed.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let missing = |oddity: &crate::document::Oddity| oddity.kind == OddityKind::CloserMissing;
    if !front_matter.oddities.iter().any(missing) {
        return;
    }
    let (message, place) = match front_matter.opener.is_empty() {
        true => ("this object is never closed", front_matter.block.start),
        false => ("the front matter that opens here is never closed", front_matter.opener.start),
    };
    let len = front_matter.opener.len().max(1);
    let place = crate::text::Span::new(place, place + len);
    let finding = Finding::new(place, message).fix(closing(front_matter, context.document.source));
    let advice = "close it with the same marks on a line of their own";
    if let Some(finding) = judged(context, finding, advice) {
        findings.add(finding);
    }
}

/// The closing line below the last line that looks like front matter.
fn closing(front_matter: &FrontMatter<'_>, source: &Source) -> Option<Fix> {
    if front_matter.format == Format::Json {
        return None;
    }
    let text = &source.text;
    let at = front_matter.block.end;
    let newline = source.newline();
    let marks = front_matter.opener.text(text);
    let line = match text[..at].ends_with(['\n', '\r']) {
        true => format!("{marks}{newline}"),
        false => format!("{newline}{marks}{newline}"),
    };
    let change = if front_matter.refused.is_some() { Change::Repair } else { Change::Layout };
    let order = "close the front matter below its last key";
    Some(Fix::guess(order, change, vec![Edit::insert(at, line)]))
}
