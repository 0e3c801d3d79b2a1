//! A file that is not UTF-8.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::text::Span;

/// `encoding-invalid`
pub const RULE: Rule = Rule {
    name: "encoding-invalid",
    group: Group::Syntax,
    page: include_str!("../../rules/encoding-invalid.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let source = context.document.source;
    let Some(at) = source.invalid_at else { return };
    let bad = source.text[at..].chars().next().map_or(0, char::len_utf8);
    // UTF-16 begins with a mark of two bytes that UTF-8 does not have, and half of what follows are zeros.
    let start: String = source.text.chars().take(4).collect();
    let utf16 = at == 0 && start.starts_with("\u{fffd}\u{fffd}") && start.contains('\0');
    let message = match utf16 {
        true => "the file is written in UTF-16, not in UTF-8",
        false => "these bytes are no UTF-8",
    };
    findings.add(Finding::new(Span::new(at, at + bad), message).help(
        "Zola stops the build, Hexo and Hugo show replacement characters; save the file as UTF-8",
    ));
}
