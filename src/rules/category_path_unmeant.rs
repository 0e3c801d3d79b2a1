//! Several categories in a flat list, which are one path to an engine with paths of categories.

use super::terms::lists;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Content};
use crate::engine::{EngineSet, Role};
use crate::value::Value;

/// `category-path-unmeant`
pub const RULE: Rule = Rule {
    name: "category-path-unmeant",
    group: Group::Taxonomy,
    page: include_str!("../../rules/category-path-unmeant.md"),
    on: false,
    harm: Harm::of(b"I.."),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let paths: EngineSet = context
        .setups
        .iter()
        .filter(|setup| setup.has_category_paths())
        .map(|setup| setup.target.engine)
        .collect();
    for list in lists(context) {
        let items = list.entry.value.items();
        let texts: Vec<&str> = items.iter().filter_map(|item| item.text()).collect();
        if list.role != Role::Categories || texts.len() < 2 || texts.len() != items.len() {
            continue;
        }
        let single = |text: &&str| Value::List(vec![Value::String((*text).to_owned())]);
        let new = Value::List(texts.iter().map(single).collect());
        let edits = patch::set(list.block, list.entry, Content::Value(&new));
        let change = Change::Key(list.root.to_owned());
        let fix = (context.engines() == paths && !edits.is_empty())
            .then(|| Fix::guess("make each a category of its own", change, edits));
        findings.add(
            Finding::new(
                list.entry.value.span,
                format!("these categories are one path: {}", texts.join(" / ")),
            )
            .help("each stands below the one before it; siblings are written as lists in the list")
            .engines(paths)
            .fix(fix),
        );
    }
}
