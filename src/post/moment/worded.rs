//! Dates with the name of a month: RFC 2822, RFC 850, what `date` and JavaScript print, `Jan 2, 2024`.
//!
//! The parts may come in any order that is read the same in every tongue that mixes them: a number of
//! four digits is the year, the first small number the day, digits with a colon the time.

use chrono::Weekday;

use crate::text::Span;

use super::clock;
use super::cursor::{Cursor, Number};
use super::numeric::century;
use super::zone;
use super::{Clock, Day, DaySpans, Doubt, Form, Precision, Written, WrittenWeekday, Zone};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Reads the whole text, or nothing.
pub(super) fn parse(mut cursor: Cursor<'_>) -> Option<Written> {
    let mut parts = Parts::default();
    while !cursor.is_done() {
        parts.next(&mut cursor)?;
    }
    parts.written()
}

#[derive(Default)]
struct Parts {
    weekday: Option<WrittenWeekday>,
    long_weekday: bool,
    month: Option<(u32, Span)>,
    day: Option<Number>,
    year: Option<Number>,
    clock: Option<(Clock, Precision)>,
    zone: Option<Zone>,
    /// The year came behind the time.
    year_last: bool,
    /// The month came before the day.
    month_first: bool,
    /// Day, month and year are joined by `-`.
    dashes: bool,
}

impl Parts {
    /// Reads one more part. None where nothing that belongs into a date comes next.
    fn next(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if cursor.blanks() {
            return Some(());
        }
        match cursor.peek()? {
            next if next.is_ascii_digit() => self.digits(cursor),
            next if next.is_ascii_alphabetic() => self.word(cursor),
            '+' | '-' if self.clock.is_some() && self.zone.is_none() => self.zone(cursor),
            '-' | '.' | '/' => {
                self.dashes |= cursor.eat_any(&['-', '.', '/']) == Some('-');
                Some(())
            }
            ',' => cursor.eat(",").then_some(()),
            '(' | '[' if self.clock.is_some() => self.zone(cursor),
            _ => None,
        }
    }

    fn zone(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        self.zone = self.zone.is_none().then(|| zone::read(cursor)).flatten();
        self.zone.map(|_| ())
    }

    fn digits(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let before = *cursor;
        let number = cursor.number()?;
        let is_time = cursor.rest().starts_with(':');
        let has_half = self.day.is_some() && self.year.is_some();
        if is_time || has_half {
            *cursor = before;
            let (clock, spelling) = clock::read(cursor)?;
            let again = self.clock.replace((clock, spelling.precision)).is_some();
            return (!again).then_some(());
        }
        match number.digits {
            4 if self.year.is_none() => {
                self.year = Some(number);
                self.year_last = self.clock.is_some();
            }
            1 | 2 if self.day.is_none() => {
                self.day = Some(number);
                ["st", "nd", "rd", "th"].iter().any(|ending| cursor.eat(ending));
            }
            2 if self.year.is_none() => {
                self.year = Some(number);
                self.year_last = self.clock.is_some();
            }
            _ => return None,
        }
        Some(())
    }

    fn word(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let before = *cursor;
        let (word, span) = cursor.word()?;
        if let Some(month) = month(word).filter(|_| self.month.is_none()) {
            self.month = Some((month, span));
            self.month_first = self.day.is_none();
        } else if let Some(weekday) = weekday(word).filter(|_| self.weekday.is_none()) {
            self.weekday = Some(WrittenWeekday { weekday, span });
            self.long_weekday = word.len() > 3;
        } else if !(word.eq_ignore_ascii_case("at") && self.clock.is_none()) {
            *cursor = before;
            return self.clock.and_then(|_| self.zone(cursor));
        }
        Some(())
    }

    fn written(self) -> Option<Written> {
        let (month, month_span) = self.month?;
        let year = self.year?;
        let short = year.digits == 2;
        let full = i32::try_from(year.value).ok()?;
        let day = Day {
            year: if short { century(full) } else { full },
            month,
            day: self.day.map_or(1, Number::part),
        };
        let spans =
            DaySpans { month: month_span, day: self.day.map_or(month_span, |day| day.span) };
        let form = self.form();
        let by_standard = matches!(form, Form::Rfc2822 | Form::Rfc850);
        // Between 50 and 68 mail and Go take different centuries; without a weekday nobody can tell.
        let doubtful = short && (!by_standard || (50..69).contains(&full));
        let precision = match (self.clock, self.day) {
            (Some((_, precision)), _) => precision,
            (None, Some(_)) => Precision::Day,
            (None, None) => Precision::Month,
        };
        let written = Written {
            clock: self.clock.map(|(clock, _)| clock),
            precision,
            zone: self.zone,
            weekday: self.weekday,
            doubt: doubtful.then_some(Doubt::ShortYear),
            ..Written::new(form, day)
        };
        // A time without a day is no date.
        (self.day.is_some() || self.clock.is_none()).then(|| written.settled(spans))
    }

    fn form(&self) -> Form {
        let timed = self.clock.is_some() && self.day.is_some();
        match (timed, self.month_first) {
            (true, true) if self.year_last => Form::Asctime,
            (true, true) if self.weekday.is_some() => Form::JavaScript,
            (true, false) if self.dashes && self.long_weekday => Form::Rfc850,
            (true, false) if !self.dashes && !self.year_last => Form::Rfc2822,
            _ => Form::MonthName,
        }
    }
}

fn month(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|month| names(word, month))?;
    u32::try_from(index + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| names(word, name)).map(|&(_, weekday)| weekday)
}

/// Whether `word` is this name or its first three or more letters.
fn names(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
