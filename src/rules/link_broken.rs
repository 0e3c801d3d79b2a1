//! A link into the site that leads nowhere.

use super::faults::report;
use super::links::broken;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::engine::FaultKind;

/// `link-broken`
pub const RULE: Rule = Rule {
    name: "link-broken",
    group: Group::Url,
    page: include_str!("../../rules/link-broken.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    report(context, findings, |one| {
        (one.fault.kind == FaultKind::Link).then(|| {
            let engine = one.setup.target.engine.title();
            Finding::new(
                one.fault.span,
                format!("{engine} finds no such page, and stops the build"),
            )
            .help(format!("{engine} says: {}", one.reason))
        })
    });
    findings.extend(broken(context));
}
