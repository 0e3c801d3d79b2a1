//! A key that is a letter or two off one that the engine or the theme knows.

use super::key_fixes::rename;
use super::keys::{Status, Stranger};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::engine::{EngineSet, Key, KeyType, Setup};
use crate::value::Value;

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
            let Status::Misspelled(near) = status else { continue };
            if may_hold(setup, near, stranger) {
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

/// Whether a value may be meant for a key: a truth value is not for one that holds texts.
fn may_hold(setup: &Setup, key: &str, stranger: &Stranger<'_>) -> bool {
    let wants_text = |key: &Key| {
        matches!(key.kind, KeyType::String | KeyType::Strings | KeyType::List | KeyType::Date)
    };
    let value = || setup.value(&stranger.entry.value, stranger.block.format);
    !setup.key(key).is_some_and(wants_text) || !matches!(value(), Ok(Value::Bool(_)))
}
