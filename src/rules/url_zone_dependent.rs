//! A URL with a date in it that is another day on a machine in another zone.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::dates::{DateUse, Dated};
use super::verdict::is_one_clock;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::{DateReading, Role, Setup, UrlDate};
use crate::post::moment::{Zone, ZoneKind};

/// `url-zone-dependent`
pub const RULE: Rule = Rule {
    name: "url-zone-dependent",
    group: Group::Url,
    page: include_str!("../../rules/url-zone-dependent.md"),
    on: true,
    harm: Harm::of(b"W.."),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (index, setup) in context.setups.iter().enumerate() {
        let shown = setup.date_in_urls();
        if shown == UrlDate::None {
            continue;
        }
        let Some((dated, of, here)) = date(context, index) else { continue };
        let Some((_, reading)) = context.readings().nth(index) else { continue };
        let (true, Some(url)) = (reading.has_page(), reading.url.as_deref()) else { continue };
        let block = context.front_matter().expect("a date stands in a block");
        let moves = |zone: &Tz| {
            let node = &dated.entry.value;
            let there = match of.is_steady(dated.value.written()) {
                true => Some(here),
                false => {
                    instant(&setup.read_date_on(*zone, dated.entry.name(), node, block.format))
                }
            };
            let day = |there| local(there, *zone).date();
            let is_other = |there| day(there) != local(here, setup.machine_zone).date();
            there.is_some_and(|there| shown != UrlDate::Day || is_other(there))
        };
        let others = zones(setup, dated).into_iter().flatten();
        let others = others.filter(|zone| !is_one_clock(*zone, setup.machine_zone));
        let other = { others }.filter(moves).find_map(|zone| {
            let other = setup.url_on(zone, context.path, context.document)?;
            (other != url).then_some((zone, other))
        });
        if let Some((zone, other)) = other {
            findings.add(finding(setup, dated, url, zone, &other));
        }
    }
}

fn finding(setup: &Setup, dated: &Dated<'_>, url: &str, zone: Tz, other: &str) -> Finding {
    let engine = setup.target.engine;
    let here = setup.machine_zone;
    Finding::new(dated.entry.value.span, "the post's URL depends on the zone of the machine that builds it")
        .help(format!(
            "{} puts it at {url} in {here} and at {other} in {zone}; build with the same TZ everywhere, or give the post a `permalink`",
            engine.title()
        ))
        .engines(engine)
}

/// The date of the post with what the engine makes of it, and the instant that it reads.
fn date<'c, 'a>(
    context: &'c Context<'a>,
    index: usize,
) -> Option<(&'c Dated<'a>, &'c DateUse<'a>, DateTime<Utc>)> {
    context.dates().iter().find_map(|dated| {
        let of = dated.uses.iter().find(|of| of.index == index && of.role == Role::Date)?;
        Some((dated, of, instant(&of.reading)?))
    })
}

const fn instant(reading: &DateReading) -> Option<DateTime<Utc>> {
    match reading {
        DateReading::Instant(instant) => Some(*instant),
        DateReading::Absent | DateReading::Unreadable(_) => None,
    }
}

/// Zones that a machine which builds the site may well be in: that of most servers, that of the site, and that of the
/// date.
fn zones(setup: &Setup, dated: &Dated<'_>) -> [Option<Tz>; 3] {
    let written = dated.value.written().and_then(|written| written.zone);
    [Some(Tz::UTC), setup.zone(), written.and_then(zone_of)]
}

/// A zone that always has this offset, where there is one by name.
fn zone_of(zone: Zone) -> Option<Tz> {
    let offset = match zone.kind {
        ZoneKind::Offset(offset) | ZoneKind::Abbreviation(offset) => offset.local_minus_utc(),
        ZoneKind::Iana(zone) => return Some(zone),
        ZoneKind::Ambiguous { .. } | ZoneKind::Unknown | ZoneKind::Impossible => return None,
    };
    if offset == 0 {
        return Some(Tz::UTC);
    }
    // The names count westwards.
    (offset % 3600 == 0).then(|| format!("Etc/GMT{:+}", -offset / 3600).parse().ok()).flatten()
}

fn local(instant: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}
