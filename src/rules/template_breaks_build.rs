//! Braces that the engine takes for its template language and cannot read.

use super::faults::{Found, report, shown};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::engine::FaultKind;
use crate::text::Edit;

/// `template-breaks-build`
pub const RULE: Rule = Rule {
    name: "template-breaks-build",
    group: Group::Body,
    page: include_str!("../../rules/template-breaks-build.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    report(context, findings, |one| {
        let Found { setup, fault, reason, in_code, escaped } = one;
        let unknown = matches!(fault.kind, FaultKind::UnknownTag | FaultKind::RemovedTag);
        if fault.kind != FaultKind::Template && !(unknown && *in_code) {
            return None;
        }
        let tag = context.document.source.slice(fault.span);
        let engine = setup.target.engine.title();
        let message = match unknown {
            true => format!("{engine} runs `{}` in code, too, and stops the build", shown(tag)),
            false => format!("{engine} cannot run `{}`, and stops the build", shown(tag)),
        };
        let finding = Finding::new(fault.span, message).help(format!("{engine} says: {reason}"));
        let fix = escaped.as_deref().map(|escaped| {
            let edit = Edit::replace(fault.span, escaped);
            Fix::guess("show it as it is written", Change::Body, vec![edit])
        });
        Some(finding.fix(fix))
    });
}
