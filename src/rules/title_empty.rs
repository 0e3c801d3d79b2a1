//! A title with nothing in it.

use super::titles::{guess, titled, with_title};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::document::Style;
use crate::engine::PageKind;
use crate::text::Span;

/// `title-empty`
pub const RULE: Rule = Rule {
    name: "title-empty",
    group: Group::Title,
    page: include_str!("../../rules/title-empty.md"),
    on: true,
    harm: Harm::of(b"WWI"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(titled) = titled(context) else { return };
    let value = &titled.entry.value;
    let Some(scalar) = value.scalar() else { return };
    let plain = scalar.style == Style::Plain;
    let null = plain && matches!(&*scalar.text, "~" | "null" | "Null" | "NULL");
    if !null && !scalar.text.trim().is_empty() {
        return;
    }
    if value.is_absent() && is_cut(context, titled.entry.key.span.end) {
        return;
    }
    if context.readings().any(|(_, reading)| reading.kind != PageKind::Page) {
        return;
    }
    let place = if value.is_absent() { titled.entry.key.span } else { value.span };
    let fix = guess(context)
        .and_then(|title| with_title(context, titled, &title, &format!("write the title {title}")));
    findings.add(
        Finding::new(place, "the title is empty")
            .help("lists, feeds and the page itself show nothing for it")
            .engines(titled.engines)
            .fix(fix.map(|fix| Fix { applicability: Applicability::Unsafe, ..fix })),
    );
}

/// Whether a comment takes the place of the value: `title: #harbour`, which is the business of `value-cut`.
fn is_cut(context: &Context<'_>, key_end: usize) -> bool {
    let comments = context.front_matter().map_or(&[][..], |block| &block.tree.comments);
    let text = &context.document.source.text;
    let on_line = |comment: &&Span| {
        comment.start > key_end && !text[key_end..comment.start].contains(['\n', '\r'])
    };
    comments.iter().any(|comment| on_line(&comment))
}
