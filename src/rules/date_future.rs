//! A date that is still to come.

use super::dates::{DateUse, Dated};
use super::verdict::{Verdict, names};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::engine::{DateReading, EngineSet, Role};

/// `date-future`
pub const RULE: Rule = Rule {
    name: "date-future",
    group: Group::Date,
    page: include_str!("../../rules/date-future.md"),
    on: true,
    harm: Harm::of(b"IWI"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let overruled: Vec<bool> =
        (0..context.setups.len()).map(|index| is_overruled(context.dates(), index)).collect();
    for dated in context.dates() {
        let future: Vec<&DateUse<'_>> = dated
            .uses
            .iter()
            .filter(|of| {
                let publishes =
                    of.role == Role::Publish || of.role == Role::Date && !overruled[of.index];
                publishes && is_future(of) && !is_draft(context, of)
            })
            .collect();
        let held_back = future.iter().filter(|of| of.setup.holds_back_future());
        let held_back: EngineSet = held_back.map(|of| of.setup.target.engine).collect();
        let finding = Finding::new(dated.entry.value.span, "this date is still to come")
            .engines(future.iter().map(|of| of.setup.target.engine).collect::<EngineSet>());
        findings.add(if held_back.is_empty() {
            finding.help("the post is public at once").severity(Severity::Info)
        } else {
            let help = format!("in {} there is no page of the post before that", names(held_back));
            finding.help(help).severity(Severity::Warning)
        });
    }
}

/// Whether a date lies behind now. What was not meant is no future: other rules say what is wrong with it.
fn is_future(of: &DateUse<'_>) -> bool {
    let DateReading::Instant(read) = of.reading else { return false };
    of.verdict == Verdict::Right && read > of.setup.now
}

fn is_draft(context: &Context<'_>, of: &DateUse<'_>) -> bool {
    context.readings().nth(of.index).is_some_and(|(_, reading)| reading.draft)
}

/// Whether another key says from when on the post is public in this engine.
fn is_overruled(dates: &[Dated<'_>], index: usize) -> bool {
    let publish = dates
        .iter()
        .flat_map(|dated| &dated.uses)
        .find(|of| of.index == index && of.role == Role::Publish);
    publish.is_some_and(|of| matches!(of.reading, DateReading::Instant(_)))
}
