//! Several terms in one text, which every engine takes for one term.

use super::terms::{lists, split};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Content};
use crate::value::Value;

/// `terms-comma-string`
pub const RULE: Rule = Rule {
    name: "terms-comma-string",
    group: Group::Taxonomy,
    page: include_str!("../../rules/terms-comma-string.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in lists(context) {
        let value = &list.entry.value;
        let Some(terms) = value.text().and_then(split) else { continue };
        let name = list.entry.name();
        let new = Value::List(terms.iter().cloned().map(Value::String).collect());
        let edits = patch::set(list.block, list.entry, Content::Value(&new));
        let change = Change::Key(list.root.to_owned());
        let fix = (!edits.is_empty())
            .then(|| Fix::guess(format!("make it a list of {} terms", terms.len()), change, edits));
        findings.add(
            Finding::new(value.span, format!("`{name}` is one term here, commas and all"))
                .help("no engine splits a text at its commas; write a list")
                .engines(list.engines)
                .fix(fix),
        );
    }
}
