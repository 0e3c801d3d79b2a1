//! `published` with a truth value, for an engine to which it is a date or nothing.

use super::drafts::{fix, mark, meant, say, served_by};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Severity};
use crate::document::patch;
use crate::engine::{EngineSet, KeyType, Outcome, Role};

/// `published-misused`
pub const RULE: Rule = Rule {
    name: "published-misused",
    group: Group::Draft,
    page: include_str!("../../rules/published-misused.md"),
    on: true,
    harm: Harm::of(b".EW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((block, entry)) = mark(context, "published") else { return };
    let absent = entry.value.is_absent();
    let Some(public) = meant(&entry.value).or(absent.then_some(true)) else { return };
    let concerned: EngineSet = context
        .setups
        .iter()
        .filter(|setup| setup.key("published").is_none_or(|key| key.kind != KeyType::Bool))
        .filter(|setup| setup.keys().any(|key| key.role == Role::Draft))
        .map(|setup| setup.target.engine)
        .collect();
    let has_draft = block.tree.root.entry("draft").is_some();
    let edits = if public || has_draft {
        patch::remove(block, entry)
    } else {
        say(block, entry, "draft", true)
    };
    let engines: EngineSet = served_by(context, &edits, !public)
        .iter()
        .filter(|engine| concerned.has(*engine))
        .collect();
    if engines.is_empty() {
        return;
    }
    let fails = context.readings().any(|(setup, reading)| {
        engines.has(setup.target.engine) && reading.outcome == Outcome::Error
    });
    let message = if absent {
        "`published` without a value hides the post"
    } else {
        "`published` is no truth value to every engine"
    };
    let order = if public || has_draft { "remove `published`" } else { "write `draft: true`" };
    let only = context.engines() == engines && !has_draft;
    let fix = only.then(|| fix(order.to_owned(), entry, "draft", edits)).flatten();
    findings.add(
        Finding::new(entry.span(), message)
            .help("Hugo takes it for a date and stops the build, Zola passes over it; `draft` is the key for this")
            .engines(engines)
            .severity(if fails { Severity::Error } else { Severity::Warning })
            .fix(fix),
    );
}
