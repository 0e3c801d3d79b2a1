//! `Date.parse` of V8: ISO 8601 first, then its old tolerant grammar (`src/date/dateparser-inl.h`).

use chrono_tz::Tz;

use super::scan::{Scanner, Token, Word};
use super::zone;
use crate::engine::hexo::js::civil;

/// The numbers of a day as they came.
#[derive(Default)]
struct Day {
    parts: Vec<i32>,
    month: Option<i32>,
    iso: bool,
}

/// Hour, minute, second, millisecond as they came.
#[derive(Default)]
struct Time {
    parts: Vec<i32>,
    half: Option<i32>,
}

/// The offset from UTC.
#[derive(Default)]
struct Offset {
    sign: Option<i32>,
    hour: Option<i32>,
    minute: Option<i32>,
}

impl Day {
    fn add(&mut self, part: i32) -> Option<()> {
        (self.parts.len() < 3).then(|| self.parts.push(part))
    }

    /// Days since 1970-01-01.
    fn days(&self) -> Option<f64> {
        let [first, second, third] = match *self.parts {
            [] => return None,
            [year] => [year, 1, 1],
            [first, second] => [first, second, 1],
            [first, second, third, ..] => [first, second, third],
        };
        let (year, month, day) = match self.month {
            Some(month) if is_day(first) => (second, month, first),
            Some(month) => (first, month, second),
            None if self.iso || !is_day(first) => (first, second, third),
            None => (third, first, second),
        };
        let year = match year {
            0..=49 if !self.iso => year + 2000,
            50..=99 if !self.iso => year + 1900,
            _ => year,
        };
        if !is_month(month) || !is_day(day) {
            return None;
        }
        Some(civil::make_day(f64::from(year), f64::from(month - 1), f64::from(day)))
    }
}

impl Time {
    fn add(&mut self, part: i32) -> Option<()> {
        (self.parts.len() < 4).then(|| self.parts.push(part))
    }

    fn finish(&mut self, part: i32) {
        self.parts.push(part);
        self.parts.resize(4, 0);
    }

    fn expects(&self, part: i32) -> bool {
        match self.parts.len() {
            1 | 2 => (0..60).contains(&part),
            3 => (0..1000).contains(&part),
            _ => false,
        }
    }

    /// Milliseconds since midnight.
    fn milliseconds(&self) -> Option<f64> {
        let part = |at: usize| self.parts.get(at).copied().unwrap_or(0);
        let [mut hour, minute, second, milli] = [part(0), part(1), part(2), part(3)];
        if let Some(half) = self.half {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + half;
        }
        let fits = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && (0..1000).contains(&milli);
        if !fits && [hour, minute, second, milli] != [24, 0, 0, 0] {
            return None;
        }
        Some(civil::make_time([hour, minute, second, milli].map(f64::from)))
    }
}

impl Offset {
    fn set(&mut self, hours: i32) {
        *self = Self {
            sign: Some(if hours < 0 { -1 } else { 1 }),
            hour: Some(hours.abs()),
            minute: Some(0),
        };
    }

    fn is_utc(&self) -> bool {
        self.hour == Some(0) && self.minute == Some(0)
    }

    fn expects_minute(&self, part: i32) -> bool {
        self.hour.is_some() && self.minute.is_none() && (0..60).contains(&part)
    }

    /// Milliseconds east of UTC, if an offset is given.
    ///
    /// # Errors
    /// When V8 cannot count it.
    fn milliseconds(&self) -> Result<Option<f64>, ()> {
        let Some(sign) = self.sign else { return Ok(None) };
        let (hour, minute) = (self.hour.unwrap_or(0), self.minute.unwrap_or(0));
        let seconds = hour.wrapping_mul(3600).wrapping_add(minute.wrapping_mul(60));
        if seconds < 0 { Err(()) } else { Ok(Some(f64::from(sign) * f64::from(seconds) * 1000.0)) }
    }
}

fn is_day(part: i32) -> bool {
    (1..=31).contains(&part)
}

fn is_month(part: i32) -> bool {
    (1..=12).contains(&part)
}

/// Milliseconds of a fraction of a second.
fn fraction(value: i32, length: usize) -> i32 {
    match length {
        1 => value * 100,
        2 => value * 10,
        3 => value,
        _ => value / 10_i32.pow(u32::try_from(length.min(9)).unwrap_or(9) - 3),
    }
}

/// How the ISO reader ended.
enum Iso {
    /// The whole text was ISO 8601.
    Whole,
    /// It can be no date at all.
    Invalid,
    /// The old grammar goes on, first with this token.
    Legacy(Token),
}

#[derive(Default)]
struct Parts {
    day: Day,
    time: Time,
    offset: Offset,
}

/// Milliseconds since 1970 of a text, local times in `machine`; none where JavaScript sees no date.
pub fn parse(text: &str, machine: Tz) -> Option<f64> {
    let mut scanner = Scanner::new(text);
    let mut parts = Parts::default();
    match parts.read_iso(&mut scanner) {
        Iso::Whole => {}
        Iso::Invalid => return None,
        Iso::Legacy(token) => parts.read_legacy(&mut scanner, token)?,
    }
    let local = parts.day.days()? * civil::DAY + parts.time.milliseconds()?;
    let instant = match parts.offset.milliseconds().ok()? {
        Some(offset) => local - offset,
        None => zone::to_utc(local, machine),
    };
    Some(civil::clip(instant)).filter(|instant| !instant.is_nan())
}

