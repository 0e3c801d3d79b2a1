//! Hexo's dates: YAML timestamp or JavaScript `Date`, then two shifts between UTC, machine and site.
//!
//! A written offset is never kept: hexo-front-matter re-reads the UTC wall clock of a YAML date in the zone of
//! the machine, and Hexo re-reads that in `timezone` (`lib/plugins/processor/common.ts`).

mod parse;
mod scan;
mod write;
pub mod zone;
mod zone_names;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::config::Timezone;
use super::js::{Heap, Id, Js, civil, text};

pub use write::write;

/// The zones that a reading depends on.
#[derive(Clone, Copy, Debug)]
pub struct Zones<'c> {
    /// The zone of the machine that builds.
    pub machine: Tz,
    /// The site's `timezone`.
    pub site: &'c Timezone,
}

/// What becomes of a date key.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Nothing there, or something that is false: the next source counts.
    Absent,
    /// JavaScript sees no date in it: the next source counts, too.
    NoDate(String),
    /// Milliseconds since 1970.
    Instant(f64),
    /// The post is dropped for it.
    Drops(String),
}

/// A value as front matter leaves it: a YAML date at the top level is re-read in the machine's zone.
pub fn shift_top_level(heap: &mut Heap<'_>, map: Id, machine: Tz) {
    let Js::Map(object) = heap.get(map) else { return };
    let dates: Vec<_> = object
        .pairs()
        .iter()
        .filter_map(|(key, id)| match heap.get(*id) {
            Js::Date(instant) => Some((key.clone(), *instant)),
            _ => None,
        })
        .collect();
    for (key, instant) in dates {
        // A new value: the old one may also stand, through an alias, in a list, where it stays as it is.
        let shifted = heap.add(Js::Date(zone::shift_to_machine(instant, machine)));
        if let Js::Map(object) = heap.get_mut(map) {
            object.set(key, shifted);
        }
    }
}

/// `toDate` of Hexo.
pub fn to_date(heap: &Heap<'_>, value: Option<Id>, machine: Tz) -> Reading {
    let Some(id) = value else { return Reading::Absent };
    let instant = match heap.get(id) {
        value if !value.truthy() => return Reading::Absent,
        Js::Date(instant) => *instant,
        Js::Number(number) => civil::clip(*number),
        Js::Bool(_) => 1.0,
        _ => {
            let written = text::to_string(heap, id, machine);
            match parse::parse(&written, machine) {
                Some(instant) => instant,
                None => return Reading::NoDate(format!("`{written}` is no date to JavaScript")),
            }
        }
    };
    if instant.is_nan() {
        return Reading::NoDate("the date is farther away than JavaScript can count".into());
    }
    Reading::Instant(instant)
}

/// A date with the site's zone taken into account (`adjustDateForTimezone`).
pub fn adjust(reading: Reading, zones: Zones<'_>) -> Reading {
    let Reading::Instant(instant) = reading else { return reading };
    match zones.site {
        Timezone::Machine => Reading::Instant(instant),
        Timezone::Site(site) => {
            let adjusted = zone::shift_to_site(instant, zones.machine, *site);
            if adjusted.is_nan() {
                Reading::Drops("`Invalid date` is not a valid date!".into())
            } else {
                Reading::Instant(adjusted)
            }
        }
        Timezone::Unknown(_) => {
            Reading::Drops("Cannot read properties of null (reading 'utcOffset')".into())
        }
    }
}

/// Local midnight of a day, as `new Date(year, month, day)` has it; `month` counts from 1.
pub fn midnight(year: f64, month: f64, day: f64, machine: Tz) -> f64 {
    let local = civil::make_day(civil::full_year(year), month - 1.0, day) * civil::DAY;
    civil::clip(zone::to_utc(local, machine))
}

/// An instant for a [`crate::engine::Reading`]; none beyond what chrono holds.
pub fn instant(milliseconds: f64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(milliseconds as i64)
}
