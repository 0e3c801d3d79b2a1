//! Zones and offsets as people write them behind a time.
//!
//! Names mean what RFC 2822, section 4.3, says where it says something; others count only where they
//! stand for one zone in the world. Names of the IANA database come from `chrono-tz`.

use chrono::FixedOffset;
use chrono_tz::Tz;

use crate::text::Span;

use super::cursor::Cursor;

/// A zone as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What it means.
    pub kind: ZoneKind,
    /// Where it stands, blanks before it not included.
    pub span: Span,
}

/// What a written zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneKind {
    /// `Z`, `+08:00`, `-0500`, `GMT+8`: a distance from UTC in digits, or none.
    Offset(FixedOffset),
    /// `GMT`, `EST`, `CEST`: a name that stands for one distance from UTC.
    Abbreviation(FixedOffset),
    /// `Asia/Shanghai`
    Iana(Tz),
    /// `CST`, `IST`: a name that several zones have, with what RFC 2822 takes it for, if anything.
    Ambiguous {
        /// In capitals.
        name: &'static str,
        /// North American time, for the names that RFC 2822 knows.
        mail: Option<FixedOffset>,
    },
    /// A word in capitals that no zone has for a name.
    Unknown,
    /// An offset that no zone can have: `+99:00`.
    Impossible,
}

impl Zone {
    /// The zone that lies so many seconds east of UTC, as if it stood in the text at no place.
    /// None beyond a day.
    #[must_use]
    pub fn east(seconds: i32) -> Option<Self> {
        let kind = ZoneKind::Offset(FixedOffset::east_opt(seconds)?);
        Some(Self { kind, span: Span::default() })
    }

    /// Whether it is `Z` or digits, not a name.
    #[must_use]
    pub const fn is_numeric(&self) -> bool {
        matches!(self.kind, ZoneKind::Offset(_) | ZoneKind::Impossible)
    }
}

/// Minutes from UTC, and whether other zones share the name.
#[rustfmt::skip]
const NAMES: &[(&str, i32)] = &[
    ("GMT", 0), ("UTC", 0), ("UT", 0), ("WET", 0), ("WEST", 60),
    ("EST", -300), ("EDT", -240), ("CDT", -300), ("MST", -420), ("MDT", -360), ("PST", -480), ("PDT", -420),
    ("AKST", -540), ("AKDT", -480), ("HST", -600), ("NST", -210), ("NDT", -150), ("BRT", -180),
    ("CET", 60), ("CEST", 120), ("MEZ", 60), ("MESZ", 120), ("EET", 120), ("EEST", 180),
    ("MSK", 180), ("PKT", 300), ("HKT", 480), ("JST", 540), ("KST", 540),
    ("ACST", 570), ("ACDT", 630), ("AEST", 600), ("AEDT", 660), ("AWST", 480), ("NZST", 720), ("NZDT", 780),
];

/// Names that stand for several zones, with the minutes that RFC 2822 gives them.
const AMBIGUOUS: &[(&str, Option<i32>)] =
    &[("CST", Some(-360)), ("BST", None), ("IST", None), ("AST", None), ("SST", None)];

fn offset(minutes: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(minutes * 60)
}

/// Reads what stands behind a time: blanks, a zone or offset, and a second name or a comment behind it.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let before = *cursor;
    cursor.blanks();
    let zone = numeric(cursor).or_else(|| bracketed(cursor)).or_else(|| named(cursor));
    if zone.is_none() {
        *cursor = before;
        return None;
    }
    trailing(cursor);
    zone
}

/// Reads `+08:00`, `-0500`, `+8`.
pub(super) fn numeric(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let before = *cursor;
    let zone = digits(cursor);
    if zone.is_none() {
        *cursor = before;
    }
    zone
}

fn digits(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let start = cursor.at;
    let sign = if cursor.eat_any(&['+', '-', '−'])? == '+' { 1 } else { -1 };
    let number = cursor.number()?;
    let minutes = match number.digits {
        1 | 2 if cursor.eat(":") => number.part() * 60 + cursor.small()?.part(),
        1 | 2 => number.part() * 60,
        3 | 4 => number.part() / 100 * 60 + number.part() % 100,
        _ => return None,
    };
    // The farthest zones that ever were lie less than 16 hours from UTC.
    let near = i32::try_from(minutes).ok().filter(|&minutes| minutes < 16 * 60);
    let kind = near
        .and_then(|minutes| offset(sign * minutes))
        .map_or(ZoneKind::Impossible, ZoneKind::Offset);
    Some(Zone { kind, span: cursor.since(start) })
}

/// Reads `[Asia/Shanghai]`.
fn bracketed(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let before = *cursor;
    let zone = cursor.eat("[").then(|| named(cursor)).flatten();
    if zone.is_none() || !cursor.eat("]") {
        *cursor = before;
        return None;
    }
    zone
}

/// Reads a name: `GMT`, `UTC+8`, `CST`, `Asia/Shanghai`.
pub(super) fn named(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let before = *cursor;
    let zone = name(cursor);
    if zone.is_none() {
        *cursor = before;
    }
    zone
}

fn name(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let start = cursor.at;
    let (word, _) = cursor.word()?;
    let is_utc = ["GMT", "UTC", "UT"].iter().any(|utc| word.eq_ignore_ascii_case(utc));
    let kind = match cursor.peek() {
        Some('/') => iana(cursor, start)?,
        Some('+' | '-' | '−') if is_utc => digits(cursor)?.kind,
        _ => abbreviation(word)?,
    };
    Some(Zone { kind, span: cursor.since(start) })
}

/// Reads the rest of a name of the IANA database that begins at `start`.
fn iana(cursor: &mut Cursor<'_>, start: usize) -> Option<ZoneKind> {
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(byte);
    cursor.advance(cursor.rest().bytes().take_while(inside).count());
    Some(cursor.slice(cursor.since(start)).parse().map_or(ZoneKind::Unknown, ZoneKind::Iana))
}

fn abbreviation(word: &str) -> Option<ZoneKind> {
    if word.eq_ignore_ascii_case("Z") {
        return offset(0).map(ZoneKind::Offset);
    }
    let known = NAMES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
    if let Some(&(_, minutes)) = known {
        return offset(minutes).map(ZoneKind::Abbreviation);
    }
    let shared = AMBIGUOUS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
    if let Some(&(name, mail)) = shared {
        return Some(ZoneKind::Ambiguous { name, mail: mail.and_then(offset) });
    }
    let like_a_zone = (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    like_a_zone.then_some(ZoneKind::Unknown)
}

/// Reads what programs print behind an offset: `(China Standard Time)`, `CST`, `+08`, `[Asia/Shanghai]`.
fn trailing(cursor: &mut Cursor<'_>) {
    let before = *cursor;
    cursor.blanks();
    let closed = cursor.peek().filter(|&next| next == '(').and_then(|_| cursor.rest().find(')'));
    if let Some(at) = closed {
        cursor.advance(at + 1);
    } else if numeric(cursor).or_else(|| bracketed(cursor)).or_else(|| named(cursor)).is_none() {
        *cursor = before;
    }
}
