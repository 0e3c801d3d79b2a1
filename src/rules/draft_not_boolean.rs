//! A draft mark that some engine does not take for the truth value that is meant.

use super::drafts::{fix, is_literal, mark, meant, say, served_by};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::document::patch;
use crate::engine::{KeyType, Role};

/// `draft-not-boolean`
pub const RULE: Rule = Rule {
    name: "draft-not-boolean",
    group: Group::Draft,
    page: include_str!("../../rules/draft-not-boolean.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (name, role) in [("draft", Role::Draft), ("published", Role::Published)] {
        let is_mark = |setup: &crate::engine::Setup| {
            setup.key(name).is_some_and(|key| key.role == role && key.kind == KeyType::Bool)
        };
        let Some((block, entry)) = mark(context, name) else { continue };
        if is_literal(&entry.value) || !context.setups.iter().any(is_mark) {
            continue;
        }
        let absent = entry.value.is_absent();
        // Without a value the post is public, as it is without the key.
        let Some(value) = meant(&entry.value).or(absent.then_some(role == Role::Published)) else {
            continue;
        };
        let edits =
            if absent { patch::remove(block, entry) } else { say(block, entry, name, value) };
        let engines = served_by(context, &edits, value == (role == Role::Draft));
        if engines.is_empty() {
            continue;
        }
        let (span, message) = if absent {
            (entry.key.span, format!("`{name}` has no value"))
        } else {
            (entry.value.span, format!("this is not the truth value {value} to every reader"))
        };
        let order = if absent { format!("remove `{name}`") } else { format!("write {value}") };
        findings.add(
            Finding::new(span, message)
                .help(if value == (role == Role::Draft) {
                    "a post that was meant to be hidden is published, or the build stops"
                } else {
                    "a post that was meant to be public is hidden, or the build stops"
                })
                .engines(engines)
                .fix(fix(order, entry, name, edits)),
        );
    }
}
