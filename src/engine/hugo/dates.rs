//! Which texts and values are dates to Hugo, and which moments they are.
//!
//! Texts go through the table of layouts of spf13/cast 1.10.0 (`internal/time.go`) in its order; TOML's own
//! dates are written out first (`common/htime/time.go`).

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{OffsetName, Tz};

use super::go_time::{self, Layout, Parsed};
use crate::document::Format;
use crate::value::Value;

/// A moment together with the offset that Hugo shows it in, on which `:year` and `:day` in a URL depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// The instant.
    pub instant: DateTime<Utc>,
    /// Seconds east of UTC.
    pub offset: i32,
}

impl Moment {
    /// Date and time in the offset of this moment.
    pub fn local(&self) -> NaiveDateTime {
        self.instant.naive_utc() + chrono::TimeDelta::seconds(self.offset.into())
    }

    /// Whether this is Go's zero time, which counts as no date.
    pub fn is_zero(&self) -> bool {
        self.instant.naive_utc() == zero()
    }
}

/// Go's zero time: the first moment of year 1.
pub(super) fn zero() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(1, 1, 1).and_then(|date| date.and_hms_opt(0, 0, 0)).unwrap_or_default()
}

/// The zones that a reading depends on: the site's for what names none, the machine's for Unix seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Zones {
    /// `timeZone` of the page's language.
    pub site: Tz,
    /// The zone of the machine that builds.
    pub machine: Tz,
}

/// Whether a layout's zone counts: only a number does, a name is passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ZoneIn {
    Site,
    Text,
}

/// cast's layouts in its order.
const LAYOUTS: &[(&str, ZoneIn)] = &[
    ("2006-01-02", ZoneIn::Site),
    ("2006-01-02T15:04:05Z07:00", ZoneIn::Text),
    ("2006-01-02T15:04:05", ZoneIn::Site),
    ("Mon, 02 Jan 2006 15:04:05 -0700", ZoneIn::Text),
    ("Mon, 02 Jan 2006 15:04:05 MST", ZoneIn::Site),
    ("02 Jan 06 15:04 -0700", ZoneIn::Text),
    ("02 Jan 06 15:04 MST", ZoneIn::Site),
    ("Monday, 02-Jan-06 15:04:05 MST", ZoneIn::Site),
    ("2006-01-02 15:04:05.999999999 -0700 MST", ZoneIn::Text),
    ("2006-01-02T15:04:05-0700", ZoneIn::Text),
    ("2006-01-02 15:04:05Z0700", ZoneIn::Text),
    ("2006-01-02 15:04:05", ZoneIn::Site),
    ("Mon Jan _2 15:04:05 2006", ZoneIn::Site),
    ("Mon Jan _2 15:04:05 MST 2006", ZoneIn::Site),
    ("Mon Jan 02 15:04:05 -0700 2006", ZoneIn::Text),
    ("2006-01-02 15:04:05Z07:00", ZoneIn::Text),
    ("02 Jan 2006", ZoneIn::Site),
    ("2006-01-02 15:04:05 -07:00", ZoneIn::Text),
    ("2006-01-02 15:04:05 -0700", ZoneIn::Text),
    ("3:04PM", ZoneIn::Text),
    ("Jan _2 15:04:05", ZoneIn::Text),
    ("Jan _2 15:04:05.000", ZoneIn::Text),
    ("Jan _2 15:04:05.000000", ZoneIn::Text),
    ("Jan _2 15:04:05.000000000", ZoneIn::Text),
];

/// The same, taken apart once.
static TAKEN_APART: LazyLock<Vec<(Layout, ZoneIn)>> =
    LazyLock::new(|| LAYOUTS.iter().map(|(layout, zone)| (Layout::new(layout), *zone)).collect());

/// The moment of a value of front matter; none where Hugo says that it is not a parsable date.
pub(super) fn moment(value: &Value, zones: Zones) -> Option<Moment> {
    match value {
        Value::String(text) => text_moment(text, zones),
        Value::Date(text) => toml_moment(text, zones),
        Value::Int(seconds) => {
            let instant = DateTime::from_timestamp(i64::try_from(*seconds).ok()?, 0)?;
            let offset = zones.machine.offset_from_utc_datetime(&instant.naive_utc()).fix();
            Some(Moment { instant, offset: offset.local_minus_utc() })
        }
        _ => None,
    }
}

