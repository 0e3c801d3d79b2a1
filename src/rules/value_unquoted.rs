//! A value that cannot stand without quotes.

use super::flaws::{Said, report, requote};
use super::{Context, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::Format;
use crate::document::patch::Quoting;
use crate::document::recovery::FlawKind;

/// `value-unquoted`
pub const RULE: Rule = Rule {
    name: "value-unquoted",
    group: Group::Syntax,
    page: include_str!("../../rules/value-unquoted.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = &context.document.source.text;
    report(context, findings, |front_matter, flaw| {
        let mark = flaw.span.text(text);
        let last = flaw.span.end == flaw.value.end;
        let message = match flaw.kind {
            FlawKind::ColonInValue if last => {
                "a value without quotes must not end with a colon".to_owned()
            }
            FlawKind::ColonInValue => {
                "a colon with a blank behind it needs quotes around the value".to_owned()
            }
            FlawKind::Indicator => format!("a value that begins with `{mark}` needs quotes"),
            FlawKind::Unquoted => "a text needs quotes in TOML".to_owned(),
            _ => return None,
        };
        let edits = requote(context, front_matter, flaw, Quoting::Minimal);
        // `> text` may be a folded text whose first line went up.
        let guess = front_matter.format == Format::Yaml && matches!(mark, ">" | "|");
        let fix = edits.map(|edits| match guess {
            true => Fix::guess("quote the value", Change::Repair, edits),
            false => Fix::safe("quote the value", Change::Repair, edits),
        });
        Some(Said { message, advice: "put the value in quotes", fix })
    });
}
