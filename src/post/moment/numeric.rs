//! Dates that begin with digits and have no name of a month: `2024-01-02`, `01/02/2024`, `2024年1月2日`,
//! `20240102`, `1704164645`.

use chrono::{DateTime, NaiveDate, Timelike, Weekday};

use super::clock::{self, Spelling};
use super::cursor::{Cursor, Number};
use super::zone;
use super::{Clock, Day, DaySpans, Doubt, Form, Precision, Written, WrittenWeekday, Zone};

/// Reads the whole text, or nothing.
pub(super) fn parse(mut cursor: Cursor<'_>) -> Option<Written> {
    let first = cursor.number()?;
    let day = match first.digits {
        4 => year_first(&mut cursor, first),
        1 | 2 => year_last(&mut cursor, first),
        8 | 12 | 14 => basic(first),
        _ => None,
    };
    let Some((mut written, spans)) = day else {
        return match first.digits {
            9 | 10 if cursor.is_done() => unix(first, Form::UnixSeconds),
            12 | 13 if cursor.is_done() => unix(first, Form::UnixMilliseconds),
            _ => None,
        };
    };
    tail(&mut cursor, &mut written)?;
    cursor.blanks();
    cursor.is_done().then(|| written.settled(spans))
}

/// Seconds or milliseconds since 1970, in the years from 1973 to 2286.
fn unix(number: Number, form: Form) -> Option<Written> {
    let count = i64::try_from(number.value).ok()?;
    let instant = match form {
        Form::UnixSeconds => DateTime::from_timestamp_secs(count)?,
        _ => DateTime::from_timestamp_millis(count)?,
    };
    let (date, time) = (instant.date_naive(), instant.time());
    let clock = Clock {
        hour: time.hour(),
        minute: time.minute(),
        second: time.second(),
        nanosecond: time.nanosecond(),
        span: number.span,
    };
    let precision = if clock.nanosecond == 0 { Precision::Second } else { Precision::Fraction };
    Some(Written {
        clock: Some(clock),
        precision,
        zone: Zone::east(0),
        ..Written::new(form, Day::of(date))
    })
}

/// Years in which people write: a number outside them counts something else.
const LIKELY: std::ops::Range<i32> = 1900..2200;

/// `20240102`, `202401020304` and `20240102030405`.
fn basic(number: Number) -> Option<(Written, DaySpans)> {
    let scale = 10_u64.pow(u32::try_from(number.digits).ok()? - 8);
    let part = |value: u64| u32::try_from(value % 100).ok();
    let date = number.value / scale;
    let day = Day {
        year: i32::try_from(date / 10_000).ok()?,
        month: part(date / 100)?,
        day: part(date)?,
    };
    if !LIKELY.contains(&day.year) {
        return None;
    }
    let mut written = Written::new(Form::Basic, day);
    if scale > 1 {
        let seconds = if scale == 10_000 { number.value * 100 } else { number.value };
        let clock = Clock {
            hour: part(seconds / 10_000)?,
            minute: part(seconds / 100)?,
            second: part(seconds)?,
            nanosecond: 0,
            span: number.span,
        };
        written.precision = if scale == 10_000 { Precision::Minute } else { Precision::Second };
        written.clock = Some(clock);
    }
    Some((written, DaySpans { month: number.span, day: number.span }))
}