/// The moment of a text, by the first layout that fits.
pub(super) fn text_moment(text: &str, zones: Zones) -> Option<Moment> {
    // No layout begins with anything else, and none is longer than this.
    let first = text.chars().next()?;
    if text.len() > 80 || !first.is_ascii_alphanumeric() {
        return None;
    }
    TAKEN_APART.iter().find_map(|(layout, zone)| {
        let Parsed { local, offset, zone: name } = layout.parse(text)?;
        match zone {
            ZoneIn::Site => {
                let local = name.map_or(local, |name| on_machine(local, name, zones.machine));
                in_zone(local, zones.site)
            }
            ZoneIn::Text => at_offset(local, offset.unwrap_or(0)),
        }
    })
}

/// TOML's dates: with an offset to the second, local ones in the site's zone; a time alone is none.
fn toml_moment(text: &str, zones: Zones) -> Option<Moment> {
    let (date, time) = match text.split_at_checked(10) {
        None => return None,
        Some((date, "")) => {
            return in_zone(Layout::new("2006-01-02").parse(date)?.local, zones.site);
        }
        Some((date, time)) => (date, &time[1..]),
    };
    let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
    let whole = clock.split('.').next().unwrap_or_default();
    if zone.is_empty() {
        let local = Layout::new("2006-01-02T15:04:05").parse(&format!("{date}T{clock}"))?.local;
        return in_zone(local, zones.site);
    }
    let zone = zone.to_ascii_uppercase();
    // Only a time in UTC for a site in UTC goes as it is, all others through a text without fraction.
    let is_utc = matches!(zone.as_str(), "Z" | "+00:00" | "-00:00");
    let kept = if is_utc && zones.site == Tz::UTC { &clock } else { whole };
    let text = format!("{date}T{kept}{zone}");
    let parsed = Layout::new("2006-01-02T15:04:05Z07:00").parse(&text)?;
    let Parsed { local, offset, .. } = parsed;
    at_offset(local, offset.unwrap_or(0))
}

/// A clock time in a zone that is named, as a clock on the machine shows it: Go knows the names of the
/// machine's own zone, and `EST` in summer is an hour later there. Other names are passed over.
fn on_machine(local: NaiveDateTime, name: go_time::ZoneName, machine: Tz) -> NaiveDateTime {
    let name = String::from_utf8_lossy(&name);
    let name = name.trim_end_matches('\0');
    let seconds = |days: i64| {
        let at = local.checked_add_signed(chrono::TimeDelta::days(days))?;
        let offset = machine.offset_from_utc_datetime(&at);
        (offset.abbreviation() == Some(name)).then(|| i64::from(offset.fix().local_minus_utc()))
    };
    // The name of now, else that of another season.
    let Some(named) = [0, 182, -182, 91, -91].into_iter().find_map(seconds) else { return local };
    let utc = local - chrono::TimeDelta::seconds(named);
    let shown = machine.offset_from_utc_datetime(&utc).fix().local_minus_utc();
    utc + chrono::TimeDelta::seconds(shown.into())
}

/// A TOML date as `fmt` prints it where a text is asked for.
pub(super) fn printed(text: &str) -> String {
    let utc = Zones { site: Tz::UTC, machine: Tz::UTC };
    let has_offset = text.get(10..).is_some_and(|time| time.contains(['Z', 'z', '+', '-']));
    match toml_moment(text, utc).filter(|_| has_offset) {
        None => text.replacen(' ', "T", 1),
        Some(moment) => {
            let layout = "2006-01-02 15:04:05.999999999 -0700 MST";
            go_time::format(layout, moment.local(), moment.offset)
        }
    }
}

fn at_offset(local: NaiveDateTime, offset: i32) -> Option<Moment> {
    let instant = local.checked_sub_signed(chrono::TimeDelta::seconds(offset.into()))?.and_utc();
    Some(Moment { instant, offset })
}

