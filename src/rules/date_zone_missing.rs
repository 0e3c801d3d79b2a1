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

/// Which times have to name their zone.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// All of them: also where the site's configuration names a zone, which stays behind when posts move elsewhere.
    pub every_time: bool,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let every_time = context.options.date_zone_missing.every_time;
    for dated in context.dates() {
        let DateValue::Written(written) = &dated.value else { continue };
        if written.clock.is_none() || written.zone.is_some() || written.impossible.is_some() {
            continue;
        }
        let unset = dated.uses.iter().filter(|of| every_time || of.setup.zone().is_none());
        let engines: EngineSet = unset.map(|of| of.setup.target.engine).collect();
        if engines.is_empty() {
            continue;
        }
        let (message, help) = if dated.uses.iter().all(|of| of.setup.zone().is_some()) {
            (
                "only the site's configuration says in which zone this time is meant",
                "name the zone here, so that the instant stays when the post moves to another site",
            )
        } else {
            (
                "nothing says in which zone this time is meant",
                "name the zone here or in the site's configuration, or it is that of the machine that builds, or UTC",
            )
        };
        findings.add(
            Finding::new(dated.entry.value.span, message)
                .help(help)
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
