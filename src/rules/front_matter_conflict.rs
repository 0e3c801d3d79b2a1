//! Marks that version control left in the block.

use super::flaws::flaws;
use super::reception::judged;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::recovery::FlawKind;

/// `front-matter-conflict`
pub const RULE: Rule = Rule {
    name: "front-matter-conflict",
    group: Group::Syntax,
    page: include_str!("../../rules/front-matter-conflict.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let text = &context.document.source.text;
    let flaws = flaws(context, front_matter);
    let marks: Vec<_> = flaws.iter().filter(|flaw| flaw.kind == FlawKind::Conflict).collect();
    let opens = |span: crate::text::Span| span.text(text).starts_with("<<<<<<<");
    for (nth, flaw) in marks.iter().enumerate() {
        // One finding a conflict: at its first mark, or at what is left of it.
        if nth > 0 && !opens(flaw.span) {
            continue;
        }
        let finding = Finding::new(flaw.span, "a merge conflict was left in the front matter");
        let advice = "keep one side and remove the lines of `<`, `=` and `>`";
        if let Some(finding) = judged(context, finding, advice) {
            findings.add(finding);
        }
    }
}
