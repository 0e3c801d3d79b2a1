//! A body that is nothing but HTML.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::body::TagKind;

/// `html-body`
pub const RULE: Rule = Rule {
    name: "html-body",
    group: Group::Body,
    page: include_str!("../../rules/html-body.md"),
    on: false,
    harm: Harm::of(b"III"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let source = context.document.source;
    let body = context.document.body;
    // Cheaper than reading the Markdown: most begin with text.
    if !source.slice(body).trim_start().starts_with('<') {
        return;
    }
    let markup = context.document.markup();
    let mut at = body.start;
    let mut is_blank = true;
    for block in &markup.html_blocks {
        is_blank &= source.text[at..block.start.max(at)].trim().is_empty();
        at = block.end.max(at);
    }
    is_blank &= source.text[at..body.end].trim().is_empty();
    let opens = |tag: &&crate::document::body::Tag| tag.kind == TagKind::Open;
    let Some(first) = markup.tags.iter().find(opens).filter(|_| is_blank) else { return };
    let count = markup.tags.iter().filter(opens).count();
    findings.add(
        Finding::new(first.span, format!("the whole body is HTML, with {count} tags"))
            .help("it came from a feed or an editor; no Markdown is read in it, and no engine checks what it links to"),
    );
}
