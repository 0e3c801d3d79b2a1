//! A key that is written in another case than the one that the engine knows.

use super::key_fixes::rename;
use super::keys::Status;
use super::verdict::names;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::engine::EngineSet;

/// `key-case`
pub const RULE: Rule = Rule {
    name: "key-case",
    group: Group::Schema,
    page: include_str!("../../rules/key-case.md"),
    on: true,
    harm: Harm::of(b"W.W"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for stranger in context.strangers() {
        let mut meant: Option<&str> = None;
        let mut engines = EngineSet::NONE;
        for (setup, status) in stranger.statuses(context) {
            if let Status::Case(known) = status {
                meant = meant.or(Some(known));
                engines = engines.with(setup.target.engine);
            }
        }
        let Some(known) = meant else { continue };
        let name = stranger.name();
        let message = format!("`{name}` is not `{known}` to {}", names(engines));
        findings.add(
            Finding::new(stranger.entry.key.span, message)
                .help("upper and lower case count here, so the key is passed over")
                .engines(engines)
                .fix(rename(context, stranger, known, Applicability::Safe)),
        );
    }
}
