//! A single term that is not in a list.

use super::terms::{lists, split};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::Kind;
use crate::document::patch::{self, Content};
use crate::value::Value;

/// `terms-not-list`
pub const RULE: Rule = Rule {
    name: "terms-not-list",
    group: Group::Taxonomy,
    page: include_str!("../../rules/terms-not-list.md"),
    on: true,
    harm: Harm::of(b"IWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in lists(context) {
        let value = &list.entry.value;
        let (Kind::Scalar(scalar), false) = (&value.kind, value.is_absent()) else { continue };
        let text = &*scalar.text;
        if text.trim().is_empty() || text == "~" || text == "null" || split(text).is_some() {
            continue;
        }
        let new = Value::List(vec![Value::String(text.to_owned())]);
        let edits = patch::set(list.block, list.entry, Content::Value(&new));
        let change = Change::Key(list.root.to_owned());
        let fix = (!edits.is_empty()).then(|| Fix::safe("put it in a list", change, edits));
        findings.add(
            Finding::new(
                value.span,
                format!("`{}` is a single value, not a list", list.entry.name()),
            )
            .help("Hexo makes a list of it, but themes of Hugo go through it as through one, and Zola takes nothing else")
            .engines(list.engines)
            .fix(fix),
        );
    }
}
