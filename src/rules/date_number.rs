//! A number where a date is wanted.

use super::dates::DateValue;
use super::respell::respelling;
use super::verdict::{Verdict, effects, engines, names, severity};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::post::moment::Form;

/// `date-number`
pub const RULE: Rule = Rule {
    name: "date-number",
    group: Group::Date,
    page: include_str!("../../rules/date-number.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for dated in context.dates() {
        let DateValue::Number(written) = &dated.value else { continue };
        let wrong: Vec<(_, Verdict)> = match written {
            Some(_) => dated.wrong(),
            None => dated.untrusted(),
        };
        if wrong.is_empty() {
            continue;
        }
        let message = match written.as_ref().map(|written| written.form) {
            Some(form @ (Form::UnixSeconds | Form::UnixMilliseconds)) => {
                format!("{} are no date to {}", form.name(), names(engines(&wrong)))
            }
            Some(form) => format!("this looks like {}, but it is a number", form.name()),
            None => "a number is no date".to_owned(),
        };
        let fix = written.as_ref().and_then(|written| respelling(context, dated, written));
        findings.add(
            Finding::new(dated.entry.value.span, message)
                .help(effects(context, &wrong))
                .engines(engines(&wrong))
                .severity(severity(context, RULE.harm, &wrong))
                .fix(fix.map(|fix| Fix { applicability: Applicability::Unsafe, ..fix })),
        );
    }
}
