//! A term without a name.

use super::terms::lists;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch;

/// `term-empty`
pub const RULE: Rule = Rule {
    name: "term-empty",
    group: Group::Taxonomy,
    page: include_str!("../../rules/term-empty.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in lists(context) {
        let items = list.entry.value.items();
        for (nth, item) in items.iter().enumerate() {
            let Some(text) = item.text() else { continue };
            let null = !item.is_absent()
                && matches!(context.document.source.slice(item.span), "~" | "null");
            if !text.trim().is_empty() && !null {
                continue;
            }
            let span = if item.is_absent() { list.entry.key.span } else { item.span };
            let edits = if items.len() == 1 {
                patch::remove(list.block, list.entry)
            } else {
                patch::remove_item(list.block, list.entry, nth)
            };
            let change = Change::Key(list.root.to_owned());
            let fix = (!edits.is_empty()).then(|| Fix::safe("remove it", change, edits));
            let finding =
                Finding::new(span, format!("a term of `{}` has no name", list.entry.name()))
                    .engines(list.engines)
                    .fix(fix);
            findings.add(if null {
                // Zola takes the word for the name.
                finding.help("it is passed over, or taken for a word").severity(Severity::Warning)
            } else {
                finding.help("Zola stops the build; elsewhere it is passed over, or a page without a name is made")
            });
        }
    }
}
