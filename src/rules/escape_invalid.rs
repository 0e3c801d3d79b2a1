//! A backslash between double quotes that begins no escape.

use super::flaws::{Said, report, requote};
use super::{Context, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::Quoting;
use crate::document::recovery::{FlawKind, has_good_escape};

/// `escape-invalid`
pub const RULE: Rule = Rule {
    name: "escape-invalid",
    group: Group::Syntax,
    page: include_str!("../../rules/escape-invalid.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = &context.document.source.text;
    report(context, findings, |front_matter, flaw| {
        if flaw.kind != FlawKind::Escape {
            return None;
        }
        let escape = flaw.span.text(text);
        let message = format!("`{escape}` is no escape, but stands between double quotes");
        let inner = flaw.value.text(text).trim_matches('"');
        let edits = requote(context, front_matter, flaw, Quoting::Single);
        // Where another escape is a real one, a newline may be meant by `\n`.
        let fix = edits.map(|edits| match has_good_escape(inner, front_matter.format) {
            true => Fix::guess("take every backslash for itself", Change::Repair, edits),
            false => Fix::safe("take the backslash for itself", Change::Repair, edits),
        });
        Some(Said {
            message,
            advice: "use single quotes, in which a backslash is only itself, or write it twice",
            fix,
        })
    });
}
