//! A link without an address.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::body::LinkKind;
use crate::engine::{EngineSet, Outcome};

/// `link-empty`
pub const RULE: Rule = Rule {
    name: "link-empty",
    group: Group::Url,
    page: include_str!("../../rules/link-empty.md"),
    on: true,
    harm: Harm::of(b"IIE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let body = context.document.source.slice(context.document.body);
    if memchr::memchr(b']', body.as_bytes()).is_none() {
        return;
    }
    let text = &context.document.source.text;
    let empty = |kind: LinkKind, address: &str| kind == LinkKind::Link && address.trim().is_empty();
    let links = context.document.markup().links.iter();
    for link in links.filter(|link| empty(link.kind, link.destination.text(text))) {
        // An engine that has a page nevertheless does not stop at the link.
        let concerned: EngineSet = context
            .readings()
            .filter(|(setup, reading)| {
                let stops = reading.outcome == Outcome::Error;
                RULE.harm.to(setup.target.engine) != Some(crate::diagnostic::Severity::Error)
                    || stops
            })
            .map(|(setup, _)| setup.target.engine)
            .collect();
        findings.add(
            Finding::new(link.span, "this link has no address")
                .help("it leads back to the page itself, and Zola stops the build; write the address, or take the brackets away")
                .engines(concerned),
        );
    }
}
