//! Dates that contradict each other: changed before it was written, expired before it was public.

use chrono::{DateTime, TimeDelta, Utc};

use super::dates::{DateUse, Dated};
use super::verdict::Verdict;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::{DateReading, EngineSet, Role};

/// `date-order`
pub const RULE: Rule = Rule {
    name: "date-order",
    group: Group::Date,
    page: include_str!("../../rules/date-order.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: None,
    check,
};

// Dates that an engine misreads have rules of their own; only what was meant is compared.

/// What must not lie before what, and what to say where it does.
const ORDER: [(Role, &[Role], &str); 2] = [
    (Role::Updated, &[Role::Date], "changed before it was written"),
    (Role::Expire, &[Role::Date, Role::Publish], "expires before it is public"),
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.dates().len() < 2 {
        return;
    }
    for (later, earlier, message) in ORDER {
        let starts: Vec<Option<DateTime<Utc>>> = (0..context.setups.len())
            .map(|index| latest(context.dates(), index, earlier))
            .collect();
        for dated in context.dates() {
            let early = dated.uses.iter().filter(|of| {
                let start = starts.get(of.index).copied().flatten();
                of.role == later
                    && of.verdict == Verdict::Right
                    && start.is_some_and(|start| start > end(dated, of))
            });
            let engines: EngineSet = early.map(|of| of.setup.target.engine).collect();
            findings.add(Finding::new(dated.entry.value.span, message).engines(engines));
        }
    }
}

/// The last instant that an engine's reading of a date may stand for: a day alone may be its evening.
fn end(dated: &Dated<'_>, of: &DateUse<'_>) -> DateTime<Utc> {
    let DateReading::Instant(read) = of.reading else { return DateTime::<Utc>::MAX_UTC };
    let day_alone = dated.value.written().is_some_and(|written| written.clock.is_none());
    let length = if day_alone { TimeDelta::days(1) } else { TimeDelta::zero() };
    read.checked_add_signed(length).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The latest instant that the engine reads from keys of these roles.
fn latest(dates: &[Dated<'_>], index: usize, roles: &[Role]) -> Option<DateTime<Utc>> {
    let of_role = |of: &&DateUse<'_>| of.index == index && roles.contains(&of.role);
    let read = |of: &DateUse<'_>| match of.reading {
        DateReading::Instant(read) if of.verdict == Verdict::Right => Some(read),
        _ => None,
    };
    dates.iter().flat_map(|dated| &dated.uses).filter(of_role).filter_map(read).max()
}
