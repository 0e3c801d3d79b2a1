//! A time of day without a zone, on a site that names none.

use super::dates::{DateValue, Dated};
use super::respell::respelling;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::engine::{DateReading, EngineSet};
use crate::post::moment::{Written, Zone};

/// `date-zone-missing`
pub const RULE: Rule = Rule {
    name: "date-zone-missing",
    group: Group::Date,
    page: include_str!("../../rules/date-zone-missing.md"),
    on: false,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for dated in context.dates() {
        let DateValue::Written(written) = &dated.value else { continue };
        if written.clock.is_none() || written.zone.is_some() || written.impossible.is_some() {
            continue;
        }
        let unset = dated.uses.iter().filter(|of| of.setup.zone().is_none());
        let engines: EngineSet = unset.map(|of| of.setup.target.engine).collect();
        if engines.is_empty() {
            continue;
        }
        findings.add(
            Finding::new(dated.entry.value.span, "nothing says in which zone this time is meant")
                .help("name the zone here or in the site's configuration, or it is that of the machine that builds, or UTC")
                .engines(engines)
                .fix(with_zone(context, dated, written)),
        );
    }
}

/// Writes out the zone in which the engines read the time now, where they agree.
fn with_zone(context: &Context<'_>, dated: &Dated<'_>, written: &Written) -> Option<Fix> {
    let mut readings = dated.uses.iter().map(|of| match of.reading {
        DateReading::Instant(read) => Some(read),
        _ => None,
    });
    let read = readings.next()??;
    if !readings.all(|other| other == Some(read)) {
        return None;
    }
    let seconds = (written.wall()? - read.naive_utc()).num_seconds();
    let zone = Zone::east(i32::try_from(seconds).ok()?)?;
    let fix = respelling(context, dated, &Written { zone: Some(zone), ..*written })?;
    Some(Fix { applicability: Applicability::Unsafe, ..fix })
}
