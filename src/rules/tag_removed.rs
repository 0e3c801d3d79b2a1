//! A tag or shortcode that the engine once brought and brings no more.

use super::faults::{Found, name_of, report};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::FaultKind;

/// `tag-removed`
pub const RULE: Rule = Rule {
    name: "tag-removed",
    group: Group::Body,
    page: include_str!("../../rules/tag-removed.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let source = context.document.source;
    let opens = |one: &&Found<'_>| source.slice(one.fault.span).starts_with("{%");
    let mut removed = context.faults().iter().filter(|one| one.fault.kind == FaultKind::RemovedTag);
    let first_block = removed.find(opens).map(|one| one.fault.span);
    report(context, findings, |one| {
        let Found { setup, fault, in_code, .. } = one;
        if fault.kind != FaultKind::RemovedTag || *in_code {
            return None;
        }
        let name = name_of(source.slice(fault.span));
        // It ends what was removed, too.
        if name == "end" && first_block.is_some_and(|block| block < fault.span) {
            return None;
        }
        let target = setup.target;
        let engine = target.engine.title();
        let message =
            format!("{engine} {} has no `{name}` any more, and stops the build", target.version);
        Some(Finding::new(fault.span, message).help(setup.removed_advice(name)))
    });
}
