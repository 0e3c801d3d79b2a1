//! Dates as Zola reads them (utils/src/de.rs, content/src/front_matter/page.rs; the same in 0.23).
//!
//! A text goes through the TOML reader first, then through a pattern of YAML's timestamps; what both refuse is no
//! date. A date without a zone is UTC: Zola has no setting for another.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};

use crate::value::typed::{Datetime, Offset};

/// What Zola makes of something that has the form of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// An instant.
    Instant(DateTime<Utc>),
    /// None: a time of day alone, or a leap second elsewhere than at the end of a month. `date` refuses it,
    /// `updated` keeps it as a text without saying so.
    Nowhere,
}

impl Moment {
    /// The instant, if it is one.
    #[must_use]
    pub fn instant(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Instant(instant) => Some(instant),
            Self::Nowhere => None,
        }
    }
}

/// What Zola makes of a text; none for what it calls "Unable to parse datetime".
#[must_use]
pub fn parse(text: &str) -> Option<Moment> {
    match text.parse::<Datetime>() {
        Ok(value) => Some(from_toml(&value)),
        Err(_) => parse_timestamp(text).map(Moment::Instant),
    }
}

/// What Zola makes of a date that the TOML reader read.
#[must_use]
pub fn from_toml(value: &Datetime) -> Moment {
    instant_of(value).map_or(Moment::Nowhere, Moment::Instant)
}

fn instant_of(value: &Datetime) -> Option<DateTime<Utc>> {
    let date = value.date?;
    let date = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    let Some(time) = value.time else { return Some(date.and_time(NaiveTime::MIN).and_utc()) };
    let leap = time.second == Some(60);
    let (second, nanosecond) = if leap {
        (59, 999_999_999)
    } else {
        (time.second.unwrap_or(0), time.nanosecond.unwrap_or(0))
    };
    let time = NaiveTime::from_hms_nano_opt(
        time.hour.into(),
        time.minute.into(),
        second.into(),
        nanosecond,
    )?;
    let minutes = match value.offset {
        None | Some(Offset::Z) => 0,
        Some(Offset::Custom { minutes }) => minutes,
    };
    let instant = at_offset(date.and_time(time), i32::from(minutes) * 60)?;
    (!leap || ends_a_month(instant)).then_some(instant)
}

/// A wall clock at an offset of so many seconds east of UTC.
fn at_offset(wall_clock: NaiveDateTime, east: i32) -> Option<DateTime<Utc>> {
    let offset = FixedOffset::east_opt(east)?;
    Some(wall_clock.and_local_timezone(offset).single()?.to_utc())
}

/// Whether an instant lies in the last second of a month, where alone a leap second can follow.
fn ends_a_month(instant: DateTime<Utc>) -> bool {
    instant.hour() == 23
        && instant.minute() == 59
        && instant
            .checked_add_signed(TimeDelta::days(1))
            .is_some_and(|tomorrow| tomorrow.month() != instant.month())
}

/// The pattern of YAML's timestamps (parse_yaml_datetime), in which a month, a day or an hour may have one
/// digit and a blank may stand before the zone.
fn parse_timestamp(text: &str) -> Option<DateTime<Utc>> {
    let mut scan = Scan(text.strip_prefix('"').unwrap_or(text));
    let year = scan.digits(4, 4)?;
    let month = scan.byte(b"-").and_then(|()| scan.digits(1, 2))?;
    let day = scan.byte(b"-").and_then(|()| scan.digits(1, 2))?;
    let (time, offset) = match scan.separator() {
        Some(()) => (scan.time()?, scan.offset()?),
        None => ((0, 0, 0, 0), None),
    };
    if !matches!(scan.0, "" | "\"") {
        return None;
    }
    let (hour, minute, second, nanosecond) = time;
    let date = replaced(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?, offset)?;
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanosecond)?;
    at_offset(date.and_time(time), offset.unwrap_or(0))
}

/// A date as Zola puts it together: year, month and day replaced one after the other in the start of 1970 at that
/// offset. West of UTC that is 31 December, so that months of 30 days fail.
fn replaced(year: i32, month: u32, day: u32, offset: Option<i32>) -> Option<NaiveDate> {
    let start_day = if offset.is_some_and(|east| east < 0) { 31 } else { 1 };
    NaiveDate::from_ymd_opt(year, month, start_day)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// What is left of a text that is read from its start.
struct Scan<'t>(&'t str);

impl<'t> Scan<'t> {
    /// One of these bytes.
    fn byte(&mut self, one_of: &[u8]) -> Option<()> {
        let first = self.0.as_bytes().first()?;
        one_of.contains(first).then(|| self.0 = &self.0[1..])
    }