impl Parts {
    fn read_iso(&mut self, scanner: &mut Scanner<'_>) -> Iso {
        if let Some(sign) = scanner.peek().sign() {
            let token = scanner.take();
            let Some(year) = scanner.peek().fixed(6) else { return Iso::Legacy(token) };
            scanner.take();
            if sign < 0 && year == 0 {
                return Iso::Legacy(token);
            }
            self.day.parts.push(sign * year);
        } else if let Some(year) = scanner.peek().fixed(4) {
            scanner.take();
            self.day.parts.push(year);
        } else {
            return Iso::Legacy(scanner.take());
        }
        for fits in [is_month, is_day] {
            if !scanner.skip('-') {
                break;
            }
            match scanner.peek().fixed(2) {
                Some(part) if fits(part) => self.day.parts.push(part),
                _ => return Iso::Legacy(scanner.take()),
            }
            scanner.take();
        }
        match scanner.peek() {
            Token::End => self.offset.set(0),
            Token::Word { word: Word::Separator, .. } => {
                scanner.take();
                if self.read_iso_time(scanner).is_none() || scanner.peek() != Token::End {
                    return Iso::Invalid;
                }
            }
            _ => return Iso::Legacy(scanner.take()),
        }
        self.day.iso = true;
        Iso::Whole
    }

    /// Reads `HH:mm[:ss[.sss]]` and an offset.
    fn read_iso_time(&mut self, scanner: &mut Scanner<'_>) -> Option<()> {
        let two = |scanner: &mut Scanner<'_>, most: i32| {
            let part = scanner.take().fixed(2)?;
            (part <= most).then_some(part)
        };
        let hour = two(scanner, 24)?;
        // 24 is midnight at the end of the day, and nothing may follow it.
        let most = if hour == 24 { 0 } else { 59 };
        self.time.parts.push(hour);
        scanner.skip(':').then_some(())?;
        self.time.parts.push(two(scanner, most)?);
        if scanner.skip(':') {
            self.time.parts.push(two(scanner, most)?);
            if scanner.skip('.') {
                match scanner.take() {
                    Token::Number { value, length } if hour < 24 || value == 0 => {
                        self.time.parts.push(fraction(value, length));
                    }
                    _ => return None,
                }
            }
        }
        if scanner.peek().is_zulu() {
            scanner.take();
            self.offset.set(0);
        } else if let Some(sign) = scanner.peek().sign() {
            scanner.take();
            let (hour, minute) = match scanner.peek().fixed(4) {
                Some(both) => {
                    scanner.take();
                    (both / 100, both % 100)
                }
                None => {
                    let hour = two(scanner, 23)?;
                    scanner.skip(':').then_some(())?;
                    (hour, two(scanner, 59)?)
                }
            };
            if hour > 23 || minute > 59 {
                return None;
            }
            self.offset = Offset { sign: Some(sign), hour: Some(hour), minute: Some(minute) };
        }
        Some(())
    }

    fn read_legacy(&mut self, scanner: &mut Scanner<'_>, first: Token) -> Option<()> {
        let mut has_number = !self.day.parts.is_empty();
        let mut token = first;
        while token != Token::End {
            match token {
                Token::Number { value, .. } => {
                    has_number = true;
                    self.read_number(scanner, value)?;
                }
                Token::Word { word, .. } => self.read_word(scanner, word, has_number)?,
                _ if token.sign().is_some()
                    && (self.offset.is_utc() || !self.time.parts.is_empty()) =>
                {
                    has_number = true;
                    self.offset.sign = token.sign();
                    self.read_offset(scanner)?;
                }
                Token::Symbol('+' | '-' | ')') if has_number => return None,
                _ => {}
            }
            token = scanner.take();
        }
        Some(())
    }

    fn read_number(&mut self, scanner: &mut Scanner<'_>, value: i32) -> Option<()> {
        if scanner.skip(':') {
            if scanner.skip(':') {
                self.time.parts.is_empty().then_some(())?;
                self.time.parts.extend([value, 0]);
            } else {
                self.time.add(value)?;
                scanner.skip('.');
            }
        } else if scanner.skip('.') && self.time.expects(value) {
            self.time.add(value)?;
            let Token::Number { value, length } = scanner.peek() else { return None };
            scanner.take();
            self.time.finish(fraction(value, length));
        } else if self.offset.expects_minute(value) {
            self.offset.minute = Some(value);
        } else if self.time.expects(value) {
            self.time.finish(value);
            let next = scanner.peek();
            let fits = matches!(next, Token::End | Token::Blank)
                || next.is_zulu()
                || next.sign().is_some();
            fits.then_some(())?;
        } else {
            self.day.add(value)?;
            scanner.skip('-');
        }
        Some(())
    }

    fn read_word(&mut self, scanner: &mut Scanner<'_>, word: Word, has_number: bool) -> Option<()> {
        match word {
            Word::HalfDay(hours) if !self.time.parts.is_empty() => self.time.half = Some(hours),
            Word::Month(month) => {
                self.day.month = Some(month);
                scanner.skip('-');
            }
            Word::Zone(hours) if has_number => self.offset.set(hours),
            // A word that means nothing may stand before the first number only, and apart from it.
            _ if has_number || scanner.peek().is_number() => return None,
            _ => {}
        }
        Some(())
    }

    fn read_offset(&mut self, scanner: &mut Scanner<'_>) -> Option<()> {
        let (value, length) = match scanner.peek() {
            Token::Number { value, length } => {
                scanner.take();
                (value, length)
            }
            _ => (0, 0),
        };
        (self.offset.hour, self.offset.minute) = match length {
            _ if scanner.peek() == Token::Symbol(':') => (Some(value), None),
            1 | 2 => (Some(value), Some(0)),
            3 | 4 => (Some(value / 100), Some(value % 100)),
            _ => return None,
        };
        Some(())
    }
}
