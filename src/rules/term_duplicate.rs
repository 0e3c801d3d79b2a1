//! A term that stands twice in one list.

use std::collections::HashSet;

use super::terms::lists;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch;
use crate::engine::Role;

/// `term-duplicate`
pub const RULE: Rule = Rule {
    name: "term-duplicate",
    group: Group::Taxonomy,
    page: include_str!("../../rules/term-duplicate.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in lists(context) {
        // A path may name a category twice: they are different levels.
        let path = list.role == Role::Categories
            && context.setups.iter().any(|setup| setup.has_category_paths());
        if path {
            continue;
        }
        let items = list.entry.value.items();
        let mut seen = HashSet::new();
        for (nth, item) in items.iter().enumerate() {
            let Some(text) = item.text().filter(|text| !text.trim().is_empty()) else { continue };
            if seen.insert(text) {
                continue;
            }
            let edits = patch::remove_item(list.block, list.entry, nth);
            let change = Change::Key(list.root.to_owned());
            let fix =
                (!edits.is_empty()).then(|| Fix::safe("remove the second one", change, edits));
            findings.add(
                Finding::new(
                    item.span,
                    format!("the term `{text}` stands here for the second time"),
                )
                .help("the post is listed twice on the page of the term, or counted twice")
                .severity(Severity::Warning)
                .engines(list.engines)
                .fix(fix),
            );
        }
    }
}
