//! The time of day.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::text::Span;

use super::Precision;
use super::cursor::Cursor;

/// A time of day as it was written, which may not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// From 0; 24 only as `24:00:00`, the end of the day.
    pub hour: u32,
    /// From 0.
    pub minute: u32,
    /// From 0; 60 for a leap second.
    pub second: u32,
    /// Fraction of the second; digits behind the ninth are cut.
    pub nanosecond: u32,
    /// Where it stands, `AM` and `PM` included.
    pub span: Span,
}

/// How a clock was written, as far as engines differ in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling {
    /// The smallest part.
    pub precision: Precision,
    /// With `AM` or `PM`, or their Chinese names.
    pub twelve_hours: bool,
    /// A part has one digit only.
    pub short_parts: bool,
}

impl Clock {
    /// Whether there is such a time. The end of the day and leap seconds are.
    #[must_use]
    pub fn exists(&self) -> bool {
        let end_of_day = self.hour == 24 && self.minute == 0 && self.second == 0;
        (self.hour < 24 || end_of_day) && self.minute < 60 && self.second <= 60
    }

    /// This time on a day: `24:00` is the next day's midnight, a leap second the second behind it.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<NaiveDateTime> {
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60;
        let time = TimeDelta::seconds(seconds + i64::from(self.second))
            + TimeDelta::nanoseconds(i64::from(self.nanosecond));
        day.and_hms_opt(0, 0, 0)?.checked_add_signed(time)
    }
}

/// Half of the day, named before the time in Chinese and Japanese, behind it in English.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

const HALVES: &[(&str, Half)] = &[
    ("上午", Half::Morning),
    ("凌晨", Half::Morning),
    ("早上", Half::Morning),
    ("午前", Half::Morning),
    ("下午", Half::Afternoon),
    ("中午", Half::Afternoon),
    ("晚上", Half::Afternoon),
    ("午後", Half::Afternoon),
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
];

fn half(cursor: &mut Cursor<'_>) -> Option<Half> {
    let before = *cursor;
    cursor.blanks();
    // Nearly always the hour comes next, or nothing.
    if cursor.peek().is_none_or(|next| next.is_ascii_digit()) {
        *cursor = before;
        return None;
    }
    let found = HALVES.iter().find(|(name, _)| cursor.eat(name)).map(|&(_, half)| half);
    let in_a_word = cursor.peek().is_some_and(|next| next.is_ascii_alphabetic());
    if found.is_none() || in_a_word {
        *cursor = before;
        return None;
    }
    found
}

/// Reads a time of day: `3:04`, `03:04:05.6`, `3 PM`, `下午3点04分`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<(Clock, Spelling)> {
    let start = cursor.at;
    let before = half(cursor);
    cursor.blanks();
    let hour = cursor.small()?;
    let mut short_parts = hour.digits < 2;
    let mut precision = Precision::Minute;
    let (mut minute, mut second, mut nanosecond) = (0, 0, 0);
    let colon = cursor.eat_any(&[':', '：', '时', '時', '点', '點']);
    if colon.is_some()
        && let Some(number) = cursor.small()
    {
        short_parts |= number.digits < 2;
        minute = number.part();
        if cursor.eat_any(&[':', '：', '分']).is_some()
            && let Some(number) = cursor.small()
        {
            short_parts |= number.digits < 2;
            second = number.part();
            precision = Precision::Second;
            if let Some(fraction) = fraction(cursor) {
                nanosecond = fraction;
                precision = Precision::Fraction;
            }
            cursor.eat("秒");
        }
    } else if colon.is_some_and(|mark| matches!(mark, ':' | '：')) {
        return None;
    }
    let half = before.or_else(|| half(cursor));
    if half.is_none() && colon.is_none() {
        return None;
    }
    let hour = match half {
        Some(Half::Morning) if hour.value == 12 => 0,
        Some(Half::Afternoon) if hour.value < 12 => hour.part() + 12,
        _ => hour.part(),
    };
    let clock = Clock { hour, minute, second, nanosecond, span: cursor.since(start) };
    Some((clock, Spelling { precision, twelve_hours: half.is_some(), short_parts }))
}

/// Reads a time without separators, `0304` or `030405`, as it stands behind a `T`.
pub(super) fn read_basic(cursor: &mut Cursor<'_>) -> Option<(Clock, Spelling)> {
    let start = cursor.at;
    let number = cursor.number()?;
    let (precision, of) = match number.digits {
        2 => (Precision::Minute, number.part() * 10_000),
        4 => (Precision::Minute, number.part() * 100),
        6 => (Precision::Second, number.part()),
        _ => return None,
    };
    let fraction = (number.digits == 6).then(|| fraction(cursor)).flatten();
    let clock = Clock {
        hour: of / 10_000,
        minute: of / 100 % 100,
        second: of % 100,
        nanosecond: fraction.unwrap_or_default(),
        span: cursor.since(start),
    };
    let precision = fraction.map_or(precision, |_| Precision::Fraction);
    Some((clock, Spelling { precision, twelve_hours: false, short_parts: false }))
}

/// Reads `.5` or `,5` as nanoseconds.
fn fraction(cursor: &mut Cursor<'_>) -> Option<u32> {
    let before = *cursor;
    let number = cursor.eat_any(&['.', ',']).and_then(|_| cursor.number());
    let Some(number) = number else {
        *cursor = before;
        return None;
    };
    let kept = number.digits.min(9);
    let cut = 10_u64.pow(u32::try_from(number.digits.min(18) - kept).unwrap_or(0));
    let scale = 10_u64.pow(u32::try_from(9 - kept).unwrap_or(0));
    u32::try_from(number.value / cut * scale).ok()
}
