//! A date that can be read as two days.

use super::dates::DateValue;
use super::verdict::{effects, engines, severity};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::post::moment::{Day, Doubt};

/// `date-ambiguous`
pub const RULE: Rule = Rule {
    name: "date-ambiguous",
    group: Group::Date,
    page: include_str!("../../rules/date-ambiguous.md"),
    on: true,
    harm: Harm::of(b"WEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for dated in context.dates() {
        let DateValue::Written(written) = &dated.value else { continue };
        let message = match written.doubt {
            _ if written.impossible.is_some() => continue,
            Some(Doubt::DayOrMonth(other)) => {
                format!("this may be {} or {}", shown(written.day), shown(other))
            }
            Some(Doubt::ShortYear) => {
                "the year has two digits, so neither it nor its century is sure".to_owned()
            }
            _ => continue,
        };
        let read = dated.untrusted();
        findings.add(
            Finding::new(dated.entry.value.span, message)
                .help(format!("{}; write year-month-day", effects(context, &read)))
                .engines(engines(&read))
                .severity(severity(context, RULE.harm, &read)),
        );
    }
}

fn shown(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}
