//! A key that is a letter or two off one that the engine or the theme knows.

use super::key_fixes::rename;
use super::keys::Status;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::engine::EngineSet;

/// `key-misspelled`
pub const RULE: Rule = Rule {
    name: "key-misspelled",
    group: Group::Schema,
    page: include_str!("../../rules/key-misspelled.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for stranger in context.strangers() {
        let mut meant: Option<&str> = None;
        let mut engines = EngineSet::NONE;
        for (setup, status) in stranger.statuses(context) {
            if let Status::Misspelled(near) = status {
                meant = meant.or(Some(near));
                engines = engines.with(setup.target.engine);
            }
        }
        let Some(near) = meant else { continue };
        let name = stranger.name();
        findings.add(
            Finding::new(stranger.entry.key.span, format!("nothing reads the key `{name}`"))
                .help(format!("did you mean `{near}`?"))
                .engines(engines)
                .fix(rename(context, stranger, near, Applicability::Unsafe)),
        );
    }
}
