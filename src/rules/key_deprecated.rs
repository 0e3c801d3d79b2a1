//! A key that an older version of the engine knew, and that is renamed or gone.

use super::key_fixes::rename;
use super::keys::Status;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Severity};
use crate::engine::Outcome;

/// `key-deprecated`
pub const RULE: Rule = Rule {
    name: "key-deprecated",
    group: Group::Schema,
    page: include_str!("../../rules/key-deprecated.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for stranger in context.strangers() {
        for (setup, status) in stranger.statuses(context) {
            let Status::Retired(key) = status else { continue };
            let (engine, name) = (setup.target.engine, stranger.name());
            let Some(until) = key.until else { continue };
            let mut readings = context.readings();
            let fails = readings.any(|(other, reading)| {
                other.target == setup.target && reading.outcome == Outcome::Error
            });
            let (harm, end) = match fails {
                true => (Severity::Error, "; the build stops"),
                false => (Severity::Warning, ""),
            };
            let (message, fix) = match key.renamed {
                Some(new) => (
                    format!("{} calls `{name}` `{new}` since {until}", engine.title()),
                    rename(context, stranger, new, Applicability::Safe),
                ),
                None => (format!("{} does not know `{name}` since {until}", engine.title()), None),
            };
            let help = match key.renamed {
                Some(new) => format!("write `{new}`{end}"),
                None => format!("nothing took its place: remove it{end}"),
            };
            findings.add(
                Finding::new(stranger.entry.key.span, message)
                    .help(help)
                    .engines(engine)
                    .severity(harm)
                    .fix(fix),
            );
        }
    }
}
