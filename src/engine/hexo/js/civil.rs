//! Day arithmetic of JavaScript dates: any field may be out of its range and rolls over.

/// Milliseconds of a day.
pub const DAY: f64 = 86_400_000.0;
/// Farthest instant from 1970 that a `Date` holds, in milliseconds.
pub const MAX: f64 = 8.64e15;

/// Days since 1970-01-01 of a day in the proleptic Gregorian calendar; `month` counts from 0.
///
/// This is `MakeDay` of ECMA-262; not a number where a field is too large to count with.
pub fn make_day(year: f64, month: f64, day: f64) -> f64 {
    if !(year.is_finite() && month.is_finite() && day.is_finite()) {
        return f64::NAN;
    }
    let (mut year, mut month) = (year.trunc(), month.trunc());
    // Nearly every month is one of its year, and a division of doubles takes long.
    if !(0.0..12.0).contains(&month) {
        year += (month / 12.0).floor();
        month = month.rem_euclid(12.0);
    }
    if year.abs() > 400_000.0 {
        return f64::NAN;
    }
    days_before(year as i64, month as i64) as f64 + day.trunc() - 1.0
}

/// Days from 1970-01-01 to the first of a month that counts from 0.
fn days_before(year: i64, month: i64) -> i64 {
    // Years that begin in March have their leap day at the end.
    let year = if month < 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 10) % 12) + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Milliseconds of a time of day: hours, minutes, seconds, milliseconds.
pub fn make_time([hour, minute, second, milli]: [f64; 4]) -> f64 {
    hour.trunc() * 3_600_000.0
        + minute.trunc() * 60_000.0
        + second.trunc() * 1_000.0
        + milli.trunc()
}

/// An instant, or not a number where a `Date` cannot hold it.
pub fn clip(milliseconds: f64) -> f64 {
    if milliseconds.abs() <= MAX { milliseconds.trunc() + 0.0 } else { f64::NAN }
}

/// The year that two digits stand for: 0 to 99 are in the twentieth century.
pub fn full_year(year: f64) -> f64 {
    if (0.0..=99.0).contains(&year.trunc()) { year.trunc() + 1900.0 } else { year }
}

/// `Date.UTC`: milliseconds since 1970; `month` counts from 0.
pub fn utc(year: f64, month: f64, day: f64, time: [f64; 4]) -> f64 {
    clip(make_day(full_year(year), month, day) * DAY + make_time(time))
}
