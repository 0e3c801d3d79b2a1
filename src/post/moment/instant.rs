//! From what is written to the instant that is meant.

use chrono::{
    DateTime, Datelike, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, TimeDelta,
    TimeZone, Utc,
};
use chrono_tz::{OffsetName, Tz};

use super::{Precision, Written, ZoneKind};

/// What a wall clock says in a zone that changes its clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instant {
    /// One instant.
    Once(DateTime<Utc>),
    /// The clocks went back, so the time came twice: the earlier instant, which engines take, and the later.
    Twice(DateTime<Utc>, DateTime<Utc>),
    /// The clocks went forward over it: the instant by the clock before the change, which engines take.
    Never(DateTime<Utc>),
}

impl Instant {
    /// The instant that engines take.
    #[must_use]
    pub const fn first(self) -> DateTime<Utc> {
        match self {
            Self::Once(instant) | Self::Twice(instant, _) | Self::Never(instant) => instant,
        }
    }

    /// The instant or instants of a wall clock in a zone. None at the ends of what `chrono` can count.
    #[must_use]
    pub fn of(wall: NaiveDateTime, zone: Tz) -> Option<Self> {
        let utc = |instant: DateTime<Tz>| instant.with_timezone(&Utc);
        match zone.from_local_datetime(&wall) {
            MappedLocalTime::Single(instant) => Some(Self::Once(utc(instant))),
            MappedLocalTime::Ambiguous(one, other) => {
                Some(Self::Twice(utc(one.min(other)), utc(one.max(other))))
            }
            MappedLocalTime::None => {
                // The longest gap that ever was took a whole day (Samoa, 2011).
                let before = (1..=25)
                    .filter_map(|hours| wall.checked_sub_signed(TimeDelta::hours(hours)))
                    .find_map(|earlier| zone.from_local_datetime(&earlier).latest())?;
                let shift = wall - before.naive_local();
                utc(before).checked_add_signed(shift).map(Self::Never)
            }
        }
    }
}

impl Written {
    /// Day and time as they stand there, without a zone; midnight where no time is written.
    /// None where they do not exist.
    #[must_use]
    pub fn wall(&self) -> Option<NaiveDateTime> {
        let day = self.day.date()?;
        match self.clock {
            Some(clock) if clock.exists() => clock.on(day),
            Some(_) => None,
            None => day.and_hms_opt(0, 0, 0),
        }
    }

    /// The instant that is meant; `site` is the zone that counts where none is written. None where
    /// neither is known, or where there is no such date.
    #[must_use]
    pub fn instant(&self, site: Option<Tz>) -> Option<DateTime<Utc>> {
        self.resolve(site).map(Instant::first)
    }

    /// Like [`Self::instant`], with what the zone's clock changes make of it.
    #[must_use]
    pub fn resolve(&self, site: Option<Tz>) -> Option<Instant> {
        let wall = self.wall()?;
        let fixed = |offset: FixedOffset| {
            let utc = wall.checked_sub_offset(offset)?;
            Some(Instant::Once(utc.and_utc()))
        };
        match self.zone.map(|zone| zone.kind) {
            None => Instant::of(wall, site?),
            Some(ZoneKind::Offset(offset) | ZoneKind::Abbreviation(offset)) => fixed(offset),
            Some(ZoneKind::Iana(zone)) => Instant::of(wall, zone),
            Some(ZoneKind::Ambiguous { name, mail }) => match site {
                Some(site) if goes_by(name, wall, site) => Instant::of(wall, site),
                _ => fixed(mail?),
            },
            Some(ZoneKind::Unknown | ZoneKind::Impossible) => None,
        }
    }

    /// Whether an engine that reads `read` reads what is meant: the same second (some engines cut fractions),
    /// or for a text without a time any instant of that day, month or year in the site's zone.
    #[must_use]
    pub fn allows(&self, read: DateTime<Utc>, site: Tz) -> bool {
        let same = |meant: DateTime<Utc>| (read - meant).abs() < TimeDelta::seconds(1);
        let same_instant = match self.resolve(Some(site)) {
            Some(Instant::Twice(one, other)) => same(one) || same(other),
            Some(Instant::Once(one) | Instant::Never(one)) => same(one),
            None => false,
        };
        same_instant || self.zone.is_none() && self.spans(read.with_timezone(&site).date_naive())
    }

    /// Whether a day lies in the day, month or year that is all that is written.
    fn spans(&self, day: NaiveDate) -> bool {
        let year = self.impossible.is_none() && day.year() == self.day.year;
        let month = year && day.month() == self.day.month;
        match self.precision {
            Precision::Year => year,
            Precision::Month => month,
            Precision::Day => month && day.day() == self.day.day,
            Precision::Minute | Precision::Second | Precision::Fraction => false,
        }
    }
}

/// Whether the clock of a zone goes by this name at a time, as that of Shanghai by `CST`.
fn goes_by(name: &str, wall: NaiveDateTime, zone: Tz) -> bool {
    zone.offset_from_local_datetime(&wall)
        .earliest()
        .is_some_and(|o| o.abbreviation() == Some(name))
}
