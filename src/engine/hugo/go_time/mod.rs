//! Go's `time` layouts: a layout is the moment `Mon Jan 2 15:04:05 MST 2006` written in the wanted way.
//!
//! Reading follows `time.Parse` and writing `time.Time.Format` (Go 1.27, `src/time/format.go`), for the
//! elements that `cast`'s table of layouts and permalink patterns can hold.

mod format;
mod parse;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

pub(super) use format::format;
pub(super) use parse::{Layout, Parsed, ZoneName};

/// One element of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    LongMonth,
    Month,
    NumMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    Pm,
    LowerPm,
    ZoneName,
    /// `Z0700` and its like: `Z` for UTC. With a colon or not, with minutes or not.
    Iso {
        colon: bool,
        minutes: bool,
    },
    /// `-0700` and its like.
    Offset {
        colon: bool,
        minutes: bool,
    },
    /// `.000`: exactly this many digits.
    Fraction(usize),
    /// `.999`: as many digits as there are.
    OpenFraction(usize),
}

/// The elements as they are written, longer ones before those that begin like them.
const ELEMENTS: &[(&str, Element)] = &[
    ("January", Element::LongMonth),
    ("Jan", Element::Month),
    ("Monday", Element::LongWeekday),
    ("Mon", Element::Weekday),
    ("MST", Element::ZoneName),
    ("01", Element::ZeroMonth),
    ("002", Element::ZeroYearDay),
    ("02", Element::ZeroDay),
    ("03", Element::ZeroHour12),
    ("04", Element::ZeroMinute),
    ("05", Element::ZeroSecond),
    ("06", Element::Year),
    ("15", Element::Hour),
    ("1", Element::NumMonth),
    ("2006", Element::LongYear),
    ("2", Element::Day),
    ("__2", Element::UnderYearDay),
    ("_2", Element::UnderDay),
    ("3", Element::Hour12),
    ("4", Element::Minute),
    ("5", Element::Second),
    ("PM", Element::Pm),
    ("pm", Element::LowerPm),
    ("-07:00", Element::Offset { colon: true, minutes: true }),
    ("-0700", Element::Offset { colon: false, minutes: true }),
    ("-07", Element::Offset { colon: false, minutes: false }),
    ("Z07:00", Element::Iso { colon: true, minutes: true }),
    ("Z0700", Element::Iso { colon: false, minutes: true }),
    ("Z07", Element::Iso { colon: false, minutes: false }),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The full name of a month, 1 to 12.
pub(super) fn month_name(month: u32) -> &'static str {
    MONTHS[(month as usize).clamp(1, 12) - 1]
}

/// The full name of a weekday, Sunday being 0.
pub(super) fn weekday_name(day: u32) -> &'static str {
    WEEKDAYS[day as usize % 7]
}

/// The text before the next element, the element, and the layout behind it.
fn next_element(layout: &str) -> Option<(&str, Element, &str)> {
    for (at, _) in layout.char_indices() {
        let rest = &layout[at..];
        if let Some((digits, open)) = fraction(rest) {
            let element = match open {
                true => Element::OpenFraction(digits),
                false => Element::Fraction(digits),
            };
            return Some((&layout[..at], element, &rest[digits + 1..]));
        }
        if let Some(behind) = rest.strip_prefix("_2006") {
            return Some((&layout[..=at], Element::LongYear, behind));
        }
        let found = ELEMENTS.iter().find(|(text, element)| {
            rest.strip_prefix(text).is_some_and(|behind| {
                // `Mon` and `Jan` do not begin a longer word.
                !matches!(element, Element::Month | Element::Weekday)
                    || !behind.starts_with(|c: char| c.is_ascii_lowercase())
            })
        });
        if let Some((text, element)) = found {
            return Some((&layout[..at], *element, &rest[text.len()..]));
        }
    }
    None
}

/// `.000` or `,999` and the like, with no digit behind: how many digits, and whether they are nines.
fn fraction(rest: &str) -> Option<(usize, bool)> {
    let digits = rest.strip_prefix(['.', ','])?;
    let digit = digits.chars().next().filter(|c| matches!(c, '0' | '9'))?;
    let length = digits.chars().take_while(|c| *c == digit).count();
    let ends = !digits[length..].starts_with(|c: char| c.is_ascii_digit());
    ends.then_some((length, digit == '9'))
}

/// Whether Go sees a date in this layout at all (`referenceTime.Format(attr) != attr` in Hugo).
pub(super) fn is_layout(layout: &str) -> bool {
    let date = NaiveDate::from_ymd_opt(2019, 11, 9).unwrap_or_default();
    let time = NaiveTime::from_hms_nano_opt(23, 1, 42, 1).unwrap_or_default();
    format(layout, NaiveDateTime::new(date, time), 0) != layout
}
