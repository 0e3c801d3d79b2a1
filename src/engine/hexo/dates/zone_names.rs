//! English names of time zones, as `String(date)` shows them in parentheses.
//!
//! The names are those of the years since 2000; what a zone was called before does not reach a reading
//! unless somebody makes an old date his title.

use chrono_tz::Tz;

/// Standard name, name in summer, zones: one row a line, parted by tabs.
const NAMES: &str = include_str!("zone_names.tsv");

/// The name of a zone; without one, its offset in seconds as `GMT+08:00`.
pub fn name(zone: Tz, offset: f64, summer: bool) -> String {
    let row = NAMES.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut cells = line.split('\t');
        let names = (cells.next()?, cells.next()?);
        cells.next()?.split(' ').any(|name| name == zone.name()).then_some(names)
    });
    match row {
        Some((_, name)) if summer && name != "-" => name.to_owned(),
        Some((name, _)) if !summer => name.to_owned(),
        _ => {
            let minutes = (offset / 60.0) as i64;
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("GMT{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}
