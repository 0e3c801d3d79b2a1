//! A moment to a text by a layout (`time.Time.Format`).

use chrono::{Datelike, NaiveDateTime, Timelike};

use super::{Element, month_name, next_element, weekday_name};

/// Writes a local time, `offset` seconds east of UTC, by a layout.
pub(in super::super) fn format(layout: &str, local: NaiveDateTime, offset: i32) -> String {
    let mut out = String::with_capacity(layout.len() + 8);
    let mut rest = layout;
    while let Some((before, element, behind)) = next_element(rest) {
        out.push_str(before);
        out.push_str(&written(element, local, offset));
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn written(element: Element, local: NaiveDateTime, offset: i32) -> String {
    let hour12 = match local.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let weekday = weekday_name(local.weekday().num_days_from_sunday());
    match element {
        Element::LongYear => format!("{:04}", local.year()),
        Element::Year => format!("{:02}", local.year().rem_euclid(100)),
        Element::LongMonth => month_name(local.month()).to_owned(),
        Element::Month => month_name(local.month())[..3].to_owned(),
        Element::NumMonth => local.month().to_string(),
        Element::ZeroMonth => format!("{:02}", local.month()),
        Element::LongWeekday => weekday.to_owned(),
        Element::Weekday => weekday[..3].to_owned(),
        Element::Day => local.day().to_string(),
        Element::UnderDay => format!("{:2}", local.day()),
        Element::ZeroDay => format!("{:02}", local.day()),
        Element::UnderYearDay => format!("{:3}", local.ordinal()),
        Element::ZeroYearDay => format!("{:03}", local.ordinal()),
        Element::Hour => format!("{:02}", local.hour()),
        Element::Hour12 => hour12.to_string(),
        Element::ZeroHour12 => format!("{hour12:02}"),
        Element::Minute => local.minute().to_string(),
        Element::ZeroMinute => format!("{:02}", local.minute()),
        Element::Second => local.second().to_string(),
        Element::ZeroSecond => format!("{:02}", local.second()),
        Element::Pm => if local.hour() >= 12 { "PM" } else { "AM" }.to_owned(),
        Element::LowerPm => if local.hour() >= 12 { "pm" } else { "am" }.to_owned(),
        Element::ZoneName if offset == 0 => "UTC".to_owned(),
        // A zone that is known by its offset alone.
        Element::ZoneName => written_offset(offset, false, true),
        Element::Iso { .. } if offset == 0 => "Z".to_owned(),
        Element::Iso { colon, minutes } | Element::Offset { colon, minutes } => {
            written_offset(offset, colon, minutes)
        }
        Element::Fraction(digits) => {
            format!(".{}", &format!("{:09}", local.nanosecond())[..digits.min(9)])
        }
        Element::OpenFraction(digits) => {
            let shown = format!("{:09}", local.nanosecond());
            let shown = shown[..digits.min(9)].trim_end_matches('0');
            if shown.is_empty() { String::new() } else { format!(".{shown}") }
        }
    }
}

fn written_offset(offset: i32, colon: bool, minutes: bool) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, past) = (offset.abs() / 3600, offset.abs() / 60 % 60);
    match (minutes, colon) {
        (false, _) => format!("{sign}{hours:02}"),
        (true, true) => format!("{sign}{hours:02}:{past:02}"),
        (true, false) => format!("{sign}{hours:02}{past:02}"),
    }
}