    /// As many digits as there are, if they are not too few or too many.
    fn digits(&mut self, least: usize, most: usize) -> Option<&'t str> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at(count);
        (least..=most).contains(&count).then(|| {
            self.0 = rest;
            digits
        })
    }

    /// `T` or blanks, between date and time.
    fn separator(&mut self) -> Option<()> {
        self.byte(b"Tt").or_else(|| {
            let rest = self.0.trim_start_matches([' ', '\t']);
            (rest.len() < self.0.len()).then(|| self.0 = rest)
        })
    }

    /// Hour, minute, second and nanosecond.
    fn time(&mut self) -> Option<(u32, u32, u32, u32)> {
        let hour = self.digits(1, 2)?;
        let minute = self.byte(b":").and_then(|()| self.digits(2, 2))?;
        let second = self.byte(b":").and_then(|()| self.digits(2, 2))?;
        let fraction = match self.byte(b".") {
            Some(()) => self.digits(0, 9)?,
            None => "",
        };
        // Zola goes through a float too, and cuts.
        let fraction: f64 = format!("0.{fraction}0").parse().ok()?;
        let nanosecond = (fraction * 1_000_000_000.0) as u32;
        Some((hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, nanosecond))
    }

    /// Seconds east of UTC, or nothing where no offset is written (`Z` is none). Fails where it is impossible.
    fn offset(&mut self) -> Option<Option<i32>> {
        self.0 = self.0.trim_start_matches([' ', '\t']);
        if self.byte(b"Z").is_some() {
            return Some(None);
        }
        let west = self.0.starts_with('-');
        if self.byte(b"+-").is_none() {
            return Some(None);
        }
        let hours: i32 = self.digits(1, 2)?.parse().ok()?;
        let minutes: i32 = match self.byte(b":") {
            Some(()) => self.digits(2, 2)?.parse().ok()?,
            None => 0,
        };
        if hours > 23 || minutes > 59 {
            return None;
        }
        // The sign belongs to the hours; `-00:30` has none left.
        let sign = if west && hours > 0 { -1 } else { 1 };
        Some(Some(sign * (hours * 3600 + minutes * 60)))
    }
}

/// An instant in the form that Zola reads everywhere: RFC 3339 in UTC, with a fraction only where there is one.
#[must_use]
pub fn write(instant: DateTime<Utc>) -> Option<String> {
    if !(0..=9999).contains(&instant.year()) {
        return None;
    }
    let form = match instant.nanosecond() {
        0 => chrono::SecondsFormat::Secs,
        _ => chrono::SecondsFormat::AutoSi,
    };
    Some(instant.to_rfc3339_opts(form, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is RFC 3339 in UTC, `nowhere`, or nothing for what is no date.
    fn check(text: &str, expected: &str) {
        let read = match parse(text) {
            None => String::new(),
            Some(Moment::Nowhere) => "nowhere".to_owned(),
            Some(Moment::Instant(instant)) => write(instant).unwrap(),
        };
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn forms_of_toml() {
        check("2021-09-27", "2021-09-27T00:00:00Z");
        check("2021-09-27T10:11:12+08:00", "2021-09-27T02:11:12Z");
        check("2021-09-27 10:11:12.500", "2021-09-27T10:11:12.500Z");
        check("2021-09-27 10:11", "2021-09-27T10:11:00Z");
        check("2021-02-14T10:11:12-05:00", "2021-02-14T15:11:12Z");
        check("10:11:12", "nowhere");
        check("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999999Z");
        check("2021-09-27T10:11:60Z", "nowhere");
        check("0000-01-01", "0000-01-01T00:00:00Z");
    }

    #[test]
    fn forms_of_yaml() {
        check("2021-9-7", "2021-09-07T00:00:00Z");
        check("2021-09-27 1:02:03", "2021-09-27T01:02:03Z");
        check("2021-09-27 10:11:12 +8", "2021-09-27T02:11:12Z");
        check("2021-09-27 10:11:12.25 +08:00", "2021-09-27T02:11:12.250Z");
        check("\"2021-9-7\"", "2021-09-07T00:00:00Z");
        check("2021-01-14 10:11:12 -05:30", "2021-01-14T15:41:12Z");
        check("2021-02-14 10:11:12 -05:00", "");
        check("2021-01-14 10:11:12 -00:30", "2021-01-14T09:41:12Z");
    }

    #[test]
    fn no_dates() {
        for text in [
            "",
            "2021",
            "2021-02-30",
            "2021-13-01",
            "2021/09/27",
            "2021-09-27 10:11:12 +0800",
            "2021-09-27 10:11:12 UTC",
            "2021-09-27T24:00:00Z",
            "2021-9-7 10:11",
            "Mon, 27 Sep 2021 10:11:12 +0000",
            "2021-09-27 10:11:12 +24:00",
        ] {
            check(text, "");
        }
    }
}
