//! Braces that the engine takes for its template language and replaces by nothing.

use super::faults::shown;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::engine::{Reading, Setup, TagKind};
use crate::text::{Edit, Span, holds, holds_mark};

/// `template-vanishes`
pub const RULE: Rule = Rule {
    name: "template-vanishes",
    group: Group::Body,
    page: include_str!("../../rules/template-vanishes.md"),
    on: true,
    harm: Harm::of(b"W.W"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = context.document.source.text.as_str();
    let body = context.document.body.text(text);
    if !holds_mark(body, b'{', b"{#") {
        return;
    }
    for (setup, reading) in context.readings() {
        for span in vanishing(context, setup, reading) {
            let tag = span.text(text);
            let engine = setup.target.engine;
            let message = format!("{} replaces `{}` by nothing", engine.title(), shown(tag));
            let fix = setup.escape_tag(tag).filter(|_| context.setups.len() == 1).map(|escaped| {
                let edit = Edit::replace(span, escaped);
                Fix::guess("show it as it is written", Change::Body, vec![edit])
            });
            findings.add(
                Finding::new(span, message)
                    .engines(engine)
                    .help("to its template language this is a value that nobody set, or a comment")
                    .fix(fix),
            );
        }
    }
}

fn vanishing(context: &Context<'_>, setup: &Setup, reading: &Reading) -> Vec<Span> {
    let text = context.document.source.text.as_str();
    let mut spans = reading.vanishing.clone();
    let tags = match holds(text, "{#") {
        true => setup.tags(context.path, context.document),
        false => Vec::new(),
    };
    let comments = tags.iter().filter(|tag| tag.kind == TagKind::Comment).map(|tag| tag.span);
    spans.extend(comments.filter(|span| is_meant_as_text(span.text(text))));
    spans.sort_unstable();
    spans
}

/// Whether a comment is hardly one on purpose: `{# a remark #}` is, `{#id}` and all up to the next `#}` is not.
fn is_meant_as_text(comment: &str) -> bool {
    let inner = comment.trim_start_matches(['{', '#', '-']);
    !inner.starts_with(char::is_whitespace) || inner.contains("\n\n")
}
