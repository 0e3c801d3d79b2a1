//! Go's `time` layouts: a layout is the moment `Mon Jan 2 15:04:05 MST 2006` written in the wanted way.
//!
//! Reading follows `time.Parse` and writing `time.Time.Format` (Go 1.27, `src/time/format.go`), for the
//! elements that `cast`'s table of layouts and permalink patterns can hold.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

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

/// What a text says by a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Date and time as written. A missing year is 0; `GMT+8` has moved it eight hours on.
    pub local: NaiveDateTime,
    /// Seconds east of UTC, where a number or `Z` says so.
    pub offset: Option<i32>,
    /// The zone that is named.
    pub zone: Option<ZoneName>,
}

/// The name of a zone: up to five capitals, `UTC` and `GMT+8` not among them.
pub(super) type ZoneName = [u8; 5];

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

/// The fields read so far.
#[derive(Default)]
struct Fields {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
    hour: u32,
    minute: u32,
    second: u32,
    nanosecond: u32,
    pm: Option<bool>,
    offset: Option<i32>,
    /// Hours that `GMT+8` adds.
    shift: i64,
    zone: Option<ZoneName>,
}

/// Reads a text by a layout; none where it does not fit.
pub(super) fn parse(layout: &str, text: &str) -> Option<Parsed> {
    let mut fields = Fields::default();
    let (mut layout, mut rest) = (layout, text);
    while let Some((before, element, behind)) = next_element(layout) {
        rest = skip(rest, before)?;
        rest = fields.read(element, behind, rest)?;
        layout = behind;
    }
    if !skip(rest, layout)?.is_empty() {
        return None;
    }
    fields.parsed()
}

/// The text behind a literal part of a layout; a space there stands for any number of spaces.
fn skip<'t>(mut text: &'t str, literal: &str) -> Option<&'t str> {
    let mut literal = literal;
    while let Some(c) = literal.chars().next() {
        if c == ' ' {
            if !text.is_empty() && !text.starts_with(' ') {
                return None;
            }
            literal = literal.trim_start_matches(' ');
            text = text.trim_start_matches(' ');
            continue;
        }
        text = text.strip_prefix(c)?;
        literal = &literal[c.len_utf8()..];
    }
    Some(text)
}

impl Fields {
    fn read<'t>(&mut self, element: Element, behind: &str, text: &'t str) -> Option<&'t str> {
        match element {
            Element::LongYear => {
                let (year, rest) = text.split_at_checked(4)?;
                self.year =
                    year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok())??;
                Some(rest)
            }
            Element::Year => {
                let (year, rest) = text.split_at_checked(2)?;
                let year: i32 =
                    year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok())??;
                self.year = if year >= 69 { 1900 + year } else { 2000 + year };
                Some(rest)
            }
            Element::LongMonth | Element::Month => {
                let (month, rest) = name(text, &MONTHS, element == Element::LongMonth)?;
                self.month = Some(month + 1);
                Some(rest)
            }
            Element::LongWeekday | Element::Weekday => {
                Some(name(text, &WEEKDAYS, element == Element::LongWeekday)?.1)
            }
            Element::NumMonth | Element::ZeroMonth => {
                let (month, rest) = number(text, element == Element::ZeroMonth)?;
                self.month = (1..=12).contains(&month).then_some(Some(month))?;
                Some(rest)
            }
            Element::Day | Element::UnderDay | Element::ZeroDay => {
                let text = match element {
                    Element::UnderDay => text.strip_prefix(' ').unwrap_or(text),
                    _ => text,
                };
                let (day, rest) = number(text, element == Element::ZeroDay)?;
                self.day = Some(day);
                Some(rest)
            }
            Element::Hour => bounded(text, false, 23, &mut self.hour),
            Element::Hour12 => bounded(text, false, 12, &mut self.hour),
            Element::ZeroHour12 => bounded(text, true, 12, &mut self.hour),
            Element::Minute => bounded(text, false, 59, &mut self.minute),
            Element::ZeroMinute => bounded(text, true, 59, &mut self.minute),
            Element::Second => bounded(text, false, 59, &mut self.second),
            Element::ZeroSecond => {
                let rest = bounded(text, true, 59, &mut self.second)?;
                let next = next_element(behind).map(|(before, element, _)| (before, element));
                match next {
                    Some((_, Element::Fraction(_) | Element::OpenFraction(_))) => Some(rest),
                    _ => Some(self.any_fraction(rest)),
                }
            }
            Element::OpenFraction(_) => Some(self.any_fraction(text)),
            Element::Fraction(digits) => {
                let (fraction, rest) = text.split_at_checked(digits + 1)?;
                self.nanosecond = nanoseconds(fraction)?;
                Some(rest)
            }
            Element::Pm => self.half(text, "PM", "AM"),
            Element::LowerPm => self.half(text, "pm", "am"),
            Element::ZoneName => self.zone_name(text),
            Element::Iso { .. } if text.starts_with('Z') => {
                self.offset = Some(0);
                Some(&text[1..])
            }
            Element::Iso { colon, minutes } | Element::Offset { colon, minutes } => {
                let (offset, rest) = offset(text, colon, minutes)?;
                self.offset = Some(offset);
                Some(rest)
            }
            Element::UnderYearDay | Element::ZeroYearDay => None,
        }
    }

    fn any_fraction<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(digits) = text.strip_prefix(['.', ',']) else { return text };
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        match nanoseconds(&text[..=length]) {
            Some(nanosecond) if length > 0 => {
                self.nanosecond = nanosecond;
                &digits[length..]
            }
            _ => text,
        }
    }

    fn half<'t>(&mut self, text: &'t str, pm: &str, am: &str) -> Option<&'t str> {
        let (half, rest) = text.split_at_checked(2)?;
        self.pm = Some(half == pm);
        (half == pm || half == am).then_some(rest)
    }

    fn zone_name<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some(rest) = text.strip_prefix("UTC") {
            return Some(rest);
        }
        let length = zone_length(text)?;
        let (zone, rest) = text.split_at(length);
        if let Some(hours) = zone.strip_prefix("GMT").filter(|hours| !hours.is_empty()) {
            self.shift = hours.parse().ok()?;
        } else if zone.len() <= 5 {
            let mut name = ZoneName::default();
            name[..zone.len()].copy_from_slice(zone.as_bytes());
            self.zone = Some(name);
        }
        Some(rest)
    }

    fn parsed(self) -> Option<Parsed> {
        let hour = match self.pm {
            Some(true) if self.hour < 12 => self.hour + 12,
            Some(false) if self.hour == 12 => 0,
            _ => self.hour,
        };
        let date =
            NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))?;
        let time = NaiveTime::from_hms_nano_opt(hour, self.minute, self.second, self.nanosecond)?;
        let local = NaiveDateTime::new(date, time) + chrono::TimeDelta::hours(self.shift);
        Some(Parsed { local, offset: self.offset, zone: self.zone })
    }
}

