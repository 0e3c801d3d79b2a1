//! A draft mark that the engine passes over, so that the draft is published.

use super::drafts::{fix, mark, meant, say, served_by};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::engine::{EngineSet, Outcome, Role};

/// `draft-ignored`
pub const RULE: Rule = Rule {
    name: "draft-ignored",
    group: Group::Draft,
    page: include_str!("../../rules/draft-ignored.md"),
    on: true,
    harm: Harm::of(b"W.."),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((block, entry)) = mark(context, "draft") else { return };
    if meant(&entry.value) != Some(true) {
        return;
    }
    let public: EngineSet = context
        .readings()
        .filter(|(setup, reading)| {
            let knows = setup.key("draft").is_some_and(|key| key.role == Role::Draft);
            !knows && reading.outcome == Outcome::Page && !reading.draft
        })
        .map(|(setup, _)| setup.target.engine)
        .collect();
    if public.is_empty() {
        return;
    }
    let edits = say(block, entry, "published", false);
    let served = served_by(context, &edits, true);
    // Where another engine counts too, `published: false` would say the wrong thing to it.
    let only = context.engines() == public && served == public;
    let has_published = block.tree.root.entry("published").is_some();
    let fix = (only && !has_published)
        .then(|| fix("write `published: false`".to_owned(), entry, "published", edits))
        .flatten();
    findings.add(
        Finding::new(entry.span(), "`draft` means nothing here: the post is public")
            .help("write `published: false`, or keep drafts in the folder for drafts")
            .engines(public)
            .fix(fix),
    );
}
