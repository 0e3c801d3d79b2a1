//! Finds the spelling of a date that every engine that counts reads as it was meant.
//!
//! Nothing here knows what an engine can read: spellings are tried on the engines, best first, and the
//! first that all of them read right is taken.

use chrono::{DateTime, FixedOffset, SecondsFormat};

use super::Context;
use super::dates::Dated;
use super::verdict::{Verdict, judge};
use crate::diagnostic::{Change, Fix};
use crate::document::{Format, Kind, Node, Scalar, Style};
use crate::engine::Setup;
use crate::post::moment::{Precision, Written};
use crate::text::{Edit, Span};

/// The fix that writes a date as all engines that count read it. It is safe where what was meant is sure.
pub(super) fn respelling(
    context: &Context<'_>,
    dated: &Dated<'_>,
    written: &Written,
) -> Option<Fix> {
    let front_matter = context.front_matter()?;
    let value = &dated.entry.value;
    let style = value.scalar()?.style;
    if front_matter.refused.is_some() || matches!(style, Style::Literal | Style::Folded) {
        return None;
    }
    let spelling = respell(dated, written, front_matter.format)?;
    let message = format!("write the date as {spelling}");
    let change = Change::Key(dated.entry.name().to_owned());
    let edits = vec![Edit::replace(value.span, spelling)];
    let sure = written.doubt.is_none() && written.precision >= Precision::Day;
    Some(if sure { Fix::safe(message, change, edits) } else { Fix::guess(message, change, edits) })
}

/// Source text of a day that all engines that count read as a date of `written`, for a key that is not there yet.
pub(super) fn spelling(
    context: &Context<'_>,
    key: &str,
    written: &Written,
    format: Format,
) -> Option<String> {
    let setups = || context.setups.iter().filter(|setup| setup.formats().contains(&format));
    in_plain_and_quotes(&wall_clock(written), format)
        .into_iter()
        .find(|candidate| setups().all(|setup| reads_as(setup, key, candidate, written, format)))
}

/// Source text of a date, quotes included, that all engines of `dated` read as `written` means it, in its
/// precision and zone where they allow it. None where no spelling is read right by all of them.
fn respell(dated: &Dated<'_>, written: &Written, format: Format) -> Option<String> {
    let key = dated.entry.name();
    candidates(dated, written, format).into_iter().find(|candidate| {
        dated.uses.iter().all(|of| reads_as(of.setup, key, candidate, written, format))
    })
}

/// Spellings to try, best first.
fn candidates(dated: &Dated<'_>, written: &Written, format: Format) -> Vec<String> {
    if written.zone.is_none() {
        return in_plain_and_quotes(&wall_clock(written), format);
    }
    let Some(instant) = with_offset(written, dated) else { return Vec::new() };
    let in_utc = instant.to_utc().fixed_offset();
    let mut spellings = in_plain_and_quotes(&[rfc3339(&instant, written)], format);
    let own = dated.uses.iter().filter_map(|of| of.setup.write_date(of.meant(written)?, format));
    spellings.extend(own);
    spellings.push(quoted(&rfc3339(&in_utc, written)));
    spellings
}

/// Texts as they stand, where the language has dates, then in quotes.
fn in_plain_and_quotes(texts: &[String], format: Format) -> Vec<String> {
    let plain = texts.iter().filter(|_| matches!(format, Format::Yaml | Format::Toml)).cloned();
    plain.chain(texts.iter().map(|text| quoted(text))).collect()
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// The day and, where it is written, the time in ISO form; a day alone also with the midnight it means.
fn wall_clock(written: &Written) -> Vec<String> {
    let Some(wall) = written.wall() else { return Vec::new() };
    let format = match written.precision {
        Precision::Year | Precision::Month | Precision::Day => "%Y-%m-%d 00:00:00",
        Precision::Minute | Precision::Second => "%Y-%m-%d %H:%M:%S",
        Precision::Fraction => "%Y-%m-%d %H:%M:%S%.f",
    };
    let day = (written.clock.is_none()).then(|| wall.format("%Y-%m-%d").to_string());
    day.into_iter().chain([wall.format(format).to_string()]).collect()
}

/// What is meant, in the offset in which it is written.
fn with_offset(written: &Written, dated: &Dated<'_>) -> Option<DateTime<FixedOffset>> {
    let meant = dated.uses.first()?.meant(written)?;
    let seconds = (written.wall()? - meant.naive_utc()).num_seconds();
    let offset = FixedOffset::east_opt(i32::try_from(seconds).ok()?)?;
    Some(meant.with_timezone(&offset))
}

fn rfc3339(instant: &DateTime<FixedOffset>, written: &Written) -> String {
    let digits = match written.precision {
        Precision::Fraction => SecondsFormat::AutoSi,
        _ => SecondsFormat::Secs,
    };
    instant.to_rfc3339_opts(digits, true)
}

/// Whether an engine reads this spelling as `written` means it, on whatever machine.
fn reads_as(setup: &Setup, key: &str, candidate: &str, written: &Written, format: Format) -> bool {
    let node = scalar(candidate);
    let reading = setup.read_date(key, &node, format);
    judge(setup, key, &node, format, Some(written), &reading) == Verdict::Right
}

/// The node that a spelling gives.
fn scalar(spelling: &str) -> Node<'_> {
    let (style, text) = match spelling.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => (Style::Double, inner),
        None => (Style::Plain, spelling),
    };
    let kind = Kind::Scalar(Scalar { text: text.into(), style });
    Node { span: Span::new(0, spelling.len()), kind, tag: None, anchor: None }
}
