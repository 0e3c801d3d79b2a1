//! A key whose colon is not followed by a blank, or is no colon at all.

use super::flaws::{Said, repair, report};
use super::{Context, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::document::FrontMatter;
use crate::document::recovery::{Flaw, FlawKind};
use crate::text::Edit;

/// `colon-without-space`
pub const RULE: Rule = Rule {
    name: "colon-without-space",
    group: Group::Syntax,
    page: include_str!("../../rules/colon-without-space.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = &context.document.source.text;
    report(context, findings, |_: &FrontMatter<'_>, flaw: &Flaw| {
        let value_follows = !text[flaw.span.end..].starts_with([' ', '\t', '\r', '\n']);
        let colon = if value_follows { ": " } else { ":" };
        let (message, edit) = match flaw.kind {
            FlawKind::ColonWithoutSpace => {
                ("no blank follows the colon, so this is no key", Edit::insert(flaw.span.end, " "))
            }
            FlawKind::ColonFullWidth => {
                ("a full-width colon separates nothing", Edit::replace(flaw.span, colon))
            }
            FlawKind::OddSpace => {
                ("this blank is no blank to YAML, so this is no key", Edit::replace(flaw.span, " "))
            }
            _ => return None,
        };
        Some(Said {
            message: message.to_owned(),
            advice: "write a colon and a blank between key and value",
            fix: Some(repair("write a colon and a blank", vec![edit])),
        })
    });
}