/// A clock time in a zone, found as `time.Date` finds it: with the offset that would count if the clock were
/// UTC, or, where that leads out of the offset's time, with the one that counts there.
fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<Moment> {
    let offset_at =
        |utc: NaiveDateTime| i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc());
    let shifted = |by: i64| local.checked_sub_signed(chrono::TimeDelta::seconds(by));
    let first = offset_at(local);
    let utc = match first {
        0 => local,
        _ => shifted(offset_at(shifted(first)?))?,
    };
    let offset = i32::try_from(offset_at(utc)).ok()?;
    Some(Moment { instant: utc.and_utc(), offset })
}

/// An instant as Hugo reads it back in a block of this format: RFC 3339 with the site's offset.
pub(super) fn written(instant: DateTime<Utc>, format: Format, zone: Tz) -> Option<String> {
    let local = instant.with_timezone(&zone);
    let seconds = local.offset().fix().local_minus_utc();
    // Some old offsets have seconds, which RFC 3339 cannot write.
    let local = match seconds % 60 {
        0 => local.fixed_offset(),
        _ => instant.fixed_offset(),
    };
    let year = chrono::Datelike::year(&local);
    if !(0..=9999).contains(&year) {
        return None;
    }
    let text = local.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false);
    match format {
        Format::Yaml => Some(text),
        // TOML's own dates lose their fraction in Hugo.
        Format::Toml if text.contains('.') => Some(format!("\"{text}\"")),
        Format::Toml => Some(text),
        Format::Json => Some(format!("\"{text}\"")),
        Format::HexoJson => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, zone: Tz, expected: Option<&str>) {
        let zones = Zones { site: zone, machine: Tz::UTC };
        let read = text_moment(text, zones);
        let shown = read.map(|m| m.instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
        assert_eq!(shown.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn texts_are_dates_by_the_table_of_layouts() {
        for (text, expected) in [
            ("2021-09-27", Some("2021-09-27T00:00:00Z")),
            ("2021-09-27T21:07:48+08:00", Some("2021-09-27T13:07:48Z")),
            ("2021-09-27T21:07:48,5Z", Some("2021-09-27T21:07:48.500Z")),
            ("2021-09-27  9:07:48", Some("2021-09-27T09:07:48Z")),
            ("2021-09-27 21:07:48 +0800 CST", Some("2021-09-27T13:07:48Z")),
            ("2021-09-27 21:07:48 +0800 +08", Some("2021-09-27T13:07:48Z")),
            ("Mon, 27 Sep 2021 21:07:48 EST", Some("2021-09-27T21:07:48Z")),
            ("Mon, 27 Sep 2021 21:07:48 GMT+8", Some("2021-09-28T05:07:48Z")),
            ("MON, 27 SEP 2021 21:07:48 GMT", Some("2021-09-27T21:07:48Z")),
            ("27 Sep 21 21:07 +0800", Some("2021-09-27T13:07:00Z")),
            ("Mon Sep 27 21:07:48 CST 2021", Some("2021-09-27T21:07:48Z")),
            ("9:07PM", Some("0000-01-01T21:07:00Z")),
            ("2021-09-27 21:07", None),
            ("2021-9-27", None),
            ("2021-02-30", None),
            ("2021-09-27T21:07:48z", None),
            ("Tue, 7 Sep 2021 21:07:48 GMT", None),
            ("Mon, 27 Sep 2021 21:07:48 gmt", None),
            ("2021-09-27 24:00:00", None),
            ("", None),
        ] {
            check(text, Tz::UTC, expected);
        }
    }

    #[test]
    fn the_site_s_zone_counts_where_no_number_is_written() {
        check("2021-09-27 08:00:00", Tz::Asia__Shanghai, Some("2021-09-27T00:00:00Z"));
        check("2021-09-27 08:00:00Z", Tz::Asia__Shanghai, Some("2021-09-27T08:00:00Z"));
        check("Mon, 27 Sep 2021 08:00:00 GMT", Tz::Asia__Shanghai, Some("2021-09-27T00:00:00Z"));
        check("2021-03-14 02:30:00", Tz::America__New_York, Some("2021-03-14T06:30:00Z"));
    }
}
