//! A tag that is never closed, or closes nothing.

use super::faults::{name_of, report, shown};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::FaultKind;

/// `tag-unclosed`
pub const RULE: Rule = Rule {
    name: "tag-unclosed",
    group: Group::Body,
    page: include_str!("../../rules/tag-unclosed.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    report(context, findings, |one| {
        if one.fault.kind != FaultKind::OpenTag {
            return None;
        }
        let tag = context.document.source.slice(one.fault.span);
        let name = name_of(tag);
        let closes = name.starts_with("end") || name.starts_with('/') || tag.starts_with("{% </");
        let engine = one.setup.target.engine.title();
        let (what, advice) = match closes {
            true => (
                "fits nothing that is open, or ends a tag that takes no content",
                "take it out, or mend the tag that it is to close",
            ),
            false => ("is never closed", "give it its end tag"),
        };
        let message = format!("`{}` {what}: {engine} stops the build", shown(tag));
        Some(
            Finding::new(one.fault.span, message)
                .help(format!("{advice}; {engine} says: {}", one.reason)),
        )
    });
}