/// The place of a name in a list, whichever case it is written in; short names have three letters.
fn name<'t>(text: &'t str, names: &[&str], long: bool) -> Option<(u32, &'t str)> {
    names.iter().enumerate().find_map(|(index, name)| {
        let name = if long { name } else { &name[..3] };
        let (written, rest) = text.split_at_checked(name.len())?;
        written.eq_ignore_ascii_case(name).then_some((index as u32, rest))
    })
}

/// A number of one or two digits, or of exactly two.
fn number(text: &str, two: bool) -> Option<(u32, &str)> {
    let digit = |at: usize| {
        text.as_bytes().get(at).filter(|b| b.is_ascii_digit()).map(|b| u32::from(b - b'0'))
    };
    match (digit(0)?, digit(1)) {
        (tens, Some(ones)) => Some((tens * 10 + ones, &text[2..])),
        (ones, None) => (!two).then_some((ones, &text[1..])),
    }
}

fn bounded<'t>(text: &'t str, two: bool, most: u32, field: &mut u32) -> Option<&'t str> {
    let (value, rest) = number(text, two)?;
    *field = value;
    (value <= most).then_some(rest)
}

/// Nanoseconds of a fraction with its point or comma; digits behind the ninth are dropped.
fn nanoseconds(fraction: &str) -> Option<u32> {
    let digits = fraction.strip_prefix(['.', ','])?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let nine = format!("{:0<9}", &digits[..digits.len().min(9)]);
    nine.parse().ok()
}

fn offset(text: &str, colon: bool, minutes: bool) -> Option<(i32, &str)> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, mut rest) = number(&text[1..], true)?;
    let mut past = 0;
    if minutes {
        if colon {
            rest = rest.strip_prefix(':')?;
        }
        (past, rest) = number(rest, true)?;
    }
    (hours <= 24 && past <= 60).then_some((sign * (hours * 3600 + past * 60) as i32, rest))
}

/// How long the zone name is that a text begins with (`parseTimeZone`).
fn zone_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.len() < 3 {
        return None;
    }
    if text.starts_with("ChST") || text.starts_with("MeST") {
        return Some(4);
    }
    if let Some(rest) = text.strip_prefix("GMT") {
        return Some(3 + signed_hours(rest));
    }
    if matches!(bytes[0], b'+' | b'-') {
        return Some(signed_hours(text)).filter(|length| *length > 0);
    }
    match bytes.iter().take(6).take_while(|byte| byte.is_ascii_uppercase()).count() {
        5 => (bytes[4] == b'T').then_some(5),
        4 => (bytes[3] == b'T' || text.starts_with("WITA")).then_some(4),
        3 => Some(3),
        _ => None,
    }
}

/// The length of a sign and a number up to 23, 0 where there is none.
fn signed_hours(text: &str) -> usize {
    let Some(digits) = text.strip_prefix(['+', '-']) else { return 0 };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    match digits[..length].parse::<u64>() {
        Ok(hours) if hours <= 23 => 1 + length,
        _ => 0,
    }
}

/// Whether Go sees a date in this layout at all (`referenceTime.Format(attr) != attr` in Hugo).
pub(super) fn is_layout(layout: &str) -> bool {
    let date = NaiveDate::from_ymd_opt(2019, 11, 9).unwrap_or_default();
    let time = NaiveTime::from_hms_nano_opt(23, 1, 42, 1).unwrap_or_default();
    format(layout, NaiveDateTime::new(date, time), 0) != layout
}

/// Writes a local time, `offset` seconds east of UTC, by a layout.
pub(super) fn format(layout: &str, local: NaiveDateTime, offset: i32) -> String {
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