/// `2024`, `2024-01`, `2024-01-02`, `2024/1/2`, `2024年1月2日`, `2024-002`, `2024-W01-2`.
fn year_first(cursor: &mut Cursor<'_>, year: Number) -> Option<(Written, DaySpans)> {
    let year_only = Day { year: i32::try_from(year.value).ok()?, month: 1, day: 1 };
    if cursor.is_done() {
        let precision = Precision::Year;
        let written = Written { precision, ..Written::new(Form::Year, year_only) };
        let spans = DaySpans { month: year.span, day: year.span };
        return LIKELY.contains(&year_only.year).then_some((written, spans));
    }
    let form = match cursor.eat_any(&['-', '/', '.', '年', '년'])? {
        '-' if cursor.eat("W") => return week(cursor, year_only.year),
        '-' => Form::Iso,
        '/' => Form::Slashes,
        '.' => Form::Dots,
        _ => Form::Cjk,
    };
    cursor.blanks();
    let month = cursor.number()?;
    if form == Form::Iso && month.digits == 3 {
        return ordinal(year_only.year, month);
    }
    let mut spans = DaySpans { month: month.span, day: month.span };
    let mut day = Day { month: month.part(), ..year_only };
    let separator = match form {
        Form::Cjk => cursor.eat_any(&['月', '월']),
        Form::Slashes => cursor.eat_any(&['/']),
        Form::Dots => cursor.eat_any(&['.']),
        _ => cursor.eat_any(&['-']),
    };
    cursor.blanks();
    let Some(number) = separator.and_then(|_| cursor.small()) else {
        let form = if form == Form::Cjk { form } else { Form::Month };
        let whole = cursor.is_done() && month.digits <= 2;
        let written = Written { precision: Precision::Month, ..Written::new(form, day) };
        return whole.then_some((written, spans));
    };
    spans.day = number.span;
    day.day = number.part();
    let short = form == Form::Iso && (month.digits < 2 || number.digits < 2);
    let mut written = Written::new(if short { Form::ShortParts } else { form }, day);
    if form == Form::Cjk {
        cursor.eat_any(&['日', '号', '號', '일']);
        written.weekday = weekday(cursor);
    }
    (month.digits <= 2).then_some((written, spans))
}

/// `24-01-02`, `01/02/2024`, `27.9.2021`.
fn year_last(cursor: &mut Cursor<'_>, first: Number) -> Option<(Written, DaySpans)> {
    let separator = cursor.eat_any(&['-', '/', '.'])?;
    let second = cursor.small()?;
    cursor.eat_any(&[separator])?;
    let third = cursor.number().filter(|third| matches!(third.digits, 1 | 2 | 4))?;
    let (one, two) = (first.part(), second.part());
    if third.digits < 4 {
        // `24-01-02`: the order of ISO dates is the likelier one where it gives a day.
        let year = |short: u32| i32::try_from(short).map_or(0, century);
        let day = Day { year: year(one), month: two, day: third.part() };
        let spans = DaySpans { month: second.span, day: third.span };
        let doubt = Some(Doubt::ShortYear);
        return Some((Written { doubt, ..Written::new(Form::ShortYear, day) }, spans));
    }
    let year = i32::try_from(third.value).ok()?;
    let month_first = Day { year, month: one, day: two };
    let day_first = Day { year, month: two, day: one };
    let month_first_spans = DaySpans { month: first.span, day: second.span };
    let day_first_spans = DaySpans { month: second.span, day: first.span };
    // Dots come from places that write the day first.
    let (day, other, spans) = if one > 12 || separator == '.' && two <= 12 {
        (day_first, month_first, day_first_spans)
    } else {
        (month_first, day_first, month_first_spans)
    };
    let both = day != other && other.date().is_some() && day.date().is_some();
    let doubt = both.then_some(Doubt::DayOrMonth(other));
    Some((Written { doubt, ..Written::new(Form::YearLast, day) }, spans))
}

/// The year that two digits stand for by RFC 2822, section 4.3.
pub(super) const fn century(short: i32) -> i32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// `002` of `2024-002`.
fn ordinal(year: i32, number: Number) -> Option<(Written, DaySpans)> {
    let spans = DaySpans { month: number.span, day: number.span };
    let date = NaiveDate::from_yo_opt(year, number.part());
    let day = date.map_or(Day { year, month: 1, day: number.part() }, Day::of);
    Some((Written::new(Form::Ordinal, day), spans))
}

