//! An image without alternative text.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::body::{LinkKind, Tag, TagKind};
use crate::text::Span;

/// `image-alt-missing`
pub const RULE: Rule = Rule {
    name: "image-alt-missing",
    group: Group::Image,
    page: include_str!("../../rules/image-alt-missing.md"),
    on: true,
    harm: Harm::of(b"III"),
    fix: None,
    check,
};

const HELP: &str =
    "whoever cannot see the image, or waits for it, learns nothing of it; say what it shows";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let markup = context.document.markup();
    let source = context.document.source;
    for link in markup.links.iter().filter(|link| link.kind == LinkKind::Image) {
        if source.slice(link.text).trim().is_empty() {
            let mark = Span::new(link.span.start, (link.text.end + 1).min(link.span.end));
            findings.add(Finding::new(mark, "this image has no alternative text").help(HELP));
        }
    }
    for tag in markup.tags.iter().filter(|tag| tag.kind == TagKind::Open) {
        if source.slice(tag.name).eq_ignore_ascii_case("img") && !says_what_it_is(context, tag) {
            let mark = Span::new(tag.span.start, tag.name.end);
            findings.add(Finding::new(mark, "this image has no alternative text").help(HELP));
        }
    }
}

/// Whether a tag has an `alt`, which may be empty for an ornament, or is hidden from those who need it.
fn says_what_it_is(context: &Context<'_>, tag: &Tag) -> bool {
    const ATTRIBUTES: [&str; 5] = ["alt", "aria-label", "aria-labelledby", "aria-hidden", "role"];
    let attributes = context.document.markup().attributes(tag);
    attributes.iter().any(|attribute| {
        let name = context.document.source.slice(attribute.name);
        ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known))
    })
}
