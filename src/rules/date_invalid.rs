//! A value that is no date, or a date that does not exist.

use super::dates::{DateValue, Dated};
use super::verdict::{effects, engines, severity};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::Kind;
use crate::post::moment::{Form, Impossible, Written};
use crate::text::Span;

/// `date-invalid`
pub const RULE: Rule = Rule {
    name: "date-invalid",
    group: Group::Date,
    page: include_str!("../../rules/date-invalid.md"),
    on: true,
    harm: Harm::of(b"WEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let source = &context.document.source.text;
    for dated in context.dates() {
        let whole = dated.entry.value.span;
        let (place, message) = match &dated.value {
            DateValue::Other => (whole, not_a_date(dated)),
            DateValue::Written(written) => match written.impossible {
                Some(impossible) => {
                    let place = dated.place(impossible.span(), source).unwrap_or(whole);
                    (place, does_not_exist(written, impossible, place, source))
                }
                None => continue,
            },
            _ => continue,
        };
        let read = dated.untrusted();
        findings.add(
            Finding::new(place, message)
                .help(effects(context, &read))
                .engines(engines(&read))
                .severity(severity(context, RULE.harm, &read)),
        );
    }
}

fn not_a_date(dated: &Dated<'_>) -> String {
    match &dated.entry.value.kind {
        Kind::List(_) => "a list is no date".to_owned(),
        Kind::Map(_) => "a map is no date".to_owned(),
        _ => "this is no date".to_owned(),
    }
}

fn does_not_exist(written: &Written, impossible: Impossible, place: Span, source: &str) -> String {
    let part = place.text(source);
    match impossible {
        Impossible::Month(_) => format!("there is no month {part}"),
        Impossible::Day(_) if matches!(written.form, Form::Ordinal | Form::Week) => {
            format!("{} has no such day", written.day.year)
        }
        Impossible::Day(_) => {
            let month = MONTHS.get(written.day.month as usize - 1).copied().unwrap_or("the month");
            format!("{month} {} has no day {}", written.day.year, written.day.day)
        }
        Impossible::Time(_) => format!("there is no time {part}"),
        Impossible::Offset(_) => format!("no zone lies {part} from UTC"),
    }
}

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
];