/// `01-2` of `2024-W01-2`.
fn week(cursor: &mut Cursor<'_>, year: i32) -> Option<(Written, DaySpans)> {
    let week = cursor.small()?;
    let weekday = cursor.eat("-").then(|| cursor.small()).flatten();
    let day_of_week = match weekday {
        Some(number) => Weekday::try_from(u8::try_from(number.value.checked_sub(1)?).ok()?).ok()?,
        None => Weekday::Mon,
    };
    let date = NaiveDate::from_isoywd_opt(year, week.part(), day_of_week);
    // No year has a fifty-fifth week; day 0 says so.
    let day = date.map_or(Day { year, month: 1, day: 0 }, Day::of);
    let spans = DaySpans { month: week.span, day: week.span };
    Some((Written::new(Form::Week, day), spans))
}

/// `星期二`, `(周二)`.
fn weekday(cursor: &mut Cursor<'_>) -> Option<WrittenWeekday> {
    const NAMES: [char; 8] = ['一', '二', '三', '四', '五', '六', '日', '天'];
    let before = *cursor;
    cursor.blanks();
    let bracket = cursor.eat_any(&['(', '（']);
    let start = cursor.at;
    let named = ["星期", "礼拜", "周", "週"].iter().any(|prefix| cursor.eat(prefix));
    let name = named.then(|| cursor.eat_any(&NAMES)).flatten();
    let Some(index) = name.and_then(|name| NAMES.iter().position(|&other| other == name)) else {
        *cursor = before;
        return None;
    };
    let span = cursor.since(start);
    bracket.and_then(|_| cursor.eat_any(&[')', '）']));
    let weekday = Weekday::try_from(u8::try_from(index.min(6)).ok()?).ok()?;
    Some(WrittenWeekday { weekday, span })
}

/// Reads time and zone, and says more exactly what is odd about an ISO date. None where something
/// stands there that is neither.
fn tail(cursor: &mut Cursor<'_>, written: &mut Written) -> Option<()> {
    if written.precision < Precision::Day || cursor.is_done() || written.clock.is_some() {
        return Some(());
    }
    let mark = cursor.eat_any(&['T', 't']);
    let gap = mark.is_some() || cursor.eat(",") | cursor.blanks();
    cursor.blanks();
    if !gap && written.form != Form::Cjk {
        return None;
    }
    let whole_hour = mark.is_some().then(|| basic_clock(cursor)).flatten();
    let (clock, spelling) = whole_hour.or_else(|| clock::read(cursor))?;
    written.clock = Some(clock);
    written.precision = spelling.precision;
    let blank = cursor.peek().is_some_and(|next| next == ' ');
    written.zone = zone::read(cursor);
    if written.form == Form::Iso {
        let zone = written.zone.map(|zone| (zone, cursor.slice(zone.span)));
        let oddity = oddity(mark == Some('t'), spelling, zone, blank);
        let end_of_day = (clock.hour == 24).then_some(Form::EndOfDay);
        written.form = oddity.or(end_of_day).unwrap_or(Form::Iso);
    }
    Some(())
}

/// `030405` and `03`, which count only where no separator follows.
fn basic_clock(cursor: &mut Cursor<'_>) -> Option<(Clock, Spelling)> {
    let before = *cursor;
    let found = clock::read_basic(cursor).filter(|_| !cursor.rest().starts_with(':'));
    if found.is_none() {
        *cursor = before;
    }
    found
}

/// What about the time and zone of an otherwise ISO date is not.
fn oddity(
    small_t: bool,
    spelling: Spelling,
    zone: Option<(Zone, &str)>,
    blank: bool,
) -> Option<Form> {
    let (zone, text) = zone.unzip();
    let numeric = zone.is_some_and(|zone| zone.is_numeric());
    let full = text.is_some_and(|text| text.len() == 6 || text.eq_ignore_ascii_case("z"));
    if spelling.twelve_hours {
        Some(Form::TwelveHours)
    } else if spelling.short_parts {
        Some(Form::ShortParts)
    } else if spelling.precision < Precision::Second {
        Some(Form::NoSeconds)
    } else if numeric && !full {
        Some(Form::BareOffset)
    } else if zone.is_some() && !numeric {
        Some(Form::NamedZone)
    } else if zone.is_some() && blank {
        Some(Form::SpacedZone)
    } else {
        (small_t || text == Some("z")).then_some(Form::LowerCase)
    }
}
