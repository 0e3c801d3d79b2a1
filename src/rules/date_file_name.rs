//! A file name that begins with another day than the post is dated.

use super::dates::{DateUse, Dated};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::engine::{EngineSet, Outcome, Role};
use crate::post::file_name;
use crate::post::moment::Day;
use crate::text::Span;

/// `date-file-name`
pub const RULE: Rule = Rule {
    name: "date-file-name",
    group: Group::Date,
    page: include_str!("../../rules/date-file-name.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(named) = file_name::day(context.path) else { return };
    let Day { year, month, day } = named;
    if named.date().is_none() {
        let costs_page = context.readings().any(|(_, reading)| reading.outcome == Outcome::Error);
        let place = context.front_matter().map_or(Span::at(0), |block| block.opener);
        let message =
            format!("the file name begins with {year:04}-{month:02}-{day:02}, which is no day");
        let severity = if costs_page { Severity::Error } else { Severity::Warning };
        findings.add(Finding::new(place, message).severity(severity));
        return;
    }
    for dated in context.dates() {
        let other =
            dated.uses.iter().filter(|of| of.role == Role::Date && differs(dated, of, named));
        let engines: EngineSet = other.map(|of| of.setup.target.engine).collect();
        let message =
            format!("the file name begins with another day: {year:04}-{month:02}-{day:02}");
        findings.add(
            Finding::new(dated.entry.value.span, message)
                .help("lists, feeds and addresses that go by the one contradict those that go by the other")
                .engines(engines)
                .severity(Severity::Warning),
        );
    }
}

/// Whether the day of a date is another, both as it is written and as the engine reads it on its site.
fn differs(dated: &Dated<'_>, of: &DateUse<'_>, named: Day) -> bool {
    let Some(written) = dated.value.written().filter(|written| written.impossible.is_none()) else {
        return false;
    };
    written.day != named && of.day_read() != named.date()
}
