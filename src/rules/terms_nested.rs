//! Lists in a list of terms.

use std::collections::HashSet;

use super::terms::{leaves, lists};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::Kind;
use crate::document::patch::{self, Content};
use crate::engine::{EngineSet, Role};
use crate::value::Value;

/// `terms-nested`
pub const RULE: Rule = Rule {
    name: "terms-nested",
    group: Group::Taxonomy,
    page: include_str!("../../rules/terms-nested.md"),
    on: true,
    harm: Harm::of(b".WE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in lists(context) {
        let value = &list.entry.value;
        let nested =
            value.items().iter().find(|item| matches!(item.kind, Kind::List(_) | Kind::Map(_)));
        let Some(nested) = nested else { continue };
        let flat: EngineSet = context
            .setups
            .iter()
            .filter(|setup| list.engines.has(setup.target.engine))
            .filter(|setup| !(setup.has_category_paths() && list.role == Role::Categories))
            .map(|setup| setup.target.engine)
            .collect();
        let only_lists = !value.items().iter().any(|item| matches!(item.kind, Kind::Map(_)));
        let mut seen = HashSet::new();
        let texts = leaves(value).into_iter().filter_map(|leaf| leaf.text());
        let terms = texts.filter(|text| seen.insert(*text));
        let new = Value::List(terms.map(|text| Value::String(text.to_owned())).collect());
        let edits = patch::set(list.block, list.entry, Content::Value(&new));
        let change = Change::Key(list.root.to_owned());
        // Where an engine with paths of categories counts too, a flat list would be another path to it.
        let fix = (only_lists && flat == context.engines() && !edits.is_empty())
            .then(|| Fix::guess("make it one list", change, edits));
        findings.add(
            Finding::new(
                nested.span,
                format!("a list of `{}` holds terms, not lists", list.entry.name()),
            )
            .help("Hugo drops all terms of the post without a word, Zola stops the build")
            .engines(flat)
            .fix(fix),
        );
    }
}
