//! A code fence that is open to the end of the post.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::body::{Code, CodeKind};
use crate::text::Span;

/// `fence-unclosed`
pub const RULE: Rule = Rule {
    name: "fence-unclosed",
    group: Group::Body,
    page: include_str!("../../rules/fence-unclosed.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(code) = context.document.markup().code.last() else { return };
    let text = &context.document.source.text;
    let to_end = || text[code.span.end..context.document.body.end].trim().is_empty();
    if !matches!(code.kind, CodeKind::Fenced { closed: false, .. }) || !to_end() {
        return;
    }
    let fence = fence(code, text);
    let marks = fence.text(text);
    let lines = code.content.text(text).trim_end().lines().count();
    let what = match lines {
        0 => "this code fence opens at the end of the post, and holds nothing".to_owned(),
        1 => "this code fence is never closed, so the line below it is code".to_owned(),
        lines => format!("this code fence is never closed, so all {lines} lines below it are code"),
    };
    let help = match closer(context, code, marks) {
        Some(row) => {
            format!("line {row} looks like its end, but is indented otherwise or has fewer marks")
        }
        None => format!("close it with a line `{marks}`"),
    };
    findings.add(Finding::new(fence, what).help(help));
}

/// The marks that open the code.
fn fence(code: &Code, text: &str) -> Span {
    let whole = code.span.text(text);
    let marks = whole.bytes().take_while(|byte| matches!(byte, b'`' | b'~')).count();
    Span::new(code.span.start, code.span.start + marks)
}

/// The row of the first line in the code that was most likely meant to close it.
fn closer(context: &Context<'_>, code: &Code, marks: &str) -> Option<usize> {
    let text = &context.document.source.text;
    let mark = marks.chars().next()?;
    let mut start = code.content.start;
    for line in code.content.text(text).split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        if bare.len() >= 3 && bare.trim_start_matches(mark).is_empty() {
            return Some(context.document.source.lines().row(start) + 1);
        }
        start += line.len();
    }
    None
}
