//! Time zones as V8 and moment-timezone use them.

use chrono::{DateTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::zone_names;
use crate::engine::hexo::js::civil;

/// The first instant that chrono-tz reads without the rules for summer: 2099-01-01T00:00:00Z.
const RULES_END: f64 = 4_070_908_800_000.0;
/// Farther dates than chrono can hold are read with the offset of this one.
const FARTHEST: f64 = 8.2e15;
const MINUTE: f64 = 60_000.0;

/// The zone that moment-timezone knows by this name: case does not matter, `_` is as good as `/`.
pub fn by_name(name: &str) -> Option<Tz> {
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    let plain = |byte: u8| if byte == b'/' { b'_' } else { byte.to_ascii_lowercase() };
    TZ_VARIANTS
        .iter()
        .copied()
        .find(|zone| zone.name().bytes().map(plain).eq(name.bytes().map(plain)))
}

fn naive(instant: f64) -> NaiveDateTime {
    let instant = instant.clamp(-FARTHEST, FARTHEST);
    DateTime::<Utc>::from_timestamp_millis(instant as i64).unwrap_or_default().naive_utc()
}

/// Seconds east of UTC at an instant.
fn offset_seconds(instant: f64, zone: Tz) -> f64 {
    // The clocks of most machines that build, and quicker to know than to look up.
    if matches!(zone, Tz::UTC | Tz::Etc__UTC) {
        return 0.0;
    }
    let instant = if instant < RULES_END { instant } else { in_a_like_year(instant) };
    f64::from(zone.offset_from_utc_datetime(&naive(instant)).fix().local_minus_utc())
}

/// The same time of the same day in a year between 2050 and 2077 whose weekdays fall alike.
fn in_a_like_year(instant: f64) -> f64 {
    let starts = |year: i64| civil::make_day(year as f64, 0.0, 1.0);
    let weekday = |year: i64| starts(year).rem_euclid(7.0);
    let length = |year: i64| starts(year + 1) - starts(year);
    let [year, ..] = fields(instant.min(FARTHEST));
    let alike = |like: &i64| weekday(*like) == weekday(year) && length(*like) == length(year);
    let like = (2050..2078).find(alike).unwrap_or(year);
    instant + (starts(like) - starts(year)) * civil::DAY
}

/// `getTimezoneOffset`: whole minutes west of UTC.
pub fn machine_offset(instant: f64, machine: Tz) -> f64 {
    (-offset_seconds(instant, machine) / 60.0).trunc()
}

/// moment-timezone's `utcOffset`: minutes west of UTC.
pub fn site_offset(instant: f64, zone: Tz) -> f64 {
    -offset_seconds(instant, zone) / 60.0
}

/// Milliseconds on the wall clock of a zone.
pub fn to_local(instant: f64, zone: Tz) -> f64 {
    instant + offset_seconds(instant, zone) * 1000.0
}

/// The instant of a wall clock time: the first of two, and as if before the gap where there is none.
pub fn to_utc(local: f64, zone: Tz) -> f64 {
    let before = local - offset_seconds(local - civil::DAY, zone) * 1000.0;
    if to_local(before, zone) == local {
        return before;
    }
    let after = local - offset_seconds(local + civil::DAY, zone) * 1000.0;
    if to_local(after, zone) == local { after } else { before }
}

/// A wall clock time re-read in the machine's zone: hexo-front-matter does so to every YAML date.
pub fn shift_to_machine(instant: f64, machine: Tz) -> f64 {
    civil::clip(instant + machine_offset(instant, machine) * MINUTE)
}

/// An instant whose wall clock time in the machine's zone is re-read in the site's (`adjustDateForTimezone`).
pub fn shift_to_site(instant: f64, machine: Tz, site: Tz) -> f64 {
    let shift = machine_offset(instant, machine) - site_offset(instant, site);
    civil::clip(instant - shift * MINUTE)
}

/// Year, month, day, hour, minute, second of a wall clock time in milliseconds; the month counts from 1.
pub fn fields(local: f64) -> [i64; 6] {
    let days = (local / civil::DAY).floor();
    let rest = ((local - days * civil::DAY) / 1000.0) as i64;
    // Days to a civil date, in eras of 400 years that begin in March.
    let shifted = days as i64 + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    [year, month, day, rest / 3600, rest / 60 % 60, rest % 60]
}

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Tue Jan 02 2024 03:04:05 GMT+0800`, as moment and JavaScript begin.
pub fn moment_string(instant: f64, machine: Tz) -> String {
    let local = to_local(instant, machine);
    let [year, month, day, hour, minute, second] = fields(local);
    let weekday = ((local / civil::DAY).floor() as i64 + 4).rem_euclid(7);
    let offset = -machine_offset(instant, machine) as i64;
    let sign = if offset < 0 { '-' } else { '+' };
    let year = if year < 0 { format!("-{:06}", -year) } else { format!("{year:04}") };
    format!(
        "{} {} {day:02} {year} {hour:02}:{minute:02}:{second:02} GMT{sign}{:02}{:02}",
        WEEKDAYS[weekday as usize],
        MONTHS[month as usize - 1],
        offset.abs() / 60,
        offset.abs() % 60
    )
}

/// `String(date)`: with the English name of the zone at that time.
pub fn date_string(instant: f64, machine: Tz) -> String {
    if instant.is_nan() {
        return "Invalid Date".into();
    }
    let offset = offset_seconds(instant, machine);
    let season = 91.0 * civil::DAY;
    let summer = [-2.0, -1.0, 1.0, 2.0]
        .iter()
        .any(|seasons| offset_seconds(instant + seasons * season, machine) < offset);
    let name = zone_names::name(machine, offset, summer);
    format!("{} ({name})", moment_string(instant, machine))
}
