//! A date key without a value.

use super::dates::{DateUse, DateValue, Dated};
use super::verdict::{Verdict, effects, severity};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch;
use crate::engine::{DateReading, EngineSet, Role};

/// `date-null`
pub const RULE: Rule = Rule {
    name: "date-null",
    group: Group::Date,
    page: include_str!("../../rules/date-null.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for dated in context.dates() {
        if dated.value != DateValue::Empty {
            continue;
        }
        let engines: EngineSet = dated.uses.iter().map(|of| of.setup.target.engine).collect();
        let refused: Vec<(&DateUse<'_>, Verdict)> = dated
            .uses
            .iter()
            .filter(|of| matches!(of.reading, DateReading::Unreadable(_)))
            .map(|of| (of, Verdict::Unread))
            .collect();
        let finding = Finding::new(dated.entry.key.span, "this key has no value").engines(engines);
        let finding = if refused.is_empty() {
            let undated = dated.uses.iter().any(|of| is_undated(context, of));
            let severity = if undated { Severity::Warning } else { Severity::Info };
            finding.help("it is read as if it were not there").severity(severity)
        } else {
            finding
                .help(effects(context, &refused))
                .severity(severity(context, RULE.harm, &refused))
        };
        findings.add(finding.fix(removal(context, dated)));
    }
}

/// Whether the post has no date of its own in this engine.
fn is_undated(context: &Context<'_>, of: &DateUse<'_>) -> bool {
    let reading = context.readings().nth(of.index);
    of.role == Role::Date && reading.is_some_and(|(_, reading)| reading.date.is_none())
}

fn removal(context: &Context<'_>, dated: &Dated<'_>) -> Option<Fix> {
    let front_matter = context.front_matter().filter(|block| block.refused.is_none())?;
    let name = dated.entry.name();
    let edits = patch::remove(front_matter, dated.entry);
    if edits.is_empty() {
        return None;
    }
    Some(Fix::safe(format!("remove `{name}`"), Change::Key(name.to_owned()), edits))
}
