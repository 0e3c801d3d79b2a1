//! A text to a moment by a layout (`time.Parse`).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{Element, MONTHS, WEEKDAYS, next_element};

/// What a text says by a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Parsed {
    /// Date and time as written. A missing year is 0; `GMT+8` has moved it eight hours on.
    pub local: NaiveDateTime,
    /// Seconds east of UTC, where a number or `Z` says so.
    pub offset: Option<i32>,
    /// The zone that is named.
    pub zone: Option<ZoneName>,
}

/// The name of a zone: up to five capitals, `UTC` and `GMT+8` not among them.
pub(in super::super) type ZoneName = [u8; 5];

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

/// A layout taken apart, to read many texts by.
#[derive(Debug)]
pub(in super::super) struct Layout {
    /// Elements, each with the literal text before it.
    elements: Vec<(&'static str, Element)>,
    /// The literal text behind the last of them.
    tail: &'static str,
}

impl Layout {
    /// Takes a layout apart.
    pub fn new(layout: &'static str) -> Self {
        let (mut elements, mut tail) = (Vec::new(), layout);
        while let Some((before, element, behind)) = next_element(tail) {
            elements.push((before, element));
            tail = behind;
        }
        Self { elements, tail }
    }

    /// Reads a text by this layout; none where it does not fit.
    pub fn parse(&self, text: &str) -> Option<Parsed> {
        let mut fields = Fields::default();
        let mut rest = text;
        for (nth, (before, element)) in self.elements.iter().enumerate() {
            rest = skip(rest, before)?;
            let next = self.elements.get(nth + 1).map(|(_, element)| *element);
            rest = fields.read(*element, next, rest)?;
        }
        if !skip(rest, self.tail)?.is_empty() {
            return None;
        }
        fields.parsed()
    }
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
    /// Reads an element; `next` is the one behind it.
    fn read<'t>(
        &mut self,
        element: Element,
        next: Option<Element>,
        text: &'t str,
    ) -> Option<&'t str> {
        match element {
            Element::LongYear => {
                let (year, rest) = digits(text, 4)?;
                self.year = year;
                Some(rest)
            }
            Element::Year => {
                let (year, rest) = digits(text, 2)?;
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
            _ => self.read_clock(element, next, text),
        }
    }

    /// The elements below a day, and zones.
    fn read_clock<'t>(
        &mut self,
        element: Element,
        next: Option<Element>,
        text: &'t str,
    ) -> Option<&'t str> {
        match element {
            Element::Hour => bounded(text, false, 23, &mut self.hour),
            Element::Hour12 => bounded(text, false, 12, &mut self.hour),
            Element::ZeroHour12 => bounded(text, true, 12, &mut self.hour),
            Element::Minute => bounded(text, false, 59, &mut self.minute),
            Element::ZeroMinute => bounded(text, true, 59, &mut self.minute),
            Element::Second => bounded(text, false, 59, &mut self.second),
            Element::ZeroSecond => {
                let rest = bounded(text, true, 59, &mut self.second)?;
                match next {
                    Some(Element::Fraction(_) | Element::OpenFraction(_)) => Some(rest),
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
            _ => None,
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

/// A number of exactly this many digits.
fn digits(text: &str, count: usize) -> Option<(i32, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| plain)?, rest))
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
