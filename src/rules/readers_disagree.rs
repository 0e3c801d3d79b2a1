//! A block of which two readers of its language read different things.

use super::reception::{Reception, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::Agreement;

/// `readers-disagree`
pub const RULE: Rule = Rule {
    name: "readers-disagree",
    group: Group::Syntax,
    page: include_str!("../../rules/readers-disagree.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let Agreement::Differ(place, reason) = front_matter.agreement() else { return };
    // Where an engine does not read it, the rules that say why have spoken.
    if receptions(context).iter().all(|(_, reception)| *reception == Reception::Reads) {
        findings.add(
            Finding::new(*place, format!("readers do not agree on this: {reason}"))
                .help("write it more plainly; until then nothing is mended in this file"),
        );
    }
}
