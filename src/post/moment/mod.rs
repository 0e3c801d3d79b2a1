//! What an author meant by the text of a date, whichever engine reads it.
//!
//! [`Written::parse`] takes every spelling that people use for a date and says what stands there: calendar
//! parts, time of day, zone, weekday, and how sure one can be of it. It knows no engine and no site. A text
//! that means a date that does not exist (`2024-02-30`) is told apart from a text that is no date at all.

mod clock;
mod cursor;
mod form;
mod instant;
mod numeric;
mod worded;
mod zone;

#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::text::Span;

pub use clock::Clock;
pub use form::Form;
pub use instant::Instant;
pub use zone::{Zone, ZoneKind};

use cursor::Cursor;

/// Texts longer than this, in bytes, are no date: the longest spelling known has about 80.
const LONGEST: usize = 128;

/// A date as it was written. All spans are in bytes of the text that was parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// How it is spelled.
    pub form: Form,
    /// The day, as written: it may not exist.
    pub day: Day,
    /// The time of day, where one is written; it may not exist.
    pub clock: Option<Clock>,
    /// How exact it is.
    pub precision: Precision,
    /// The zone or offset, where one is written.
    pub zone: Option<Zone>,
    /// The day of the week, where one is written.
    pub weekday: Option<WrittenWeekday>,
    /// Why it may mean another day or instant than the parts say.
    pub doubt: Option<Doubt>,
    /// Why there is no such date.
    pub impossible: Option<Impossible>,
}

/// A day of the Gregorian calendar, which may not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// All digits of the year.
    pub year: i32,
    /// From 1; 1 where no month is written.
    pub month: u32,
    /// From 1; 1 where no day is written.
    pub day: u32,
}

/// The smallest part that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2024`
    Year,
    /// `2024-01`
    Month,
    /// `2024-01-02`
    Day,
    /// `2024-01-02 03:04`, and `3 PM`
    Minute,
    /// `2024-01-02 03:04:05`
    Second,
    /// `2024-01-02 03:04:05.6`
    Fraction,
}

/// A day of the week as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenWeekday {
    /// Which.
    pub weekday: Weekday,
    /// Where it stands, without the comma behind it.
    pub span: Span,
}

/// Why a text may mean something else than its most usual reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// `01/02/2024`: month and day may be meant the other way round, which gives this day.
    DayOrMonth(Day),
    /// Two digits of a year: neither the century nor, in `01-02-03`, the place of the year is sure.
    ShortYear,
    /// `CST`: several zones have this name.
    ZoneName,
    /// A zone that nobody knows.
    UnknownZone,
}

/// Why a date does not exist, and which part of the text says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// No such month.
    Month(Span),
    /// No such day in this month.
    Day(Span),
    /// No such time of day.
    Time(Span),
    /// No zone lies so far from UTC.
    Offset(Span),
}

impl Day {
    fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }

    /// The day in the calendar; none where it does not exist.
    #[must_use]
    pub fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month, self.day)
    }
}

impl Impossible {
    /// The part of the text that cannot be.
    #[must_use]
    pub const fn span(self) -> Span {
        match self {
            Self::Month(span) | Self::Day(span) | Self::Time(span) | Self::Offset(span) => span,
        }
    }
}

impl Written {
    /// What is written; none for a text that is no date in any spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let cursor = Cursor::new(text);
        let first = cursor.peek()?;
        if first.is_ascii_digit() {
            numeric::parse(cursor).or_else(|| worded::parse(cursor))
        } else {
            worded::parse(cursor)
        }
    }

    /// A day as if it were written; none for one that does not exist.
    #[must_use]
    pub fn on_day(day: Day) -> Option<Self> {
        day.date().map(|_| Self::new(Form::Iso, day))
    }

    /// Whether the weekday is another than that of the day; false where either does not exist.
    #[must_use]
    pub fn weekday_contradicts(&self) -> bool {
        match (self.weekday, self.day.date()) {
            (Some(written), Some(date)) => written.weekday != date.weekday(),
            _ => false,
        }
    }

    /// A day without anything else.
    const fn new(form: Form, day: Day) -> Self {
        Self {
            form,
            day,
            clock: None,
            precision: Precision::Day,
            zone: None,
            weekday: None,
            doubt: None,
            impossible: None,
        }
    }

    /// Fills in what follows from the parts: whether they exist, and what is doubtful about them.
    fn settled(mut self, spans: DaySpans) -> Self {
        self.impossible = self.contradiction(spans);
        let sure_of_year = self.weekday.is_some() && !self.weekday_contradicts();
        if self.doubt == Some(Doubt::ShortYear) && sure_of_year {
            self.doubt = None;
        }
        self.doubt = self.doubt.or(match self.zone.map(|zone| zone.kind) {
            Some(ZoneKind::Ambiguous { .. }) => Some(Doubt::ZoneName),
            Some(ZoneKind::Unknown) => Some(Doubt::UnknownZone),
            _ => None,
        });
        self
    }

    fn contradiction(&self, spans: DaySpans) -> Option<Impossible> {
        if !(1..=12).contains(&self.day.month) {
            return Some(Impossible::Month(spans.month));
        }
        if self.day.date().is_none() {
            return Some(Impossible::Day(spans.day));
        }
        if let Some(clock) = self.clock.filter(|clock| !clock.exists()) {
            return Some(Impossible::Time(clock.span));
        }
        self.zone
            .filter(|zone| zone.kind == ZoneKind::Impossible)
            .map(|zone| Impossible::Offset(zone.span))
    }
}

/// Where month and day stand in the text.
#[derive(Clone, Copy, Debug, Default)]
struct DaySpans {
    month: Span,
    day: Span,
}
