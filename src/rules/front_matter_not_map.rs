//! A block that holds a list or a text where keys belong.

use super::flaws::flaws;
use super::reception::judged;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::Kind;
use crate::text::Span;

/// `front-matter-not-map`
pub const RULE: Rule = Rule {
    name: "front-matter-not-map",
    group: Group::Syntax,
    page: include_str!("../../rules/front-matter-not-map.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let root = &front_matter.tree.root;
    let what = match &root.kind {
        _ if front_matter.refused.is_some() => return,
        Kind::Map(_) => return,
        Kind::List(_) => "a list",
        // `title:A` is a text to a reader, but its author knows it as a key.
        Kind::Scalar(_) | Kind::Alias(_) if root.is_absent() => return,
        Kind::Scalar(_) | Kind::Alias(_) => match flaws(context, front_matter).is_empty() {
            true => "a text",
            false if only_lines_without_keys(context) => "a text",
            false => return,
        },
    };
    let text = &context.document.source.text;
    let line = root.span.text(text).lines().next().unwrap_or_default();
    let place = Span::new(root.span.start, root.span.start + line.len());
    let finding = Finding::new(place, format!("the front matter is {what}, not keys with values"));
    let advice = "write each value behind a key: `title: My post`";
    if let Some(finding) = judged(context, finding, advice) {
        findings.add(finding);
    }
}

/// Whether nothing in the block looks like a key, however badly written.
fn only_lines_without_keys(context: &Context<'_>) -> bool {
    use crate::document::recovery::FlawKind::{NoKey, Other};
    context.front_matter().is_some_and(|front_matter| {
        flaws(context, front_matter).iter().all(|flaw| matches!(flaw.kind, NoKey | Other))
    })
}
