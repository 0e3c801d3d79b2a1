//! A date that is still to come.

use super::dates::Dated;
use super::verdict::Verdict;
use super::{Context, Finding, Findings, Group, Harm, Rule};
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
    let drafts: Vec<bool> = context.readings().map(|(_, reading)| reading.draft).collect();
    for dated in context.dates() {
        let future = dated.uses.iter().filter(|of| {
            let publishes = of.role == Role::Publish
                || of.role == Role::Date && !is_overruled(context.dates(), of.index);
            let DateReading::Instant(read) = of.reading else { return false };
            // What was not meant is no future: other rules say what is wrong with it.
            of.verdict == Verdict::Right
                && publishes
                && read > of.setup.now
                && drafts.get(of.index) != Some(&true)
        });
        let engines: EngineSet = future.map(|of| of.setup.target.engine).collect();
        findings.add(
            Finding::new(dated.entry.value.span, "this date is still to come")
                .help("an engine that holds back posts until their date makes no page of it before")
                .engines(engines),
        );
    }
}

/// Whether another key says from when on the post is public in this engine.
fn is_overruled(dates: &[Dated<'_>], index: usize) -> bool {
    let publish = dates
        .iter()
        .flat_map(|dated| &dated.uses)
        .find(|of| of.index == index && of.role == Role::Publish);
    publish.is_some_and(|of| matches!(of.reading, DateReading::Instant(_)))
}
